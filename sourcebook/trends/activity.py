"""Activity: the reports in a scope, laid side by side so that every measure reads the same rows.

A report is one row of one dataset; an incident is what linkage says several reports speak of, or a report alone.
Reports that sum up several incidents (aggregates) are kept apart. The figures of an incident that several datasets
report follow the rule of `incidents.counting`; its place and date are those of the most precise report.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

from sourcebook.errors import RecordError, UsageError
from sourcebook.incidents.counting import ACROSS, FIGURES, MEDIAN
from sourcebook.record.store import Record, among
from sourcebook.rights.terms import RESTRICTED
from sourcebook.trends.scope import Scope

_NUMBER = count(1)

Values = dict[str, object]


@dataclass(frozen=True)
class Activity:
    """The reports in a scope.

    Attributes:
        record: The open record.
        scope: What was asked.
        reports: Temporary table: one row a report, with `incident`, `month` (counted from the year 0), `aggregate`,
            `restricted`.
        incidents: Temporary table: one row an incident, aggregates left out.
        own: Temporary table: the rows of `report_actor` that name the group asked about, if one was.
    """

    record: Record
    scope: Scope
    reports: str
    incidents: str
    own: str

    @cached_property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that report anything in it."""
        rows = self.record.rows(f"select distinct dataset from {self.reports} order by dataset")
        return tuple(row["dataset"] for row in rows)


@contextmanager
def activity(record: Record, scope: Scope, *, one_by_one: bool = False) -> Iterator[Activity]:
    """Lay the reports in a scope side by side, for as long as they are asked about.

    Args:
        record: The open record.
        scope: Which reports.
        one_by_one: Whether reports alone are asked about; then nothing is laid of what incidents they come to.

    Raises:
        RecordError: The record holds no dataset of events.
        UsageError: The scope names a dataset that is not loaded.
    """
    _refuse_missing(record, scope)
    number = next(_NUMBER)
    tables = [f"scope_{name}_{number}" for name in ("report", "incident", "actor")]
    held = Activity(record, scope, *tables)
    try:
        _lay_own(held)
        _lay_reports(held)
        if not one_by_one:
            _lay_incidents(held)
        yield held
    finally:
        for table in tables:
            record.lift(table)


def _refuse_missing(record: Record, scope: Scope) -> None:
    if not record.has("report"):
        raise RecordError(
            "the record holds no dataset of events.",
            "Add one (UCDP GED, ACLED, GTD or a table of your own) and run: sourcebook build",
        )
    if not scope.datasets:
        return
    rows = record.rows("select distinct source, part from report order by all")
    loaded = [name for row in rows for name in (row["source"], f"{row['source']}/{row['part']}")]
    for asked in scope.datasets:
        if asked not in loaded:
            raise UsageError(
                f"no dataset {asked!r} is loaded.",
                f"Loaded are: {', '.join(dict.fromkeys(loaded)) or 'none'}.",
            )


def _lay_reports(held: Activity) -> None:
    chosen, values = _condition(held)
    beside, told = _linkage(held.record)
    left = "part, aggregate, rights, linked, role" if beside else "part, aggregate, rights"
    held.record.lay(
        held.reports,
        f"""with chosen as materialized (select {_READ}{beside} {chosen})
        select r.* exclude ({left}), r.source || '/' || r.part as dataset,
            {RESTRICTED.format("r")} as restricted, year(r.starts) * 12 + month(r.starts) - 1 as month, {told}""",
        values,
    )


def _linkage(record: Record) -> tuple[str, str]:
    """Further columns to read of a report, and what they say of its incident: which, and whether it sums up several.

    A build carries both in `report` itself, which spares a join as large as all reports; one without links, neither.
    What people have judged since stands beside.
    """
    summed = "coalesce(r.aggregate or {} = 'aggregate', false) as aggregate"
    judged = record.has("judged_incident")
    first = "j.incident, " if judged else ""
    joined = "chosen r left join judged_incident j using (row_id)" if judged else "chosen r"
    if record.has("report", "incident"):
        named = f"coalesce({first}r.linked, r.row_id) as incident, {summed.format('r.role')}"
        return ", r.incident as linked, r.role", f"{named} from {joined}"
    if record.has("incident"):
        named = f"coalesce({first}l.incident, r.row_id) as incident, {summed.format('l.role')}"
        return "", f"{named} from {joined} left join incident l on l.row_id = r.row_id"
    return "", "r.row_id as incident, coalesce(r.aggregate, false) as aggregate from chosen r"


# What the measures read of a report.
_READ = ", ".join(
    f"r.{name}"
    for name in (
        "row_id", "source", "part", "event", "starts", "ends", "date_precision", "place_precision", "latitude",
        "longitude", "grid", "country", "admin1", "violence", "tactic", "targets", "aggregate", "rights",
        "deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "hostages", "wounded",
    )
)  # fmt: skip


def _condition(held: Activity) -> tuple[str, Values]:
    """The reports of a scope, as the end of a query from `from report r` on, and its values."""
    scope = held.scope
    where = ["r.known_from <= $known", "(r.known_until is null or r.known_until > $known)"]
    where.append("coalesce(r.starts <= $as_of, true)")
    values: Values = {"known": scope.known, "as_of": scope.as_of}
    for text, name, value in (
        ("r.starts >= $since", "since", scope.since),
        ("r.starts <= $until", "until", scope.until),
        ("r.country = $country", "country", scope.country),
        ("lower(r.admin1) = lower($admin1)", "admin1", scope.admin1),
        ("r.grid = $cell", "cell", scope.cell),
    ):
        if value is not None:
            where.append(text)
            values[name] = value
    if scope.datasets:
        where.append(
            "(list_contains($datasets, r.source) or list_contains($datasets, r.source || '/' || r.part))"
        )
        values["datasets"] = list(scope.datasets)
    if scope.box is not None:
        where.append(_within(scope, values))
    narrowed = f"where {' and '.join(where)}"
    if scope.group is None:
        return f"from report r {narrowed}", values
    return f"from report r semi join {held.own} a on {OWN_OF} {narrowed}", values


def _within(scope: Scope, values: Values) -> str:
    """The condition for a box; one across the date line is its two halves."""
    box = scope.box
    assert box is not None
    values |= {"west": box.west, "south": box.south, "east": box.east, "north": box.north}
    joined = "and" if box.west <= box.east else "or"
    return f"r.latitude between $south and $north and (r.longitude >= $west {joined} r.longitude <= $east)"


# Whether a row `a` of `own` speaks of a report `r`: a name may be one group's in one country and another's elsewhere.
OWN_OF = """a.row_id = r.row_id and (a.source is null or a.source = r.source
    and coalesce(a.country = r.country, a.country is null)
    and coalesce(year(r.starts) between a.from_year and a.until_year, true))"""


def _lay_own(held: Activity) -> None:
    """The rows of `report_actor` that name the group.

    An actor is the group if its dataset's id says so; a name counts only where the dataset gave the actor no entry, and
    only for reports of the `source`, country and years for which it was resolved.
    """
    record, scope = held.record, held.scope
    if scope.group is None:
        return
    rows = record.rows(
        "select entry from identity where canonical = $1 order by entry", [scope.group]
    )
    listed, values = among([str(row["entry"]) for row in rows])
    sql = f"""select row_id, side, position, null::varchar as source, null::varchar as country,
        null::integer as from_year, null::integer as until_year from report_actor where entry in ({listed})"""
    if record.has("actor_resolution"):
        sql += f""" union all
        select a.row_id, a.side, a.position, v.source, v.country, v.from_year, v.until_year
        from report_actor a join (
            select distinct source, name, dataset_id, country, from_year, until_year from actor_resolution
            where entry in ({listed}) and list_contains($grades, grade)
        ) v on v.name = a.name and v.dataset_id is not distinct from a.dataset_id where a.entry is null"""
        values["grades"] = list(scope.grades)
    record.lay(held.own, sql, values)


# Lower is more precise; what is not stated stands in the middle.
_DATED = "coalesce(list_position(['day', 'days', 'week', 'unknown', 'month', 'year', 'longer'], date_precision), 4)"
_PLACED = """coalesce(list_position(
    ['exact', 'near', 'admin2', 'unknown', 'admin1', 'fuzzy', 'country', 'international'], place_precision), 4)"""
_PLACE = "starts, ends, date_precision, month, latitude, longitude, grid, country, admin1, place_precision"


def _lay_incidents(held: Activity) -> None:
    held.record.lay(
        held.incidents,
        f"""with many as materialized (
            select incident from {held.reports} where not aggregate group by incident having count(*) > 1
        ), several as (select r.* from {held.reports} r semi join many using (incident)),
        per as ({figures_by_dataset("several")})
        select * from ({figures("per")}) union all by name {_alone(held.reports)}""",
    )


def _alone(reports: str) -> str:
    """A query for the incidents that one report alone speaks of: most, and nothing has to be weighed."""
    given = ", ".join(f"{value} as {name}" for name, value in FIGURES.items())
    return f"""select incident, 1 as reports, restricted::integer as restricted, {given}, {_PLACE}
        from {reports} anti join many using (incident) where not aggregate"""


def figures_by_dataset(reports: str) -> str:
    """A query for the figures that each dataset gives for each incident, from a table of reports.

    What several publications or versions say of one event is never added up; the events of a dataset are.
    """
    within = ", ".join(
        f"{ACROSS.get(name, MEDIAN).format(value)} as {name}" for name, value in FIGURES.items()
    )
    summed = ", ".join(f"sum({name})::integer as {name}" for name in FIGURES)
    rank = f"row({_DATED} + {_PLACED}, dataset, row_id)"
    return f"""select incident, dataset, sum(reports) as reports, sum(restricted)::integer as restricted, {summed},
        arg_min(spot, rank) as spot, min(rank) as rank
        from (select incident, dataset, event, count(*) as reports, sum(restricted::integer) as restricted, {within},
            arg_min(struct_pack({_PLACE}), {rank}) as spot, min({rank}) as rank
            from {reports} where not aggregate group by incident, dataset, event)
        group by incident, dataset"""


def figures(per: str) -> str:
    """A query for the figures of each incident, from those by dataset."""
    across = ", ".join(f"{ACROSS.get(name, MEDIAN).format(name)} as {name}" for name in FIGURES)
    return f"""select * exclude (spot), spot.* from (
        select incident, sum(reports)::integer as reports, sum(restricted)::integer as restricted, {across},
            arg_min(spot, rank) as spot from {per} group by incident
    )"""


def ask(held: Activity, sql: str, values: Values | None = None) -> list[dict[str, Any]]:
    """Ask the tables of an activity; `{reports}`, `{incidents}` and `{own}` stand for their names."""
    named = sql.format(reports=held.reports, incidents=held.incidents, own=held.own)
    return held.record.rows(named, values or ())

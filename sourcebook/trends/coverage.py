"""What the loaded datasets speak of: from when to when, where, and which questions they answer.

A complete version covers every country from its first to its last month; an extract covers the countries it holds rows
of, in the years of which it holds more than a trickle: a sample of a later release beside a large extract says nothing
about the months it has no row of. The register tells of notable incidents and covers nothing. Nothing is read from a
dataset's reputation: a question is answered if some loaded row carries an answer.
"""

from __future__ import annotations

from sourcebook.record.store import Record
from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.months import month_at, month_name
from sourcebook.trends.scope import Scope
from sourcebook.trends.values import Coding, Coverage, State

_CODED = {
    "tactic": "tactic is not null",
    "targets": "len(targets) > 0",
    "hostages": "hostages is not null",
    "wounded": "wounded is not null",
    "civilians": "deaths_civilians is not null",
    "violence": "violence is not null",
    "country": "country is not null",
    "admin1": "admin1 is not null",
}
# Of the reports of an extract's middle year, so many at least make a year that it covers.
_TRICKLE = 0.1
_KNOWN = "known_from <= $known and (known_until is null or known_until > $known)"


def covered(record: Record, scope: Scope) -> tuple[Coverage, ...]:
    """The datasets asked about that speak of the scope's country at all, and the months they speak of."""
    rows = record.rows(
        f"""with whole as (
            select source, part, bool_or(complete) as complete from version where day <= $known group by all
        ), year as (
            select source, part, year(starts) as year, count(*) as n, min(starts) as since,
                max(coalesce(ends, starts)) as until
            from report semi join (select id from source where kind = 'dataset') s on s.id = source
            where {_KNOWN} and starts is not null group by all
        ), middle as (select source, part, median(n) as n from year group by all)
        select source, part, min(since) as since, max(until) as until,
            coalesce(bool_or(complete), false) as complete
        from year join middle using (source, part) left join whole using (source, part)
        where coalesce(complete, false) or year.n >= {_TRICKLE} * middle.n
        group by source, part order by source, part""",
        {"known": scope.known},
    )
    found = [
        Coverage(
            f"{row['source']}/{row['part']}",
            month_name(month_at(row["since"])),
            month_name(month_at(row["until"])),
            None if row["complete"] else _countries(record, scope, row["source"], row["part"]),
        )
        for row in rows
        if not scope.datasets
        or {row["source"], f"{row['source']}/{row['part']}"} & set(scope.datasets)
    ]
    return tuple(c for c in found if speaks_of(c, scope.country))


def _countries(record: Record, scope: Scope, source: str, part: str) -> tuple[str, ...]:
    rows = record.rows(
        f"""select distinct country from report
        where source = $source and part = $part and country is not null and {_KNOWN} order by country""",
        {"source": source, "part": part, "known": scope.known},
    )
    return tuple(row["country"] for row in rows)


def speaks_of(coverage: Coverage, country: str | None) -> bool:
    """Whether a dataset covers a country; None: whether it covers anything."""
    return country is None or coverage.countries is None or country in coverage.countries


def coding(held: Activity) -> tuple[Coding, ...]:
    """Whether the datasets in scope answer each question."""
    scope = held.scope
    datasets = held.datasets or tuple(c.dataset for c in covered(held.record, scope))
    asked = ", ".join(f"count(*) filter ({text}) as {name}" for name, text in _CODED.items())
    given = ask(held, f"select {asked} from {{reports}}")[0]
    answers = {dataset: _answers(held.record, scope, dataset) for dataset in datasets}
    by = {field: tuple(d for d in datasets if answers[d][field]) for field in _CODED}
    return tuple(_coding(field, by[field], datasets, int(given[field])) for field in _CODED)


def _answers(record: Record, scope: Scope, dataset: str) -> dict[str, bool]:
    """Which questions a dataset answers anywhere: asked one by one, since the first row that does settles each."""
    source, _, part = dataset.partition("/")
    of_it = f"select 1 from report where source = $source and part = $part and {_KNOWN}"
    asked = ", ".join(f"exists({of_it} and {text}) as {name}" for name, text in _CODED.items())
    return record.rows(f"select {asked}", {"source": source, "part": part, "known": scope.known})[0]


def _coding(field: str, by: tuple[str, ...], datasets: tuple[str, ...], given: int) -> Coding:
    not_by = tuple(sorted(set(datasets) - set(by)))
    state: State = "not coded" if not by else "partly coded" if not_by else "coded"
    # A column that a file lacks is missing in each of its rows: no figure stands for nobody.
    if field == "civilians" and not given:
        state = "not coded"
    return Coding(field, state, by, not_by, given)

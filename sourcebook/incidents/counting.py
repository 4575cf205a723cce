"""What a set of incidents comes to: reports, incidents, and deaths as low, best and high.

The rule, for one incident: what several publications or versions say of one event of a dataset is never added up (the
lowest low, the highest high, the median best; of an even number the lower); a dataset's own events are; over datasets
it is again the lowest low, the highest high and the median best. No figure is averaged and none is left out; who gives
none does not count as zero. Over incidents the three are added up each for itself; an incident of which only one end
is told ("at least 30") adds that to all three, so that no sum has a best outside its bounds for want of a figure.
Reports that sum up several events are counted beside, never with, the incidents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import msgspec

if TYPE_CHECKING:
    import pyarrow as pa

# Columns of the record, by the name they have here.
FIGURES = {
    "low": "coalesce(deaths_low, deaths_best)", "best": "deaths_best", "high": "coalesce(deaths_high, deaths_best)",
    "civilians": "deaths_civilians", "hostages": "hostages", "wounded": "wounded",
}  # fmt: skip
# How reports, and then datasets, that differ make one figure; what is not named takes the median.
ACROSS = {"low": "min({})", "high": "max({})"}
MEDIAN = "quantile_disc({}, 0.5)"


def added(low: str, best: str, high: str) -> str:
    """The columns `low`, `best`, `high` and `without_deaths` of a sum, from the three columns of its incidents."""
    told = f"coalesce({best}, {low}, {high})"
    return f"""sum(coalesce({low}, {best}, {high})) as low, sum({told}) as best,
        sum(coalesce({high}, {best}, {low})) as high, count(*) - count({told}) as without_deaths"""


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a set of incidents.

    Attributes:
        reports: Rows of datasets that belong to an incident.
        incidents: Each counted once.
        shared: Incidents that more than one dataset reports.
        aggregates: Reports that sum up several events, in none of the other figures.
        low, best, high: Deaths; None where no report gives a figure.
        without_deaths: Incidents for which no report does.
    """

    reports: int
    incidents: int
    shared: int
    aggregates: int
    low: int | None
    best: int | None
    high: int | None
    without_deaths: int


def by_incident(reports: pa.Table, incidents: pa.Table) -> pa.Table:
    """The figures of each incident, and beside them those of each dataset.

    Args:
        reports: Rows of the table `report`; those of no incident are left out.
        incidents: Rows of the table `incident`.

    Returns:
        incident, reports, datasets, low, best, high, civilians, hostages, wounded, and `said`: a list of the datasets
        with their own low, best and high; in the order of incidents.
    """
    con = duckdb.connect()
    con.execute("set threads to 1")
    con.register("report", reports)
    con.register("incident", incidents)
    return con.sql(_by_incident(set(reports.column_names))).to_arrow_table()


def _by_incident(have: set[str]) -> str:
    names = ("deaths_low", "deaths_best", "deaths_high", "deaths_civilians", "hostages", "wounded")
    missing = ", ".join(f"null::integer as {name}" for name in names if name not in have)
    within = ", ".join(
        f"{ACROSS.get(name, MEDIAN).format(value)} as {name}" for name, value in FIGURES.items()
    )
    across = ", ".join(f"{ACROSS.get(name, MEDIAN).format(name)} as {name}" for name in FIGURES)
    summed = ", ".join(f"sum({name})::integer as {name}" for name in FIGURES)
    return f"""with each as (
            select i.incident, r.source || '/' || coalesce(r.part, '') as dataset, r.event,
                count(*)::integer as reports, {within}
            from incident i join (select *{", " + missing if missing else ""} from report) r using (row_id)
            where i.role = 'member' group by all
        ), per as (
            select incident, dataset, sum(reports)::integer as reports, {summed} from each group by all
        ) select incident, sum(reports)::integer as reports, count(*)::integer as datasets, {across},
            list(struct_pack(dataset := dataset, low := low, best := best, high := high) order by dataset) as said
        from per group by incident order by incident"""


def count(reports: pa.Table, incidents: pa.Table) -> Counted:
    """What a set of incidents comes to.

    Args:
        reports: Rows of the table `report`.
        incidents: Rows of the table `incident`.
    """
    con = duckdb.connect()
    con.execute("set threads to 1")
    con.register("figures", by_incident(reports, incidents))
    con.register("incident", incidents)
    row = con.execute(
        f"""select * replace (low::bigint as low, best::bigint as best, high::bigint as high) from (
            select coalesce(sum(reports), 0)::bigint as reports, count(*) as incidents,
                count(*) filter (datasets > 1) as shared,
                (select count(*) from incident where role = 'aggregate') as aggregates,
                {added("f.low", "f.best", "f.high")} from figures f
        )"""
    ).fetchone()
    assert row is not None
    names = Counted.__struct_fields__
    return Counted(**dict(zip(names, row, strict=True)))

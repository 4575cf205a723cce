"""The tables of reports in a build's database: `report`, `report_actor`, `country_year`.

One row of `report` is one version of what a dataset says of an event; the view `report_on(day)` gives those in force on
a day. Incidents of lists and of the register are reports too. Tactic and targets of datasets that code them are put
in our words by the crosswalk, here and not when a file is read, so that a better crosswalk needs no file read again.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from sourcebook.build.reports import ORDER
from sourcebook.incidents import crosswalk
from sourcebook.record.dates import PartialDate
from sourcebook.record.reports import grid

_COLUMNS = f"""row_id, source, part, event, starts, coalesce(ends, starts) as ends, date_precision, place_precision,
    latitude, longitude, {grid()} as grid, country, country_printed, admin1, admin2, place, violence, event_type,
    sub_type, tactic, targets, aggregate, deaths_low, deaths_best, deaths_high, deaths_a, deaths_b, deaths_civilians,
    deaths_unknown, hostages, wounded, conflict, dyad, sources_count, source_text, known_from, known_until, file,
    first_file, last_seen"""


def load(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Make the tables of reports.

    Args:
        con: The build's database, with events, sources and versions loaded.
        folder: Of the build, with the merged reports if there are any.
    """
    merged = folder / "reports.parquet"
    _lay_incidents(con)
    if merged.exists():
        _lay_meanings(con, merged)
        _create(con, merged)
    else:
        con.execute(f"create table report as {_incident_rows()} order by {ORDER}")
    _create_actors(con, merged)
    _load_country_years(con)
    con.execute(_IN_FORCE)
    for table in ("incident_dates", "meaning"):
        con.execute(f"drop table if exists temp.{table}")


_IN_FORCE = """create macro report_on(day) as table
    select * from report where known_from <= day and (known_until is null or known_until > day)"""


def _create(con: duckdb.DuckDBPyConnection, merged: Path) -> None:
    rows = f"""select r.* exclude (actors, codes, tactic, targets, violence), coalesce(r.tactic, m.tactic) as tactic,
            coalesce(r.targets, m.targets) as targets, coalesce(r.violence, m.violence) as violence
        from read_parquet('{merged}') r left join meaning m on m.source = r.source and m.codes = r.codes"""
    con.execute(
        f"""create table report as
        select {_COLUMNS}, s.rights as rights from ({rows}) r join source s on s.id = r.source
        union all by name {_incident_rows()} order by {ORDER}"""
    )


def _lay_incidents(con: duckdb.DuckDBPyConnection) -> None:
    """First and last day of the partial dates that events of lists and of the register print: a few hundred."""
    found = con.execute(
        "select distinct unnest([starts, ends]) as printed from events where starts is not null order by printed"
    ).fetchall()
    dates = [(text, PartialDate.parse(text)) for (text,) in found if text is not None]
    table = pa.table(
        {
            "printed": pa.array([text for text, _ in dates], pa.string()),
            "earliest": pa.array([date.earliest for _, date in dates], pa.date32()),
            "latest": pa.array([date.latest for _, date in dates], pa.date32()),
            "precise": pa.array([_PRECISION[date.precision] for _, date in dates], pa.string()),
        }
    )
    con.register("dates", table)
    con.execute("create or replace temp table incident_dates as select * from dates")
    con.unregister("dates")


_PRECISION = {"day": "day", "month": "month", "year": "year", "span": "days"}


def _incident_rows() -> str:
    """Events of lists and of the register, as reports: each source's are one dataset, whatever files they stand in."""
    by = "list_sum([x.deaths for x in deaths_by if x.side = '{}'])::integer"
    return f"""select e.row_id, e.source, 'incidents' as part, e.incident as event, b.earliest as starts,
            greatest(coalesce(u.latest, b.latest), b.earliest) as ends,
            coalesce(b.precise, 'unknown') as date_precision,
            case when e.place_precision in ('exact', 'near', 'admin2', 'admin1', 'fuzzy', 'country', 'international')
                then e.place_precision else 'unknown' end as place_precision,
            e.latitude, e.longitude, {grid("e.latitude", "e.longitude")} as grid, e.country,
            e.country as country_printed, null::varchar as admin1, null::varchar as admin2, e.place,
            null::varchar as violence, null::varchar as event_type, null::varchar as sub_type, e.tactic,
            nullif(e.targets, []) as targets, false as aggregate, e.deaths_low, e.deaths_best, e.deaths_high,
            null::integer as deaths_a, null::integer as deaths_b, {by.format("civilians")} as deaths_civilians,
            null::integer as deaths_unknown, e.hostages, e.wounded, null::varchar as conflict, null::varchar as dyad,
            null::integer as sources_count, coalesce(e.label, e.quote) as source_text, e.known_from, e.known_until,
            e.file, e.first_file, e.last_seen, s.rights
        from events e join source s on s.id = e.source
        left join incident_dates b on b.printed = e.starts left join incident_dates u on u.printed = e.ends"""


def _lay_meanings(con: duckdb.DuckDBPyConnection, merged: Path) -> None:
    """What each combination of codes says in our words: the nearest tactic, all targets."""
    con.register("walk", crosswalk.table())
    con.execute(
        f"""create or replace temp table meaning as
        with distinct_codes as (
            select distinct source, codes from read_parquet('{merged}') where len(codes) > 0
        ), each as (
            select source, codes, unnest(codes) as c, generate_subscripts(codes, 1) as nth from distinct_codes
        ), said as (
            select source, codes, nth, w.kind, w.term,
                list_position(['exact', 'narrower', 'close', 'broader'], w.level) as near
            from each join walk w on w.dataset = source and w.code = c.code
                and w.field = regexp_replace(c.field, '[12]$', '') and (w.within is null or w.within = c.within)
            where w.term is not null
        )
        select source, codes, arg_min(term, nth * 10 + near) filter (kind = 'tactic') as tactic,
            list(distinct term order by term) filter (kind = 'target') as targets,
            replace(arg_min(term, near * 10 + nth) filter (kind = 'violence'), '-', '_') as violence
        from said group by source, codes"""
    )
    con.execute(_UNMAPPED.format(merged=merged))
    con.unregister("walk")


# A code that no line of the crosswalk names has been looked at by nobody: said once for each file.
_UNMAPPED = """insert into reject by name
    with printed as (
        select source, part, file, unnest(codes) as c, count(*) as n from read_parquet('{merged}')
        where source in (select dataset from walk) group by source, part, file, codes
    ), found as (
        select source, part, file, regexp_replace(c.field, '[12]$', '') as field, c.code as code, sum(n)::bigint as n
        from printed group by all
    )
    select source, part, file, 'the table' as record, field as locator, code as printed,
        n || ' rows have a code in ' || field || ' that the crosswalk does not know; they are kept without it' as reason
    from found f where not exists (
        select 1 from walk w where w.dataset = f.source and w.field = f.field and w.code = f.code
    ) order by all"""


def _create_actors(con: duckdb.DuckDBPyConnection, merged: Path) -> None:
    """Who took part, in the order of the sides; the entry where the dataset's own number gives it.

    Whoever claimed an incident of the register, or had it attributed to them, stands where UCDP puts those who fight a
    state.
    """
    listed = (
        f"""select row_id, source, unnest(actors) as a, generate_subscripts(actors, 1) as position
        from (select distinct on (row_id) row_id, source, actors from read_parquet('{merged}') where len(actors) > 0)"""
        if merged.exists()
        else _NOBODY
    )
    con.execute(
        f"""create table report_actor as
        select row_id, a.side as side, position::integer as position, a.name as name, a.dataset_id as dataset_id,
            case when source = 'ucdp' and a.dataset_id is not null then 'ucdp:' || a.dataset_id end as entry
        from ({listed})
        union all
        select row_id, 'b', position::integer, coalesce(c.caption, a.name), null, a.entry from (
            select row_id, unnest(actors) as a, generate_subscripts(actors, 1) as position from (
                select distinct on (row_id) row_id, actors from events where len(actors) > 0
            )
        ) left join (select entry, min(caption) as caption from entry group by entry) c on c.entry = a.entry
        order by entry, name, row_id, side, position"""
    )


_NOBODY = """select null as row_id, null as source, {'side': '', 'name': '', 'dataset_id': ''} as a, 1 as position
    where false"""


def _load_country_years(con: duckdb.DuckDBPyConnection) -> None:
    """What datasets count by country and year, each version with the day from which it was known."""
    found = con.execute(
        "select source, day, file, folder from version where list_contains(columnar, 'country_years') order by all"
    ).fetchall()
    rows = " union all by name ".join(
        f"select '{source}' as source, *, date '{day}' as known_from, '{file}' as file "
        f"from read_parquet('{folder}/country_years.parquet')"
        for source, day, file, folder in found
    )
    if rows:
        con.execute(
            f"create table country_year as select * from ({rows}) order by known_from, country, year, violence, file"
        )

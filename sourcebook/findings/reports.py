"""Rules about reports of events: figures out of order, points that cannot be where they are said to be.

A dataset's figures are kept as it gives them; what can not be so is said, and nothing is put right silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sourcebook.findings.finding import Hit, Scope, standing
from sourcebook.record.store import Record

# A country's reports lie between these parts of them, by so many degrees more; fewer reports say nothing.
_INNER, _MARGIN, _ENOUGH = (0.01, 0.99), 2, 30


def low_above_best(record: Record, scope: Scope) -> Iterator[Hit]:
    """A dataset gives an event more dead at the least than at best."""
    yield from _out_of_order(record, scope, "deaths_low > deaths_best")


def best_above_high(record: Record, scope: Scope) -> Iterator[Hit]:
    """A dataset gives an event more dead at best than at the most."""
    yield from _out_of_order(record, scope, "deaths_best > deaths_high")


def _out_of_order(record: Record, scope: Scope, condition: str) -> Iterator[Hit]:
    if not record.has("report"):
        return
    for row in record.rows(_asked(condition), scope.bound()):
        slots = _slots(row) | {name: str(row[f"deaths_{name}"]) for name in ("low", "best", "high")}
        yield Hit(id=row["id"], slots=slots, rows=(row["row_id"],))


def _asked(condition: str) -> str:
    """The reports that fulfil a condition: each once, or under each group asked about that it names."""
    return f"""with chosen as materialized (
            select r.*, s.short from report r join source s on s.id = r.source
            where {condition} and {standing("r")}
        ), named as (
            select distinct a.row_id, i.canonical from report_actor a semi join chosen using (row_id)
            join identity i on i.entry = a.entry where i.canonical in (select unnest($ids))
        )
        select coalesce(n.canonical, c.source || ':' || c.event) as id, c.*
        from chosen c left join named n using (row_id)
        where $ids is null or n.canonical is not null order by id, c.source, c.part, c.event, c.row_id"""


def _slots(row: dict[str, Any]) -> dict[str, str]:
    return {
        "source": row["short"], "event": row["event"], "on": str(row["starts"]),
        "country": row["country_printed"] or "",
    }  # fmt: skip


def coordinates_swapped(record: Record, scope: Scope) -> Iterator[Hit]:
    """An event lies far from all others of its country, and would not with latitude and longitude swapped."""
    if not record.has("report"):
        return
    low, high = _INNER
    near = f"between {{0}}_low - {_MARGIN} and {{0}}_high + {_MARGIN}"
    sql = f"""with extent as (
            select country, quantile_cont(latitude, {low}) as lat_low, quantile_cont(latitude, {high}) as lat_high,
                quantile_cont(longitude, {low}) as lon_low, quantile_cont(longitude, {high}) as lon_high
            from report where latitude is not null and country is not null group by country having count(*) >= {_ENOUGH}
        )
        select row_id from report r join extent using (country)
        where not (latitude {near.format("lat")} and longitude {near.format("lon")})
            and longitude {near.format("lat")} and latitude {near.format("lon")}"""
    for row in record.rows(_asked(f"r.row_id in ({sql})"), scope.bound()):
        slots = _slots(row) | {
            "latitude": str(row["latitude"]), "longitude": str(row["longitude"]),
        }  # fmt: skip
        yield Hit(id=row["id"], slots=slots, rows=(row["row_id"],))


def country_year_differs(record: Record, scope: Scope) -> Iterator[Hit]:
    """A dataset's yearly figure for a country is not the sum of its events, where it is loaded whole."""
    if scope.ids is not None or not (record.has("report") and record.has("country_year")):
        return
    for row in record.rows(_YEARLY, {"known": scope.known}):
        named = ("country", "year", "violence", "summed", "figure")
        slots = {name: str(row[name]) for name in named}
        slots |= {"source": row["short"], "version": row["dataset_version"]}
        key = f"{row['source']}:{row['country']}-{row['year']}-{row['violence']}"
        yield Hit(id=key, slots=slots, rows=())


# The newest yearly figures by the day, against the events in force that day; only years both speak of.
_YEARLY = f"""
    with whole as (
        select distinct source from version where complete and part = 'ged' and day <= $known
    ), figures as (
        select y.* from country_year y join whole using (source) where known_from <= $known
        qualify known_from = max(known_from) over (partition by source)
    ), events as (
        select r.source, r.country_printed, year(r.starts) as year, r.violence, sum(r.deaths_best) as summed
        from report r join whole using (source) where r.part = 'ged' and {standing("r")} group by all
    ), span as (
        select source, min(year) as first, max(year) as last from events group by source
    )
    select f.source, s.short, f.country_printed as country, f.year, replace(f.violence, '_', '-') as violence,
        coalesce(e.summed, 0)::bigint as summed, f.deaths_best as figure, f.dataset_version
    from figures f join source s on s.id = f.source
    join span on span.source = f.source and f.year between span.first and span.last
    left join events e on e.source = f.source and e.country_printed = f.country_printed and e.year = f.year
        and e.violence = f.violence
    where coalesce(e.summed, 0) != coalesce(f.deaths_best, 0) order by f.source, country, f.year, f.violence
"""

REPORT_RULES = {
    "low-above-best": low_above_best,
    "best-above-high": best_above_high,
    "coordinates-swapped": coordinates_swapped,
    "country-year-differs": country_year_differs,
}

"""Many versions of a dataset of events, one row for each run of versions that say the same of an event.

As with lists (`merge`), nothing is updated: a report that changed ends the old row's known time and begins another, one
that is gone ends with the next complete version that speaks of its year and country (the extent of its format). But an
event is counted once, so at any day one row of it is in force: of two files of one day, or of a later file with fewer
columns, a row that says nothing else than the row before, only less, is an echo of it and supersedes nothing.

Cost: narrow columns are put in order per event, the wide ones are read once more for the rows that are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from sourcebook.record.reports import STATED

# Questions name a country or a stretch of time: rows of one lie together.
ORDER = "country, starts, source, part, event, known_from, row_id"
_KEYS = "source, part, event"
_SILENT = {"date_precision": "'unknown'", "place_precision": "'unknown'", "aggregate": "false"}


def merge_reports(con: duckdb.DuckDBPyConnection, target: Path) -> int:
    """Merge the reports of all versions into a Parquet file.

    Args:
        con: With the `version` table loaded.
        target: The file to write.

    Returns:
        The number of rows written; nothing is written where no version holds reports.
    """
    versions = _versions(con)
    if not versions:
        return 0
    again = [v for v in versions if not v["alone"]]
    if again:
        _lay_occurrences(con, again)
        _lay_runs(con, again)
    selects = [_once(v) if v["alone"] else _kept(v) for v in versions]
    rough = target.with_suffix(".unsorted")
    _write(con, " union all by name ".join(selects), rough)
    _write(con, f"select * from read_parquet('{rough}') order by {ORDER}", target)
    rough.unlink()
    for table in ("occurrence", "run", "echo"):
        con.execute(f"drop table if exists {table}")
    found = con.execute(f"select count(*) from read_parquet('{target}')").fetchone()
    return int(found[0]) if found else 0


def within(earlier: Path, newer: Path, extent: tuple[str, ...]) -> int:
    """How many reports of an earlier file lie in what a newer one is complete for.

    Args:
        earlier: The staged tables of the one.
        newer: Those of the other.
        extent: What such files are complete for.
    """
    cell = _cell(extent)
    with duckdb.connect() as con:
        found = con.execute(
            f"""select count(*) from read_parquet('{earlier}/reports.parquet')
            where {cell} in (select {cell} from read_parquet('{newer}/reports.parquet'))"""
        ).fetchall()
    return int(found[0][0])


def _cell(extent: Iterable[str]) -> str:
    """An expression for the part of the world and of time that a row is counted missing in."""
    return f"concat_ws(' ', '', {', '.join(f'{_CELLS[name]}::varchar' for name in extent) or repr('')})"


def _versions(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The versions that hold reports, numbered; alone where the part has no other."""
    found = con.execute(
        """select *, row_number() over (order by source, part, rank, file) as nr,
            count(*) over (partition by source, part) = 1 as alone
        from version where list_contains(columnar, 'reports') order by nr"""
    )
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _write(con: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    con.execute(
        f"copy ({query}) to '{target}' (format parquet, compression zstd, row_group_size 122880)"
    )


def _staged(v: dict[str, Any]) -> str:
    return f"read_parquet('{v['folder']}/reports.parquet')"


def _once(v: dict[str, Any]) -> str:
    """All rows of the only version of a part: known from its day."""
    day = f"date '{v['day']}'"
    return f"""select '{v["source"]}' as source, *, '{v["file"]}' as file, '{v["file"]}' as first_file,
        {day} as known_from, null::date as known_until, {day} as last_seen from {_staged(v)}"""


def _kept(v: dict[str, Any]) -> str:
    """The rows of a version that a run is worded by."""
    return f"""select s.*, run.source, '{v["file"]}' as file, run.first_file, run.known_from, run.known_until,
        run.last_seen from {_staged(v)} s join run on run.nr = {v["nr"]} and run.event = s.event"""


def _lay_occurrences(con: duckdb.DuckDBPyConnection, versions: list[dict[str, Any]]) -> None:
    """Every event once for each day of a version, with the first later day on which it would be found missing."""
    con.execute(
        f"create or replace temp table said as {' union all '.join(map(_narrow, versions))}"
    )
    # Two files of one day are one version: of what they say of an event, the fuller row.
    con.execute(
        f"""create or replace temp table occurrence as
        with cover as (
            select distinct source, part, cell, rank as ended_rank, day as ended from said where complete
        ), one as (
            select * from said qualify row_number() over (
                partition by {_KEYS}, rank order by stated desc, row_id, file
            ) = 1
        )
        select o.*, c.ended_rank, c.ended from one o asof left join cover c
            on o.source = c.source and o.part = c.part and o.cell = c.cell and o.rank < c.ended_rank"""
    )
    con.execute("drop table said")


def _narrow(v: dict[str, Any]) -> str:
    stated = " + ".join(f"({_said('', name)} is not null)::integer" for name in STATED)
    return f"""select '{v["source"]}' as source, '{v["part"]}' as part, event, row_id, {v["nr"]} as nr,
        '{v["file"]}' as file, {v["rank"]} as rank, date '{v["day"]}' as day, {v["complete"]} as complete,
        {_cell(v["extent"])} as cell, {stated} as stated from {_staged(v)}"""


_CELLS = {"year": "year(starts)", "country": "coalesce(country, country_printed)"}


def _said(alias: str, name: str) -> str:
    """A column, null where it says nothing."""
    column = f"{alias}{name}"
    if name in _SILENT:
        return f"nullif({column}, {_SILENT[name]})"
    if name in ("actors", "codes"):
        return f"case when len({column}) > 0 then {column} end"
    return column


def _lay_runs(con: duckdb.DuckDBPyConnection, versions: list[dict[str, Any]]) -> None:
    """One row for each run: by which row it is worded, and when it was known."""
    _lay_echoes(con, versions)
    con.execute(
        f"""create or replace temp table run as
        with heard as (
            select o.*, e.event is not null as echo from occurrence o left join echo e
                on e.source = o.source and e.part = o.part and e.event = o.event and e.rank = o.rank
        ), stepped as (
            select *, last_value(case when not echo then row_id end ignore nulls) over before as worded,
                lag(ended_rank) over same as gone
            from heard window same as (partition by {_KEYS} order by rank),
                before as (partition by {_KEYS} order by rank rows between unbounded preceding and 1 preceding)
        ), numbered as (
            select *, sum(case when gone < rank or (not echo and worded != row_id) then 1 else 0 end) over (
                partition by {_KEYS} order by rank rows unbounded preceding
            ) as island from stepped
        ), runs as (
            select {_KEYS}, island, arg_max(nr, rank) filter (not echo) as nr, arg_min(file, rank) as first_file,
                min(day) as known_from, max(day) as last_seen,
                arg_max(coalesce(ended, date '9999-12-31'), rank) as ended
            from numbered group by {_KEYS}, island
        )
        select * exclude (ended, island), nullif(
            least(ended, coalesce(lead(known_from) over (partition by {_KEYS} order by island), ended)),
            date '9999-12-31'
        ) as known_until from runs"""
    )


def _lay_echoes(con: duckdb.DuckDBPyConnection, versions: list[dict[str, Any]]) -> None:
    """Occurrences that say what the one before said and nothing else, but less of it; not after a gap."""
    selects = [
        f"""select o.source, o.part, o.event, o.rank, o.row_id, o.ended_rank, {", ".join(f"s.{n}" for n in STATED)}
        from {_staged(v)} s join occurrence o on o.nr = {v["nr"]} and o.event = s.event
        semi join differing d on d.source = o.source and d.part = o.part and d.event = o.event"""
        for v in versions
    ]
    same = " and ".join(_agrees(name, kind) for name, kind in STATED.items())
    con.execute(
        f"""create or replace temp table echo as
        with differing as (
            select {_KEYS} from occurrence group by {_KEYS} having min(row_id) != max(row_id)
        ), wide as ({" union all ".join(selects)})
        select {_KEYS}, rank from wide
        window same as (partition by {_KEYS} order by rank)
        qualify row_number() over same > 1 and coalesce(lag(ended_rank) over same >= rank, true)
            and lag(row_id) over same != row_id and {same}"""
    )


def _agrees(name: str, kind: pa.DataType) -> str:
    """Whether a row says of a column nothing, or what the row before said."""
    here, before = _said("", name), f"lag({_said('', name)}) over same"
    if name == "actors":
        # A table without the dataset's numbers of actors still names them.
        bare = "list_transform({}, lambda a: a.side || chr(31) || a.name)"
        numbered = "len(list_filter(actors, lambda a: a.dataset_id is not null)) > 0"
        return (
            f"(len(actors) = 0 or actors is not distinct from lag(actors) over same or (not {numbered} "
            f"and {bare.format('actors')} = lag({bare.format('actors')}) over same))"
        )
    return f"({here} is null or {here} is not distinct from {before})"

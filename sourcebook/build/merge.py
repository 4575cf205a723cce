"""Many versions of a list, one row for each run of versions that say the same.

A run begins with the first version that carries a row and ends with the first later *complete* version that
lacks it; an extract adds and amends, and never ends anything. The row keeps the words and the place of the last
version of its run. A row that stands again after a complete version lacked it begins a second run under the
same row id.

This is the gaps-and-islands problem, solved with window functions in DuckDB: cost grows with n log n of the
rows of parts that have several versions; parts with one version are copied.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from sourcebook.build.versions import Placed
from sourcebook.record import tables

_ORDER = "subject, source, part, record, row_id, known_from, locator, coalesce(quote, '')"

# How many files are scanned in one query: each scan holds buffers until the query ends.
_AT_ONCE = 64


def load_versions(con: duckdb.DuckDBPyConnection, placed: Sequence[Placed]) -> None:
    """Enter the versions into a table that the merge joins."""
    con.execute(
        "create or replace table version (source varchar, part varchar, day date, complete boolean, "
        "file varchar, folder varchar, rank integer, complete_before integer, complete_until integer, "
        "ended date, single boolean, columnar varchar[], extent varchar[])"
    )
    for one in placed:
        v = one.version
        row = [v.source, v.part, v.day, v.complete, v.file, str(v.folder), one.rank]
        row += [one.complete_before, one.complete_until, one.ended, one.single]
        row += [list(v.columnar), list(v.extent)]
        con.execute("insert into version values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def merge(con: duckdb.DuckDBPyConnection, table: str, target: Path) -> int:
    """Merge one table of all versions into a Parquet file.

    Args:
        con: With the `version` table loaded.
        table: `statements`, `relations` or `events`.
        target: The Parquet file to write, sorted by subject.

    Returns:
        The number of rows written.
    """
    rough = target.with_suffix(".unsorted")
    rough.mkdir()
    for nr, query in enumerate(_queries(con, table)):
        _write(con, query, rough / f"{nr}.parquet")
    # Sorted in a second step: a sort fed by scores of scans at once keeps a buffer for each and runs out of memory.
    _write(con, f"select * from read_parquet('{rough}/*.parquet') order by {_ORDER}", target)
    shutil.rmtree(rough)
    found = con.execute(f"select count(*) from read_parquet('{target}')").fetchone()
    return int(found[0]) if found else 0


def _queries(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """What merges the versions, some files at a time: every file of the register is a version, and each has a scan."""
    own = ", ".join(n for n in tables.columns(table) if n not in ("known_from", "known_until"))
    merged = {True: _copied, False: _runs}
    batches = [(single, b) for single in merged for b in _batches(_versions(con, single))]
    for single, batch in batches:
        yield merged[single](own, " union all by name ".join(_occurrence(table, v) for v in batch))
    if not batches:
        yield _copied(own, _nothing(table))


def _batches(versions: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Versions a few dozen at a time, those of one part together: a run goes from one to the next."""
    batch: list[dict[str, Any]] = []
    for _, part in groupby(versions, key=lambda v: (v["source"], v["part"])):
        batch += part
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write(con: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    con.execute(
        f"copy ({query}) to '{target}' (format parquet, compression zstd, row_group_size 122880)"
    )


def _versions(con: duckdb.DuckDBPyConnection, single: bool) -> list[dict[str, Any]]:
    """The versions of parts that have one, or of those that have several; by source and part."""
    found = con.execute("select * from version where single = ? order by all", [single])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _occurrence(table: str, v: dict[str, Any]) -> str:
    """All rows of one version, tagged with it.

    The version's values are written in: a join would have to choose a side to hold in memory, and may choose the rows.
    """
    ended = "null::date" if v["ended"] is None else f"date '{v['ended']}'"
    return f"""
        select *, '{v["source"]}' as source, date '{v["day"]}' as day, {v["complete"]} as complete,
            '{v["file"]}' as file, {v["rank"]} as rank, {v["complete_before"]} as complete_before,
            {v["complete_until"]} as complete_until, {ended} as ended
        from read_parquet('{v["folder"]}/{table}.parquet') where part = '{v["part"]}'
    """


def _nothing(table: str) -> str:
    """An empty relation of the staged shape."""
    columns = ", ".join(f"null as {name}" for name in tables.columns(table))
    return f"""
        select {columns}, null as source, null::date as day, null as complete, null as file, null as rank,
            null as complete_before, null as complete_until, null::date as ended where false
    """


def _copied(own: str, occurrences: str) -> str:
    """Rows of parts that have one version and no repeats: known from that version's day."""
    return f"""
        select source, {own}, file, file as first_file, coalesce(known_from::date, day) as known_from,
            coalesce(known_until::date, ended) as known_until, day as last_seen
        from ({occurrences})
    """


def _runs(own: str, occurrences: str) -> str:
    """Rows of parts that have several versions: one row for each run, worded as in its last version."""
    return f"""
        select source, {own}, file, first_value(file) over run as first_file,
            coalesce(known_from::date, first_value(day) over run) as known_from,
            coalesce(known_until::date, ended) as known_until, day as last_seen
        from ({_islands(occurrences)})
        window run as (
            partition by source, part, row_id, wording, island order by rank, file, locator
            rows between unbounded preceding and unbounded following
        )
        qualify row_number() over (
            partition by source, part, row_id, wording, island order by rank desc, file desc, locator
        ) = 1
    """


def _islands(occurrences: str) -> str:
    """Occurrences numbered by the run they belong to: the same words, no complete version between."""
    return f"""
        select *, sum(broken) over (
            partition by source, part, row_id, wording order by rank, file rows unbounded preceding
        ) as island
        from (
            select *, case when complete_before - lag(complete_until) over same > 0
                then 1 else 0 end as broken
            from (select *, coalesce(quote, '') as wording from ({occurrences}))
            window same as (partition by source, part, row_id, wording order by rank, file)
        )
    """

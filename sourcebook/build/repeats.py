"""An event that stands in a table more than once: the first row is kept, the others are rejects.

An id names one event, and each is counted once. Tables that give a row to each actor of an event repeat its id.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from sourcebook.record.rows import Reject


def removed(path: Path) -> list[Reject]:
    """Remove the later rows of repeated events from a staged table, and say which.

    Args:
        path: The Parquet file of staged reports, in the order of the table; replaced only where an event repeats.
    """
    with duckdb.connect() as con:
        con.execute("set threads to 1")
        later = f"""select file_row_number as nr, event, place,
            row_number() over (partition by event order by file_row_number) as nth
            from read_parquet('{path}', file_row_number = true)
            where event in (select event from read_parquet('{path}') group by event having count(*) > 1)
            qualify nth > 1"""
        found = (
            con.execute(f"create temp table later as {later}")
            .execute("from later order by nr")
            .fetchall()
        )
        if found:
            rough = path.with_suffix(".rough")
            con.execute(
                f"""copy (select * exclude (file_row_number) from read_parquet('{path}', file_row_number = true)
                where file_row_number not in (select nr from later) order by file_row_number)
                to '{rough}' (format parquet, compression zstd)"""
            )
            rough.replace(path)
    return [
        Reject(
            record=event, printed=place or "",
            reason=f"the id of the event stands {nth} times in the table; the first row is kept",
        )
        for _, event, place, nth in found
    ]  # fmt: skip

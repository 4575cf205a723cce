"""Which row stands for an event, and what its other rows belong to.

A dataset's event may have several rows: versions of it, one after the other, or what several publications say of it at
once, as in the register. That is the dataset's own word for *one incident*. One row is compared for all of them: one
that is in force before one that is not, the last known before an older one, the more precise before the less; the
others go where it goes, so that what was known before a change stays what it was.
"""

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa

from sourcebook.incidents.telling import INCIDENT

_KEY = "source || chr(31) || coalesce(part, '') || chr(31) || coalesce(event, row_id)"
_DATED = (
    "list_position(['day', 'days', 'week', 'month', 'year', 'longer', 'unknown'], date_precision)"
)
_PLACED = """list_position(
    ['exact', 'near', 'admin2', 'admin1', 'fuzzy', 'unknown', 'country', 'international'], place_precision)"""


def in_force(reports: pa.Table, known: date) -> pa.Table:
    """The rows that were known on a day.

    Args:
        reports: Rows of the table `report`.
        known: The day.
    """
    con = _open(reports)
    sql = (
        "select * from report where known_from <= $1 and (known_until is null or known_until > $1)"
    )
    return con.sql(sql, params=[known]).to_arrow_table()


def standing(reports: pa.Table) -> pa.Table:
    """One row for each event, the one that is compared.

    Args:
        reports: Rows of the table `report`, or what has some of its columns.
    """
    have = set(reports.column_names)
    order = [
        text
        for name, text in (
            ("known_until", "known_until desc nulls first"),
            ("known_from", "known_from desc"),
            ("date_precision", _DATED),
            ("place_precision", _PLACED),
        )
        if name in have
    ]
    rank = f"row_number() over (partition by {_KEY} order by {', '.join([*order, 'row_id'])})"
    return _open(reports).sql(f"select * from report qualify {rank} = 1").to_arrow_table()


def spread(incidents: pa.Table, reports: pa.Table) -> pa.Table:
    """The incidents with every row of their events; a row that a dataset took back and gave again is there once.

    Args:
        incidents: With the rows that stand for events.
        reports: All rows.
    """
    con = _open(reports)
    con.register("incident", incidents)
    return (
        con.sql(
            f"""with row as (select distinct row_id, source, event, {_KEY} as key from report)
        select i.incident, r.row_id, r.source, r.event, i.role, i.score
        from incident i join row s using (row_id) join row r using (key) order by i.incident, r.row_id"""
        )
        .to_arrow_table()
        .cast(INCIDENT)
    )


def _open(reports: pa.Table) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("set threads to 1")
    con.register("report", reports)
    return con

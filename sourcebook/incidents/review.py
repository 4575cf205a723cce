"""Links that a person should look at, both reports side by side.

These are the pairs that were joined without being sure, and those that were not joined but might be. What the person
says goes back into linking as `Judged`.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

# What is shown of each report, of what the record has.
SHOWN = (
    "source", "part", "event", "starts", "ends", "date_precision", "country", "admin1", "place", "place_precision",
    "latitude", "longitude", "violence", "tactic", "targets", "deaths_low", "deaths_best", "deaths_high", "source_text",
)  # fmt: skip


def side_by_side(link: pa.Table, reports: pa.Table, actors: pa.Table) -> pa.Table:
    """The uncertain links with what either report says, those nearest to even odds first.

    Args:
        link: From `linking.link`, or the record's table `incident_link`.
        reports: Rows of the table `report`.
        actors: Rows of `report_actor`.

    Returns:
        kind, score, reasons, and for either report, with `a_` and `b_` before: row_id, what `SHOWN` names, and actors.
    """
    con = duckdb.connect()
    con.execute("set threads to 1")
    con.register("link", link)
    con.register("report", reports)
    con.register("actor", actors)
    shown = [name for name in SHOWN if name in reports.column_names]
    columns = [
        f"{end}.{name} as {end}_{name}" for end in "ab" for name in ("row_id", *shown, "actors")
    ]
    return con.sql(
        f"""with told as (
            select r.row_id, {", ".join(f"r.{name}" for name in shown)}, n.actors from report r left join (
                select row_id, list(name order by side, position, name) as actors from actor group by row_id
            ) n using (row_id)
        ) select l.kind, l.score, l.reasons, {", ".join(columns)}
        from link l join told a on a.row_id = l.a join told b on b.row_id = l.b
        where l.review order by abs(l.score - 0.5), l.a, l.b"""
    ).to_arrow_table()

"""The table `actor_resolution` of a build, beside `report` and `report_actor`.

Made after identities are linked, from the distinct actors of all reports. What a dataset of UCDP calls exactly as
UCDP's actor file does is that actor and no inference: its entry is written into `report_actor` itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.resolving import resolve_actors

_DISTINCT = """
    select r.source, a.name, a.dataset_id, min(year(r.starts))::integer as from_year,
        max(year(coalesce(r.ends, r.starts)))::integer as until_year,
        list(distinct r.country order by r.country) as countries
    from report_actor a join report r using (row_id)
    where a.name is not null and not (r.source = 'register' and a.entry is not null)
    group by r.source, a.name, a.dataset_id order by all
"""
_EXACT = """
    update report_actor set entry = found.entry from (
        select a.row_id, a.side, a.position, x.entry
        from report_actor a join report r using (row_id) join actor_resolution x
            on x.source = r.source and x.name = a.name and x.dataset_id is not distinct from a.dataset_id
            and (x.country is null or x.country = r.country)
        where a.entry is null and x.entry is not null and x.grade = 'same'
            and (x.basis in ('id', 'name') or (x.basis = 'state' and x.source = 'ucdp'))
    ) found
    where report_actor.row_id = found.row_id and report_actor.side = found.side
        and report_actor.position = found.position
"""


def load_resolution(con: duckdb.DuckDBPyConnection, judgements: Sequence[Judgement] = ()) -> int:
    """Resolve the actors of a build's reports.

    Args:
        con: A build's database with `report`, `report_actor`, `identity`, `entry`, `statements` and `relations`.
        judgements: Those in force (`Journal.in_force`).

    Returns:
        How many rows `actor_resolution` has.
    """

    def ask(sql: str) -> pa.Table:
        return con.sql(sql).to_arrow_table()

    found = resolve_actors(ask(_DISTINCT), ask, judgements)
    con.register("resolved_actors", found)
    con.execute(
        "create or replace table actor_resolution as select * from resolved_actors order by all"
    )
    con.unregister("resolved_actors")
    con.execute(_EXACT)
    return int(found.num_rows)

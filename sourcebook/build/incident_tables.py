"""The tables of incidents: which reports tell of one, and how surely.

`incident` has every row of `report` that has a date once; `incident_link` what joined them, what might have, and what
sums up what. Made from all that was ever known, so that a question as of an earlier day finds the rows of that day
in their incidents. `report` itself says which incident a row belongs to, so that no measure has to join the two.
"""

from __future__ import annotations

import duckdb

from sourcebook.build.reports import ORDER
from sourcebook.incidents.judged import Judged
from sourcebook.incidents.linking import link

_REPORTS = """select row_id, source, part, event, starts, ends, date_precision, place_precision, latitude, longitude,
    country, admin1, place, violence, tactic, targets, aggregate, deaths_low, deaths_best, deaths_high, known_from,
    known_until from report"""

# A group is one whatever a dataset calls it, where its name was resolved to it and to nothing less.
_ACTORS = """select a.row_id, a.side, a.position, a.name, a.dataset_id,
        coalesce(i.canonical, a.entry, n.entry) as entry
    from report_actor a join (select distinct row_id, source from report) r using (row_id)
    left join identity i on i.entry = a.entry
    left join (
        select source, name, min(coalesce(canonical, entry)) as entry from actor_resolution
        where grade = 'same' and entry is not null group by source, name having count(distinct entry) = 1
    ) n on n.source = r.source and n.name = a.name"""


def load(con: duckdb.DuckDBPyConnection, judged: Judged | None = None) -> None:
    """Make the tables.

    Args:
        con: The build's database, with reports and their actors loaded and resolved.
        judged: What people have said of pairs of reports.
    """
    reports = con.sql(_REPORTS).to_arrow_table()
    found = link(reports, con.sql(_ACTORS).to_arrow_table(), judged=judged)
    for name, table, order in (
        ("incident", found.incident, "incident, row_id"),
        ("incident_link", found.link, "kind, a, b"),
    ):
        con.register("found", table)
        con.execute(f"create table {name} as select * from found order by {order}")
        con.unregister("found")
    # Written anew: the engine takes a hundred times as long to fill a column of a table that is there.
    con.execute(
        f"""create table joined as select r.*, i.incident, i.role
        from report r left join incident i using (row_id) order by {ORDER}"""
    )
    con.execute("drop table report")
    con.execute("alter table joined rename to report")

"""Who operates where with whom: the actors that datasets name in the same incidents as a group.

On the group's side they are `with` it, on the other `against` it, as the datasets coded the sides; one side of UCDP's
may list several actors. Where no group is asked about, every actor in the incidents is a `party`.
"""

from __future__ import annotations

from typing import Any

from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.counting import COUNTED, counts
from sourcebook.trends.values import Companion

_BESIDE = """select r.incident, r.source, r.starts, r.country, a.name, a.entry,
        case when a.side = o.side then 'with' else 'against' end as stance
    from {reports} r join {own} o on o.row_id = r.row_id and (o.source is null or o.source = r.source)
    join report_actor a on a.row_id = r.row_id
    where not r.aggregate and (a.side, a.position) is distinct from (o.side, o.position)"""
_ALL = """select r.incident, r.source, r.starts, r.country, a.name, a.entry, 'party' as stance
    from {reports} r join report_actor a using (row_id) where not r.aggregate"""
_UNRESOLVED = (
    "select null::varchar as source, null::varchar as name, null::varchar as entry where false"
)
_RESOLVED = """select source, name, min(entry) as entry from actor_resolution
    where grade = 'same' and entry is not null group by source, name having count(distinct entry) = 1"""


def company(held: Activity, limit: int = 50) -> tuple[Companion, ...]:
    """The actors met most often.

    Args:
        held: The reports in scope.
        limit: The most to give.
    """
    resolved = _RESOLVED if held.record.has("actor_resolution") else _UNRESOLVED
    rows = ask(
        held,
        f"""with met as ({_ALL if held.scope.group is None else _BESIDE}), resolved as ({resolved}), other as (
            select m.*, coalesce(known.canonical, named.canonical) as canonical from met m
            left join identity known on known.entry = m.entry
            left join resolved v on m.entry is null and v.name = m.name and v.source = m.source
            left join identity named on named.entry = v.entry
        ), each as (
            select stance, coalesce(canonical, name) as who, incident, min(canonical) as canonical,
                min(name) as name, min(starts) as starts, min(country) as country
            from other where canonical is distinct from $group group by all
        ), counted as (
            select stance, who, min(canonical) as canonical, min(each.starts) as first,
                max(each.starts) as last, {COUNTED}
            from each join {{incidents}} i using (incident) group by stance, who
        ), place as (
            select stance, who, list(country order by n desc, country) as countries from (
                select stance, who, country, count(*) as n from each where country is not null group by all
            ) group by stance, who
        ), called as (
            select stance, who, arg_max(name, row(n, name)) as name from (
                select stance, who, name, count(*) as n from each group by all
            ) group by stance, who
        )
        select counted.*, countries, name from counted
        left join place using (stance, who) left join called using (stance, who)
        order by incidents desc, stance desc, who limit {int(limit)}""",
        {"group": held.scope.group},
    )
    return tuple(_companion(row) for row in rows)


def _companion(row: dict[str, Any]) -> Companion:
    first, last = (None if row[end] is None else row[end].isoformat() for end in ("first", "last"))
    return Companion(
        row["name"], row["canonical"], row["stance"], counts(row), first, last,
        tuple(row["countries"] or ()),
    )  # fmt: skip

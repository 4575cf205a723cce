"""Who operates where with whom: the actors that datasets name in the same incidents as a group.

On the group's side they are `with` it, on the other `against` it, as the datasets coded the sides; one side of UCDP's
may list several actors. Where no group is asked about, every actor in the incidents is a `party`.
"""

from __future__ import annotations

from typing import Any

from sourcebook.trends.activity import OWN_OF, Activity, ask
from sourcebook.trends.counting import COUNTED, counts
from sourcebook.trends.values import Companion

_READ = "r.incident, r.source, r.starts, r.country, m.name, m.dataset_id, m.entry"
_BESIDE = f"""select {_READ}, case when m.side = a.side then 'with' else 'against' end as stance
    from {{reports}} r join {{own}} a on {OWN_OF} join report_actor m on m.row_id = r.row_id
    where not r.aggregate and (m.side, m.position) is distinct from (a.side, a.position)"""
_ALL = f"""select {_READ}, 'party' as stance
    from {{reports}} r join report_actor m on m.row_id = r.row_id where not r.aggregate"""
_COLUMNS = "source, name, dataset_id, country"
# A name that is one actor's alone; where it can be several's, it stays a name.
_RESOLVED = f"""select {_COLUMNS}, min(entry) as entry, min(canonical) as canonical from actor_resolution
    where grade = 'same' and entry is not null group by {_COLUMNS} having count(distinct entry) = 1"""
_UNRESOLVED = "select {} where false".format(
    ", ".join(f"null::varchar as {name}" for name in (*_COLUMNS.split(", "), "entry", "canonical"))
)


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
            select m.*, coalesce(known.canonical, named.canonical, v.canonical) as canonical from met m
            left join identity known on known.entry = m.entry
            left join resolved v on m.entry is null and v.name = m.name and v.source = m.source
                and v.dataset_id is not distinct from m.dataset_id
                and coalesce(v.country = m.country, v.country is null)
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

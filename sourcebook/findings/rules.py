"""The rules. Each asks one thing of the record; SQL narrows, partial dates are compared here.

A rule is conservative: two partial dates differ only if they can not be the same day, one lies before the other
only if every day it can be does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sourcebook.findings.finding import Hit, Rule, Scope, about, loosely, standing
from sourcebook.findings.reports import REPORT_RULES
from sourcebook.record.store import Record

# Not `sb:lastAttack`: a publication knows none that came after it.
SINGLE_VALUED = ("birthDate", "deathDate", "sb:formed", "sb:disbanded", "sb:firstAttack")
INSTANTS = ("split_from", "merged_into", "joined", "pledged_to", "renamed_to")
Rows = list[dict[str, Any]]


def leader_recorded_dead(record: Record, scope: Scope) -> Iterator[Hit]:
    """A list names somebody in office whom it, or another source, records as dead before its own date."""
    rows = record.rows(
        f"""select g.canonical as id, r.row_id, {_newest("r")} as last_seen, p.canonical as person,
            s.short, r.record, d.row_id as death, d.value as died, ds.short as says, d.record as death_record,
            first_value(e.caption) over (
                partition by p.canonical order by e.source != 'register', e.entry
            ) as leader
        from relations r join source s on s.id = r.source
        join identity g on g.entry = r.subject join identity p on p.entry = r.object
        join identity m on m.canonical = p.canonical join entry e on e.entry = m.entry
        join statements d on d.subject = m.entry and d.prop = 'deathDate' join source ds on ds.id = d.source
        where r.kind = 'led_by' and r.valid_until is null and s.authority is not null
            and {standing("r")} and {standing("d")} and {about("g.canonical")}
        order by id, r.row_id, d.row_id""",
        scope.bound(),
    )
    for claim in _grouped(rows, "row_id"):
        deaths = [r for r in claim if (died := loosely(r["died"])) and died.latest < r["last_seen"]]
        told_there = any(r["death_record"] == r["record"] for r in deaths)
        if deaths and not told_there:
            first = min(deaths, key=lambda r: (r["says"] != r["short"], r["death"]))
            slots = {
                "leader": first["leader"], "list": first["short"], "record": first["record"],
                "version": str(first["last_seen"]), "died": first["died"], "says": first["says"],
                "death_record": first["death_record"],
            }  # fmt: skip
            yield Hit(
                id=first["id"], slots=slots, rows=(first["row_id"], *(r["death"] for r in deaths))
            )


def _newest(alias: str) -> str:
    """The newest version by the day of the scope in which a row still stood."""
    return f"""(
        select max(day) from version v where v.source = {alias}.source and v.part = {alias}.part
            and day between {alias}.known_from and least({alias}.last_seen, $known)
    )"""


def sources_differ(record: Record, scope: Scope) -> Iterator[Hit]:
    """Two publications give a single-valued property, or the date of one tie, values that cannot both be.

    A publication is a citation of the register, or a list; what one publication says twice is its own doubt.
    """
    rows = record.rows(
        f"""with value as (
            select i.canonical as id, prop as what, '' as other, value, row_id, source,
                coalesce(citation, source) as says
            from statements t join identity i on i.entry = t.subject
            where prop in (select unnest($props)) and {standing("t")} and {about("i.canonical")}
            union all
            select i.canonical, kind,
                case kind when 'renamed_to' then object_name else coalesce(o.canonical, object, object_name) end,
                t.valid_from, row_id, source, coalesce(citation, source)
            from relations t join identity i on i.entry = t.subject left join identity o on o.entry = t.object
            where kind in (select unnest($kinds)) and t.valid_from is not null
                and {standing("t")} and {about("i.canonical")}
        )
        select * from value window same as (partition by id, what, other)
        qualify count(distinct value) over same > 1 and count(distinct says) over same > 1
        order by id, what, other, value, row_id""",
        scope.bound() | {"props": list(SINGLE_VALUED), "kinds": list(INSTANTS)},
    )
    for group in _grouped(rows, "id", "what", "other"):
        if _incompatible(group):
            values = sorted({r["value"] for r in group})
            slots = {
                "what": group[0]["what"],
                "other": group[0]["other"],
                "values": "; ".join(values),
            }
            yield Hit(id=group[0]["id"], slots=slots, rows=tuple(r["row_id"] for r in group))


def _incompatible(group: Rows) -> bool:
    """Whether two publications give dates that share no day; several births in one list are its own doubt."""
    dated = [(r["says"], date) for r in group if (date := loosely(r["value"])) is not None]
    by_source: dict[str, list[Any]] = defaultdict(list)
    for says, date in dated:
        by_source[says].append(date)
    return any(
        not any(a.overlaps(b) for a in mine for b in theirs)
        for one, mine in by_source.items()
        for other, theirs in by_source.items()
        if one < other
    )


def event_before_group(record: Record, scope: Scope) -> Iterator[Hit]:
    """A publication gives an incident to a group that every source has founded later."""
    rows = record.rows(
        f"""with actor as (
            select unnest(actors) as a, row_id, label, incident, coalesce(ends, starts) as ends, citation, source
            from events t where {standing("t")}
        )
        select i.canonical as id, actor.row_id, coalesce(label, incident) as incident, ends,
            f.value as formed, f.row_id as founding
        from actor join identity i on i.entry = actor.a.entry
        join identity m on m.canonical = i.canonical
        join statements f on f.subject = m.entry and f.prop = 'sb:formed'
        where {standing("f")} and {about("i.canonical")} order by id, actor.row_id, f.row_id""",
        scope.bound(),
    )
    for report in _grouped(rows, "id", "row_id"):
        ended, formed = loosely(report[0]["ends"]), [loosely(r["formed"]) for r in report]
        if ended and all(f is not None and ended.certainly_before(f) for f in formed):
            slots = {
                "incident": report[0]["incident"], "on": report[0]["ends"],
                "formed": "; ".join(sorted({r["formed"] for r in report})),
            }  # fmt: skip
            rows_ = (report[0]["row_id"], *(r["founding"] for r in report))
            yield Hit(id=report[0]["id"], slots=slots, rows=rows_)


def designation_older_than_name(record: Record, scope: Scope) -> Iterator[Hit]:
    """An authority listed the group before the name it goes by today existed."""
    rows = record.rows(
        f"""with named as (
            select i.canonical as id, t.value as name, t.valid_from, t.row_id
                from statements t join identity i on i.entry = t.subject
            where t.source = 'register' and t.prop in ('name', 'sb:label') and t.valid_from is not null
                and t.valid_until is null and {standing("t")} and {about("i.canonical")}
        ), listed as (
            select i.canonical as id, t.object as authority, t.listed_on, t.under_name, t.row_id
            from relations t join identity i on i.entry = t.subject
            where t.kind = 'designated_by' and t.listed_on is not null and {standing("t")}
                and {about("i.canonical")}
        )
        select n.id, n.name, n.valid_from, n.row_id as naming, l.authority, l.listed_on, l.under_name,
            l.row_id from named n join listed l using (id)
        order by n.id, l.authority, l.listed_on, l.row_id, n.name, n.row_id""",
        scope.bound(),
    )
    for group in _grouped(rows, "id", "authority"):
        before = [r for r in group if _before(r["listed_on"], r["valid_from"])]
        if before and _always_before(group, before):
            yield _designation_hit(before)


def _always_before(group: Rows, before: Rows) -> bool:
    """Whether no naming claim allows the listing to have used the name."""
    row = before[0]["row_id"]
    return all(r in before for r in group if r["row_id"] == row)


def _designation_hit(before: Rows) -> Hit:
    first = before[0]
    slots = {
        "authority": first["authority"].removeprefix("authority:"), "listed_on": first["listed_on"],
        "name": first["name"], "since": min(r["valid_from"] for r in before),
        "under_name": first["under_name"] or "",
    }  # fmt: skip
    rows = dict.fromkeys(r for row in before for r in (row["row_id"], row["naming"]))
    return Hit(id=first["id"], slots=slots, rows=tuple(rows))


def _before(earlier: str, later: str) -> bool:
    a, b = loosely(earlier), loosely(later)
    return a is not None and b is not None and a.certainly_before(b)


def name_of_one_source(record: Record, scope: Scope) -> Iterator[Hit]:
    """A list gives a group a name that no other source of the group knows."""
    rows = record.rows(
        f"""with several as materialized (
            select canonical as id from identity join entry f using (entry)
            where {about("canonical")} and schema in ('Organization', 'LegalEntity') and {standing("f")}
            group by canonical having count(distinct source) > 1
        ), own as materialized (
            select i.entry, i.canonical as id, e.source from identity i join entry e using (entry)
            where i.canonical in (select id from several)
        ), said as materialized (
            select subject as entry, value as name, prop, row_id from statements t
            where t.subject in (select entry from own) and {standing("t")}
        ), known as materialized (
            select own.id, n.key, said.name, own.source, said.row_id, said.prop
            from own join said using (entry) join name n using (entry, name, prop)
        ), alone as (
            select id, key, any_value(source) as source, any_value(name order by name) as name
            from known group by id, key having count(distinct source) = 1
        )
        select distinct a.id, a.name, s.short, k.row_id from alone a join source s on s.id = a.source
        join known k on k.id = a.id and k.name = a.name
        where s.authority is not null and k.prop in ('name', 'alias', 'weakAlias', 'previousName')
        order by a.id, a.name, k.row_id""",
        scope.bound(),
    )
    for group in _grouped(rows, "id", "name"):
        slots = {"name": group[0]["name"], "list": group[0]["short"]}
        yield Hit(id=group[0]["id"], slots=slots, rows=tuple(r["row_id"] for r in group))


def entry_removed(record: Record, scope: Scope) -> Iterator[Hit]:
    """An entry that an older version of a list carries and a newer complete one does not."""
    rows = record.rows(
        f"""select i.canonical as id, t.record, s.short, t.row_id, t.last_seen, t.known_until
        from statements t join identity i on i.entry = t.record join source s on s.id = t.source
        where t.prop = 'id' and t.known_until <= $known and {about("i.canonical")} and not exists (
            select 1 from statements u where u.record = t.record and u.prop = 'id'
                and u.known_from <= $known and (u.known_until is null or u.known_until > t.known_until)
        ) order by id, t.record, t.row_id""",
        scope.bound(),
    )
    for row in rows:
        slots = {
            "record": row["record"], "list": row["short"], "last": str(row["last_seen"]),
            "gone": str(row["known_until"]),
        }  # fmt: skip
        yield Hit(id=row["id"], slots=slots, rows=(row["row_id"],))


def listed_before_it_appeared(record: Record, scope: Scope) -> Iterator[Hit]:
    """An entry prints a listing date before a complete version of the list that does not carry it."""
    rows = record.rows(
        f"""select i.canonical as id, t.record, s.short, t.listed_on, t.row_id, e.known_from,
            max(v.day) as without
        from relations t join identity i on i.entry = t.subject join entry e on e.entry = t.record
        join source s on s.id = t.source
        join version v on v.source = t.source and v.part = t.part and v.complete and v.day < e.known_from
        where t.kind = 'designated_by' and t.listed_on is not null and {standing("t")}
            and {about("i.canonical")} group by all order by id, t.record, t.row_id""",
        scope.bound(),
    )
    for row in rows:
        printed = loosely(row["listed_on"])
        if printed is not None and printed.latest < row["without"]:
            slots = {
                "record": row["record"], "list": row["short"], "listed_on": row["listed_on"],
                "without": str(row["without"]), "first": str(row["known_from"]),
            }  # fmt: skip
            yield Hit(id=row["id"], slots=slots, rows=(row["row_id"],))


def _grouped(rows: Rows, *names: str) -> Iterator[Rows]:
    """Rows that agree in some columns, together, in the order of their first."""
    groups: dict[tuple[Any, ...], Rows] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    yield from groups.values()


RULES: dict[str, Rule] = {
    "leader-recorded-dead": leader_recorded_dead,
    "sources-differ": sources_differ,
    "event-before-group": event_before_group,
    "designation-older-than-name": designation_older_than_name,
    "name-of-one-source": name_of_one_source,
    "entry-removed": entry_removed,
    "listed-before-it-appeared": listed_before_it_appeared,
    **REPORT_RULES,
}

"""Drawing entities from the rows of the record, many at once.

An entity has the values that its entries carried on the day asked about. One that no list carries any more is drawn
from the last that was said of it, and is no target.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from sourcebook.entities.entity import PRIVATE, Entity, View, moment
from sourcebook.entities.values import wire_property, wire_values
from sourcebook.record.schema import ancestry
from sourcebook.record.store import Record, among
from sourcebook.record.topics import joined

# The engine skips blocks of a sorted table by literals; more of them cost more than a join.
MOST_LITERALS = 400


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of an entity."""

    canonical: str
    entry: str
    source: str
    schema: str
    caption: str
    known_from: date
    known_until: date | None

    def stood(self, day: date) -> bool:
        """Whether its source carried it on a day."""
        return self.known_until is None or self.known_until > day


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A value of an entry, or a designation of it, with its times."""

    entry: str
    source: str
    schema: str
    prop: str
    value: str
    known_from: date
    known_until: date | None
    last_seen: date

    def stood(self, day: date) -> bool:
        """Whether its source said so on a day."""
        return self.known_until is None or self.known_until > day


def read_entities(record: Record, ids: Sequence[str], view: View) -> dict[str, Entity]:
    """Entities by canonical id; those the view holds nothing of are left out.

    Args:
        record: The open record.
        ids: Canonical ids.
        view: How the record is looked at.
    """
    members = read_members(record, ids, view)
    entries = [m.entry for of in members.values() for m in of]
    said = _by_entry(_statements(record, entries, view))
    listed = _by_entry(_designations(record, entries, view))
    return {id_: _drawn(id_, of, said, listed, view) for id_, of in members.items()}


def read_members(record: Record, ids: Sequence[str], view: View) -> dict[str, list[Member]]:
    """The entries of entities, the register's own first."""
    listed, values = chosen(ids)
    rows = record.rows(
        f"""select i.canonical, e.entry, e.source, e.schema, e.caption, e.known_from, e.known_until
        from identity i join entry e using (entry) where i.canonical in ({listed}) and e.known_from <= $known
        order by i.canonical, e.source != 'register', e.entry""",
        {**values, "known": view.known},
    )
    found: dict[str, list[Member]] = {}
    for row in rows:
        if row["source"] not in view.withheld:
            found.setdefault(row["canonical"], []).append(Member(**row))
    return found


def chosen(ids: Sequence[str]) -> tuple[str, dict[str, object]]:
    """What stands in the brackets of an `in` condition on ids, and its values."""
    if len(ids) <= MOST_LITERALS:
        return among(ids)
    return "select unnest($chosen)", {"chosen": list(ids)}


def _statements(record: Record, entries: Sequence[str], view: View) -> list[Said]:
    listed, values = chosen(entries)
    rows = record.rows(
        f"""select subject as entry, source, schema, prop, value, known_from, known_until, last_seen
        from statements where subject in ({listed}) and known_from <= $known order by subject, source, prop, value""",
        {**values, "known": view.known},
    )
    return [Said(**row) for row in rows if row["source"] not in view.withheld]


def _designations(record: Record, entries: Sequence[str], view: View) -> list[Said]:
    listed, values = chosen(entries)
    rows = record.rows(
        f"""select subject as entry, source, schema, 'topics' as prop, coalesce(programme, '') as value,
            known_from, known_until, last_seen from relations
        where kind = 'designated_by' and delisted_on is null and subject in ({listed}) and known_from <= $known
        order by subject, source, value""",
        {**values, "known": view.known},
    )
    return [Said(**row) for row in rows if row["source"] not in view.withheld]


def _by_entry(rows: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for row in rows:
        found.setdefault(row.entry, []).append(row)
    return found


def _drawn(
    id_: str,
    members: Sequence[Member],
    said: dict[str, list[Said]],
    listed: dict[str, list[Said]],
    view: View,
) -> Entity:
    rows = [row for m in members for row in said.get(m.entry, ())]
    in_force = [row for row in rows if row.stood(view.known)]
    schema = _narrowest([m.schema for m in members])
    topics = _topics(members, listed, view)
    properties = _properties(schema, in_force or rows, view)
    if topics:
        properties["topics"] = [*topics]
    seen = [min(row.last_seen, view.known) for row in rows]
    return Entity(
        id=id_, caption=members[0].caption, schema=schema, properties=dict(sorted(properties.items())),
        datasets=sorted({m.source for m in members}), referents=[m.entry for m in members if m.entry != id_],
        target=bool(topics),
        first_seen=moment(min(m.known_from for m in members)),
        last_seen=moment(max(seen, default=members[0].known_from)),
        last_change=moment(max((row.known_from for row in in_force or rows), default=members[0].known_from)),
    )  # fmt: skip


def _narrowest(schemata: Sequence[str]) -> str:
    """Of several schemata the one that is a kind of most of the others; the first among equals."""
    return max(schemata, key=lambda one: sum(other in ancestry(one) for other in schemata))


def _properties(schema: str, rows: Iterable[Said], view: View) -> dict[str, list[str | Entity]]:
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        wire = wire_property(schema, row.prop)
        person = "Person" in {schema, row.schema}
        if wire is None or (person and not view.private and wire[0] in PRIVATE):
            continue
        found.setdefault(wire[0], {}).update(dict.fromkeys(wire_values(wire[1], row.value)))
    return {prop: [*values] for prop, values in found.items()}


def _topics(members: Sequence[Member], listed: dict[str, list[Said]], view: View) -> list[str]:
    rows = (row for m in members if m.stood(view.known) for row in listed.get(m.entry, ()))
    return joined((row.source, row.value or None) for row in rows if row.stood(view.known))


def canonical_ids(record: Record, asked: Sequence[str]) -> dict[str, str]:
    """The canonical id of each id asked about that the record knows: an entry's, a register slug, or canonical already.

    Args:
        record: The open record.
        asked: Ids of any kind.
    """
    rows = record.rows(
        """select entry, canonical from identity
        where entry in (select unnest($ids)) or canonical in (select unnest($ids))
            or entry in (select 'register:' || unnest($ids)) order by entry""",
        {"ids": list(asked)},
    )
    found: dict[str, str] = {}
    for row in rows:
        found[row["canonical"]] = row["canonical"]
        found[row["entry"]] = row["canonical"]
        found.setdefault(str(row["entry"]).removeprefix("register:"), row["canonical"])
    return {id_: found[id_] for id_ in asked if id_ in found}

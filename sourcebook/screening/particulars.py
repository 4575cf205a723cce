"""What the lists say of an entry beside its names, as far as it helps to tell people apart.

Read for many entities in one go and kept for as long as the record is open: the same few are hit again and again.
Rows of all times are kept, and each answer takes those of its own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec

from sourcebook.record.schema import schemata
from sourcebook.record.store import Record, among

BIRTH = ("birthDate",)
BELONGING = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "flag")
BIRTH_COUNTRY = ("birthCountry",)
BIRTH_PLACE = ("birthPlace",)
GENDER = ("gender",)
# Numbers that lists give to entries are no documents of the entry, yet whoever asks by one means that entry.
OWN_NUMBERS = (
    "sb:unReference",
    "sb:euReference",
    "sb:uniqueId",
    "sb:wallet",
    "sb:constructionNumber",
    "sb:hullNumber",
)
KEPT_ENTITIES = 20_000
# So many ids as literals let the engine skip the blocks of a sorted table; more of them are joined.
MOST_LITERALS = 400
# Of so few entries all properties are read: the list of those wanted takes the engine longer to understand.
FEW = 40


class Fact(msgspec.Struct, frozen=True, gc=False):
    """One value that a list gives, and from when to when.

    Attributes:
        prop, value: As in the record.
        known_from, known_until: The first version with it, and the first complete one without.
    """

    prop: str
    value: str
    known_from: date
    known_until: date | None


class Listing(msgspec.Struct, frozen=True):
    """One designation of an entry.

    Attributes:
        authority, programme, reference: Who listed it, under what, and as which number.
        listed_on, delisted_on: EDTF, as printed.
        known_from, known_until: The first version with it, and the first complete one without.
    """

    authority: str | None
    programme: str | None
    reference: str | None
    listed_on: str | None
    delisted_on: str | None
    known_from: date
    known_until: date | None


class Particulars(msgspec.Struct, frozen=True):
    """One entry.

    Attributes:
        entry, source, schema, caption: As the source has it.
        stood: The spans of versions in which it stood on its list.
        facts: What may be evidence.
        listings: Its designations.
    """

    entry: str
    source: str
    schema: str
    caption: str
    stood: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    listings: tuple[Listing, ...]


def in_force(row: Fact | Listing, known: date, as_of: date | None = None) -> bool:
    """Whether a row had been said by one day and still stood on another, by default the same."""
    stands = known if as_of is None else min(as_of, known)
    return row.known_from <= known and (row.known_until is None or row.known_until > stands)


@cache
def identifier_props() -> frozenset[str]:
    """The properties that hold official numbers."""
    of_ftm = (
        prop
        for schema in schemata().values()
        for prop, kind in schema.properties.items()
        if kind == "identifier"
    )
    return frozenset((*of_ftm, *OWN_NUMBERS))


class Reader:
    """Reads particulars by canonical id, and keeps what it read."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._kept: dict[str, tuple[Particulars, ...]] = {}
        self._props = identifier_props().union(
            ("id",), BIRTH, BELONGING, BIRTH_COUNTRY, BIRTH_PLACE, GENDER
        )

    def of(self, ids: Iterable[str]) -> dict[str, tuple[Particulars, ...]]:
        """The entries of some entities, the register's own first, then in the order of their ids.

        Args:
            ids: Canonical ids.
        """
        asked = list(dict.fromkeys(ids))
        missing = [one for one in asked if one not in self._kept]
        if missing:
            if len(self._kept) + len(missing) > KEPT_ENTITIES:
                self._kept = {one: self._kept[one] for one in asked if one in self._kept}
            self._kept |= self._read(missing)
        return {one: self._kept[one] for one in asked}

    def _read(self, ids: Sequence[str]) -> dict[str, tuple[Particulars, ...]]:
        members = self._rows("select canonical, entry from identity where canonical in ({0})", ids)
        of_entry = {row["entry"]: row["canonical"] for row in members}
        entries = sorted(of_entry)
        heads = self._rows(
            "select entry, source, schema, caption from entry where entry in ({0})", entries
        )
        facts = self._facts(entries)
        listings = self._listings(entries)
        found: dict[str, list[Particulars]] = {one: [] for one in ids}
        for head in sorted(heads, key=lambda h: (h["source"] != "register", h["entry"])):
            entry = head["entry"]
            rows = facts.get(entry, [])
            found[of_entry[entry]].append(
                Particulars(
                    stood=tuple(f for f in rows if f.prop == "id"),
                    facts=tuple(f for f in rows if f.prop != "id"),
                    listings=tuple(listings.get(entry, ())),
                    **head,
                )
            )
        return {one: tuple(parts) for one, parts in found.items()}

    def _facts(self, entries: Sequence[str]) -> dict[str, list[Fact]]:
        props = ", ".join(f"'{prop}'" for prop in sorted(self._props))
        wanted = f"and prop in ({props}) " if len(entries) > FEW else ""
        rows = self._rows(
            "select distinct subject, prop, value, known_from, known_until from statements "
            f"where subject in ({{0}}) {wanted}and (prop != 'id' or subject = record) order by all",
            entries,
        )
        found: dict[str, list[Fact]] = {}
        for row in (row for row in rows if row["prop"] in self._props):
            found.setdefault(row.pop("subject"), []).append(Fact(**row))
        return found

    def _listings(self, entries: Sequence[str]) -> dict[str, list[Listing]]:
        rows = self._rows(
            "select distinct subject, coalesce(object_name, replace(object, 'authority:', '')) as authority, "
            "programme, reference, listed_on, delisted_on, known_from, known_until from relations "
            "where subject in ({0}) and kind = 'designated_by' order by all",
            entries,
        )
        found: dict[str, list[Listing]] = {}
        for row in rows:
            found.setdefault(row.pop("subject"), []).append(Listing(**row))
        return found

    def _rows(self, sql: str, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
        if len(ids) <= MOST_LITERALS:
            listed, values = among(ids)
            return iter(self._record.rows(sql.format(listed), values))
        return iter(self._record.rows(sql.format("select unnest($ids)"), {"ids": list(ids)}))

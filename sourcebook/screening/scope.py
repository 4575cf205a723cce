"""Which names are searched: those that stood on the lists on the day asked about, of the entries asked about.

A scope is one truth value for each row of the index's names, so that a question about the past, one list or one kind
of entity costs the search nothing. Scopes are kept, because a run asks the same of every name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sourcebook.record.dates import PartialDate
from sourcebook.record.schema import is_a
from sourcebook.record.store import Record
from sourcebook.record.topics import topics_of
from sourcebook.screening.columns import Array
from sourcebook.screening.index import Names
from sourcebook.screening.query import Options

FOLDER = "screening"
Mask = NDArray[np.bool_]
KEPT = 64
# Looking up one id costs as much as passing so many.
FEW = 20
EPOCH = date(1970, 1, 1).toordinal()


class Rows:
    """The rows of names as columns: whose each is, of what kind, and from when to when it stood.

    Attributes:
        entries: Every entry that has a name, in order.
        entry: Of each row, its place in `entries`.
        known_from, known_until: Days since 1970.
    """

    def __init__(self, names: Names) -> None:
        self.entries, self.entry = names.entry.distinct, names.entry.codes
        self._schema, self._schemata = names.codes["schema"], names.meanings["schema"]
        self.known_from, self.known_until = names.known_from, names.known_until

    def of_schemata(self, wanted: Callable[[str], bool]) -> Mask:
        """The rows of entries of some schemata."""
        chosen = (one is not None and wanted(one) for one in self._schemata)
        return self._spread(chosen, self._schema)

    def of_sources(self, sources: Sequence[str]) -> Mask:
        """The rows of entries of some sources: their ids begin with the source's, and lie together."""
        chosen = np.zeros(len(self.entries), np.bool_)
        for source in sources:
            chosen[
                bisect_left(self.entries, f"{source}:") : bisect_left(self.entries, f"{source};")
            ] = True
        return self._spread(chosen, self.entry)

    def of_entries(self, ids: frozenset[str]) -> Mask:
        """The rows of some entries."""
        if len(ids) * FEW > len(self.entries):
            return self._spread((entry in ids for entry in self.entries), self.entry)
        chosen = np.zeros(len(self.entries), np.bool_)
        for one in ids:
            place = bisect_left(self.entries, one)
            if place < len(self.entries) and self.entries[place] == one:
                chosen[place] = True
        return self._spread(chosen, self.entry)

    def _spread(self, values: Iterable[bool], codes: Array) -> Mask:
        """What is so of each code, for each row."""
        spread: Mask = np.fromiter(values, np.bool_)[codes]
        return spread


class Scopes:
    """The scopes asked for, made once each."""

    def __init__(self, record: Record, rows: Rows) -> None:
        self._record = record
        self._rows = rows
        self._kept: dict[object, Mask] = {}

    def of(self, options: Options, schema: str | None) -> Mask:
        """The rows to search.

        Args:
            options: Where to look, and when.
            schema: What is looked for; None: whatever bears the name.
        """
        wanted = (
            options.known, options.as_of, options.sources, options.exclude_sources, options.exclude_schemata,
            options.topics, options.changed_since, options.exclude_ids,
        )  # fmt: skip
        base = self._keep(wanted, lambda: self._base(options))
        return (
            base
            if schema is None
            else self._keep((wanted, schema), lambda: base & self._alike(schema))
        )

    def _keep(self, key: object, make: Callable[[], Mask]) -> Mask:
        found = self._kept.get(key)
        if found is None:
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            found = self._kept[key] = make()
        return found

    def _alike(self, schema: str) -> Mask:
        """Rows of what is a kind of the schema, or may be: lists call a company an organisation."""
        return self._rows.of_schemata(lambda held: is_a(held, schema) or is_a(schema, held))

    def _base(self, options: Options) -> Mask:
        found = self._standing(options)
        if options.sources:
            found &= self._rows.of_sources(options.sources)
        if options.exclude_sources:
            found &= ~self._rows.of_sources(options.exclude_sources)
        if options.exclude_schemata:
            out = options.exclude_schemata
            found &= ~self._rows.of_schemata(lambda held: any(is_a(held, one) for one in out))
        for ids in self._asked_for(options):
            found &= self._rows.of_entries(ids)
        for ids in self._left_out(options):
            found &= ~self._rows.of_entries(ids)
        return found

    def _standing(self, options: Options) -> Mask:
        """Rows that had been said by one day, and still stood on it or on the day in the world."""
        known = options.known or self._record.known
        stands = known if options.as_of is None else min(options.as_of, known)
        begun = np.asarray(self._rows.known_from) <= known.toordinal() - EPOCH
        return np.asarray(begun & (self._rows.known_until > stands.toordinal() - EPOCH))

    def _asked_for(self, options: Options) -> Iterator[frozenset[str]]:
        """Conditions on entries: sets that an entry has to be in."""
        known = options.known or self._record.known
        if options.topics:
            yield _with_topics(self._record, options.topics, known)
        if options.changed_since is not None:
            yield changed_entries(self._record, options.changed_since, known)

    def _left_out(self, options: Options) -> Iterator[frozenset[str]]:
        """Sets that an entry must not be in."""
        if options.as_of is not None:
            known = options.known or self._record.known
            yield _not_in_force(self._record, options.as_of, known)
        if options.exclude_ids:
            yield self._with_members(options.exclude_ids)

    def _with_members(self, ids: frozenset[str]) -> frozenset[str]:
        """Entries, and the entries of canonical ids."""
        rows = self._record.rows(
            "select entry from identity where canonical in (select unnest($ids))",
            {"ids": sorted(ids)},
        )
        return ids.union(row["entry"] for row in rows)


def _with_topics(record: Record, topics: Sequence[str], known: date) -> frozenset[str]:
    """The entities of which some entry has a topic; all their entries."""
    programmes = record.rows(
        "select distinct source, programme from relations where kind = 'designated_by' order by all"
    )
    wanted = [row for row in programmes if set(topics).intersection(topics_of(**row))]
    rows = record.rows(
        """with chosen as (
            select unnest($sources) as source, unnest($programmes) as programme
        ), bearing as (
            select r.subject as entry from relations r join chosen c
            on c.source = r.source and c.programme is not distinct from r.programme
            where kind = 'designated_by' and known_from <= $known and (known_until is null or known_until > $known)
            union
            select subject from statements where prop = 'topics' and value in (select unnest($topics))
            and known_from <= $known and (known_until is null or known_until > $known)
        )
        select entry from identity
        where canonical in (select canonical from identity join bearing using (entry))""",
        {
            "sources": [row["source"] for row in wanted], "programmes": [row["programme"] for row in wanted],
            "topics": list(topics), "known": known,
        },
    )  # fmt: skip
    return frozenset(row["entry"] for row in rows)


def changed_entries(record: Record, since: date, known: date) -> frozenset[str]:
    """Entries of which some list said something new, or dropped something, from one day to another.

    Args:
        record: The open record.
        since: The first version that counts as new is one after this day.
        known: The last day.
    """
    rows = record.rows(
        """select distinct subject from (
            select subject, known_from, known_until from statements
            union all select subject, known_from, known_until from relations
        ) where (known_from > $since and known_from <= $known) or (known_until > $since and known_until <= $known)""",
        {"since": since, "known": known},
    )
    return frozenset(row["subject"] for row in rows)


def _not_in_force(record: Record, as_of: date, known: date) -> frozenset[str]:
    """Entries that cannot have been in force on a day: listed later, delisted before, or absent from a list of then.

    What a list prints of its listing counts, unless a complete version of that day or later lacks the entry.
    """
    absent = _absent(record, as_of)
    listed: dict[str, list[tuple[str | None, str | None]]] = {}
    for row in record.rows(
        "select subject, listed_on, delisted_on from relations where kind = 'designated_by' and known_from <= $1",
        [known],
    ):
        listed.setdefault(row["subject"], []).append((row["listed_on"], row["delisted_on"]))
    out = {
        entry
        for entry, spans in listed.items()
        if not any(_in_force(span, absent.get(entry), as_of) for span in spans)
    }
    return frozenset(out.union(absent.keys() - listed.keys()))


def _in_force(span: tuple[str | None, str | None], absent_on: date | None, day: date) -> bool:
    """Whether a designation can have been in force on a day, given the version that lacked its entry."""
    listed_on, delisted_on = (None if text is None else PartialDate.parse(text) for text in span)
    if listed_on is not None and listed_on.earliest > day:
        return False
    if delisted_on is not None and delisted_on.latest <= day:
        return False
    return absent_on is None or (listed_on is not None and listed_on.latest > absent_on)


def _absent(record: Record, as_of: date) -> dict[str, date]:
    """Entries that the last complete version up to a day lacks and a later one has; with the day of that version."""
    rows = record.rows(
        """with complete as (
            select source, part, max(day) as day from version where complete and day <= $1 group by all
        ), stood as (
            select source, part, record, min(known_from) as since from statements
            where prop = 'id' group by source, part, record
        )
        select record, max(day) as day from stood join complete using (source, part)
        group by record having min(since) > $1""",
        [as_of],
    )
    return {row["record"]: row["day"] for row in rows}

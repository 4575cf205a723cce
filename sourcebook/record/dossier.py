"""Everything the record holds on one group or person, as it was known on a day.

A dossier is the answer to one question, put with two dates. `known` is a filter: only what some loaded source
had said by that day. `as_of` is not: the history is needed whole, and who led the group on a day is for the
reader of the dossier to tell (`Period.holds_on`). Rows that a complete later version dropped by `known` are
kept, marked as withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from sourcebook.record.citing import Apparatus, FileFact, Label, SourceFact, apparatus
from sourcebook.record.held import Held, R, Reader
from sourcebook.record.kindred import NAMING_ANY
from sourcebook.record.rows import Citation, Event, Relation, Statement
from sourcebook.record.store import Record

_CURATED = "register"


class Question(msgspec.Struct, frozen=True):
    """What is asked about: whom, when in the world, and known by when.

    Attributes:
        id: Canonical id of the group or person.
        as_of: The day in the world.
        known: The day by which the sources had to have said so.
    """

    id: str
    as_of: date
    known: date


class Member(msgspec.Struct, frozen=True):
    """An entry that speaks of the group or person.

    Attributes:
        entry, source, schema, caption: As the source has it.
        known_from, known_until: From which loaded version, and to which complete one.
    """

    entry: str
    source: str
    schema: str
    caption: str
    known_from: date
    known_until: date | None


class Dossier(msgspec.Struct, kw_only=True):
    """The answer.

    Attributes:
        question: As understood.
        caption, schema: How it is headed, and what it is.
        members: The entries that are one with it.
        statements: What is said of it.
        relations: Ties in which it is the subject.
        inverse: Ties in which it is the object.
        events: All reports of the incidents in which some report names it as an actor.
        labels: By entry id, whatever a relation or event points at.
        citations, sources, files: By key, id and hash.
    """

    question: Question
    caption: str
    schema: str
    members: list[Member]
    statements: list[Held[Statement]]
    relations: list[Held[Relation]]
    inverse: list[Held[Relation]]
    events: list[Held[Event]]
    labels: dict[str, Label]
    citations: dict[str, Citation]
    sources: dict[str, SourceFact]
    files: dict[str, FileFact]


class Incidents(msgspec.Struct, kw_only=True):
    """Reports of incidents, with what it takes to cite them; the attributes are those of `Dossier`."""

    events: list[Held[Event]]
    labels: dict[str, Label]
    citations: dict[str, Citation]
    sources: dict[str, SourceFact]
    files: dict[str, FileFact]


def open_dossiers(record: Record, questions: Sequence[Question]) -> list[Dossier]:
    """The dossiers of several groups or persons; all questions carry the same two dates.

    Args:
        record: The open record.
        questions: With canonical ids.

    Returns:
        One dossier for each question, in their order.
    """
    if not questions:
        return []
    members = _members(record, questions)
    owners = {m.entry: id_ for id_, own in members.items() for m in own}
    reader, ids = Reader(record, questions[0].known), sorted(owners)
    rows = _Rows(
        _shared_out(
            reader.held(Statement, "statements", "subject in (select unnest($ids))", ids),
            lambda h: (h.subject,), owners,
        ),
        _shared_out(
            reader.held(Relation, "relations", "subject in (select unnest($ids))", ids),
            lambda h: (h.subject,), owners,
        ),
        _shared_out(
            reader.held(Relation, "relations", "object in (select unnest($ids))", ids),
            lambda h: (h.row.object,), owners,
        ),
        _by_actor(reader.held(Event, "events", NAMING_ANY, ids), owners),
    )  # fmt: skip
    beside = apparatus(record, rows.every())
    return [
        _dossier(question, members.get(question.id, []), rows, beside) for question in questions
    ]


def open_incidents(record: Record, known: date) -> Incidents:
    """All incidents of the register, as they were known on a day.

    Args:
        record: The open record.
        known: Only what had been said by then.
    """
    events = Reader(record, known).held(
        Event, "events", "source in (select unnest($ids))", [_CURATED]
    )
    beside = apparatus(record, events)
    return Incidents(
        events=events,
        labels=beside.labels,
        citations=beside.citations,
        sources=beside.sources,
        files=beside.files,
    )


class _Rows(msgspec.Struct, frozen=True):
    """Rows by the canonical id of whom they speak of."""

    statements: dict[str, list[Held[Statement]]]
    relations: dict[str, list[Held[Relation]]]
    inverse: dict[str, list[Held[Relation]]]
    events: dict[str, list[Held[Event]]]

    def every(self) -> list[Held[Any]]:
        """All rows, in the order of those they speak of."""
        ids = sorted({*self.statements, *self.relations, *self.inverse, *self.events})
        return [held for id_ in ids for held in self.of(id_)]

    def of(self, id_: str) -> list[Held[Any]]:
        """All rows of one."""
        kinds: tuple[dict[str, Any], ...] = (
            self.statements, self.relations, self.inverse, self.events,
        )  # fmt: skip
        return [held for kind in kinds for held in kind.get(id_, ())]


def _shared_out(
    rows: Iterable[Held[R]],
    entries: Callable[[Held[R]], Iterable[str | None]],
    owners: Mapping[str, str],
) -> dict[str, list[Held[R]]]:
    """Rows given to those whose entries they name, in their order."""
    found: dict[str, list[Held[R]]] = {}
    for held in rows:
        for id_ in dict.fromkeys(owners[e] for e in entries(held) if e is not None and e in owners):
            found.setdefault(id_, []).append(held)
    return found


def _by_actor(rows: list[Held[Event]], owners: Mapping[str, str]) -> dict[str, list[Held[Event]]]:
    """All reports of an incident, for everybody whom one of them names."""
    acting: dict[str, list[str | None]] = {}
    for held in rows:
        acting.setdefault(held.row.incident, []).extend(entry for entry, _, _ in held.row.actors)
    return _shared_out(rows, lambda h: acting[h.row.incident], owners)


def _dossier(question: Question, members: list[Member], rows: _Rows, beside: Apparatus) -> Dossier:
    id_ = question.id
    own = beside.of(rows.of(id_))
    return Dossier(
        question=question,
        caption=members[0].caption if members else id_,
        schema=members[0].schema if members else "Thing",
        members=members,
        statements=rows.statements.get(id_, []),
        relations=rows.relations.get(id_, []),
        inverse=rows.inverse.get(id_, []),
        events=rows.events.get(id_, []),
        labels=own.labels,
        citations=own.citations,
        sources=own.sources,
        files=own.files,
    )


def _members(record: Record, questions: Sequence[Question]) -> dict[str, list[Member]]:
    """The entries known by the day, by whose they are: the register's own first, then in the order of the sources."""
    rows = record.rows(
        """select i.canonical, e.entry, e.source, e.schema, e.caption, e.known_from, e.known_until
        from identity i join entry e using (entry)
        where i.canonical in (select unnest($ids)) and e.known_from <= $known
        order by e.source != 'register', e.entry""",
        {"ids": [question.id for question in questions], "known": questions[0].known},
    )
    found: dict[str, list[Member]] = {}
    for row in rows:
        found.setdefault(row.pop("canonical"), []).append(Member(**row))
    return found

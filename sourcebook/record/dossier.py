"""Everything the record holds on one group or person, as it was known on a day.

A dossier is the answer to one question, put with two dates. `known` is a filter: only what some loaded source
had said by that day. `as_of` is not: the history is needed whole, and who led the group on a day is for the
reader of the dossier to tell (`Period.holds_on`). Rows that a complete later version dropped by `known` are
kept, marked as withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from sourcebook.record.reported import AS_EVENT
from sourcebook.record.rows import Citation, Event, Relation, Row, Statement
from sourcebook.record.store import Record, among

R = TypeVar("R", bound=Row)


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


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where a row was read.

    Attributes:
        row_id: The id it can be cited by.
        source, part, record: Which list, which part, whose record.
        file: SHA-256 of the newest file that carried it by the day asked about.
        version: That file's version date.
        known_since: The first loaded version, or the publication, that said so.
        known_until: The day a complete version no longer said so, where that was by the day asked about.
        locator, quote: Where in the record, and in what words.
        citation: Key of the publication, for rows of the register.
    """

    row_id: str
    source: str
    part: str
    record: str
    file: str
    version: date
    known_since: date
    known_until: date | None
    locator: str
    quote: str | None
    citation: str | None


class Held(msgspec.Struct, Generic[R], frozen=True):
    """A row of the record with where it is from.

    Attributes:
        subject: The entry it speaks of.
        row: What it says.
        provenance: Who says so.
        withdrawn: Whether its source had dropped it by the day asked about.
    """

    subject: str
    row: R
    provenance: Provenance
    withdrawn: bool


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


class Label(msgspec.Struct, frozen=True):
    """How to call something another row points at."""

    canonical: str
    caption: str
    schema: str


class FileFact(msgspec.Struct, frozen=True):
    """An archived file, as a citation needs it."""

    sha: str
    source: str
    format: str
    published: str
    scope: str
    name: str


class SourceFact(msgspec.Struct, frozen=True):
    """A source, as a citation needs it; see `sources.contract.Manifest`."""

    id: str
    publisher: str
    short: str
    title: str
    licence: str
    attribution: str
    url: str
    formats: str
    rhythm: str
    rights: str
    kind: str
    authority: str | None


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


# All reports of an incident that any report gives to the group: who says it was somebody else belongs beside it.
_NAMING_ANY = """incident in (
    select incident from events
    where list_has_any(list_transform(actors, lambda a: a.entry), $ids)
)"""


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
    reader, ids = _Reader(record, questions[0].known), sorted(owners)
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
        _by_actor(reader.held(Event, "events", _NAMING_ANY, ids), owners),
    )  # fmt: skip
    beside = _beside(record, rows)
    return [
        _dossier(question, members.get(question.id, []), rows, beside) for question in questions
    ]


class _Rows(msgspec.Struct, frozen=True):
    """Rows by the canonical id of whom they speak of."""

    statements: dict[str, list[Held[Statement]]]
    relations: dict[str, list[Held[Relation]]]
    inverse: dict[str, list[Held[Relation]]]
    events: dict[str, list[Held[Event]]]

    def of(self, id_: str) -> list[Held[Any]]:
        """All rows of one."""
        kinds: tuple[dict[str, Any], ...] = (
            self.statements, self.relations, self.inverse, self.events,
        )  # fmt: skip
        return [held for kind in kinds for held in kind.get(id_, ())]


class _Beside(msgspec.Struct, frozen=True):
    """What it takes to cite rows."""

    labels: dict[str, Label]
    citations: dict[str, Citation]
    sources: dict[str, SourceFact]
    files: dict[str, FileFact]


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


def _beside(record: Record, rows: _Rows) -> _Beside:
    ids = sorted({*rows.statements, *rows.relations, *rows.inverse, *rows.events})
    every = [held for id_ in ids for held in rows.of(id_)]
    return _Beside(
        labels=labels(record, _pointed_at(every)),
        citations=_citations(record, every),
        sources={row["id"]: SourceFact(**row) for row in record.rows("select * from source")},
        files=_files(record, every),
    )


def _dossier(question: Question, members: list[Member], rows: _Rows, beside: _Beside) -> Dossier:
    own, id_ = rows.of(question.id), question.id
    cited = {h.provenance.citation for h in own}
    seen = {h.provenance.file for h in own}
    return Dossier(
        question=question,
        caption=members[0].caption if members else id_,
        schema=members[0].schema if members else "Thing",
        members=members,
        statements=rows.statements.get(id_, []),
        relations=rows.relations.get(id_, []),
        inverse=rows.inverse.get(id_, []),
        events=rows.events.get(id_, []),
        labels={e: beside.labels[e] for e in _pointed_at(own) if e in beside.labels},
        citations={key: c for key, c in beside.citations.items() if key in cited},
        sources=beside.sources,
        files={sha: f for sha, f in beside.files.items() if sha in seen},
    )


class Incidents(msgspec.Struct, kw_only=True):
    """Reports of incidents, with what it takes to cite them; the attributes are those of `Dossier`."""

    events: list[Held[Event]]
    labels: dict[str, Label]
    citations: dict[str, Citation]
    sources: dict[str, SourceFact]
    files: dict[str, FileFact]


_CURATED = "register"


def open_incidents(record: Record, known: date) -> Incidents:
    """All incidents of the register, as they were known on a day.

    Args:
        record: The open record.
        known: Only what had been said by then.
    """
    events = _Reader(record, known).held(
        Event, "events", "source in (select unnest($ids))", [_CURATED]
    )
    return Incidents(
        events=events, labels=labels(record, _pointed_at(events)), citations=_citations(record, events),
        sources={row["id"]: SourceFact(**row) for row in record.rows("select * from source")},
        files=_files(record, events),
    )  # fmt: skip


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


class _Reader:
    """Reads rows of the three tables as they were known on a day."""

    def __init__(self, record: Record, known: date) -> None:
        self._record = record
        self._known = known
        self._versions = _versions(record)

    def held(
        self, kind: type[R], table: str, where: str, ids: list[str], more: Mapping[str, object] = {}
    ) -> list[Held[R]]:
        """The rows of a table that fulfil a condition on `$ids`."""
        rows = self._record.rows(
            f"select * from {table} where {where} and known_from <= $known order by all",
            {"ids": ids, "known": self._known, **more},
        )
        return [self._hold(kind, row) for row in self._one_per_saying(rows)]

    def _one_per_saying(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Of several runs of one saying, the one that holds on the day, else the last; known since the first."""
        by_id: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            by_id.setdefault(row["row_id"], []).append(row)
        return [self._joined(runs) for runs in by_id.values()]

    def _joined(self, runs: list[dict[str, Any]]) -> dict[str, Any]:
        last = max(runs, key=lambda row: (not self._withdrawn(row), row["known_from"]))
        return last | {"known_since": min(row["known_from"] for row in runs)}

    def _withdrawn(self, row: dict[str, Any]) -> bool:
        return row["known_until"] is not None and row["known_until"] <= self._known

    def _hold(self, kind: type[R], row: dict[str, Any]) -> Held[R]:
        withdrawn = self._withdrawn(row)
        file, version = self._file(row)
        provenance = Provenance(
            row_id=row["row_id"], source=row["source"], part=row["part"], record=row["record"],
            file=file, version=version, known_since=row["known_since"],
            known_until=row["known_until"] if withdrawn else None,
            locator=row["locator"] or "", quote=row["quote"], citation=row["citation"],
        )  # fmt: skip
        return Held(row["subject"], _as_row(kind, row), provenance, withdrawn)

    def _file(self, row: dict[str, Any]) -> tuple[str, date]:
        """The newest file by the day that carried the row: its last, or an earlier complete one of its run."""
        if row["last_seen"] <= self._known or row["source"] == "register":
            return row["file"], row["last_seen"]
        versions = self._versions.get((row["source"], row["part"]), [])
        within = [v for v in versions if row["known_from"] <= v[0] <= self._known and v[1]]
        if within:
            return within[-1][2], within[-1][0]
        return row["first_file"], row["known_from"]


def held_by_id(record: Record, row_ids: Sequence[str], known: date) -> dict[str, Held[Any]]:
    """Rows of any of the three tables, and reports, by their ids, as they were known on a day.

    Args:
        record: The open record.
        row_ids: Which rows.
        known: Only what the sources had said by then.
    """
    reader, ids = _Reader(record, known), list(row_ids)
    found: dict[str, Held[Any]] = {}
    for kind, table in ((Statement, "statements"), (Relation, "relations"), (Event, "events")):
        held: list[Held[Any]] = reader.held(kind, table, "row_id in (select unnest($ids))", ids)
        found |= {one.provenance.row_id: one for one in held}
    left = [one for one in ids if one not in found]
    if left and record.has("report"):
        held = reader.held(Event, AS_EVENT, "true", left)
        found |= {one.provenance.row_id: one for one in held}
    return found


def kindred_entries(record: Record, ids: Sequence[str]) -> list[str]:
    """The entries of some groups or persons, and of whatever a relation or an incident ties them to."""
    own = _column(record, "select entry from identity where canonical in ({0})", ids)
    tied = _column(
        record,
        """select object from relations where subject in ({0}) and object is not null
        union select subject from relations where object in ({0})""",
        own,
    )
    acting = record.rows(
        f"select distinct a.entry from (select unnest(actors) as a from events where {_NAMING_ANY})",
        {"ids": own},
    )
    near = sorted({*own, *tied, *(row["entry"] for row in acting if row["entry"] is not None)})
    kin = _column(record, "select distinct canonical from identity where entry in ({0})", near)
    return sorted(_column(record, "select entry from identity where canonical in ({0})", kin))


def _column(record: Record, sql: str, ids: Sequence[str]) -> list[str]:
    """The first column of a question about some ids."""
    listed, values = among(ids)
    return [str(next(iter(row.values()))) for row in record.rows(sql.format(listed), values)]


def _versions(record: Record) -> dict[tuple[str, str], list[tuple[date, bool, str]]]:
    found: dict[tuple[str, str], list[tuple[date, bool, str]]] = {}
    for row in record.rows(
        "select source, part, day, complete, file from version order by day, file"
    ):
        found.setdefault((row["source"], row["part"]), []).append(
            (row["day"], row["complete"], row["file"])
        )
    return found


def _as_row(kind: type[R], row: dict[str, Any]) -> R:
    values = {name: row[name] for name in kind.__struct_fields__ if name in row}
    for name in ("amended_on", "targets"):
        if name in values:
            values[name] = tuple(values[name] or ())
    if kind is Event:
        values["actors"] = tuple(
            (a["entry"], a["name"], a["basis"]) for a in values["actors"] or ()
        )
        values["deaths_by"] = tuple((d["side"], d["deaths"]) for d in values["deaths_by"] or ())
    for name in ("known_from", "known_until"):
        values[name] = None if values[name] is None else values[name].isoformat()
    return kind(**values)


def _pointed_at(rows: Iterable[Held[Any]]) -> list[str]:
    """The entry ids that relations and events point at, and the subjects of what points here."""
    found = {held.subject for held in rows} | {held.provenance.record for held in rows}
    for held in rows:
        if isinstance(held.row, Relation) and held.row.object is not None:
            found.add(held.row.object)
        if isinstance(held.row, Event):
            found |= {entry for entry, _, _ in held.row.actors if entry is not None}
    return sorted(found)


def labels(record: Record, entries: Sequence[str]) -> dict[str, Label]:
    """What to call entries: the canonical id, and the caption of the entry that heads it."""
    rows = record.rows(
        """with asked as materialized (
            select entry, canonical from identity where entry in (select unnest($ids))
        ), kin as materialized (
            select entry, canonical from identity where canonical in (select canonical from asked)
        ), head as (
            select canonical, first(caption order by source != 'register', entry) as caption,
                first(schema order by source != 'register', entry) as schema
            from kin join entry using (entry) group by canonical
        )
        select asked.entry, canonical, caption, schema from asked join head using (canonical)""",
        {"ids": list(entries)},
    )
    return {r["entry"]: Label(r["canonical"], r["caption"], r["schema"]) for r in rows}


def _citations(record: Record, rows: Iterable[Held[Any]]) -> dict[str, Citation]:
    keys = sorted({h.provenance.citation for h in rows if h.provenance.citation is not None})
    found = record.rows(
        "select * exclude (source, file) from citation where key in (select unnest($keys))",
        {"keys": keys},
    )
    return {row["key"]: Citation(**row) for row in found}


def _files(record: Record, rows: Iterable[Held[Any]]) -> dict[str, FileFact]:
    shas = sorted({h.provenance.file for h in rows})
    found = record.rows(
        "select sha, source, format, published, scope, name from file where sha in (select unnest($shas))",
        {"shas": shas},
    )
    return {row["sha"]: FileFact(**row) for row in found}

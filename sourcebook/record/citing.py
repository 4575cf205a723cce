"""What it takes to cite rows of the record: the sources, files and publications they rest on, and what to call whom.

All of it is found for many rows at once, as each is a question to the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from sourcebook.record.held import Held
from sourcebook.record.rows import Citation, Event, Relation
from sourcebook.record.store import Record


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


class Apparatus(msgspec.Struct, frozen=True):
    """What stands beside rows so that they can be cited.

    Attributes:
        labels: By entry id, whatever a relation or event points at.
        citations, sources, files: By key, id and hash.
    """

    labels: dict[str, Label]
    citations: dict[str, Citation]
    sources: dict[str, SourceFact]
    files: dict[str, FileFact]

    def of(self, rows: Sequence[Held[Any]]) -> Apparatus:
        """Only what some of the rows need; all sources."""
        cited = {held.provenance.citation for held in rows}
        seen = {held.provenance.file for held in rows}
        return Apparatus(
            labels={e: self.labels[e] for e in _pointed_at(rows) if e in self.labels},
            citations={key: c for key, c in self.citations.items() if key in cited},
            sources=self.sources,
            files={sha: f for sha, f in self.files.items() if sha in seen},
        )


def apparatus(record: Record, rows: Sequence[Held[Any]]) -> Apparatus:
    """What it takes to cite some rows.

    Args:
        record: The open record.
        rows: What is to be cited.
    """
    return Apparatus(
        labels=labels(record, _pointed_at(rows)),
        citations=_citations(record, rows),
        sources={row["id"]: SourceFact(**row) for row in record.rows("select * from source")},
        files=_files(record, rows),
    )


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


def _pointed_at(rows: Iterable[Held[Any]]) -> list[str]:
    """The entry ids that relations and events point at, and the subjects of what points here."""
    found = {held.subject for held in rows} | {held.provenance.record for held in rows}
    for held in rows:
        if isinstance(held.row, Relation) and held.row.object is not None:
            found.add(held.row.object)
        if isinstance(held.row, Event):
            found |= {entry for entry, _, _ in held.row.actors if entry is not None}
    return sorted(found)


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

"""What the tests of parsers share: reading bytes through a source, and picking rows."""

import io
from collections.abc import Iterable

from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.sources.contract import HEAD_SIZE, Facts, Format, Head, Source


def recognised(source: Source, content: bytes) -> list[Format]:
    """Every format of a source that claims the content."""
    head = Head(content[:HEAD_SIZE])
    return [form for form in source.formats if form.recognises(head)]


def form_of(source: Source, content: bytes) -> Format:
    """The one format of a source that claims the content."""
    (form,) = recognised(source, content)
    return form


def facts_of(source: Source, content: bytes) -> Facts:
    return form_of(source, content).facts(Head(content[:HEAD_SIZE]))


def read(source: Source, content: bytes) -> list[Item]:
    """All items of a file."""
    return list(form_of(source, content).parse(io.BytesIO(content)))


def entries(items: Iterable[Item], part: str | None = None) -> list[Entry]:
    return [item for item in items if isinstance(item, Entry) and item.part == part]


def rejects(items: Iterable[Item]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def statements(items: Iterable[Item], record: str, prop: str) -> list[Statement]:
    return [
        row
        for item in items
        if isinstance(item, Entry) and item.id == record
        for row in item.rows
        if isinstance(row, Statement) and row.prop == prop
    ]


def values(items: Iterable[Item], record: str, prop: str) -> list[str]:
    return [row.value for row in statements(items, record, prop)]


def relations(items: Iterable[Item], kind: str, record: str | None = None) -> list[Relation]:
    return [
        row
        for item in items
        if isinstance(item, Entry) and record in (None, item.id)
        for row in item.rows
        if isinstance(row, Relation) and row.kind == kind
    ]

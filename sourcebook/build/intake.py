"""Taking a publisher's file in: recognise it, date it, judge its scope, read it once, keep it.

A file is only kept if it could be read. What is refused leaves no trace; what is known already is a no-op.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from sourcebook.archive.files import Archive, ArchivedFile, Scope, digest
from sourcebook.archive.wrapping import unwrapped
from sourcebook.build.reports import within
from sourcebook.build.staging import Reading, Staged, stage
from sourcebook.errors import RefusedFileError, SourcebookError, SourceError, UsageError
from sourcebook.record.dates import PartialDate
from sourcebook.sources.catalog import mapped, recognise
from sourcebook.sources.contract import HEAD_SIZE, Facts, Format, Head, Source
from sourcebook.sources.tabular.workbook import first_line, is_workbook

_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}(?:-\d{2})?)(?![\d])")
SHRINK = 0.8


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user says of a file when adding it.

    Attributes:
        published: EDTF version date, for files that carry none.
        extract: It is not the whole list.
        allow_shrink: A complete list may be over 20 % shorter than the one before.
        url: Where it was got.
        mapping: The file that says which column of the table says what.
    """

    published: str | None = None
    extract: bool = False
    allow_shrink: bool = False
    url: str | None = None
    mapping: Path | None = None


class AddedLine(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a file, as `sourcebook add` says it.

    Attributes:
        source, format: What it was recognised as.
        published, scope: Its version date, and whether it is the complete list or an extract.
        records: Main records of it.
        rejects: How many things in it could not be read; null where it was there already.
        file: Its name.
        new: False where its content was there already.
        note: Something the user should know, or an empty string.
    """

    source: str
    format: str
    published: str
    scope: Scope
    records: int
    rejects: int | None
    file: str
    new: bool
    note: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file.

    Attributes:
        file: As the archive holds it.
        new: False where its content was there already.
        staged: What was read in it; None where it was there already.
        note: Something the user should know, or an empty string.
    """

    file: ArchivedFile
    new: bool
    staged: Staged | None = None
    note: str = ""

    @property
    def line(self) -> AddedLine:
        """The same for the reader."""
        file, known = self.file, "already in the archive"
        return AddedLine(
            source=file.source, format=file.format, published=file.published, scope=file.scope,
            records=file.records, rejects=None if self.staged is None else self.staged.rejects, file=file.name,
            new=self.new, note=self.note if self.new else known,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Received:
    """A file on its way into the archive.

    Attributes:
        copy: Our private copy, as it came.
        name: The name it came under.
        content: SHA-256 of what is inside the wrapping.
        stream: What is inside the wrapping.
        source, form, facts: What it was recognised as, and what it says of itself.
    """

    copy: Path
    name: str
    content: str
    stream: BinaryIO
    source: Source
    form: Format
    facts: Facts
    mapping: bytes | None = None


def add(archive: Archive, path: Path, wish: Wish) -> Added:
    """Take one file into the archive.

    Raises:
        SourcebookError: It cannot be read, dated or trusted; nothing was kept.
    """
    try:
        with archive.receive(path) as copy, unwrapped(copy) as stream:
            content = digest(stream)
            mapping = _mapping(wish)
            known = archive.holding(content)
            if known is not None and (
                mapping is None or hashlib.sha256(mapping).hexdigest() == known.mapping
            ):
                return Added(known, new=False)
            return _take(archive, _recognised(copy, path.name, content, stream, mapping), wish)
    except SourcebookError as error:
        raise _naming(error, path) from error


def _mapping(wish: Wish) -> bytes | None:
    if wish.mapping is None:
        return None
    try:
        return wish.mapping.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the mapping {wish.mapping} can not be read: {error.strerror}."
        ) from error


def _recognised(
    copy: Path, name: str, content: str, stream: BinaryIO, mapping: bytes | None
) -> _Received:
    head = head_of(stream, name)
    source, form = recognise(head) if mapping is None else mapped(mapping)
    return _Received(copy, name, content, stream, source, form, form.facts(head), mapping)


def head_of(stream: BinaryIO, name: str) -> Head:
    """The beginning of a file; of a workbook, its first row as text."""
    if is_workbook(stream):
        return Head(first_line(stream).encode(), name)
    head = Head(stream.read(HEAD_SIZE), name)
    stream.seek(0)
    return head


def _naming(error: SourcebookError, path: Path) -> SourcebookError:
    """The same error, with the file's name in front of it."""
    message = error.args[0]
    return error if path.name in message else type(error)(f"{path.name}: {message}", error.remedy)


def _take(archive: Archive, got: _Received, wish: Wish) -> Added:
    published, dated_by = _dated(got.facts, wish, got.name)
    reading = Reading(got.content, got.source.manifest.id, got.form)
    folder, staged = stage(archive.home, reading, lambda: nullcontext(got.stream))
    records = _records(staged, got.form, got.name)
    scope, note = _scope(archive, got, wish, records)
    with got.copy.open("rb") as raw:
        sha = digest(raw)
    mapping = None if got.mapping is None else archive.keep_beside(got.mapping)
    file = ArchivedFile(
        sha=sha, content=got.content, size=got.copy.stat().st_size, name=got.name,
        source=got.source.manifest.id, format=got.form.name, parts=got.form.parts, published=published,
        dated_by=dated_by, scope=scope, records=records, mapping=mapping,
        added_at=datetime.now(UTC).isoformat(timespec="seconds"), url=wish.url,
    )  # fmt: skip
    if scope == "complete" and not wish.allow_shrink:
        _refuse_shrunken(archive, file, got.form, folder)
    archive.keep(got.copy, file)
    return Added(file, new=True, staged=staged, note=note)


def _dated(facts: Facts, wish: Wish, name: str) -> tuple[str, str]:
    """The version date: the file's own, the user's, or the one in the name, in this order."""
    if facts.published is not None:
        return facts.published, "file"
    if wish.published is not None:
        try:
            return str(PartialDate.parse(wish.published)), "option"
        except ValueError as error:
            raise UsageError(f"--published: {error}.") from error
    if facts.supposed is not None:
        return facts.supposed, "name"
    found = _DATE_IN_NAME.search(name)
    if found is None:
        raise RefusedFileError(
            "the file carries no date of publication.",
            "Say when it was published: sourcebook add --published 2024-05-03 FILE",
        )
    try:
        return str(PartialDate.parse(found[1])), "name"
    except ValueError as error:
        raise RefusedFileError(f"{error}.", "Give --published DATE.") from error


def _records(staged: Staged, form: Format, name: str) -> int:
    records = staged.records.get(form.parts[0], 0)
    if records == 0:
        raise SourceError(f"{name} holds no record that {form.name} could be read from.")
    return records


def _scope(archive: Archive, got: _Received, wish: Wish, records: int) -> tuple[Scope, str]:
    """Whether a file is the complete list, and what to tell the user about it."""
    if wish.extract or got.facts.extract:
        return (
            "extract",
            "" if wish.extract else "the file says it is filtered: taken as an extract",
        )
    part = got.form.parts[0]
    floor = got.source.manifest.floor.get(part, 0)
    if records >= floor:
        return "complete", ""
    before = _complete_versions(archive, got.source.manifest.id, part)
    if before and not wish.allow_shrink:
        raise RefusedFileError(
            f"{records:,} records are too few for a complete list (at least {floor:,}).",
            "If it is an extract, say so with --extract; otherwise download it again.",
        )
    return (
        "extract",
        f"{records:,} records, a complete file has at least {floor:,}: taken as an extract",
    )


def _complete_versions(archive: Archive, source: str, part: str) -> list[ArchivedFile]:
    return [
        file
        for file in archive.files()
        if file.source == source and part in file.parts and file.scope == "complete"
    ]


def _refuse_shrunken(archive: Archive, file: ArchivedFile, form: Format, folder: Path) -> None:
    earlier = [
        other
        for other in _complete_versions(archive, file.source, file.parts[0])
        if other.published < file.published and other.parts == file.parts
    ]
    if not earlier:
        return
    last = max(earlier, key=lambda other: other.published)
    before = _comparable(archive, last, form, folder)
    if file.records < SHRINK * before:
        raise RefusedFileError(
            f"{file.records:,} records, {1 - file.records / before:.0%} fewer than the "
            f"{before:,} of {last.published}.",
            "If the list really shrank, add it with --allow-shrink; if it is an extract, with --extract.",
        )


def _comparable(archive: Archive, last: ArchivedFile, form: Format, folder: Path) -> int:
    """How many records of an earlier file a newer one should hold: of exports, those of its years and countries."""
    if not form.extent or last.format != form.name:
        return last.records
    reading = Reading(last.content, last.source, form, last.parts[0])
    earlier, _ = stage(archive.home, reading, partial(unwrapped, archive.path(last.sha)))
    return within(earlier, folder, form.extent)

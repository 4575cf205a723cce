"""One archived file, parsed once and kept as Parquet beside the archive.

Staged tables can be thrown away at any time: they follow from the file's content and the code that reads it, and their
folder is named by both, so that a change of a parser never meets yesterday's rows and reads again that source alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import structs

from sourcebook.build import repeats
from sourcebook.names import search_keys
from sourcebook.record import tables
from sourcebook.record.rows import Entry, Item, Reject, Row, Statement
from sourcebook.sources.contract import Format, Tabulated

BATCH = 65_536
NAME_PROPERTIES = frozenset(
    {"name", "alias", "weakAlias", "previousName", "abbreviation", "sb:label", "sb:acronym"}
)
# What every source is read with; a source's own folder or module comes on top.
_CODE = (
    "names", "record", "sources/contract.py", "sources/tables.py", "sources/xml.py", "sources/tabular",
    "build/staging.py", "build/repeats.py",
)  # fmt: skip
_TABLE_OF: dict[type[Row], str] = {kind: name for name, kind in tables.TABLES.items()}
_SCHEMAS = {name: tables.staged_schema(name) for name in tables.TABLES} | {
    "citations": tables.CITATIONS,
    "rejects": tables.REJECTS,
    "entries": tables.ENTRIES,
    "names": tables.NAMES,
}


class Staged(msgspec.Struct, frozen=True):
    """What parsing a file came to.

    Attributes:
        records: Per part, the records read: main ones, or rows of a part without main rows.
        rows: Per table, the rows.
        rejects: How many things could not be read.
        repeats: Whether some record stands in the file more than once.
    """

    records: dict[str, int]
    rows: dict[str, int]
    rejects: int
    repeats: bool

    @property
    def columnar(self) -> tuple[str, ...]:
        """The tables it holds that came by columns."""
        return tuple(name for name in tables.COLUMNAR if self.rows.get(name))


class Writer:
    """Staged tables of one file, written batch by batch."""

    def __init__(self, folder: Path, source: str, part: str) -> None:
        self._source = source
        self._part = part
        self._rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in _SCHEMAS}
        self._records: dict[str, int] = {}
        self._seen: set[str] = set()
        self._repeats = False
        self._written = dict.fromkeys(_SCHEMAS, 0)
        self._folder = folder
        self._columnar: dict[str, pq.ParquetWriter] = {}
        self._tabled = dict.fromkeys(tables.COLUMNAR, 0)
        self._stack = ExitStack()
        self._files = {
            name: self._stack.enter_context(
                pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            )
            for name, schema in _SCHEMAS.items()
        }

    def add(self, item: Item | Tabulated) -> None:
        """Take one thing the parser yielded."""
        if isinstance(item, Tabulated):
            self._add_columns(item)
        elif isinstance(item, Entry):
            self._add_entry(item)
        elif isinstance(item, Reject):
            self._put("rejects", (self._part, *structs.astuple(item)))
        else:
            self._put("citations", structs.astuple(item))

    def _add_columns(self, some: Tabulated) -> None:
        """Whole columns are written as they come, each table to a file that only such sources have."""
        writer = self._columnar.get(some.table)
        if writer is None:
            path = self._folder / f"{some.table}.parquet"
            writer = pq.ParquetWriter(path, tables.COLUMNAR[some.table], compression="zstd")
            self._columnar[some.table] = writer
        writer.write_batch(some.batch)
        self._tabled[some.table] += some.batch.num_rows

    def _close_columns(self) -> None:
        for writer in self._columnar.values():
            writer.close()
        if "reports" in self._columnar:
            for reject in repeats.removed(self._folder / "reports.parquet"):
                self.add(reject)
                self._tabled["reports"] -= 1
        if any(self._tabled.values()):
            self._records[self._part] = sum(self._tabled.values())

    def _add_entry(self, entry: Entry) -> None:
        part = entry.part or self._part
        self._records[part] = self._records.get(part, 0) + 1
        self._put("entries", (part, entry.id, entry.schema, entry.main))
        self._repeats = self._repeats or entry.id in self._seen
        self._seen.add(entry.id)
        said: set[object] = set()
        for row in entry.rows:
            staged = tables.staged(self._source, part, entry.id, entry.schema, row)
            if staged[0] not in said:
                said.add(staged[0])
                self._put(_TABLE_OF[type(row)], staged)
                self._put_name(entry, row)

    def _put_name(self, entry: Entry, row: Row) -> None:
        if isinstance(row, Statement) and row.prop in NAME_PROPERTIES:
            subject = row.subject or entry.id
            for key in search_keys(row.value):
                self._put("names", (key, subject, row.value, row.prop))

    def _put(self, table: str, row: tuple[object, ...]) -> None:
        rows = self._rows[table]
        rows.append(row)
        if len(rows) >= BATCH:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows, schema = self._rows[table], _SCHEMAS[table]
        if rows:
            columns = zip(*rows, strict=True)
            arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
            self._files[table].write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))
            self._written[table] += len(rows)
            rows.clear()

    def close(self) -> Staged:
        """Write what is left and say what it came to."""
        self._close_columns()
        for table in _SCHEMAS:
            self._flush(table)
        self._stack.close()
        rows = {name: self._written[name] for name in tables.TABLES} | self._tabled
        return Staged(self._records, rows, self._written["rejects"], self._repeats)

    def abandon(self) -> None:
        """Let go of the files."""
        for writer in self._columnar.values():
            writer.close()
        self._stack.close()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is to be read, and as what.

    Attributes:
        content: SHA-256 of the file without its wrapping.
        source: The source's id.
        form: The format to read it as.
        part: The part its rows belong to, where it is not the format's first.
    """

    content: str
    source: str
    form: Format
    part: str | None = None


def stage(
    home: Path, reading: Reading, opened: Callable[[], AbstractContextManager[BinaryIO]]
) -> tuple[Path, Staged]:
    """Parse a file into staged tables, or find them there.

    Args:
        home: The home folder.
        reading: What is to be read.
        opened: Opens the file without its wrapping; not called where the tables are there.

    Returns:
        The folder of the staged tables, and what they hold.

    Raises:
        SourceError: The file as a whole cannot be read.
    """
    folder = home / "staged" / f"{reading.content[:40]}-{_key(reading)}"
    summary = folder / "summary.json"
    if not summary.exists():
        with opened() as stream:
            part = reading.part or reading.form.parts[0]
            _write(folder, reading.source, part, _items(reading.form, stream))
    return folder, msgspec.json.decode(summary.read_bytes(), type=Staged)


def _key(reading: Reading) -> str:
    """What the staged tables of a file follow from beside its content."""
    code = code_version(*_CODE, *own_code(reading.source))
    named = f"{reading.source} {reading.form.name} {reading.form.key} {reading.part or reading.form.parts[0]} {code}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def own_code(source: str) -> tuple[str, ...]:
    """The folder or module of a source, if it has one of its own."""
    package = Path(str(resources.files("sourcebook")))
    places = (f"sources/{source}", f"sources/{source}.py")
    return tuple(place for place in places if (package / place).exists())


def _items(form: Format, stream: BinaryIO) -> Iterator[Item | Tabulated]:
    """What a format finds in a file: entries first, then columns."""
    yield from form.parse(stream)
    stream.seek(0)
    yield from form.tabulate(stream)


def _write(folder: Path, source: str, part: str, items: Iterable[Item | Tabulated]) -> None:
    """Fill a folder beside the final one, and put it in place when it is whole."""
    rough = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(rough, ignore_errors=True)
    rough.mkdir(parents=True)
    writer = Writer(rough, source, part)
    try:
        for item in items:
            writer.add(item)
        staged = writer.close()
    except BaseException:
        writer.abandon()
        shutil.rmtree(rough, ignore_errors=True)
        raise
    (rough / "summary.json").write_bytes(msgspec.json.encode(staged))
    shutil.rmtree(folder, ignore_errors=True)
    rough.replace(folder)


@cache
def code_version(*rooms: str) -> str:
    """A short hash of the code of some rooms."""
    package = Path(str(resources.files("sourcebook")))
    found = hashlib.sha256()
    for path in _code_files(package, rooms):
        found.update(path.relative_to(package).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _code_files(package: Path, rooms: tuple[str, ...]) -> Iterator[Path]:
    for name in rooms:
        place = package / name
        if place.is_file():
            yield place
        else:
            yield from sorted(p for p in place.rglob("*") if p.suffix in {".py", ".json", ".yaml"})


def discard_stale(home: Path, used: Iterable[Path]) -> None:
    """Remove staged tables that no file of the archive is read from any more."""
    keep = {folder.name for folder in used}
    for folder in (home / "staged").glob("*-*"):
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)

"""Reading a file as rows, whatever its form: a table, JSON lines, Parquet.

A `Layout` says how the file is read: it is worked out once from the beginning of the file, shown to the user, and kept
with a run, so that the run goes on as it began. `rows_of` gives the rows as they stand; taking them apart
(`Layout.values`) is left to the processes that screen.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from sourcebook.errors import UsageError
from sourcebook.screening.bulk.columns import Columns, guessed, is_heading, mapped
from sourcebook.screening.bulk.framing import Read, cells, csv_rows, line_end, lines
from sourcebook.screening.bulk.opening import Source, blocks, recognise
from sourcebook.screening.bulk.rows import Fault, Row

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_ROWS = 200
# What helps to tell who is meant, and may be missing from the first entities of a file.
FTM_PROPERTIES = (
    "name", "alias", "weakAlias", "previousName", "birthDate", "birthPlace", "nationality", "citizenship", "country",
    "jurisdiction", "gender", "idNumber", "passportNumber", "registrationNumber", "imoNumber", "taxNumber",
)  # fmt: skip
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says of a file; what is left out is found out.

    Attributes:
        mapping: As `columns.mapped` takes it.
        encoding: Of its text.
        delimiter: Between cells.
        header: Whether the first row is headings.
    """

    mapping: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is read.

    Attributes:
        form: `csv`, `jsonl` or `parquet`.
        encoding, delimiter: Of text.
        columns: Which are read.
    """

    form: str
    encoding: str
    delimiter: str
    columns: Columns

    def described(self) -> str:
        """In words, for the user."""
        form = {"csv": f"CSV ({_NAMES.get(self.delimiter, self.delimiter)}-separated, {self.encoding})",
                "jsonl": f"JSON lines ({self.encoding})", "parquet": "Parquet"}[self.form]  # fmt: skip
        taken = ", ".join(f"{role} from {name!r}" for role, name in self.columns.described())
        header = "" if self.columns.header else ", no headings"
        return f"{form}{header}: {taken or 'nothing'}"

    def values(self, row: Row) -> Sequence[object] | Fault:
        """The values of a row, one for each column of the file; a value may be a list."""
        if isinstance(row, Fault):
            return row
        if isinstance(row, tuple):
            return row
        if not self.is_text(row):
            return _no_text(row, self.encoding)
        return self._object(row) if self.form == "jsonl" else self._cells(row)

    @staticmethod
    def is_text(row: str) -> bool:
        """Whether all bytes of a row were text: what was none stands there as lone surrogates."""
        return row.isascii() or _NO_TEXT.search(row) is None

    def _cells(self, row: str) -> Sequence[object] | Fault:
        found = cells(row, self.delimiter)
        if found is None:
            return Fault("quotes that cannot be matched")
        expected = len(self.columns.names)
        if len(found) > expected and not any(cell.strip() for cell in found[expected:]):
            found = found[:expected]
        if len(found) != expected:
            return Fault(f"{_counted(len(found))} where there are {_counted(expected)} to a row")
        return found

    def _object(self, row: str) -> Sequence[object] | Fault:
        try:
            held = msgspec.json.decode(row)
        except (msgspec.DecodeError, RecursionError) as error:
            return Fault(f"no valid JSON: {error}")
        if not isinstance(held, dict):
            return Fault(f"{_kind(held)} where a JSON object belongs")
        return [_at(held, name) for name in self.columns.names]


_NO_TEXT = re.compile(r"[\ud800-\udfff]")


def _no_text(row: str, encoding: str) -> Fault:
    found = _NO_TEXT.search(row)
    start = found.start() + 1 if found else 1
    return Fault(f"bytes that are no {encoding} text, from character {start} on")


def _counted(number: int) -> str:
    return f"{number:,} cell{'' if number == 1 else 's'}"


def _kind(value: object) -> str:
    names = {
        list: "a list",
        dict: "an object",
        str: "a text",
        bool: "a truth value",
        type(None): "null",
    }
    return names.get(type(value), "a number")


def _at(held: dict[str, Any], name: str) -> object:
    """The value of a key; a dot leads into an object."""
    if name in held:
        return held[name]
    first, dot, rest = name.partition(".")
    inner = held.get(first)
    return inner.get(rest) if dot and isinstance(inner, dict) else None


def texts(value: object) -> list[str] | Fault:
    """The texts that a value is or holds, without empty ones."""
    if isinstance(value, str):
        text = value.strip()
        return [text] if text else []
    if value is None:
        return []
    if isinstance(value, (list, tuple)):
        found = [texts(one) for one in value]
        faults = [one for one in found if isinstance(one, Fault)]
        return faults[0] if faults else [text for one in found for text in one]  # type: ignore[union-attr]
    if isinstance(value, datetime):
        return [value.date().isoformat()]
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return [str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)]
    return Fault(f"{_kind(value)} where a text or a list of texts belongs")


def layout_of(source: Source, wishes: Wishes) -> Layout:
    """How a file is read.

    Args:
        source: The file, recognised.
        wishes: What the user says of it.

    Raises:
        UsageError: It is not clear where the names are.
    """
    if source.form == "parquet":
        return _parquet_layout(source, wishes)
    if source.form == "jsonl":
        names = _keys(source)
        columns = _chosen(names, wishes, header=True)
        return Layout(form="jsonl", encoding=source.encoding, delimiter="", columns=columns)
    delimiter = _delimiter(source, wishes.delimiter)
    rows = _sample_rows(source, delimiter)
    header = _has_header(rows) if wishes.header is None else wishes.header
    names = _headings(rows, header)
    return Layout(
        form="csv",
        encoding=source.encoding,
        delimiter=delimiter,
        columns=_chosen(names, wishes, header=header),
    )


def _chosen(names: Sequence[str], wishes: Wishes, *, header: bool) -> Columns:
    if wishes.mapping:
        return mapped(names, wishes.mapping, header=header)
    if not names:  # an empty file: nothing to read, and no fault of anybody
        return Columns(names=(), taken=(), header=header)
    if not header and len(names) == 1:
        return mapped(names, ["name=#1"], header=False)
    return guessed(names, header=header)


def _sample_lines(source: Source) -> list[str]:
    found = source.sample.lstrip("\ufeff").split(line_end(source.sample))
    whole = found if len(found) == 1 or found[-1] == "" else found[:-1]
    return [line.rstrip("\r") for line in whole[:SAMPLE_ROWS] if line.strip()]


def _delimiter(source: Source, wish: str | None) -> str:
    if wish is not None:
        named = {name: sign for sign, name in _NAMES.items()} | {"\\t": "\t"}
        sign = named.get(wish, wish)
        if len(sign) != 1 or sign in '"\r\n':
            raise UsageError(
                f"--delimiter: {wish!r} is not one character.", "For example: --delimiter ';'"
            )
        return sign
    held = _sample_lines(source)
    return (
        max(DELIMITERS, key=lambda sign: (_evenness(held, sign), -DELIMITERS.index(sign)))
        if held
        else ","
    )


def _evenness(held: Sequence[str], sign: str) -> float:
    """How many of the first lines have as many cells as the first, if that has more than one."""
    counts = [len(cells(line, sign) or ()) for line in held]
    return sum(count == counts[0] for count in counts) / len(counts) if counts[0] > 1 else 0.0


def _sample_rows(source: Source, delimiter: str) -> list[list[str]]:
    text = source.sample.lstrip("\ufeff")
    read = csv_rows(lines([(text, 0)], line_end(source.sample)), delimiter)
    parsed = (
        cells(row, delimiter)
        for row, _ in itertools.islice(read, SAMPLE_ROWS)
        if isinstance(row, str)
    )
    return [[cell.strip() for cell in row] for row in parsed if row]


def _has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is headings: one of them is known, or, of several columns, none says otherwise."""
    return bool(rows) and (len(rows[0]) > 1 or is_heading(rows[0][0]))


def _headings(rows: Sequence[Sequence[str]], header: bool) -> list[str]:
    if not rows:
        return []
    return list(rows[0]) if header else [f"column {place}" for place in range(1, len(rows[0]) + 1)]


def _keys(source: Source) -> list[str]:
    """The keys of the first objects, in order; of FollowTheMoney entities also their properties."""
    found: dict[str, None] = {}
    for line in _sample_lines(source):
        try:
            held = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
            continue
        for key, value in held.items() if isinstance(held, dict) else ():
            if key == "properties" and isinstance(value, dict):
                found |= {f"properties.{inner}": None for inner in value}
            else:
                found[key] = None
    if not any(name.startswith("properties.") for name in found):
        return list(found)
    found |= {f"properties.{name}": None for name in FTM_PROPERTIES}
    properties = {name.partition(".")[2] for name in found if name.startswith("properties.")}
    return [name for name in found if name not in properties and name != "caption"]


def _parquet_layout(source: Source, wishes: Wishes) -> Layout:
    from sourcebook.screening.bulk import parquet  # noqa: PLC0415 - loaded where it is met

    columns = _chosen(parquet.column_names(source.path), wishes, header=True)
    return Layout(form="parquet", encoding="", delimiter="", columns=columns)


def read_layout(path: Path, wishes: Wishes) -> tuple[Source, Layout]:
    """A file, recognised, and how it is read.

    Args:
        path: The file.
        wishes: What the user says of it.

    Raises:
        UsageError: No names can be read from it, or it is not clear where they are.
        SourceError: It is damaged.
    """
    source = recognise(path, wishes.encoding)
    return source, layout_of(source, wishes)


def rows_of(source: Source, layout: Layout) -> Iterator[Read]:
    """The rows of a file below its headings, each with the bytes read so far."""
    if layout.form == "parquet":
        yield from _parquet_rows(source, layout)
        return
    read = lines(blocks(source), line_end(source.sample))
    if layout.form == "csv":
        read = csv_rows(read, layout.delimiter)
        skipping = layout.columns.header and bool(layout.columns.names)
        for row, consumed in read:
            if skipping and (isinstance(row, Fault) or str(row).strip("\ufeff \t")):
                skipping = False
            elif not skipping:
                yield row, consumed
        return
    yield from read


def _parquet_rows(source: Source, layout: Layout) -> Iterator[Read]:
    from sourcebook.screening.bulk import parquet  # noqa: PLC0415 - loaded where it is met

    names = layout.columns.names
    taken = sorted({one.place for one in layout.columns.taken})
    return parquet.read_rows(source.path, source.size, names, [names[place] for place in taken])

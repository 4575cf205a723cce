"""The bytes of a table as batches of text: delimited text in whichever encoding and delimiter, or a workbook.

A line with too few or too many cells is a reject with its number; an encoding that does not fit is an error, since
names in the wrong one read as other people's.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv as pa_csv

from sourcebook.errors import SourceError
from sourcebook.record.rows import Reject
from sourcebook.sources.tabular import workbook

BLOCK = 16 * 1024**2
WIDEST = 1000
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written.

    Attributes:
        header: The columns, lower case, white space folded.
        delimiter, encoding: Of delimited text; empty for a workbook.
    """

    header: tuple[str, ...]
    delimiter: str = ""
    encoding: str = ""


def header_of(line: str, delimiter: str | None = None) -> tuple[tuple[str, ...], str]:
    """The columns that a first line names, and what stands between them."""
    line = line.lstrip("\ufeff").rstrip("\r\n")
    between = delimiter or max(_DELIMITERS, key=lambda one: (line.count(one), one == ","))
    cells = next(csv.reader([line], delimiter=between), [])
    return tuple(" ".join(cell.split()).lower() for cell in cells), between


def layout(stream: BinaryIO, encodings: Sequence[str], delimiter: str | None) -> Layout:
    """How a table is written; leaves the stream at its start.

    Raises:
        SourceError: It fits none of the encodings, or has no or too many columns.
    """
    if workbook.is_workbook(stream):
        return Layout(_sound(header_of(workbook.first_line(stream), ",")[0]))
    encoding = _encoding(stream, encodings)
    line = stream.readline(BLOCK).decode(encoding, "replace")
    stream.seek(0)
    header, between = header_of(line, delimiter)
    return Layout(_sound(header), between, encoding)


def _sound(header: tuple[str, ...]) -> tuple[str, ...]:
    if len(header) > WIDEST:
        raise SourceError(f"the table has {len(header):,} columns; more than {WIDEST:,} are none.")
    return header


def _encoding(stream: BinaryIO, encodings: Sequence[str]) -> str:
    """The first encoding that the whole of the stream fits."""
    for name in encodings:
        decoder = codecs.getincrementaldecoder(name)()
        try:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        else:
            return name
        finally:
            stream.seek(0)
    raise SourceError(
        f"the table is not in {' or '.join(encodings)}.",
        "Save it as UTF-8, or name its encoding in the mapping.",
    )


def batches(
    stream: BinaryIO, how: Layout, wanted: Sequence[str]
) -> Iterator[pa.RecordBatch | Reject]:
    """The wanted columns as text, batch by batch, with the lines that are none.

    Raises:
        SourceError: The table is damaged as a whole.
    """
    twice = [name for name in wanted if how.header.count(name) > 1]
    if twice:
        raise SourceError(f"the table has the column {twice[0]!r} more than once.")
    if how.encoding:
        yield from _delimited(stream, how, wanted)
    else:
        yield from workbook.batches(stream, how.header, wanted)


def _delimited(
    stream: BinaryIO, how: Layout, wanted: Sequence[str]
) -> Iterator[pa.RecordBatch | Reject]:
    bad: list[Reject] = []

    def refused(row: pa_csv.InvalidRow) -> str:
        bad.append(_short(row))
        return "skip"

    names = [
        name if how.header.count(name) == 1 else f"{name} {at}"
        for at, name in enumerate(how.header)
    ]
    # The stream is the caller's to close, and the reader would.
    source = pa.PythonFile(io.BufferedReader(_Held(stream)), mode="r")
    try:
        reader = pa_csv.open_csv(
            source,
            pa_csv.ReadOptions(
                use_threads=False, block_size=BLOCK, skip_rows=1, column_names=names, encoding=how.encoding
            ),
            pa_csv.ParseOptions(
                delimiter=how.delimiter, newlines_in_values=True, invalid_row_handler=refused
            ),
            pa_csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()), include_columns=list(wanted), strings_can_be_null=False
            ),
        )  # fmt: skip
        for batch in reader:
            yield from bad
            bad.clear()
            yield batch
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error):
            raise SourceError(f"the table is damaged: {error}.", "Get it again.") from error
    yield from bad


class _Held(io.RawIOBase):
    """A stream that closing does not close."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        got = self._stream.read(len(buffer))
        buffer[: len(got)] = got
        return len(got)


def _short(row: pa_csv.InvalidRow) -> Reject:
    what = "too few" if row.actual_columns < row.expected_columns else "too many"
    return Reject(
        record=f"line {row.number}" if row.number is not None else "?",
        reason=f"the line has {row.actual_columns} cells where the table has {row.expected_columns} columns: {what}; "
        "it is cut off or badly quoted",
        printed=row.text[:200],
    )

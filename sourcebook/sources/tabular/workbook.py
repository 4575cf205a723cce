"""A table as a workbook (Office Open XML, .xlsx): its first sheet, row by row, as text.

A workbook is a zip of many members, so it is told from other zips by the member every such package begins with
(ECMA-376, Open Packaging Conventions).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from sourcebook.errors import SourceError

ROWS = 20_000
_MAGIC, _MEMBER = b"PK\x03\x04", b"[Content_Types].xml"


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a stream is a workbook; leaves it at its start."""
    lead = stream.read(4096)
    stream.seek(0)
    return lead.startswith(_MAGIC) and _MEMBER in lead


def first_line(stream: BinaryIO) -> str:
    """The first row, as delimited text; leaves the stream at its start."""
    row = next(iter(_sheet(stream).iter_rows()), [])
    line = io.StringIO()
    csv.writer(line).writerow([_text(cell) for cell in row])
    return line.getvalue()


def batches(
    stream: BinaryIO, header: Sequence[str], wanted: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    """The wanted columns as text, a few thousand rows at a time."""
    at = [header.index(name) for name in wanted]
    rows = islice(_sheet(stream).iter_rows(), 1, None)
    while some := list(islice(rows, ROWS)):
        columns = [pa.array([_text(row[n]) for row in some], pa.string()) for n in at]
        yield pa.RecordBatch.from_arrays(columns, names=list(wanted))


def _sheet(stream: BinaryIO) -> CalamineSheet:
    stream.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        return book.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(f"the workbook can not be read: {error}.", "Get it again.") from error
    finally:
        stream.seek(0)


def _text(cell: object) -> str:
    """A cell as the sheet shows it; a whole number without a point, a date as ISO writes it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    if isinstance(cell, (date, datetime)):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)

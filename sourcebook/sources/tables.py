"""Publishers' tables as CSV: decoded strictly, row by row.

A table in the wrong encoding reads as other people's names, so a byte that does not fit is an error and never
replaced.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from sourcebook.errors import SourceError

csv.field_size_limit(16 * 1024**2)


def lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a text file.

    Raises:
        SourceError: A byte is not of the encoding.
    """
    reader = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from reader
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.object[error.start]:#04x} is not {encoding}, the publisher's encoding.",
            "The file was saved in another encoding; download it again.",
        ) from error
    finally:
        # The stream is the caller's to close, and may be closed already.
        with suppress(ValueError):
            reader.detach()


def rows(stream: BinaryIO, encoding: str, delimiter: str = ",") -> Iterator[list[str]]:
    """The rows of a table, without empty ones.

    Raises:
        SourceError: A byte is not of the encoding, or the quoting is broken.
    """
    try:
        for row in csv.reader(lines(stream, encoding), delimiter=delimiter):
            if any(row):
                yield row
    except csv.Error as error:
        raise SourceError(f"the table is damaged: {error}.", "Download it again.") from error


def records(stream: BinaryIO, encoding: str, columns: frozenset[str]) -> Iterator[dict[str, str]]:
    """The rows of a table with a header, by column name, white space around values removed.

    Raises:
        SourceError: As in `rows`, or a column is missing.
    """
    table = rows(stream, encoding)
    header = [name.strip() for name in next(table, [])]
    require(header, columns)
    for row in table:
        yield {name: value.strip() for name, value in zip(header, row, strict=False)}


def require(header: list[str], columns: frozenset[str]) -> None:
    """Refuse a table that lacks columns.

    Raises:
        SourceError: One is missing.
    """
    missing = sorted(columns - set(header))
    if missing:
        raise SourceError(
            f"the table lacks the columns {', '.join(missing)}.", "Download the file again."
        )

"""From text to rows: lines, and the quoted cells of CSV that run over several.

No line is held that is longer than `LONGEST_LINE`; such a row is a fault, however long it is. A quote that opens a cell
and is not closed within `MOST_LINES` is a fault of the line it stands in, and reading goes on at the next line, so that
one stray quote loses one row. CSV as RFC 4180 has it, with what the world writes besides.

RFC 4180: https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from sourcebook.screening.bulk.rows import LONGEST_LINE, Fault, Row

MOST_LINES = 200
Read = tuple[Row, int]


def line_end(sample: str) -> str:
    """What ends a line: a line feed, or the carriage return of old files."""
    return "\r" if "\n" not in sample and "\r" in sample else "\n"


def lines(blocks: Iterable[tuple[str, int]], end: str) -> Iterator[Read]:
    """The lines of a text, without their ends.

    Args:
        blocks: The text in pieces, each with the bytes of the file read so far.
        end: What ends a line.
    """
    rest, skipped, consumed = "", 0, 0
    for text, consumed in blocks:
        *whole, last = text.split(end)
        if whole and (rest or skipped):
            yield _line(rest, whole.pop(0), skipped), consumed
            rest, skipped = "", 0
        for part in whole:
            plain = len(part) <= LONGEST_LINE
            yield (part.rstrip("\r") if plain else _line("", part, 0)), consumed
        if skipped or len(rest) + len(last) > LONGEST_LINE:
            rest, skipped = "", skipped + len(rest) + len(last)
        else:
            rest += last
    if rest or skipped:
        yield _line(rest, "", skipped), consumed


def _line(rest: str, part: str, skipped: int) -> Row:
    length = len(rest) + len(part) + skipped
    if length > LONGEST_LINE:
        return Fault(
            f"a line of {length:,} characters; the longest that is read has {LONGEST_LINE:,}"
        )
    return (rest + part).rstrip("\r")


def csv_rows(read: Iterable[Read], delimiter: str) -> Iterator[Read]:
    """The rows of a CSV file, each as its text: lines that a quoted cell joins are one row.

    Args:
        read: Its lines.
        delimiter: Between cells.
    """
    source, waiting = iter(read), deque[Read]()
    while True:
        one = waiting.popleft() if waiting else next(source, None)
        if one is None:
            return
        line, consumed = one
        if isinstance(line, str) and '"' in line and _is_open(line, delimiter):
            yield _gathered(line, delimiter, source, waiting), consumed
        else:
            yield one


def _gathered(line: str, delimiter: str, source: Iterator[Read], waiting: deque[Read]) -> Row:
    """The row that begins with an open quote; the lines that are none of it are put back."""
    taken: list[Read] = []
    text = line
    for _ in range(MOST_LINES):
        one = waiting.popleft() if waiting else next(source, None)
        if one is None:
            break
        taken.append(one)
        if isinstance(one[0], Fault) or len(text) > LONGEST_LINE:
            break
        text = f"{text}\n{one[0]}"
        if '"' in str(one[0]) and not _is_open(text, delimiter):
            if cells(text, delimiter, strict=True) is not None:
                return text
            break
    waiting.extendleft(reversed(taken))
    return Fault("a quote opens a cell and is never closed; the line is left out")


def _is_open(text: str, delimiter: str) -> bool:
    """Whether a text ends inside a quoted cell."""
    try:
        for _ in _reader(text, delimiter, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(
        [f"{line}\n" for line in text.split("\n")],
        delimiter=delimiter, strict=strict, skipinitialspace=True,
    )  # fmt: skip


def cells(text: str, delimiter: str, *, strict: bool = False) -> list[str] | None:
    """The cells of one row; None where it cannot be taken apart, or is more than one.

    Args:
        text: Of the row.
        delimiter: Between cells.
        strict: Whether a cell must end where its quote is closed.
    """
    if '"' not in text:
        return text.split(delimiter)
    try:
        found = list(_reader(text, delimiter, strict=strict))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None

"""Rows of a file as they come, and the chunks they are screened in.

A row that cannot be read is a `Fault` in its place: it keeps its number and its reason. Where a chunk ends depends on
the file alone, never on how many processes there are or when they stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

CHUNK_ROWS = 2048
# A rescreen takes many rows to a chunk, because few of each are screened.
RESCREEN_ROWS = 131_072
CHUNK_CHARACTERS = 4_000_000
LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be read, and why."""

    reason: str


Row = str | tuple[object, ...] | Fault
"""A line of text, the cells of a table, or what is wrong."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some consecutive rows.

    Attributes:
        number: From 0.
        first: The number of its first row; the first row of a file is 1.
        rows: In order.
        digest: Of all rows of the file up to its last.
        consumed: Bytes of the file read so far, for progress.
    """

    number: int
    first: int
    rows: list[Row]
    digest: bytes
    consumed: int


def chunks(rows: Iterable[tuple[Row, int]], most: int | None = None) -> Iterator[Chunk]:
    """Cut a stream of rows into chunks.

    Args:
        rows: Each with the bytes of the file read so far.
        most: The most rows of a chunk; `CHUNK_ROWS` if it is not given.
    """
    most = most or CHUNK_ROWS
    held: list[Row] = []
    number, first, size, digest, consumed = 0, 1, 0, b"", 0
    for row, consumed in rows:
        held.append(row)
        size += len(row) if isinstance(row, str) else 64
        if len(held) >= most or size >= CHUNK_CHARACTERS:
            digest = _digest(digest, held)
            yield Chunk(number, first, held, digest, consumed)
            number, first, size, held = number + 1, first + len(held), 0, []
    if held:
        yield Chunk(number, first, held, _digest(digest, held), consumed)


def _digest(before: bytes, rows: list[Row]) -> bytes:
    texts = [row for row in rows if isinstance(row, str)]
    plain = "\n".join([str(len(texts)), *texts]) if len(texts) == len(rows) else repr(rows)
    text = plain.encode("utf-8", "surrogatepass")
    return blake2b(before + text, digest_size=16).digest()

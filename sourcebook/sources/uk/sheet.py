"""The lines of either list's CSV: decoded whole and strictly, because a wrong letter is another name.

The lists are a few megabytes at most, and their lines have to be gathered by target anyway.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from sourcebook.errors import RefusedFileError, SourceError
from sourcebook.record.rows import Reject
from sourcebook.sources import tables
from sourcebook.sources.xml import fold

SIZE_CAP = 512 * 1024**2


def rows(stream: BinaryIO, *encodings: str) -> Iterator[list[str]]:
    """The lines that are not empty.

    Args:
        stream: At its start.
        encodings: Those the publisher has used; the first that fits is meant.

    Raises:
        SourceError: None of them fits, or the quoting is broken.
        RefusedFileError: The file is far larger than any list.
    """
    content = stream.read(SIZE_CAP + 1)
    if len(content) > SIZE_CAP:
        raise RefusedFileError(f"the table is over {SIZE_CAP:,} bytes; no list is.")
    yield from tables.rows(io.BytesIO(content), _encoding(content, encodings))


def _encoding(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            content.decode(encoding)
            return encoding
    raise SourceError(
        f"the text is not {' or '.join(encodings)}, as the publisher writes it.",
        "The file was saved in another encoding; download it again.",
    )


def unread(header: list[str], known: frozenset[str]) -> Iterator[Reject]:
    """The columns that the list did not have when this was written: said once, not for each line."""
    for name in header:
        if name and name not in known:
            reason = "the list did not have this column before: it is not read"
            yield Reject(record="header", reason=reason, locator=name, printed=name)


def line(header: list[str], cells: list[str]) -> dict[str, str]:
    """A line by column, white space folded; of two columns with one name the later."""
    return {name: fold(cell) or "" for name, cell in zip(header, cells, strict=False)}

"""Plain text: what stands between blank lines is a paragraph.

A text whose lines are all short was broken by hand or by a mail program, and its line ends mean nothing; in one with
long lines every line is a paragraph of its own. The items of a list, lines with a label before a colon and what follows
a line that ends early stand by themselves too.
"""

from __future__ import annotations

import re

from sourcebook.documents.passages import Document, Passage, Pieces
from sourcebook.errors import SourceError

# A line longer than this was not broken to fit a page.
LONG = 120
_BREAK = re.compile(r"(?>\r\n|\n|\r)(?:[ \t\f]*(?>\r\n|\n|\r))+|\f")
_LINE = re.compile(r"\r?\n|\r|\u2028|\u2029")
# A line shorter than this share of the longest of its block was ended, not broken.
_FULL = 0.65
_ITEM = re.compile(r"\s*(?:[-*•–·▪]\s|\d{1,2}[.)]\s|[A-Z][\w/ ]{1,30}:\s)")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# More than this share of control characters is no text.
_BINARY = 0.02


def decoded(content: bytes, name: str = "") -> str:
    """The bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252.

    Raises:
        SourceError: They are no text.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _refuse_binary(content.decode(encoding, "replace"), name)
    try:
        return _refuse_binary(content.decode("utf-8"), name)
    except UnicodeDecodeError:
        return _refuse_binary(content.decode("cp1252", "replace"), name)


def _refuse_binary(text: str, name: str) -> str:
    head = text[:65_536]
    odd = sum(char < " " and char not in "\t\r\n\f\x00" for char in head) + head.count("\ufffd")
    if odd > _BINARY * len(head) or head.count("\x00") > len(head) / 2:
        raise SourceError(
            f"{name or 'the document'} is no text that can be read.",
            "Give plain text, Markdown, HTML, DOCX or a PDF that holds text.",
        )
    return text


def read(text: str, name: str = "") -> Document:
    """Read plain text."""
    return Document(text=text, passages=tuple(_passages(text)), media="text/plain", name=name)


def _passages(text: str) -> list[Passage]:
    found = []
    for start, end in stretches(text, _BREAK):
        block = text[start:end]
        apart = max(map(len, _LINE.split(block)), default=0) > LONG
        within = stretches(block, _LINE) if apart else _items(block)
        for first, last in within:
            pieces = Pieces()
            pieces.add(block[first:last], start + first)
            if (passage := pieces.passage()) is not None:
                found.append(passage)
    return found


def _items(block: str) -> list[tuple[int, int]]:
    """A block of short lines, cut where a line can be no continuation of the one before."""
    lines = stretches(block, _LINE)
    full = _FULL * max(end - start for start, end in lines)
    cut: list[tuple[int, int]] = []
    for start, end in lines:
        early = cut and cut[-1][1] - block.rfind("\n", 0, cut[-1][1]) <= full
        if cut and not (
            _ITEM.match(block, start) or (early and block[start : start + 1].isupper())
        ):
            cut[-1] = cut[-1][0], end
        else:
            cut.append((start, end))
    return cut


def stretches(text: str, between: re.Pattern[str]) -> list[tuple[int, int]]:
    """What lies between the matches of a pattern, as offsets."""
    found, begin = [], 0
    for gap in between.finditer(text):
        found.append((begin, gap.start()))
        begin = gap.end()
    return [*found, (begin, len(text))]

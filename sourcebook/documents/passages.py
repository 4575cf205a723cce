"""A text as its reader sees it, and where each of its characters stands in the original.

A document is a row of passages: paragraphs, headings, list items, cells. The words of a passage are free of mark-up;
its runs say which stretch of the original each stretch of them came from. For plain text the two are the same; for
formats that are no text themselves (PDF, DOCX) the original is the text taken out of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

import msgspec

_GAP = re.compile(r"\s{2,}|[^\S ]")  # white space other than a single blank
Kind = Literal["paragraph", "heading", "item", "cell", "quotation"]


class Run(msgspec.Struct, frozen=True):
    """A stretch of a passage and the stretch of the original it came from.

    Attributes:
        at: Where it begins in the passage.
        start: Where it begins in the original.
        length: In characters, of the passage.
        width: In characters, of the original; another than `length` for one written otherwise there (`&amp;`).
    """

    at: int
    start: int
    length: int
    width: int


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph or the like.

    Attributes:
        text: Its words, without mark-up.
        runs: Where they came from, in order, without gaps in `text`.
        kind: What it is.
        page: The page it stands on, from 1, where the format has pages.
    """

    text: str
    runs: tuple[Run, ...]
    kind: Kind = "paragraph"
    page: int | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the passage stands in the original.

        Args:
            start: Offset into `text`.
            end: Likewise, exclusive.

        Returns:
            Offsets into the document's text, the end exclusive.
        """
        if not self.runs:
            return 0, 0
        last = max(start, end - 1)
        return self._place(start)[0], self._place(last)[1]

    def within(self, place: int) -> int | None:
        """The offset into the passage of a place of the original; None where it is none of the passage's."""
        for run in reversed(self.runs):
            if run.start <= place < run.start + max(run.width, 1):
                return run.at if run.length != run.width else run.at + place - run.start
        return None

    def _place(self, at: int) -> tuple[int, int]:
        run = self.runs[max(0, bisect_right(self.runs, at, key=lambda r: r.at) - 1)]
        if run.length != run.width:
            return run.start, run.start + run.width
        place = run.start + at - run.at
        return place, place + 1


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A text to be checked.

    Attributes:
        text: The original, to which all offsets refer.
        passages: What a reader sees of it, in order.
        media: `text/plain`, `text/markdown`, `text/html`, `application/pdf`, or that of DOCX.
        name: The file's name, or an empty string.
    """

    text: str
    passages: tuple[Passage, ...]
    media: str
    name: str = ""


class Pieces:
    """Stretches of an original gathered into a passage, white space folded."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._runs: list[Run] = []
        self._length = 0

    def add(self, text: str, start: int, width: int | None = None) -> None:
        """Take a stretch.

        Args:
            text: Its characters, as a reader sees them.
            start: Where it stands in the original.
            width: How many characters it takes there, where that is not the same.
        """
        if width is not None and width != len(text):
            self._put(" " if text.isspace() else text, start, width)
            return
        for at, stretch in _folded(text):
            # A blank at the beginning, or after another, is none.
            blank = stretch[0] == " " and (not self._text or self._text[-1].endswith(" "))
            self._put(stretch[blank:], start + at + blank, len(stretch) - blank)

    def _put(self, text: str, start: int, width: int) -> None:
        if text:
            self._runs.append(Run(self._length, start, len(text), width))
            self._text.append(text)
            self._length += len(text)

    def passage(self, kind: Kind = "paragraph", page: int | None = None) -> Passage | None:
        """The passage, or None where it holds no words; the pieces are empty afterwards."""
        text, runs = "".join(self._text), tuple(_joined(self._runs))
        self.__init__()  # type: ignore[misc]  # begin again
        return Passage(text=text, runs=runs, kind=kind, page=page) if text.strip() else None


def _folded(text: str) -> Iterable[tuple[int, str]]:
    """A text with single blanks for its white space, in as few stretches as may be, with their places."""
    begin = 0
    for gap in _GAP.finditer(text):
        if gap.start() > begin:
            yield begin, text[begin : gap.start()]
        yield gap.start(), " "
        begin = gap.end()
    if begin < len(text):
        yield begin, text[begin:]


def _joined(runs: Iterable[Run]) -> Iterable[Run]:
    """Runs that follow each other in the original as they do in the passage, as one."""
    held: Run | None = None
    for run in runs:
        plain = run.length == run.width
        if held and plain and held.length == held.width and held.start + held.length == run.start:
            held = Run(held.at, held.start, held.length + run.length, held.width + run.width)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held

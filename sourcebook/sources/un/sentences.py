"""The sentences of a comment, each with its place in it.

A comment is one paragraph. Its sentences end at a full stop before a capital, save where the stop belongs to an
abbreviation (a rank, a month, an initial); the line on INTERPOL's notice often follows without any stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.record.rows import Relation, Statement

_STOP = re.compile(r"\.(?=\s+[A-Z“‘\[]|[A-Z][a-z]|$)")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|No|St|Dr|Mr|Lt|Col|Gen|Maj|Capt|Brig|[Aa]\.k\.a|f\.k\.a|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_NOTICE = re.compile(r"(?<!the) INTERPOL-UN Security Council Special Notice")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a comment and where it stands."""

    text: str
    start: int

    @property
    def locator(self) -> str:
        """The characters of the comment, white space folded, that it takes up."""
        return f"COMMENTS1[{self.start}:{self.start + len(self.text)}]"

    def says(
        self, prop: str, value: str, original: str | None = None, detail: str | None = None
    ) -> Statement:
        """A value it states of the entry."""
        return Statement(
            prop=prop, value=value, original=original, detail=detail, locator=self.locator,
            quote=self.text,
        )  # fmt: skip

    def ties(  # noqa: PLR0913 - the columns of a row
        self, kind: str, target: str | None, name: str | None = None, *, subject: str | None = None,
        role: str | None = None, since: str | None = None,
    ) -> Relation:  # fmt: skip
        """A tie it states; `target` and `subject` are references of the list."""
        return Relation(
            kind=kind, object=target and f"un:{target}", object_name=name,
            subject=subject and f"un:{subject}", role=role, valid_from=since, locator=self.locator,
            quote=self.text,
        )  # fmt: skip


def sentences(comment: str) -> Iterator[Sentence]:
    """The sentences of a comment.

    Args:
        comment: White space folded.
    """
    start = 0
    for end in (*_ends(comment), len(comment)):
        if text := comment[start:end].strip():
            yield Sentence(text, comment.index(text, start))
        start = end


def _ends(comment: str) -> list[int]:
    """Where sentences end, stop included."""
    stops = (stop.end() for stop in _STOP.finditer(comment))
    ends = [end for end in stops if not _ABBREVIATION.search(comment[max(0, end - 8) : end - 1])]
    if notice := _NOTICE.search(comment):
        ends = sorted({*ends, notice.start()})
    return ends

"""Where the marks of a checked text stand: each passage cut into stretches, each with the verdicts that lie on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sourcebook.claims.model import Check, Judged
from sourcebook.claims.report.jsonform import GRAVEST
from sourcebook.documents.passages import Document, Passage
from sourcebook.profiles.prose import clean

GRAVE = frozenset({"contradicted", "disputed", "outdated", "imprecise"})
_EITHER_END, _LONG = 30, 80  # characters of the words of a claim that name it beside the text


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words and what lies on them.

    Attributes:
        text: The words.
        verdict: The gravest verdict on them, or an empty string.
        begins: Whether a claim with that verdict begins here: it is read aloud once, not at every cut.
        ends: Numbers of the claims whose words end here.
    """

    text: str
    verdict: str
    begins: bool
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage with its marks.

    Attributes:
        kind: Paragraph, heading, item, cell, quotation.
        stretches: Its words, in order.
        claims: The claims read in it, with their numbers from 1.
    """

    kind: str
    stretches: tuple[Stretch, ...]
    claims: tuple[tuple[int, Judged], ...]

    @property
    def grave(self) -> tuple[tuple[int, Judged], ...]:
        """The claims that its writer has to look at."""
        return tuple(one for one in self.claims if one[1].verdict in GRAVE)

    @property
    def quiet(self) -> tuple[tuple[int, Judged], ...]:
        """The others."""
        return tuple(one for one in self.claims if one[1].verdict not in GRAVE)

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of the others there are of each verdict, the gravest first."""
        counted = Counter(judged.verdict for _, judged in self.quiet)
        return tuple(sorted(counted.items(), key=lambda one: GRAVEST.index(one[0])))


def marked(check: Check, document: Document) -> tuple[MarkedPassage, ...]:
    """The passages of a document with the marks of a check."""
    placed: list[list[tuple[int, int, int, Judged]]] = [[] for _ in document.passages]
    at = 0
    for number, judged in enumerate(check.claims, 1):
        at = _passage(document, judged, at)
        start, end = _within(document.passages[at], judged)
        placed[at].append((start, end, number, judged))
    return tuple(_marked(p, found) for p, found in zip(document.passages, placed, strict=True))


def _passage(document: Document, judged: Judged, first: int) -> int:
    """The passage a claim stands in; claims come in the order of the text."""
    for number in range(first, len(document.passages)):
        if document.passages[number].within(judged.claim.span.start) is not None:
            return number
    return first


def _within(passage: Passage, judged: Judged) -> tuple[int, int]:
    start = passage.within(judged.claim.span.start) or 0
    last = passage.within(max(judged.claim.span.start, judged.claim.span.end - 1))
    return start, len(passage.text) if last is None else last + 1


def _marked(passage: Passage, found: Sequence[tuple[int, int, int, Judged]]) -> MarkedPassage:
    edges = sorted(
        {0, len(passage.text), *(edge for start, end, _, _ in found for edge in (start, end))}
    )
    stretches = tuple(_stretch(passage.text[a:b], a, b, found) for a, b in pairwise(edges))
    return MarkedPassage(passage.kind, stretches, tuple((n, judged) for _, _, n, judged in found))


def spaced(text: str) -> str:
    """A stretch without what would steer a terminal or a page, its blanks at either end kept."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return before + clean(text) + after if text.strip() else " " * bool(text)


def _stretch(
    text: str, first: int, last: int, found: Sequence[tuple[int, int, int, Judged]]
) -> Stretch:
    on = [
        (judged.verdict, start) for start, end, _, judged in found if start <= first and last <= end
    ]
    verdict = min((name for name, _ in on), key=GRAVEST.index, default="")
    ends = tuple(n for _, end, n, _ in found if end == last)
    return Stretch(text, verdict, (verdict, first) in on, ends)


def shortened(text: str) -> str:
    """The words of a claim as they name it beside the text: its beginning and its end."""
    cleaned = clean(text)
    if len(cleaned) <= _LONG:
        return cleaned
    begin = cleaned[:_EITHER_END].rpartition(" ")[0] or cleaned[:_EITHER_END]
    end = cleaned[-_EITHER_END:].partition(" ")[2] or cleaned[-_EITHER_END:]
    return f"{begin} … {end}"

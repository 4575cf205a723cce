"""Why a listed name met the name asked about, word by word, in sentences a reviewer can read.

In names of organisations words of one meaning meet (`zavod` and `plant`, by the glossary), and so do two ways to say in
what form a company is set up. A person's name means nothing: a Shir is no Asad, though both are lions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from sourcebook.names import Comparison, Meeting, compare
from sourcebook.screening.finding import MEANT
from sourcebook.screening.glossary import LEGAL, meaning, shortened

_HOW = {
    "exact": "{left} is the same in both",
    "spelling": "{left} is written {right}",
    "phonetic": "{left} sounds like {right}",
    "initial": "{left} and {right} share an initial",
    "joined": "{left} and {right} are the same words, written apart or together",
    "meaning": "{left} means the same as {right}",
    "acronym": "{left} and {right} abbreviate each other",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Two names held against each other.

    Attributes:
        query, listed: The names, as they were written.
        comparison: Which word met which, and what was left over.
        sentences: The same in words.
    """

    query: str
    listed: str
    comparison: Comparison
    sentences: tuple[str, ...]

    @property
    def detail(self) -> str:
        """All sentences in one line."""
        return " ".join(self.sentences)


@lru_cache(maxsize=4096)
def explained(query: str, listed: str, *, person: bool = True) -> Explanation:
    """Hold a name asked about against a listed one.

    Args:
        query: In any script.
        listed: As the list prints it.
        person: Whether the listed one is a person's.
    """
    found = compare(query, listed)
    if not person and found.left_over and found.right_over:
        found = _by_meaning(_by_form(found))
    return Explanation(query, listed, found, tuple(_sentences(found)))


def _by_meaning(found: Comparison) -> Comparison:
    """The comparison with the words left over that mean the same."""
    met: list[Meeting] = []
    left, right = list(found.left_over), list(found.right_over)
    for word in found.left_over:
        meant = meaning(word)
        other = next((w for w in right if meant and meaning(w) == meant), None)
        if other is not None:
            left.remove(word)
            right.remove(other)
            met.append(Meeting(word, other, "meaning", MEANT))
    return replace(
        found,
        meetings=(*found.meetings, *met),
        left_over=tuple(left),
        right_over=tuple(right),
    )


def _by_form(found: Comparison) -> Comparison:
    """The comparison with the words left over that state the same legal form in other words."""
    ours, theirs = (_form_of(words) for words in (found.left_over, found.right_over))
    if not ours.stated or ours.stated != theirs.stated:
        return found
    met = Meeting(ours.words, theirs.words, "meaning", MEANT)
    return replace(
        found, meetings=(*found.meetings, met), left_over=ours.others, right_over=theirs.others
    )


class _Form(NamedTuple):
    """The legal forms that words state: put short, as they were said; and the other words."""

    stated: list[str]
    words: str
    others: tuple[str, ...]


def _form_of(words: Sequence[str]) -> _Form:
    short = shortened(words)
    stated = [word for word in short if word in LEGAL]
    others = tuple(word for word in short if word not in LEGAL)
    if not set(words).issuperset(others):  # more than the form was put short
        return _Form([], "", tuple(words))
    return _Form(stated, " ".join(word for word in words if word not in others), others)


def _sentences(found: Comparison) -> list[str]:
    said = [_met(meeting) for meeting in found.meetings]
    if found.left_over:
        said.append(f"Only the name asked about has {', '.join(found.left_over)}.")
    if found.right_over:
        said.append(f"Only the listed name has {', '.join(found.right_over)}.")
    if found.turned:
        said.append("The two name the same persons in another line of descent.")
    return said or ["No word of the one meets a word of the other."]


def _met(meeting: Meeting) -> str:
    said = _HOW[meeting.how].format(left=meeting.left, right=meeting.right)
    return f"{said}."

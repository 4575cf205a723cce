"""Why a listed name met the name asked about, word by word, in sentences a reviewer can read."""

from __future__ import annotations

from dataclasses import dataclass

from sourcebook.names import Comparison, Meeting, compare

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


def explained(query: str, listed: str) -> Explanation:
    """Hold a name asked about against a listed one.

    Args:
        query: In any script.
        listed: As the list prints it.
    """
    found = compare(query, listed)
    return Explanation(query, listed, found, tuple(_sentences(found)))


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

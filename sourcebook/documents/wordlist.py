"""Words of a long list found in a text, whole and without regard to case: of several that begin at a place the longest.

All are looked for at once (Aho and Corasick 1975, doi:10.1145/360825.360855), so that a thousand names of states cost
no more than ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from sourcebook.documents.sieve import lowered


class WordList:
    """Words ready to be found."""

    def __init__(self, words: Iterable[str], joined: str = "") -> None:
        """Take the words.

        Args:
            words: In any case.
            joined: Signs that join what is before a word to it, so that it is a part of a longer one: `-`.
        """
        self._words = sorted({lowered(word) for word in words})
        self._joined = joined
        self._automaton = AhoCorasick(self._words) if self._words else None

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words of the list stand in a text, none within another."""
        plain, last = lowered(text), 0
        for start, end in self._longest(plain):
            if start >= last:
                yield start, end
                last = end

    def _longest(self, plain: str) -> list[tuple[int, int]]:
        if self._automaton is None:
            return []
        ends: dict[int, int] = {}
        for _, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if end > ends.get(start, 0) and self._is_whole(plain, start, end):
                ends[start] = end
        return sorted(ends.items())

    def _is_whole(self, plain: str, start: int, end: int) -> bool:
        return not (start and self._joins(plain[start - 1])) and (
            end == len(plain) or not _is_word(plain[end])
        )

    def _joins(self, char: str) -> bool:
        return _is_word(char) or char in self._joined


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"

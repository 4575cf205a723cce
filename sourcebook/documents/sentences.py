"""Sentences: where a reader would stop.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a number, and what follows begins like
a sentence. Good for prose that was edited; a list of fragments stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sourcebook.documents.language import language

# A stretch without an end that is longer than this is no sentence; it is cut at a blank.
LONGEST = 4_000
_STOP = re.compile(r"""[.!?…؟。]+["'”’»)\]]*(?:\[\d{1,3}\])*(?=\s+["'“‘«(\[]?[^\W_a-zà-öø-ÿ])""")
_LAST_WORD = re.compile(r"""([^\s"'“‘«(\[]+)$""")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]", re.UNICODE)


def cut(text: str, code: str) -> Iterator[tuple[int, int]]:
    """The sentences of a passage.

    Args:
        text: Of one passage.
        code: The language it is written in.

    Yields:
        Where each begins and ends, exclusive, without the white space around it.
    """
    begin = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and not _ends(text, begin, stop.start(), code):
            continue
        yield from _short(text, begin, stop.end())
        begin = stop.end()
    yield from _short(text, begin, len(text))


def _ends(text: str, begin: int, stop: int, code: str) -> bool:
    """Whether a full stop ends a sentence."""
    found = _LAST_WORD.search(text, max(begin, stop - 40), stop)
    word = found[1] if found else ""
    if word.lower() in _abbreviations(code):
        return False
    return not (_INITIAL.fullmatch(word) and word[0].isupper())


@cache
def _abbreviations(code: str) -> frozenset[str]:
    return frozenset(language(code).abbreviations)


def _short(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST:
        blank = text.rfind(" ", begin + 1, begin + LONGEST)
        middle = blank if blank > 0 else begin + LONGEST
        yield from _trimmed(text, begin, middle)
        begin = middle
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end

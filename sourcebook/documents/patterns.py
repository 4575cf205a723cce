"""The date and number patterns of a language, ready to search with.

The language files write patterns with names in braces; here they become regular expressions with named groups. All
match without regard to case and only at the edges of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from sourcebook.documents.language import language
from sourcebook.documents.sieve import Sieve

_NUMERIC = {
    "day": r"(?P<day>0?[1-9]|[12]\d|3[01])",
    "day2": r"(?P<day2>0?[1-9]|[12]\d|3[01])",
    "year": r"(?P<year>(?:1[5-9]|20)\d\d)",
    "decade": r"(?P<decade>(?:1[5-9]|20)\d0)",
    "iso": r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)",
}
_SLOT = re.compile(r"\{([a-z_]\w*)\}")


def any_of(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest first; blanks in them stand for any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(word.replace(" ", r"\s+") for word in ordered)


@cache
def dates(code: str) -> tuple[re.Pattern[str], ...]:
    """The date patterns of a language, in their order."""
    held = language(code)
    slots = _NUMERIC | {name: f"(?P<{name}>{any_of(table)})" for name, table in held.words.items()}
    slots["month2"] = slots["month"].replace("<month>", "<month2>")
    return tuple(_compiled(pattern, slots) for pattern in held.dates)


@cache
def date_sieve(code: str) -> Sieve:
    """What tells which of the `dates` a sentence can match, by their numbers."""
    return Sieve(dates(code))


@cache
def relative(code: str) -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    """Patterns of dates told from the last one, and what each adds; `n` is a number in figures or words."""
    held = language(code)
    number = rf"(?P<n>\d{{1,2}}|{any_of(held.words['number'])})"
    return tuple((_compiled(p, {"n": number}), dict(add)) for p, add in held.relative.items())


def _compiled(pattern: str, slots: dict[str, str]) -> re.Pattern[str]:
    filled = _SLOT.sub(lambda m: slots[m[1]], pattern)
    return re.compile(rf"(?<![\w.,/-])(?:{filled})(?![\w/]|[-.,]\d)", re.IGNORECASE)


@cache
def lead_in(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What may stand before a date: words that relate it, `about` words, and words before a year."""
    held = language(code)
    about = any_of(held.approximately)
    named = [
        (name, rf"(?:{any_of(words)})(?:\s+(?:{about}))?")
        for name, words in sorted(held.relations.items())
    ]
    named.append(("about", about))
    named.append(("year", rf"(?:{any_of(held.year_after)})(?:\s+(?:{about}))?"))
    return tuple((name, re.compile(rf"(?<!\w)(?:{words})\s*$", re.I)) for name, words in named)

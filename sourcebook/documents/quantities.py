"""How many: numbers and ranges of people, hostages, attacks, as the least and the most they can be.

"At least 38 hostages" has no upper end, "dozens of soldiers" is a range, "some 800 workers" is 800, roughly. Only
numbers of what reports of violence count are read; a year, a page or a distance is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sourcebook.documents.language import language
from sourcebook.documents.mention import Quantity
from sourcebook.documents.patterns import any_of
from sourcebook.documents.sieve import lowered

# "About" is read as a tenth more or less.
_ROUGHLY = 0.1
_FIGURES = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+"


def find(text: str, code: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The quantities of a sentence.

    Args:
        text: The sentence.
        code: Its language.
        taken: Stretches that are something else already: dates.
    """
    found: list[Quantity] = []
    for pattern in _patterns(code):
        for match in pattern.finditer(text):
            span = match.span("number")
            held = [*taken, *((q.start, q.end) for q in found)]
            if _is_year(match):
                continue
            if not any(span[0] < end and start < span[1] for start, end in held):
                found.append(_quantity(match, code))
    return tuple(sorted(found, key=lambda q: q.start))


_YEAR = re.compile(r"(?:19|20)\d\d")


def _is_year(match: re.Match[str]) -> bool:
    """Whether a bare number of four digits is a year: that of what happened."""
    if match["bound"] or not _YEAR.fullmatch(match["number"]):
        return False
    return match["counted"].lower() in _HAPPENINGS


# What is counted and also dated: "the 1998 bombings".
_HAPPENINGS = frozenset({"attacks", "incidents", "bombings", "attaques", "attentats"})


def _quantity(match: re.Match[str], code: str) -> Quantity:
    low, high = _least_and_most(match, code)
    start = match.start("bound") if match["bound"] else match.start("number")
    text = match.string[start : match.end()]
    of = match["counted"].lower() or None
    return Quantity(start=start, end=match.end(), text=text, low=low, high=high, of=of)


def _least_and_most(match: re.Match[str], code: str) -> tuple[int | None, int | None]:
    known = language(code).quantities
    if match["vague"]:
        low, most = known.vague[_plain(match["vague"])]
        return low, most
    first = _number(match["first"], match["scale"], code)
    last = _number(match["last"], match["scale2"], code) if match["last"] else first
    bound = _plain(match["bound"] or "")
    if bound in known.bounds["low"]:
        return first, None
    if bound in known.bounds["high"]:
        return None, last
    if bound in known.bounds["about"]:
        return round(first * (1 - _ROUGHLY)), round(last * (1 + _ROUGHLY))
    return min(first, last), max(first, last)


def _plain(words: str) -> str:
    return " ".join(lowered(words).split())


def _number(written: str, scale: str | None, code: str) -> int:
    words = language(code).words["number"]
    digits = re.sub(r"\D", "", written)
    value = (
        int(digits[:15])
        if digits
        else sum(int(words[w]) for w in re.split(r"[-\s]", lowered(written)))
    )
    return value * (language(code).quantities.scales[lowered(scale)] if scale else 1)


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """A number of something counted; and one right after a word for killing or wounding, of whomever."""
    known = language(code).quantities
    span = _span(code)
    between = r"(?:\s+(?:of|de|d')\s*(?:the|les|des)?)?(?:\s+[\w-]+){0,3}?"
    counted = rf"\s+(?P<counted>{any_of(known.counted)})"
    # "In 2016 cost twelve soldiers" counts twelve.
    no_year = rf"(?!(?:19|20)\d\d\s+(?!(?:{any_of(known.counted)})(?!\w)))"
    cue = rf"(?:{any_of(known.cues)})\s+"
    return (
        re.compile(rf"(?<![\w.,/-]){no_year}(?:{span}){between}{counted}(?!\w)", re.I),
        re.compile(rf"(?<!\w){cue}(?:{span})(?P<counted>(?!\w)(?![.,]\d))", re.I),
    )


def _span(code: str) -> str:
    """An expression for a number or range with what bounds it."""
    held = language(code)
    known = held.quantities
    word = any_of(held.words["number"])
    number = rf"{_FIGURES}|(?:{word})(?:-(?:{word}))?"
    bound = any_of(b for bounds in known.bounds.values() for b in bounds)
    scale = any_of(known.scales)
    joined = "|".join(j if j.startswith("[") else rf"\s+{j}\s+" for j in known.ranges)
    return (
        rf"(?:(?P<bound>{bound})\s+)?(?P<number>(?P<vague>{any_of(known.vague)})|"
        rf"(?P<first>{number})(?:\s+(?P<scale>{scale}))?"
        rf"(?:(?:\s?(?:{joined})\s?)(?P<last>{number})(?:\s+(?P<scale2>{scale}))?)?)"
    )

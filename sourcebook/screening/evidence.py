"""Evidence beyond the name: births, countries, genders and numbers, each moving the odds by so many bits.

The reasoning is Fellegi and Sunter's (Journal of the American Statistical Association 64, 1969). What was not asked
or is not listed says nothing. The weights stand in `evidence.yaml` with the reason for each; the name's calibrated
probability is the odds they are added to.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from importlib import resources

import msgspec
from rapidfuzz.fuzz import ratio

from sourcebook.names import words
from sourcebook.record.dates import PartialDate
from sourcebook.record.territories import alpha2
from sourcebook.screening.hit import Reason
from sourcebook.screening.particulars import (
    BELONGING,
    BIRTH,
    BIRTH_COUNTRY,
    BIRTH_PLACE,
    GENDER,
    Fact,
    identifier_props,
)
from sourcebook.screening.query import Query

SHORT = 5
NEAR_YEARS = 1
APART_YEARS = 5
SAME_PLACE = 88
# A probability says no more than this, either way: beyond it nothing was counted.
SUREST = 0.9999


class Level(msgspec.Struct, frozen=True):
    """How far two values agree, and what that tells.

    Attributes:
        bits: Added to the odds.
        says: In words, with `{query}` and `{candidate}`.
        why: The reasoning, for the reviewer of the table.
        agree, chance: The shares it was counted with, where it was.
    """

    bits: float
    says: str
    why: str
    agree: float | None = None
    chance: float | None = None


class Weighed(msgspec.Struct, frozen=True):
    """A piece of evidence with its weight."""

    reason: Reason
    bits: float


@cache
def levels() -> dict[str, dict[str, Level]]:
    """The table of weights: feature, level, weight."""
    text = (resources.files("sourcebook.screening") / "evidence.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[str, dict[str, Level]])


def combined(probability: float, bits: float) -> float:
    """The probability that a name's and the evidence's odds amount to."""
    if bits == 0.0:
        return probability
    held = min(SUREST, max(1 - SUREST, probability))
    odds = math.log2(held / (1 - held)) + bits
    return min(SUREST, 1 / (1 + math.exp2(-odds)))


def most_bits(query: Query) -> float:
    """The most that what is known of somebody beside the name can add: what no hit can rise above."""
    given = {
        "birth_date": query.born, "country": query.countries, "birth_place": query.birth_places,
        "gender": query.gender, "identifier": query.identifiers,
    }  # fmt: skip
    asked = [feature for feature, value in given.items() if value]
    return (
        0.0
        if not asked
        else sum(max(level.bits for level in levels()[feature].values()) for feature in asked)
    )


def weigh(query: Query, facts: Iterable[Fact]) -> list[Weighed]:
    """All the evidence beyond the name.

    Args:
        query: What is asked.
        facts: What the lists say of the entity, by the day asked about.

    Returns:
        One piece for each thing that both the asker and a list know of.
    """
    if not (
        query.born or query.countries or query.birth_places or query.gender or query.identifiers
    ):
        return []
    listed: dict[str, list[str]] = {}
    for fact in facts:
        values = listed.setdefault(fact.prop, [])
        if fact.value not in values:
            values.append(fact.value)
    found = [read(query, listed) for read in _FEATURES]
    return [weighed for weighed in found if weighed is not None]


def weak_alias(grade: str | None) -> list[Weighed]:
    """What it costs that the list itself grades the name low."""
    return [_weighed("grade", "low", None, None)] if grade == "low" else []


def _weighed(
    feature: str, level: str, asked: str | None, listed: str | None, name: str = ""
) -> Weighed:
    row = levels()[name or feature][level]
    says = row.says.format(query=asked, candidate=listed)
    strength = 1 / (1 + math.exp2(-row.bits))
    reason = Reason(
        feature=feature, score=round(strength, 4), detail=says, query=asked, candidate=listed
    )
    return Weighed(reason, row.bits)


def _of(listed: dict[str, list[str]], props: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for prop in props for value in listed.get(prop, ())))


def _best(
    feature: str,
    asked: Sequence[str],
    listed: Sequence[str],
    level: Callable[[str, str], str | None],
) -> Weighed | None:
    """Of all pairs of an asked and a listed value, the one that agrees best."""
    found = [
        _weighed(feature, held, mine, theirs)
        for mine in asked
        for theirs in listed
        if (held := level(mine, theirs)) is not None
    ]
    return max(found, key=lambda one: one.bits, default=None)


def _births(query: Query, listed: dict[str, list[str]]) -> Weighed | None:
    return _best("birth_date", query.born, _of(listed, BIRTH), birth_level)


def birth_level(asked: str, listed: str) -> str | None:
    """How two dates of birth agree; None where one of them cannot be read."""
    mine, theirs = _date(asked), _date(listed)
    if mine is None or theirs is None:
        return None
    if mine.precision == theirs.precision == "day":
        return _days_level(mine.earliest, theirs.earliest)
    if mine.overlaps(theirs):
        return "same_month" if _narrow(mine) and _narrow(theirs) else "overlapping"
    return _years_level(_years_between(mine, theirs), theirs.approximate or mine.approximate)


def _days_level(mine: date, theirs: date) -> str:
    if mine == theirs:
        return "same_day"
    if mine.year == theirs.year:
        exchanged = (mine.month, mine.day) == (theirs.day, theirs.month)
        return "swapped" if exchanged else "same_year"
    return _years_level(abs(mine.year - theirs.year), False)


def _narrow(day: PartialDate) -> bool:
    return (day.latest - day.earliest).days <= 31


def _years_between(mine: PartialDate, theirs: PartialDate) -> int:
    first, second = sorted((mine, theirs))
    return second.earliest.year - first.latest.year


def _years_level(years: int, about: bool) -> str:
    if years <= NEAR_YEARS + about:
        return "near"
    return "apart" if years <= APART_YEARS + about else "far"


_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")


def _date(text: str) -> PartialDate | None:
    """A date as EDTF, or as years first without leading zeros; None where it is neither."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        loose = _LOOSE.fullmatch(text.strip())
        if loose is None:
            return None
    try:
        return PartialDate.of(*(int(part) if part else None for part in loose.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None


def _countries(query: Query, listed: dict[str, list[str]]) -> Weighed | None:
    asked = {country_code(value) for value in query.countries}
    belonging = {country_code(value) for value in _of(listed, BELONGING)}
    born_in = {country_code(value) for value in _of(listed, BIRTH_COUNTRY)}
    if not asked or not belonging | born_in:
        return None
    if shared := sorted(asked & belonging):
        return _weighed("country", "shared", ", ".join(shared), ", ".join(shared))
    if shared := sorted(asked & born_in):
        return _weighed("country", "shared", ", ".join(shared), ", ".join(shared), "birth_country")
    return _weighed(
        "country", "different", ", ".join(sorted(asked)), ", ".join(sorted(belonging | born_in))
    )


def country_code(value: str) -> str:
    """The alpha-2 code of a country given as a code or in words; else the words as they are."""
    plain = value.strip()
    if len(plain) == 2 and plain.isalpha():
        return plain.upper()
    return alpha2(plain) or plain.casefold()


def _birth_places(query: Query, listed: dict[str, list[str]]) -> Weighed | None:
    return _best("birth_place", query.birth_places, _of(listed, BIRTH_PLACE), _place_level)


def _place_level(asked: str, listed: str) -> str | None:
    mine, theirs = _place_words(asked), _place_words(listed)
    if not mine or not theirs:
        return None
    alike = any(ratio(a, b) >= SAME_PLACE for a in mine for b in theirs)
    return "shared" if alike else "different"


# What a place is called in any country tells nothing of which place it is.
_GENERIC_PLACE = frozenset(
    [
        "area",
        "city",
        "district",
        "governorate",
        "near",
        "of",
        "prefecture",
        "province",
        "region",
        "state",
        "the",
        "town",
        "village",
        "wilaya",
        "in",
        "and",
        "republic",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "al",
        "el",
        "de",
        "la",
    ]
)


def _place_words(text: str) -> list[str]:
    """The words of a place that tell which it is; the country, which says so by itself, is left out."""
    parts = [part for part in re.split(r"[,;()]", text) if part.strip() and alpha2(part) is None]
    found = [word for part in parts for word in words(part)]
    return [word for word in found if word not in _GENERIC_PLACE and len(word) > 2]


def _genders(query: Query, listed: dict[str, list[str]]) -> Weighed | None:
    values = _of(listed, GENDER)
    if not query.gender or not values:
        return None
    asked = _GENDERS.get(query.gender.strip().lower(), query.gender.strip().lower())
    level = "same" if asked in values else "different"
    return _weighed("gender", level, asked, ", ".join(values))


_GENDERS = {"m": "male", "f": "female", "man": "male", "woman": "female"}


def _identifiers(query: Query, listed: dict[str, list[str]]) -> Weighed | None:
    """A shared number; a number that is not shared says nothing, since people hold several."""
    if not query.identifiers:
        return None
    numbers = {plain_number(value): value for value in _of(listed, sorted(identifier_props()))}
    shared = [
        (one, numbers[plain_number(one)])
        for one in query.identifiers
        if plain_number(one) in numbers
    ]
    if not shared or not plain_number(shared[0][0]):
        return None
    asked, held = max(shared, key=lambda pair: len(plain_number(pair[0])))
    return _weighed(
        "identifier", "same" if len(plain_number(asked)) >= SHORT else "same_short", asked, held
    )


def plain_number(text: str) -> str:
    """A number without what is written differently: signs, blanks, case."""
    return "".join(char for char in text.upper() if char.isalnum())


_FEATURES = (_identifiers, _births, _countries, _birth_places, _genders)

"""Evidence beyond the name: births, countries, genders and numbers, each moving the odds by so many bits.

The reasoning is Fellegi and Sunter's (Journal of the American Statistical Association 64, 1969). What was not asked
or is not listed says nothing. The weights stand in `evidence.yaml` with the reason for each; the name's calibrated
probability is the odds they are added to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import NamedTuple

import msgspec
from rapidfuzz.fuzz import ratio

from sourcebook.record.dates import PartialDate
from sourcebook.screening.hit import Reason
from sourcebook.screening.marks import Marks, Place

SHORT = 5
NEAR_YEARS = 1
APART_YEARS = 5
SAME_PLACE = 88
# Of the dates of birth that a list gives for one person, and of the places, so many are looked at.
MOST_VALUES = 12
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


class Agreement(NamedTuple):
    """One thing that both the asker and a list know of, and how far they agree in it.

    Attributes:
        feature, level: In the table of weights.
        asked, listed: The two values.
    """

    feature: str
    level: str
    asked: str | None = None
    listed: str | None = None

    @property
    def bits(self) -> float:
        """What it adds to the odds."""
        return levels()[self.feature][self.level].bits

    @property
    def reason(self) -> Reason:
        """For the reviewer of a hit."""
        says = levels()[self.feature][self.level].says
        return Reason(
            feature=_SHOWN.get(self.feature, self.feature), score=round(1 / (1 + math.exp2(-self.bits)), 4),
            detail=says.format(query=self.asked, candidate=self.listed), query=self.asked, candidate=self.listed,
        )  # fmt: skip


_SHOWN = {"birth_country": "country"}


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


def most_bits(asked: Marks) -> float:
    """The most that what is known of somebody beside the name can add: what no hit can rise above."""
    given = {
        "birth_date": asked.births, "country": asked.countries, "birth_place": asked.places,
        "gender": asked.genders, "identifier": asked.numbers,
    }  # fmt: skip
    features = [feature for feature, values in given.items() if values]
    return sum((max(level.bits for level in levels()[one].values()) for one in features), start=0.0)


def weak_alias(grade: str | None) -> list[Agreement]:
    """What it costs that the list itself grades the name low."""
    return [Agreement("grade", "low")] if grade == "low" else []


def weigh(asked: Marks, listed: Marks) -> list[Agreement]:
    """All the evidence beyond the name.

    Args:
        asked: What is known of who is asked about.
        listed: What the lists say of the entity, by the day asked about.

    Returns:
        One piece for each thing that both know of.
    """
    features = (_numbers, _births, _countries, _places, _genders)
    return [found for read in features if (found := read(asked, listed)) is not None]


def _best(found: Iterable[Agreement]) -> Agreement | None:
    return max(found, key=lambda one: one.bits, default=None)


def _births(asked: Marks, listed: Marks) -> Agreement | None:
    return _best(
        Agreement("birth_date", birth_level(mine, theirs), str(mine), str(theirs))
        for mine in asked.births[:MOST_VALUES]
        for theirs in listed.births[:MOST_VALUES]
    )


def birth_level(mine: PartialDate, theirs: PartialDate) -> str:
    """How two dates of birth agree: a level of `birth_date`."""
    if mine.earliest == mine.latest and theirs.earliest == theirs.latest:
        return _days_level(mine.earliest, theirs.earliest)
    if mine.overlaps(theirs):
        return "same_month" if _narrow(mine) and _narrow(theirs) else "overlapping"
    return _years_level(_years_between(mine, theirs), mine.approximate or theirs.approximate)


def _days_level(mine: date, theirs: date) -> str:
    if mine == theirs:
        return "same_day"
    if mine.year == theirs.year:
        exchanged = (mine.month, mine.day) == (theirs.day, theirs.month)
        return "swapped" if exchanged else "same_year"
    return _years_level(abs(mine.year - theirs.year), about=False)


def _narrow(day: PartialDate) -> bool:
    return (day.latest - day.earliest).days <= 31


def _years_between(mine: PartialDate, theirs: PartialDate) -> int:
    first, second = sorted((mine, theirs))
    return second.earliest.year - first.latest.year


def _years_level(years: int, about: bool) -> str:
    """Years apart; where one of the two is about a year, one year more to either side."""
    if years <= NEAR_YEARS + about:
        return "near"
    return "apart" if years <= APART_YEARS + about else "far"


def _countries(asked: Marks, listed: Marks) -> Agreement | None:
    """Belonging to a country; having been born in it, where no list gives a nationality that agrees."""
    theirs = listed.countries | listed.birth_countries
    if not asked.countries or not theirs:
        return None
    for feature, held in (("country", listed.countries), ("birth_country", listed.birth_countries)):
        if shared := ", ".join(sorted(asked.countries & held)):
            return Agreement(feature, "shared", shared, shared)
    return Agreement(
        "country", "different", ", ".join(sorted(asked.countries)), ", ".join(sorted(theirs))
    )


def _places(asked: Marks, listed: Marks) -> Agreement | None:
    return _best(
        Agreement(
            "birth_place", "shared" if _alike(mine, theirs) else "different", mine.text, theirs.text
        )
        for mine in asked.places[:MOST_VALUES]
        for theirs in listed.places[:MOST_VALUES]
    )


def _alike(mine: Place, theirs: Place) -> bool:
    """Whether two places share a word that tells which place it is, or nearly."""
    if not mine.words.isdisjoint(theirs.words):
        return True
    return any(ratio(a, b, score_cutoff=SAME_PLACE) for a in mine.words for b in theirs.words)


def _genders(asked: Marks, listed: Marks) -> Agreement | None:
    if not asked.genders or not listed.genders:
        return None
    level = "different" if asked.genders.isdisjoint(listed.genders) else "same"
    return Agreement(
        "gender", level, ", ".join(sorted(asked.genders)), ", ".join(sorted(listed.genders))
    )


def _numbers(asked: Marks, listed: Marks) -> Agreement | None:
    """A shared number. One that is not shared says nothing, since people hold several."""
    return _best(_shared_numbers(asked, listed))


def _shared_numbers(asked: Marks, listed: Marks) -> Iterator[Agreement]:
    for plain in asked.numbers.keys() & listed.numbers.keys():
        level = "same" if len(plain) >= SHORT else "same_short"
        yield Agreement("identifier", level, asked.numbers[plain], listed.numbers[plain])

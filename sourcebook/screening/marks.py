"""By what somebody can be told from others of the name: births, countries, places, genders, numbers.

The asker's words and a list's are brought to one form here, once each, so that holding them against each other is
cheap. What cannot be read as a date, and words that tell no place from another, are left out: they are no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from sourcebook.names import words
from sourcebook.record.dates import PartialDate
from sourcebook.record.territories import alpha2
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

_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_GENDERS = {"m": "male", "f": "female"}
# What a place is called in any country tells nothing of which place it is.
_GENERIC = (
    "area city district governorate near of prefecture province region state the town village wilaya in and "
    "republic north south east west northern southern eastern western al el de la"
)
_GENERIC_PLACE = frozenset(_GENERIC.split())


class Place(NamedTuple):
    """A place as printed, and the words of it that tell which it is."""

    text: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of somebody beside the name.

    Attributes:
        births: Days on which the birth may have been.
        countries, birth_countries: Codes, or words where no code is known.
        places: Of birth.
        genders: `male`, `female`, …
        numbers: Official numbers as printed, by their signs alone.
    """

    births: tuple[PartialDate, ...] = ()
    countries: frozenset[str] = frozenset()
    birth_countries: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    genders: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return self != _NOTHING

    @classmethod
    def of_query(cls, query: Query) -> Marks:
        """What the asker gives."""
        gender = (query.gender or "").strip().lower()
        return cls(
            births=_dates(query.born), countries=frozenset(map(country_code, query.countries)),
            places=_places(query.birth_places),
            genders=frozenset([_GENDERS.get(gender, gender)]) if gender else frozenset(),
            numbers=_numbers(query.identifiers),
        )  # fmt: skip

    @classmethod
    def of_facts(cls, facts: Iterable[Fact]) -> Marks:
        """What lists say."""
        by_prop: dict[str, dict[str, None]] = {}
        for fact in facts:
            by_prop.setdefault(fact.prop, {})[fact.value] = None

        def values(props: Iterable[str]) -> Iterable[str]:
            return (value for prop in props for value in by_prop.get(prop, ()))

        return cls(
            births=_dates(values(BIRTH)), countries=frozenset(map(country_code, values(BELONGING))),
            birth_countries=frozenset(map(country_code, values(BIRTH_COUNTRY))),
            places=_places(values(BIRTH_PLACE)), genders=frozenset(values(GENDER)),
            numbers=_numbers(values(sorted(by_prop.keys() & identifier_props()))),
        )  # fmt: skip


_NOTHING = Marks()


def _dates(texts: Iterable[str]) -> tuple[PartialDate, ...]:
    found = (_date(text.strip()) for text in texts)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _date(text: str) -> PartialDate | None:
    """A date as EDTF, or year first without leading zeros; None where it is neither."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        loose = _LOOSE.fullmatch(text)
    if loose is None:
        return None
    year, month, day = loose.groups()
    try:
        return PartialDate.of(int(year), int(month), int(day) if day else None)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def country_code(value: str) -> str:
    """The alpha-2 code of a country given as a code or in words; else the words as they are."""
    plain = value.strip()
    if len(plain) == 2 and plain.isalpha():
        return plain.upper()
    return alpha2(plain) or plain.casefold()


def _places(texts: Iterable[str]) -> tuple[Place, ...]:
    found = (Place(text, _place_words(text)) for text in dict.fromkeys(texts))
    return tuple(place for place in found if place.words)


@lru_cache(maxsize=16_384)
def _place_words(text: str) -> frozenset[str]:
    """The words that tell which place it is; the country, which is evidence of its own, is left out."""
    parts = [part for part in re.split(r"[,;()]", text) if part.strip() and alpha2(part) is None]
    found = (word for part in parts for word in words(part))
    return frozenset(word for word in found if word not in _GENERIC_PLACE and len(word) > 2)


def _numbers(texts: Iterable[str]) -> dict[str, str]:
    found = {plain_number(text): text for text in texts}
    return {plain: text for plain, text in found.items() if plain}


def plain_number(text: str) -> str:
    """A number without what is written differently: signs, blanks, case."""
    return "".join(char for char in text.upper() if char.isalnum())

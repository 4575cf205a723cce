"""How likely two entries speak of one person or group, from names, births and countries.

The reasoning is Fellegi and Sunter's (Journal of the American Statistical Association 64, 1969): each thing that
agrees or disagrees moves the odds by so many bits. A word that one name in a thousand has moves them by ten, the same
day of birth by twelve; and against them all stands how many entries there are that it could have been by
chance. The numbers below were set on the UK list of 2018 and the UN list of 2026, which name each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

import msgspec

from sourcebook.names import Comparison, Meeting, search_key
from sourcebook.names.forms import token

Births = Literal["same_day", "overlapping", "near", "apart", "unknown"]
Countries = Literal["shared", "different", "unknown"]

BIRTH_BITS: dict[Births, float] = {
    "same_day": 12.0, "overlapping": 4.5, "near": 0.5, "apart": -9.0, "unknown": 0.0,
}  # fmt: skip
COUNTRY_BITS: dict[Countries, float] = {"shared": 2.0, "different": -4.5, "unknown": 0.0}
# A group is where it is: one of the same name in another country is most often another group.
GROUP_ELSEWHERE_BITS = -8.0
SECOND_NAME_BITS = 3.0
# Names are never as sure as an official number (0.99) or a curator (0.999), which are joined first.
MOST_SURE = 0.98
# What a name that is not quite the other costs: the worse the words meet, the more.
UNLIKE_BITS = 30.0
WEAK_ALIAS_BITS = -6.0
# A word cannot tell more than this, however rare, since it may be rare because it is misspelt.
MOST_WORD_BITS = 11.0
ACRONYM_BITS = 8.0
# From here on two names are one name. Below, what a group shares with others of its kind (supporters, party,
# brigade) tells half of what its rarity says.
SAME_SCORE = 0.96
GENERIC_SHARE = 0.5
# A word of its own that only one of two groups has (Ahrar, of Ahrar al-Sham) sets them apart.
OWN_WORD_BITS = 3.0
# A group or ship of the very same name is seldom another one, however common its words.
SAME_NAME_BITS = 3.0
# Where each of two lists has that very name once, in words that are no acronym, there is nobody else it could be.
SOLE_NAME_BITS = 4.0
# An office of state is called alike in every state.
OFFICES = "ministry|government|department|directorate|police|army|navy|agency|council|committee"


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """What two entries have in common, for the reader of a link.

    Attributes:
        names: The two names that agree best, as printed.
        score: How well (`names.compare`).
        further: How many other names agree.
        births: What the dates of birth say.
        countries: What nationality, country of birth and address say.
        weak: Whether the best agreement is on an alias that its list grades low.
    """

    names: tuple[str, str]
    score: float
    further: int = 0
    births: Births = "unknown"
    countries: Countries = "unknown"
    weak: bool = False


def bits(grounds: Grounds, told: float, chance: float, person: bool = True) -> float:
    """The odds that the two are one, in bits.

    Args:
        grounds: What they have in common.
        told: What the name they share tells (`name_bits`).
        chance: The bits against any two entries being one: the logarithm of how many there are.
        person: Whether they are persons.
    """
    elsewhere = grounds.countries == "different" and not person
    where = GROUP_ELSEWHERE_BITS if elsewhere else COUNTRY_BITS[grounds.countries]
    found = told - chance + BIRTH_BITS[grounds.births] + where
    found += SECOND_NAME_BITS if grounds.further else 0.0
    return found + (WEAK_ALIAS_BITS if grounds.weak else 0.0)


def probability(odds: float) -> float:
    """The probability that odds in bits amount to, as far as names can say: below a reference's or the register's."""
    return round(MOST_SURE / (1 + math.exp2(-max(-60.0, min(60.0, odds)))), 6)


def name_bits(found: Comparison, rarity: Mapping[str, float], unknown: float) -> float:
    """What the agreement of two names tells, in bits.

    Args:
        found: How they compare.
        rarity: Per word, the bits that having it tells.
        unknown: For a word that is not in it.
    """
    told = sum(m.likeness * _word_bits(m, rarity, unknown) for m in found.meetings)
    if found.score >= SAME_SCORE:
        return told
    generic = sum(_word_bits(m, rarity, unknown) for m in found.meetings if _is_generic(m))
    return told - (1 - GENERIC_SHARE) * generic - UNLIKE_BITS * (1 - found.score)


def _word_bits(met: Meeting, rarity: Mapping[str, float], unknown: float) -> float:
    if met.how == "initial" or not token(met.left).tells:
        return 0.0
    if met.how == "acronym":
        return ACRONYM_BITS
    # The commoner of two spellings: the other may be rare only because it is a slip.
    return min(MOST_WORD_BITS, *(rarity.get(word, unknown) for word in (met.left, met.right)))


def only_kind(name: str) -> bool:
    """Whether a name says only what kind of group it is: a people's liberation army, with no word of its own."""
    return not any(token(word).kind == "word" for word in search_key(name).split())


def _is_generic(met: Meeting) -> bool:
    return token(met.left).kind == "generic"


def rarity(count: int, of: int) -> float:
    """The bits that a word tells which so many of all names have."""
    return math.log2((of + 1) / (count + 0.5)) if count < of else 0.0

"""A name made ready for the index: its readings, each a row of folded words.

One printed name may hold several: `Mohammad Reza Zahidi; Mohammad Raza Zahedi` are two spellings, `FORCES
DEMOCRATIQUES DE LIBERATION DU RWANDA (FDLR)` is a name and its acronym. A person's name is read as it is; of any other
the phrases that state its form are put short, and its initials are a reading too. Of a name asked about, what stands in
brackets is no reading of its own, because a bracket alone is too little to go by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.names.forms import aside_names, initial, initials, split_brackets
from sourcebook.names.vocabulary import PARTICLES
from sourcebook.names.words import words
from sourcebook.screening.glossary import LEGAL, meaning, shortened

LONGEST = 400
MOST_WORDS = 16
LONGEST_WORD = 31
MOST_READINGS = 8
_SPELLINGS = re.compile(r"\s*;\s*")
_ALTERNATIVES = re.compile(r"\s*;\s*|\s+/\s+")
# What a list adds to a name that is none of it.
_REMARK = re.compile(
    r"(?i)[,;]?\s+\(?(?:born (?:in |on |approximately )?\d|\(?(?:previously|formerly) listed as|listed as).*$"
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One way to read a name.

    Attributes:
        words: Folded.
        person, other: Whether it may be a person's name, and whether that of anything else.
        derived: It is made of a name's initials.
        respelt: A word of it is written apart, or two together, as the lists have them and the name has not; what is
            short for the name is told by the name as it stands.
    """

    words: Words
    person: bool
    other: bool
    derived: bool = False
    respelt: bool = False


def asked_readings(name: str, kind: str | None = None) -> list[Reading]:
    """The readings of a name asked about; none where it has no letter or digit.

    Args:
        name: In any script.
        kind: `person`, `organization`, or None where that is not known.
    """
    text, _ = split_brackets(_REMARK.sub("", name[:LONGEST]))
    found: list[Reading] = []
    for part in _SPELLINGS.split(text):
        found += _of_kind(words(part)[:MOST_WORDS], kind)
    return list(dict.fromkeys(found))[:MOST_READINGS]


def listed_readings(name: str, *, person: bool) -> list[Reading]:
    """The readings of a name on a list, those of its brackets last.

    Args:
        name: In any script.
        person: Whether it is a person's.
    """
    text, asides = split_brackets(_REMARK.sub("", name[:LONGEST]))
    kind = "person" if person else "organization"
    found: list[Reading] = []
    for part in (*_ALTERNATIVES.split(text), *aside_names(asides)):
        found += _of_kind(words(part)[:MOST_WORDS], kind)
    return list(dict.fromkeys(found))


def _of_kind(folded: list[str], kind: str | None) -> Iterator[Reading]:
    own = _clipped(folded)
    if not own:
        return
    if kind == "person":
        yield Reading(own, person=True, other=False)
        return
    short = _clipped(shortened(folded))
    if kind is None and short == own:
        yield Reading(own, person=True, other=True)
    else:
        if kind is None:
            yield Reading(own, person=True, other=False)
        yield Reading(short, person=False, other=True)
    # Three given names have initials too; only what reads as an organisation is abbreviated.
    if kind is None and not any(word in LEGAL or meaning(word) for word in short):
        return
    letters = initials([word for word in folded if word not in LEGAL])
    if 3 <= len(letters) <= 8:
        yield Reading((letters,), person=False, other=True, derived=True)


def _clipped(folded: list[str]) -> Words:
    return tuple(word[:LONGEST_WORD] for word in folded)


def line(words: Words) -> str:
    """The words in a row, without those that state a legal form."""
    return " ".join([word for word in words if word not in LEGAL] or words)


def first_letters(words: Words) -> str:
    """The first letters of the words, without particles and legal forms: where an acronym is looked for."""
    return "".join(initial(word) for word in words if word not in LEGAL and word not in PARTICLES)

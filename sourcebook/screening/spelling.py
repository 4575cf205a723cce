"""A name made ready for the index: its readings, each a row of folded words.

One printed name may hold several: `Mohammad Reza Zahidi; Mohammad Raza Zahedi` are two spellings, `FORCES
DEMOCRATIQUES DE LIBERATION DU RWANDA (FDLR)` is a name and its acronym. A listed name is found under each of its readings;
of a name asked about, what stands in brackets is no reading of its own, because a bracket alone is too little to go by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sourcebook.names.forms import aside_names, split_brackets
from sourcebook.names.words import words

LONGEST = 400
MOST_WORDS = 16
_ALTERNATIVES = re.compile(r"\s*[;/]\s+|;")

Reading = tuple[str, ...]


def asked_readings(name: str) -> list[Reading]:
    """The readings of a name asked about; none where it has no letter or digit."""
    return _distinct(_readings(name)[0])


def listed_readings(name: str) -> list[Reading]:
    """The readings of a name on a list, those of its brackets last."""
    plain, asides = _readings(name)
    return _distinct([*plain, *asides])


def _readings(name: str) -> tuple[list[Reading], list[Reading]]:
    text, asides = split_brackets(name[:LONGEST])
    plain = (
        [_read(part) for part in _ALTERNATIVES.split(text)]
        if ";" in text or "/" in text
        else [_read(text)]
    )
    return plain, [_read(aside) for aside in aside_names(asides)]


def _read(text: str) -> Reading:
    return tuple(word[:31] for word in words(text)[:MOST_WORDS])


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    return list(dict.fromkeys(r for r in readings if r))

"""Many short rows of letters as numbers, so that acronyms are found by arithmetic.

A row of up to eight letters or digits is one number to the base of 37; what a name's words begin with is such a row.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FEWEST_INITIALS, MOST_INITIALS = 3, 8
_BASE = 37
PLACE = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", 1)}

Codes = NDArray[np.int64]


def numbered(letters: str) -> int:
    """A short row of letters as a number."""
    return sum(
        PLACE.get(letter, 0) * _BASE**place for place, letter in enumerate(letters[:MOST_INITIALS])
    )


def acronyms(words: frozenset[str]) -> Codes:
    """The numbers of those words that may be acronyms, in order."""
    short = {numbered(word) for word in words if FEWEST_INITIALS <= len(word) <= MOST_INITIALS}
    return np.array(sorted(short), np.int64)


def headed(codes: NDArray[np.int32], begin: Codes, length: Codes) -> Codes:
    """Words by their first eight letters, each as a number.

    Args:
        codes: Coded letters.
        begin: Where each word begins there.
        length: How long it is.
    """
    found = np.zeros(len(begin), np.int64)
    for at in range(MOST_INITIALS):
        letter = codes[np.minimum(begin + at, len(codes) - 1)]
        found += np.where(at < length, letter, 0) * np.int64(_BASE**at)
    return found


def strung(letters: Codes, numbers: Codes, starts: Codes) -> Codes:
    """Rows of letters written as numbers, one after the other as one number; nonsense where there are many letters.

    Args:
        letters: How many letters each row has.
        numbers: Each row as a number.
        starts: Where the rows that belong together begin, and where the last end.
    """
    before = np.concatenate([[0], np.cumsum(letters)])
    shift = before[:-1] - np.repeat(before[starts[:-1]], np.diff(starts))
    small = shift + letters <= MOST_INITIALS
    return summed(np.where(small, numbers * _BASE ** np.minimum(shift, MOST_INITIALS), 0), starts)


def are_initials(count: Codes, total: Codes, of: Codes) -> NDArray[np.bool_]:
    """Which rows are as long as an acronym, and one of some."""
    fits = (count >= FEWEST_INITIALS) & (count <= MOST_INITIALS)
    return np.asarray(fits & np.isin(total, of), np.bool_)


def summed(values: NDArray[Any], starts: Codes) -> NDArray[Any]:
    """The sums of neighbours that belong together; of whole numbers exact."""
    sums = np.concatenate([np.zeros(1, values.dtype), np.cumsum(values)])
    return np.asarray(sums[starts[1:]] - sums[starts[:-1]])

"""Many pairs of names at once, for linking: a first likeness without a Python loop over pairs.

Names are made ready once each (`ready`), pairs are given as two columns of them. The likeness is cheaper and
coarser than `compare`: it decides which pairs are worth comparing word by word.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from sourcebook.names.forms import TELLING, split_brackets, token
from sourcebook.names.words import words

Likenesses = NDArray[np.float32]


def ready(name: str) -> tuple[str, str]:
    """A name made ready for pairing: its telling words in alphabetical order, and their sounds.

    Args:
        name: In any script.
    """
    tokens = [token(word) for word in words(split_brackets(name)[0])]
    telling = [t for t in tokens if t.weight >= TELLING] or tokens
    spelt = sorted([t.text for t in telling])
    return " ".join(spelt), " ".join(sorted([t.skeleton for t in telling]))


def likeness(
    left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], threads: int = 1
) -> Likenesses:
    """The likeness, 0 to 1, of each pair: of their letters or of their sounds, whichever is more.

    Args:
        left: One name of each pair, made ready.
        right: The other, in the same order.
        threads: How many to use; the result is the same.
    """
    spelt = _ratios([a for a, _ in left], [b for b, _ in right], threads)
    sounded = _ratios([a for _, a in left], [b for _, b in right], threads)
    return np.asarray(np.maximum(spelt, np.float32(0.96) * sounded), np.float32)


def _ratios(left: list[str], right: list[str], threads: int) -> Likenesses:
    if not left:
        return np.zeros(0, np.float32)
    whole = cpdist(left, right, scorer=fuzz.ratio, workers=threads, dtype=np.float32)
    # A name that lacks a father's name is still the same: every word of the shorter is in the longer.
    part = cpdist(left, right, scorer=fuzz.token_set_ratio, workers=threads, dtype=np.float32)
    return np.asarray(np.maximum(whole, np.float32(0.93) * part) / np.float32(100), np.float32)

"""How alike two words are: in letters, in sound, in meaning; for many pairs at once.

The same ladder as `names.comparison`: the same word, the same sound, nearly the same letters, the same meaning.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sourcebook.screening.wordbook import Words

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


def likeness(left: Words, at_left: Places, right: Words, at_right: Places) -> Floats:
    """The likeness, 0 to 1, of pairs of words.

    Args:
        left: The words of one side.
        at_left: Which of them make the pairs.
        right: The words of the other.
        at_right: Which of those.
    """
    spelt = _same(left.text, at_left, right.text, at_right)
    sounded = _same(left.skeleton, at_left, right.skeleton, at_right)
    length = np.minimum(_lengths(left.text)[at_left], _lengths(right.text)[at_right])
    sounds = np.minimum(_lengths(left.skeleton)[at_left], _lengths(right.skeleton)[at_right])
    same_sound = np.select(
        [sounds >= 3, sounds == 2], [0.85 + 0.15 * spelt, 0.72 + 0.26 * spelt], 0.55 + 0.35 * spelt
    )
    by_sound = np.where(
        sounded >= 1, same_sound, np.where(sounds >= 4, 0.85 * sounded, 0.7 * sounded)
    )
    by_letters = np.where(length > 4, 0.95, np.where(length > 2, 0.85, 0.5)) * spelt
    voiced = _same(left.sound, at_left, right.sound, at_right)
    by_voice = np.where(voiced >= 1, 0.8 + 0.18 * spelt, np.where(length > 3, 0.85, 0.7) * voiced)
    found = np.where(spelt >= 1, 1, np.maximum.reduce([by_sound, by_letters, by_voice]))
    return np.asarray(found, np.float32)


def _lengths(texts: NDArray[np.bytes_]) -> NDArray[np.int64]:
    return np.strings.str_len(texts)


def _same(left: NDArray[np.bytes_], a: Places, right: NDArray[np.bytes_], b: Places) -> Floats:
    if not len(a):
        return np.zeros(0, np.float32)
    found = cpdist(
        left[a].tolist(), right[b].tolist(), scorer=OSA.normalized_similarity, dtype=np.float32
    )
    return np.asarray(found, np.float32)

"""Two names held together word by word: which word met which, and what came of it.

Each word of the one is paired with at most one word of the other, the likest and most telling pairs first, for many
pairs of names at once. What follows is told in numbers: by what the words weigh, how many they are, where they stand
and of what sort they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sourcebook.screening.columns import Array
from sourcebook.screening.finding import MEANT
from sourcebook.screening.wordbook import KINDS, Words

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

_INITIAL, _LEGAL = KINDS.index("initial"), KINDS.index("legal")
# Kinds of words by which one bearer is told from another of the same sort.
_NAMING = np.array([kind in ("word", "common", "kunya", "initial") for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Paired:
    """Readings asked about and forms, word by word; -1 where there is no word.

    Attributes:
        left, right: Places of the words, a row for each pair.
        left_weight, right_weight: What each tells.
        likeness: Of each word of the one with each of the other.
    """

    left: Places
    right: Places
    left_weight: Floats
    right_weight: Floats
    likeness: Floats


@dataclass(frozen=True, slots=True)
class _Met:
    """Paired words, and which of them met.

    Attributes:
        pairs: The words.
        left, right: How alike each is to its partner (0: none).
        partner: Of each word asked about.
    """

    pairs: Paired
    left: Floats
    right: Floats
    partner: Places


def by_words(asked: Words, listed: Words, pairs: Paired) -> dict[str, Array]:
    """The numbers that come of pairing words, a value for each pair of names.

    Args:
        asked: The words of the names asked about.
        listed: Those of the forms.
        pairs: Which of them are held together.
    """
    met = _Met(pairs, *_matched(pairs))
    return _by_weight(met) | _by_number(met) | _by_place(met) | _by_kind(asked, listed, met)


def _by_weight(met: _Met) -> dict[str, Array]:
    """How much of what either name tells was met, and left over."""
    left, right = met.pairs.left_weight, met.pairs.right_weight
    left_rest, right_rest = left * (1 - met.left), right * (1 - met.right)
    asked, listed, gain = left.sum(1), right.sum(1), (left * met.left).sum(1)
    asked_rest, listed_rest = left_rest.sum(1), right_rest.sum(1)
    ranked = np.sort(left * met.left, axis=1)
    return {
        "asked_met": gain / np.maximum(asked, 1e-6),
        "listed_met": (right * met.right).sum(1) / np.maximum(listed, 1e-6),
        "met": gain,
        "asked_left": asked_rest,
        "listed_left": listed_rest,
        "asked_rarest_left": left_rest.max(1),
        "listed_rarest_left": right_rest.max(1),
        "both_left": np.minimum(asked_rest, listed_rest),
        "rarest_met": ranked[:, -1],
        "second_met": ranked[:, -2],
        "asked_weight": asked,
        "listed_weight": listed,
    }


def _by_number(met: _Met) -> dict[str, Array]:
    """How many words met, how well, and how many did not."""
    counted = met.left > 0
    number = counted.sum(1)
    left, right = _telling(met)
    return {
        "weakest_meeting": np.where(number > 0, np.where(counted & left, met.left, 1).min(1), 0),
        "mean_meeting": met.left.sum(1) / np.maximum(number, 1),
        "exact": (met.left >= 0.999).sum(1),
        "words_met": number,
        "meaning_met": (np.abs(met.left - MEANT) < 1e-4).sum(1),
        "asked_words": left.sum(1),
        "listed_words": right.sum(1),
        "asked_words_left": (left & ~counted).sum(1),
        "listed_words_left": (right & (met.right == 0)).sum(1),
    }


def _telling(met: _Met) -> tuple[Array, Array]:
    """Which words, asked about and listed, tell something."""
    pairs = met.pairs
    return (
        (pairs.left >= 0) & (pairs.left_weight >= 0.1),
        (pairs.right >= 0) & (pairs.right_weight >= 0.1),
    )


def _by_place(met: _Met) -> dict[str, Array]:
    """How the first and the last words fare, those between, and the order."""
    pairs = met.pairs
    last_left, last_right = _last(pairs.left), _last(pairs.right)
    rows, places = np.arange(len(last_left)), np.arange(pairs.left.shape[1])
    between = (places > 0) & (places < last_left[:, None])
    left, _ = _telling(met)
    missed = np.where(between & left & (met.left == 0), pairs.left_weight, 0)
    return {
        "first_words": pairs.likeness[:, 0, 0],
        "last_words": pairs.likeness[rows, last_left, last_right],
        "asked_last": met.left[rows, last_left],
        "listed_last": met.right[rows, last_right],
        "in_order": _in_order(met.partner),
        "middle_left": missed.sum(1),
    }


def _by_kind(asked: Words, listed: Words, met: _Met) -> dict[str, Array]:
    """How words of a sort fare: legal forms, what sort of house it is, numbers, initials, and what names it."""
    left, right = met.pairs.left, met.pairs.right
    legal_left, legal_right = _legal(asked, left), _legal(listed, right)
    house_left = (left >= 0) & (asked.meaning[left] > 0)
    house_right = (right >= 0) & (listed.meaning[right] > 0)
    naming_left = met.pairs.left_weight * _naming(asked, left)
    naming_right = met.pairs.right_weight * _naming(listed, right)
    initial = (left >= 0) & (asked.kind[left] == _INITIAL)
    return {
        "legal_met": (legal_left & (met.left > 0)).sum(1),
        "asked_legal": legal_left.sum(1),
        "listed_legal": legal_right.sum(1),
        "asked_legal_left": (legal_left & (met.left == 0)).sum(1),
        "listed_legal_left": (legal_right & (met.right == 0)).sum(1),
        "house_words": house_left.sum(1),
        "asked_house_left": (house_left & (met.left == 0)).sum(1),
        "listed_house_left": (house_right & (met.right == 0)).sum(1),
        "asked_named_met": _share(naming_left * met.left, naming_left),
        "listed_named_met": _share(naming_right * met.right, naming_right),
        "named_met": (naming_left * met.left).sum(1),
        "number_left": (_numbers(asked, left) & (met.left < 1)).sum(1)
        + (_numbers(listed, right) & (met.right < 1)).sum(1),
        "initials": (initial & (met.left > 0)).sum(1),
    }


def _legal(words: Words, places: Places) -> Array:
    return np.asarray((places >= 0) & (words.kind[places] == _LEGAL))


def _naming(words: Words, places: Places) -> Array:
    """Which words name somebody, and do not say what he or it is."""
    named = _NAMING[words.kind[places]] & (words.meaning[places] == 0)
    return np.asarray((places >= 0) & named)


def _numbers(words: Words, places: Places) -> Array:
    """Which words begin with a digit."""
    first = words.text.view(np.uint8).reshape(-1, words.text.dtype.itemsize)[:, 0][places]
    return np.asarray((places >= 0) & (first >= ord("0")) & (first <= ord("9")))


def _share(met: Floats, of: Floats) -> Floats:
    """How much of a weight was met; half where there is none, because that speaks neither way."""
    whole = of.sum(1)
    return np.where(whole > 0, met.sum(1) / np.maximum(whole, np.float32(1e-6)), np.float32(0.5))


def _last(words: Places) -> Places:
    return np.asarray(np.maximum((words >= 0).sum(1) - 1, 0), np.int64)


def _matched(pairs: Paired) -> tuple[Floats, Floats, Places]:
    """Pair words one to one, the likest and most telling pairs first.

    Returns:
        How alike each word asked about is to its partner (0: none), the same of the form's words, and the partners.
    """
    count, wide, deep = pairs.likeness.shape
    worth = pairs.likeness * (
        1 + 0.05 * (pairs.left_weight[:, :, None] + pairs.right_weight[:, None, :])
    )
    worth = worth.reshape(count, wide * deep)
    likeness = pairs.likeness.reshape(count, wide * deep)
    left, right = np.zeros((count, wide), np.float32), np.zeros((count, deep), np.float32)
    partner = np.full((count, wide), -1, np.int64)
    rows = np.arange(count)
    for _ in range(min(wide, deep)):
        best = worth.argmax(1)
        at = rows[worth[rows, best] > 0]
        if not len(at):
            break
        a, b = best[at] // deep, best[at] % deep
        left[at, a] = right[at, b] = likeness[at, best[at]]
        partner[at, a] = b
        grid = worth.reshape(count, wide, deep)
        grid[at, a, :] = 0
        grid[at, :, b] = 0
    return left, right, partner


def _in_order(partner: Places) -> Floats:
    """The share of neighbouring meetings that stand in the same order in both."""
    if partner.shape[1] < 2:
        return np.ones(len(partner), np.float32)
    both = (partner[:, :-1] >= 0) & (partner[:, 1:] >= 0)
    kept = (both & (partner[:, 1:] > partner[:, :-1])).sum(1)
    number = both.sum(1)
    return np.where(number > 0, kept / np.maximum(number, 1), 1).astype(np.float32)

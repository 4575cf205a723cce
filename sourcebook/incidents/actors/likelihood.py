"""How likely it is that a name means a group: few features, two small logistic models, weights in `weights.json`.

The first model weighs how the names agree. The second sees what only the whole table shows: whether another group
bears the name better, and whether the group has a better name. `bench/actors_fit.py` fits the weights.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

from sourcebook.incidents.actors.matching import Pairs
from sourcebook.incidents.actors.owners import Floats, Ints

Matrix = NDArray[np.float64]


class Model(msgspec.Struct, frozen=True):
    """A logistic model: the weight of each feature, by its name, and the constant."""

    weights: dict[str, float]
    constant: float

    def odds(self, features: dict[str, Floats]) -> Floats:
        """The log-odds of every row."""
        total = np.full(len(next(iter(features.values()))), self.constant, np.float64)
        for name, weight in self.weights.items():
            total += weight * features[name]
        return np.asarray(total, np.float32)


class Models(msgspec.Struct, frozen=True):
    """Both models, and from which likelihood on a name is resolved without review.

    Attributes:
        names: How the names of a pair agree.
        rivals: The pair beside its rivals.
        sure: From here on a pair is the same.
        likely: From here to `sure` it goes to review.
    """

    names: Model
    rivals: Model
    sure: float
    likely: float


@cache
def models() -> Models:
    """The fitted models."""
    raw = (resources.files("sourcebook.incidents.actors") / "weights.json").read_bytes()
    return msgspec.json.decode(raw, type=Models)


def name_features(pairs: Pairs) -> dict[str, Floats]:
    """What the first model sees of each pair."""
    least = np.minimum(pairs.covers_left, pairs.covers_right)
    acronym = np.maximum(pairs.stated, 0.7 * pairs.abbreviated)
    return {
        "both": pairs.both,
        "covers_least": least,
        "covers_least_square": least * least,
        "covers_group": pairs.covers_left,
        "covers_name": pairs.covers_right,
        "mass": np.minimum(pairs.mass, 16) / 16,
        "rest_group": pairs.rest_left / 12,
        "rest_name": pairs.rest_right / 12,
        "same": pairs.same,
        "part": 1 - pairs.whole,
        "own": pairs.own * pairs.both,
        "acronym": acronym,
        "acronym_and_words": acronym * pairs.both,
        "acronym_stated": (pairs.stated > 0).astype(np.float32),
        "conflict": pairs.conflict,
        "home": pairs.home,
        "abroad": pairs.abroad,
    }


def rival_features(pairs: Pairs, odds: Floats) -> dict[str, Floats]:
    """What the second model sees: the first one's odds, and how much better the best rival of either side is."""
    return {
        "odds": odds,
        "group_ahead": _clipped(odds - best_other(odds, pairs.right)),
        "name_ahead": _clipped(odds - best_other(odds, pairs.left)),
    }


def likelihood(pairs: Pairs, fitted: Models | None = None) -> Floats:
    """How likely each pair is one group, 0 to 1.

    Args:
        pairs: Held against each other (`matching.pairs`).
        fitted: Other models than the package's own.
    """
    use = fitted or models()
    odds = use.names.odds(name_features(pairs))
    final = use.rivals.odds(rival_features(pairs, odds))
    return np.asarray(1 / (1 + np.exp(-final)), np.float32)


def _clipped(ahead: Floats) -> Floats:
    return np.clip(ahead, -6, 3).astype(np.float32)


def best_other(odds: Floats, of: Ints) -> Floats:
    """For each row, the best odds among the other rows of the same owner; very low where it is alone."""
    order = np.lexsort((-odds, of))
    owner, held = of[order], odds[order]
    first = np.r_[True, owner[1:] != owner[:-1]] if len(owner) else np.zeros(0, np.bool_)
    starts = np.flatnonzero(first)
    lengths = np.diff(np.r_[starts, len(owner)])
    best = held[starts]
    second = np.where(lengths > 1, held[np.minimum(starts + 1, max(len(held) - 1, 0))], -10)
    other = np.where(first, np.repeat(second, lengths), np.repeat(best, lengths))
    out = np.empty_like(odds)
    out[order] = other
    return out

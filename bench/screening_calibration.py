"""How far the probability of screening can be taken at its word, on entities that were not learnt from.

The names asked about are mixed as those the scorer learnt from: to each alias left out come four tenths of a name as
it is listed, eight of two listed halves put together and six of a person of no list. Of each the best candidate counts:
what it was given, and whether it was the right one.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.screening_cases import BenchmarkSet, benchmark_set
from bench.screening_matcher import names_table
from sourcebook.screening.index import Index
from sourcebook.screening.model import Model

LISTED, HALVES, NOBODY = 0.4, 0.8, 0.6
BOUNDS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)
KINDS = {"persons": ("ofac_person", "un_person"), "all others": ("ofac_org", "un_org")}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """The best candidate of each name asked about.

    Attributes:
        given: Its probability; nought where there was no candidate.
        right: Whether it was whose name it is.
        weight: How much the name counts.
    """

    given: Floats
    right: Floats
    weight: Floats

    @classmethod
    def joined(cls, parts: Sequence[Answers]) -> Answers:
        """Several, each set counting as much as another."""
        return cls(
            np.concatenate([part.given for part in parts]),
            np.concatenate([part.right for part in parts]),
            np.concatenate([part.weight / part.weight.sum() for part in parts]),
        )

    @property
    def brier(self) -> float:
        """The mean square of what was given less what was so."""
        return float(np.average((self.given - self.right) ** 2, weights=self.weight))

    @property
    def error(self) -> float:
        """The expected calibration error: how far what was given is from what was so, band by band."""
        return sum(share * abs(given - right) for _, share, given, right in self.bands())

    def bands(self) -> list[tuple[str, float, float, float]]:
        """For each band of probability: its name, its share, what was given on average, and what was so."""
        found = []
        whole = self.weight.sum()
        for low, high in pairwise(BOUNDS):
            held = (self.given >= low) & ((self.given < high) | (high == BOUNDS[-1]))
            if held.any():
                weight = self.weight[held]
                given, right = (
                    float(np.average(column[held], weights=weight))
                    for column in (self.given, self.right)
                )
                found.append((f"{low:g} to {high:g}", float(weight.sum() / whole), given, right))
        return found


def calibration(folder: Path, model: Model) -> dict[str, Answers]:
    """The answers to the names of the benchmark, for each kind of name.

    Args:
        folder: Of the sets.
        model: How to score.
    """
    return {
        kind: Answers.joined([answers(benchmark_set(folder, name), model) for name in names])
        for kind, names in KINDS.items()
    }


def answers(asked: BenchmarkSet, model: Model) -> Answers:
    """What asking the names of a set came to.

    Args:
        asked: The set.
        model: How to score.
    """
    index = Index.of(names_table(asked["entities"]), model)
    chance = random.Random(3)
    listed = chance.sample(asked["entities"], min(1000, len(asked["entities"])))
    groups: list[tuple[list[str], list[str | None], float]] = [
        ([p["q"] for p in asked["positives"]], [p["id"] for p in asked["positives"]], 1.0),
        ([chance.choice(e["names"]) for e in listed], [e["id"] for e in listed], LISTED),
        (asked["negatives"]["hard"], [None] * len(asked["negatives"]["hard"]), HALVES),
        (asked["negatives"]["easy"], [None] * len(asked["negatives"]["easy"]), NOBODY),
    ]
    given, right, weight = [], [], []
    for names, owners, share in groups:
        for found, owner in zip(index.search(names, 1), owners, strict=True):
            given.append(found[0].score if found else 0.0)
            right.append(bool(found) and index.entities[found[0].entity] == owner)
            weight.append(share / len(names))
    return Answers(np.array(given), np.array(right, np.float64), np.array(weight))

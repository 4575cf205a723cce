"""What the agreements of two reports weigh: odds in bits, and the probability that the two are one incident.

The reasoning is Fellegi and Sunter's (Journal of the American Statistical Association 64, 1969). A pair does not stand
alone: where a report has many neighbours each of them is less likely the one, so that the same agreement weighs less
in a besieged city than in the desert, and a neighbour whose own twin is plain to see is no rival. That is Bayes' rule
over all ways to pair reports one to one, by belief propagation (Huang and Jebara, "Approximating the permanent with
belief propagation", 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from sourcebook.errors import SourcebookError
from sourcebook.incidents.likeness import WORDS
from sourcebook.incidents.nearby import Window

Real = npt.NDArray[np.floating]
# The two ends of each pair, as numbers.
Sides = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
FILE = Path(__file__).parent / "weights.yaml"


class Share(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often one incident's reports agree so (`m`) and how often two near ones do (`u`); or a weight set in bits."""

    m: float | None = None
    u: float | None = None
    set: float | None = None


class Summed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From when on a report sums up several events."""

    days: int
    some_days: int
    deaths: int


class Reach(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far apart two reports of one incident may lie (see `nearby.Window`)."""

    km: float
    days: int
    region_km: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of weights."""

    reviewed: str
    window: Reach
    twins: float
    join: float
    sure: float
    open: float
    aggregate: Summed
    covers: dict[str, float]
    judged: dict[str, dict[str, Share]]
    groups: dict[str, dict[str, Share]]

    def share(self, question: str, word: str) -> Share:
        """What an answer weighs; nothing where the file does not say."""
        for held in (self.judged, self.groups):
            if word in held.get(question, {}):
                return held[question][word]
        return Share(set=0.0)

    def near(self) -> Window:
        """The window."""
        return Window(self.window.km, self.window.days, self.window.region_km)


@cache
def weights() -> Weights:
    """The shipped weights.

    Raises:
        SourcebookError: The file is damaged.
    """
    try:
        held = msgspec.convert(yaml.safe_load(FILE.read_text("utf-8")), Weights)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise SourcebookError(
            f"{FILE.name}: {error}.", "Correct the file or install again."
        ) from error
    for question, words in [*held.groups.items(), *held.judged.items()]:
        unknown = set(words) - set(WORDS.get(question, ()))
        if question not in WORDS or unknown:
            raise SourcebookError(f"{FILE.name}: {question}: no such answer: {sorted(unknown)}.")
    return held


@dataclass(frozen=True, slots=True)
class Facing:
    """Pairs as what they compete for.

    Attributes:
        sides: The two ends of each pair, all of one cohort on either side; pairs with the same end exclude each other.
        many: How many ends there are.
        match: The number of the two cohorts that face each other in it.
    """

    sides: Sides
    many: int
    match: npt.NDArray[np.int64]

    @property
    def matches(self) -> int:
        """How many cohorts face each other."""
        return int(self.match.max(initial=-1)) + 1

    def rivals(self) -> Real:
        """Of how many pairs each is one, at the end that has fewer to choose from."""
        near = [np.bincount(side, minlength=self.many)[side] for side in self.sides]
        return np.asarray(np.minimum(*near), np.float64)

    def ends(self) -> Real:
        """How many reports of either cohort have neighbours in the other, on average of the two, by match."""
        match = np.full(self.many, -1, np.int64)
        for side in self.sides:
            # An end faces one cohort, so that any of its pairs names the match.
            match[side] = self.match
        return np.asarray(np.bincount(match[match >= 0], minlength=self.matches) / 2)


class Paired:
    """How likely each pair is one incident, over all ways to give each report one partner of another cohort at most.

    Asked again with other odds it goes on from where it was.
    """

    def __init__(self, facing: Facing) -> None:
        self.facing = facing
        self.told: tuple[Real, Real] | None = None

    def probability(self, odds: Real, rounds: int) -> npt.NDArray[np.float64]:
        """The probabilities.

        Args:
            odds: Of each pair against that neither has a partner, were it alone.
            rounds: How often each end hears from the others.
        """
        left, right = self.facing.sides
        ours, theirs = self.told or (odds / (1 + odds),) * 2
        for _ in range(rounds):
            heard = self._heard(odds, theirs, left), self._heard(odds, ours, right)
            # Half way, on the scale of logarithms, so that nothing swings to and fro.
            ours, theirs = np.sqrt(ours * heard[0]), np.sqrt(theirs * heard[1])
        self.told = ours, theirs
        both = ours * theirs / odds
        return np.asarray(both / (1 + both))

    def _heard(self, odds: Real, offers: Real, end: npt.NDArray[np.int64]) -> Real:
        """What an end passes on along each pair: the pair's odds, less the better its other offers are."""
        others = np.bincount(end, offers, self.facing.many)[end] - offers
        return np.asarray(odds / (1 + np.maximum(others, 0)))

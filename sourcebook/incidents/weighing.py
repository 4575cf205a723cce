"""What the agreements of two reports weigh: odds in bits, and the probability that the two are one incident.

The reasoning is Fellegi and Sunter's (Journal of the American Statistical Association 64, 1969). A pair does not stand
alone: where a report has many neighbours each of them is less likely the one, so that the same agreement weighs less
in a besieged city than in the desert. That is Bayes' rule with one twin at most among the neighbours.
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
from sourcebook.incidents.likeness import QUESTIONS, WORDS, Answers
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


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What turns the odds of the model into those observed: on the scale of their logarithm."""

    offset: float
    slope: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of weights."""

    reviewed: str
    window: Reach
    twins: float
    neighbours: float
    calibration: Calibration
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


class _Question(msgspec.Struct, frozen=True):
    """The weights of one question by word, as arrays; `local` where they depend on the neighbours."""

    m: Real
    u: Real
    fixed: Real
    local: npt.NDArray[np.bool_]


def _question(held: Weights, name: str) -> _Question:
    shares = [held.share(name, word) for word in WORDS[name]]
    return _Question(
        np.array([one.m or 1.0 for one in shares]),
        np.array([one.u or 1.0 for one in shares]),
        np.array([one.set or 0.0 for one in shares]),
        np.array([one.set is None for one in shares]),
    )


def bits(found: Answers, sides: Sides, many: int, held: Weights) -> npt.NDArray[np.float32]:
    """The weight of each pair, answer by answer.

    What an agreement tells depends on the place: where all events lie at one spot, to lie at that spot tells nothing.
    So `u` is what the two reports' own neighbours show, and the shipped figure counts as so many neighbours more.

    Args:
        found: From `likeness.answers`, all pairs that there are.
        sides: Their ends; pairs with the same end are neighbours.
        many: How many ends there are.
        held: The weights.

    Returns:
        Questions by pairs.
    """
    parts = [
        _part(answer, sides, many, _question(held, name), held.neighbours)
        for name, answer in zip(QUESTIONS, found, strict=True)
    ]
    return np.stack(parts)


def _part(
    answer: npt.NDArray[np.int8], sides: Sides, many: int, held: _Question, prior: float
) -> npt.NDArray[np.float32]:
    """The weight of one question's answers."""
    local = held.local[answer]
    told = held.fixed[answer]
    if not local.any():
        return told.astype(np.float32)
    answer, ends = answer[local], [side[local] for side in sides]
    words = len(held.m)
    keys = [end * words + answer for end in ends]
    tally = np.bincount(keys[0], minlength=many * words) + np.bincount(
        keys[1], minlength=many * words
    )
    answered = tally.reshape(many, words).sum(axis=1)
    told[local] = np.log2(held.m[answer])
    for end, key in zip(ends, keys, strict=True):
        # Without the pair itself: a report and its twin are no two different incidents.
        share = (tally[key] - 1 + prior * held.u[answer]) / (answered[end] - 1 + prior)
        told[local] -= np.log2(share) / 2
    return told.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Facing:
    """Pairs as what they compete for.

    Attributes:
        sides: The two ends of each pair; pairs with the same end exclude each other.
        many: How many ends there are.
        match: The number of the two cohorts that face each other in it.
    """

    sides: Sides
    many: int
    match: npt.NDArray[np.int64]


def probability(weight: Real, facing: Facing, held: Weights) -> npt.NDArray[np.float64]:
    """How likely each pair is one incident, each report having one twin at most in another cohort.

    How many reports have a twin is not known beforehand: between two cohorts it is what the probabilities themselves
    come to (expectation and maximisation), starting from the share in the file.

    Args:
        weight: In bits, summed over questions.
        facing: What each pair competes with.
        held: The weights.
    """
    left, right = facing.sides
    odds = np.exp2(np.clip(weight.astype(np.float64), -40, 40))
    near = np.bincount(left, minlength=facing.many) + np.bincount(right, minlength=facing.many)
    rivals = np.sqrt(near[left].astype(np.float64) * near[right])
    sums = np.bincount(left, odds, facing.many) + np.bincount(right, odds, facing.many)
    # Whichever end has more to choose from decides.
    others = np.maximum(sums[left], sums[right])
    ends = _ends(facing)
    share = np.full(len(ends), held.twins)
    for _ in range(_ROUNDS):
        alone = odds / (rivals * (1 / share - 1)[facing.match] + others)
        found = _calibrated(alone, held.calibration)
        # Rounded, so that the order of summing decides nothing.
        twins = np.round(np.bincount(facing.match, found, len(ends)), 3)
        share = (twins + held.twins * _TAKEN) / (ends + _TAKEN)
        share = np.clip(np.round(share, 6), *_BETWEEN)
    return np.asarray(np.round(found, 6))


def _calibrated(found: npt.NDArray[np.float64], by: Calibration) -> npt.NDArray[np.float64]:
    """The probability as often as it came true: reports that compete have better partners of their own."""
    odds = np.log(np.clip(found, 1e-9, 1 - 1e-9)) - np.log1p(-np.clip(found, 1e-9, 1 - 1e-9))
    return np.asarray(1 / (1 + np.exp(-(by.offset + by.slope * odds))))


# As how many reports the share in the file counts, and how often the share is taken anew.
_TAKEN = 100.0
_ROUNDS = 8
# In a crowd the probabilities fall short of what is there; below this they would talk each other down to nothing.
_BETWEEN = (0.35, 0.98)


def _ends(facing: Facing) -> npt.NDArray[np.float64]:
    """How many reports of either cohort have neighbours in the other, on average of the two."""
    many = int(facing.match.max(initial=-1)) + 1
    total = np.zeros(many)
    for side in facing.sides:
        # An end faces one cohort, so that any of its pairs names the match.
        match = np.full(facing.many, -1, np.int64)
        match[side] = facing.match
        total += np.bincount(match[match >= 0], minlength=many)
    return np.asarray(total / 2)

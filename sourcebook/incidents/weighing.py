"""What the agreements of two reports weigh: odds in bits, and the probability that the two are one incident.

The reasoning is Fellegi and Sunter's (Journal of the American Statistical Association 64, 1969). A pair does not stand
alone: where a report has many neighbours each of them is less likely the one, so that the same agreement weighs less
in a besieged city than in the desert. That is Bayes' rule with one twin at most among the neighbours.
"""

from __future__ import annotations

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


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of weights."""

    reviewed: str
    window: Reach
    twins: float
    neighbours: float
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


def probability(weight: Real, sides: Sides, many: int, twins: float) -> npt.NDArray[np.float64]:
    """How likely each pair is one incident, each report having one twin at most.

    Args:
        weight: In bits, summed over questions.
        sides: Their ends; pairs with the same end exclude each other.
        many: How many ends there are.
        twins: The share of reports that have a twin.
    """
    left, right = sides
    odds = np.exp2(np.clip(weight.astype(np.float64), -40, 40))
    near = np.bincount(left, minlength=many) + np.bincount(right, minlength=many)
    none = np.sqrt(near[left].astype(np.float64) * near[right]) * (1 - twins) / twins
    sums = np.bincount(left, odds, many) + np.bincount(right, odds, many)
    found = odds / (none + sums[left] + sums[right] - odds)
    # Rounded, so that the order of summing decides nothing.
    return np.asarray(np.round(found, 6))

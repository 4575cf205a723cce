"""How two datasets differ from each other, learnt from their own pairs.

Some datasets geocode alike and some do not; some copy each other's dates; some places hold many like events. The
shipped shares of agreement are where one starts; between two cohorts the likely pairs then show how often these two
agree (`m`), all others how often different events near each other do (`u`), and their sum how many have a twin:
expectation and maximisation, as Winkler (Proceedings of the Section on Survey Research Methods, American Statistical
Association, 1988) does for Fellegi and Sunter's model. Few pairs change little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sourcebook.incidents.likeness import QUESTIONS, WORDS, Answers
from sourcebook.incidents.weighing import Facing, Paired, Weights

Real = npt.NDArray[np.float64]

# As how many pairs, or reports, the shipped shares count.
TAKEN = 300.0
TWINS_TAKEN = 100.0
# How often the pairs are asked, and how often with the shipped share of twins, until answers weigh what they should.
ROUNDS = 9
GUESSED = 3
# How often reports hear from each other, the first time and later.
HEARD = (20, 6)
BETWEEN = (0.02, 0.98)
# Bits beyond which an answer would decide alone.
MOST_BITS = 40.0


@dataclass(frozen=True, slots=True)
class Settled:
    """What was learnt.

    Attributes:
        score: Of each pair, the probability that it is one incident.
        weights: Of each question, what its answers weigh in bits, by match and word.
    """

    score: Real
    weights: tuple[Real, ...]

    def bits(self, answers: Answers, match: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The weights of pairs, a row per question.

        Args:
            answers: Of the pairs.
            match: Of the pairs.
        """
        told = [bits[match, answer] for bits, answer in zip(self.weights, answers, strict=True)]
        return np.stack(told).astype(np.float32)


def settled(answers: Answers, facing: Facing, held: Weights) -> Settled:
    """What the answers weigh and how likely each pair is, once both agree.

    Args:
        answers: From `likeness.answers`.
        facing: What each pair competes with.
        held: The weights.
    """
    learnt = [_Question.shipped(name, held, facing.matches) for name in QUESTIONS]
    if not answers.shape[1]:
        return Settled(np.zeros(0), tuple(one.bits() for one in learnt))
    rivals, ends = facing.rivals(), facing.ends()
    paired, share = Paired(facing), np.full(len(ends), held.twins)
    for step in range(ROUNDS):
        weight = np.log2(share / (1 - share))[facing.match] - np.log2(rivals)
        for question, answer in zip(learnt, answers, strict=True):
            weight += question.bits()[facing.match, answer]
        odds = np.exp2(np.clip(weight, -MOST_BITS, MOST_BITS))
        score = paired.probability(odds, HEARD[min(step, 1)])
        # Rounded, so that the order of summing decides nothing.
        twins = np.round(np.bincount(facing.match, score, len(ends)), 2)
        if step + 1 >= GUESSED:
            share = np.clip((twins + held.twins * TWINS_TAKEN) / (ends + TWINS_TAKEN), *BETWEEN)
        if step + 1 < ROUNDS:
            learnt = [
                question.taught(answer, score, facing.match)
                for question, answer in zip(learnt, answers, strict=True)
            ]
    return Settled(np.round(score, 6), tuple(one.bits() for one in learnt))


@dataclass(frozen=True, slots=True)
class _Question:
    """The shares of one question's words, by match; `fixed` weighs what is not learnt."""

    first: tuple[Real, Real]
    m: Real
    u: Real
    fixed: Real

    @classmethod
    def shipped(cls, name: str, held: Weights, matches: int) -> _Question:
        shares = [held.share(name, word) for word in WORDS[name]]
        m, u = (np.array([getattr(one, at) or 0.0 for one in shares]) for at in "mu")
        fixed = np.array([one.set or 0.0 for one in shares])
        return cls((m, u), np.tile(m, (matches, 1)), np.tile(u, (matches, 1)), fixed)

    def bits(self) -> Real:
        """What each word weighs."""
        learnt = self.first[0] > 0
        ratio = np.where(learnt, self.m, 1.0) / np.where(learnt, self.u, 1.0)
        return np.asarray(np.where(learnt, np.round(np.log2(ratio), 4), self.fixed))

    def taught(
        self, answer: npt.NDArray[np.int8], score: Real, match: npt.NDArray[np.int64]
    ) -> _Question:
        """The shares that likely and unlikely pairs show, and the shipped ones as so many pairs more."""
        many, words = self.m.shape
        if not (self.first[0] > 0).any():
            return self
        key = match * words + answer
        every, one = (
            np.bincount(key, pairs, many * words).reshape(many, words)
            for pairs in (np.ones(len(key)), score)
        )
        # Rounded, so that the order of summing decides nothing.
        taught = (np.round(one, 2), every - np.round(one, 2))
        m, u = (_drawn(tally, first) for tally, first in zip(taught, self.first, strict=True))
        return _Question(self.first, m, u, self.fixed)


def _drawn(tally: npt.NDArray[np.number[Any]], first: Real) -> Real:
    """Shares of a tally, among the words that are learnt, drawn towards the shipped ones."""
    seen = np.maximum(tally, 0) * (first > 0)
    return np.asarray((seen + TAKEN * first) / (seen.sum(axis=1, keepdims=True) + TAKEN))

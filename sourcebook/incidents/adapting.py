"""How two datasets differ from each other, learnt from their own pairs.

Some datasets geocode alike and some do not; some copy each other's dates. The shipped shares of agreement (`m`) are
where one starts; between two cohorts the likely pairs then show how often these two agree, and are weighed again by
that: expectation and maximisation, as Winkler (Proceedings of the Section on Survey Research Methods, American
Statistical Association, 1988) does for Fellegi and Sunter's model. Few pairs change little.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sourcebook.incidents import weighing
from sourcebook.incidents.likeness import QUESTIONS, WORDS, Answers
from sourcebook.incidents.weighing import Facing, Weights

# As how many pairs the shipped shares count, and how often the pairs are asked.
TAKEN = 300.0
ROUNDS = 4
# A pair less likely than this says nothing of how reports of one incident agree.
TRUSTED = 0.3


def settled(
    answers: Answers, facing: Facing, held: Weights
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float64]]:
    """The weights of each pair, question by question, and its probability, once both agree.

    Args:
        answers: From `likeness.answers`.
        facing: What each pair competes with.
        held: The weights.
    """
    shipped = weighing.bits(answers, facing.sides, facing.many, held)
    score = weighing.probability(shipped.sum(axis=0), facing, held)
    bits = shipped
    for _ in range(ROUNDS if answers.shape[1] else 0):
        more = [
            _more(answer, name, score, facing.match, held)
            for name, answer in zip(QUESTIONS, answers, strict=True)
        ]
        bits = shipped + np.stack(more)
        score = weighing.probability(bits.sum(axis=0), facing, held)
    return bits, score


def _more(
    answer: npt.NDArray[np.int8],
    name: str,
    score: npt.NDArray[np.float64],
    match: npt.NDArray[np.int64],
    held: Weights,
) -> npt.NDArray[np.float32]:
    """The bits by which what was learnt of one question differs from what is shipped."""
    shares = [held.share(name, word).m for word in WORDS[name]]
    shipped = np.array([share or 0.0 for share in shares])
    learnt = np.array([share is not None for share in shares])
    if not learnt.any():
        return np.zeros(len(answer), np.float32)
    many, words = int(match.max()) + 1, len(shares)
    trusted = np.where(score >= TRUSTED, score, 0.0)
    tally = np.bincount(match * words + answer, trusted, many * words).reshape(many, words)
    # Rounded, so that the order of summing decides nothing.
    tally = np.round(tally, 2) * learnt
    found = (tally + TAKEN * shipped) / (tally.sum(axis=1, keepdims=True) + TAKEN)
    bits = np.log2(np.where(learnt, found, 1.0) / np.where(learnt, shipped, 1.0))
    return np.asarray(np.round(bits, 4)[match, answer], np.float32)

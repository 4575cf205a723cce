"""Pairs of reports that may be one incident, with what speaks for it, what it weighs, and what people have said.

A pair is of two datasets and lies inside the window. Its score is the probability that it is one incident; the answers
and their weights go with it, so that a link can be explained.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sourcebook.incidents import likeness, nearby, weighing
from sourcebook.incidents.adapting import settled
from sourcebook.incidents.judged import Judged
from sourcebook.incidents.likeness import QUESTIONS
from sourcebook.incidents.nearby import Pairs, Rows
from sourcebook.incidents.reports import Reports
from sourcebook.incidents.weighing import Weights


@dataclass(frozen=True, slots=True)
class Found:
    """Candidate pairs with the probability that they are one, in the order of their rows."""

    pairs: Pairs
    answers: likeness.Answers
    bits: npt.NDArray[np.floating]
    score: npt.NDArray[np.float64]
    vague: int

    def at(self, chosen: npt.NDArray[np.generic]) -> Found:
        """Some of the pairs."""
        return Found(
            self.pairs.at(chosen),
            self.answers[:, chosen],
            self.bits[:, chosen],
            self.score[chosen],
            self.vague,
        )


def none() -> Found:
    """No pairs."""
    rows = np.zeros(0, np.int32)
    blank = np.zeros((len(QUESTIONS), 0), np.int8)
    pairs = Pairs(rows, rows, np.zeros(0, np.float32))
    return Found(pairs, blank, blank.astype(np.float32), np.zeros(0), 0)


def candidates(reports: Reports, rows: Rows, weights: Weights) -> Found:
    """The pairs that may be one incident.

    Args:
        reports: All of them.
        rows: Those that may be linked.
        weights: The file of weights.
    """
    kin = likeness.kinship(reports)
    near = [
        (pairs, likeness.answers(reports, pairs, kin))
        for pairs in nearby.pairs(reports, rows, weights.near())
    ]
    blank = Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))
    left, right, km = (
        np.concatenate([getattr(blank, name), *(getattr(one, name) for one, _ in near)])
        for name in ("left", "right", "km")
    )
    answers = np.concatenate(
        [np.zeros((len(QUESTIONS), 0), np.int8), *(one for _, one in near)], axis=1
    )
    facing = _facing(reports, left, right)
    found = settled(answers, facing, weights)
    vague = len(rows) - len(nearby.comparable(reports, rows))
    # What is far from likely is of no more use once its weight has counted against the rest.
    likely = np.flatnonzero(found.score >= min(weights.open, weights.join) / 2)
    at = likely[np.lexsort((right[likely], left[likely]))]
    answers = answers[:, at]
    bits = found.bits(answers, facing.match[at])
    return Found(Pairs(left[at], right[at], km[at]), answers, bits, found.score[at], vague)


def _facing(reports: Reports, left: Rows, right: Rows) -> weighing.Facing:
    """Each end of each pair as a number for that report facing that cohort: neighbours are those of one cohort."""
    many = int(reports.cohort.max(initial=0)) + 1
    turned = reports.cohort[left] > reports.cohort[right]
    left, right = np.where(turned, right, left), np.where(turned, left, right)
    if many == 2:
        alone = np.zeros(len(left), np.int64)
        return weighing.Facing((left.astype(np.int64), right.astype(np.int64)), len(reports), alone)
    ours, theirs = reports.cohort[left].astype(np.int64), reports.cohort[right].astype(np.int64)
    _, match = np.unique(ours * many + theirs, return_inverse=True)
    ends = np.concatenate((left, right)).astype(np.int64)
    values, codes = np.unique(ends * many + np.concatenate((theirs, ours)), return_inverse=True)
    return weighing.Facing((codes[: len(left)], codes[len(left) :]), len(values), match)


def as_judged(reports: Reports, found: Found, judged: Judged) -> Found:
    """The pairs with what people have said in the place of their scores, and those added that nothing else found.

    Args:
        reports: All of them.
        found: From `candidates`.
        judged: What people have said.
    """
    if not judged.same and not judged.different:
        return found
    names = pc.binary_join_element_wise(reports.source, reports.event, ":")
    same, different = (_rows_of(names, reports, pairs) for pairs in (judged.same, judged.different))
    held = found.pairs.left.astype(np.int64) << 32 | found.pairs.right
    found.score[np.isin(held, different)] = 0.0
    new = np.setdiff1d(same, held)
    left, right = (new >> 32).astype(np.int32), (new & 0xFFFFFFFF).astype(np.int32)
    more = Pairs(left, right, nearby.distance(reports, left, right))
    answers = likeness.answers(reports, more, likeness.kinship(reports))
    found = Found(
        Pairs(
            *(
                np.concatenate(pair)
                for pair in zip(_columns(found.pairs), _columns(more), strict=True)
            )
        ),
        np.concatenate((found.answers, answers), axis=1),
        np.concatenate((found.bits, np.zeros(answers.shape, np.float32)), axis=1),
        np.concatenate((found.score, np.ones(len(new)))),
        found.vague,
    )
    held = np.concatenate((held, new))
    found.score[np.isin(held, same)] = 1.0
    return found.at(np.argsort(held))


def _columns(pairs: Pairs) -> tuple[Rows, Rows, npt.NDArray[np.float32]]:
    return pairs.left, pairs.right, pairs.km


def _rows_of(
    names: pa.Array, reports: Reports, pairs: Collection[tuple[str, str]]
) -> npt.NDArray[np.int64]:
    """Named pairs as pairs of rows of different datasets, the lower first; a name may have rows in several versions."""
    table = pa.table({"name": names, "row": np.arange(len(names))})
    ends = [_named([pair[n] for pair in pairs]) for n in (0, 1)]
    both = [table.join(one, "name", join_type="inner") for one in ends]
    met = both[0].join(both[1], "pair", join_type="inner", right_suffix="_b")
    one, other = met["row"].to_numpy(), met["row_b"].to_numpy()
    apart = reports.dataset[one] != reports.dataset[other]
    low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
    return np.unique(low.astype(np.int64) << 32 | high)


def _named(names: list[str]) -> pa.Table:
    return pa.table({"name": pa.array(names, pa.string()), "pair": np.arange(len(names))})

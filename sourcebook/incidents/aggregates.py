"""Reports that sum up several events: a month's fighting in a province, a campaign, a year's dead.

Such a report is one figure for many incidents. It is joined with none and counted beside them; what other datasets
report inside its time and place, with its actors, it *covers*.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sourcebook.incidents import likeness, nearby
from sourcebook.incidents.nearby import Pairs, Rows
from sourcebook.incidents.reports import Reports
from sourcebook.incidents.weighing import Summed, Weights

# A sum over a country and a year holds more than anyone can look at.
MOST_COVERED = 500


def recognised(reports: Reports, rule: Summed) -> npt.NDArray[np.bool_]:
    """Whether each report sums up several events: it says so, spans too long, or spans a while with very many dead.

    Args:
        reports: All of them.
        rule: From when on.
    """
    span = reports.ends - reports.starts + 1
    many = (span > rule.some_days) & (reports.best >= rule.deaths)
    return np.asarray(reports.summed | (((span > rule.days) | many) & ~reports.curated))


@dataclass(frozen=True, slots=True)
class Covered:
    """Which report covers which, how likely, and in what they agree."""

    aggregate: Rows
    member: Rows
    score: npt.NDArray[np.float64]


def covered(reports: Reports, sums: Rows, rows: Rows, weights: Weights) -> Covered:
    """What sums of other datasets cover.

    Args:
        reports: All of them.
        sums: The rows that sum up.
        rows: The rows that do not.
        weights: The file of weights.
    """
    kin = likeness.kinship(reports)
    question = likeness.QUESTIONS.index("actors")
    score = np.array([weights.covers.get(word, 0.0) for word in likeness.WORDS["actors"]])
    kept = []
    for pairs in _inside(reports, sums, rows, weights):
        answers = likeness.answers(reports, pairs, kin)
        likely = score[answers[question]]
        fit = (likely > 0) & (answers[likeness.QUESTIONS.index("violence")] != 1)
        fit &= (reports.best[pairs.right] <= reports.high[pairs.left]) | (
            reports.high[pairs.left] < 0
        )
        kept.append((pairs.left[fit], pairs.right[fit], likely[fit]))
    if not kept:
        none = np.zeros(0, np.int32)
        return Covered(none, none, np.zeros(0))
    return _most(Covered(*(np.concatenate(column) for column in zip(*kept, strict=True))))


def _inside(reports: Reports, sums: Rows, rows: Rows, weights: Weights) -> list[Pairs]:
    """Reports whose days and place lie within those of a sum."""
    found = []
    window = nearby.Window(weights.window.km, 0, weights.window.region_km)
    for pairs in nearby.around(reports, sums, rows, window):
        fit = reports.dataset[pairs.left] != reports.dataset[pairs.right]
        fit &= reports.starts[pairs.right] >= reports.starts[pairs.left]
        fit &= reports.ends[pairs.right] <= reports.ends[pairs.left]
        found.append(pairs.at(fit))
    return found


def _most(found: Covered) -> Covered:
    """Each pair once, and no more of one sum than anyone can look at: the likeliest, the earliest first."""
    order = np.lexsort((found.member, -found.score, found.aggregate))
    aggregate, member, score = found.aggregate[order], found.member[order], found.score[order]
    first = np.searchsorted(aggregate, aggregate, "left")
    fit = np.arange(len(aggregate)) - first < MOST_COVERED
    return Covered(aggregate[fit], member[fit], score[fit])

"""Which reports tell of one incident, over any number of datasets at once.

Every pair of reports of different datasets that lie near each other is asked the same questions (`likeness`), the
answers give a probability (`weighing`), and of all ways to pair two datasets one to one the likeliest is taken
(`assignment`). Nothing depends on the order of datasets or rows. A report that sums up several events is kept apart
(`aggregates`), and what is not sure is said to be so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sourcebook.incidents import aggregates, weighing
from sourcebook.incidents.assignment import clusters, paired
from sourcebook.incidents.candidates import Found, as_judged, candidates, none
from sourcebook.incidents.judged import Judged
from sourcebook.incidents.nearby import Pairs
from sourcebook.incidents.reports import Reports, read
from sourcebook.incidents.standing import in_force, spread, standing
from sourcebook.incidents.telling import LINK, incidents, links
from sourcebook.incidents.weighing import Weights

__all__ = ["Judged", "Linked", "link"]


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found.

    Attributes:
        incident: Every report once: incident, row_id, source, event, role (`member`, or `aggregate` for one that
            sums up), score (of the weakest link that holds the report in; 1 for a report alone).
        link: a, b (row ids), kind (`same`: joined; `possible`: not joined, for a person to look at; `covers`: a sums
            up, b lies in it), score, review (whether a person should look at it), reasons.
        unlinked: Reports that were compared with nothing, being too vague in time and place.
    """

    incident: pa.Table
    link: pa.Table
    unlinked: int


def link(
    reports: pa.Table, actors: pa.Table, known: date | None = None, judged: Judged | None = None
) -> Linked:
    """Find the incidents of a set of reports.

    Args:
        reports: Rows of the record's table `report`, or what has its columns.
        actors: Rows of `report_actor`.
        known: The day whose knowledge counts. Without it, all that was ever known: rows of an event share its
            incident, and an event that is gone may share one with a row of another dataset.
        judged: What people have said of pairs.
    """
    if known is not None:
        reports = in_force(reports, known)
    held = read(standing(reports), actors)
    found = _linked(held, weighing.weights(), judged or Judged())
    return Linked(spread(found.incident, reports), found.link, found.unlinked)


_NONE = np.zeros(0, np.int64)


def _linked(reports: Reports, weights: Weights, judged: Judged) -> Linked:
    summed = aggregates.recognised(reports, weights.aggregate)
    rows = np.flatnonzero(~summed).astype(np.int32)
    if len(np.unique(reports.dataset)) < 2:
        alone = incidents(reports, summed, np.arange(len(reports), dtype=np.int32), none(), _NONE)
        return Linked(alone, LINK.empty_table(), 0)
    found = candidates(reports, rows, weights)
    found = as_judged(reports, found, judged)
    chosen = _chosen(reports, found, weights)
    weight = found.score + 1e-9 * _tie(reports, found.pairs)
    group, stand = clusters(
        len(reports),
        found.pairs.left[chosen],
        found.pairs.right[chosen],
        weight[chosen],
        reports.cohort,
    )
    kept = chosen[stand]
    table = incidents(reports, summed, group, found, kept)
    sums = np.flatnonzero(summed).astype(np.int32)
    cover = aggregates.covered(reports, sums, rows, weights) if len(sums) else None
    return Linked(table, links(reports, found, kept, weights, cover), found.vague)


def _tie(reports: Reports, pairs: Pairs) -> npt.NDArray[np.float64]:
    """A number from 0 to 1 for each pair, whatever the names of the datasets and the order of rows."""
    return np.asarray(np.modf(reports.tie[pairs.left] + reports.tie[pairs.right])[0])


def _chosen(reports: Reports, found: Found, weights: Weights) -> npt.NDArray[np.int64]:
    """The pairs that stand, cohort against cohort."""
    ours, theirs = reports.cohort[found.pairs.left], reports.cohort[found.pairs.right]
    low, high = np.minimum(ours, theirs), np.maximum(ours, theirs)
    turned = ours > theirs
    left = np.where(turned, found.pairs.right, found.pairs.left)
    right = np.where(turned, found.pairs.left, found.pairs.right)
    worth = found.score - weights.join + 1e-9 * _tie(reports, found.pairs)
    both = low.astype(np.int64) << 32 | high
    chosen = np.zeros(len(both), np.bool_)
    for one in np.unique(both):
        some = np.flatnonzero(both == one)
        chosen[some] = paired(left[some], right[some], worth[some])
    return np.flatnonzero(chosen)

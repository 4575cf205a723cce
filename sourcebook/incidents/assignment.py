"""One report of each dataset to one of every other: which of the possible links stand.

A dataset's own rows are different incidents, so that between two datasets each report has one partner at most; of all
ways to pair them the one of greatest total weight is taken (the assignment problem, per group of reports that hang
together). Where several datasets meet, what contradicts is cut at its weakest link.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

Rows = npt.NDArray[np.int32]
Real = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def paired(left: Rows, right: Rows, weight: Real) -> Flags:
    """Which pairs between two datasets stand, so that their weights sum to the most.

    Args:
        left: Rows of one dataset.
        right: Rows of the other; each pair stands once.
        weight: What a pair is worth; only what is above nothing is ever taken.
    """
    chosen = np.zeros(len(left), np.bool_)
    worth = np.flatnonzero(weight > 0)
    alone = _alone(left[worth]) & _alone(right[worth])
    chosen[worth[alone]] = True
    rest = worth[~alone]
    if len(rest):
        chosen[rest] = _assigned(left[rest], right[rest], weight[rest])
    return chosen


def _alone(rows: Rows) -> Flags:
    """Whether each value occurs once."""
    _, where, many = np.unique(rows, return_inverse=True, return_counts=True)
    return np.asarray(many[where] == 1)


def _assigned(left: Rows, right: Rows, weight: Real) -> Flags:
    """The pairs of the heaviest matching.

    Each row on the left has a place of its own to stay alone in, so that a full matching always exists.
    """
    ours, row = np.unique(left, return_inverse=True)
    theirs, column = np.unique(right, return_inverse=True)
    many = len(ours)
    highest = float(weight.max()) + 1.0
    rows = np.concatenate((row, np.arange(many)))
    columns = np.concatenate((column, len(theirs) + np.arange(many)))
    costs = np.concatenate((highest - weight, np.full(many, highest)))
    graph = coo_array((costs, (rows, columns)), shape=(many, len(theirs) + many)).tocsr()
    _, partner = min_weight_full_bipartite_matching(graph)
    return np.asarray(partner[row] == column)


def clusters(many: int, left: Rows, right: Rows, weight: Real, cohort: Rows) -> tuple[Rows, Flags]:
    """The groups that links make, none with two rows of one cohort.

    Args:
        many: How many rows there are.
        left: One end of each link.
        right: The other.
        weight: What it is worth; no two are equal.
        cohort: Of each row.

    Returns:
        The number of each row's group, and which links stand.
    """
    stand = np.ones(len(left), np.bool_)
    group = _components(many, left, right)
    crowded = _crowded(group, cohort)
    doubtful = np.flatnonzero(np.isin(group[left], crowded))
    if len(doubtful):
        order = doubtful[np.argsort(-weight[doubtful], kind="stable")]
        stand[doubtful] = False
        stand[_agreeing(left, right, order, cohort)] = True
        group = _components(many, left[stand], right[stand])
    return group, stand


def _components(many: int, left: Rows, right: Rows) -> Rows:
    graph = coo_array((np.ones(len(left), np.int8), (left, right)), shape=(many, many))
    return np.asarray(connected_components(graph, directed=False)[1], np.int32)


def _crowded(group: Rows, cohort: Rows) -> Rows:
    """Groups in which a cohort has more than one row."""
    keys = group.astype(np.int64) * (int(cohort.max(initial=0)) + 1) + cohort
    values, counts = np.unique(keys, return_counts=True)
    return np.unique(values[counts > 1] // (int(cohort.max(initial=0)) + 1)).astype(np.int32)


def _agreeing(
    left: Rows, right: Rows, order: npt.NDArray[np.signedinteger], cohort: Rows
) -> list[int]:
    """The links, heaviest first, that join no two rows of one cohort."""
    members: dict[int, list[int]] = {}
    kept = []
    for link in order.tolist():
        ours = members.setdefault(int(left[link]), [int(left[link])])
        theirs = members.setdefault(int(right[link]), [int(right[link])])
        if ours is theirs:
            kept.append(link)
        elif not {int(cohort[n]) for n in ours} & {int(cohort[n]) for n in theirs}:
            ours += theirs
            members.update(dict.fromkeys(theirs, ours))
            kept.append(link)
    return kept

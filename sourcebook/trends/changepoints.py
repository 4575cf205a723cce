"""Change points: the months from which on there was lastingly more or less.

The segmentation that minimises the squared distance from each segment's mean plus a penalty for every segment, found
exactly by dynamic programming with pruning (PELT: Killick, Fearnhead & Eckley 2012, doi:10.1080/01621459.2012.737745).
Ties go to the earlier change. Squared distance suits figures of one spread; counts get it by Anscombe's square root.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sourcebook.trends.values import ChangePoint, Levels

MIN_SIZE = 2
_FEW = 2 * MIN_SIZE


def pelt(signal: NDArray[np.float64], penalty: float, min_size: int = MIN_SIZE) -> list[int]:
    """The ends of the segments, the last being the length of the signal.

    Args:
        signal: One figure a step.
        penalty: What a segment costs; greater than zero.
        min_size: The fewest steps of a segment.

    Returns:
        For example `[12, 40]`: steps 0 to 11 and 12 to 39. Nothing for a signal shorter than a segment.
    """
    length = len(signal)
    if length < min_size:
        return []
    squared, summed = _sums(signal)
    best = np.full(length + 1, np.inf)
    best[0] = 0.0
    before = np.zeros(length + 1, dtype=np.int64)
    starts = np.empty(0, dtype=np.int64)
    for end in range(min_size, length + 1):
        starts = np.append(starts, end - min_size)
        within = summed[end] - summed[starts]
        cost = best[starts] + (squared[end] - squared[starts]) - within**2 / (end - starts)
        chosen = int(np.argmin(cost))
        best[end], before[end] = cost[chosen] + penalty, starts[chosen]
        # Whatever is dearer already without paying for one more segment can never be part of the best.
        starts = starts[cost <= best[end]]
    return _walk_back(before, length)


def _sums(signal: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Running sums of squares and of figures, centred so that little is lost to rounding."""
    centred = signal - signal.mean()
    zero = np.zeros(1)
    return np.concatenate((zero, np.cumsum(centred**2))), np.concatenate((zero, np.cumsum(centred)))


def _walk_back(before: NDArray[np.int64], length: int) -> list[int]:
    ends = []
    while length > 0:
        ends.append(length)
        length = int(before[length])
    return ends[::-1]


def levelled(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Counts whose spread no longer grows with their size (Anscombe 1948)."""
    levels: NDArray[np.float64] = 2.0 * np.sqrt(counts + 0.375)
    return levels


def penalty_of(signal: NDArray[np.float64]) -> float:
    """What a segment has to be worth: 5 σ² ln n.

    σ² is half the mean squared difference of neighbours (von Neumann 1941), which does not see the changes of level
    that are looked for; at least 1, the spread that `levelled` gives to counts of pure chance. A segment is two
    parameters, a place and a level, which alone would ask for 2 σ² ln n (Schwarz 1978); the rest is for months that are
    like the month before, so that what is reported lasts.
    """
    if len(signal) < _FEW:
        return 0.0
    spread = float(np.mean(np.diff(signal) ** 2) / 2)
    return 5.0 * max(spread, 1.0) * float(np.log(len(signal)))


METHOD = (
    "PELT, squared error, segments of at least 2 {unit}s, on 2√(x + 3/8) of the incidents a {unit}; "
    "penalty 5 σ² ln n with σ² half the mean squared difference of neighbouring {unit}s, at least 1"
)


def changes(at: list[str], counts: list[int], unit: str = "month") -> Levels:
    """The change points of one unbroken stretch.

    Args:
        at: The months.
        counts: Incidents in each.
        unit: month or year.
    """
    method = METHOD.format(unit=unit)
    if len(at) < _FEW:
        return Levels(at[0] if at else None, at[-1] if at else None, (), 0.0, method)
    figures = np.asarray(counts, dtype=np.float64)
    signal = levelled(figures)
    penalty = penalty_of(signal)
    ends = pelt(signal, penalty)
    edges = [0, *ends]
    means = [float(figures[a:b].mean()) for a, b in pairwise(edges)]
    points = tuple(
        ChangePoint(at[edges[n]], round(means[n - 1], 3), round(means[n], 3), at[edges[n + 1] - 1])
        for n in range(1, len(means))
    )
    return Levels(at[0], at[-1], points, round(penalty, 6), method)

"""Getis-Ord Gi*: which cells, taken with their neighbours, hold more or less than chance would give them.

The z-score of Ord & Getis 1995 (doi:10.1111/j.1538-4632.1995.tb00912.x, eq. 14) with binary weights: a cell, itself
included, and the up to eight around it. Looking at many cells finds some by chance, so the share of false finds among
the finds is held at the level asked for (Benjamini & Hochberg 1995).
"""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def gi_star(values: Floats, there: Bools | None = None) -> Floats:
    """The z-score of every cell of a rectangle, or of those of its cells that are there.

    Args:
        values: A figure for each cell, by row and column.
        there: Whether a cell counts at all, of the same shape; default: every cell. One that does not is nobody's
            neighbour.

    Returns:
        Of the same shape; not a number where a cell does not count, all figures are alike or each cell neighbours all.
    """
    there = np.ones(values.shape, dtype=bool) if there is None else there
    held = values[there]
    count = held.size
    if not count:
        return np.full(values.shape, np.nan)
    around = _box_sum(np.where(there, values, 0.0))
    weight = _box_sum(there.astype(np.float64))
    mean = held.mean()
    variance = (held**2).mean() - mean**2
    spread = variance * weight * (count - weight) / max(count - 1, 1)
    # Alike within rounding is alike.
    flat = (spread <= 1e-12 * max(float((held**2).mean()), 1e-300)) | (count == 1) | ~there
    score: Floats = np.full(values.shape, np.nan)
    np.divide(around - mean * weight, np.sqrt(np.where(flat, 1.0, spread)), out=score, where=~flat)
    return score


def _box_sum(values: Floats) -> Floats:
    """Each cell with the cells around it."""
    padded = np.pad(values, 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    total: Floats = rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]
    return total


def two_sided(z: Floats) -> Floats:
    """The probability of a score as far from zero, by the normal distribution."""
    # One by one: a page has some thousand cells at most, and loading scipy takes longer than that.
    p = np.array([erfc(abs(one) / sqrt(2.0)) for one in z.ravel().tolist()])
    return p.reshape(z.shape)


def corrected(p: Floats) -> Floats:
    """Probabilities corrected for their number (Benjamini & Hochberg); what is not a number stays out of the count."""
    looked_at = np.flatnonzero(~np.isnan(p))
    adjusted: Floats = np.full(p.shape, np.nan)
    if not looked_at.size:
        return adjusted
    order = looked_at[np.argsort(p[looked_at], kind="stable")]
    scaled = p[order] * order.size / np.arange(1, order.size + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted

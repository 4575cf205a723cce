"""The nearest few columns of one matrix, for several choices of its columns at once.

What the lists knew on two days differs in few names. To look for the nearest names of both days costs as much as for
one: a few more are taken of the names of either day, and those of each day are told apart. Where these may be too few,
or two stand equally near at the end of the row, that row is looked at again by itself, so that the answer is always
the one that each choice alone would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

_MORE = 8

Mask = NDArray[np.bool_]
Keys = NDArray[np.int64]


class Chosen(NamedTuple):
    """Some columns of a matrix.

    Attributes:
        matrix: The whole, with the other columns nought.
        columns: Which are chosen; None: all.
    """

    matrix: csr_matrix
    columns: Mask | None = None


def nearest(rows: csr_matrix, chosen: Sequence[Chosen], most: int, least: float) -> list[Keys]:
    """For each choice, the columns nearest to each row: row times the number of columns, and the column.

    Args:
        rows: To be multiplied with the matrix.
        chosen: The choices.
        most: How many columns for a row.
        least: How near at least.
    """
    if len(chosen) == 1 or any(one.columns is None or not _alike(one, chosen[0]) for one in chosen):
        return [
            _keys(sp_matmul_topn(rows, one.matrix, top_n=most, threshold=least)) for one in chosen
        ]
    whole = csr_matrix(chosen[0].matrix.shape, dtype=np.float32)
    whole.indices, whole.indptr = chosen[0].matrix.indices, chosen[0].matrix.indptr
    whole.data = np.maximum.reduce([one.matrix.data for one in chosen])
    near = sp_matmul_topn(rows, whole, top_n=most + _MORE, threshold=least, sort=True)
    return [_of_choice(rows, near, one, most, least) for one in chosen]


def _alike(one: Chosen, other: Chosen) -> bool:
    """Whether values stand in the same places."""
    return one.matrix.indices is other.matrix.indices


def _of_choice(rows: csr_matrix, near: csr_matrix, one: Chosen, most: int, least: float) -> Keys:
    """The columns of one choice, of those near."""
    assert one.columns is not None
    lengths = np.diff(near.indptr)
    row = np.repeat(np.arange(near.shape[0]), lengths)
    held = np.flatnonzero(one.columns[near.indices[: len(row)]])
    row, column, value = row[held], near.indices[held].astype(np.int64), near.data[held]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    last, following = np.full(len(lengths), 2.0), np.full(len(lengths), -1.0)
    last[row[rank == most - 1]] = value[rank == most - 1]
    following[row[rank == most]] = value[rank == most]
    # Either all that is near enough is here, or enough of it, and the last is nearer than the next.
    unsure = ((lengths == most + _MORE) & (following < 0)) | (last == following)
    kept = (rank < most) & ~unsure[row]
    width = near.shape[1]
    again = np.flatnonzero(unsure)
    found = _keys(sp_matmul_topn(rows[again], one.matrix, top_n=most, threshold=least))
    return np.concatenate(
        [row[kept] * width + column[kept], again[found // width] * width + found % width]
    )


def _keys(near: csr_matrix) -> Keys:
    row = np.repeat(np.arange(near.shape[0], dtype=np.int64), np.diff(near.indptr))
    return np.asarray(row * max(near.shape[1], 1) + near.indices[: len(row)], np.int64)

"""PRIO-GRID: half-degree cells, numbered row by row from 90° S 180° W (Tollefsen, Strand & Buhaug 2012).

The id of a cell is (row - 1) * 720 + column, rows from 1 at 90 S and columns from 1 at 180 W.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLUMNS = 720
ROWS = 360
SIDE = 0.5

Ints = NDArray[np.int64]


def rows_and_columns(cells: Ints) -> tuple[Ints, Ints]:
    """Row and column of cells, both counted from 0."""
    return (cells - 1) // COLUMNS, (cells - 1) % COLUMNS


def cells_at(rows: Ints, columns: Ints) -> Ints:
    """The cells of rows and columns counted from 0."""
    return rows * COLUMNS + columns + 1


def middles(cells: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude of the middles of cells."""
    rows, columns = (index.astype(np.float64) for index in rows_and_columns(cells))
    return -90 + (rows + 0.5) * SIDE, -180 + (columns + 0.5) * SIDE

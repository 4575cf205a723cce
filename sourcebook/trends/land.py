"""Which cells of the grid hold land, after the outlines of Natural Earth (public domain).

At sea nobody attacks a village: a cell of sea among those compared would make every cell of a coast look busy. The list
(`land.txt`) is made by `scripts/land.py`; a cell with a coast is land, lakes are land, Antarctica is left out.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sourcebook.trends.grid import COLUMNS, ROWS

Bools = NDArray[np.bool_]


@cache
def land() -> Bools:
    """Whether a cell holds land, by row from 90° S and column from 180° W; 360 by 720."""
    held = np.zeros((ROWS, COLUMNS), dtype=bool)
    for line in files(__package__).joinpath("land.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        row, stretches = line.split(": ")
        for stretch in stretches.split():
            west, _, east = stretch.partition("-")
            held[int(row), int(west) : int(east or west) + 1] = True
    return held

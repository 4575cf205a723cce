"""Make the list of grid cells that hold land, from the outlines that maps are drawn on.

    python scripts/land.py [--check]

Of each half-degree cell a hundred points are looked at, evenly spread; one that lies within a country's outline makes
the cell land, and so does a corner of an outline in it. Lakes are land. What is left out: Antarctica, and islets too
small for the outlines (a cell with an incident counts whatever the list says).
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.profiles.figures.outlines import Ring, codes, rings
from sourcebook.trends.grid import COLUMNS, ROWS, SIDE

TARGET = Path(__file__).resolve().parent.parent / "sourcebook/trends/land.txt"
WITHIN = 10  # points looked at along a side of a cell
STEP = SIDE / WITHIN
HEAD = """# The half-degree cells that hold land: per row from 90° S the columns from 180° W, both counted from 0, as
# stretches. Made by scripts/land.py from the outlines of Natural Earth (public domain).
"""

Bools = NDArray[np.bool_]


def land() -> Bools:
    """Whether a cell holds land, by row and column."""
    points = np.zeros((ROWS * WITHIN, COLUMNS * WITHIN), dtype=bool)
    cells = np.zeros((ROWS, COLUMNS), dtype=bool)
    for code in codes():
        for ring, _ in rings(code):
            fill(points, ring)
            corners = np.array(ring)
            rows = np.clip((corners[:, 1] + 90) / SIDE, 0, ROWS - 1).astype(int)
            columns = np.clip((corners[:, 0] + 180) / SIDE, 0, COLUMNS - 1).astype(int)
            cells[rows, columns] = True
    return cells | points.reshape(ROWS, WITHIN, COLUMNS, WITHIN).any(axis=(1, 3))


def fill(points: Bools, ring: Ring) -> None:
    """Mark the points within a ring: those between the first and second crossing of their parallel, and so on."""
    x, y = np.array((*ring, ring[0])).T
    first = max(int((y.min() + 90) / STEP) - 1, 0)
    last = min(int((y.max() + 90) / STEP) + 1, len(points) - 1)
    for row in range(first, last + 1):
        at = -90 + (row + 0.5) * STEP
        crossing = (y[:-1] <= at) != (y[1:] <= at)
        x0, x1, y0, y1 = x[:-1][crossing], x[1:][crossing], y[:-1][crossing], y[1:][crossing]
        crossings = np.sort(x0 + (at - y0) / (y1 - y0) * (x1 - x0))
        columns = np.round((crossings + 180) / STEP).astype(int)
        for west, east in zip(columns[::2], columns[1::2], strict=True):
            points[row, west:east] = True


def written(cells: Bools) -> str:
    """The file: a line for each row that holds land."""
    lines = [HEAD]
    for number, row in enumerate(cells):
        if row.any():
            lines.append(f"{number}: {' '.join(stretches(np.flatnonzero(row)))}\n")
    return "".join(lines)


def stretches(columns: NDArray[np.int64]) -> list[str]:
    """Columns as stretches: `3-7`, or `3` alone."""
    found = []
    for _, run in groupby(enumerate(columns.tolist()), key=lambda pair: pair[1] - pair[0]):
        held = [column for _, column in run]
        found.append(f"{held[0]}-{held[-1]}" if len(held) > 1 else str(held[0]))
    return found


def main() -> int:
    """Write the file, or say whether it is what would be written."""
    made = written(land())
    if "--check" in sys.argv[1:]:
        same = TARGET.read_text("utf-8") == made
        print("land.txt is up to date" if same else "land.txt differs: run python scripts/land.py")
        return int(not same)
    TARGET.write_text(made, "utf-8")
    print(f"{TARGET.name}: {int(land().sum()):,} cells")
    return 0


if __name__ == "__main__":
    sys.exit(main())

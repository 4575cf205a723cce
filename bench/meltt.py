"""MELTT's published example reproduced: three datasets of simulated car crashes in Maryland.

    python bench/meltt.py [FOLDER]     the shared folder; default $SOURCEBOOK_SHARED, else ../shared

The figures are those that the authors' documentation prints for a window of 4 km and 2 days.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.incidents.meltt import Entries, Integrated, Window, integrate

TAXONOMIES = ("model_tax", "color_tax", "damage_tax")
PUBLISHED = {
    "unique": 140, "matched": 34, "duplicates": 55, "events": 26, "episodes": 8, "flagged": 6,
    "overlap": [41, 34, 31, 5, 4, 4, 21],
}  # fmt: skip
Taxonomy = dict[tuple[str, str], tuple[int, ...]]


def read(folder: Path) -> list[Entries]:
    """The three datasets with their taxonomies.

    Args:
        folder: Where the six files lie.
    """
    taxonomies = {name: _taxonomy(folder / f"taxonomy_{name}.csv") for name in TAXONOMIES}
    return [_dataset(folder / f"crash_data{n}.csv", taxonomies) for n in (1, 2, 3)]


def _taxonomy(path: Path) -> Taxonomy:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    numbers: dict[str, int] = {}
    return {
        (row[0], row[1]): tuple(numbers.setdefault(level, len(numbers)) for level in row[2:])
        for row in rows
    }


def _dataset(path: Path, taxonomies: Mapping[str, Taxonomy]) -> Entries:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [
        np.array([date.fromisoformat(row[name]).toordinal() for row in rows])
        for name in ("date", "enddate")
    ]
    place = [np.array([float(row[name]) for row in rows]) for name in ("latitude", "longitude")]
    levels = tuple(
        np.array([known[row["dataset"], row[name]] for row in rows])
        for name, known in taxonomies.items()
    )
    event = np.array([int(row["event"]) for row in rows])
    return Entries(path.stem, event, *days, *place, levels)


def figures(found: Integrated) -> dict[str, object]:
    """What the authors' summary prints."""
    return {
        "unique": len(found.members), "matched": found.matched, "duplicates": found.duplicates,
        "events": found.matched - found.episode_matches, "episodes": found.episode_matches,
        "flagged": len(found.flagged), "overlap": list(found.overlap().values()),
    }  # fmt: skip


def main() -> int:
    """Run and compare."""
    shared = Path(
        sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SOURCEBOOK_SHARED", "../shared")
    )
    started = time.perf_counter()
    datasets = read(shared / "bench/incidents")
    found = figures(integrate(datasets, Window(km=4, days=2)))
    took = time.perf_counter() - started
    for name, expected in PUBLISHED.items():
        print(f"{name:12} {found[name]!s:32} published {expected}")
    print(f"{took:.3f} s")
    return 0 if found == PUBLISHED else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""Which cells of the grid hold land."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sourcebook.trends.land import land

ROOT = Path(__file__).resolve().parents[2]


def cell(latitude: float, longitude: float) -> tuple[int, int]:
    return int((latitude + 90) * 2), int((longitude + 180) * 2)


@pytest.mark.parametrize(
    ("place", "latitude", "longitude"),
    [("Kidal", 18.44, 1.41), ("Algiers", 36.75, 3.06), ("Marawi", 8.0, 124.29), ("Suva", -18.14, 178.44)],
)  # fmt: skip
def test_towns_are_on_land(place: str, latitude: float, longitude: float) -> None:
    assert land()[cell(latitude, longitude)], place


@pytest.mark.parametrize(
    ("sea", "latitude", "longitude"),
    [("Gulf of Guinea", 0.0, 0.0), ("between Sicily and Libya", 34.2, 18.2), ("Bay of Bengal", 14.0, 88.0)],
)  # fmt: skip
def test_the_open_sea_is_not(sea: str, latitude: float, longitude: float) -> None:
    assert not land()[cell(latitude, longitude)], sea


def test_a_quarter_of_the_cells_are_land() -> None:
    # PRIO-GRID counts 64,818 cells of land; one that a coast only touches is among ours.
    assert 64_818 < np.count_nonzero(land()) < 1.05 * 64_818


def test_the_list_is_what_its_generator_makes_of_the_outlines() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/land.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout

"""Which reports lie near enough to each other, in space and time, to be one incident.

Points are looked up on a grid of cells as wide as the window, each with its eight neighbours, sorted by cell and day,
so that the cost grows with what is near and not with what there is. Reports placed in a region or a country are looked
up in that area, their neighbours being whatever lies in it at the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sourcebook.incidents.reports import COUNTRY, DISTRICT, MONTH, NOWHERE, REGION, WEEK, Reports

Rows = npt.NDArray[np.int32]
Keys = npt.NDArray[np.int64]
EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Window:
    """How far apart two reports of one incident may lie.

    Attributes:
        km: Between points.
        days: Between the last day of one and the first of the other.
        region_km: Between a point and the point that stands for a region.
        pairs: How many pairs are held at a time before they are judged.
    """

    km: float = 40.0
    days: int = 5
    region_km: float = 150.0
    pairs: int = 1_500_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows on either side, and the kilometres between them (not a number where unknown)."""

    left: Rows
    right: Rows
    km: npt.NDArray[np.float32]

    def at(self, chosen: npt.NDArray[np.generic]) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.left[chosen], self.right[chosen], self.km[chosen])


def pairs(reports: Reports, rows: Rows, window: Window) -> Iterator[Pairs]:
    """All pairs of different datasets inside the window, each once, a few at a time.

    Args:
        reports: All of them.
        rows: Those that may be linked.
        window: How far apart.
    """
    rows = comparable(reports, rows)
    points = rows[reports.reach[rows] <= DISTRICT]
    yield from _on_grid(reports, points, window)
    dated = rows[reports.width[rows] <= WEEK]
    yield from _in_areas(reports, dated[reports.reach[dated] >= REGION], dated, window)


def comparable(reports: Reports, rows: Rows) -> Rows:
    """Those that say enough of when and where: a region and a month together tell no incident from another.

    Args:
        reports: All of them.
        rows: Of which.
    """
    width, reach = reports.width[rows], reports.reach[rows]
    area = (width <= WEEK) & (reach < NOWHERE) & (reports.country[rows] >= 0)
    return np.asarray(rows[((width <= MONTH) & (reach <= DISTRICT)) | area])


def _on_grid(reports: Reports, rows: Rows, window: Window) -> Iterator[Pairs]:
    """Points against points: each dataset against each, short dates and months on boards of their own."""
    kinds = [rows[reports.width[rows] <= WEEK], rows[reports.width[rows] == MONTH]]
    sets = [
        [kind[reports.dataset[kind] == dataset] for kind in kinds]
        for dataset in np.unique(reports.dataset[rows])
    ]
    for n, others in enumerate(sets):
        boards = [_Board(reports, kind, window) for kind in others if len(kind)]
        for probes in (kind for one in sets[:n] for kind in one if len(kind)):
            for board in boards:
                yield from _probe(reports, board, probes)


class _Board:
    """Rows sorted by the cell they lie in, and within it by day."""

    def __init__(self, reports: Reports, rows: Rows, window: Window) -> None:
        self.window = window
        self.step = window.km / EARTH_KM
        latitude, longitude = reports.latitude[rows], reports.longitude[rows]
        band = self.band(latitude)
        key = self.key(band, self.column(band, longitude), reports.starts[rows])
        order = np.argsort(key, kind="stable")
        self.rows, self.keys = rows[order], key[order]
        self.span = int((reports.ends[rows] - reports.starts[rows]).max())

    def band(self, latitude: npt.NDArray[np.float32]) -> Keys:
        return np.floor((latitude.astype(np.float64) + np.pi / 2) / self.step).astype(np.int64)

    def columns(self, band: Keys) -> Keys:
        """How many cells a band has: none narrower than the window where the band is narrowest."""
        edge = np.maximum(
            np.abs(band * self.step - np.pi / 2), np.abs((band + 1) * self.step - np.pi / 2)
        )
        around = 2 * np.pi * np.cos(np.minimum(edge, np.pi / 2))
        return np.asarray(np.maximum(1, np.floor(around / self.step)), np.int64)

    def column(self, band: Keys, longitude: npt.NDArray[np.float32]) -> Keys:
        many = self.columns(band)
        at = np.floor((longitude.astype(np.float64) + np.pi) / (2 * np.pi) * many).astype(np.int64)
        return np.asarray(at % many)

    def key(self, band: Keys, column: Keys, day: Rows) -> Keys:
        return ((band + 1) << 44) + (column << 24) + (day.astype(np.int64) + (1 << 22))


def _probe(reports: Reports, board: _Board, probes: Rows) -> Iterator[Pairs]:
    """The rows of a board that lie near some rows, cell by neighbouring cell."""
    latitude, longitude = reports.latitude[probes], reports.longitude[probes]
    first = reports.starts[probes] - board.window.days - board.span
    last = reports.ends[probes] + board.window.days
    home = board.band(latitude)
    for north in (-1, 0, 1):
        band = home + north
        many, column = board.columns(band), board.column(band, longitude)
        for east in (-1, 0, 1):
            # In a band of one or two cells a neighbour is reached twice; the pair must not be.
            fresh = (many > 2) | (east == 0) | ((many == 2) & (east == 1))
            cell = (column + east) % many
            low = np.searchsorted(board.keys, board.key(band, cell, first), "left")
            high = np.searchsorted(board.keys, board.key(band, cell, last), "right")
            for left, right in _spread(low, np.where(fresh, high, low), board.window.pairs):
                yield from _judged(reports, probes[left], board.rows[right], board.window)


def _spread(low: Keys, high: Keys, most: int) -> Iterator[tuple[Keys, Keys]]:
    """The pairs that ranges stand for: each probe with each position of its range, not too many at a time."""
    size = np.maximum(0, high - low)
    busy = np.flatnonzero(size)
    if not len(busy):
        return
    total = np.cumsum(size[busy])
    cuts = np.searchsorted(total, np.arange(most, int(total[-1]) + most, most), "right") + 1
    for part in np.split(busy, np.unique(cuts[cuts < len(busy)])):
        many = size[part]
        start = np.cumsum(many) - many
        within = np.arange(int(many.sum())) - np.repeat(start, many)
        yield np.repeat(part, many), np.repeat(low[part], many) + within


def _judged(reports: Reports, left: Rows, right: Rows, window: Window) -> Iterator[Pairs]:
    """What of some pairs lies inside the window."""
    fit = reports.starts[left] <= reports.ends[right] + window.days
    fit &= reports.starts[right] <= reports.ends[left] + window.days
    left, right = left[fit], right[fit]
    km = distance(reports, left, right)
    near = km <= window.km
    if near.any():
        left, right = left[near], right[near]
        yield Pairs(np.minimum(left, right), np.maximum(left, right), km[near])


def _in_areas(reports: Reports, areas: Rows, dated: Rows, window: Window) -> Iterator[Pairs]:
    """Reports placed in a region or country against all in that country at the time."""
    if not len(areas):
        return
    known = dated[reports.country[dated] >= 0]
    key = _area_key(reports, known, reports.starts[known])
    order = np.argsort(key, kind="stable")
    known, key = known[order], key[order]
    probes = areas[reports.country[areas] >= 0]
    low = np.searchsorted(
        key, _area_key(reports, probes, reports.starts[probes] - window.days - 7), "left"
    )
    high = np.searchsorted(
        key, _area_key(reports, probes, reports.ends[probes] + window.days), "right"
    )
    for left, right in _spread(low, high, window.pairs):
        yield from _in_area(reports, probes[left], known[right], window)


def _area_key(reports: Reports, rows: Rows, day: Rows) -> Keys:
    return (reports.country[rows].astype(np.int64) << 24) + (day.astype(np.int64) + (1 << 22))


def _in_area(reports: Reports, left: Rows, right: Rows, window: Window) -> Iterator[Pairs]:
    # Where both are areas each finds the other; the pair is kept once.
    fit = (reports.reach[right] < REGION) | (left < right)
    fit &= reports.dataset[left] != reports.dataset[right]
    fit &= reports.starts[left] <= reports.ends[right] + window.days
    fit &= reports.starts[right] <= reports.ends[left] + window.days
    left, right = left[fit], right[fit]
    km = distance(reports, left, right)
    inside = _same_area(reports, left, right, km, window)
    left, right, km = left[inside], right[inside], km[inside]
    if len(left):
        yield Pairs(np.minimum(left, right), np.maximum(left, right), km)


def around(reports: Reports, sums: Rows, rows: Rows, window: Window) -> Iterator[Pairs]:
    """For reports that sum up, on the left, those of other datasets near them in space and time, on the right.

    Args:
        reports: All of them.
        sums: Whatever their dates.
        rows: What may lie inside, none of `sums`.
        window: How far off.
    """
    rows = rows[reports.width[rows] <= MONTH]
    points, spots = rows[reports.reach[rows] <= DISTRICT], sums[reports.reach[sums] <= DISTRICT]
    if len(points) and len(spots):
        for found in _probe(reports, _Board(reports, points, window), spots):
            turned = np.isin(found.left, spots)
            left = np.where(turned, found.left, found.right)
            yield Pairs(left, np.where(turned, found.right, found.left), found.km)
    areas = sums[(reports.reach[sums] >= REGION) & (reports.reach[sums] < NOWHERE)]
    areas = areas[reports.country[areas] >= 0]
    known = rows[reports.country[rows] >= 0]
    if len(areas) and len(known):
        yield from _area_sums(reports, areas, known, window)


def _area_sums(reports: Reports, areas: Rows, known: Rows, window: Window) -> Iterator[Pairs]:
    key = _area_key(reports, known, reports.starts[known])
    order = np.argsort(key, kind="stable")
    known, key = known[order], key[order]
    low = np.searchsorted(key, _area_key(reports, areas, reports.starts[areas]), "left")
    high = np.searchsorted(key, _area_key(reports, areas, reports.ends[areas]), "right")
    for left, right in _spread(low, high, window.pairs):
        ours, theirs = areas[left], known[right]
        km = distance(reports, ours, theirs)
        fit = _same_area(reports, ours, theirs, km, window)
        yield Pairs(ours[fit], theirs[fit], km[fit])


def _same_area(
    reports: Reports, left: Rows, right: Rows, km: npt.NDArray[np.float32], window: Window
) -> npt.NDArray[np.bool_]:
    """Whether the narrower lies in the wider: the same region by name, near it where one has no name, or a country."""
    ours, theirs = reports.admin1[left], reports.admin1[right]
    countrywide = np.maximum(reports.reach[left], reports.reach[right]) == COUNTRY
    same = (ours == theirs) & (ours >= 0)
    unknown = (ours < 0) | (theirs < 0)
    return np.asarray(countrywide | same | (unknown & (km <= window.region_km)))


def distance(reports: Reports, left: Rows, right: Rows) -> npt.NDArray[np.float32]:
    """Kilometres between two reports along the surface."""
    up, down = reports.latitude[left], reports.latitude[right]
    half = np.sin((up - down) / 2) ** 2
    half += (
        np.cos(up)
        * np.cos(down)
        * np.sin((reports.longitude[left] - reports.longitude[right]) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), np.float32)

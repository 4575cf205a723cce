"""The outlines of countries, as Natural Earth draws them (public domain), simplified by `scripts/outlines.py`.

A map here shows where a dataset puts events; it takes no position on borders. Outlines are kept as arcs, so that two
neighbours share one border and no gap opens between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import msgspec

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the earth between two meridians and two parallels, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def touches(self, other: Frame) -> bool:
        """Whether the two have a point in common."""
        return not (
            other.east < self.west
            or other.west > self.east
            or other.north < self.south
            or other.south > self.north
        )

    @classmethod
    def around(cls, points: Ring) -> Frame:
        """The smallest that holds all points."""
        longitudes, latitudes = zip(*points, strict=True)
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


@cache
def _stored() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(
        files(__package__).joinpath("outlines.json").read_bytes()
    )
    return found


@cache
def rings(code: str) -> tuple[tuple[Ring, Frame], ...]:
    """The outer borders of a country, each with its frame.

    Args:
        code: ISO 3166 alpha-2.

    Returns:
        Points as (longitude, latitude) in degrees; none for a code without outlines.
    """
    found = (_ring(arcs) for arcs in _stored()["countries"].get(code, ()))
    return tuple((ring, Frame.around(ring)) for ring in found)


def codes() -> tuple[str, ...]:
    """The countries there are outlines of, in alphabetical order."""
    return tuple(sorted(_stored()["countries"]))


def _ring(arcs: list[int]) -> Ring:
    points: list[Point] = []
    for number in arcs:
        arc = _arc(number) if number >= 0 else _arc(~number)[::-1]
        points.extend(arc[1:] if points else arc)
    return tuple(points)


@cache
def _arc(number: int) -> Ring:
    steps = _stored()["arcs"][number]
    longitudes, latitudes = accumulate(steps[0::2]), accumulate(steps[1::2])
    return tuple((x / 100, y / 100) for x, y in zip(longitudes, latitudes, strict=True))

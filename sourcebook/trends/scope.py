"""What is asked about: whose reports, where, when, from which datasets, and known by when.

A scope narrows the reports of the record; every measure is taken over the reports that are left. Two days bound it as
they bound every question: `as_of`, after which nothing that happened is counted, and `known`, after which nothing that
was said is. An empty scope is everything that is loaded.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Self

import msgspec

from sourcebook.errors import UsageError


class Box(msgspec.Struct, frozen=True):
    """A box of degrees; one whose west is greater than its east lies across the date line."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `W,S,E,N`.

        Raises:
            UsageError: Those are not four degrees of a box.
        """
        parts = text.split(",")
        try:
            west, south, east, north = (float(part) for part in parts)
        except ValueError:
            raise UsageError(f"{text!r} is no box.", "Write W,S,E,N: -6,14,5,25.") from None
        sound = all(map(math.isfinite, (west, south, east, north)))
        if not sound or max(abs(west), abs(east)) > 180 or not -90 <= south <= north <= 90:
            raise UsageError(
                f"{text!r} is no box on the globe.",
                "West and east lie between -180 and 180, south and north between -90 and 90.",
            )
        return cls(west, south, east, north)


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports are asked about.

    Attributes:
        as_of: The last day in the world that counts.
        known: The day by which a source had to have said so.
        group: Canonical id of a group that has to be named on some side.
        country: ISO 3166 alpha-2.
        admin1: First-order region, as the dataset prints it, whatever the case.
        cell: PRIO-GRID cell.
        box: Where the place has to lie.
        since, until: The first and the last day of a time asked about; months of it are shown even where no dataset
            covers them.
        datasets: `ucdp` or `ucdp/ged`; none: all that are loaded.
        grades: How surely, or as what, an actor has to be the group (see `actor_resolution`).
    """

    as_of: date
    known: date
    group: str | None = None
    country: str | None = None
    admin1: str | None = None
    cell: int | None = None
    box: Box | None = None
    since: date | None = None
    until: date | None = None
    datasets: tuple[str, ...] = ()
    grades: tuple[str, ...] = ("same",)

"""Where activity was, as values: its centre, the cells that stand out, and what lay across a border."""

from __future__ import annotations

from typing import Literal, Self

import msgspec

from sourcebook.trends.values import Counts, Portion


class Move(msgspec.Struct, frozen=True):
    """A year in which most incidents lay in another country than in the year with incidents before it.

    Attributes:
        year: In which it was so.
        before, after: The countries; None where withheld.
        restricted: Reports of that year, or of the one before, whichever are fewer and some, whose source lets no rows
            out.
    """

    year: int
    before: str | None
    after: str | None
    restricted: int | None = 0

    def blanked(self) -> Self:
        """The year alone."""
        return type(self)(self.year, None, None, None)


class Border(msgspec.Struct, frozen=True):
    """How far activity lay outside its main country.

    Attributes:
        main: The country of most incidents.
        abroad: Share of incidents elsewhere.
        by_year: The same for each year with incidents, the main country staying that of the whole time.
        moves: When the country of most incidents of a year changed.
    """

    main: str | None
    abroad: Portion
    by_year: tuple[tuple[int, Portion], ...]
    moves: tuple[Move, ...]


class Centre(msgspec.Struct, frozen=True):
    """Where activity was centred, and how far it spread.

    Attributes:
        latitude, longitude: The spherical centroid of the incidents; None without any.
        gyration_km: Root mean square of the distances from it.
        median_km: Median of the distances.
        of: Incidents whose place is known well enough.
        restricted: Reports among them whose source lets no rows out.
        withheld: Whether so few of those are in it that the centre would be a row.
    """

    latitude: float | None
    longitude: float | None
    gyration_km: float | None
    median_km: float | None
    of: int | None
    restricted: int | None = 0
    withheld: bool = False

    def blanked(self) -> Self:
        """The same without its figures."""
        return type(self)(None, None, None, None, None, None, True)


class HotSpot(msgspec.Struct, frozen=True):
    """A grid cell.

    Attributes:
        cell: PRIO-GRID id.
        latitude, longitude: Of its middle.
        counts: What happened in it.
        z: Getis-Ord Gi*: how far it and its neighbours stand out.
        p: Two-sided, from the normal distribution.
        q: The same, corrected for the number of cells looked at.
        kind: `hot` or `cold` at the level asked for, else `none`.
    """

    cell: int
    latitude: float
    longitude: float
    counts: Counts
    z: float | None
    p: float | None
    q: float | None
    kind: Literal["hot", "cold", "none"]

    @property
    def restricted(self) -> int | None:
        """As in its counts."""
        return self.counts.restricted

    def blanked(self) -> HotSpot:
        """The cell without its figures; its z would give them away."""
        return HotSpot(
            self.cell,
            self.latitude,
            self.longitude,
            self.counts.blanked(),
            None,
            None,
            None,
            "none",
        )


class HotSpots(msgspec.Struct, frozen=True, kw_only=True):
    """Hot spots of a scope.

    Attributes:
        value: What was counted in each cell: `incidents` or `deaths`.
        alpha: The level.
        cells: How many cells were looked at, those without an incident included.
        spots: Every cell with an incident and every one that stands out, highest z first.
        unplaced: Incidents whose place is known too roughly for a cell.
        centre: The centre of it all.
        method: In words.
    """

    value: str
    alpha: float
    cells: int
    spots: tuple[HotSpot, ...]
    unplaced: int
    centre: Centre
    method: str

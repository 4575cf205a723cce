"""Where the bands of a genealogy lie: lanes across, dates along.

Lane 0 is the middle and belongs to the group of the page; negative lanes lie above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sourcebook.profiles.figures.bands import GAP, NAME_SIZE, PAD, TIP, Band, Span
from sourcebook.profiles.figures.lineage import Relation
from sourcebook.profiles.figures.measure import STRONG, width

WORDS_SIZE = 11.5
RING = 20
PITCH = 42
HALF = 11
HEAD = 34


class Side(IntEnum):
    """Where the name of a band stands, best first."""

    INSIDE = 0
    BEFORE = 1
    AFTER = 2


@dataclass(frozen=True, slots=True)
class Connector:
    """A relation that can be drawn: its date lies in the years shown and both bands do.

    Attributes:
        relation: The relation.
        x: Where its line stands.
    """

    relation: Relation
    x: float

    def words_width(self) -> float:
        """The room its words and ring take, or 0 if it has none."""
        words = width(self.relation.words, WORDS_SIZE) + GAP if self.relation.words else 0
        return words + (RING if self.relation.note else 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A band in its lane.

    Attributes:
        band: The band.
        lane: The lane; 0 is the middle, negative is above.
        side: Where its name stands.
        name: The name as it is set.
        taken: What the band, its name and the words before its start occupy of the lane.
    """

    band: Band
    lane: int
    side: Side
    name: str
    taken: Span

    @property
    def name_span(self) -> Span:
        """Where the name stands."""
        length = width(self.name, NAME_SIZE, STRONG)
        if self.side is Side.BEFORE:
            right = self.band.span.left - GAP
            return Span(right - length, right)
        if self.side is Side.AFTER:
            left = self.band.span.right + GAP
            return Span(left, left + length)
        left = self.band.solid.left + PAD + (TIP if self.band.cut else 0)
        return Span(left, left + length)


@dataclass(frozen=True, slots=True)
class Layout:
    """All bands in their lanes.

    Attributes:
        placed: The bands, the page's own first, then in the order they were placed.
        connectors: The relations that can be drawn, by date.
    """

    placed: tuple[Placed, ...]
    connectors: tuple[Connector, ...]

    @property
    def top(self) -> int:
        """The uppermost lane."""
        return min(p.lane for p in self.placed)

    @property
    def bottom(self) -> int:
        """The lowest lane."""
        return max(p.lane for p in self.placed)

    def of(self, group: str) -> Placed:
        """Where a group was placed."""
        return next(p for p in self.placed if p.band.group.id == group)

    def y(self, lane: float) -> float:
        """The height of a lane's middle; halves lie in the gaps."""
        return HEAD + (lane - self.top + 0.5) * PITCH

    @property
    def height(self) -> float:
        """The height of the whole figure."""
        return 2 * HEAD + (self.bottom - self.top + 1) * PITCH

"""How long each group of a genealogy existed, in pixels, and how its name stands on its band.

The genealogy is drawn at one size and scrolls where it does not fit, so its positions are pixels. A band
reaches from its start to its end; where the start is before the years shown the band is cut, where the
end is open it points onward, and where an edge has no date it fades away from the nearest date the record
does give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sourcebook.profiles.figures.lineage import Group, Kind, Lineage
from sourcebook.profiles.figures.measure import STRONG, fitted, width
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import Edge, When

WIDTH = 968
LEFT, RIGHT = 10, 956
FADE = 56
TIP = 9
PAD = 7
GAP = 6
NAME_SIZE = 12
LONGEST_NAME = 300
_LEAST = 7


def x_of(day: date, timeline: Timeline) -> float:
    """Where a day stands in the figure, in pixels."""
    return LEFT + timeline.at(day) * (RIGHT - LEFT)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of pixels from left to right."""

    left: float
    right: float

    def meets(self, other: Span, gap: float = 0) -> bool:
        """Whether two stretches come nearer than the gap."""
        return self.left < other.right + gap and other.left < self.right + gap

    def over(self, x: float) -> bool:
        """Whether a vertical line at x passes through."""
        return self.left < x < self.right

    @property
    def length(self) -> float:
        """How long it is."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a band under one name.

    Attributes:
        span: Where it lies.
        name: The name.
        former: Whether a later name followed.
    """

    span: Span
    name: str
    former: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A group's existence as it is drawn.

    Attributes:
        group: The group.
        span: The whole band, faded ends included.
        solid: The part whose dates the record gives; fades lie outside it.
        cut: Whether it began before the years shown.
        onward: Whether it still exists.
        own: Whether it is the page's own.
        stretches: Its solid part by name, in order.
    """

    group: Group
    span: Span
    solid: Span
    cut: bool
    onward: bool
    own: bool
    stretches: tuple[Stretch, ...]

    @property
    def blends(self) -> tuple[Span, ...]:
        """Where the name changed on an unknown day."""
        pairs = pairwise(self.stretches)
        return tuple(
            Span(a.span.right, b.span.left) for a, b in pairs if a.span.right < b.span.left
        )

    def inner_name(self, stretch: Stretch) -> str | None:
        """The name of a stretch as it fits inside: long, short, or not at all."""
        tips = TIP * (self.cut and stretch is self.stretches[0])
        tips += TIP * (self.onward and stretch is self.stretches[-1])
        # Words in the ink of the grey bands are legible on the page too, so they may run into a fade.
        faded = 0 if self.own or len(self.stretches) > 1 else self.span.right - self.solid.right
        room = stretch.span.length + faded - tips - 2 * PAD
        short = self.group.short if stretch.name == self.group.label else ""
        fits = (n for n in (stretch.name, short) if n and width(n, NAME_SIZE, STRONG) <= room)
        return next(fits, None)

    def outer_name(self) -> str:
        """The first name as it stands outside the band."""
        name = self.stretches[0].name
        if width(name, NAME_SIZE, STRONG) > LONGEST_NAME / 2 and self.group.short:
            name = self.group.short
        return fitted(name, LONGEST_NAME, NAME_SIZE, STRONG)


def bands_of(lineage: Lineage, timeline: Timeline) -> tuple[Band, ...]:
    """The bands of all groups for which the record gives any date, in the order given."""
    bands = (_band(group, lineage, timeline) for group in lineage.groups)
    return tuple(band for band in bands if band is not None)


def _band(group: Group, lineage: Lineage, timeline: Timeline) -> Band | None:
    attested = _attested(group, lineage)
    start = group.start if isinstance(group.start, When) else _born(group, lineage)
    dates = [*attested, *(w for w in (start, group.end) if isinstance(w, When))]
    if not dates:
        return None
    first = start or min(dates)
    last = group.end if isinstance(group.end, When) else max(dates)
    if not _shown(first, last, group, timeline):
        return None
    left = x_of(first.earliest, timeline)
    right = _solid_right(group, last, timeline)
    solid = Span(left, min(RIGHT, max(right, left + _LEAST)))
    fades_in, fades_out = start is None, group.end is Edge.UNKNOWN
    span = Span(
        max(LEFT, solid.left - FADE) if fades_in else solid.left,
        min(RIGHT, solid.right + FADE) if fades_out else solid.right,
    )
    cut = not fades_in and first.earliest.year < timeline.domain.first
    stretches = _stretches(group, solid, timeline)
    own = group.id == lineage.page
    return Band(group, span, solid, cut, group.end is Edge.OPEN, own, stretches)


def _stretches(group: Group, solid: Span, timeline: Timeline) -> tuple[Stretch, ...]:
    """The solid part, parted where the name changed."""
    parts, left, name = [], solid.left, group.label
    for renaming in group.renamings:
        right = min(solid.right, max(left, x_of(renaming.when.earliest, timeline)))
        parts.append(Stretch(Span(left, right), renaming.old, former=True))
        until = renaming.until or renaming.when
        left = min(solid.right, max(right, x_of(until.earliest, timeline)))
        name = renaming.new
    return (*parts, Stretch(Span(left, solid.right), name, former=False))


def _shown(first: When, last: When, group: Group, timeline: Timeline) -> bool:
    domain = timeline.domain
    ended = group.end is not Edge.OPEN and last.latest.year < domain.first
    return not ended and first.earliest.year < domain.last


def _solid_right(group: Group, last: When, timeline: Timeline) -> float:
    day = timeline.as_of if group.end is Edge.OPEN else last.earliest
    return x_of(day, timeline)


def _attested(group: Group, lineage: Lineage) -> list[When]:
    """The dates on which the record sees the group at all."""
    dates = [r.when for r in lineage.relations if r.when is not None and r.touches(group.id)]
    return dates + [renaming.when for renaming in group.renamings]


def _born(group: Group, lineage: Lineage) -> When | None:
    """A splinter begins with its split and a merger's product with the merger, if nothing else is known."""
    dates = [
        r.when
        for r in lineage.relations
        if r.when is not None
        and (
            (r.kind is Kind.SPLIT_FROM and r.subject == group.id)
            or (r.kind is Kind.MERGED_INTO and r.object == group.id)
        )
    ]
    return min(dates, default=None)

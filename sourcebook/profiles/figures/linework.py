"""Bands and connectors of a genealogy as SVG.

A band is a duration. A connector is one straight vertical line at its date: a dot on the edge of the band
that gives, and the start or end of the band that takes. Pledges and alliances end nothing and begin
nothing: a pledge is dotted and ends in an open diamond, an alliance has an open dot at either end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from sourcebook.profiles.figures.bands import TIP, Band, Span, Stretch
from sourcebook.profiles.figures.layout import HALF, Connector, Layout, Placed
from sourcebook.profiles.figures.lineage import Kind
from sourcebook.profiles.figures.markup import join, number, tag

_NEAR = 2
_OPEN_ENDED = {Kind.PLEDGED_TO, Kind.PART_OF, Kind.ALLIED_WITH, Kind.SUPPORTS, Kind.RIVAL_OF}
_LINE = {
    Kind.PLEDGED_TO: "fig-line fig-dotted",
    Kind.RIVAL_OF: "fig-line fig-dashed",
    Kind.ALLIED_WITH: "fig-line fig-thin",
    Kind.SUPPORTS: "fig-line fig-thin",
}


@dataclass(frozen=True, slots=True)
class Inks:
    """What bands are filled with.

    Attributes:
        key: The figure's key, which begins the ids of its gradients.
    """

    key: str

    def fill(self, band: Band, stretch: Stretch) -> str:
        """The class of a stretch: the accent for the page's group under its present name."""
        own = band.own and not stretch.former
        return "fig-own" if own else "fig-other"

    def fade(self, into: bool, own: bool) -> str:
        """The gradient of an edge without a date."""
        return f"url(#{self.key}-fade-{'in' if into else 'out'}-{'own' if own else 'other'})"

    @property
    def blend(self) -> str:
        """The gradient of a name that changed on an unknown day."""
        return f"url(#{self.key}-blend)"

    def definitions(self) -> Markup:
        """The gradients."""
        fades = [
            _gradient(f"{self.key}-fade-{way}-{ink}", *_stops(ink, way))
            for way in ("in", "out")
            for ink in ("other", "own")
        ]
        blend = _gradient(f"{self.key}-blend", _stop(0, "other"), _stop(1, "own"))
        return tag("defs", *fades, blend)


def _stops(ink: str, way: str) -> tuple[Markup, Markup]:
    clear, full = _stop(0, ink, 0), _stop(1, ink)
    return (clear, full) if way == "in" else (_stop(0, ink), _stop(1, ink, 0))


def _stop(offset: float, ink: str, opacity: float | None = None) -> Markup:
    return tag("stop", offset=offset, class_=f"fig-stop-{ink}", stop_opacity=opacity)


def _gradient(id_: str, *stops: Markup) -> Markup:
    return tag("linearGradient", *stops, id=id_)


def rect(span: Span, top: float, height: float, **ink: str) -> Markup:
    """A rectangle between two positions across."""
    return tag("rect", x=span.left, y=top, width=span.length, height=height, **ink)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def band(placed: Placed, layout: Layout, inks: Inks) -> Markup:
    """One band: its stretches by name, its fades, its tips."""
    body, top = placed.band, layout.y(placed.lane) - HALF
    last = body.stretches[-1]
    parts = [_stretch(body, s, top, inks) for s in body.stretches if s.span.length > 0]
    blends = [rect(span, top, 2 * HALF, fill=inks.blend) for span in body.blends]
    own = inks.fill(body, last) == "fig-own"
    return tag("g", *parts, *blends, *_fades(body, top, own, inks), *_seams(body, top))


def _stretch(body: Band, stretch: Stretch, top: float, inks: Inks) -> Markup:
    left, right, low = stretch.span.left, stretch.span.right, top + 2 * HALF
    points = [(left, top), (right, top), (right, low), (left, low)]
    if body.onward and stretch is body.stretches[-1]:
        shoulder = max(left, right - TIP)
        points[1:3] = [(shoulder, top), (right, top + HALF), (shoulder, low)]
    if body.cut and stretch is body.stretches[0]:
        shoulder = min(right, left + TIP)
        points[0], points[-1] = (shoulder, top), (shoulder, low)
        points.append((left, top + HALF))
    path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return tag("polygon", points=path, class_=inks.fill(body, stretch))


def _fades(body: Band, top: float, own: bool, inks: Inks) -> Iterator[Markup]:
    before = Span(body.span.left, body.solid.left)
    after = Span(body.solid.right, body.span.right)
    if before.length > 0:
        yield rect(before, top, 2 * HALF, fill=inks.fade(True, own and len(body.stretches) == 1))
    if after.length > 0:
        yield rect(after, top, 2 * HALF, fill=inks.fade(False, own))


def _seams(body: Band, top: float) -> Iterator[Markup]:
    """A thin cut where the band begins and where its name changed on a known day.

    A merger's product that continues its predecessor's lane would else look like the same group.
    """
    if body.span.left == body.solid.left and not body.cut:
        yield line(body.span.left, top, body.span.left, top + 2 * HALF, "fig-seam")
    for before, after in pairwise(body.stretches):
        if before.span.right == after.span.left and before.span.length > 0:
            yield line(after.span.left, top, after.span.left, top + 2 * HALF, "fig-seam")


def connector(joint: Connector, layout: Layout) -> Markup:
    """The line of one relation; it lies behind the bands."""
    subject, object_ = _ends(joint, layout)
    ends = (_end_y(joint, subject, object_, layout), _end_y(joint, object_, subject, layout))
    class_ = _LINE.get(joint.relation.kind, "fig-line")
    whiskers = [_whisker(joint.x, placed, layout) for placed in (subject, object_)]
    return join(line(joint.x, ends[0], joint.x, ends[1], class_), *whiskers)


def knots(joint: Connector, layout: Layout, inks: Inks) -> Markup:
    """The dots and diamonds of one relation; they lie above the bands."""
    subject, object_ = _ends(joint, layout)
    kind, x = joint.relation.kind, joint.x
    if subject.lane == object_.lane:
        return Markup("")
    y_subject = _end_y(joint, subject, object_, layout)
    y_object = _end_y(joint, object_, subject, layout)
    if kind in (Kind.PLEDGED_TO, Kind.PART_OF):
        return _diamond(x, y_object)
    if kind is Kind.ALLIED_WITH:
        return join(_dot(x, y_subject, "fig-knot-open"), _dot(x, y_object, "fig-knot-open"))
    if kind in (Kind.SUPPORTS, Kind.RIVAL_OF):
        return _dot(x, y_object, "fig-knot-open")
    sides = ((subject, y_subject), (object_, y_object))
    return join(
        *(_dot(x, y, _knot(p, x, inks)) for p, y in sides if not _starts_or_ends(p.band, x))
    )


def _ends(joint: Connector, layout: Layout) -> tuple[Placed, Placed]:
    return layout.of(joint.relation.subject), layout.of(joint.relation.object)


def _starts_or_ends(body: Band, x: float) -> bool:
    """Whether a band begins or ends with a line, so that the line needs no dot on its edge."""
    starts = abs(x - body.solid.left) < _NEAR and body.span.left == body.solid.left
    ends = abs(x - body.solid.right) < _NEAR and not body.onward
    return starts or ends or not body.span.left <= x <= body.span.right


def _end_y(joint: Connector, placed: Placed, other: Placed, layout: Layout) -> float:
    """How far a line reaches: to the edge that faces the other band, or to the middle of a start or end."""
    middle = layout.y(placed.lane)
    if joint.relation.kind not in _OPEN_ENDED and _starts_or_ends(placed.band, joint.x):
        return middle
    if not placed.band.span.left <= joint.x <= placed.band.span.right:
        return middle
    return middle + (HALF if other.lane > placed.lane else -HALF)


def _whisker(x: float, placed: Placed, layout: Layout) -> Markup:
    """A thin line along the lane where a relation's date lies outside the band's own dates."""
    span, y = placed.band.span, layout.y(placed.lane)
    if x < span.left - 1:
        return line(x, y, span.left, y, "fig-line fig-thin")
    if x > span.right + 1:
        return line(span.right, y, x, y, "fig-line fig-thin")
    return Markup("")


def _knot(placed: Placed, x: float, inks: Inks) -> str:
    stretch = next(
        (s for s in placed.band.stretches if x <= s.span.right), placed.band.stretches[-1]
    )
    return "fig-knot-own" if inks.fill(placed.band, stretch) == "fig-own" else "fig-knot"


def _dot(x: float, y: float, class_: str) -> Markup:
    return tag("circle", cx=x, cy=y, r=3.8, class_=class_)


def _diamond(x: float, y: float) -> Markup:
    path = f"M{number(x)} {number(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"
    return tag("path", d=path, class_="fig-diamond")

"""Counts by place: countries shaded in four fixed classes, and circles by square degree.

A large country shaded dark says too much, so the circles show where in it; their area, not their radius, is the
count. The same frame and classes in every panel, so that panels can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians, sqrt

from markupsafe import Markup

from sourcebook.profiles.figures import outlines
from sourcebook.profiles.figures.figure import Caption, DataTable, Figure
from sourcebook.profiles.figures.markup import number, tag
from sourcebook.profiles.figures.outlines import Frame, Ring
from sourcebook.profiles.figures.phrases import Phrases, phrases

WIDTH = 300.0
# From how many on a country takes the next shade.
CLASSES = (1, 10, 100)
_MARGIN, _LEAST = 1.5, 8.0  # degrees around the events, and the least a map shows
_TALLEST = 1.25  # height to width
_RADIUS = 15.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A square degree with events.

    Attributes:
        west: Its western edge, in whole degrees.
        south: Its southern edge.
        count: How many.
    """

    west: int
    south: int
    count: int


@dataclass(frozen=True, slots=True)
class Panel:
    """One period.

    Attributes:
        label: What to call it: "2007 to 2012".
        countries: Counts by ISO 3166 alpha-2 code; the name each is shown by is the caller's to give.
        cells: Counts by square degree.
    """

    label: str
    countries: Mapping[str, int]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """A frame drawn at a scale: an equirectangular projection, true at its middle parallel."""

    frame: Frame
    scale: float
    squeeze: float

    @property
    def height(self) -> float:
        return (self.frame.north - self.frame.south) * self.scale

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self.frame.west) * self.squeeze * self.scale
        return x, (self.frame.north - latitude) * self.scale


def place_map(
    panels: tuple[Panel, ...],
    names: Mapping[str, str],
    unit: str,
    caption: Caption,
    text: Phrases | None = None,
) -> Figure:
    """Draw counts by place, a map for each period.

    Args:
        panels: The periods, in order.
        names: What to call each country that has a count.
        unit: What is counted: "events".
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
    """
    text = text or phrases()
    view = _view(panels)
    most = max((cell.count for panel in panels for cell in panel.cells), default=1)
    shapes = _shapes(view)
    maps = [
        _map(panel, view, _Drawn(caption.key, tuple(shapes), most), _said(panel, names, unit, text))
        for panel in panels
    ]
    columns = (*text.each("map_columns"), unit)
    rows = tuple(
        (f"{panel.label}: {names.get(code, code)}", f"{count:,}")
        for panel in panels
        for code, count in _ranked(panel.countries)
    )
    table = DataTable(text.say("map_table"), columns, rows)
    body = tag("div", _defined(caption.key, shapes), *maps, class_="fig-maps")
    said = " ".join(_said(panel, names, unit, text) for panel in panels)
    return Figure.of(caption, body + _key(text, unit), said, table, text)


def _ranked(countries: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(countries.items(), key=lambda pair: (-pair[1], pair[0]))


def _said(panel: Panel, names: Mapping[str, str], unit: str, text: Phrases) -> str:
    counts = "; ".join(f"{names.get(c, c)} {n:,}" for c, n in _ranked(panel.countries))
    return text.say("map_said", period=panel.label, unit=unit, counts=counts or text.say("none"))


def _view(panels: tuple[Panel, ...]) -> _View:
    """The frame of all events, widened to a shape that fits a page."""
    cells = [cell for panel in panels for cell in panel.cells]
    west = min((c.west for c in cells), default=-10) - _MARGIN
    east = max((c.west for c in cells), default=10) + 1 + _MARGIN
    south = min((c.south for c in cells), default=10) - _MARGIN
    north = max((c.south for c in cells), default=30) + 1 + _MARGIN
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    south, north = _widened(south, north, max(_LEAST, (east - west) * squeeze * 0.6))
    west, east = _widened(west, east, max(_LEAST, (north - south) / _TALLEST / squeeze))
    return _View(Frame(west, south, east, north), WIDTH / ((east - west) * squeeze), squeeze)


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    short = max(0.0, least - (high - low)) / 2
    return low - short, high + short


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the panels have in common: the key of the shapes, the countries in the frame, the largest count."""

    key: str
    codes: tuple[str, ...]
    most: int


def _shapes(view: _View) -> dict[str, str]:
    """The countries that the frame shows, as path data."""
    found = {}
    for code in outlines.codes():
        shown = [ring for ring, frame in outlines.rings(code) if frame.touches(view.frame)]
        if shown:
            found[code] = "".join(_path(ring, view) for ring in shown)
    return found


def _defined(key: str, shapes: Mapping[str, str]) -> Markup:
    """The shapes, once; every panel refers to them."""
    paths = (tag("path", d=d, id=_shape_id(key, code)) for code, d in shapes.items())
    return tag(
        "svg", tag("defs", *paths), width=0, height=0, aria_hidden="true", class_="fig-hidden"
    )


def _shape_id(key: str, code: str) -> str:
    return f"{key}-{code.lower()}"


def _map(panel: Panel, view: _View, drawn: _Drawn, said: str) -> Markup:
    drawing = tag(
        "svg",
        tag("rect", width=WIDTH, height=view.height, class_="map-sea"),
        *(_country(code, panel, drawn.key) for code in drawn.codes),
        *(_circle(cell, view, drawn.most) for cell in sorted(panel.cells, key=lambda c: -c.count)),
        *_numbers(panel, view),
        viewBox=f"0 0 {number(WIDTH)} {number(view.height)}",
        role="img",
        aria_label=said,
        direction="ltr",
    )
    return tag("div", tag("p", panel.label, class_="fig-heading"), drawing, class_="fig-map")


def _country(code: str, panel: Panel, key: str) -> Markup:
    shade = sum(panel.countries.get(code, 0) >= least for least in CLASSES)
    return tag("use", href=f"#{_shape_id(key, code)}", class_=f"map-{shade}")


def _path(ring: Ring, view: _View) -> str:
    """A ring as path data, in whole tenths of a pixel, what lies far outside drawn in to the edge."""
    steps, last = [], ""
    for longitude, latitude in ring:
        x, y = view.place(longitude, latitude)
        x, y = min(max(x, -20), WIDTH + 20), min(max(y, -20), view.height + 20)
        point = f"{x:.1f} {y:.1f}"
        if point != last:
            steps.append(point)
        last = point
    return f"M{'L'.join(steps)}Z"


def _circle(cell: Cell, view: _View, most: int) -> Markup:
    x, y = view.place(cell.west + 0.5, cell.south + 0.5)
    return tag(
        "circle", cx=x, cy=y, r=max(1.2, _RADIUS * sqrt(cell.count / most)), class_="map-dot"
    )


def _numbers(panel: Panel, view: _View) -> Iterator[Markup]:
    """The count of each country, on its largest part that is shown."""
    for code, count in sorted(panel.countries.items()):
        rings = [ring for ring, frame in outlines.rings(code) if frame.touches(view.frame)]
        if count and rings:
            x, y = _middle(max(rings, key=len), view)
            yield tag("text", f"{count:,}", x=x, y=y, text_anchor="middle", class_="map-count")


def _middle(ring: Ring, view: _View) -> tuple[float, float]:
    """The middle of what is shown of a ring, kept inside the edges."""
    placed = [view.place(*point) for point in ring]
    xs = [min(max(x, 0), WIDTH) for x, _ in placed]
    ys = [min(max(y, 0), view.height) for _, y in placed]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return min(max(x, 14), WIDTH - 14), min(max(y, 14), view.height - 6)


def _key(text: Phrases, unit: str) -> Markup:
    """What the shades mean."""
    labels = text.each("map_classes")
    swatch = (
        tag("li", tag("span", class_=f"map-swatch map-swatch-{shade}", aria_hidden="true"), label)
        for shade, label in enumerate(labels)
    )
    circles = tag("li", text.say("map_circles", unit=unit))
    return tag("ul", *swatch, circles, class_="fig-mapkey")

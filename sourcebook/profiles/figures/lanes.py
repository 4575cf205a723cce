"""Time-lane charts: a label column, a lane for each row, one domain for the whole page.

Rows are HTML, so labels wrap and can carry note numbers; lanes are SVG. Below 640 px the labels stand above
their lanes.
"""

from __future__ import annotations

from itertools import islice

from markupsafe import Markup

from sourcebook.profiles.figures.figure import Caption, DataTable, Figure
from sourcebook.profiles.figures.marks import Panel
from sourcebook.profiles.figures.markup import direction, join, plain, tag
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.track import Track, axis, grid


def lanes(
    panels: tuple[Panel, ...],
    timeline: Timeline,
    caption: Caption,
    table: tuple[str, tuple[str, ...]],
    text: Phrases | None = None,
) -> Figure:
    """Draw rows over time.

    Args:
        panels: The rows under their headings.
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        table: The caption and the headings of the data table; the rows bring the cells.
        text: The fixed phrases; English if not given.
    """
    rows = [lane for panel in panels for lane in panel.lanes]
    tracks = iter([Track(lane, timeline, f"{caption.key}-{n}") for n, lane in enumerate(rows)])
    body = [
        _panel(panel, tuple(islice(tracks, len(panel.lanes))), timeline, first=panel is panels[0])
        for panel in panels
    ]
    markup = tag("div", *body, _axis_row("", timeline), class_="fig-lanes")
    description = " ".join(lane.said for lane in rows)
    data = DataTable(*table, tuple(lane.cells for lane in rows))
    return Figure.of(caption, markup, description, data, text or phrases())


def _panel(panel: Panel, tracks: tuple[Track, ...], timeline: Timeline, *, first: bool) -> Markup:
    """A heading, with the years beside the first, and the rows."""
    head = _axis_row(panel.heading, timeline) if first else _heading(panel.heading)
    return join(head, tag("ul", *(_row(track) for track in tracks), class_="fig-rows"))


def _heading(heading: str) -> Markup:
    return tag("p", heading, class_="fig-heading") if heading else Markup("")


def _axis_row(heading: str, timeline: Timeline) -> Markup:
    label = tag("div", _heading(heading), class_="fig-label")
    track = tag("div", axis(timeline), class_="fig-track")
    return tag("div", label, track, class_="fig-lane fig-axis")


def _row(track: Track) -> Markup:
    lane = track.lane
    way = direction(plain(lane.name))
    name = tag(
        "b", lane.name, lang=lane.lang, dir=way, class_="fig-script" if way == "rtl" else None
    )
    detail = tag("span", lane.detail) if lane.detail else Markup("")
    label = tag("div", name, " ", detail, class_="fig-label")
    drawing = tag("div", grid(track.timeline), track.svg(), class_="fig-track")
    return tag("li", label, drawing, class_="fig-lane")

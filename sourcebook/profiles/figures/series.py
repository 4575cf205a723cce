"""Values by year as bars: what a dataset counts, year after year.

A year that is not loaded is hatched, which is not the same as zero; zero is a line on the base. The bars take
the accent in the years that carry the group's present name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sourcebook.profiles.figures.figure import Caption, DataTable, Figure
from sourcebook.profiles.figures.markup import percent, tag
from sourcebook.profiles.figures.measure import STRONG, width
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.scale import Scale
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.track import axis, grid

HEIGHT, TOP, BASE = 168, 20, 164
_FILL = 0.78
_NARROW = 300


@dataclass(frozen=True, slots=True)
class Year:
    """The value of one year.

    Attributes:
        year: Which.
        value: How many, or None where no data is loaded.
    """

    year: int
    value: int | None


def series(
    years: tuple[Year, ...],
    unit: str,
    timeline: Timeline,
    caption: Caption,
    text: Phrases | None = None,
) -> Figure:
    """Draw values by year.

    Args:
        years: The values, in order of years.
        unit: What is counted: "events", "deaths, best estimate".
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
    """
    text = text or phrases()
    scale = Scale.up_to(max((y.value for y in years if y.value is not None), default=0))
    rows = tuple((str(y.year), _value(y, text)) for y in years)
    said = "; ".join(text.say("series_said", year=y, value=value) for y, value in rows)
    columns = (*text.each("series_columns"), unit)
    table = DataTable(text.say("series_table"), columns, rows)
    label = tag("div", tag("p", unit, class_="fig-heading"), _levels(scale), class_="fig-label")
    drawing = _drawing(years, scale, timeline, caption.key, f"{unit}: {said}.")
    track = tag("div", grid(timeline), drawing, class_="fig-track")
    foot = tag("div", axis(timeline), class_="fig-track")
    body = (
        tag("div", label, track, class_="fig-lane fig-series"),
        tag("div", tag("div", class_="fig-label"), foot, class_="fig-lane fig-axis"),
    )
    return Figure.of(caption, tag("div", *body, class_="fig-lanes"), said + ".", table, text)


def _value(year: Year, text: Phrases) -> str:
    return text.say("not_loaded") if year.value is None else f"{year.value:,}"


def _levels(scale: Scale) -> Markup:
    """The scale at the right of the label column, level with its lines; hidden where labels stand above."""
    marks = (
        tag("text", f"{v:,}", x="100%", y=_y(v, scale) + 4, text_anchor="end", class_="fig-tick")
        for v in scale.ticks
    )
    return tag(
        "svg",
        *marks,
        width="100%",
        height=HEIGHT,
        aria_hidden="true",
        direction="ltr",
        class_="fig-levels",
    )


def _y(value: float, scale: Scale) -> float:
    return BASE - scale.at(value) * (BASE - TOP)


def _drawing(
    years: tuple[Year, ...], scale: Scale, timeline: Timeline, key: str, said: str
) -> Markup:
    lines = (
        tag("line", x1=0, x2="100%", y1=_y(v, scale), y2=_y(v, scale), class_="fig-grid")
        for v in scale.ticks
    )
    return tag(
        "svg",
        _hatching(key),
        *lines,
        *(_bar(year, scale, timeline, key) for year in years if _shown(year, timeline)),
        *_values(years, scale, timeline),
        tag("line", x1=0, x2="100%", y1=BASE, y2=BASE, class_="fig-base"),
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=said,
        direction="ltr",
    )


def _shown(year: Year, timeline: Timeline) -> bool:
    return timeline.domain.first <= year.year < timeline.domain.last


def _hatching(key: str) -> Markup:
    stripe = tag("line", x1=0, y1=0, x2=0, y2=6, class_="fig-hatch")
    pattern = tag(
        "pattern",
        stripe,
        id=f"{key}-hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return tag("defs", pattern)


def _place(year: int, timeline: Timeline) -> tuple[float, float]:
    """Where a year's bar begins and how wide it is, as shares."""
    left, right = timeline.at(date(year, 1, 1)), timeline.at(date(year + 1, 1, 1))
    return left + (right - left) * (1 - _FILL) / 2, (right - left) * _FILL


def _bar(year: Year, scale: Scale, timeline: Timeline, key: str) -> Markup:
    left, length = _place(year.year, timeline)
    across = {"x": percent(left), "width": percent(length)}
    if year.value is None:
        return tag("rect", **across, y=TOP, height=BASE - TOP, fill=f"url(#{key}-hatch)")
    top = _y(year.value, scale)
    return tag("rect", **across, y=top, height=BASE - top, class_=_ink(year, timeline))


def _ink(year: Year, timeline: Timeline) -> str:
    last = max((when.earliest.year for when in timeline.renamed), default=None)
    return "fig-own" if last is None or year.year >= last else "fig-former"


def _values(years: tuple[Year, ...], scale: Scale, timeline: Timeline) -> Iterator[Markup]:
    """The highest and the newest value in figures, the newest only clear of the highest."""
    known = [year for year in years if year.value is not None and _shown(year, timeline)]
    if not known:
        return
    peak = max(known, key=lambda year: (year.value or 0, -year.year))
    yield _number(peak, scale, timeline)
    if known[-1] is not peak and _clear(peak, known[-1], timeline):
        yield _number(known[-1], scale, timeline)


def _clear(one: Year, other: Year, timeline: Timeline) -> bool:
    room = (width(f"{one.value:,}", 12, STRONG) + width(f"{other.value:,}", 12, STRONG)) / 2 + 6
    return abs(_place(one.year, timeline)[0] - _place(other.year, timeline)[0]) * _NARROW >= room


def _number(year: Year, scale: Scale, timeline: Timeline) -> Markup:
    left, length = _place(year.year, timeline)
    y = _y(year.value or 0, scale) - 6
    words = f"{year.value:,}"
    return tag(
        "text", words, x=percent(left + length / 2), y=y, text_anchor="middle", class_="fig-value"
    )

"""What the sources count, incident by incident, on one scale from zero.

A range is drawn as a range: a pale bar from the lowest to the highest value and a dot for each source, filled for
official accounts and datasets, hollow for press and first reports. Every value is repeated in words below
with its source, so nothing depends on the drawing. No value is preferred and none is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from sourcebook.profiles.figures.figure import Caption, DataTable, Figure
from sourcebook.profiles.figures.markup import join, percent, plain, tag
from sourcebook.profiles.figures.measure import STRONG, width
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.scale import Scale

HEIGHT, LINE = 46, 30
_NARROW, _WIDE = 300, 560


class Standing(StrEnum):
    """Where a value comes from."""

    OFFICIAL = "official"
    DATASET = "dataset"
    PRESS = "press"
    FIRST_REPORT = "first_report"

    @property
    def is_filled(self) -> bool:
        """Whether its dot is filled."""
        return self in (Standing.OFFICIAL, Standing.DATASET)


@dataclass(frozen=True, slots=True)
class Count:
    """What one source, or several that agree, counted.

    Attributes:
        value: The number, where the dot stands.
        source: Who gives it; markup may carry note numbers.
        standing: Official account, dataset, press or first report.
        printed: The number as printed, if it is not just the number: "≥38", "more than 50".
    """

    value: int
    source: str
    standing: Standing = Standing.OFFICIAL
    printed: str = ""

    @property
    def label(self) -> str:
        """The number as printed."""
        return self.printed or str(self.value)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident and what the sources count.

    Attributes:
        date: When, as printed: "11 Apr 2007", "16 to 19 Jan 2013".
        place: Where.
        counts: The values.
        what: What happened.
        attributed: Who says who did it; markup may carry links.
    """

    date: str
    place: str
    counts: tuple[Count, ...]
    what: str = ""
    attributed: str = ""

    @property
    def in_order(self) -> tuple[Count, ...]:
        """The values from the lowest, equal ones as given."""
        return tuple(sorted(self.counts, key=lambda count: count.value))


def ranges(
    incidents: tuple[Incident, ...],
    caption: Caption,
    text: Phrases | None = None,
    scale: Scale | None = None,
) -> Figure:
    """Draw the counts.

    Args:
        incidents: The incidents, by date.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
        scale: The common scale; from zero to the highest value if not given.
    """
    text = text or phrases()
    scale = scale or Scale.up_to(max((c.value for i in incidents for c in i.counts), default=0))
    rows = [_row(incident, scale, text) for incident in incidents]
    body = (_key(text), _axis(scale), tag("ul", *rows, class_="fig-rows"))
    said = " ".join(_said(incident, text) for incident in incidents)
    table = DataTable(
        text.say("ranges_table"),
        text.each("ranges_columns"),
        tuple(row for incident in incidents for row in _cells(incident, text)),
    )
    return Figure.of(caption, tag("div", *body, class_="fig-ranges"), said, table, text)


def _key(text: Phrases) -> Markup:
    """Filled and hollow dots cannot label themselves, so a line says what they mean."""
    parts = (
        tag("span", _key_dot(css), " ", text.say(phrase))
        for css, phrase in (("fig-count", "filled"), ("fig-count-hollow", "hollow"))
    )
    return tag("p", *parts, class_="fig-key")


def _key_dot(class_: str) -> Markup:
    dot = tag("circle", cx=6, cy=6, r=4.2, class_=class_)
    return tag("svg", dot, width=12, height=12, aria_hidden="true")


def _axis(scale: Scale) -> Markup:
    marks = (
        tag(
            "text",
            f"{value:,}",
            x=percent(scale.at(value)),
            y=13,
            text_anchor="middle",
            class_="fig-tick",
        )
        for value in scale.ticks
    )
    svg = tag("svg", *marks, width="100%", height=18, aria_hidden="true", direction="ltr")
    track = tag("div", svg, class_="fig-track")
    return tag("div", tag("div", class_="fig-label"), track, class_="fig-lane fig-axis")


def _row(incident: Incident, scale: Scale, text: Phrases) -> Markup:
    lines = (
        ("p", "fig-date", incident.date),
        ("h4", "fig-place", incident.place),
        ("p", "fig-what", incident.what),
        ("p", "fig-attributed", incident.attributed),
    )
    label = tag(
        "div", *(tag(n, t, class_=c) for n, c, t in lines if t), class_="fig-label fig-incident"
    )
    track = tag("div", _drawing(incident, scale, text), class_="fig-track")
    side = tag("div", track, _values(incident), class_="fig-counts")
    return tag("li", label, side, class_="fig-lane")


def _values(incident: Incident) -> Markup:
    items = (tag("li", tag("b", count.label), " ", count.source) for count in incident.in_order)
    return tag("ul", *items, class_="fig-values")


def _drawing(incident: Incident, scale: Scale, text: Phrases) -> Markup:
    counts = incident.in_order
    lines = [
        tag(
            "line",
            x1=percent(scale.at(v)),
            y1=6,
            x2=percent(scale.at(v)),
            y2=HEIGHT,
            class_="fig-grid",
        )
        for v in scale.ticks
    ]
    return tag(
        "svg",
        *lines,
        _bar(counts, scale) if counts else Markup(""),
        *(_dot(count, scale) for count in counts),
        _numbers(counts, scale),
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=_said(incident, text),
        direction="ltr",
    )


def _bar(counts: tuple[Count, ...], scale: Scale) -> Markup:
    left, right = scale.at(counts[0].value), scale.at(counts[-1].value)
    return tag("line", x1=percent(left), y1=LINE, x2=percent(right), y2=LINE, class_="fig-range")


def _dot(count: Count, scale: Scale) -> Markup:
    class_ = "fig-count" if count.standing.is_filled else "fig-count-hollow"
    return tag("circle", cx=percent(scale.at(count.value)), cy=LINE, r=4.2, class_=class_)


def _numbers(counts: tuple[Count, ...], scale: Scale) -> Markup:
    """The numbers above the dots, for the phone and for the desk."""
    narrow, wide = _fitting(counts, scale, _NARROW), _fitting(counts, scale, _WIDE)
    parts = [_number(label, share) for label, share in wide if (label, share) in narrow]
    parts += [_number(*n, "fig-at-narrow") for n in narrow if n not in wide]
    parts += [_number(*n, "fig-at-wide") for n in wide if n not in narrow]
    return tag("g", *parts, aria_hidden="true")


def _number(label: str, share: float, extra: str = "") -> Markup:
    class_ = f"fig-value {extra}".strip()
    return tag("text", label, x=percent(share), y=LINE - 11, text_anchor="middle", class_=class_)


def _fitting(
    counts: tuple[Count, ...], scale: Scale, across: float
) -> tuple[tuple[str, float], ...]:
    """The lowest and the highest number, then those between that find room; one range if they touch."""
    numbers = list(dict.fromkeys((count.label, scale.at(count.value)) for count in counts))
    if len(numbers) < 2:
        return tuple(numbers)
    first, *between, last = numbers
    if not _apart(first, last, across):
        return ((f"{first[0]}–{last[0]}", (first[1] + last[1]) / 2),)
    kept = [first, last]
    for number in between:
        if all(_apart(number, other, across) for other in kept):
            kept.append(number)
    return tuple(sorted(kept, key=lambda number: number[1]))


def _apart(one: tuple[str, float], other: tuple[str, float], across: float) -> bool:
    room = (width(one[0], 12, STRONG) + width(other[0], 12, STRONG)) / 2 + 6
    return abs(one[1] - other[1]) * across >= room


def _said(incident: Incident, text: Phrases) -> str:
    values = "; ".join(f"{count.label} ({plain(count.source)})" for count in incident.in_order)
    return text.say("counted", date=incident.date, place=incident.place, values=values)


def _cells(incident: Incident, text: Phrases) -> Iterator[tuple[str, ...]]:
    name = join(incident.date, ", ", incident.place)
    for count in incident.in_order:
        kind = text.say(f"standing_{count.standing.value}")
        yield (name, count.label, count.source, kind)

"""A figure by month, with what it is not sure of: the best figure as a line, lowest to highest as a band behind it.

A month without events is on the base line; a month of which no loaded dataset speaks is hatched, which is not the same.
The drawing is stretched to its width and the lines keep theirs, so that thirty years of months fit a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from sourcebook.profiles.figures.figure import Caption, DataTable, Figure
from sourcebook.profiles.figures.markup import number, percent, tag
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.scale import Scale
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.track import axis, grid

HEIGHT, TOP = 132, 16
_ACROSS = 1000  # units of the drawing's width; stretched to the page


@dataclass(frozen=True, slots=True)
class Month:
    """The figure of one month.

    Attributes:
        first: Its first day.
        best: The figure, or None where no dataset speaks of the month.
        low: The lowest that sources give; None where they give no range.
        high: The highest.
    """

    first: date
    best: int | None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One figure by month.

    Attributes:
        label: What is counted: "Deaths".
        note: More about it: "best, with lowest and highest".
        months: In order, without gaps.
        changes: Months from which on its level changed.
    """

    label: str
    note: str
    months: tuple[Month, ...]
    changes: tuple[date, ...] = ()


def monthly(
    rows: Sequence[Row], timeline: Timeline, caption: Caption, text: Phrases | None = None
) -> Figure:
    """Draw figures by month, one row each on the same stretch of time.

    Args:
        rows: The figures.
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
    """
    text = text or phrases()
    drawn = [_row(row, timeline, f"{caption.key}-{n}", text) for n, row in enumerate(rows)]
    foot = tag("div", axis(timeline), class_="fig-track")
    last = tag("div", tag("div", class_="fig-label"), foot, class_="fig-lane fig-axis")
    said = " ".join(_said(row, text) for row in rows)
    return Figure.of(
        caption, tag("div", *drawn, last, class_="fig-lanes"), said, _table(rows, text), text
    )


def _said(row: Row, text: Phrases) -> str:
    known = [m for m in row.months if m.best is not None]
    if not known:
        return text.say("monthly_none", label=row.label)
    peak = max(known, key=lambda m: (m.best or 0, -m.first.toordinal()))
    total = sum(m.best or 0 for m in known)
    return text.say(
        "monthly_said", label=row.label, total=f"{total:,}", peak=f"{peak.best:,}", month=_name(peak.first),
        first=_name(known[0].first), last=_name(known[-1].first),
    )  # fmt: skip


def _name(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def _table(rows: Sequence[Row], text: Phrases) -> DataTable:
    """A line for every month with a figure, a column for each figure and for its range where it has one."""
    columns, ranged = [text.say("monthly_month")], [any(map(_range, row.months)) for row in rows]
    for row, wide in zip(rows, ranged, strict=True):
        columns += [row.label, text.say("monthly_range", label=row.label)][: 1 + wide]
    lines = zip(*(row.months for row in rows), strict=True)
    cells = tuple(
        _line(months, ranged, text) for months in lines if any(m.best != 0 for m in months)
    )
    return DataTable(text.say("monthly_table"), tuple(columns), cells)


def _line(months: Sequence[Month], ranged: Sequence[bool], text: Phrases) -> tuple[str, ...]:
    cells = [_name(months[0].first)]
    for month, wide in zip(months, ranged, strict=True):
        best = text.say("not_loaded") if month.best is None else f"{month.best:,}"
        cells += [best, _range(month)][: 1 + wide]
    return tuple(cells)


def _range(month: Month) -> str:
    if month.low is None or month.high is None or month.low == month.high:
        return ""
    return f"{month.low:,}–{month.high:,}"


def _row(row: Row, timeline: Timeline, key: str, text: Phrases) -> Markup:
    highest = max((max(m.best or 0, m.high or 0) for m in row.months), default=0)
    scale = Scale.up_to(highest)
    note = tag("span", row.note) if row.note else Markup("")
    label = tag("div", tag("b", row.label), note, _levels(scale), class_="fig-label")
    track = tag(
        "div", grid(timeline), _drawing(row, scale, timeline, (key, text)), class_="fig-track"
    )
    return tag("div", label, track, class_="fig-lane fig-monthly")


def _levels(scale: Scale) -> Markup:
    top = tag("text", f"{scale.top:,}", x="100%", y=TOP + 4, text_anchor="end", class_="fig-tick")
    foot = tag("text", "0", x="100%", y=HEIGHT - 2, text_anchor="end", class_="fig-tick")
    return tag(
        "svg",
        top,
        foot,
        width="100%",
        height=HEIGHT,
        aria_hidden="true",
        direction="ltr",
        class_="fig-levels",
    )


def _drawing(row: Row, scale: Scale, timeline: Timeline, named: tuple[str, Phrases]) -> Markup:
    key, text = named
    shown = [m for m in row.months if timeline.domain.holds(m.first)]
    stretched = tag(
        "svg", *_gaps(shown, timeline, key), *_bands(shown, scale, timeline), *_lines(shown, scale, timeline),
        viewBox=f"0 0 {_ACROSS} {HEIGHT}", width="100%", height=HEIGHT, preserveAspectRatio="none",
    )  # fmt: skip
    base = tag("line", x1=0, x2="100%", y1=HEIGHT - 6, y2=HEIGHT - 6, class_="fig-base")
    return tag(
        "svg", _hatching(key), stretched, base, *_marks(row, shown, timeline), *_peak(shown, scale, timeline),
        width="100%", height=HEIGHT, role="img", aria_label=_said(row, text), direction="ltr",
    )  # fmt: skip


def _hatching(key: str) -> Markup:
    stripe = tag("line", x1=0, y1=0, x2=0, y2=6, class_="fig-hatch")
    pattern = tag(
        "pattern", stripe, id=f"{key}-hatch", width=6, height=6, patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip
    return tag("defs", pattern)


def _x(day: date, timeline: Timeline) -> float:
    return timeline.at(day) * _ACROSS


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _y(value: float, scale: Scale) -> float:
    return HEIGHT - 6 - scale.at(value) * (HEIGHT - 6 - TOP)


def _runs(months: Sequence[Month], covered: bool) -> list[list[Month]]:
    return [
        list(run)
        for known, run in groupby(months, key=lambda m: m.best is not None)
        if known is covered
    ]


def _gaps(months: Sequence[Month], timeline: Timeline, key: str) -> list[Markup]:
    return [
        tag(
            "rect", x=_x(run[0].first, timeline), width=_x(_next(run[-1].first), timeline) - _x(run[0].first, timeline),
            y=TOP, height=HEIGHT - 6 - TOP, fill=f"url(#{key}-hatch)",
        )
        for run in _runs(months, covered=False)
    ]  # fmt: skip


def _bands(months: Sequence[Month], scale: Scale, timeline: Timeline) -> list[Markup]:
    """The area between lowest and highest, month by month."""
    found = []
    for run in _runs(months, covered=True):
        if any(m.high is not None and m.high != m.low for m in run):
            upper = _steps(
                run, [m.high if m.high is not None else m.best or 0 for m in run], scale, timeline
            )
            lower = _steps(
                run, [m.low if m.low is not None else m.best or 0 for m in run], scale, timeline
            )
            found.append(tag("path", d=f"M{'L'.join([*upper, *lower[::-1]])}Z", class_="fig-band"))
    return found


def _lines(months: Sequence[Month], scale: Scale, timeline: Timeline) -> list[Markup]:
    return [
        tag(
            "path", d=f"M{'L'.join(_steps(run, [m.best or 0 for m in run], scale, timeline))}",
            class_="fig-best", vector_effect="non-scaling-stroke",
        )
        for run in _runs(months, covered=True)
    ]  # fmt: skip


def _steps(
    run: Sequence[Month], values: Sequence[int], scale: Scale, timeline: Timeline
) -> list[str]:
    """A level line for each month; months of one level in one stroke."""
    points: list[str] = []
    for n, (month, value) in enumerate(zip(run, values, strict=True)):
        height = number(_y(value, scale))
        if n == 0 or values[n - 1] != value:
            points.append(f"{number(_x(month.first, timeline))} {height}")
        if n + 1 == len(run) or values[n + 1] != value:
            points.append(f"{number(_x(_next(month.first), timeline))} {height}")
    return points


def _marks(row: Row, shown: Sequence[Month], timeline: Timeline) -> list[Markup]:
    """A short line on the base where the level changed."""
    days = {m.first for m in shown}
    places = [percent(timeline.at(day)) for day in row.changes if day in days]
    return [tag("line", x1=x, x2=x, y1=HEIGHT - 12, y2=HEIGHT, class_="fig-stop") for x in places]


def _peak(shown: Sequence[Month], scale: Scale, timeline: Timeline) -> list[Markup]:
    """The highest month in figures."""
    known = [m for m in shown if m.best]
    if not known:
        return []
    peak = max(known, key=lambda m: (m.best or 0, -m.first.toordinal()))
    share = timeline.at(peak.first)
    anchor = "end" if share > 0.9 else "start" if share < 0.1 else "middle"
    y = max(11.0, _y(peak.best or 0, scale) - 5)
    return [
        tag("text", f"{peak.best:,}", x=percent(share), y=y, text_anchor=anchor, class_="fig-value")
    ]

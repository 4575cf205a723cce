"""Activity drawn: by month on the page's stretch of time, and by place in periods of whole years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sourcebook.profiles.activity import ActivityFact
from sourcebook.profiles.compose.activity.telling import decimal, first_of, years
from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.compose.drawings import figure_block, opened, timeline_of
from sourcebook.profiles.compose.traits import country
from sourcebook.profiles.figures.figure import Caption
from sourcebook.profiles.figures.monthly import Month, Row, monthly
from sourcebook.profiles.figures.place_map import Cell, Panel, place_map
from sourcebook.profiles.model import FigureBlock
from sourcebook.trends.months import month_at, month_name, month_of
from sourcebook.trends.values import Counts, Point

_PANELS = 6
K = TypeVar("K")


def by_month(desk: Desk, fact: ActivityFact) -> Iterator[FigureBlock]:
    """Incidents and deaths by month; nothing where every month is withheld or without an incident."""
    if not fact.active:
        return
    points = _to_the_day(desk, fact)
    changes = tuple(first_of(point.at) for point in fact.series.changes.points)
    rows = [
        Row(
            desk.label("activity.month_incidents"), desk.label("activity.month_incidents_note"),
            tuple(map(_incidents, points)), changes,
        )
    ]  # fmt: skip
    if fact.total.deaths is not None:
        rows.append(
            Row(
                desk.label("activity.month_deaths"),
                desk.label("activity.month_deaths_note"),
                tuple(map(_deaths, points)),
            )
        )
    caption = Caption(
        "activity", _title(desk, fact), desk.label("activity.figure_subtitle"), _source_line(desk, fact)
    )  # fmt: skip
    yield figure_block(desk, monthly(rows, timeline_of(desk), caption), fact.evidence)


def _to_the_day(desk: Desk, fact: ActivityFact) -> tuple[Point, ...]:
    """The months up to the day of the page; those after the last that is loaded are not covered."""
    after = month_of(fact.series.points[-1].at) + 1
    missing = range(after, month_at(desk.facts.as_of) + 1)
    return (*fact.series.points, *(Point(month_name(month), (), None) for month in missing))


def _counts(point: Point) -> Counts | None:
    """The figures of a month; None where it is not covered or its figures stay in."""
    return point.counts if point.covered_by and point.counts and not point.counts.withheld else None


def _incidents(point: Point) -> Month:
    counts = _counts(point)
    return Month(first_of(point.at), None if counts is None else counts.incidents)


def _deaths(point: Point) -> Month:
    counts = _counts(point)
    if counts is None:
        return Month(first_of(point.at), None)
    dead = counts.deaths
    if dead is None:
        return Month(first_of(point.at), 0)
    return Month(first_of(point.at), dead.best, dead.low, dead.high)


def _title(desk: Desk, fact: ActivityFact) -> str:
    """A finding where the years bear it out: the last three against the highest."""
    by_year = years(fact)
    if len(by_year) < 6 or not any(by_year.values()):
        return desk.label("activity.figure_title")
    most = max(by_year, key=lambda year: (by_year[year], -year))
    last = sorted(by_year)[-3:]
    if sum(by_year[year] for year in last) / 3 <= by_year[most] / 2 and most < last[0]:
        return desk.label("activity.figure_title_peaked", year=str(most))
    if most in last:
        return desk.label("activity.figure_title_height")
    return desk.label("activity.figure_title")


def _source_line(desk: Desk, fact: ActivityFact) -> str:
    sources = [desk.language.listed(list(dict.fromkeys(e.title for e in fact.evidence)))]
    licences = list(dict.fromkeys(e.licence for e in fact.evidence))
    return desk.label("activity.source_line", sources=sources, licences=licences)


def by_place(desk: Desk, fact: ActivityFact) -> Iterator[FigureBlock]:
    """A map for each period."""
    shown = [one for one in fact.whereabouts.countries if one.counts.incidents]
    if not shown:
        return
    step, panels = _panels(desk, fact, sorted({one.year for one in shown}))
    names = {one.country: country(desk, one.country) for one in shown}
    caption = Caption(
        "places", opened(_placed_title(desk, fact)), desk.label("activity.map_subtitle", n=step),
        _source_line(desk, fact),
    )  # fmt: skip
    figure = place_map(panels, names, desk.label("activity.map_unit"), caption)
    yield figure_block(desk, figure, fact.evidence)


def _placed_title(desk: Desk, fact: ActivityFact) -> str:
    share, main = fact.border.abroad, fact.border.main
    if main is None or not share.of or share.part is None or share.part * 2 >= share.of:
        return desk.label("activity.map_title")
    percent = decimal(desk, 100 * (1 - share.part / share.of))
    return desk.label("activity.map_title_main", percent=percent, country=country(desk, main))


def _panels(desk: Desk, fact: ActivityFact, active: list[int]) -> tuple[int, tuple[Panel, ...]]:
    """Periods of as many years as make six maps at most; a period without incidents has none."""
    step = -(-(active[-1] - active[0] + 1) // _PANELS)
    starts = range(active[0], active[-1] + 1, step)
    found = [
        _panel(desk, fact, range(start, min(start + step, active[-1] + 1))) for start in starts
    ]
    return step, tuple(panel for panel in found if panel.countries)


def _panel(desk: Desk, fact: ActivityFact, period: range) -> Panel:
    where = fact.whereabouts
    countries = _summed((o.country, o.counts) for o in where.countries if o.year in period)
    squares = _summed(((o.west, o.south), o.counts) for o in where.squares if o.year in period)
    first, last = str(period[0]), str(period[-1])
    label = first if first == last else desk.label("activity.period", first=first, last=last)
    cells = tuple(Cell(west, south, count) for (west, south), count in sorted(squares.items()))
    return Panel(label, dict(sorted(countries.items())), cells)


def _summed(found: Iterable[tuple[K, Counts]]) -> Counter[K]:
    summed: Counter[K] = Counter()
    for key, counts in found:
        if counts.incidents:
            summed[key] += counts.incidents
    return summed

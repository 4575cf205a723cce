"""Activity by month or year, with what is zero, what is not covered, and where the level changed.

A report counts in the month in which it starts, unless its date is so wide ("during 2014") that it may lie in another:
those are `unplaced`, so that the points and they add up to the total.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

import msgspec

from sourcebook.rights.cells import FEWEST
from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.changepoints import changes
from sourcebook.trends.counting import COUNTED, NOTHING, aggregates, counts, total
from sourcebook.trends.coverage import coding, covered
from sourcebook.trends.months import month_at, month_name, month_of, stretch
from sourcebook.trends.naming import names
from sourcebook.trends.values import Counts, Coverage, Levels, Point, Series, Unit

_WIDE = """coalesce(date_precision in ('year', 'longer')
    and date_trunc('{unit}', starts) != date_trunc('{unit}', coalesce(ends, starts)), false) or month is null"""


def series(held: Activity, unit: Unit = "month") -> Series:
    """Activity over time.

    Args:
        held: The reports in scope.
        unit: month or year.
    """
    coverage = covered(held.record, held.scope)
    placed, unplaced = _by_unit(held, unit)
    points = _points(held, unit, coverage, placed)
    return Series(
        unit=unit,
        points=points,
        total=total(held),
        unplaced=unplaced,
        aggregates=aggregates(held),
        changes=_changes(points, unit),
        names=names(held),
        coverage=coverage,
        coding=coding(held),
    )


def _by_unit(held: Activity, unit: Unit) -> tuple[dict[str, Counts], Counts]:
    at = "month" if unit == "month" else "month // 12"
    rows = ask(
        held,
        f"""select case when {_WIDE.format(unit=unit)} then null else {at} end as placed, {COUNTED}
        from {{incidents}} i group by 1 order by 1""",
    )
    name = month_name if unit == "month" else "{:04}".format
    by_unit = {name(row["placed"]): counts(row) for row in rows if row["placed"] is not None}
    wide = [counts(row) for row in rows if row["placed"] is None]
    return by_unit, wide[0] if wide else NOTHING


def _points(
    held: Activity, unit: Unit, coverage: Sequence[Coverage], placed: dict[str, Counts]
) -> tuple[Point, ...]:
    ends = _ends(held, coverage, placed)
    if ends is None:
        return ()
    spans = [(c.dataset, range(month_of(c.since), month_of(c.until) + 1)) for c in coverage]
    points = []
    for at, months in stretch(*ends, unit):
        by = tuple(
            name for name, span in spans if any(month in span for month in (months[0], months[-1]))
        )
        points.append(Point(at, by, placed.get(at, NOTHING if by else None)))
    return tuple(points)


def _ends(
    held: Activity, coverage: Sequence[Coverage], placed: Collection[str]
) -> tuple[int, int] | None:
    """The first and last month: what was asked for, else what is covered or reported all the same."""
    scope = held.scope
    if not coverage and not placed:
        return None
    reported = [month_of(at if "-" in at else f"{at}-01") for at in placed]
    first = min([month_of(c.since) for c in coverage] + reported)
    last = max([month_of(c.until) for c in coverage] + reported)
    if scope.since is not None:
        first = month_at(scope.since)
    if scope.until is not None:
        last = month_at(scope.until)
    last = min(last, month_at(scope.as_of))
    return (first, last) if first <= last else None


def _changes(points: Sequence[Point], unit: Unit) -> Levels:
    """Change points of the longest stretch that the same datasets cover: another dataset is no change of activity."""
    runs = [list(run) for _, run in groupby(points, key=lambda point: point.covered_by)]
    covered_runs = [run for run in runs if run[0].covered_by]
    longest = max(covered_runs, key=len, default=[])
    held = [point.counts or NOTHING for point in longest]
    found = changes([point.at for point in longest], [one.incidents or 0 for one in held], unit)
    return msgspec.structs.replace(found, restricted=_hidden(longest, held, found))


def _hidden(points: Sequence[Point], held: Sequence[Counts], found: Levels) -> int:
    """Rows that may not leave in the small months of a stretch, of that with fewest and some."""
    starts = {change.at for change in found.points}
    stretches = [0]
    for point, one in zip(points, held, strict=True):
        if point.at in starts:
            stretches.append(0)
        stretches[-1] += one.restricted or 0 if (one.restricted or 0) < FEWEST else 0
    return min((rows for rows in stretches if rows), default=0)

"""Where activity was: its hot spots, its centre and spread, and how much of it lay across a border.

Only places known to a second-order region or better enter a centre or a cell; a report placed in the middle of a
province says nothing about that middle. Hot spots are looked for in the smallest rectangle of half-degree cells that
holds every cell with an incident, one cell wider on each side; a cell without a report counts as zero, one without land
not at all, unless an incident lies in it.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import Any, Literal

import numpy as np

from sourcebook.errors import UsageError
from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.counting import COUNTED, NOTHING, counts
from sourcebook.trends.geography import Border, Centre, HotSpot, HotSpots, Move
from sourcebook.trends.getis_ord import Floats, corrected, gi_star, two_sided
from sourcebook.trends.grid import COLUMNS, ROWS, Ints, cells_at, middles, rows_and_columns
from sourcebook.trends.land import land
from sourcebook.trends.mixes import portion
from sourcebook.trends.sphere import spread
from sourcebook.trends.values import Counts, Portion
from sourcebook.trends.whereabouts import PLACED

VALUES = ("incidents", "deaths")
METHOD = (
    "Getis-Ord Gi* (binary weights, queen neighbours and the cell itself) of {value} on PRIO-GRID cells, in the "
    "rectangle of the cells with incidents and one cell around, cells without land left out; two-sided p, corrected "
    "for {cells} cells (Benjamini-Hochberg), level {alpha}"
)


def centre(held: Activity) -> Centre:
    """The centre of activity and how far it spread, each incident counting once."""
    found = held.record.numbers(
        f"""select latitude, longitude, restricted from {held.incidents}
        where {PLACED} and latitude is not null and longitude is not null order by all"""
    )
    of, restricted = len(found["latitude"]), int(np.sum(found["restricted"]))
    where = spread(np.asarray(found["latitude"]), np.asarray(found["longitude"]))
    if where is None:
        return Centre(None, None, None, None, of, restricted)
    return Centre(
        round(where.latitude, 4), round(where.longitude, 4), round(where.gyration_km, 1),
        round(where.median_km, 1), of, restricted,
    )  # fmt: skip


def hotspots(held: Activity, value: str = "incidents", alpha: float = 0.05) -> HotSpots:
    """The cells of the grid that stand out, taken with those around them.

    Args:
        held: The reports in scope.
        value: What to count in a cell: `incidents` or `deaths` (best).
        alpha: The share of false finds among the finds that is put up with.

    Raises:
        UsageError: There is no such value, or alpha is no share.
    """
    if value not in VALUES or not 0 < alpha < 1:
        raise UsageError(
            "hot spots are of incidents or deaths, at a level between 0 and 1.",
            "Ask with --value incidents --alpha 0.05.",
        )
    rows = ask(
        held,
        f"""select grid, {COUNTED} from {{incidents}} i where {PLACED} and grid is not null
        group by grid order by grid""",
    )
    placed = {int(row["grid"]): counts(row) for row in rows}
    whole = int(ask(held, "select count(*) as n from {incidents}")[0]["n"])
    unplaced = whole - sum(one.incidents or 0 for one in placed.values())
    cells, spots = _spots(placed, value, alpha)
    return HotSpots(
        value=value, alpha=alpha, cells=cells, spots=spots, unplaced=unplaced, centre=centre(held),
        method=METHOD.format(value=value, cells=cells, alpha=alpha),
    )  # fmt: skip


def _spots(placed: dict[int, Counts], value: str, alpha: float) -> tuple[int, tuple[HotSpot, ...]]:
    if not placed:
        return 0, ()
    held = np.array(sorted(placed), dtype=np.int64)
    figures = np.array([_figure(placed[int(cell)], value) for cell in held], dtype=np.float64)
    around, values = _rectangle(held, figures)
    there = land().ravel()[around - 1] | np.isin(around, held)
    z = gi_star(values, there)
    p = two_sided(z)
    q = corrected(p.ravel()).reshape(p.shape)
    shown = (q <= alpha) | np.isin(around, held)
    order = np.lexsort((around[shown], -np.nan_to_num(z[shown])))
    columns = (around[shown][order], z[shown][order], p[shown][order], q[shown][order])
    north, east = middles(columns[0])
    spots = tuple(
        _spot(row, placed, alpha)
        for row in zip(*(c.tolist() for c in (columns[0], north, east, *columns[1:])), strict=True)
    )
    return int(there.sum()), spots


def _figure(one: Counts, value: str) -> int:
    if value == "incidents":
        return one.incidents or 0
    return one.deaths.best if one.deaths else 0


def _rectangle(held: Ints, figures: Floats) -> tuple[Ints, Floats]:
    """The cells of the rectangle, by row and column, and the figure of each."""
    rows, columns = rows_and_columns(held)
    top, bottom = max(int(rows.min()) - 1, 0), min(int(rows.max()) + 1, ROWS - 1)
    left, right = max(int(columns.min()) - 1, 0), min(int(columns.max()) + 1, COLUMNS - 1)
    values = np.zeros((bottom - top + 1, right - left + 1))
    values[rows - top, columns - left] = figures
    down, across = np.meshgrid(
        np.arange(top, bottom + 1), np.arange(left, right + 1), indexing="ij"
    )
    return cells_at(down, across), values


def _spot(row: tuple[Any, ...], placed: dict[int, Counts], alpha: float) -> HotSpot:
    cell, north, east, z, p, q = row
    kind: Literal["hot", "cold", "none"] = "none" if not q <= alpha else "hot" if z > 0 else "cold"
    return HotSpot(cell, north, east, placed.get(cell, NOTHING), _six(z), _six(p), _six(q), kind)


def _six(figure: float) -> float | None:
    """Six digits, as many as every machine computes alike; None for what is not a number."""
    return None if np.isnan(figure) else float(f"{figure:.6g}")


def border(held: Activity) -> Border:
    """The share of activity outside its main country, and when the main country changed."""
    rows = ask(
        held,
        f"""select month // 12 as year, country, {COUNTED} from {{incidents}} i
        where country is not null and month is not null group by all
        order by year, incidents desc, country""",
    )
    total: dict[str, int] = {}
    for row in rows:
        total[row["country"]] = total.get(row["country"], 0) + row["incidents"]
    if not total:
        return Border(None, Portion(None, None, None, "not coded"), (), ())
    main = min(total, key=lambda country: (-total[country], country))
    years = {year: list(some) for year, some in groupby(rows, key=lambda row: int(row["year"]))}
    by_year = tuple((year, _abroad(some, main)) for year, some in years.items())
    moves = tuple(
        _move(year, before, after)
        for (_, before), (year, after) in pairwise(years.items())
        if before[0]["country"] != after[0]["country"]
    )
    return Border(main, _abroad(rows, main), by_year, moves)


def _move(year: int, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Move:
    few = [int(sum(row["restricted"] for row in some)) for some in (before, after)]
    return Move(year, before[0]["country"], after[0]["country"], min(filter(None, few), default=0))


def _abroad(rows: list[dict[str, Any]], main: str) -> Portion:
    outside, inside = (
        Counts(
            incidents=sum(row["incidents"] for row in some),
            restricted=int(sum(row["restricted"] for row in some)),
        )
        for some in (
            [r for r in rows if r["country"] != main],
            [r for r in rows if r["country"] == main],
        )
    )
    return portion(outside, inside, "coded")

"""Where activity was, year by year: by country, and by square degree where the place is known well enough.

A map of a period is a sum over its years. A report that only names a province counts for its country and for no square:
the middle of a province is nowhere anything happened.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.counting import COUNTED, counts
from sourcebook.trends.values import Counts

# A place known to a second-order region or better, or one of which nothing is said.
PLACED = "coalesce(place_precision, 'unknown') in ('exact', 'near', 'admin2', 'unknown')"


class CountryYear(msgspec.Struct, frozen=True):
    """What was reported of a country in a year; `country` is ISO 3166 alpha-2."""

    year: int
    country: str
    counts: Counts


class SquareYear(msgspec.Struct, frozen=True):
    """What was reported of a square degree in a year; `west` and `south` are its edges, in whole degrees."""

    year: int
    west: int
    south: int
    counts: Counts


class Whereabouts(msgspec.Struct, frozen=True):
    """Activity by year and place.

    Attributes:
        countries: In order of years and countries.
        squares: In order of years, from west to east and south to north.
    """

    countries: tuple[CountryYear, ...]
    squares: tuple[SquareYear, ...]


def whereabouts(held: Activity) -> Whereabouts:
    """Where activity was, year by year.

    Args:
        held: The reports in scope.
    """
    countries = ask(
        held,
        f"""select month // 12 as year, country, {COUNTED} from {{incidents}} i
        where month is not null and country is not null group by all order by year, country""",
    )
    squares = ask(
        held,
        f"""select month // 12 as year, floor(longitude)::integer as west, floor(latitude)::integer as south, {COUNTED}
        from {{incidents}} i where month is not null and longitude is not null and latitude is not null and {PLACED}
        group by all order by year, west, south""",
    )
    return Whereabouts(
        tuple(CountryYear(int(row["year"]), row["country"], counts(row)) for row in countries),
        tuple(
            SquareYear(int(row["year"]), row["west"], row["south"], counts(row)) for row in squares
        ),
    )


def regions(held: Activity, cells: Iterable[int]) -> dict[int, tuple[str | None, str]]:
    """What to call grid cells: the country and first-order region of most of the incidents in each.

    Args:
        held: The reports in scope.
        cells: PRIO-GRID ids.

    Returns:
        Region (None where no report names one) and country of each cell with incidents.
    """
    rows = ask(
        held,
        f"""with named as (
            select grid, country, admin1, count(*) as n from {{incidents}}
            where list_contains($cells, grid) and country is not null and {PLACED} group by all
        )
        select grid, arg_max(struct_pack(country, admin1), row(n, admin1 is not null, country, admin1)) as name
        from named group by grid order by grid""",
        {"cells": sorted(set(cells))},
    )
    return {int(row["grid"]): (row["name"]["admin1"], row["name"]["country"]) for row in rows}

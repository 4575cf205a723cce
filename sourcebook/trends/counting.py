"""Counting the incidents of a cell: the one way in which every measure adds up.

Sums are over incidents, each with the figures of `activity`; a figure that no report gives is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sourcebook.incidents.counting import added
from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.values import Band, Counts

# The columns of one cell, over rows of the table of incidents called `i`.
COUNTED = f"""count(*) as incidents, coalesce(sum(i.reports), 0) as reports,
    {added("i.low", "i.best", "i.high")}, sum(i.civilians) as civilians,
    sum(i.hostages) as hostages, sum(i.wounded) as wounded, coalesce(sum(i.restricted), 0) as restricted"""

# The same columns over reports, each an incident of its own: for those that sum up several.
_REPORTED = f"""count(*) as incidents, count(*) as reports,
    {added("i.deaths_low", "i.deaths_best", "i.deaths_high")}, sum(i.deaths_civilians) as civilians,
    sum(i.hostages) as hostages, sum(i.wounded) as wounded, count(*) filter (i.restricted) as restricted"""

NOTHING = Counts()


def counts(row: Mapping[str, Any]) -> Counts:
    """The figures of one cell, from a row of `COUNTED`."""
    best = _whole(row["best"])
    incidents = int(row["incidents"])
    band = None if best is None else Band(_whole(row["low"]) or 0, best, _whole(row["high"]) or 0)
    return Counts(
        incidents=incidents,
        reports=int(row["reports"]),
        deaths=band,
        civilians=_whole(row["civilians"]),
        hostages=_whole(row["hostages"]),
        wounded=_whole(row["wounded"]),
        lethality=None if best is None or not incidents else round(best / incidents, 4),
        without_deaths=int(row["without_deaths"]),
        restricted=int(row["restricted"]),
    )


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def total(held: Activity) -> Counts:
    """Everything in scope, aggregates left out."""
    return counts(ask(held, f"select {COUNTED} from {{incidents}} i")[0])


def aggregates(held: Activity) -> Counts:
    """The reports in scope that sum up several incidents: `incidents` is how many such reports there are."""
    return counts(ask(held, f"select {_REPORTED} from {{reports}} i where aggregate")[0])

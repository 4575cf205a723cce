"""UCDP Georeferenced Event Dataset: one row an event of organised violence, with who, where, when and how many died.

An event keeps its id across versions, and a monthly candidate event keeps it when the yearly release takes it up, so
both are one part: a yearly file is complete for the years it covers and ends what it drops, a monthly one only adds.
Versions are named after the year of release: 21.1 is the release of 2021, 23.0.4 the candidate events of April 2023,
which are released in the month after.
"""

from __future__ import annotations

import re

from sourcebook.sources.contract import Format, Head
from sourcebook.sources.tabular.tabulating import format_of
from sourcebook.sources.ucdp.shipped import mapping

_YEARLY = re.compile(r"ged(?:event)?[ _-]?v?(\d{2})[._-]?([1-9])(?!\d)", re.IGNORECASE)
_MONTHLY = re.compile(r"ged(?:event)?[ _-]?v?(\d{2})[._-]0[._-](\d{1,2})(?!\d)", re.IGNORECASE)


def released(head: Head) -> str | None:
    """When the version in a file's name was released."""
    monthly = _MONTHLY.search(head.name)
    if monthly is not None:
        year, month = 2000 + int(monthly[1]), int(monthly[2])
        return f"{year + month // 12}-{month % 12 + 1:02}" if 1 <= month <= 12 else None
    yearly = _YEARLY.search(head.name)
    return None if yearly is None else f"20{yearly[1]}"


GED: tuple[Format, ...] = (
    format_of("ucdp-ged", mapping("ged.yaml"), released),
    format_of("ucdp-ged-reduced", mapping("ged_reduced.yaml"), released),
)

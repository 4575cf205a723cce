"""Dates as OFAC prints them: `20 Apr 1970`, `Apr 1970`, `circa 1957`, `1951 to 1953`."""

from __future__ import annotations

import re
from functools import lru_cache

from sourcebook.record.dates import PartialDate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE = r"(?:(?:\d{1,2} )?(?:" + "|".join(_MONTHS) + r") )?\d{4}"
_ONE = re.compile(r"(?:(?:(\d{1,2}) )?([A-Z][a-z]{2}) )?(\d{4})")
_WHOLE = re.compile(rf"(circa )?({DATE})(?:(?: to |-)({DATE}))?")


@lru_cache(maxsize=65536)
def edtf(printed: str) -> str | None:
    """The EDTF date that is printed, or None where it is none.

    Args:
        printed: For example `circa 1957` or `21 Mar 1965 to 20 Mar 1966`.
    """
    match = _WHOLE.fullmatch(printed)
    if match is None:
        return None
    try:
        start = _one(match[2])
        end = _one(match[3]) if match[3] else start
        return str(PartialDate(start.earliest, end.latest, approximate=match[1] is not None))
    except ValueError:
        return None


def _one(printed: str) -> PartialDate:
    match = _ONE.fullmatch(printed)
    if match is None:
        raise ValueError(f"{printed!r} is not a date")
    day, month, year = match.groups()
    return PartialDate.of(
        int(year), _MONTHS.index(month) + 1 if month else None, int(day) if day else None
    )

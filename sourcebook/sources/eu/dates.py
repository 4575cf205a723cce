"""Dates of birth of the EU list: `1958-03-02`, `1963 (approximative)`, `1958 - 1963`, or year, month and day apart."""

from __future__ import annotations

import re

from sourcebook.record.dates import PartialDate

_PRINTED = re.compile(r"(\d{4}(?:-\d{2}-\d{2})?)(?: - (\d{4}))?( \(approximative\))?")


def printed_date(text: str) -> str:
    """The EDTF date of a printed one.

    Raises:
        ValueError: It is no date.
    """
    match = _PRINTED.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date")
    return span(match[1], match[2] or match[1], circa=match[3] is not None)


def span(first: str, last: str, circa: bool) -> str:
    """The EDTF date from the first day of one date to the last of another.

    Raises:
        ValueError: One is no date, or they are the wrong way round.
    """
    start, end = PartialDate.parse(first), PartialDate.parse(last)
    return str(PartialDate(start.earliest, end.latest, approximate=circa))


def of_parts(year: str, month: str | None, day: str | None, circa: bool) -> str:
    """The EDTF date of a year, month and day of which the later may be missing.

    Raises:
        ValueError: They are no date.
    """
    known = PartialDate.of(
        int(year), int(month) if month else None, int(day) if month and day else None
    )
    return str(PartialDate(known.earliest, known.latest, approximate=circa))

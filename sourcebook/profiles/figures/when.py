"""Dates as a figure draws and prints them.

A figure never sees the record: it gets an interval of days in which one day is meant, and the words that
stand beside the mark. A mark is drawn at the first day of the interval (the rule for partial dates); the
label keeps the partial form, so "2011" is never read as 1 January. An edge that has no date is either
*open*, because it still holds on the record's date, or *unknown*, because no source says. The two never
look the same.

    >>> When.year(2011).latest
    datetime.date(2011, 12, 31)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class When:
    """An interval of days in which one day is meant, and how it is printed.

    Attributes:
        earliest: The first day it can be; marks are drawn here.
        latest: The last day it can be.
        label: The date as printed, short: "26 Apr 2007", "Jan 2007", "2011".
    """

    earliest: date
    latest: date
    label: str

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(
                f"a date cannot end ({self.latest}) before it begins ({self.earliest})"
            )

    @classmethod
    def day(cls, day: date, label: str) -> When:
        """The date of one known day."""
        return cls(day, day, label)

    @classmethod
    def year(cls, year: int) -> When:
        """A date of which only the year is known."""
        return cls(date(year, 1, 1), date(year, 12, 31), str(year))

    @property
    def year_label(self) -> str:
        """The shortest honest form: the year, or the first and last year it can be."""
        first, last = self.earliest.year, self.latest.year
        return str(first) if first == last else f"{first}–{last}"


class Edge(Enum):
    """An end of a duration that has no date."""

    UNKNOWN = "unknown"
    OPEN = "open"


Bound: TypeAlias = When | Edge

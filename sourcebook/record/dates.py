"""Dates as the public record gives them: partial, approximate, or one of a span.

"June 2020" is not 1 June 2020: it is the interval of days that the words allow. A `PartialDate` is that
interval, written in a small part of EDTF (ISO 8601-2): `2020`, `2020-06`, `2020-06-03`, approximate `2015~`,
and one of a span `2020-06-03/2020-06-04`. Two of them are ordered by their first day, then their last.

    >>> PartialDate.parse("2020-06").latest
    datetime.date(2020, 6, 30)
    >>> PartialDate.parse("2020-06").certainly_before(PartialDate.parse("2020-07-01"))
    True
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """An interval of days in which one day is meant.

    Attributes:
        earliest: The first day it can be.
        latest: The last day it can be.
        approximate: Whether the source says "about".
    """

    earliest: date
    latest: date
    approximate: bool = field(default=False)

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(
                f"a date cannot end ({self.latest}) before it begins ({self.earliest})"
            )

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read an EDTF date.

        Args:
            text: For example `2020`, `2020-06`, `2015~` or `1978/1980`.

        Raises:
            ValueError: The text is not such a date.
        """
        return _parse(text)

    @classmethod
    def day(cls, day: date) -> PartialDate:
        """The date of one known day."""
        return cls(day, day)

    @classmethod
    def of(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        """A date of the parts that are known.

        Raises:
            ValueError: There is no such month or day.
        """
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return cls.day(date(year, month, day))

    def __str__(self) -> str:
        text = _whole(self.earliest, self.latest) or _span(self.earliest, self.latest)
        return text + "~" if self.approximate else text

    @property
    def precision(self) -> str:
        """`day`, `month`, `year` or `span`: how much of the date the source gives."""
        whole = _whole(self.earliest, self.latest)
        return "span" if whole is None else {4: "year", 7: "month", 10: "day"}[len(whole)]

    def certainly_before(self, other: PartialDate) -> bool:
        """Whether every day it can be lies before every day the other can be."""
        return self.latest < other.earliest

    def overlaps(self, other: PartialDate) -> bool:
        """Whether the two can be the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def within(self, other: PartialDate) -> bool:
        """Whether every day it can be is one the other can be."""
        return other.earliest <= self.earliest and self.latest <= other.latest


def parsed(text: str | None) -> PartialDate | None:
    """The EDTF date of a row; None where there is none, or what stands there is not one."""
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    body = text.removesuffix("~")
    first, slash, last = body.partition("/")
    start = _parse_one(first, text)
    end = _parse_one(last, text) if slash else start
    return PartialDate(start.earliest, end.latest, approximate=text.endswith("~"))


def _parse_one(text: str, whole: str) -> PartialDate:
    match = _ONE.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{whole!r} is not a date like 2020, 2020-06, 2020-06-03, 2015~ or 1978/1980"
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year == 0:
        raise ValueError(f"{whole!r} has no year")
    return PartialDate.of(year, month, day)


def _whole(first: date, last: date) -> str | None:
    """The name of the year, month or day that the interval is exactly, if it is one."""
    if first == last:
        return first.isoformat()
    for start, end in (
        (_year(first, True), _year(last, False)),
        (_month(first, True), _month(last, False)),
    ):
        if start is not None and start == end:
            return start
    return None


def _span(first: date, last: date) -> str:
    for part in (_year, _month):
        start, end = part(first, True), part(last, False)
        if start is not None and end is not None:
            return f"{start}/{end}"
    return f"{first.isoformat()}/{last.isoformat()}"


def _year(day: date, opens: bool) -> str | None:
    edge = (1, 1) if opens else (12, 31)
    return f"{day.year:04}" if (day.month, day.day) == edge else None


def _month(day: date, opens: bool) -> str | None:
    edge = 1 if opens else calendar.monthrange(day.year, day.month)[1]
    return f"{day.year:04}-{day.month:02}" if day.day == edge else None


@dataclass(frozen=True, slots=True)
class Period:
    """When something was so: from a date to a date, either end possibly not stated.

    Attributes:
        start: When it began, or None where no source says.
        end: When it ended, or None where it is open or no source says.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None

    @classmethod
    def parse(cls, start: str | None, end: str | None) -> Period:
        """Read the two EDTF ends of a stored row."""
        return cls(
            None if start is None else PartialDate.parse(start),
            None if end is None else PartialDate.parse(end),
        )

    def holds_on(self, day: date) -> bool:
        """Whether it can have been so on the day, given the ends that are stated."""
        begun = self.start is None or self.start.earliest <= day
        return begun and (self.end is None or day <= self.end.latest)

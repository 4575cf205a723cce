"""Months counted from the year 0, and their names."""

from __future__ import annotations

from datetime import date

from sourcebook.trends.values import Unit


def month_name(month: int) -> str:
    """`2012-01` of 24144."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def month_of(name: str) -> int:
    """24144 of `2012-01`."""
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1


def month_at(day: date) -> int:
    """The month of a day."""
    return day.year * 12 + day.month - 1


def stretch(first: int, last: int, unit: Unit) -> list[tuple[str, range]]:
    """The units from one month to another, each with its months that lie within."""
    if unit == "month":
        return [(month_name(month), range(month, month + 1)) for month in range(first, last + 1)]
    years = range(first // 12, last // 12 + 1)
    return [
        (f"{year:04}", range(max(first, year * 12), min(last, year * 12 + 11) + 1))
        for year in years
    ]

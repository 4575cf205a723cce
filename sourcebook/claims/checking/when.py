"""Whether the time a text gives agrees with the dates that sources give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sourcebook.documents.mention import TimeMention
from sourcebook.profiles.evidence import Claim
from sourcebook.profiles.preference import weigh_dates
from sourcebook.record.dates import PartialDate

Dates = Sequence[Claim[PartialDate]]
# "About" a year is read as that year or one beside it.
_ABOUT_YEARS = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a time stands to dates.

    Attributes:
        agreeing: Claims whose date can be the time given.
        against: Claims whose date cannot.
        preferred: Whether the preferred date is among those that agree.
    """

    agreeing: tuple[Claim[PartialDate], ...]
    against: tuple[Claim[PartialDate], ...]
    preferred: bool


def agreement(time: TimeMention, dates: Dates) -> Agreement:
    """Hold a time against dates; there is at least one."""
    agrees = [fits(time, claim.value) for claim in dates]
    first = weigh_dates(list(dates)).first
    return Agreement(
        tuple(c for c, fit in zip(dates, agrees, strict=True) if fit),
        tuple(c for c, fit in zip(dates, agrees, strict=True) if not fit),
        fits(time, first),
    )


def fits(time: TimeMention, value: PartialDate) -> bool:
    """Whether something dated so can have been at that time."""
    start, end = time.period.start, time.period.end
    if start is not None and (start == end or time.relation == "since"):
        # "A name borne since 2007" was taken then.
        return _widened(start).overlaps(value)
    after = start is None or _widened(start).earliest <= value.latest
    return after and (end is None or value.earliest <= _widened(end).latest)


def _widened(value: PartialDate) -> PartialDate:
    if not value.approximate:
        return value
    first, last = value.earliest, value.latest
    return PartialDate(
        first.replace(year=first.year - _ABOUT_YEARS, day=min(first.day, 28)),
        last.replace(year=last.year + _ABOUT_YEARS, day=min(last.day, 28)),
    )


def point(time: TimeMention) -> PartialDate | None:
    """The date of something that happened once; the beginning of what lasted."""
    return time.period.start or time.period.end

"""The one stretch of time that all figures of a page share.

Time runs left to right over the same years in every figure, so that a reader can follow a date down the
page. The rule for the years: from 1 January of the year before the first date that must show, to
1 January of the year after the record's date. A tick stands every five years, or every ten, two or one
where the stretch is much longer or shorter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sourcebook.profiles.figures.when import When


@dataclass(frozen=True, slots=True)
class Domain:
    """Whole years, from 1 January of the first to 1 January of the last.

    Attributes:
        first: The year at the left edge.
        last: The year at the right edge.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last <= self.first:
            raise ValueError(f"a domain cannot run from {self.first} to {self.last}")

    def at(self, day: date) -> float:
        """Where a day lies, from 0 at the left edge to 1 at the right; days outside lie on the edge."""
        start = date(self.first, 1, 1).toordinal()
        end = date(self.last, 1, 1).toordinal()
        return min(1.0, max(0.0, (day.toordinal() - start) / (end - start)))

    def holds(self, day: date) -> bool:
        """Whether a day lies inside."""
        return date(self.first, 1, 1) <= day <= date(self.last, 1, 1)

    @property
    def ticks(self) -> tuple[int, ...]:
        """The years that are printed; never the edges, where a label would hang over."""
        step = self._step
        return tuple(y for y in range(self.first + 1, self.last) if y % step == 0)

    @property
    def tick_days(self) -> tuple[date, ...]:
        """The days on which the ticks stand."""
        return tuple(date(year, 1, 1) for year in self.ticks)

    @property
    def _step(self) -> int:
        span = self.last - self.first
        return next(
            (step for limit, step in ((7, 1), (12, 2), (45, 5), (90, 10)) if span <= limit), 25
        )


@dataclass(frozen=True, slots=True)
class Timeline:
    """What all time figures of one page have in common.

    Attributes:
        domain: The years shown.
        as_of: The record's date, where open bands end.
        renamed: When the group of the page changed its name: a dotted line in every figure.
    """

    domain: Domain
    as_of: date
    renamed: tuple[When, ...] = ()

    def at(self, day: date) -> float:
        """Where a day lies, from 0 to 1."""
        return self.domain.at(day)

    @property
    def now(self) -> float:
        """Where the record's date lies."""
        return self.domain.at(self.as_of)

    @property
    def renamings(self) -> tuple[float, ...]:
        """Where the dotted lines of the name changes stand."""
        return tuple(
            self.at(when.earliest) for when in self.renamed if self.domain.holds(when.earliest)
        )

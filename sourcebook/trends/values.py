"""The measures, as values: what a page draws, a table prints and a program reads.

Three kinds of nothing are kept apart. *Zero* is a month in which a dataset that covers it reports nothing. *Not
covered* is a month, or a country, of which no loaded dataset speaks. *Not coded* is a question that no loaded dataset
answers: UCDP codes no tactic, no target and no hostages. A figure is None in the last two cases and the value says
which; it is never 0.
"""

from __future__ import annotations

from typing import Literal, Self

import msgspec

Unit = Literal["month", "year"]
State = Literal["coded", "partly coded", "not coded"]


class Band(msgspec.Struct, frozen=True):
    """Deaths as the sources give them; ordered only where every source orders its own figures."""

    low: int
    best: int
    high: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one cell of any table: a month, a place, a tactic, or everything.

    Attributes:
        incidents: Each counted once, however many datasets report it; None where withheld.
        reports: Rows of datasets.
        deaths: Low, best and high; None where no report gives a figure.
        civilians: Civilians killed; None where no report gives a figure.
        hostages, wounded: Likewise.
        lethality: Deaths (best) per incident; None without incidents.
        without_deaths: Incidents for which no report gives a figure.
        restricted: Reports among them whose source lets no rows out; None where withheld.
        withheld: Whether so few of those are in it that the figures would be rows.
    """

    incidents: int | None = 0
    reports: int | None = 0
    deaths: Band | None = None
    civilians: int | None = None
    hostages: int | None = None
    wounded: int | None = None
    lethality: float | None = None
    without_deaths: int | None = 0
    restricted: int | None = 0
    withheld: bool = False

    def blanked(self) -> Self:
        """The same cell without its figures."""
        return type(self)(
            incidents=None, reports=None, without_deaths=None, restricted=None, withheld=True
        )


class Coverage(msgspec.Struct, frozen=True):
    """What a loaded dataset speaks of.

    Attributes:
        dataset: `ucdp/ged`.
        since, until: First and last month in which it reports anything anywhere.
        countries: Where it reports anything, if only an extract of it is loaded; None: everywhere.
    """

    dataset: str
    since: str
    until: str
    countries: tuple[str, ...] | None


class Coding(msgspec.Struct, frozen=True):
    """Whether the datasets in scope answer a question.

    Attributes:
        field: `tactic`, `targets`, `hostages`, `wounded`, `civilians`.
        state: Whether all, some or none of them do.
        by, not_by: Which do, and which do not.
        given: Reports in scope that carry a value.
    """

    field: str
    state: State
    by: tuple[str, ...]
    not_by: tuple[str, ...]
    given: int


class Point(msgspec.Struct, frozen=True):
    """A month (or year) of a series.

    Attributes:
        at: `2012-01` or `2012`.
        covered_by: The datasets that cover it; none: not covered.
        counts: None where not covered, unless something is reported all the same.
    """

    at: str
    covered_by: tuple[str, ...]
    counts: Counts | None


class NameUse(msgspec.Struct, frozen=True):
    """What a group was called for a time, and what it did under that name.

    Attributes:
        name, acronym: As the record has them.
        since, until: First and last day, where the record dates the change of name.
        counts: What the datasets report in that time.
    """

    name: str
    acronym: str | None
    since: str | None
    until: str | None
    counts: Counts


class ChangePoint(msgspec.Struct, frozen=True):
    """A month from which on there was lastingly more or less.

    Attributes:
        at: The first month of the new level.
        before, after: Incidents a month in the stretches on either side.
        until: The last month of the new level.
    """

    at: str
    before: float
    after: float
    until: str


class Levels(msgspec.Struct, frozen=True):
    """The change points of a series, and how they were found.

    Attributes:
        since, until: The stretch looked at: the longest that the same datasets cover.
        points: In order of time.
        penalty: What a further change point had to be worth.
        method: In words.
        restricted: Of the stretch between two changes that has fewest and some: reports whose source lets no rows out,
            in months so small that they are withheld. The level and the months beside them would give them away.
        withheld: Whether they are so few that the changes are withheld.
    """

    since: str | None
    until: str | None
    points: tuple[ChangePoint, ...]
    penalty: float
    method: str
    restricted: int | None = 0
    withheld: bool = False

    def blanked(self) -> Self:
        """The same without its changes."""
        return type(self)(self.since, self.until, (), 0.0, self.method, None, True)


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Activity over time.

    The points and `unplaced` add up to `total`; `aggregates` is beside it.

    Attributes:
        unit: month or year.
        points: Without gaps, from the first to the last month asked about or covered.
        total: All of it.
        unplaced: What is dated too widely for one month.
        aggregates: Reports that sum up several incidents, kept apart.
        changes: Where its level changed.
        names: What the group was called, if a group was asked about.
        coverage, coding: What the datasets speak of, and which questions they answer.
    """

    unit: Unit
    points: tuple[Point, ...]
    total: Counts
    unplaced: Counts
    aggregates: Counts
    changes: Levels
    names: tuple[NameUse, ...]
    coverage: tuple[Coverage, ...]
    coding: tuple[Coding, ...]


class Share(msgspec.Struct, frozen=True):
    """One value of a mix.

    Attributes:
        value: As the vocabulary has it.
        counts: Of the incidents that some report gives this value.
        share: Of the incidents that any report gives any value; None where withheld.
    """

    value: str
    counts: Counts
    share: float | None

    @property
    def restricted(self) -> int | None:
        """As in its counts."""
        return self.counts.restricted

    def blanked(self) -> Self:
        """The value without its figures."""
        return type(self)(self.value, self.counts.blanked(), None)


class Mix(msgspec.Struct, frozen=True):
    """What the incidents consist of, by one question.

    Attributes:
        by: The question: `tactic`, `target`, `violence`, `country`, `admin1`, `dataset`.
        coding: Whether the datasets answer it.
        of: Incidents that have a value. Several values of one incident each count, so shares may exceed one in sum.
        shares: Most frequent first.
    """

    by: str
    coding: Coding
    of: int
    shares: tuple[Share, ...]


class Portion(msgspec.Struct, frozen=True):
    """A share of the incidents, or why there is none.

    Attributes:
        part, of: Incidents; None where withheld or not coded.
        share: part / of; None where there is nothing to share.
        state: Whether it is coded.
        restricted: Reports in the part, or in the rest, whichever are fewer and some, whose source lets no rows out.
        withheld: Whether so few of those are in it that the share would be a row.
    """

    part: int | None
    of: int | None
    share: float | None
    state: State
    restricted: int | None = 0
    withheld: bool = False

    def blanked(self) -> Self:
        """The same without its figures."""
        return type(self)(None, None, None, self.state, None, True)


class Companion(msgspec.Struct, frozen=True):
    """Another actor in the same incidents.

    Attributes:
        name: As printed most often.
        group: Canonical id, where the record knows it.
        stance: `with`: on the same side; `against`: on the other; `party`: where no group was asked about.
        counts: The incidents in which they met.
        first, last: Days.
        countries: Where, most incidents first.
    """

    name: str
    group: str | None
    stance: Literal["with", "against", "party"]
    counts: Counts
    first: str | None
    last: str | None
    countries: tuple[str, ...]

    @property
    def restricted(self) -> int | None:
        """As in its counts."""
        return self.counts.restricted

    def blanked(self) -> Self:
        """The actor without the figures, days and places."""
        return type(self)(self.name, self.group, self.stance, self.counts.blanked(), None, None, ())

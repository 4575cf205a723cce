"""What datasets of events say a group did, as the page needs it: measures, and the files they were taken over.

A measure is a sum over hundreds of rows, so its evidence is not a row but a file and the names under which the group
stands in it. Every measure has passed the gate: what a licence keeps in is None here, never a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourcebook.profiles.evidence import Evidence
    from sourcebook.rights.gate import Withheld
    from sourcebook.trends.agreement import Agreement
    from sourcebook.trends.geography import Border, HotSpots
    from sourcebook.trends.values import Companion, Counts, Coverage, Mix, Portion, Series
    from sourcebook.trends.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class DatasetFile:
    """A file of events that names the group.

    Attributes:
        dataset: `ucdp/ged`.
        reports: Rows of it that name the group.
        names: As it prints the group.
        evidence: For the notes.
    """

    dataset: str
    reports: int
    names: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset of events that is loaded, whether or not it names the group.

    Attributes:
        coverage: Of which months and countries it speaks.
        short: What to call it: "UCDP GED".
        evidence: One for each of its files, newest first.
    """

    coverage: Coverage
    short: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What to call a grid cell: its country, and the region most of its incidents lie in where a dataset names one."""

    country: str
    region: str


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """What the loaded datasets say the group did.

    Attributes:
        loaded: Every dataset of events.
        files: Those files in which the group is named.
        series: Incidents and deaths by month.
        mixes: By violence, tactic and target.
        kidnapping: Share of incidents in which people were seized.
        border: How much lay outside the main country.
        hotspots: Cells that stand out.
        places: What to call the cells of hot spots.
        company: Who was on which side.
        whereabouts: By year and place.
        agreement: Between datasets, and with what the register's publications say.
        withheld: What a licence keeps in.
    """

    loaded: tuple[Loaded, ...]
    files: tuple[DatasetFile, ...]
    series: Series
    mixes: tuple[Mix, ...]
    kidnapping: Portion
    border: Border
    hotspots: HotSpots
    places: dict[int, Place]
    company: tuple[Companion, ...]
    whereabouts: Whereabouts
    agreement: Agreement
    withheld: tuple[Withheld, ...]

    @property
    def total(self) -> Counts:
        """All of it."""
        return self.series.total

    @property
    def active(self) -> tuple[str, ...]:
        """The months with an incident, in order."""
        return tuple(p.at for p in self.series.points if p.counts and p.counts.incidents)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The files it was counted in; where the group is named in none, all that were looked through."""
        found = tuple(one.evidence for one in self.files)
        return found or tuple(e for one in self.loaded for e in one.evidence)

"""What the record says of a group, as typed facts: the input of every section.

A fact never holds one value where sources give several: it holds claims, each with its evidence, and
`preference` decides, visibly, which comes first. Dates are partial, periods may lack an end, and what a source
only prints a name for is a `Party` without an id.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sourcebook.profiles.activity import ActivityFact
from sourcebook.profiles.evidence import Claim, Dates, Evidence, Party
from sourcebook.record.dates import PartialDate, Period

_SHORT = 16


@dataclass(frozen=True, slots=True)
class NameFact:
    """A name, as printed, with everybody who prints it.

    Attributes:
        kind: primary, former, alias, acronym, native, translation.
        lang: ISO 639-3, where a source gives it.
        grades: The sources' own grades: good, low.
        claims: Each with the period in which that source has it in use.
    """

    text: str
    kind: str
    lang: str | None
    grades: tuple[str, ...]
    claims: tuple[Claim[Period], ...]


@dataclass(frozen=True, slots=True)
class Renaming:
    """A change of name."""

    old: str
    new: str
    claims: Dates


@dataclass(frozen=True, slots=True)
class LineageFact:
    """A dated tie of descent: the group split from, joined, merged with or pledged to another, or was so joined.

    Attributes:
        kind: As in `record.rows.RELATION_KINDS`.
        subject, object: Read subject - kind - object; one of the two is the group of the page.
        of_page: Whether the group of the page is the subject.
        dates: Those given; `undated` are claims without one.
    """

    kind: str
    subject: Party
    object: Party
    of_page: bool
    dates: Dates
    undated: tuple[Evidence, ...] = ()

    @property
    def other(self) -> Party:
        """The end that is not the group of the page."""
        return self.object if self.of_page else self.subject

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everybody who says so."""
        return tuple(c.evidence for c in self.dates) + self.undated


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in a role.

    Attributes:
        starts, ends: What sources give; an end carries how.
        how_ended: killed, died, captured, removed, left, defected.
        undated: Sources that name the person in the role without a date.
        deaths: What sources give as the date of death, whoever they say it of.
    """

    person: Party
    role: str
    starts: Dates
    ends: Dates
    how_ended: tuple[Claim[str], ...] = ()
    undated: tuple[Evidence, ...] = ()
    deaths: Dates = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everybody who says so."""
        dated = (c.evidence for claims in (self.starts, self.ends) for c in claims)
        return tuple(dated) + self.undated


@dataclass(frozen=True, slots=True)
class DesignationFact:
    """A listing by one authority under one instrument.

    Attributes:
        authority: Code: UN, US, EU, UK.
        instrument, programme, reference: As the source gives them.
        under_name: The name it was listed under, where a source says.
        listed, delisted: Dates with their sources.
        amended: Days on which the source says it amended the entry.
        main_name: The name the entry carries today.
        covered_until: Version date of the newest file that carries it.
        evidence: Everybody who says so.
    """

    authority: str
    instrument: str
    programme: str
    reference: str
    under_name: str
    listed: Dates
    delisted: Dates
    amended: Dates
    main_name: str
    covered_until: date | None
    evidence: tuple[Evidence, ...]
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class TextFact:
    """A plain sentence or a word about the group: an aim, an ideology, a source of income, a tie.

    Attributes:
        text: The sentence or value.
        kind: What of (`ransom`, `smuggling`).
    """

    text: str
    kind: str
    claims: tuple[Claim[Period], ...]


@dataclass(frozen=True, slots=True)
class StrengthFact:
    """How many members a source gives, and when."""

    at: PartialDate | None
    low: int | None
    best: int | None
    high: int | None
    scope: str
    evidence: Evidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaFact:
    """A country or place, and what the group does there: operation, base, control."""

    country: str
    place: str
    role: str
    claims: tuple[Claim[Period], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A dataset's own count: 25 of 204."""

    count: int
    of: int | None


@dataclass(frozen=True, slots=True)
class TagFact:
    """A tactic or a kind of target, in the register's vocabulary."""

    value: str
    claims: tuple[Claim[Share | None], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Persons, as one source gives them: any of the three may be missing."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def given(self) -> bool:
        """Whether there is a number at all."""
        return any(n is not None for n in (self.low, self.best, self.high))

    def agrees(self, other: Count) -> bool:
        """Whether both can be so: "at least 38" and 38 can, 38 and 39 cannot."""
        (low, high), (other_low, other_high) = self._bounds, other._bounds
        return low <= other_high and other_low <= high

    @property
    def _bounds(self) -> tuple[float, float]:
        if self.best is not None and self.low is None and self.high is None:
            return self.best, self.best
        low = 0 if self.low is None else self.low
        return low, float("inf") if self.high is None and self.best is None else max(self.ends)

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest number given."""
        numbers = [n for n in (self.low, self.best, self.high) if n is not None]
        return min(numbers), max(numbers)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a report says did it, and on what basis: claimed, attributed, coded."""

    party: Party
    basis: str


@dataclass(frozen=True, slots=True)
class Report:
    """An incident as one source tells it."""

    evidence: Evidence
    starts: PartialDate | None
    ends: PartialDate | None
    tactic: str
    targets: tuple[str, ...]
    actors: tuple[Actor, ...]
    killed: Count
    scope: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    wounded: int | None = None
    hostages: int | None = None
    hostages_killed: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncidentFact:
    """One incident and all reports of it."""

    id: str
    label: str
    country: str
    place: str
    reports: tuple[Report, ...]

    @property
    def dates(self) -> Dates:
        """The days on which it began, as given."""
        return tuple(Claim(r.starts, r.evidence) for r in self.reports if r.starts is not None)


@dataclass(frozen=True, slots=True)
class TieFact:
    """A relation that is no descent: allied with, rival of, supports, associated with, part of."""

    kind: str
    other: Party
    of_page: bool
    text: str
    claims: tuple[Claim[Period], ...]


@dataclass(frozen=True, slots=True)
class GapFact:
    """What the register's editors looked for and did not find."""

    field: str
    looked_at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingFact:
    """What a rule found; `slots` are the values of its sentence."""

    rule: str
    slots: dict[str, str]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A file or publication the page was written from.

    Attributes:
        list_file: Whether it is a file of a list or dataset, not a publication the register cites.
        scope: complete or extract, for a file.
    """

    publisher: str
    short: str
    title: str
    version: PartialDate | None
    scope: str
    licence: str
    url: str | None
    list_file: bool
    kind: str = "official"


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """Everything a profile is composed from.

    Attributes:
        covered: Authorities of which a list is loaded.
        deaths: When the person died, where it is one.
        kin: Dated ties of descent between the other groups of the lineage.
        activity: What datasets of events say it did; None where none is loaded.
        related: When other groups of the lineage were formed and ended, by their key, where the record says.
    """

    id: str
    label: str
    acronym: str
    as_of: date
    known: date
    record_id: str
    record_content: str
    register_only: bool = False
    names: tuple[NameFact, ...] = ()
    renamings: tuple[Renaming, ...] = ()
    formed: Dates = ()
    disbanded: Dates = ()
    deaths: Dates = ()
    first_attack: Dates = ()
    last_attack: Dates = ()
    lineage: tuple[LineageFact, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    designations: tuple[DesignationFact, ...] = ()
    aims: tuple[TextFact, ...] = ()
    ideology: tuple[TextFact, ...] = ()
    political_activity: tuple[TextFact, ...] = ()
    strength: tuple[StrengthFact, ...] = ()
    resources: tuple[TextFact, ...] = ()
    areas: tuple[AreaFact, ...] = ()
    targets: tuple[TagFact, ...] = ()
    tactics: tuple[TagFact, ...] = ()
    incidents: tuple[IncidentFact, ...] = ()
    ties: tuple[TieFact, ...] = ()
    gaps: tuple[GapFact, ...] = ()
    findings: tuple[FindingFact, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    identity: tuple[Evidence, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    covered: tuple[str, ...] = ()
    kin: tuple[LineageFact, ...] = ()
    activity: ActivityFact | None = None
    related: dict[str, tuple[Dates, Dates]] = field(default_factory=dict)

    @property
    def short(self) -> str:
        """What sentences call it: its name where that is short, else its acronym."""
        return self.label if len(self.label) <= _SHORT else self.acronym or self.label


__all__ = [
    "ActivityFact",
    "Actor",
    "AreaFact",
    "Claim",
    "Count",
    "Dates",
    "DesignationFact",
    "Evidence",
    "FindingFact",
    "GapFact",
    "GroupFacts",
    "IncidentFact",
    "LineageFact",
    "NameFact",
    "Party",
    "Renaming",
    "Report",
    "Share",
    "SourceLine",
    "StrengthFact",
    "TagFact",
    "Tenure",
    "TextFact",
    "TieFact",
]

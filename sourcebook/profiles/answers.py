"""Short answers: one part of what a profile says, as values a program can use, each with its sources.

These are the `results` of `sourcebook names`, `lineage`, `leaders`, `designations` and `findings` with `--json`;
docs/json.md shows their schema, which is generated from these types.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sourcebook.findings import Finding
from sourcebook.profiles.compose.office import head_on, is_head, standing
from sourcebook.profiles.facts import Claim, Evidence, GroupFacts, Party
from sourcebook.profiles.prose import Language, Slot
from sourcebook.record.dates import PartialDate, Period
from sourcebook.record.held import Held
from sourcebook.record.rows import Row


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a value was read.

    Attributes:
        row: Id it can be cited by.
        publisher, title, version: Whose file or publication, and its date.
        record, locator: Where in it.
        quote, printed: Its words, or the value as printed.
        url, read, file: Where to follow it, how we read it, SHA-256 of the archived file.
    """

    row: str
    publisher: str
    title: str
    version: str | None
    record: str
    locator: str
    quote: str | None
    printed: str | None
    url: str | None
    read: str
    file: str


class DateAnswer(msgspec.Struct, frozen=True):
    """A date some sources give, in EDTF."""

    date: str
    sources: list[str]


class NameAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A name, its kind, and the periods in which sources have it in use."""

    name: str
    kind: str
    lang: str | None
    grades: list[str]
    periods: list[tuple[str | None, str | None]]
    sources: list[Source]


class TieAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A tie of descent, read subject - kind - object."""

    subject: str
    subject_id: str | None
    kind: str
    object: str
    object_id: str | None
    dates: list[DateAnswer]
    sources: list[Source]


class LeaderAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a role.

    Attributes:
        holds: On the day asked about: certain, possible or no.
        head: Whether the role heads the group.
    """

    person: str
    person_id: str | None
    role: str
    head: bool
    holds: str
    starts: list[DateAnswer]
    ends: list[DateAnswer]
    how_ended: list[str]
    deaths: list[DateAnswer]
    sources: list[Source]


class OfficeAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The office of head on the day asked about.

    Attributes:
        state: held, possibly held, vacant, or not in the record.
    """

    state: str
    holder: str | None
    holder_id: str | None
    last: str | None


class DesignationAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A listing by one authority under one instrument."""

    authority: str
    instrument: str
    programme: str
    reference: str
    under_name: str
    listed_on: list[DateAnswer]
    amended_on: list[DateAnswer]
    delisted_on: list[DateAnswer]
    withdrawn: bool
    covered_until: str | None
    sources: list[Source]


class RowAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A row that a finding rests on.

    Attributes:
        row: Id it can be cited by.
        source, record, version: Whose list, whose entry, and the date of the file.
        locator, quote: Where in the entry, and in what words.
        citation: Key of the publication, for rows of the register.
        file: SHA-256 of the archived file.
    """

    row: str
    source: str
    record: str
    version: str
    locator: str
    quote: str | None
    citation: str | None
    file: str


class FindingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule found.

    Attributes:
        sentence: It in words.
        slots: The values of the sentence, unformatted.
        sources: The rows it rests on.
    """

    rule: str
    id: str
    caption: str
    sentence: str
    slots: dict[str, str]
    sources: list[RowAnswer]


def names(facts: GroupFacts) -> list[NameAnswer]:
    """Every name of a group."""
    return [
        NameAnswer(
            name=n.text, kind=n.kind, lang=n.lang, grades=list(n.grades), periods=_periods(n.claims),
            sources=_sources(c.evidence for c in n.claims),
        )
        for n in facts.names
    ]  # fmt: skip


def _periods(claims: Iterable[Claim[Period]]) -> list[tuple[str | None, str | None]]:
    found = {(_text(c.value.start), _text(c.value.end)) for c in claims}
    return sorted(found - {(None, None)}, key=str)


def _text(date: PartialDate | None) -> str | None:
    return None if date is None else str(date)


def lineage(facts: GroupFacts) -> list[TieAnswer]:
    """Where a group came from and what came of it."""
    return [
        TieAnswer(
            subject=t.subject.label, subject_id=t.subject.id, kind=t.kind, object=t.object.label,
            object_id=t.object.id, dates=_dates(t.dates), sources=_sources(t.evidence),
        )
        for t in facts.lineage
    ]  # fmt: skip


def leaders(facts: GroupFacts) -> list[LeaderAnswer]:
    """Everybody the sources put in a role, and whether they held it on the day."""
    heads = [t for t in facts.tenures if is_head(t)]
    found = [
        LeaderAnswer(
            person=t.person.label, person_id=t.person.id, role=t.role, head=is_head(t),
            holds=standing(t, day=facts.as_of, heads=heads), starts=_dates(t.starts), ends=_dates(t.ends),
            how_ended=sorted({c.value for c in t.how_ended}), deaths=_dates(t.deaths),
            sources=_sources((*t.evidence, *(c.evidence for c in t.deaths))),
        )
        for t in facts.tenures
    ]  # fmt: skip
    return sorted(found, key=lambda a: (_first(a.starts, a.ends, a.deaths), a.person))


def office(facts: GroupFacts) -> OfficeAnswer:
    """Who headed the group on the day."""
    found = head_on(facts)
    state = "possibly held" if found.possible else "held"
    if found.holder is None:
        state = "vacant" if found.last is not None else "not in the record"
    holder: Party | None = found.holder.person if found.holder else None
    return OfficeAnswer(
        state=state, holder=holder.label if holder else None, holder_id=holder.id if holder else None,
        last=found.last.person.label if found.last else None,
    )  # fmt: skip


def designations(facts: GroupFacts) -> list[DesignationAnswer]:
    """Every listing of a group, in order of time."""
    found = [
        DesignationAnswer(
            authority=d.authority, instrument=d.instrument, programme=d.programme, reference=d.reference,
            under_name=d.under_name, listed_on=_dates(d.listed), amended_on=_dates(d.amended),
            delisted_on=_dates(d.delisted), withdrawn=d.withdrawn,
            covered_until=d.covered_until.isoformat() if d.covered_until else None, sources=_sources(d.evidence),
        )
        for d in facts.designations
    ]  # fmt: skip
    return sorted(found, key=lambda a: (_first(a.listed_on, a.amended_on), a.authority))


def _first(*dates: list[DateAnswer]) -> str:
    """The earliest date of the first list that has one; last where none has."""
    return next((given[0].date for given in dates if given), "9999")


def findings(found: Sequence[Finding], words: Language) -> list[FindingAnswer]:
    """Findings with their sentences."""
    return [
        FindingAnswer(
            rule=f.rule, id=f.id, caption=f.caption, sentence=_sentence(f, words), slots=f.slots,
            sources=[_row(h) for h in f.evidence],
        )
        for f in found
    ]  # fmt: skip


def _sentence(found: Finding, words: Language) -> str:
    own = f"finding.{found.rule}.text"
    key = own if words.has(own) else "finding.other.text"
    slots: dict[str, Slot] = {name: words.slot(value) for name, value in found.slots.items()}
    if "authority" in found.slots:
        slots["authority"] = words.name_of("authority_name", found.slots["authority"])
    if "what" in found.slots:
        what = words.name_of("dated", found.slots["what"])
        slots["what"] = f"{what} {found.slots['other']}".strip()
    said = words.clauses(key, {}, {"group": found.caption, "rule": found.rule, **slots})
    return "".join(clause.text for clause in said)


def _row(held: Held[Row]) -> RowAnswer:
    p = held.provenance
    return RowAnswer(
        row=p.row_id, source=p.source, record=p.record, version=p.version.isoformat(), locator=p.locator,
        quote=p.quote, citation=p.citation, file=p.file,
    )  # fmt: skip


def _dates(claims: Iterable[Claim[PartialDate]]) -> list[DateAnswer]:
    by_date: dict[str, list[str]] = {}
    for claim in claims:
        by_date.setdefault(str(claim.value), []).append(claim.evidence.row)
    return [DateAnswer(date, sorted(set(rows))) for date, rows in sorted(by_date.items())]


def _sources(evidence: Iterable[Evidence]) -> list[Source]:
    unique = {e.row: e for e in evidence}
    return [_source(unique[row]) for row in sorted(unique)]


def _source(e: Evidence) -> Source:
    return Source(
        row=e.row, publisher=e.publisher, title=e.title, version=_text(e.version), record=e.record,
        locator=e.locator, quote=e.quote, printed=e.printed, url=e.url, read=e.read, file=e.file,
    )  # fmt: skip

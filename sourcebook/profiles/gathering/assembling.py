"""All facts of a group from what the record answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sourcebook.findings import Finding
from sourcebook.profiles.facts import Dates, FindingFact, GroupFacts, Party, SourceLine
from sourcebook.profiles.gathering import naming, reports, ties, traits
from sourcebook.profiles.gathering.witness import REGISTER, Witness
from sourcebook.record.dates import parsed
from sourcebook.record.dossier import Dossier
from sourcebook.record.held import Held
from sourcebook.record.rows import Relation, Statement


@dataclass(frozen=True, slots=True)
class Answers:
    """What the record answered.

    Attributes:
        dossier: On the group.
        beside: Statements about others, by canonical id: deaths of its leaders, dates of related groups.
        kin: Ties of descent between the groups it is tied to.
        findings: Of the rules, about the group.
        witness: Sources, files, publications and labels of all of them.
        loaded: Ids of the sources of which some file is loaded.
        record_id, record_content, register_only: Which record.
    """

    dossier: Dossier
    beside: dict[str, list[Held[Statement]]]
    kin: Sequence[Held[Relation]]
    findings: Sequence[Finding]
    witness: Witness
    loaded: frozenset[str]
    record_id: str
    record_content: str
    register_only: bool


def gather(answers: Answers) -> GroupFacts:
    """Type the facts.

    Args:
        answers: What the record said about the group and what stands beside it.
    """
    d, w = answers.dossier, answers.witness
    said = [h for h in d.statements if not h.withdrawn]
    own = [h for h in d.relations if not h.withdrawn]
    turned = [h for h in d.inverse if not h.withdrawn]
    page = Party(d.caption, d.question.id)
    disbanded = traits.dates(said, "sb:disbanded", w)
    return GroupFacts(
        id=d.question.id, label=d.caption, acronym=traits.value(said, "sb:acronym"), as_of=d.question.as_of,
        known=d.question.known, record_id=answers.record_id, record_content=answers.record_content,
        register_only=answers.register_only,
        names=naming.names(said, w), renamings=naming.renamings(own, w),
        formed=traits.dates(said, "sb:formed", w), disbanded=disbanded,
        deaths=traits.dates(said, "deathDate", w),
        first_attack=traits.dates(said, "sb:firstAttack", w), last_attack=traits.dates(said, "sb:lastAttack", w),
        lineage=ties.lineage(own, turned, page, w), ties=ties.ties(own, turned, page, w),
        tenures=ties.tenures(own, _deaths(answers), disbanded, w),
        designations=ties.designations(d.relations, w),
        aims=traits.texts(said, "sb:aim", w), ideology=traits.texts(said, "sb:ideology", w),
        political_activity=traits.texts(said, "sb:politicalActivity", w),
        strength=traits.strength(said, w), resources=traits.texts(said, "sb:resource", w),
        areas=traits.areas(said, w), targets=traits.tags(said, "sb:target", w),
        tactics=traits.tags(said, "sb:tactic", w),
        incidents=reports.incidents([h for h in d.events if not h.withdrawn], w), gaps=traits.gaps(said),
        findings=_findings(answers), identifiers=tuple(_identifiers(d)), sources=tuple(_sources(d)),
        covered=_covered(answers), related=_related(answers),
        kin=ties.kin(answers.kin, w),
    )  # fmt: skip


def _covered(answers: Answers) -> tuple[str, ...]:
    """The authorities of which a list is loaded."""
    sources = (answers.dossier.sources[id_] for id_ in sorted(answers.loaded))
    return tuple(sorted({s.authority for s in sources if s.authority}))


def _deaths(answers: Answers) -> dict[str, Dates]:
    return {
        id_: traits.dates(rows, "deathDate", answers.witness)
        for id_, rows in answers.beside.items()
    }


def _related(answers: Answers) -> dict[str, tuple[Dates, Dates]]:
    """When the other groups were formed and ended."""
    found: dict[str, tuple[Dates, Dates]] = {}
    for id_, rows in answers.beside.items():
        formed = traits.dates(rows, "sb:formed", answers.witness)
        found[id_] = formed, traits.dates(rows, "sb:disbanded", answers.witness)
    return found


def _findings(answers: Answers) -> tuple[FindingFact, ...]:
    return tuple(
        FindingFact(f.rule, f.slots, tuple(answers.witness.evidence(h) for h in f.evidence))
        for f in answers.findings
    )


def _identifiers(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The ids under which lists and datasets know the group; the EU's printed number before its logical id."""
    printed = {h.subject: h.row.value for h in dossier.statements if h.row.prop == "sb:euReference"}
    for member in dossier.members:
        key = printed.get(member.entry) or member.entry.partition(":")[2]
        gone = member.known_until is not None and member.known_until <= dossier.question.known
        if member.source != REGISTER and any(c.isdigit() for c in key) and not gone:
            short = dossier.sources[member.source].short
            yield ("", key) if key.startswith(f"{short}.") else (short, key)


def _sources(dossier: Dossier) -> Iterator[SourceLine]:
    """The files its rows were last seen in, then the publications the register cites."""
    order = list(dossier.sources)
    files = [f for f in dossier.files.values() if f.source != REGISTER]
    for f in sorted(files, key=lambda f: (order.index(f.source), f.published, f.name)):
        s = dossier.sources[f.source]
        several = sum(1 for o in files if o.source == f.source) > 1
        title = f"{s.title} ({f.format})" if several else s.title
        yield SourceLine(
            s.publisher,
            s.short,
            title,
            parsed(f.published),
            f.scope,
            s.licence,
            s.url,
            True,
            s.kind,
        )
    for c in sorted(dossier.citations.values(), key=lambda c: (c.publisher, c.key)):
        yield SourceLine(
            c.publisher, c.publisher, c.title, parsed(c.published), "", "", c.url, False, c.kind
        )

"""What a profile asks of the record: the group's dossier, what its leaders and kin need, and the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sourcebook.findings import RULES, Scope, hits, told
from sourcebook.findings.finding import Rule
from sourcebook.profiles.facts import GroupFacts, IncidentFact
from sourcebook.profiles.gathering.assembling import Answers, gather
from sourcebook.profiles.gathering.reports import incidents
from sourcebook.profiles.gathering.ties import DESCENT
from sourcebook.profiles.gathering.witness import Witness
from sourcebook.record.dossier import (
    Dossier,
    FileFact,
    Held,
    Question,
    held_by_id,
    kindred_entries,
    labels,
    open_dossiers,
    open_incidents,
)
from sourcebook.record.rows import Citation, Statement
from sourcebook.record.store import Record

_BESIDE = ("deathDate", "sb:formed", "sb:disbanded")


def read_group(record: Record, question: Question, rules: Mapping[str, Rule] = RULES) -> GroupFacts:
    """The facts of a group at the two dates asked about.

    Args:
        record: The open record.
        question: Whom, as of when, known by when.
        rules: Those whose findings are wanted.
    """
    with record.nearby(kindred_entries(record, [question.id])):
        return _read(record, question, dict(rules))


def read_incidents(record: Record, known: date) -> tuple[IncidentFact, ...]:
    """Every incident of the register, whoever is said to be behind it.

    Args:
        record: The open record.
        known: Only what had been said by then.
    """
    book = open_incidents(record, known)
    witness = Witness(book.sources, book.files, book.citations, book.labels)
    return incidents([held for held in book.events if not held.withdrawn], witness)


def _read(record: Record, question: Question, rules: dict[str, Rule]) -> GroupFacts:
    dossier = open_dossiers(record, [question])[0]
    raw = hits(record, Scope(question.known, (question.id,)), rules)
    owners, ties = _owners(record, dossier), _ties(record, dossier)
    wanted = {*owners, *ties, *(row for one in raw for row in one.hit.rows)}
    held = held_by_id(record, sorted(wanted), question.known)
    beside, kin = (
        _beside(owners, held),
        [held[r] for r in ties if r in held and not held[r].withdrawn],
    )
    found = told(record, raw, held)
    more: list[Held[Any]] = [h for rows in beside.values() for h in rows]
    more += [*kin, *(h for f in found for h in f.evidence)]
    return gather(
        Answers(
            dossier=dossier, beside=beside, kin=kin, findings=found, witness=_witness(record, dossier, more),
            loaded=_loaded(record, question),
            record_id=record.manifest.id, record_content=record.manifest.content,
            register_only=record.manifest.register_only,
        )
    )  # fmt: skip


def _beside(owners: dict[str, str], held: dict[str, Held[Any]]) -> dict[str, list[Held[Statement]]]:
    """Deaths of those who led it and dates of the groups it is tied to, by whom they speak of."""
    beside: dict[str, list[Held[Statement]]] = {}
    for row, owner in owners.items():
        if row in held and not held[row].withdrawn:
            beside.setdefault(owner, []).append(held[row])
    return beside


def _owners(record: Record, dossier: Dossier) -> dict[str, str]:
    """Rows with dates of whatever the dossier points at, and of whom each speaks."""
    others = sorted({label.canonical for label in dossier.labels.values()} - {dossier.question.id})
    rows = record.rows(
        """select s.row_id, i.canonical from statements s join identity i on i.entry = s.subject
        where s.prop in (select unnest($props)) and i.canonical in (select unnest($ids))
        order by i.canonical, s.row_id""",
        {"props": list(_BESIDE), "ids": others},
    )
    return {row["row_id"]: row["canonical"] for row in rows}


def _ties(record: Record, dossier: Dossier) -> list[str]:
    """Rows that tie by descent two groups to which the group itself is so tied."""
    near = [h.row.object for h in dossier.relations if h.row.kind in DESCENT and h.row.object]
    near += [h.subject for h in dossier.inverse if h.row.kind in DESCENT]
    ids = {dossier.labels[entry].canonical for entry in near if entry in dossier.labels}
    rows = record.rows(
        """select distinct r.row_id from relations r join identity s on s.entry = r.subject
        join identity o on o.entry = r.object
        where r.kind in (select unnest($kinds)) and s.canonical in (select unnest($ids))
            and o.canonical in (select unnest($ids)) and s.canonical != o.canonical order by r.row_id""",
        {"kinds": list(DESCENT), "ids": sorted(ids - {dossier.question.id})},
    )
    return [row["row_id"] for row in rows]


def _witness(record: Record, dossier: Dossier, more: Iterable[Held[Any]]) -> Witness:
    """The dossier's own sources and publications, and those of the rows beside it."""
    held = list(more)
    extra = [h.provenance for h in held]
    files = record.rows(
        "select sha, source, format, published, scope, name from file where sha in (select unnest($1))",
        [sorted({p.file for p in extra})],
    )
    citations = record.rows(
        "select * exclude (source, file) from citation where key in (select unnest($1))",
        [sorted({p.citation for p in extra if p.citation is not None})],
    )
    named = labels(record, sorted({h.subject for h in held}))
    return Witness(
        dossier.sources,
        dossier.files | {row["sha"]: FileFact(**row) for row in files},
        dossier.citations | {row["key"]: Citation(**row) for row in citations},
        dossier.labels | named,
    )


def _loaded(record: Record, question: Question) -> frozenset[str]:
    """The sources of which a file was loaded that is no younger than the day the page is known by."""
    rows = record.rows("select distinct source from version where day <= $1", [question.known])
    return frozenset(row["source"] for row in rows)

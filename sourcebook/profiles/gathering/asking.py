"""What a profile asks of the record: the group's dossier, what its leaders and kin need, and the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sourcebook.findings import RULES, Scope, hits, told
from sourcebook.findings.finding import Rule
from sourcebook.profiles.facts import GroupFacts, IncidentFact
from sourcebook.profiles.gathering.assembling import Answers, gather
from sourcebook.profiles.gathering.reports import incidents
from sourcebook.profiles.gathering.ties import DESCENT
from sourcebook.profiles.gathering.witness import Witness
from sourcebook.record.citing import Apparatus, apparatus
from sourcebook.record.dossier import Dossier, Question, open_dossiers, open_incidents
from sourcebook.record.held import Held, held_by_id
from sourcebook.record.kindred import kindred_entries
from sourcebook.record.reported import sources_of_events
from sourcebook.record.rows import Relation, Statement
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
        facts = _read(record, [question], dict(rules))[0]
    datasets = sources_of_events(record, question.known)
    if not datasets:
        return facts
    # The measures bring their own machinery, which a page without events has no use for.
    from sourcebook.profiles.gathering.activity import read_activity, with_activity  # noqa: PLC0415

    return with_activity(facts, read_activity(record, question, datasets))


def read_groups(record: Record, questions: Sequence[Question]) -> list[GroupFacts]:
    """The facts of several groups or persons at once, without what the rules find.

    Args:
        record: The open record.
        questions: All with the same two dates.

    Returns:
        One answer for each question, in their order.
    """
    if not questions:
        return []
    with record.nearby(kindred_entries(record, [question.id for question in questions])):
        return _read(record, questions, {})


def read_incidents(record: Record, known: date) -> tuple[IncidentFact, ...]:
    """Every incident of the register, whoever is said to be behind it.

    Args:
        record: The open record.
        known: Only what had been said by then.
    """
    book = open_incidents(record, known)
    witness = Witness(book.sources, book.files, book.citations, book.labels)
    return incidents([held for held in book.events if not held.withdrawn], witness)


def _read(
    record: Record, questions: Sequence[Question], rules: dict[str, Rule]
) -> list[GroupFacts]:
    dossiers, known = open_dossiers(record, questions), questions[0].known
    raw = hits(record, Scope(known, tuple(q.id for q in questions)), rules) if rules else []
    owners, ties = _owners(record, dossiers), _ties(record, dossiers)
    wanted = {*owners, *(row for row, _, _ in ties), *(row for one in raw for row in one.hit.rows)}
    held = held_by_id(record, sorted(wanted), known)
    found = told(record, raw, held)
    more = [*held.values(), *(h for f in found for h in f.evidence)]
    witness = apparatus(record, more)
    loaded = _loaded(record, known)
    return [
        gather(
            Answers(
                dossier=dossier, beside=_beside(dossier, owners, held), kin=_kin(dossier, ties, held), findings=found,
                witness=_witness(dossier, witness), loaded=loaded,
                record_id=record.manifest.id, record_content=record.manifest.content,
                register_only=record.manifest.register_only,
            )
        )
        for dossier in dossiers
    ]  # fmt: skip


def _others(dossier: Dossier) -> set[str]:
    """Whatever the dossier points at, but itself."""
    return {label.canonical for label in dossier.labels.values()} - {dossier.question.id}


def _beside(
    dossier: Dossier, owners: dict[str, str], held: dict[str, Held[Any]]
) -> dict[str, list[Held[Statement]]]:
    """Deaths of those who led it and dates of the groups it is tied to, by whom they speak of."""
    beside: dict[str, list[Held[Statement]]] = {}
    others = _others(dossier)
    for row, owner in owners.items():
        if owner in others and row in held and not held[row].withdrawn:
            beside.setdefault(owner, []).append(held[row])
    return beside


def _owners(record: Record, dossiers: Sequence[Dossier]) -> dict[str, str]:
    """Rows with dates of whatever the dossiers point at, and of whom each speaks."""
    rows = record.rows(
        """select s.row_id, i.canonical from statements s join identity i on i.entry = s.subject
        where s.prop in (select unnest($props)) and i.canonical in (select unnest($ids))
        order by i.canonical, s.row_id""",
        {"props": list(_BESIDE), "ids": sorted({id_ for d in dossiers for id_ in _others(d)})},
    )
    return {row["row_id"]: row["canonical"] for row in rows}


def _near(dossier: Dossier) -> set[str]:
    """The groups to which the dossier's own is tied by descent."""
    near = [h.row.object for h in dossier.relations if h.row.kind in DESCENT and h.row.object]
    near += [h.subject for h in dossier.inverse if h.row.kind in DESCENT]
    ids = {dossier.labels[entry].canonical for entry in near if entry in dossier.labels}
    return ids - {dossier.question.id}


Tie = tuple[str, str, str]


def _ties(record: Record, dossiers: Sequence[Dossier]) -> list[Tie]:
    """Rows that tie by descent two groups to which a group itself is so tied, with the two."""
    rows = record.rows(
        """select distinct r.row_id, s.canonical as one, o.canonical as other
        from relations r join identity s on s.entry = r.subject join identity o on o.entry = r.object
        where r.kind in (select unnest($kinds)) and s.canonical in (select unnest($ids))
            and o.canonical in (select unnest($ids)) and s.canonical != o.canonical order by r.row_id""",
        {"kinds": list(DESCENT), "ids": sorted({id_ for d in dossiers for id_ in _near(d)})},
    )
    return [(row["row_id"], row["one"], row["other"]) for row in rows]


def _kin(dossier: Dossier, ties: Sequence[Tie], held: dict[str, Held[Any]]) -> list[Held[Relation]]:
    near = _near(dossier)
    rows = [row for row, one, other in ties if one in near and other in near]
    return [held[row] for row in rows if row in held and not held[row].withdrawn]


def _witness(dossier: Dossier, extra: Apparatus) -> Witness:
    """The dossier's own sources and publications, and those of the rows beside it."""
    return Witness(
        dossier.sources,
        {**extra.files, **dossier.files},
        {**extra.citations, **dossier.citations},
        {**extra.labels, **dossier.labels},
    )


def _loaded(record: Record, known: date) -> frozenset[str]:
    """The sources of which a file was loaded that is no younger than the day the page is known by."""
    rows = record.rows("select distinct source from version where day <= $1", [known])
    return frozenset(row["source"] for row in rows)

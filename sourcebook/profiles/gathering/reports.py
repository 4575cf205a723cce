"""Incidents: the reports of each, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.profiles.facts import Actor, Count, IncidentFact, Report
from sourcebook.profiles.gathering.witness import Witness
from sourcebook.profiles.preference import KINDS
from sourcebook.record.dates import parsed
from sourcebook.record.held import Held
from sourcebook.record.rows import Event


def incidents(rows: Sequence[Held[Event]], witness: Witness) -> tuple[IncidentFact, ...]:
    """One fact an incident, its reports from the most official down."""
    grouped: dict[str, list[Held[Event]]] = {}
    for held in rows:
        grouped.setdefault(held.row.incident, []).append(held)
    return tuple(_incident(id_, same, witness) for id_, same in sorted(grouped.items()))


def _incident(id_: str, rows: list[Held[Event]], witness: Witness) -> IncidentFact:
    first = rows[0].row
    reports = [_report(held, witness) for held in rows]
    reports.sort(key=lambda r: (_kind(r), r.evidence.publisher, r.evidence.row))
    label = next((h.row.label for h in rows if h.row.label), id_)
    return IncidentFact(
        id_, label, (first.country or "").upper(), first.place or "", tuple(reports)
    )


def _kind(report: Report) -> int:
    kind = report.evidence.kind
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _report(held: Held[Event], witness: Witness) -> Report:
    row = held.row
    actors = tuple(Actor(witness.party(entry, name), basis) for entry, name, basis in row.actors)
    return Report(
        evidence=witness.evidence(held), starts=parsed(row.starts), ends=parsed(row.ends), tactic=row.tactic or "",
        targets=row.targets, actors=actors, killed=Count(row.deaths_low, row.deaths_best, row.deaths_high),
        scope=row.scope or "", parts=row.deaths_by, wounded=row.wounded, hostages=row.hostages,
        hostages_killed=row.hostages_killed, note=row.note or "",
    )  # fmt: skip

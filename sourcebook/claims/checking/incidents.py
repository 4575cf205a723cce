"""Who was behind an incident, when it was, and how many it killed.

A text seldom gives an incident its name. It is told by when and where it was and what was done; only where one incident
of the record answers all that the text says does the record close the question of who did it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sourcebook.claims.checking.conduct import is_a
from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.when import agreement
from sourcebook.claims.model import Claim, Judged, VerdictName
from sourcebook.profiles.facts import Count, GroupFacts, IncidentFact, Report

_STRONG = ("official", "dataset", "research")
# So many times as many strong reports outweigh those for somebody else; below that the question is disputed.
_MAJORITY = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """An incident that a text may mean, and how much of the text it answers."""

    incident: IncidentFact
    score: int


def carried_out(desk: Desk, claim: Claim) -> Judged:
    """A group carried out an attack."""
    facts = desk.facts(claim.subject[0].id)
    if claim.time is None and not claim.place:
        return _in_general(claim, facts)
    meant = identified(desk, claim)
    if not meant:
        return judged(claim, "not_in_record", "incident_unknown")
    if len(meant) > 1 and not any(_names(i, claim) for i in meant):
        return judged(claim, "not_in_record", "incident_unknown")
    incident = next((i for i in meant if _names(i, claim)), meant[0])
    return _by_whom(desk, claim, facts, incident)


def _in_general(claim: Claim, facts: GroupFacts) -> Judged:
    own = [
        i
        for i in facts.incidents
        if any(a.party.id == facts.id for r in i.reports for a in r.actors)
    ]
    rows = [
        r.evidence
        for i in own
        for r in i.reports
        if is_a(r.tactic, claim.value or "armed violence")
    ]
    if not rows:
        return judged(claim, "not_in_record", "incident_unknown")
    return judged(
        claim,
        "supported",
        "incident_general",
        pro(rows, len(own)),
        count=len(own),
        subject=facts.short,
    )


def identified(desk: Desk, claim: Claim) -> list[IncidentFact]:
    """The incidents that a claim may mean, those that answer most of it first and no others."""
    told = [t for i in desk.incidents if (t := _told(i, claim)) is not None]
    best = max((t.score for t in told), default=0)
    return [t.incident for t in sorted(told, key=lambda t: t.incident.id) if t.score == best]


def _told(incident: IncidentFact, claim: Claim) -> _Told | None:
    """How much of a claim an incident answers; None where it cannot be meant."""
    score = 0
    if claim.time is not None:
        if not incident.dates or not agreement(claim.time, incident.dates).agreeing:
            return None
        score += 1
    for place in claim.place:
        fits = _at(incident, place.id)
        if fits is None:
            return None
        score += fits
    tactics = {r.tactic for r in incident.reports if r.tactic}
    if (
        claim.value
        and tactics
        and not any(
            is_a(t, claim.value) or is_a(claim.value, t) or _alike(t, claim.value) for t in tactics
        )
    ):
        return None
    return _Told(incident, score)


def _alike(one: str, other: str) -> bool:
    """Both are of holding people: a text says kidnapped of those who were held where they worked."""
    held = {"kidnapping", "hostage-taking", "abduction", "hijacking"}
    return one in held and other in held


def _at(incident: IncidentFact, id_: str) -> int | None:
    """Two for the place, one for its country, None where it was elsewhere."""
    country, _, place = (
        id_.removeprefix("place:").partition(":") if id_.startswith("place:") else (id_, "", "")
    )
    if place and place in incident.place.lower():
        return 2
    if place or (incident.country and country != incident.country):
        return None
    return 1


def _names(incident: IncidentFact, claim: Claim) -> bool:
    return any(_is_actor(r, claim) for r in incident.reports)


def _is_actor(report: Report, claim: Claim) -> bool:
    ids = {r.id for r in claim.subject[:1]}
    return any(actor.party.id in ids for actor in report.actors)


def _by_whom(desk: Desk, claim: Claim, facts: GroupFacts, incident: IncidentFact) -> Judged:
    giving = [r for r in incident.reports if r.actors]
    own = [r for r in giving if _is_actor(r, claim)]
    other = [r for r in giving if not _is_actor(r, claim)]
    names = desk.words.listed(sorted({a.party.label for r in other for a in r.actors}))
    label = incident.label or incident.place
    evidence = pro([r.evidence for r in own], facts.short) + contra(
        [r.evidence for r in other], names
    )
    slots: dict[str, object] = {"incident": label, "subject": facts.short, "others": names}
    if not other:
        verdict: VerdictName = "supported" if own else "not_in_record"
        return judged(
            claim, verdict, "incident_held" if own else "incident_unknown", evidence, **slots
        )
    mine, theirs = _strong(own), _strong(other)
    if mine and mine >= _MAJORITY * theirs:
        return judged(claim, "supported", "incident_held", evidence, **slots)
    if mine and theirs < _MAJORITY * mine:
        return judged(claim, "disputed", "incident_disputed", evidence, preferred=names, **slots)
    minority = (
        f"; only {desk.words.listed(sorted({r.evidence.short for r in own}))} name {facts.short}"
        if own
        else ""
    )
    return judged(
        claim,
        "contradicted",
        "incident_other",
        evidence,
        minority=minority,
        preferred=names,
        **slots,
    )


def _strong(reports: Sequence[Report]) -> int:
    """How many of them are official accounts, of datasets or of research."""
    return sum(r.evidence.kind in _STRONG for r in reports)


def killed(desk: Desk, claim: Claim) -> Judged:
    """An incident killed so many."""
    if claim.count is None or (claim.time is None and not claim.place):
        return judged(claim, "not_in_record", "incident_unknown")
    meant = [i for i in identified(desk, claim) if any(r.killed.given for r in i.reports)]
    if len(meant) != 1:
        return judged(claim, "not_in_record", "incident_unknown")
    return _counted(claim, meant[0])


def _counted(claim: Claim, incident: IncidentFact) -> Judged:
    assert claim.count is not None
    said = Count(claim.count.low, None, claim.count.high)
    giving = [r for r in incident.reports if r.killed.given]
    agreeing = [r for r in giving if r.killed.agrees(said)]
    numbers = "; ".join(dict.fromkeys(f"{_number(r.killed)} ({r.evidence.short})" for r in giving))
    against = [r.evidence for r in giving if r not in agreeing]
    evidence = pro([r.evidence for r in agreeing], numbers) + contra(against, numbers)
    slots: dict[str, object] = {"incident": incident.label or incident.place, "numbers": numbers}
    if agreeing and not against:
        return judged(claim, "supported", "count_held", evidence, **slots)
    if agreeing:
        return judged(claim, "disputed", "count_some", evidence, **slots)
    return judged(claim, "not_in_record", "count_other", evidence, said=claim.count.text, **slots)


def _number(count: Count) -> str:
    low, high = count.ends
    return str(low) if low == high else f"{low} to {high}"

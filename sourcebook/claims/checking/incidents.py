"""Who was behind an incident, when it was, and how many it killed.

A text seldom gives an incident its name. It is told by when and where it was and what was done; only where one incident
of the record answers all that the text says does the record close the question of who did it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from sourcebook.claims.checking.candidates import Candidate, Told
from sourcebook.claims.checking.datasets import in_general, killed_that_day, number_of, on_that_day
from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.terms import is_a
from sourcebook.claims.checking.whereabouts import (
    Where,
    all_of,
    counted,
    is_of,
    named,
    own_incidents,
)
from sourcebook.claims.explanations import explain
from sourcebook.claims.model import Claim, Judged
from sourcebook.documents.folding import folded
from sourcebook.profiles.facts import Actor, Count, GroupFacts, IncidentFact, Report

_STRONG = ("official", "dataset", "research")
# So many times as many strong reports outweigh those for somebody else; below that the question is disputed.
_MAJORITY = 3


# From so much on the text can mean no other incident: a year, a state, what was done and a word of its name.
_IDENTIFIED = 5


def carried_out(desk: Desk, claim: Claim) -> Judged:
    """A group carried out an attack."""
    facts = desk.facts(claim.subject[0].id)
    if claim.time is None:
        return _in_general(desk, claim, facts)
    told = _told_of(desk, claim)
    best = max((t.score for t in told), default=0)
    meant = [t.incident for t in told if t.score == best]
    own = next((t.incident for t in told if _names(desk, t.candidate, claim)), None)
    if own is not None and (best < _IDENTIFIED or own in meant):
        return _by_whom(desk, claim, facts, own)
    if told and len(meant) == 1 and best >= _IDENTIFIED:
        return _by_whom(desk, claim, facts, meant[0])
    otherwise = (
        judged(claim, "not_in_record", "incident_unknown") if told else _other_date(desk, claim)
    )
    return (
        otherwise
        if otherwise.verdict == "contradicted"
        else on_that_day(desk, claim, facts) or otherwise
    )


def _other_date(desk: Desk, claim: Claim) -> Judged:
    """An incident that the text names and dates otherwise; named beyond doubt, by the rarest of its words."""
    said = desk.said(claim)
    named_so = [c for c in desk.candidates.named(said) if c.dates and _names(desk, c, claim)]
    meant = desk.candidates.told(structs.replace(claim, time=None), said, named_so)
    if len(meant) != 1 or claim.time is None:
        return judged(claim, "not_in_record", "incident_unknown")
    dates, told = meant[0].candidate.dates, desk.dates(meant[0].candidate.dates)
    return judged(
        claim, "contradicted", "incident_other_date", contra(dates), incident=meant[0].incident.label, dates=told,
        said=claim.time.text, preferred=told,
    )  # fmt: skip


def _in_general(desk: Desk, claim: Claim, facts: GroupFacts) -> Judged:
    """Attacks without a date: whether the record holds any such of the group, and where most of them were."""
    wanted = claim.value or "armed violence"
    own = [
        i
        for i in own_incidents(facts)
        if any(is_a(r.tactic, wanted) or is_a(wanted, r.tactic) for r in i.reports if r.tactic)
    ]
    where = all_of(claim.place)
    there = own if where is None else [i for i in own if where.holds(i)]
    rows = [r.evidence for i in there for r in i.reports if is_of(facts, r.actors)]
    if not rows:
        coded = in_general(desk, claim, facts)
        return coded or judged(claim, "not_in_record", "incident_unknown")
    if where is not None and not where.place:
        found = _mostly_elsewhere(claim, facts, own, where)
        if found is not None:
            return found
    return judged(
        claim,
        "supported",
        "incident_general",
        pro(rows, len(there)),
        count=len(there),
        subject=facts.short,
    )


def _mostly_elsewhere(
    claim: Claim, facts: GroupFacts, own: Sequence[IncidentFact], where: Where
) -> Judged | None:
    """A region or state that is not wholly where most of the attacks were, said of attacks in general."""
    states = counted(own)
    most, number = min(states.items(), key=lambda pair: (-pair[1], pair[0]))
    if most in where.countries or number <= max((states[c] for c in where.countries), default=0):
        return None
    rows = [r.evidence for i in own if i.country == most for r in i.reports]
    inside = sum(n for c, n in states.items() if c in where.countries)
    return judged(
        claim, "imprecise", "attacks_elsewhere", contra(rows, named([most])), count=len(own), subject=facts.short,
        outside=named([most]), most=number, inside=inside, place=where.caption,
    )  # fmt: skip


def _told_of(desk: Desk, claim: Claim) -> list[Told]:
    """The incidents that a claim may mean, those that answer most of it first."""
    return desk.candidates.told(claim, desk.said(claim))


def _names(desk: Desk, candidate: Candidate, claim: Claim) -> bool:
    """Whether a report of an incident names who is meant."""
    meant = claim.subject[0].id
    return meant in candidate.actors or not candidate.unidentified.isdisjoint(desk.keys(meant))


def _is_actor(desk: Desk, report: Report, claim: Claim) -> bool:
    meant = claim.subject[0]
    return any(
        actor.party.id == meant.id
        or (actor.party.id is None and desk.bears(meant, actor.party.label))
        for actor in report.actors
    )


def _is_known(actor: Actor) -> bool:
    """Whether a report says who it was: by an entry, or by a proper name and not as "unknown gunmen"."""
    words = set(folded(actor.party.label).split())
    return actor.party.id is not None or (actor.party.label[:1].isupper() and not words & _NOBODY)


_NOBODY = frozenset(
    {"unknown", "unidentified", "attackers", "militants", "men", "gunmen", "jihadists", "jihadis", "terrorists", "not"}
    | {"rebels", "insurgents", "extremists", "guerrillas", "individuals", "protesters", "groups", "troops", "armed"}
)  # fmt: skip


def _by_whom(desk: Desk, claim: Claim, facts: GroupFacts, incident: IncidentFact) -> Judged:
    giving = [r for r in incident.reports if any(_is_known(a) for a in r.actors)]
    own = [r for r in giving if _is_actor(desk, r, claim)]
    other = [r for r in giving if not _is_actor(desk, r, claim)]
    parties = {a.party.key: a.party for r in other for a in r.actors if _is_known(a)}
    names = desk.words.listed(sorted({party.label for party in parties.values()}))
    evidence = pro([r.evidence for r in own], facts.short)
    evidence += contra([r.evidence for r in other], names)
    slots: dict[str, object] = {
        "incident": incident.label or incident.place, "subject": facts.short, "others": names, "minority": "",
    }  # fmt: skip
    if not other:
        case = "incident_held" if own else "incident_unknown"
        return judged(claim, "supported" if own else "not_in_record", case, evidence, **slots)
    mine, theirs = _strong(own), _strong(other)
    if own and mine >= _MAJORITY * theirs:
        return judged(claim, "supported", "incident_held", evidence, **slots)
    if own and (theirs < _MAJORITY * max(mine, 1)):
        return judged(claim, "disputed", "incident_disputed", evidence, preferred=names, **slots)
    if _are_kin(facts, {party.id for party in parties.values()}, incident):
        return judged(claim, "imprecise", "incident_kin", evidence, preferred=names, **slots)
    if own:
        who = desk.words.listed(sorted({r.evidence.short for r in own}))
        slots["minority"] = explain("incident_minority", sources=who, subject=facts.short)
    return judged(claim, "contradicted", "incident_other", evidence, preferred=names, **slots)


_PARTS = ("part_of", "pledged_to", "joined", "merged_into")


def _are_kin(facts: GroupFacts, others: set[str | None], incident: IncidentFact) -> bool:
    """Whether one of those named was a part of the group then, or the group of it: naming it is only less exact."""
    split = {t.other.id for t in facts.lineage if t.kind == "split_from"}
    day = max((c.value.latest for c in incident.dates), default=facts.as_of)
    parts = {
        t.other.id
        for t in facts.lineage
        if t.kind in _PARTS and any(c.value.latest <= day for c in t.dates)
    }
    return bool(others & (parts - split - {None}))


def _strong(reports: Sequence[Report]) -> int:
    """How many of them are official accounts, of datasets or of research."""
    return sum(r.evidence.kind in _STRONG for r in reports)


def killed(desk: Desk, claim: Claim) -> Judged:
    """An incident killed so many."""
    if claim.count is None or (claim.time is None and not claim.place):
        return judged(claim, "not_in_record", "incident_unknown")
    told = [t for t in _told_of(desk, claim) if any(r.killed.given for r in t.incident.reports)]
    meant = [t for t in told if t.score == told[0].score]
    if len(meant) == 1 and meant[0].score >= _IDENTIFIED:
        return _counted(claim, meant[0].incident)
    return killed_that_day(desk, claim) or judged(claim, "not_in_record", "incident_unknown")


def _counted(claim: Claim, incident: IncidentFact) -> Judged:
    assert claim.count is not None
    said = Count(claim.count.low, None, claim.count.high)
    giving = [r for r in incident.reports if r.killed.given]
    most = max(max(r.killed.ends) for r in giving)
    # "At least 28" bears out 30, but no number beyond all that anybody gives.
    agreeing = [r for r in giving if r.killed.agrees(said) and (said.low or 0) <= most]
    numbers = "; ".join(
        dict.fromkeys(f"{number_of(r.killed)} ({r.evidence.short})" for r in giving)
    )
    against = [r.evidence for r in giving if r not in agreeing]
    evidence = pro([r.evidence for r in agreeing], numbers) + contra(against, numbers)
    slots: dict[str, object] = {"incident": incident.label or incident.place, "numbers": numbers}
    if agreeing and not against:
        return judged(claim, "supported", "count_held", evidence, **slots)
    if agreeing:
        return judged(claim, "disputed", "count_some", evidence, **slots)
    return judged(claim, "not_in_record", "count_other", evidence, said=claim.count.text, **slots)

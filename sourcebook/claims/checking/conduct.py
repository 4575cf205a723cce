"""Where a group operates, how it attacks and whom; whether it is still active.

None of these has one answer: what the record does not name is not in it, and never contradicted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sourcebook.claims.checking.coded import against_civilians
from sourcebook.claims.checking.datasets import in_place
from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.terms import is_a
from sourcebook.claims.checking.whereabouts import Where, named, placed
from sourcebook.claims.model import Claim, Judged, VerdictName
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import GroupFacts, TagFact
from sourcebook.record.dates import PartialDate

_RECENT_YEARS = 3


def operates_in(desk: Desk, claim: Claim) -> Judged:
    """A group operates in a country, place or region."""
    facts = desk.facts(claim.subject[0].id)
    if not claim.object:
        return judged(claim, "not_in_record", "unknown_object")
    where = Where.of(claim.object[0])
    slots: dict[str, object] = {"subject": facts.short, "place": where.caption}
    held, every = placed(facts, where), placed(facts)
    inside = [c for c in held if c in where.countries or (c in where.partly and not where.place)]
    outside = [c for c in every if c not in where.countries and c not in where.partly]
    rows = [e for c in sorted(inside) for e in held[c]]
    if rows and outside and desk.has(claim, "mainly"):
        elsewhere = [e for c in sorted(outside) for e in every[c]]
        evidence = pro(rows, named(inside)) + contra(elsewhere, named(outside))
        return judged(
            claim,
            "imprecise",
            "area_partly",
            evidence,
            inside=named(inside),
            outside=named(outside),
            **slots,
        )
    if rows:
        return judged(claim, "supported", "area_held", pro(rows, named(inside)), **slots)
    coded = in_place(desk, claim, facts, where)
    if coded is not None:
        return coded
    case = "area_elsewhere" if outside else "area_unknown"
    return judged(claim, "not_in_record", case, outside=named(outside), **slots)


def funded_by(desk: Desk, claim: Claim) -> Judged:
    """A group lives on ransoms, smuggling, donations."""
    facts = desk.facts(claim.subject[0].id)
    rows = [c.evidence for r in facts.resources if r.kind == claim.value for c in r.claims]
    if rows:
        return judged(claim, "supported", "funds_held", pro(rows, claim.value), subject=facts.short)
    held = ", ".join(sorted({r.kind for r in facts.resources if r.kind != "other"}))
    case = "funds_other" if held else "funds_unknown"
    return judged(claim, "not_in_record", case, subject=facts.short, held=held)


def uses_tactic(desk: Desk, claim: Claim) -> Judged:
    """A group attacks in some way."""
    facts = desk.facts(claim.subject[0].id)
    events = [(r.tactic, r.evidence) for i in facts.incidents for r in i.reports if r.tactic]
    return _tag(claim, facts, facts.tactics, events)


def targets(desk: Desk, claim: Claim) -> Judged:
    """A group attacks some kind of target."""
    facts = desk.facts(claim.subject[0].id)
    events = [(t, r.evidence) for i in facts.incidents for r in i.reports for t in r.targets]
    if claim.value == "civilians":
        events += [("civilians", c.evidence) for c in against_civilians(desk.codings.of(facts.id))]
    return _tag(claim, facts, facts.targets, events)


def _tag(
    claim: Claim, facts: GroupFacts, tags: Iterable[TagFact], events: list[tuple[str, Evidence]]
) -> Judged:
    value = claim.value or ""
    named = [c.evidence for tag in tags if is_a(tag.value, value) for c in tag.claims]
    seen = [evidence for tag, evidence in events if is_a(tag, value)]
    if named:
        return judged(
            claim, "supported", "tag_held", pro([*named, *seen], value), subject=facts.short
        )
    if seen:
        return judged(
            claim, "supported", "tag_events", pro(seen, value), subject=facts.short, count=len(seen)
        )
    wider = [(tag.value, c.evidence) for tag in tags if is_a(value, tag.value) for c in tag.claims]
    if wider:
        held = ", ".join(sorted({tag for tag, _ in wider}))
        return judged(
            claim,
            "imprecise",
            "tag_wider",
            pro([e for _, e in wider], held),
            subject=facts.short,
            held=held,
        )
    return judged(claim, "not_in_record", "tag_unknown", subject=facts.short)


def activity(desk: Desk, claim: Claim) -> Judged:
    """A group is active, declines, or has ended."""
    facts = desk.facts(claim.subject[0].id)
    ended = [c for c in facts.disbanded if c.value.latest <= desk.as_of]
    last = _last_seen(facts)
    if ended:
        told, rows = desk.dates(ended), [c.evidence for c in ended]
        if claim.value == "active":
            return judged(
                claim, "outdated", "active_ended", contra(rows, told), dates=told, preferred=told
            )
        return judged(claim, "supported", "ended_held", pro(rows, told), dates=told)
    if claim.value == "ended":
        return judged(claim, "not_in_record", "ended_unknown", subject=facts.short)
    if last is None:
        return judged(claim, "not_in_record", "activity_unknown", subject=facts.short)
    return _by_last(desk, claim, *last)


def _by_last(desk: Desk, claim: Claim, day: PartialDate, evidence: Evidence) -> Judged:
    said = desk.words.date(day)
    old = day.latest < _years_before(desk.as_of, _RECENT_YEARS)
    if claim.value == "active" and old:
        return judged(
            claim, "outdated", "active_old", contra([evidence], said), last=said, preferred=said
        )
    verdict: VerdictName = "supported" if claim.value == "active" or old else "not_in_record"
    return judged(claim, verdict, "active_held", pro([evidence], said), last=said)


def _last_seen(facts: GroupFacts) -> tuple[PartialDate, Evidence] | None:
    """The newest date at which a source has it do something."""
    found = [(c.value, c.evidence) for c in facts.last_attack]
    found += [(c.value, c.evidence) for i in facts.incidents for c in i.dates]
    found = [(day, e) for day, e in found if day.earliest <= facts.as_of]
    return max(found, key=lambda pair: (pair[0].latest, pair[1].row), default=None)


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))

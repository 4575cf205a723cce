"""Who led a group when, and when and how a person died."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.when import agreement
from sourcebook.claims.explanations import explain
from sourcebook.claims.model import Claim, Evidence, Judged, VerdictName
from sourcebook.profiles.compose.office import (
    Office,
    first_day,
    head_on,
    holds_on,
    is_head,
    last_day,
)
from sourcebook.profiles.evidence import Claim as Held
from sourcebook.profiles.evidence import Evidence as Row
from sourcebook.profiles.facts import GroupFacts, Tenure
from sourcebook.profiles.gathering.witness import Witness
from sourcebook.record.dates import PartialDate
from sourcebook.record.dossier import Question, open_dossiers


def led_by(desk: Desk, claim: Claim) -> Judged:
    """A person leads or led a group."""
    facts = desk.facts(claim.subject[0].id)
    ids = {r.id for r in claim.object}
    held = [t for t in facts.tenures if t.person.id in ids]
    heads = [t for t in held if is_head(t)]
    if not held:
        return _stranger(desk, claim, facts)
    if not heads:
        roles = ", ".join(sorted({t.role for t in held}))
        verdict: VerdictName = (
            "supported"
            if claim.value in ("founder", "deputy", "spokesman") and claim.value in roles
            else "imprecise"
        )
        return judged(
            claim,
            verdict,
            "led_role",
            pro(_rows(held), roles),
            person=held[0].person.label,
            roles=roles,
            subject=facts.short,
        )
    if claim.time is not None:
        return _then(desk, claim, facts, heads)
    return (
        _now(desk, claim, facts, heads) if _is_present(claim) else _once(desk, claim, facts, heads)
    )


def _rows(tenures: Sequence[Tenure]) -> list[Row]:
    return [e for t in tenures for e in t.evidence]


_PAST = frozenset(
    {
        "was",
        "were",
        "had",
        "until",
        "former",
        "formerly",
        "late",
        "longtime",
        "succeeded",
        "replaced",
        "became",
        "took",
    }
    | {"était", "fut", "ancien", "jusqu'à", "jusqu’à"}
)


def _is_present(claim: Claim) -> bool:
    """Whether the text speaks of the day it is read: none of its words says that it is over."""
    return not _PAST & set(claim.text.lower().replace(",", " ").split())


def _then(desk: Desk, claim: Claim, facts: GroupFacts, heads: Sequence[Tenure]) -> Judged:
    """At a time: supported where the tenure can hold then, contradicted where it cannot."""
    assert claim.time is not None
    days = [p for p in (claim.time.period.start, claim.time.period.end) if p is not None]
    holding = [t for t in heads if any(_overlaps(t, day) for day in days)]
    period = _period(desk, heads[0])
    person = heads[0].person.label
    if holding or not any(first_day(t) or last_day(t) for t in heads):
        return judged(
            claim,
            "supported",
            "led_then",
            pro(_rows(holding or heads), period),
            person=person,
            subject=facts.short,
            period=period,
        )
    return judged(
        claim, "contradicted", "led_not_then", contra(_rows(heads), period), person=person, subject=facts.short,
        period=period, said=claim.time.text, preferred=period,
    )  # fmt: skip


def _overlaps(tenure: Tenure, day: PartialDate) -> bool:
    starts = [c.value for c in tenure.starts]
    ends = [c.value for c in (*tenure.ends, *tenure.deaths)]
    begun = not starts or min(s.earliest for s in starts) <= day.latest
    return begun and (not ends or day.earliest <= max(e.latest for e in ends))


def _now(desk: Desk, claim: Claim, facts: GroupFacts, heads: Sequence[Tenure]) -> Judged:
    office, person, period = head_on(facts), heads[0].person, _period(desk, heads[0])
    if office.holder is not None and office.holder.person.key == person.key:
        return judged(
            claim,
            "supported",
            "led_then",
            pro(_rows(heads), period),
            person=person.label,
            subject=facts.short,
            period=period,
        )
    now, rows = _present_state(desk, office)
    evidence = pro(_rows(heads), period) + rows
    return judged(
        claim,
        "outdated",
        "led_over",
        evidence,
        person=person.label,
        subject=facts.short,
        period=period,
        now=now,
        preferred=now,
    )


def _present_state(desk: Desk, office: Office) -> tuple[str, tuple[Evidence, ...]]:
    """Who holds the office now, in words."""
    if office.holder is None:
        return explain("now_vacant", day=desk.words.date(PartialDate.day(desk.as_of))), ()
    start = first_day(office.holder)
    case = "now_held" if start else "now_held_undated"
    said = explain(
        case, holder=office.holder.person.label, since=desk.words.date(start) if start else ""
    )
    return said, contra(office.holder.evidence, said)


def _once(desk: Desk, claim: Claim, facts: GroupFacts, heads: Sequence[Tenure]) -> Judged:
    period = _period(desk, heads[0])
    return judged(
        claim,
        "supported",
        "led_once",
        pro(_rows(heads), period),
        person=heads[0].person.label,
        subject=facts.short,
        period=period,
    )


def _period(desk: Desk, tenure: Tenure) -> str:
    start, end = first_day(tenure), last_day(tenure)
    parts = [
        f"from {desk.words.date(start)}" if start else "",
        f"until {desk.words.date(end)}" if end else "",
    ]
    return " ".join(filter(None, parts)) or "at dates not in the record"


def _stranger(desk: Desk, claim: Claim, facts: GroupFacts) -> Judged:
    """Somebody the record does not know in the group: contradicted only where it knows who led it that day."""
    day = _day(desk, claim)
    person = claim.object[0].caption if claim.object else "that person"
    holder = head_on(replace(facts, as_of=day)).holder if day is not None else None
    role = claim.value in (None, "leader")
    if day is None or holder is None or not role or not _certain(holder, day):
        return judged(claim, "not_in_record", "led_unknown", person=person, subject=facts.short)
    return judged(
        claim, "contradicted", "led_other", contra(holder.evidence, holder.person.label),
        holder=holder.person.label, subject=facts.short,
        person=person, preferred=holder.person.label,
    )  # fmt: skip


def _certain(tenure: Tenure, day: date) -> bool:
    starts, ends = (
        [c.value for c in tenure.starts],
        [c.value for c in (*tenure.ends, *tenure.deaths)],
    )
    return bool(starts) and holds_on(starts, ends, day) == "certain"


def _day(desk: Desk, claim: Claim) -> date | None:
    """The day of which the text speaks, where it speaks of one."""
    if claim.time is not None:
        start, end = claim.time.period.start, claim.time.period.end
        middle = start or end
        return None if middle is None else middle.earliest + (middle.latest - middle.earliest) / 2
    return desk.as_of if _is_present(claim) else None


def died(desk: Desk, claim: Claim) -> Judged:
    """A person died at a time."""
    person = claim.subject[0]
    deaths = deaths_of(desk, person.id)
    if not deaths:
        return judged(claim, "not_in_record", "died_unknown", person=person.caption)
    told = desk.dates(deaths)
    if claim.time is None:
        return judged(claim, "supported", "died_undated", pro(deaths), dates=told)
    agreed = agreement(claim.time, deaths)
    evidence = pro(agreed.agreeing) + contra(agreed.against)
    if agreed.preferred:
        return judged(claim, "supported", "died_then", evidence, dates=told)
    if agreed.agreeing:
        return judged(claim, "disputed", "died_disputed", evidence, dates=told, preferred=told)
    return judged(
        claim,
        "contradicted",
        "died_otherwise",
        evidence,
        dates=told,
        said=claim.time.text,
        preferred=told,
    )


def deaths_of(desk: Desk, id_: str) -> list[Held[PartialDate]]:
    """The dates of death that sources give for a person."""
    (dossier,) = open_dossiers(desk.record, [Question(id_, desk.as_of, desk.known)])
    witness = Witness(dossier.sources, dossier.files, dossier.citations, dossier.labels)
    found = []
    for held in dossier.statements:
        if held.row.prop == "deathDate" and not held.withdrawn:
            try:
                found.append(Held(PartialDate.parse(held.row.value), witness.evidence(held)))
            except ValueError:
                continue
    return found

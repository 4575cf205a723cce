"""Who led a group when, and when and how a person died."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.when import agreement
from sourcebook.claims.explanations import explain
from sourcebook.claims.model import Claim, Evidence, Judged, VerdictName
from sourcebook.documents.mention import Referent
from sourcebook.names import compare
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
from sourcebook.record.dates import PartialDate

_SAME = 0.9  # a name so like another is a spelling of it


def led_by(desk: Desk, claim: Claim) -> Judged:
    """A person leads or led a group."""
    facts = desk.facts(claim.subject[0].id)
    held = [t for t in facts.tenures if _is_person(desk, t, claim)]
    heads = [t for t in held if is_head(t)]
    if not held:
        return _stranger(desk, claim, facts)
    if not heads or _is_lesser(desk, claim):
        return _in_role(desk, claim, facts, held)
    if claim.time is not None:
        return _then(desk, claim, facts, heads)
    if _is_present(desk, claim):
        return _now(desk, claim, facts, heads)
    return _once(desk, claim, facts, heads)


def _is_person(desk: Desk, tenure: Tenure, claim: Claim) -> bool:
    """Whether somebody in office is whom the text names: by id, or by a name that both bear."""
    if tenure.person.id in {r.id for r in claim.object}:
        return True
    printed = [name for r in claim.object[:1] for name in (r.caption, *_said_name(desk, claim, r))]
    return any(compare(tenure.person.label, name).score >= _SAME for name in printed)


def _said_name(desk: Desk, claim: Claim, person: Referent) -> list[str]:
    """The name the text gives a person, where it gives one in full."""
    sentence = desk.sentence(claim)
    found = () if sentence is None else sentence.mentions
    return [m.text for m in found if person in m.referents[:1] and " " in m.text]


def _in_role(desk: Desk, claim: Claim, facts: GroupFacts, held: Sequence[Tenure]) -> Judged:
    """Somebody whom the record names in another role than the head's, or the text in a lesser one."""
    roles = ", ".join(sorted({t.role for t in held}))
    day = desk.as_of if claim.time is None and _is_present(desk, claim) else None
    if claim.value == "leader" and day is not None and not _is_lesser(desk, claim):
        found = _stranger(desk, claim, facts)
        if found.verdict == "contradicted":
            return found
    lesser = claim.value not in (None, "leader") or _is_lesser(desk, claim)
    verdict: VerdictName = "supported" if lesser else "imprecise"
    return judged(
        claim, verdict, "led_as" if lesser else "led_role", pro(_rows(held), roles),
        person=held[0].person.label, roles=roles, subject=facts.short,
    )  # fmt: skip


def _is_lesser(desk: Desk, claim: Claim) -> bool:
    """Whether the text speaks of one leader of several, or of a part of the group."""
    return claim.value not in (None, "leader", "founder") or desk.has(claim, "lesser")


def _rows(tenures: Sequence[Tenure]) -> list[Row]:
    return [e for t in tenures for e in t.evidence]


def _is_present(desk: Desk, claim: Claim) -> bool:
    """Whether the text speaks of the day it is read: none of its words says that it is over."""
    over = desk.has(claim, "past") or desk.has(claim, "reign")
    return not over and not desk.sentence_has(claim, "gone")


def _then(desk: Desk, claim: Claim, facts: GroupFacts, heads: Sequence[Tenure]) -> Judged:
    """At a time: supported where the tenure can hold then, contradicted where it cannot."""
    assert claim.time is not None
    period, person = _period(desk, heads[0]), heads[0].person.label
    slots: dict[str, object] = {"person": person, "subject": facts.short, "period": period}
    undated = not any(first_day(t) or last_day(t) for t in heads)
    if undated or any(_fits(desk, claim, t) for t in heads):
        return judged(claim, "supported", "led_then", pro(_rows(heads), period), **slots)
    near = any(_fits(desk, claim, _widened(t)) for t in heads)
    verdict: VerdictName = "imprecise" if near else "contradicted"
    return judged(
        claim, verdict, "led_not_then", contra(_rows(heads), period), said=claim.time.text, preferred=period, **slots,
    )  # fmt: skip


_SLACK = timedelta(
    days=366
)  # by which the accounts of when somebody took over or fell often differ


def _widened(tenure: Tenure) -> Tenure:
    """A tenure that begins and ends up to a year earlier or later."""
    return replace(
        tenure,
        starts=tuple(replace(c, value=_about(c.value)) for c in tenure.starts),
        ends=tuple(replace(c, value=_about(c.value)) for c in tenure.ends),
        deaths=tuple(replace(c, value=_about(c.value)) for c in tenure.deaths),
    )


def _about(day: PartialDate) -> PartialDate:
    return PartialDate(day.earliest - _SLACK, day.latest + _SLACK)


def _fits(desk: Desk, claim: Claim, tenure: Tenure) -> bool:
    """Whether a tenure can have begun, ended, or lasted when the text says it did."""
    assert claim.time is not None
    time = claim.time
    start, end = time.period.start, time.period.end
    ends = tenure.ends or tenure.deaths
    if start is not None and end is not None and start != end:
        return _near(start, tenure.starts) and _near(end, ends)
    day = start or end
    assert day is not None
    if time.relation == "since" or desk.cue_has(claim, "beginning"):
        return _near(day, tenure.starts) if tenure.starts else _overlaps(tenure, day)
    if time.relation == "until":
        return _near(day, ends) if ends else _overlaps(tenure, day)
    return _overlaps(tenure, day)


def _near(day: PartialDate, dates: Sequence[Held[PartialDate]]) -> bool:
    return not dates or any(day.overlaps(c.value) for c in dates)


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
    role = claim.value in (None, "leader") and not _is_lesser(desk, claim)
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
    return desk.as_of if _is_present(desk, claim) else None


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
    return list(desk.facts(id_).deaths)

"""Verdicts that rest on datasets of events, where no list and no publication settles a claim.

They support or make more exact, and never contradict: a dataset codes what it came to know of.
"""

from __future__ import annotations

from sourcebook.claims.checking.coded import Coded, ends_of, on_the_day, there
from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.terms import is_a
from sourcebook.claims.checking.whereabouts import Where, all_of, named
from sourcebook.claims.model import Claim, Judged
from sourcebook.profiles.facts import Count, GroupFacts
from sourcebook.record.dates import PartialDate

# What a dataset codes is an attack of some kind; that it was a bombing, or a kidnapping, is for others to say.
_ANY, _VIOLENT = "armed assault", "armed violence"


def in_place(desk: Desk, claim: Claim, facts: GroupFacts, where: Where) -> Judged | None:
    """What is coded of a group in a place, and whether that is most of it where the text says so."""
    every = desk.codings.of(facts.id)
    held = there(every, where)
    if not held:
        return None
    slots: dict[str, object] = {
        "subject": facts.short, "place": where.caption, "count": len(held), "all": len(every),
        "first": _day(desk, held[0]), "last": _day(desk, held[-1]),
    }  # fmt: skip
    evidence = pro(ends_of(held), where.caption)
    if desk.has(claim, "mainly") and len(held) * 2 < len(every):
        return judged(claim, "imprecise", "area_coded_partly", evidence, **slots)
    return judged(claim, "supported", "area_coded", evidence, **slots)


def in_general(desk: Desk, claim: Claim, facts: GroupFacts) -> Judged | None:
    """Attacks that a text dates to no time: that some are coded of the group there, whatever it calls them."""
    if not is_a(_ANY, claim.value or _ANY):
        return None
    held = there(desk.codings.of(facts.id), all_of(claim.place))
    if not held:
        return None
    evidence = pro(ends_of(held))
    return judged(
        claim, "supported", "incident_general", evidence, count=len(held), subject=facts.short
    )


def on_that_day(desk: Desk, claim: Claim, facts: GroupFacts) -> Judged | None:
    """What is coded of the group on the day and at the place that a text names."""
    found = on_the_day(desk.codings.of(facts.id), claim)
    if not found or not is_a(claim.value or _ANY, _VIOLENT):
        return None
    states = named(sorted({one.country for one in found if one.country}))
    evidence = pro(ends_of(found), _day(desk, found[0]))
    return judged(
        claim, "supported", "incident_coded", evidence, subject=facts.short, count=len(found), place=states
    )  # fmt: skip


def killed_that_day(desk: Desk, claim: Claim) -> Judged | None:
    """How many are coded as killed by a group on a day, where that is one report and no more."""
    found = on_the_day(desk.codings.of(claim.subject[0].id), claim) if claim.subject else []
    if len(found) != 1 or not found[0].killed.given or claim.count is None:
        return None
    one, said = found[0], Count(claim.count.low, None, claim.count.high)
    numbers = f"{number_of(one.killed)} ({one.evidence.title})"
    slots: dict[str, object] = {"incident": _day(desk, one), "numbers": numbers}
    if one.killed.agrees(said):
        return judged(claim, "supported", "count_held", pro([one.evidence], numbers), **slots)
    evidence = contra([one.evidence], numbers)
    return judged(claim, "not_in_record", "count_other", evidence, said=claim.count.text, **slots)


def number_of(count: Count) -> str:
    """A number of dead with its range."""
    low, high = count.ends
    return str(low) if low == high else f"{low} to {high}"


def _day(desk: Desk, one: Coded) -> str:
    return desk.words.date(PartialDate.day(one.starts))

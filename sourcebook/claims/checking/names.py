"""What a group was called and when, and under which names a person goes."""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.when import agreement
from sourcebook.claims.model import Claim, Judged
from sourcebook.names import search_key
from sourcebook.profiles.evidence import Claim as Held
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import GroupFacts, NameFact
from sourcebook.record.dates import PartialDate


def called(desk: Desk, claim: Claim) -> Judged:
    """A group bears a name, or took it at a time."""
    facts, name = desk.facts(claim.subject[0].id), claim.value or ""
    found = _names(facts, name)
    if not found:
        return judged(claim, "not_in_record", "name_unknown", subject=facts.short, name=name)
    bearing = [c.evidence for fact in found for c in fact.claims]
    adopted = list(_adoptions(facts, name, found))
    if claim.time is None or not adopted:
        return judged(
            claim, "supported", "name_known", pro(bearing, name), subject=facts.short, name=name
        )
    return _dated(desk, claim, name, adopted)


def _dated(desk: Desk, claim: Claim, name: str, adopted: list[Held[PartialDate]]) -> Judged:
    assert claim.time is not None
    agreed, dates = agreement(claim.time, adopted), desk.dates(adopted)
    evidence = pro(agreed.agreeing) + contra(agreed.against)
    if agreed.preferred:
        return judged(claim, "supported", "name_dated", evidence, name=name, dates=dates)
    if agreed.agreeing:
        return judged(
            claim, "disputed", "name_disputed", evidence, name=name, dates=dates, preferred=dates
        )
    return judged(
        claim,
        "contradicted",
        "name_other_date",
        evidence,
        name=name,
        dates=dates,
        said=claim.time.text,
        preferred=dates,
    )


def _names(facts: GroupFacts, name: str) -> list[NameFact]:
    key = search_key(name)
    return [fact for fact in facts.names if search_key(fact.text) == key or fact.text == name]


def _adoptions(facts: GroupFacts, name: str, found: list[NameFact]) -> Iterator[Held[PartialDate]]:
    """When the name was taken: the renamings to it, or to the name it stands for; else when it came into use."""
    keys = {search_key(name), *(search_key(fact.text) for fact in found)}
    spelt_out = {search_key(facts.label), search_key(facts.acronym)} & keys
    dated = [
        c for r in facts.renamings for c in r.claims
        if search_key(r.new) in keys or (spelt_out and search_key(r.new) in _own(facts))
    ]  # fmt: skip
    if dated:
        yield from dated
        return
    for fact in found:
        for c in fact.claims:
            if c.value.start is not None:
                yield Held(c.value.start, c.evidence)


def _own(facts: GroupFacts) -> set[str]:
    """The keys of the name it goes by, however spelt."""
    return {
        search_key(n.text)
        for n in facts.names
        if n.kind in ("primary", "acronym", "native", "alias")
    }


def alias_of(desk: Desk, claim: Claim) -> Judged:
    """A person goes by another name."""
    person, name = claim.subject[0], claim.value or ""
    rows = name_rows(desk, person.id, name)
    if rows:
        return judged(
            claim, "supported", "alias_held", pro(rows, name), person=person.caption, name=name
        )
    if claim.object and all(r.id != person.id for r in claim.object):
        other = claim.object[0].caption
        return judged(claim, "not_in_record", "alias_other", person=person.caption, other=other)
    return judged(claim, "not_in_record", "alias_unknown", person=person.caption)


def name_rows(desk: Desk, id_: str, name: str) -> list[Evidence]:
    """The rows that give a group or person a name."""
    return [c.evidence for fact in _names(desk.facts(id_), name) for c in fact.claims]

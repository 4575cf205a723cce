"""Where a group came from and whom it joined: founding, splits, mergers, pledges, alliances.

The founding and the parent of a split have one answer; the record closes the question where it holds it. A merger, a
pledge or an alliance can be made again, so another date than the record's is only not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.when import agreement
from sourcebook.claims.checking.whereabouts import Where, all_of, named, placed
from sourcebook.claims.model import Claim, Judged, VerdictName
from sourcebook.documents.mention import Referent
from sourcebook.profiles.evidence import Claim as Held
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import GroupFacts, LineageFact
from sourcebook.record.dates import PartialDate

_KINDS = {
    "split_from": ("split_from",),
    "merged_with": ("merged_into", "joined", "part_of"),
    "pledged_to": ("pledged_to", "part_of", "joined", "merged_into"),
    "allied_with": ("allied_with",),
}
# A looser tie that lends some support to a claim of a closer one.
_NEAR = {
    "pledged_to": ("allied_with", "associated_with", "supports"),
    "allied_with": (
        "associated_with",
        "supports",
        "pledged_to",
        "part_of",
        "joined",
        "merged_into",
    ),
    "merged_with": ("allied_with", "associated_with", "pledged_to"),
    "split_from": ("part_of", "associated_with"),
}


def founded(desk: Desk, claim: Claim) -> Judged:
    """A group was founded at a time, or by somebody."""
    facts = desk.facts(claim.subject[0].id)
    if claim.object:
        return _founder(desk, claim, facts)
    dates = facts.formed or _splits(facts)
    if not dates:
        return judged(claim, "not_in_record", "founded_no_date", subject=facts.short)
    told = desk.dates(dates)
    if claim.time is None:
        return judged(
            claim, "supported", "founded_undated", pro(dates), subject=facts.short, dates=told
        )
    agreed = agreement(claim.time, dates)
    evidence = pro(agreed.agreeing) + contra(agreed.against)
    if agreed.preferred:
        return judged(claim, "supported", "founded_then", evidence, dates=told)
    if agreed.agreeing:
        return judged(claim, "disputed", "founded_disputed", evidence, dates=told, preferred=told)
    return judged(
        claim,
        "contradicted",
        "founded_otherwise",
        evidence,
        subject=facts.short,
        dates=told,
        said=claim.time.text,
        preferred=told,
    )


def _founder(desk: Desk, claim: Claim, facts: GroupFacts) -> Judged:
    person = claim.object[0]
    others = {r.id for r in claim.object}
    told = [
        e
        for t in facts.lineage
        if t.kind == "founded_by" and t.of_page
        if t.other.id in others or _is_unlinked(desk, claim, t)
        for e in t.evidence
    ]
    if told:
        evidence = pro(told, person.caption)
        return judged(claim, "supported", "founded_by", evidence, object=person.caption)
    rows = [
        e
        for t in facts.tenures
        if t.person.id == person.id and t.role in ("founder", "emir", "leader", "head")
        for e in t.evidence
    ]
    founders = [t for t in facts.tenures if t.person.id == person.id and "founder" in t.role]
    if founders or (rows and not any("founder" in t.role for t in facts.tenures)):
        return judged(
            claim,
            "supported",
            "founded_by",
            pro(rows or founders[0].evidence, person.caption),
            object=person.caption,
        )
    return judged(
        claim, "not_in_record", "founded_by_unknown", object=person.caption, subject=facts.short
    )


def _splits(facts: GroupFacts) -> tuple[Held[PartialDate], ...]:
    """A group without a date of founding began when it split off."""
    return tuple(
        c for tie in facts.lineage if tie.kind == "split_from" and tie.of_page for c in tie.dates
    )


def tie(desk: Desk, claim: Claim) -> Judged:
    """A group split from, merged with, pledged to or allied with another."""
    facts = desk.facts(claim.subject[0].id)
    if not claim.object:
        return _any_ally(desk, claim, facts)
    others = {r.id for r in claim.object}
    held = [
        t
        for t in facts.lineage
        if t.kind in _KINDS[claim.type] and (t.other.id in others or _is_unlinked(desk, claim, t))
    ]
    if claim.type == "split_from":
        return _split(desk, claim, facts, held)
    loose = _loose(facts, claim, _KINDS[claim.type])
    if held:
        return _held_tie(desk, claim, held)
    if loose:
        rows = [e for _, e in loose]
        return judged(claim, "supported", "tie_held", pro(rows, claim.type), when="")
    return _near_tie(claim, facts)


def _is_unlinked(desk: Desk, claim: Claim, tie: LineageFact) -> bool:
    """Whether a source prints for the other side, without more, a name of one that the text may mean."""
    if tie.other.id is not None:
        return False
    return any(desk.bears(r, tie.other.label) for r in claim.object)


def _held_tie(desk: Desk, claim: Claim, held: Sequence[LineageFact]) -> Judged:
    dates = [c for t in held for c in t.dates]
    rows, told = [e for t in held for e in t.evidence], desk.dates(dates)
    if claim.time is None or not dates:
        return judged(
            claim,
            "supported",
            "tie_held",
            pro([*dates, *rows], claim.type),
            when=f", {told}" if told else "",
        )
    agreed = agreement(claim.time, dates)
    evidence = pro(agreed.agreeing) + contra(agreed.against)
    if agreed.preferred:
        return judged(claim, "supported", "tie_held", evidence, when=f", {told}")
    if agreed.agreeing:
        return judged(claim, "disputed", "tie_disputed", evidence, dates=told, preferred=told)
    if claim.type == "split_from":
        return judged(
            claim,
            "contradicted",
            "tie_other_date",
            evidence,
            dates=told,
            said=claim.time.text,
            preferred=told,
        )
    return judged(
        claim,
        "not_in_record",
        "tie_date_open",
        evidence,
        dates=told,
        said=claim.time.text,
        preferred=told,
    )


def _split(desk: Desk, claim: Claim, facts: GroupFacts, held: Sequence[LineageFact]) -> Judged:
    own = [t for t in held if t.of_page]
    if own:
        return _own_split(desk, claim, facts, own)
    if held:
        rows = [e for t in held for e in t.evidence]
        return judged(
            claim,
            "contradicted",
            "tie_reversed",
            contra(rows, claim.type),
            other=held[0].other.label,
            subject=facts.short,
        )
    parents = [t for t in facts.lineage if t.kind == "split_from" and t.of_page]
    between = _through(desk, parents, {r.id for r in claim.object})
    if between is not None:
        rows = [e for t in parents for e in t.evidence]
        return judged(
            claim,
            "imprecise",
            "tie_through",
            contra(rows, between),
            subject=facts.short,
            object=claim.object[0].caption,
            between=between,
        )
    if parents and not _loose(facts, claim, _NEAR["split_from"]):
        rows = [e for t in parents for e in t.evidence]
        names = desk.words.listed(sorted({t.other.label for t in parents}))
        return judged(
            claim, "contradicted", "tie_other_parent", contra(rows, names), subject=facts.short, parents=names,
            object=claim.object[0].caption, preferred=names,
        )  # fmt: skip
    return _near_tie(claim, facts)


def _own_split(desk: Desk, claim: Claim, facts: GroupFacts, own: Sequence[LineageFact]) -> Judged:
    """A split of the group itself: said of a name it took later, it is imprecise."""
    found = _held_tie(desk, claim, own)
    dates = [c for t in own for c in t.dates]
    former = _name_before(facts, claim, dates)
    if claim.value != "emerged" or former is None:
        return found
    rows = [e for t in own for e in t.evidence]
    return judged(
        claim, "imprecise", "tie_as_former", pro(rows, former), former=former, object=claim.object[0].caption,
        dates=desk.dates(dates),
    )  # fmt: skip


def _name_before(facts: GroupFacts, claim: Claim, dates: Sequence[Held[PartialDate]]) -> str | None:
    """The name the group bore then, where the change to today's came after all the dates."""
    later = [
        r
        for r in facts.renamings
        for c in r.claims
        if dates and all(d.value.certainly_before(c.value) for d in dates)
    ]
    return later[0].old if later else None


def _through(desk: Desk, parents: Iterable[LineageFact], wanted: set[str]) -> str | None:
    """The group between, where a parent of the group split from the one that is claimed."""
    for parent in parents:
        if parent.other.id is None:
            continue
        for up in desk.facts(parent.other.id).lineage:
            if up.kind == "split_from" and up.of_page and up.other.id in wanted:
                return parent.other.label
    return None


def _loose(facts: GroupFacts, claim: Claim, kinds: Sequence[str]) -> list[tuple[str, Evidence]]:
    others = {r.id for r in claim.object}
    ties = [
        (t.kind, c.evidence)
        for t in facts.ties
        if t.kind in kinds and t.other.id in others
        for c in t.claims
    ]
    return ties + [
        (t.kind, e)
        for t in facts.lineage
        if t.kind in kinds and t.other.id in others
        for e in t.evidence
    ]


def _near_tie(claim: Claim, facts: GroupFacts) -> Judged:
    near = _loose(facts, claim, _NEAR.get(claim.type, ()))
    if near:
        kinds = ", ".join(sorted({kind.replace("_", " ") for kind, _ in near}))
        rows = [e for _, e in near]
        verdict: VerdictName = "supported" if claim.type == "allied_with" else "imprecise"
        return judged(claim, verdict, "tie_loose", pro(rows, kinds), ties=kinds)
    return judged(
        claim, "not_in_record", "tie_unknown", subject=facts.short, object=_caption(claim.object)
    )


def _any_ally(desk: Desk, claim: Claim, facts: GroupFacts) -> Judged:
    """Ties with others whom the text does not name."""
    kinds = (*_KINDS["allied_with"], *_KINDS["merged_with"], "pledged_to")
    found = [(t.other, c.evidence) for t in facts.ties if t.kind in kinds for c in t.claims]
    found += [(t.other, e) for t in facts.lineage if t.kind in kinds for e in t.evidence]
    if not found:
        return judged(claim, "not_in_record", "unknown_object")
    names = ", ".join(sorted({other.label for other, _ in found})[:4])
    slots: dict[str, object] = {"subject": facts.short, "others": names}
    where = all_of(claim.place)
    outside = _outside(desk, [other.id for other, _ in found if other.id], where)
    evidence = pro([e for _, e in found], names)
    if where is not None and outside:
        return judged(
            claim,
            "imprecise",
            "allies_elsewhere",
            evidence,
            place=where.caption,
            outside=named(outside),
            **slots,
        )
    return judged(claim, "supported", "allies_held", evidence, **slots)


def _outside(desk: Desk, ids: Sequence[str], where: Where | None) -> list[str]:
    """The states outside a region in which the record places the most of some groups."""
    if where is None:
        return []
    desk.prepare(ids)
    states = Counter(c for id_ in sorted(set(ids)) for c in placed(desk.facts(id_)))
    beyond = {c: n for c, n in states.items() if c not in where.countries | where.partly}
    most = max(beyond.values(), default=0)
    return [c for c, n in sorted(beyond.items()) if n == most and n > 1]


def _caption(object_: tuple[Referent, ...]) -> str:
    return object_[0].caption

"""A document held against the record: read, taken apart into claims, each judged, and what it omits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from msgspec import structs

from sourcebook.claims.checking import conduct, designations, incidents, names, office, origins
from sourcebook.claims.checking.denials import answerable, denied
from sourcebook.claims.checking.desk import Desk, judged
from sourcebook.claims.checking.omissions import Text, omissions
from sourcebook.claims.checking.readings import settled
from sourcebook.claims.extraction import extract
from sourcebook.claims.model import Check, Claim, ClaimType, Judged
from sourcebook.claims.proposing.proposal import Proposer, accepted
from sourcebook.documents.mention import ReadSentence, Referent
from sourcebook.documents.passages import Document
from sourcebook.documents.recognition import recognise
from sourcebook.record.store import Record

Checker = Callable[[Desk, Claim], Judged]

CHECKERS: dict[ClaimType, Checker] = {
    "called": names.called, "alias_of": names.alias_of, "founded": origins.founded, "split_from": origins.tie,
    "merged_with": origins.tie, "pledged_to": origins.tie, "allied_with": origins.tie, "led_by": office.led_by,
    "died": office.died, "designated_by": designations.designated_by, "operates_in": conduct.operates_in,
    "uses_tactic": conduct.uses_tactic, "targets": conduct.targets, "funded_by": conduct.funded_by,
    "carried_out": incidents.carried_out,
    "killed": incidents.killed, "activity": conduct.activity,
}  # fmt: skip
_NEEDS_OBJECT = frozenset({"split_from", "merged_with", "pledged_to", "led_by", "designated_by"})
_NEEDS_NO_SUBJECT = frozenset({"killed"})
# Of several readings of a subject that which the record answers best; how many are looked at.
_ORDER = (
    "supported",
    "outdated",
    "imprecise",
    "disputed",
    "contradicted",
    "not_in_record",
    "not_factual",
)
_READINGS = 4
# What is no group or person: authorities, places, and states by their two letters.
_ELSE, _CODE = ("authority:", "place:", "region:"), 2
# A group named in at least this share of the mentions of the most named is one the text is about.
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Days:
    """The two dates of a check.

    Attributes:
        as_of: The day in the world.
        known: The day by which the sources had to have said so.
    """

    as_of: date
    known: date


# How far a check is: the step (`reading` or `judging`), how much of it is done, and of how much.
Tell = Callable[[str, int, int], None]
_TOLD_EACH = 50


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a check is to be made.

    Attributes:
        least: Claims whose reading is less sure than this are left out.
        proposer: A language model that proposes claims beside those the patterns read; none unless asked for.
        tell: Told how far it is.
    """

    least: float = 0.0
    proposer: Proposer | None = None
    tell: Tell = lambda *_: None


PLAIN = Wishes()


def check(record: Record, document: Document, days: Days, wishes: Wishes = PLAIN) -> Check:
    """Check a document.

    Args:
        record: The open record.
        document: The text.
        days: As of when, and known by when.
        wishes: How.
    """
    sentences = recognise(record, document, partial(wishes.tell, "reading"))
    desk = Desk(record, days.as_of, days.known, sentences)
    read = _claims(document, sentences, wishes.proposer)
    claims = [c for c in read if c.confidence >= wishes.least]
    desk.prepare(_named(claims))
    found = settled(_judged(desk, claims, wishes.tell))
    about = _about(sentences)
    named = frozenset(r.id for s in sentences for m in s.mentions for r in m.referents[:1])
    text = Text(named, " ".join(s.text for s in sentences))
    return Check(
        name=document.name, text=document.text, as_of=days.as_of.isoformat(), known=days.known.isoformat(),
        record_id=record.manifest.id, claims=found, about=about,
        omissions=tuple(omissions(desk, [r.id for r in about], text, found)),
    )  # fmt: skip


def _judged(desk: Desk, claims: Sequence[Claim], tell: Tell) -> Iterator[Judged]:
    for number, claim in enumerate(claims):
        if number % _TOLD_EACH == 0:
            tell("judging", number, len(claims))
        yield _judge(desk, claim)


def _claims(
    document: Document, sentences: Sequence[ReadSentence], proposer: Proposer | None
) -> Sequence[Claim]:
    found = extract(document, sentences)
    if proposer is None:
        return found
    more = accepted(document, sentences, proposer, found)
    return sorted((*found, *more), key=lambda c: (c.sentence, c.span.start, c.span.end, c.type))


def _named(claims: Sequence[Claim]) -> Iterator[str]:
    """The groups and persons that claims are about."""
    for claim in claims:
        for referent in (*claim.subject, *claim.object):
            if not referent.id.startswith(_ELSE) and len(referent.id) > _CODE:
                yield referent.id


def _judge(desk: Desk, claim: Claim) -> Judged:
    if claim.type == "opinion":
        return judged(claim, "not_factual", "no_matter_of_fact")
    if not claim.subject and claim.type not in _NEEDS_NO_SUBJECT:
        return judged(claim, "not_in_record", "unknown_subject")
    if claim.type in _NEEDS_OBJECT and not claim.object:
        return judged(claim, "not_in_record", "unknown_object")
    if claim.negated:
        return _softened(_denied(desk, claim))
    return _softened(_of_likeliest(desk, claim))


def _denied(desk: Desk, claim: Claim) -> Judged:
    asked = answerable(claim)
    affirmed = _of_likeliest(desk, structs.replace(claim, negated=False)) if asked else None
    return denied(claim, affirmed)


def _of_likeliest(desk: Desk, claim: Claim) -> Judged:
    """The verdict on whoever the subject may be: the first of whom the record supports it, else the likeliest.

    Several entries may bear the name: other groups, or the same one, listed twice and not linked.
    """
    found = []
    for reading in _readings(claim):
        found.append(CHECKERS[claim.type](desk, reading))
        if found[-1].verdict == "supported":
            break
    best = min(found, key=lambda j: _ORDER.index(j.verdict))
    return structs.replace(best, claim=claim)


def _readings(claim: Claim) -> Iterator[Claim]:
    """A claim with each of those who may be its subject put first."""
    yield claim
    for referent in claim.subject[1:_READINGS]:
        rest = tuple(r for r in claim.subject if r != referent)
        yield structs.replace(claim, subject=(referent, *rest))


def _softened(found: Judged) -> Judged:
    """What a text only reports is not contradicted by the record: that somebody said so may well be."""
    if found.verdict == "contradicted" and found.claim.reported:
        return structs.replace(found, verdict="disputed")
    return found


def _about(sentences: Sequence[ReadSentence]) -> tuple[Referent, ...]:
    """The groups a text is about: those it names most."""
    named = Counter({r.id: 0 for r in _groups(sentences)})
    captions = {r.id: r for r in _groups(sentences)}
    for referent in _groups(sentences):
        named[referent.id] += 1
    most = max(named.values(), default=0)
    ranked = sorted(named, key=lambda id_: (-named[id_], id_))
    return tuple(captions[id_] for id_ in ranked if named[id_] >= max(2, _SHARE * most))[:5]


def _groups(sentences: Sequence[ReadSentence]) -> Iterator[Referent]:
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.kind == "group" and mention.referents:
                yield mention.referents[0]

"""What a model may propose, and which of it is let in.

A proposal is taken only where its quotation stands in the sentence to the letter, its type is one of ours, and its
subject is somebody whom the record's names find in that very sentence. A model can so point at what the patterns
overlook, and can neither invent words, nor dates, nor groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from sourcebook.claims.model import Claim, ClaimType, Span
from sourcebook.documents.mention import Mention, Quantity, ReadSentence, Referent, TimeMention
from sourcebook.documents.passages import Document

PROPOSED: tuple[ClaimType, ...] = (
    "called", "founded", "split_from", "merged_with", "pledged_to", "allied_with", "led_by", "died", "designated_by",
    "operates_in", "carried_out", "killed",
)  # fmt: skip
_OBJECTS = {
    "led_by": ("person",), "founded": ("person",), "died": (), "designated_by": ("authority", "place", "nationality"),
    "operates_in": ("place", "nationality"), "carried_out": (), "killed": (),
}  # fmt: skip
_NEEDS_OBJECT = frozenset(PROPOSED) - {"founded", "died", "carried_out", "killed"}
# How sure a proposal is read, at most: less than any pattern with names.
_SURE = 0.6


class Proposal(msgspec.Struct, frozen=True):
    """One thing a model says that a sentence says.

    Attributes:
        sentence: The number of the sentence, as it was sent.
        type: Of the claim.
        quote: The words that say it, to the letter.
        subject: Who it is said of, in the words of the sentence.
        object: The other one, likewise; empty for none.
        time: The date, likewise; empty for none.
        negated: Whether the text denies it.
    """

    sentence: int
    type: str
    quote: str
    subject: str
    object: str = ""
    time: str = ""
    negated: bool = False


class Proposer(Protocol):
    """Whatever reads sentences and proposes claims."""

    @property
    def name(self) -> str:
        """By what a claim says who proposed it."""

    def propose(self, sentences: Sequence[ReadSentence]) -> Iterable[Proposal]:
        """What some sentences claim.

        Args:
            sentences: Consecutive sentences of a text.
        """


def accepted(
    document: Document,
    sentences: Sequence[ReadSentence],
    proposer: Proposer,
    known: Iterable[Claim] = (),
) -> tuple[Claim, ...]:
    """The proposals that point at their words, and that no pattern had read already.

    Args:
        document: The text.
        sentences: It, read.
        proposer: Who proposes.
        known: What the patterns read.
    """
    held = {_key(claim) for claim in known}
    numbered = {sentence.number: sentence for sentence in sentences}
    found: dict[tuple[object, ...], Claim] = {}
    for proposal in proposer.propose(sentences):
        sentence = numbered.get(proposal.sentence)
        claim = None if sentence is None else _claim(document, sentence, proposal, proposer.name)
        if claim is not None and _key(claim) not in held:
            found.setdefault(_key(claim), claim)
    return tuple(sorted(found.values(), key=lambda c: (c.span.start, c.span.end, c.type)))


def _key(claim: Claim) -> tuple[object, ...]:
    one, other = (r[0].id if r else None for r in (claim.subject, claim.object))
    return claim.sentence, claim.type, one, other


def _claim(
    document: Document, sentence: ReadSentence, proposal: Proposal, name: str
) -> Claim | None:
    kind = next((t for t in PROPOSED if t == proposal.type), None)
    start = sentence.text.find(proposal.quote) if proposal.quote else -1
    if kind is None or start < 0:
        return None
    subject = _meant(sentence, proposal.subject, ("person",) if kind == "died" else ("group",))
    other = _meant(sentence, proposal.object, _OBJECTS.get(kind, ("group",)))
    if not subject or (kind in _NEEDS_OBJECT and not other) or (proposal.object and not other):
        return None
    time = _at(sentence.times, proposal.time)
    if proposal.time and time is None:
        return None
    passage = document.passages[sentence.passage]
    span = Span(
        *passage.original(sentence.start + start, sentence.start + start + len(proposal.quote))
    )
    return Claim(
        type=kind, text=proposal.quote, span=span, sentence=sentence.number, subject=subject, object=other,
        value=proposal.object if kind == "called" else _DEFAULT.get(kind), time=time,
        place=tuple(_places(sentence)) if kind in ("carried_out", "killed") else (),
        count=next(iter(_within(sentence.quantities, start, start + len(proposal.quote))), None),
        negated=proposal.negated, cue=span, confidence=_SURE, proposed_by=name,
    )  # fmt: skip


_DEFAULT = {"carried_out": "armed violence", "led_by": "leader"}


def _meant(sentence: ReadSentence, words: str, kinds: Sequence[str]) -> tuple[Referent, ...]:
    """Whom the sentence's own mention of these words means; nobody where it has none of that kind."""
    if not words:
        return ()
    named = [m for m in sentence.mentions if m.kind in kinds and m.referents]
    exact = [m for m in named if m.text == words]
    within = [m for m in named if m.text in words or words in m.text]
    chosen: Mention | None = next(iter(exact or within), None)
    return () if chosen is None else chosen.referents


def _at(times: Sequence[TimeMention], words: str) -> TimeMention | None:
    return next((t for t in times if words and (t.text in words or words in t.text)), None)


def _places(sentence: ReadSentence) -> Iterator[Referent]:
    for mention in sentence.mentions:
        if mention.kind == "place":
            yield from mention.referents[:1]


def _within(quantities: Sequence[Quantity], start: int, end: int) -> Iterator[Quantity]:
    return (q for q in quantities if start <= q.start and q.end <= end)

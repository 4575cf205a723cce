"""Claims, verdicts, and what they rest on.

A claim is small and typed: somebody was called something, was founded at a time, split from somebody, was led by
somebody. A verdict says how the record stands to it at the time it speaks of, and one sentence tells the writer what
to do about it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sourcebook.documents.mention import Quantity, Referent, TimeMention

ClaimType = Literal[
    "called", "founded", "split_from", "merged_with", "pledged_to", "allied_with", "led_by", "alias_of", "died",
    "designated_by", "operates_in", "uses_tactic", "targets", "funded_by", "carried_out", "killed", "activity",
    "opinion",
]  # fmt: skip
VerdictName = Literal[
    "supported", "imprecise", "outdated", "disputed", "contradicted", "not_in_record", "not_factual"
]


class Span(msgspec.Struct, frozen=True):
    """A stretch of the original text, the end exclusive."""

    start: int
    end: int


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a text says.

    Attributes:
        type: What kind of thing.
        text: The words that say it.
        span: Where they stand in the original.
        sentence: The number of the sentence.
        subject: Of whom it is said: the group, or the person of `alias_of` and `died`; the likeliest reading first.
        object: The other one: parent, partner, leader, authority, place; the likeliest reading first.
        value: A name (`called`, `alias_of`), a role (`led_by`), a tactic, a target, a manner of death,
            what the text calls a designation, `active` or `declining`, a kind of event.
        place: Where, for an event or a death.
        by: By whose hand, for a death.
        time: When it was so, as the text has it; None where it does not say.
        count: How many, for `killed`, `carried_out` and numbers of hostages.
        negated: Whether the text denies it.
        reported: Whether the text only says that somebody says so ("allegedly", "according to").
        cue: The words that make it this kind of claim, in the original.
        confidence: 0 to 1, how sure the reading of the text is; not how true it is.
        proposed_by: `rules`, or the name of the model that proposed it.
    """

    type: ClaimType
    text: str
    span: Span
    sentence: int
    subject: tuple[Referent, ...] = ()
    object: tuple[Referent, ...] = ()
    value: str | None = None
    place: tuple[Referent, ...] = ()
    by: tuple[Referent, ...] = ()
    time: TimeMention | None = None
    count: Quantity | None = None
    negated: bool = False
    reported: bool = False
    cue: Span | None = None
    confidence: float = 1.0
    proposed_by: str = "rules"


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the record that speaks for or against a claim.

    Attributes:
        stance: Which of the two.
        source: The publisher and title, as a citation prints it.
        date: Of the file or publication.
        locator: Record and place in it, or page.
        quote: The source's words, or the field as it stands.
        value: What it says, in the terms of the claim.
        row_id: The row, under which it can be cited for ever.
        url: Where a reader can follow it, if anywhere.
    """

    stance: Literal["for", "against"]
    source: str
    date: str
    locator: str
    quote: str
    value: str
    row_id: str
    url: str | None = None


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and how the record stands to it.

    Attributes:
        claim: What the text says.
        verdict: One of seven.
        explanation: One sentence a writer can act on.
        preferred: The value the record prefers, where it holds one.
        evidence: For and against, the strongest first.
    """

    claim: Claim
    verdict: VerdictName
    explanation: str
    preferred: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """What the text leaves out and its reader would need.

    Attributes:
        kind: `successor`, `merger`, `designated_under_other_name`, `renamed`, `split`, `death`, …
        about: Canonical id of the group or person.
        explanation: One sentence.
        evidence: What it rests on.
        beside: The claim it belongs to, by its place in the list of claims; None: to the text as a whole.
    """

    kind: str
    about: str
    explanation: str
    evidence: tuple[Evidence, ...]
    beside: int | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A whole text, checked.

    Attributes:
        name: Of the document.
        text: The original, to which all offsets refer.
        as_of: The day in the world, ISO.
        known: The day by which the sources had to have said so, ISO.
        record_id: The version of the record.
        claims: In the order of the text.
        omissions: The most needed first.
        about: The groups the text is about, the most mentioned first.
    """

    name: str
    text: str
    as_of: str
    known: str
    record_id: str
    claims: tuple[Judged, ...]
    omissions: tuple[Omission, ...]
    about: tuple[Referent, ...] = ()

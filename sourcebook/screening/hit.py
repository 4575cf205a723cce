"""What screening found: an entity, the name that met, and every reason for and against.

A hit is a lead for a person to review. It says which list, which entry, which alias and how the list itself grades it,
and what each piece of evidence added or took away.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence.

    Attributes:
        feature: What was compared: `name`, `grade`, `identifier`, `birth_date`, `country`, `birth_place`, `gender`.
        score: 0 (speaks against) to 1 (speaks for); .5 says nothing.
        detail: In words, for the reviewer: which word met which, how, and what was left over.
        query, candidate: The two values held against each other.
    """

    feature: str
    score: float
    detail: str
    query: str | None = None
    candidate: str | None = None


class MatchedName(msgspec.Struct, frozen=True, kw_only=True):
    """The listed name that met.

    Attributes:
        text: As the list prints it.
        prop: `name`, `alias`, `weakAlias`, `previousName`, `abbreviation`, …
        grade: The list's own grade of it: `good`, `low`, or None.
        entry, source: Whose it is.
        known_from, known_until: The versions of the list that carry it.
    """

    text: str
    prop: str
    grade: str | None
    entry: str
    source: str
    known_from: date
    known_until: date | None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the entity, and what the list said of it by the day asked about.

    Attributes:
        entry, source, caption: As the source has it.
        known_from, known_until: The first version with it, and the first complete one without.
        listed_on: EDTF, as printed.
        authority, programme, reference: Of the designation, where there is one.
    """

    entry: str
    source: str
    caption: str
    known_from: date
    known_until: date | None
    listed_on: str | None = None
    authority: str | None = None
    programme: str | None = None
    reference: str | None = None


class Clearance(msgspec.Struct, frozen=True, kw_only=True):
    """A person's judgement that this entity is not who was asked about.

    Attributes:
        who, why, when: As they gave it; `when` is for the reader only.
        judgement: Its id in the journal, by which it can be withdrawn.
    """

    who: str
    why: str
    when: str
    judgement: str | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One entity that may be who was asked about.

    Attributes:
        id: Canonical id.
        caption, schema: How it is headed, and what it is.
        score: Calibrated probability, 0 to 1, that the name asked about is this entity's.
        match: Whether the score reaches the threshold asked for.
        name: The listed name that met best.
        reasons: All the evidence, the name first.
        entries: The entries that are one with it, by the day asked about.
        is_group: Whether `sourcebook profile ID` writes a page on it.
        cleared: Who judged that this is not the one, if anybody did and the entry has not changed since.
        lapsed: A clearance that no longer holds, because the lists have said something else of the entity since.
    """

    id: str
    caption: str
    schema: str
    score: float
    match: bool
    name: MatchedName
    reasons: tuple[Reason, ...]
    entries: tuple[Listed, ...]
    is_group: bool
    cleared: Clearance | None = None
    lapsed: Clearance | None = None

"""The format of a register file as types; a key that is not here is an error.

The field names are those of docs/register.md, from which a contributor writes; `docs/register.schema.json` is
generated from these types.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

T = TypeVar("T")
# What is said at least once; a value nobody says is no value.
Said = Annotated[tuple[T, ...], Meta(min_length=1)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
# EDTF as `record.dates` reads it; what is a real day is checked there.
Edtf = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?~?$")]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, Meta(min_length=1)]
# Persons; the bound keeps a slip of the key out.
Count = Annotated[int, Meta(ge=0, le=10_000_000)]
Money = Annotated[int, Meta(ge=0, le=10**12)]
Lang = Annotated[str, Meta(pattern=r"^[a-z]{3}$")]
Tactic = Literal[
    "bombing", "suicide attack", "armed assault", "ambush", "assassination", "kidnapping", "hostage-taking",
    "arson", "looting", "shelling",
]  # fmt: skip
Target = Literal[
    "government", "military", "police", "peacekeepers", "diplomats", "aid workers", "business", "tourists",
    "journalists", "religious", "civilians", "rival groups",
]  # fmt: skip


class _Strict(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Unknown keys are errors."""


class Publication(_Strict, frozen=True, kw_only=True):
    """A citation: see `record.rows.Citation`."""

    publisher: Text
    title: Text
    published: Edtf
    url: str | None = None
    document: str | None = None
    kind: Literal["official", "dataset", "research", "press", "claim", "encyclopedia"]
    read: Literal["direct", "copy", "second_hand"]
    read_in: str | None = None
    read_on: Edtf | None = None
    note: str | None = None


class Claim(_Strict, frozen=True, kw_only=True):
    """What one publication says."""

    cite: Text
    locator: str | None = None
    quote: str | None = None
    quote_lang: Lang | None = None
    start: Edtf | None = None
    end: Edtf | None = None
    replaces: str | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    note: str | None = None


class DateClaim(Claim, frozen=True, kw_only=True):
    """A date of the group or person."""

    value: Edtf
    place: str | None = None


class DeathClaim(DateClaim, frozen=True, kw_only=True):
    """A death."""

    how: Literal["killed", "natural", "unknown"] | None = None
    by: str | None = None


class CountryClaim(Claim, frozen=True, kw_only=True):
    """A nationality."""

    value: Country


class StrengthClaim(Claim, frozen=True, kw_only=True):
    """How many members."""

    at: Edtf | None = None
    low: Count | None = None
    best: Count | None = None
    high: Count | None = None
    scope: str | None = None


class MoneyClaim(Claim, frozen=True, kw_only=True):
    """A source of income, with a sum where one is given."""

    amount_low: Money | None = None
    amount_high: Money | None = None
    currency: str | None = None


class LeaderClaim(Claim, frozen=True, kw_only=True):
    """A beginning or an end in a role."""

    how_ended: Literal["killed", "died", "captured", "removed", "left", "defected"] | None = None


class CountClaim(Claim, frozen=True, kw_only=True):
    """A share a dataset gives: 25 of 204."""

    count: Count | None = None
    of: Count | None = None


class ListingClaim(Claim, frozen=True, kw_only=True):
    """An act of designation."""

    listed_on: Edtf | None = None
    amended_on: tuple[Edtf, ...] = ()
    delisted_on: Edtf | None = None


class Named(_Strict, frozen=True, kw_only=True):
    """Something known by name only."""

    name: Text


class State(_Strict, frozen=True, kw_only=True):
    """A state."""

    state: Country


class SameAs(_Strict, frozen=True, kw_only=True):
    """An entry of another source that is this group or person."""

    entry: Annotated[str, Meta(pattern=r"^[a-z_]+:.+$")]
    why: Text


class Name(_Strict, frozen=True, kw_only=True):
    """A name."""

    name: Text
    kind: Literal[
        "primary", "former", "alias", "acronym", "native", "translation", "kunya", "nom de guerre"
    ]
    lang: Lang | None = None
    claims: Said[Claim]


class Rename(_Strict, frozen=True, kw_only=True, rename={"old": "from", "new": "to"}):
    """A change of name."""

    old: Text
    new: Text
    claims: Said[Claim]


class Tie(_Strict, frozen=True, kw_only=True):
    """A tie of descent."""

    kind: Literal[
        "split_from", "merged_into", "joined", "founded_by", "pledged_to", "allied_with", "part_of"
    ]
    object: Any
    claims: Said[Claim]


class Relationship(_Strict, frozen=True, kw_only=True):
    """A tie to a group, a community or a state."""

    kind: Literal["allied_with", "rival_of", "supports", "associated_with", "part_of"]
    object: Any
    text: Text
    grade: Literal["same", "wing", "umbrella", "faction", "allied"] | None = None
    claims: Said[Claim]


class Leader(_Strict, frozen=True, kw_only=True):
    """A person in a role."""

    person: Slug
    role: Literal["leader", "emir", "founder", "deputy", "commander", "spokesman", "religious head"]
    claims: Said[LeaderClaim]


class Sentence(_Strict, frozen=True, kw_only=True):
    """A sentence of ours."""

    text: Text
    claims: Said[Claim]


class Ideology(_Strict, frozen=True, kw_only=True):
    """A word for what it believes."""

    value: Text
    claims: Said[Claim]


class Resource(_Strict, frozen=True, kw_only=True):
    """A source of income."""

    kind: Literal["ransom", "smuggling", "taxation", "donors", "robbery", "state", "other"]
    text: Text
    claims: Said[MoneyClaim]


class Area(_Strict, frozen=True, kw_only=True):
    """Where it is."""

    country: Country
    place: str | None = None
    role: Literal["operation", "base", "control"]
    claims: Said[Claim]


class TargetTag(_Strict, frozen=True, kw_only=True):
    """Whom or what it attacks."""

    value: Target
    text: str | None = None
    claims: Said[CountClaim]


class TacticTag(_Strict, frozen=True, kw_only=True):
    """How it attacks."""

    value: Tactic
    text: str | None = None
    claims: Said[CountClaim]


class Designation(_Strict, frozen=True, kw_only=True):
    """A listing that the machine-readable lists lack."""

    authority: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
    instrument: Text
    reference: str | None = None
    programme: str | None = None
    under_name: Text
    claims: Said[ListingClaim]


class Actor(_Strict, frozen=True, kw_only=True):
    """Who a publication says did it."""

    basis: Literal["claimed", "attributed", "coded"]
    group: Slug | None = None
    name: str | None = None


class Number(_Strict, frozen=True, kw_only=True):
    """Persons, and what is counted."""

    low: Count | None = None
    best: Count | None = None
    high: Count | None = None
    scope: str | None = None


class Report(_Strict, frozen=True, kw_only=True):
    """An incident as one publication tells it."""

    cite: Text
    locator: str | None = None
    quote: str | None = None
    quote_lang: Lang | None = None
    start: Edtf | None = None
    end: Edtf | None = None
    tactic: Tactic | None = None
    targets: tuple[Target, ...] = ()
    actors: tuple[Actor, ...] = ()
    killed: Number | None = None
    killed_parts: dict[str, Count] = {}
    wounded: Number | None = None
    hostages: Number | None = None
    hostages_killed: Count | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    note: str | None = None


class Incident(_Strict, frozen=True, kw_only=True):
    """An incident and its reports."""

    id: Slug
    label: Text
    country: Country
    place: str | None = None
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None = None
    reports: Said[Report]


class Gap(_Strict, frozen=True, kw_only=True):
    """What was looked for and not found."""

    field: Text
    looked_at: Text
    note: str | None = None


class Subject(_Strict, frozen=True, kw_only=True):
    """What files of groups and persons share."""

    id: Slug
    label: Text
    reviewed: Edtf
    citations: dict[str, Publication]
    same_as: tuple[SameAs, ...] = ()
    names: tuple[Name, ...]


class GroupFile(Subject, frozen=True, kw_only=True, tag_field="schema", tag="Organization"):
    """One group."""

    acronym: str | None = None
    renames: tuple[Rename, ...] = ()
    formed: tuple[DateClaim, ...] = ()
    disbanded: tuple[DateClaim, ...] = ()
    first_attack: tuple[DateClaim, ...] = ()
    last_attack: tuple[DateClaim, ...] = ()
    lineage: tuple[Tie, ...] = ()
    relations: tuple[Relationship, ...] = ()
    leaders: tuple[Leader, ...] = ()
    aims: tuple[Sentence, ...] = ()
    ideology: tuple[Ideology, ...] = ()
    political_activity: tuple[Sentence, ...] = ()
    strength: tuple[StrengthClaim, ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()
    targets: tuple[TargetTag, ...] = ()
    tactics: tuple[TacticTag, ...] = ()
    designations: tuple[Designation, ...] = ()
    incidents: tuple[Incident, ...] = ()
    gaps: tuple[Gap, ...] = ()


class PersonFile(Subject, frozen=True, kw_only=True, tag_field="schema", tag="Person"):
    """One person."""

    born: tuple[DateClaim, ...] = ()
    died: tuple[DeathClaim, ...] = ()
    nationality: tuple[CountryClaim, ...] = ()
    events: tuple[Sentence, ...] = ()
    gaps: tuple[Gap, ...] = ()


RegisterFile = GroupFile | PersonFile


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema, for editors."""
    return msgspec.json.schema(RegisterFile)

"""What a source says, as the rows of the three tables.

A parser reads a publisher's record and yields one `Entry`: the record's id, its schema, and the statements,
relations and events read in it. A row says *where* it was read (locator, quote); the build adds *from which
file* and the two known times. Schemata and properties carry FollowTheMoney's names
(https://followthemoney.tech/explorer/); our own additions begin with `sb:`.

Invariant: a row's id is a hash of what it says (source, record, subject, property or kind, value and
qualifiers), never of where in the file or in which file it stood, so that a citation survives a rebuild.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal

import msgspec

Grade = Literal["good", "low", "same", "wing", "umbrella", "faction", "allied"]

RELATION_KINDS = (
    "renamed_to", "split_from", "merged_into", "joined", "founded_by", "pledged_to", "allied_with",
    "rival_of", "part_of", "led_by", "member_of", "family_of", "acts_for", "owned_by", "supports",
    "associated_with", "designated_by", "claimed", "attributed_to",
)  # fmt: skip


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One value of one property, as one record of a source gives it.

    Attributes:
        prop: FollowTheMoney property (`name`, `alias`, `birthDate`), or one of ours (`sb:strength`).
        value: The value, white space folded, dates in EDTF, countries in ISO 3166 alpha-2 where the source's
            word has one.
        original: The value as printed, where it differs.
        lang: ISO 639-3 code, where the source gives a language.
        grade: The source's own grade of the value: the UN's and OFAC's alias quality as `good` or `low`.
        valid_from: EDTF date from which it was so in the world, where the source says.
        valid_until: EDTF date until which it was so, where the source says.
        locator: Where in the record: XPath below the record, column, character span; the same in every version.
        quote: The words of the source, where it is prose.
        subject: The entry spoken of, where it is not the record's own.
        detail: A small object of further values, for properties of ours that need one (JSON text).
        citation: Key of a `Citation`, where the row rests on a publication other than the file.
        known_from: ISO day from which a source had said so, where not the version of the file (register).
        known_until: ISO day on which a source withdrew it (register).
    """

    prop: str
    value: str
    original: str | None = None
    lang: str | None = None
    grade: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    locator: str = ""
    quote: str | None = None
    subject: str | None = None
    detail: str | None = None
    citation: str | None = None
    known_from: str | None = None
    known_until: str | None = None


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """One tie between two entries, or between an entry and something only named.

    Attributes:
        kind: One of `RELATION_KINDS`, read subject - kind - object: AQIM `split_from` GIA.
        object: Entry id (`un:QDi.232`), register id, or `authority:UN`, `state:ML`; None for a named stub.
        object_name: The object as the source prints it.
        role, programme, instrument, reference, under_name, how_ended: Qualifiers, as the source gives them.
        listed_on, delisted_on: EDTF dates of a designation.
        amended_on: ISO days on which the source says it amended the entry.
        grade: How close, where a source grades it: same, wing, umbrella, faction, allied.

    The rest is as in `Statement`.
    """

    kind: str
    object: str | None = None
    object_name: str | None = None
    role: str | None = None
    programme: str | None = None
    instrument: str | None = None
    reference: str | None = None
    under_name: str | None = None
    listed_on: str | None = None
    delisted_on: str | None = None
    amended_on: tuple[str, ...] = ()
    how_ended: str | None = None
    grade: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    locator: str = ""
    quote: str | None = None
    subject: str | None = None
    detail: str | None = None
    citation: str | None = None
    known_from: str | None = None
    known_until: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One reported incident as one source codes it.

    Attributes:
        incident: Id of the incident within the source; several reports may share it (`register:2013-in-amenas`).
        label: What the source or the register calls it.
        starts, ends: EDTF dates.
        date_precision, place_precision: The source's own code or word.
        place, country: As printed; ISO 3166 alpha-2.
        actors: `(entry id or None, name as printed, side or basis)`; basis is claimed, attributed or coded.
        tactic, targets: In the vocabulary of docs/register.md.
        deaths_low, deaths_best, deaths_high: Persons killed, as the source gives them.
        deaths_by: Persons killed by side or class: `{"hostages": 38}`.
        scope: What the source's figure counts, where it is not everybody.
        wounded, hostages, hostages_killed: Persons (`wounded` and `hostages` best or lowest figure given).

    The rest is as in `Statement`.
    """

    incident: str
    label: str | None = None
    starts: str | None = None
    ends: str | None = None
    date_precision: str | None = None
    place: str | None = None
    place_precision: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    actors: tuple[tuple[str | None, str, str], ...] = ()
    tactic: str | None = None
    targets: tuple[str, ...] = ()
    deaths_low: int | None = None
    deaths_best: int | None = None
    deaths_high: int | None = None
    deaths_by: tuple[tuple[str, int], ...] = ()
    scope: str | None = None
    wounded: int | None = None
    hostages: int | None = None
    hostages_killed: int | None = None
    note: str | None = None
    locator: str = ""
    quote: str | None = None
    detail: str | None = None
    citation: str | None = None
    known_from: str | None = None
    known_until: str | None = None


class Entry(msgspec.Struct, kw_only=True):
    """One record of a source, read.

    Attributes:
        id: The publisher's own key behind the source's prefix: `un:QDe.014`, `ofac:6897`.
        schema: FollowTheMoney schema: Person, Organization, Company, Vessel, Airplane, LegalEntity.
        rows: What the record says, in document order.
        main: False for a part that comes without its main row (an alias of OFAC's alt.csv): it makes no entity.
        part: The part of the list the rows belong to, where the file holds several; None: the file's own.
    """

    id: str
    schema: str
    rows: list[Statement | Relation | Event]
    main: bool = True
    part: str | None = None


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a file that could not be read as a record or a value, and why.

    Attributes:
        record: The record's id or position in the file.
        reason: What is wrong with it, for the reader.
        locator: Where in the record, if it is a part of one.
        printed: The beginning of what stood there.
    """

    record: str
    reason: str
    locator: str = ""
    printed: str = ""


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A publication that a row rests on, where it is not the file the row was read in.

    Attributes:
        key: Unique within the source: `aqim/state-2013-12-18`.
        kind: official, dataset, research, press, claim, encyclopedia.
        read: How we read it: direct, copy, second_hand.
    """

    key: str
    publisher: str
    title: str
    published: str
    url: str | None = None
    document: str | None = None
    kind: str = "research"
    read: str = "direct"
    read_in: str | None = None
    read_on: str | None = None
    note: str | None = None


Row = Statement | Relation | Event
Item = Entry | Reject | Citation

# Where a row stands in its file, what was quoted and when it was known are no part of what it says.
_UNSAID = frozenset({"locator", "quote", "original", "known_from", "known_until"})
_SAID = {
    kind: tuple(name for name in kind.__struct_fields__ if name not in _UNSAID)
    for kind in (Statement, Relation, Event)
}


def row_id(source: str, record: str, row: Row) -> str:
    """The id under which a row can be cited for ever: 20 hexadecimal digits.

    Args:
        source: The source's id.
        record: The entry id of the record the row was read in.
        row: The row.
    """
    said = "\x1f".join([str(getattr(row, name) or "") for name in _SAID[type(row)]])
    text = f"{source}\x1e{record}\x1e{said}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()

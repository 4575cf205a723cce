"""Any stream of FollowTheMoney entities: one JSON object a line, as OpenSanctions and Aleph write them.

A line is an entity: an id, a schema, and lists of values by property (https://followthemoney.tech/docs/). What ties two
entities is an entity too: a `Sanction` or an `Ownership` points at its ends by id. Such a line becomes a relation
between the ends; whatever of it the relation does not carry stays as statements of the line's own entry, so that
nothing is lost. OpenSanctions adds the datasets an entity is from, and under `referents` the ids of the entries
that were merged into it. The day on which it last saw an entity changes with every version and is no row.

A stream may hold millions of entities: it is read line by line and nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import BinaryIO

import msgspec

from sourcebook.errors import SourceError
from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Entry, Item, Reject, Relation, Row, Statement
from sourcebook.record.schema import is_a, property_type
from sourcebook.sources.contract import HEAD_SIZE, Facts, Format, Head, Manifest, Source
from sourcebook.sources.xml import fold

LINE_CAP = 16 * 1024**2
_LONG_LINE = re.compile(
    r'\{(?=.*"id"\s*:)(?=.*"schema"\s*:\s*")(?=.*"properties"\s*:\s*\{)', re.DOTALL
)
_PROPERTY = re.compile(r"[A-Za-z][\w:.-]{0,63}")
_ID = re.compile(r"\S{1,500}")

MANIFEST = Manifest(
    id="ftm",
    publisher="The publisher of the stream; most often OpenSanctions",
    short="FtM stream",
    title="FollowTheMoney entities",
    licence="As the publisher of the stream sets it; OpenSanctions: CC BY-NC 4.0",
    attribution="Entities from a FollowTheMoney stream; for OpenSanctions: opensanctions.org, CC BY-NC 4.0",
    url="https://www.opensanctions.org/datasets/",
    formats="FollowTheMoney entities as JSON lines (`entities.ftm.json`)",
    rhythm="daily",
    # Nobody can know the terms of a stream that the user brings.
    rights="no-rows-out",
    kind="dataset",
)


class _Line(msgspec.Struct):
    """An entity as its line gives it; fields that are not here are no content of the entity."""

    id: str
    schema: str
    properties: dict[str, list[str]]
    caption: str | None = None
    datasets: list[str] = []
    referents: list[str] = []
    first_seen: str | None = None
    last_change: str | None = None
    target: bool = False


class _Seen(msgspec.Struct):
    """What dates the file: when the publisher last saw the entity."""

    id: str
    schema: str
    properties: dict[str, msgspec.Raw]
    last_seen: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """How a schema that ties two entities reads as a relation.

    Attributes:
        kind: Of the relation.
        subject: The property that holds its subject.
        object: The property that holds its object.
        role: The property that says what the tie is.
    """

    kind: str
    subject: str
    object: str
    role: str = "role"


_TIES = {
    "Ownership": Tie("owned_by", "asset", "owner"),
    "Family": Tie("family_of", "person", "relative", "relationship"),
    "Membership": Tie("member_of", "member", "organization"),
    "Employment": Tie("member_of", "employee", "employer"),
    "Directorship": Tie("member_of", "director", "organization"),
    "UnknownLink": Tie("associated_with", "subject", "object"),
    "Associate": Tie("associated_with", "person", "associate", "relationship"),
    "Representation": Tie("acts_for", "agent", "client"),
}
# Properties of a thing that name another: who owns it.
_OWNERS = frozenset({"parent", "owner"})
# Authorities that are no state: words in their name, code in the record.
_BODIES = (("united nations", "UN"), ("security council", "UN"), ("european union", "EU"))
_ISO_TO_AUTHORITY = {"GB": "UK"}


def recognises(head: Head) -> bool:
    """Whether the first line is an entity: an object with an id, a schema and properties."""
    first, newline, _ = head.data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not newline and len(head.data) >= HEAD_SIZE:
        return _LONG_LINE.match(first.decode("utf-8", "replace")) is not None
    try:
        msgspec.json.decode(first, type=_Seen)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def facts(head: Head) -> Facts:
    """The day on which all entities of the head were last seen, where it is one and the same."""
    lines = head.data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    days = {_last_seen(line) for line in (lines[:-1] or lines) if line.strip()}
    return Facts(published=days.pop() if len(days) == 1 else None)


def _last_seen(line: bytes) -> str | None:
    try:
        seen = msgspec.json.decode(line, type=_Seen).last_seen
        return None if seen is None or len(seen) < 10 else _date(seen[:10])
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        return None


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry a line, after what could not be read in it.

    Raises:
        SourceError: No line is an entity.
    """
    decode = msgspec.json.Decoder(_Line).decode
    entities = 0
    for number, line in enumerate(_lines(stream), 1):
        try:
            entity = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield _rejected(f"line {number}", f"the line is no entity: {error}", line)
            continue
        if _ID.fullmatch(entity.id) is None or not entity.schema:
            yield _rejected(f"line {number}", "the entity has no usable id or schema", line)
            continue
        entities += 1
        yield from _items(entity)
    if not entities:
        raise SourceError("no line of the file is a FollowTheMoney entity.", "Download it again.")


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines that are not empty; of one over 16 MiB its beginning, which is then no entity."""
    for line in iter(partial(stream.readline, LINE_CAP), b""):
        if len(line) == LINE_CAP and not line.endswith(b"\n"):
            while len(rest := stream.readline(LINE_CAP)) == LINE_CAP and not rest.endswith(b"\n"):
                pass
        if not line.isspace():
            yield line.removeprefix(b"\xef\xbb\xbf")


def _rejected(record: str, reason: str, line: bytes) -> Reject:
    return Reject(record=record, reason=reason, printed=line[:80].decode("utf-8", "replace"))


def _items(entity: _Line) -> Iterator[Item]:
    key = f"ftm:{entity.id}"
    rows: list[Row] = [Statement(prop="id", value=entity.id, locator="id")]
    spent: set[str] = set()
    tie = _tie(entity.schema)
    if tie is not None:
        rows += _tied(entity, tie, spent)
    elif is_a(entity.schema, "Sanction"):
        rows += _designations(entity, spent)
    for name, values in entity.properties.items():
        if name not in spent:
            yield from _statements(key, entity.schema, name, values, rows)
    rows += _beside(entity)
    yield Entry(id=key, schema=entity.schema, rows=rows)


@lru_cache(maxsize=1024)
def _tie(schema: str) -> Tie | None:
    return next((tie for name, tie in _TIES.items() if is_a(schema, name)), None)


def _statements(
    key: str, schema: str, name: str, values: list[str], rows: list[Row]
) -> Iterator[Reject]:
    """Add a property's values to the rows; yield those that cannot be read."""
    read = _reader(schema, name)
    for printed in values:
        try:
            rows.append(read(name, printed))
        except ValueError as error:
            yield Reject(record=key, reason=str(error), locator=name[:64], printed=printed[:80])


@lru_cache(maxsize=4096)
def _reader(schema: str, name: str) -> Callable[[str, str], Row]:
    """How the values of a property are read."""
    if _PROPERTY.fullmatch(name) is None:
        return _nameless
    kind = property_type(schema, name)
    if kind == "entity":
        return _owner if name in _OWNERS and is_a(schema, "Thing") else _reference
    return _READERS.get(kind or "", _weak if name == "weakAlias" else _plain)


def _nameless(name: str, printed: str) -> Row:
    raise ValueError("the value is of no property that has a name")


def _plain(name: str, printed: str) -> Row:
    value = fold(printed)
    if value is None:
        raise ValueError("the value is empty")
    return Statement(prop=name, value=value, locator=name)


def _weak(name: str, printed: str) -> Row:
    return msgspec.structs.replace(_plain(name, printed), grade="low")


def _dated(name: str, printed: str) -> Row:
    value = _date(printed)
    original = None if value == printed else printed
    return Statement(prop=name, value=value, original=original, locator=name)


def _placed(name: str, printed: str) -> Row:
    """FollowTheMoney writes the code of a country in small letters, the record in capitals as ISO does."""
    if not printed.strip():
        raise ValueError("the value is empty")
    value = printed.upper()
    original = None if value == printed else printed
    return Statement(prop=name, value=value, original=original, locator=name)


def _reference(name: str, printed: str) -> Row:
    return Statement(prop=name, value=_entry_id(printed), original=printed, locator=name)


def _owner(name: str, printed: str) -> Row:
    return Relation(kind="owned_by", object=_entry_id(printed), role=name, locator=name)


_READERS: dict[str, Callable[[str, str], Row]] = {"date": _dated, "country": _placed}


def _entry_id(printed: str) -> str:
    if _ID.fullmatch(printed) is None:
        raise ValueError("the value is no id of an entity")
    return f"ftm:{printed}"


@lru_cache(maxsize=65536)
def _date(printed: str) -> str:
    """A date in EDTF; of a moment, its day.

    Raises:
        ValueError: It is no date.
    """
    day = printed[:10] if printed[10:11] in {"T", " "} else printed
    return str(PartialDate.parse(day))


def _tied(entity: _Line, tie: Tie, spent: set[str]) -> list[Row]:
    """A relation for each pair of ends, and which properties it carries whole."""
    subjects, objects = (_ends(entity, name) for name in (tie.subject, tie.object))
    if not subjects or not objects:
        return []
    spent.update((tie.subject, tie.object))
    role = _only(entity, tie.role, spent)
    start, end = _only_date(entity, "startDate", spent), _only_date(entity, "endDate", spent)
    return [
        Relation(
            kind=tie.kind, subject=one, object=other, role=role, valid_from=start, valid_until=end,
            locator=entity.schema,
        )
        for one in subjects
        for other in objects
    ]  # fmt: skip


def _designations(entity: _Line, spent: set[str]) -> list[Row]:
    """A relation for each entity and programme a sanction names."""
    subjects = _ends(entity, "entity")
    authority = _only(entity, "authority", spent)
    country = _only(entity, "country", spent)
    if not subjects:
        spent.clear()
        return []
    spent.add("entity")
    shared = Relation(
        kind="designated_by", object=_authority(authority, country), object_name=authority,
        reference=_only(entity, "authorityId", spent) or _only(entity, "unscId", spent),
        listed_on=_only_date(entity, "listingDate", spent) or _only_date(entity, "startDate", spent),
        delisted_on=_only_date(entity, "endDate", spent), locator=entity.schema,
    )  # fmt: skip
    programmes: list[str | None] = list(
        dict.fromkeys(map(fold, entity.properties.get("program", [])))
    )
    spent.add("program")
    return [
        msgspec.structs.replace(shared, subject=subject, programme=programme)
        for subject in subjects
        for programme in (programmes or [None])
    ]


def _authority(name: str | None, country: str | None) -> str | None:
    """The id of a designating authority: of a body that is no state, of the state, or its name."""
    body = next((code for words, code in _BODIES if words in (name or "").lower()), None)
    code = (country or "").upper()
    found = body or _ISO_TO_AUTHORITY.get(code, code) or name
    return f"authority:{found}" if found else None


def _ends(entity: _Line, name: str) -> list[str]:
    """The entries a property points at; none where one of its values is no id, so that all stay statements."""
    values = entity.properties.get(name, [])
    return [f"ftm:{v}" for v in values] if all(map(_ID.fullmatch, values)) else []


def _only(entity: _Line, name: str, spent: set[str]) -> str | None:
    """The value of a property that has exactly one; others stay statements."""
    values = entity.properties.get(name, [])
    value = fold(values[0]) if len(values) == 1 else None
    if value is not None:
        spent.add(name)
    return value


def _only_date(entity: _Line, name: str, spent: set[str]) -> str | None:
    values = entity.properties.get(name, [])
    try:
        value = _date(values[0]) if len(values) == 1 else None
    except ValueError:
        return None
    if value is not None:
        spent.add(name)
    return value


def _beside(entity: _Line) -> list[Row]:
    """What the stream says of the entity beside its properties."""
    pairs = [("sb:dataset", "datasets", one) for one in entity.datasets]
    pairs += [("sb:referent", "referents", one) for one in entity.referents]
    if entity.caption and not any(
        entity.caption in values for values in entity.properties.values()
    ):
        pairs.append(("sb:caption", "caption", entity.caption))
    if entity.target:
        pairs.append(("sb:target", "target", "true"))
    for prop, field, value in (
        ("sb:firstSeen", "first_seen", entity.first_seen),
        ("sb:lastChange", "last_change", entity.last_change),
    ):
        pairs += [(prop, field, value)] if value else []
    return [
        Statement(prop=p, value=folded, locator=at) for p, at, v in pairs if (folded := fold(v))
    ]


SOURCE = Source(MANIFEST, (Format("ftm-entities", ("entities",), recognises, facts, parse),))

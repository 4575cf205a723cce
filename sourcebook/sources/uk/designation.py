"""One designation, gathered from everywhere in the file and read column by column.

Both UK lists write a designation as a cross product: one line per combination of name, date of birth, passport and
address, scattered over the file. A `Designation` collects the distinct values of each column, in the order in
which they are first met; the vocabulary says what each column means. The names of the columns are the publisher's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sourcebook.record.rows import Entry, Item, Reject, Relation, Row, Statement
from sourcebook.sources.uk import prose, values

SCHEMATA = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_NAME_PROPERTIES = {
    "prime alias": "name", "primary name": "name", "primary name variation": "alias", "aka": "alias",
    "alias": "alias", "fka": "previousName",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means.

    Attributes:
        prop: The property its values are of.
        read: Printed text to value; raises `ValueError` where it cannot.
        schema: The only schema it is read for, or None.
        numbered: Whether one cell may hold several values.
        mixed: Whether the number of a document stands among words on it, as it does where there is one column for both.
    """

    prop: str
    read: Callable[[str], str] = str
    schema: str | None = None
    numbered: bool = True
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a line gives it: its parts are columns Name 1 to Name 6, the last one the family's."""

    text: str
    kind: str
    strength: str = ""

    @property
    def prop(self) -> str:
        """The property it is a value of."""
        return (
            "weakAlias" if self.grade == "low" else _NAME_PROPERTIES.get(self.kind.lower(), "alias")
        )

    @property
    def grade(self) -> str | None:
        """Good or low, where the list grades the name."""
        word = self.strength.lower().split(" ")[0]
        return word if word in {"good", "low"} else None


@dataclass(frozen=True, slots=True, order=True)
class Listing:
    """An act of listing: the regime, when, when amended, under which number."""

    programme: str
    listed_on: str
    amended_on: str
    reference: str


@dataclass(slots=True)
class Designation:
    """Everything the file says of one designated person, group or ship; the dictionaries are ordered sets."""

    key: str
    kinds: dict[str, None] = field(default_factory=dict)
    names: dict[Name, None] = field(default_factory=dict)
    scripts: dict[tuple[str, str], None] = field(default_factory=dict)
    addresses: dict[tuple[str, str], None] = field(default_factory=dict)
    listings: dict[Listing, None] = field(default_factory=dict)
    cells: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The entry id."""
        return f"uk:{self.key}"

    @property
    def schema(self) -> str:
        """Person, Organization or Vessel; LegalEntity for a kind the list has not had before."""
        return SCHEMATA.get(next(iter(self.kinds), "").lower(), "LegalEntity")

    @property
    def under_name(self) -> str | None:
        """The name it is listed under."""
        return next((name.text for name in self.names if name.prop == "name"), None)


def items(found: Designation, columns: dict[str, Column], notes: str, part: str) -> Iterator[Item]:
    """The designation as an entry, after what could not be read in it.

    Args:
        found: The designation.
        columns: What the list's columns mean, in the order of the rows.
        notes: The column of prose.
        part: The part of the list.
    """
    if not found.names:
        yield Reject(record=found.id, reason="the designation has no name", locator="Name 6")
        return
    read = [*_first(found), *_cells(found, columns), *_prose(found, notes)]
    yield from (row for row in read if isinstance(row, Reject))
    rows: list[Row] = [row for row in read if not isinstance(row, Reject)]
    yield Entry(id=found.id, schema=found.schema, rows=rows, part=part)


def _first(found: Designation) -> Iterator[Row | Reject]:
    """Identity, names, listings and addresses."""
    yield Statement(prop="id", value=found.key, locator="id")
    yield from _names(found)
    for listing in found.listings:
        yield from _listing(found, listing)
    yield from _addresses(found)
    for kind in found.kinds:
        if kind.lower() not in SCHEMATA:
            yield Reject(record=found.id, reason="no such kind of target is known", printed=kind)


def _names(found: Designation) -> Iterator[Row | Reject]:
    for name in found.names:
        if name.kind.lower() not in _NAME_PROPERTIES:
            yield Reject(record=found.id, reason="no such kind of name is known", printed=name.kind)
        yield Statement(prop=name.prop, value=name.text, grade=name.grade, locator=name.kind)
    for text, lang in found.scripts:
        yield Statement(
            prop="alias", value=text, lang=lang or None, locator="Name non-latin script"
        )


def _listing(found: Designation, listing: Listing) -> Iterator[Row | Reject]:
    days: list[str | None] = []
    for printed in (listing.listed_on, listing.amended_on):
        try:
            days.append(values.date(printed) if printed else None)
        except ValueError as error:
            days.append(None)
            yield Reject(record=found.id, reason=str(error), locator="Listed On", printed=printed)
    yield Relation(
        kind="designated_by", object="authority:UK", programme=listing.programme or None,
        reference=listing.reference, listed_on=days[0], amended_on=(days[1],) if days[1] else (),
        under_name=found.under_name, locator=f"Regime {listing.programme}",
    )  # fmt: skip


def _addresses(found: Designation) -> Iterator[Row]:
    for lines, country in found.addresses:
        if lines:
            whole = ", ".join(part for part in (lines, country) if part)
            yield Statement(prop="address", value=whole, locator="Address")
    for country in dict.fromkeys(country for _, country in found.addresses if country):
        code = values.country(country)
        original = None if code == country else country
        begun = values.since(country)
        yield Statement(
            prop="country", value=code, original=original, valid_from=begun, locator="Country"
        )


def _cells(found: Designation, columns: dict[str, Column]) -> Iterator[Row | Reject]:
    for name, column in columns.items():
        for place, cell in found.cells:
            if place == name:
                yield from _cell(found, name, column, cell)


def _cell(found: Designation, name: str, column: Column, cell: str) -> Iterator[Row | Reject]:
    parts = values.items(cell) if column.numbered else [("", cell)]
    for marker, printed in parts:
        locator = f"{name} {marker}".rstrip()
        if column.schema not in {None, found.schema}:
            reason = f"a target of kind {found.schema} has no {name}"
            yield Reject(record=found.id, reason=reason, locator=locator, printed=printed[:80])
            continue
        try:
            yield _statement(column, printed, locator)
        except ValueError as error:
            yield Reject(record=found.id, reason=str(error), locator=locator, printed=printed[:80])


def _statement(column: Column, printed: str, locator: str) -> Row:
    value = column.read(printed)
    original = None if value == printed else printed
    if column.prop == "owned_by":
        return Relation(kind="owned_by", object_name=value, role=locator, locator=locator)
    if column.mixed:
        return _document(column.prop, printed, locator)
    return Statement(prop=column.prop, value=value, original=original, locator=locator)


def _document(prop: str, printed: str, locator: str) -> Statement:
    """An identity document: by its number, or where none can be told, as the words that are there."""
    number = values.document_number(printed)
    if number is None:
        return Statement(prop="sb:identityDocument", value=printed, locator=locator)
    original = None if number == printed else printed
    prop = "idNumber" if values.is_identity_card(printed) else prop
    return Statement(prop=prop, value=number, original=original, locator=locator)


def _prose(found: Designation, notes: str) -> Iterator[Row | Reject]:
    for column, cell in found.cells:
        if column == notes:
            yield from prose.read(found.id, cell, found.schema, column)

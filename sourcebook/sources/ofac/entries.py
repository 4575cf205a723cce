"""What all of OFAC's formats share: the shape of an entry, its designations and its addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.record.territories import alpha2
from sourcebook.sources.ofac.labelled import NOT_KNOWN, Read
from sourcebook.sources.ofac.names import primary

# SDN type as printed, in the CSV set and the XML; what is none of these is a body of some kind.
_SCHEMAS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
_PROGRAMMES = re.compile(r"\]\s*\[")


def schema_of(sdn_type: str) -> str:
    """The FollowTheMoney schema of an SDN type."""
    return _SCHEMAS.get(sdn_type.lower(), "Organization")


def opening(number: str, printed: str, schema: str, locators: tuple[str, str]) -> list[Statement]:
    """The first statements of an entry: its number and its primary name."""
    return [
        Statement(prop="id", value=number, locator=locators[0]),
        primary(printed, schema == "Person", locators[1]),
    ]


def programmes(printed: str) -> list[str]:
    """The programmes of a CSV column: `FTO] [SDGT` is two of them."""
    return [part.strip(" []") for part in _PROGRAMMES.split(printed) if part.strip(" []")]


class Listing(NamedTuple):
    """When and on what legal basis an entry was put on its list, where the format says.

    Attributes:
        listed_on: ISO day.
        instrument: The legal authority as printed.
    """

    listed_on: str | None = None
    instrument: str | None = None


_UNDATED = Listing()


def designation(
    number: str, programme: str, under_name: str, locator: str, listing: Listing = _UNDATED
) -> Relation:
    """The designation of an entry under one programme.

    Args:
        number: The entry's number, which OFAC's notices refer to.
        programme: Its tag, for example `SDGT`.
        under_name: The primary name.
        locator: Where the programme stands.
        listing: Date of listing and legal basis.
    """
    return Relation(
        kind="designated_by", object="authority:US", object_name="United States", programme=programme,
        reference=number, under_name=under_name, listed_on=listing.listed_on,
        instrument=listing.instrument, locator=locator,
    )  # fmt: skip


def address(street: Iterable[str], place: str, country: str, locator: str) -> Iterator[Statement]:
    """An address in one line, and its country."""
    country = "" if country in NOT_KNOWN else country
    line = ", ".join(part for part in (*street, place, country) if part)
    if line:
        yield Statement(prop="address", value=line, locator=locator)
    if country:
        code = alpha2(country)
        yield Statement(
            prop="country",
            value=code or country,
            original=country if code else None,
            locator=locator,
        )


def positions(title: str, person: bool, locator: str) -> Iterator[Statement]:
    """Offices and ranks, which OFAC parts with semicolons; a body's title is kept as a note."""
    for part in title.split("; "):
        if part.strip():
            yield Statement(
                prop="position" if person else "notes", value=part.strip(), locator=locator
            )


def assembled(entry: Entry, read: Iterable[Read]) -> Iterator[Item]:
    """The entry with what was read for it, and the rejects beside it."""
    for row in read:
        if isinstance(row, Reject):
            yield row
        else:
            entry.rows.append(row)
    yield entry


def folded(items: Iterable[Item], part: str) -> Iterator[Item]:
    """One entry of a part in place of a main one and those of its aliases and addresses.

    Args:
        items: What was read in one record, its main entry before the others.
        part: The part of the list that is not published in pieces.
    """
    main: Entry | None = None
    for item in items:
        if not isinstance(item, Entry):
            yield item
        elif main is None:
            main = item
        else:
            main.rows += item.rows
    if main is not None:
        main.part = part
        yield main

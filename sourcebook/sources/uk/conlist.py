"""The OFSI Consolidated List, the UK's list of financial sanctions targets until January 2026, as CSV.

The first line gives the day ("Last Updated,13/04/2018"), the second the header, in which a second column named
"Last Updated" is that of the group. From 2022 the list had more columns, among them names in other scripts and the
quality of an alias (https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets).
The older files are in Windows-1252, the later in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sourcebook.errors import SourceError
from sourcebook.record.rows import Item, Reject
from sourcebook.sources import tables
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.uk import sheet, values
from sourcebook.sources.uk.designation import Column, Designation, Listing, Name, items

_FIRST = re.compile(r'^"?Last Updated"?,"?(\d{2}/\d{2}/\d{4})"?')
_NAME_COLUMNS = (*(f"Name {number}" for number in range(1, 6)), "Name 6")
_ADDRESS_COLUMNS = (*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code")
_NEEDED = frozenset(
    {"Name 6", "Name 1", "DOB", "Group Type", "Alias Type", "Regime", "Listed On", "Group ID"}
)
_NOTES = "Other Information"
_COLUMNS = {
    "Title": Column("title"),
    "DOB": Column("birthDate", values.date, schema="Person", numbered=False),
    "Town of Birth": Column("birthPlace"),
    "Country of Birth": Column("birthCountry", values.country),
    "Nationality": Column("nationality", values.country),
    "Passport Details": Column("passportNumber", mixed=True),
    "NI Number": Column("idNumber", mixed=True),
    "Position": Column("position"),
}
# From 2022 the number of a document has a column of its own, and the details are words on it.
_COLUMNS_OF_2022 = _COLUMNS | {
    "Passport Number": Column("passportNumber"),
    "Passport Details": Column("sb:identityDocument"),
    "National Identification Number": Column("idNumber"),
    "National Identification Details": Column("sb:identityDocument"),
    "UK Sanctions List Date Designated": Column("sb:designationDate", values.date, numbered=False),
}
_KNOWN = frozenset(
    {
        *_NAME_COLUMNS, *_ADDRESS_COLUMNS, *_COLUMNS_OF_2022, *_NEEDED, _NOTES, "Country", "Last Updated",
        "Alias Quality", "Name Non-Latin Script", "Non-Latin Script Type", "Non-Latin Script Language",
    }
)  # fmt: skip


def recognises(head: Head) -> bool:
    """Whether a file is the list: by the day in its first line."""
    return _FIRST.match(head.text) is not None


def facts(head: Head) -> Facts:
    """The day in the first line."""
    first = _FIRST.match(head.text)
    return Facts(published=None if first is None else values.date(first[1]))


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry a group, in the order in which the groups are first met.

    Raises:
        SourceError: It is not the list, lacks a column, or is in another encoding.
    """
    # UTF-8 first: text with accents in Windows-1252 never happens to be UTF-8.
    table = sheet.rows(stream, "utf-8-sig", "cp1252")
    first = next(table, [""])
    if first[0].strip() != "Last Updated":
        raise SourceError(
            "the first line is not the day of the list ('Last Updated,...').",
            "Download the file again, and do not save it from a spreadsheet.",
        )
    header = [name.strip() for name in next(table, [])]
    tables.require(header, _NEEDED)
    yield from sheet.unread(header, _KNOWN)
    columns = _COLUMNS_OF_2022 if "Passport Number" in header else _COLUMNS
    found: dict[str, Designation] = {}
    yield from _gather(header, table, (*columns, _NOTES), found)
    for designation in found.values():
        yield from items(designation, columns, _NOTES, "conlist")


def _gather(
    header: list[str],
    table: Iterator[list[str]],
    kept: tuple[str, ...],
    found: dict[str, Designation],
) -> Iterator[Reject]:
    """Put each line where it belongs; yield those that belong nowhere."""
    for cells in table:
        row = sheet.line(header, cells)
        key = row.get("Group ID", "")
        if len(cells) != len(header) or not key.isalnum():
            yield Reject(
                record=key or "?", reason="the line is broken", printed=",".join(cells)[:80]
            )
        else:
            _take(found.setdefault(key, Designation(key)), row, kept)


def _take(group: Designation, row: dict[str, str], kept: tuple[str, ...]) -> None:
    group.kinds[row["Group Type"]] = None
    name = " ".join(row[column] for column in _NAME_COLUMNS if row.get(column))
    if name:
        group.names[Name(name, row["Alias Type"], row.get("Alias Quality", ""))] = None
    if row.get("Name Non-Latin Script"):
        group.scripts[row["Name Non-Latin Script"], values.language(row)] = None
    lines = ", ".join(row[column] for column in _ADDRESS_COLUMNS if row.get(column))
    if lines or row.get("Country"):
        group.addresses[lines, row.get("Country", "")] = None
    listing = Listing(row["Regime"], row["Listed On"], row.get("Last Updated", ""), group.key)
    group.listings[listing] = None
    for column in kept:
        if row.get(column):
            group.cells[column, row[column]] = None


FORMAT = Format("uk-conlist-csv", ("conlist",), recognises, facts, parse)

"""The UK Sanctions List of the Foreign, Commonwealth & Development Office, as CSV and as XML.

The CSV begins with "Report Date: 13-Feb-2026" and has one line per combination of a designation's names, addresses and
documents; the XML has one `Designation` element each, with the same fields under the element names of the
published schema (https://www.gov.uk/government/publications/the-uk-sanctions-list). A target listed under two regimes
has two unique ids and, where it was on the OFSI list, one group id: its entry has both listings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from lxml import etree

from sourcebook.record.rows import Item, Reject
from sourcebook.sources import tables, xml
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.uk import sheet, values
from sourcebook.sources.uk.designation import Column, Designation, Listing, Name, items
from sourcebook.sources.xml import fold

PART = "uksl"
_FIRST = re.compile(r'^"?Report Date:\s*,?\s*"?(\d{1,2}-[A-Za-z]{3}-\d{4})')
_HEADER = re.compile(r'^"?Last Updated"?,"?Unique ID"?,', re.MULTILINE)
_GENERATED = re.compile(r"<DateGenerated>\s*([^<]+?)\s*</DateGenerated>")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEEDED = frozenset(
    {"Unique ID", "OFSI Group ID", "Name 6", "Name type", "Regime Name", "Designation Type"}
)
_NAME_COLUMNS = tuple(f"Name {number}" for number in range(1, 7))
_ADDRESS_COLUMNS = (
    *(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code",
)  # fmt: skip
_NOTES = "Other Information"


def _gender(printed: str) -> str:
    return printed.lower()


# Column of the CSV, its element in the XML, its meaning.
_FIELDS: tuple[tuple[str, str, Column], ...] = (
    ("Unique ID", "UniqueID", Column("sb:uniqueId", numbered=False)),
    ("UN Reference Number", "UNReferenceNumber", Column("sb:unReference", values.un_reference)),
    ("Title", "Titles/Title", Column("title")),
    ("Designation source", "DesignationSource", Column("sb:designationSource")),
    ("Sanctions Imposed", "SanctionsImposed", Column("sb:measure")),
    ("UK Statement of Reasons", "UKStatementofReasons", Column("sb:reason", numbered=False)),
    ("Phone number", "PhoneNumbers/PhoneNumber", Column("phone")),
    ("Website", "Websites/Website", Column("website")),
    ("Email address", "EmailAddresses/EmailAddress", Column("email")),
    ("D.O.B", "DOBs/DOB", Column("birthDate", values.date, "Person", numbered=False)),
    ("Nationality(/ies)", "Nationalities/Nationality", Column("nationality", values.country)),
    ("National Identifier number", "NationalIdentifierNumber", Column("idNumber")),
    (
        "National Identifier additional information", "NationalIdentifierAdditionalInformation",
        Column("sb:identityDocument"),
    ),
    ("Passport number", "PassportNumber", Column("passportNumber")),
    (
        "Passport additional information", "PassportAdditionalInformation",
        Column("sb:identityDocument"),
    ),
    ("Position", "Positions/Position", Column("position")),
    ("Gender", "Genders/Gender", Column("gender", _gender)),
    ("Town of birth", "TownOfBirth", Column("birthPlace")),
    ("Country of birth", "CountryOfBirth", Column("birthCountry", values.country)),
    ("Type of entity", "TypeOfEntity", Column("classification")),
    ("Subsidiaries", "Subsidiary", Column("sb:subsidiary")),
    ("Parent company", "ParentCompany", Column("owned_by")),
    ("Business registration number (s)", "BusinessRegistrationNumber", Column("registrationNumber")),
    ("IMO number", "IMONumber", Column("imoNumber")),
    ("Current owner/operator (s)", "CurrentOwnerOperator", Column("owned_by")),
    ("Previous owner/operator (s)", "PreviousOwnerOperator", Column("sb:previousOwner")),
    ("Current believed flag of ship", "CurrentBelievedFlagOfShip", Column("flag", values.country)),
    ("Previous flags", "PreviousFlag", Column("pastFlags", values.country)),
    ("Type of ship", "TypeOfShip", Column("type")),
    ("Tonnage of ship", "TonnageOfShip", Column("tonnage")),
    ("Length of ship", "LengthOfShip", Column("sb:length")),
    ("Year Built", "YearBuilt", Column("buildDate", values.date)),
    (
        "Hull identification number (HIN)", "HullIdentificationNumber", Column("sb:hullNumber"),
    ),
)  # fmt: skip
_COLUMNS = {column: meaning for column, _, meaning in _FIELDS}
_KNOWN = frozenset(
    {
        *_COLUMNS, *_NEEDED, *_NAME_COLUMNS, *_ADDRESS_COLUMNS, _NOTES, "Last Updated", "Alias strength",
        "Name non-latin script", "Non-latin script type", "Non-latin script language", "Address Country",
        "Date Designated",
    }
)  # fmt: skip
# The measures once more, each as true or false.
_INDICATORS = "SanctionsImposedIndicators"
_ELEMENTS = frozenset(
    {
        *(element.rpartition("/")[2] for _, element, _ in _FIELDS),
        *(f"Name{number}" for number in range(1, 7)),
        *(f"AddressLine{number}" for number in range(1, 7)),
        "OFSIGroupID", "LastUpdated", "DateDesignated", "RegimeName", "IndividualEntityShip", "OtherInformation",
        "NameType", "AliasStrength", "NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage",
        "AddressPostalCode", "AddressCountry",
    }
)  # fmt: skip


def recognises_csv(head: Head) -> bool:
    """Whether a file is the list as CSV: by its first line, or its header."""
    return _FIRST.match(head.text) is not None or _HEADER.match(head.text) is not None


def facts_csv(head: Head) -> Facts:
    """The day in the first line."""
    first = _FIRST.match(head.text)
    return Facts(published=None if first is None else _day(first[1]))


def recognises_xml(head: Head) -> bool:
    """Whether a file is the list as XML: by its root and its elements."""
    return "<Designations" in head.text and "<UniqueID>" in head.text


def facts_xml(head: Head) -> Facts:
    """The day the file was generated."""
    found = _GENERATED.search(head.text)
    return Facts(published=None if found is None else _day(found[1]))


def _day(printed: str) -> str | None:
    """The day in one of the three ways in which the two files write it."""
    iso = _ISO_DAY.match(printed)
    try:
        return iso[0] if iso else values.date(printed.split(" ", maxsplit=1)[0])
    except ValueError:
        return None


def parse_csv(stream: BinaryIO) -> Iterator[Item]:
    """One entry a target.

    Raises:
        SourceError: It is not the list, lacks a column, or is not in UTF-8.
    """
    table = sheet.rows(stream, "utf-8-sig")
    first = next(table, [""])
    header = first if "Unique ID" in first else next(table, [])
    found: dict[str, Designation] = {}
    yield from _gather([name.strip() for name in header], table, found)
    yield from _items(found)


def _items(found: dict[str, Designation]) -> Iterator[Item]:
    for designation in found.values():
        yield from items(designation, _COLUMNS, _NOTES, PART)


def _gather(
    header: list[str], table: Iterator[list[str]], found: dict[str, Designation]
) -> Iterator[Reject]:
    tables.require(header, _NEEDED)
    yield from sheet.unread(header, _KNOWN)
    for cells in table:
        row = sheet.line(header, cells)
        if len(cells) != len(header) or not row["Unique ID"]:
            printed = ",".join(cells)[:80]
            yield Reject(
                record=row.get("Unique ID") or "?", reason="the line is broken", printed=printed
            )
        else:
            _take(found, row)


def _take(found: dict[str, Designation], row: dict[str, str]) -> None:
    """Put one line of the CSV, or one combination of the XML, where it belongs."""
    key = row.get("OFSI Group ID") or row["Unique ID"]
    target = found.setdefault(key, Designation(key))
    if row.get("Designation Type"):
        target.kinds[row["Designation Type"]] = None
    name = " ".join(row[column] for column in _NAME_COLUMNS if row.get(column))
    if name:
        target.names[Name(name, row.get("Name type", ""), row.get("Alias strength", ""))] = None
    if row.get("Name non-latin script"):
        target.scripts[row["Name non-latin script"], values.language(row)] = None
    lines = ", ".join(row[column] for column in _ADDRESS_COLUMNS if row.get(column))
    country = row.get("Address Country", "")
    if lines or country:
        target.addresses[lines, country] = None
    _take_cells(target, row)


def _take_cells(target: Designation, row: dict[str, str]) -> None:
    if row.get("Regime Name"):
        days = row.get("Date Designated", ""), row.get("Last Updated", "")
        target.listings[Listing(row["Regime Name"], *days, row["Unique ID"])] = None
    for column in (*_COLUMNS, _NOTES):
        cell = row.get(column, "")
        parts = cell.split("|") if column in {"Sanctions Imposed", "Designation source"} else [cell]
        target.cells.update(dict.fromkeys((column, part.strip()) for part in parts if part.strip()))


def parse_xml(stream: BinaryIO) -> Iterator[Item]:
    """One entry a target.

    Raises:
        SourceError: The file is damaged.
    """
    found: dict[str, Designation] = {}
    for node in xml.records(stream, "Designation"):
        if xml.text(node, "UniqueID") is None:
            yield Reject(record="?", reason="the designation has no unique id")
            continue
        yield from _unread(node)
        for row in _rows(node):
            _take(found, row)
    yield from _items(found)


def _unread(node: etree._Element) -> Iterator[Reject]:
    """What stands in elements that the schema did not have when this was written."""
    for leaf in node.iterdescendants("*"):
        parent, printed = leaf.getparent(), fold(leaf.text or "")
        is_indicator = parent is not None and parent.tag == _INDICATORS
        if printed and leaf.tag not in _ELEMENTS and not is_indicator:
            record, place = xml.text(node, "UniqueID") or "?", str(leaf.tag)
            reason = "the list did not have this element before: it is not read"
            yield Reject(record=record, reason=reason, locator=place, printed=printed[:80])


def _rows(node: etree._Element) -> Iterator[dict[str, str]]:
    """The designation as lines of the CSV: one for what it has once, one for each that it may have more of."""
    key = {
        "Unique ID": xml.text(node, "UniqueID") or "",
        "OFSI Group ID": xml.text(node, "OFSIGroupID") or "",
    }
    yield key | _once(node)
    several = chain(_name_rows(node), _address_rows(node), _field_rows(node))
    yield from (key | row for row in several)


def _once(node: etree._Element) -> dict[str, str]:
    return {
        "Designation Type": xml.text(node, "IndividualEntityShip") or "",
        "Regime Name": xml.text(node, "RegimeName") or "",
        "Date Designated": xml.text(node, "DateDesignated") or "",
        "Last Updated": xml.text(node, "LastUpdated") or "",
        _NOTES: xml.text(node, "OtherInformation") or "",
    }


def _name_rows(node: etree._Element) -> Iterator[dict[str, str]]:
    for name in node.iterfind("Names/Name"):
        parts = {f"Name {n}": xml.text(name, f"Name{n}") or "" for n in range(1, 7)}
        kind = xml.text(name, "NameType") or ""
        yield parts | {"Name type": kind, "Alias strength": xml.text(name, "AliasStrength") or ""}
    for name in node.iterfind("NonLatinNames/NonLatinName"):
        yield {
            "Name non-latin script": xml.text(name, "NameNonLatinScript") or "",
            "Non-latin script language": xml.text(name, "NonLatinScriptLanguage") or "",
        }


def _address_rows(node: etree._Element) -> Iterator[dict[str, str]]:
    for address in node.iterfind("Addresses/Address"):
        lines = {
            f"Address Line {n}": xml.text(address, f"AddressLine{n}") or "" for n in range(1, 7)
        }
        yield lines | {
            "Address Postal Code": xml.text(address, "AddressPostalCode") or "",
            "Address Country": xml.text(address, "AddressCountry") or "",
        }


def _field_rows(node: etree._Element) -> Iterator[dict[str, str]]:
    for column, element, _ in _FIELDS[1:]:
        for cell in node.iterfind(f".//{element}"):
            yield {column: fold(cell.text or "") or ""}


CSV = Format("uk-sanctions-list-csv", (PART,), recognises_csv, facts_csv, parse_csv)
XML = Format("uk-sanctions-list-xml", (PART,), recognises_xml, facts_xml, parse_xml)

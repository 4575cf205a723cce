"""sdn.xml and consolidated.xml: one format, two lists, two namespaces.

Until 2024 the files had the namespace `http://tempuri.org/sdnList.xsd`, since then that of the Sanctions List
Service; nothing else changed. A file does not say which list it holds: the Non-SDN one is told by programmes that
block nobody (the Palestinian Legislative Council, Chinese military companies, ...), which no SDN is listed under.
Aliases and addresses become entries of the parts `alt` and `add`, as in the CSV set, so that a list may change
from one format to the other and keep its history; weak aliases stay with the main row, where the CSV has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Entry, Item, Reject, Statement
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.ofac.entries import (
    address,
    assembled,
    designation,
    folded,
    opening,
    positions,
    schema_of,
)
from sourcebook.sources.ofac.labelled import Labelled, Read, read
from sourcebook.sources.ofac.names import other
from sourcebook.sources.ofac.remarks import clauses
from sourcebook.sources.xml import records, text

NAMESPACES = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
    "http://tempuri.org/sdnList.xsd",
)
_ROOT = re.compile(r"<sdnList\b[^>]*\bxmlns=[\"']([^\"']+)[\"']")
_PUBLISHED = re.compile(r"<Publish_Date>\s*(\d{2})/(\d{2})/(\d{4})\s*</Publish_Date>")
# Programmes and directives that restrict and do not block.
_UNBLOCKED = re.compile(
    r"<program>(?:NS-|561|CMIC-|FSE-|CAPTA)|<idType>Executive Order 13662 Directive Determination"
    r"|<idType>Executive Order 1\d{4} Directive Information"
)
_VESSEL = (
    ("callSign", "Vessel Call Sign"),
    ("vesselType", "VESSEL TYPE"),
    ("tonnage", "Vessel Tonnage"),
    ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
    ("vesselFlag", "Vessel Flag"),
    ("vesselOwner", "Vessel Owner"),
)
# List, item, field, label: what the XML keeps apart and the CSV has among its remarks.
_FEATURES = (
    ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
    ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
    ("nationalityList", "nationality", "country", "nationality"),
    ("citizenshipList", "citizenship", "country", "citizen"),
)


def _is_sdn_list(head: Head) -> bool:
    root = _ROOT.search(head.text)
    return root is not None and root[1] in NAMESPACES


def _is_nonsdn(head: Head) -> bool:
    """Whether most of the first entries stand under a programme that blocks nobody."""
    entries = head.text.split("<sdnEntry>")[1:]
    return 2 * sum(1 for entry in entries if _UNBLOCKED.search(entry)) > len(entries)


def recognises_sdn(head: Head) -> bool:
    """Whether a file is sdn.xml."""
    return _is_sdn_list(head) and not _is_nonsdn(head)


def recognises_nonsdn(head: Head) -> bool:
    """Whether a file is consolidated.xml, the Non-SDN list."""
    return _is_sdn_list(head) and _is_nonsdn(head)


def facts(head: Head) -> Facts:
    """The day the file was published, which it prints the American way."""
    found = _PUBLISHED.search(head.text)
    if found is None:
        return Facts()
    month, day, year = (int(part) for part in found.groups())
    try:
        return Facts(published=str(PartialDate.of(year, month, day)))
    except ValueError:
        return Facts()


def _parsed(part: str | None) -> Callable[[BinaryIO], Iterator[Item]]:
    """A parser whose entries are whole and of one part, or of the three parts of the CSV set."""

    def parse(stream: BinaryIO) -> Iterator[Item]:
        for node in records(stream, "{*}sdnEntry"):
            yield from _entries(node) if part is None else folded(_entries(node), part)

    return parse


def _entries(node: etree._Element) -> Iterator[Item]:
    number, last = text(node, "{*}uid"), text(node, "{*}lastName")
    if number is None or not number.isdigit() or last is None:
        yield Reject(
            record=number or "?",
            reason="the entry has no number or no name",
            locator="uid, lastName",
        )
        return
    schema = schema_of(text(node, "{*}sdnType") or "")
    entry = Entry(id=f"ofac:{number}", schema=schema, rows=[])
    entry.rows += opening(number, _printed(node, last), schema, ("uid", "lastName, firstName"))
    name = entry.rows[1]
    for at in node.iterfind("{*}programList/{*}program"):
        tag = text(at, ".")
        if tag is not None and isinstance(name, Statement):
            entry.rows.append(designation(number, tag, name.value, "programList/program"))
    yield from assembled(entry, _beside(node, entry))
    yield from _aliases(node, entry)
    yield from _addresses(node, entry)


def _printed(node: etree._Element, last: str) -> str:
    """A name as the CSV prints it."""
    first = text(node, "{*}firstName")
    return f"{last}, {first}" if first else last


def _beside(node: etree._Element, entry: Entry) -> Iterator[Read]:
    title, remarks = text(node, "{*}title"), text(node, "{*}remarks")
    if title is not None:
        yield from positions(title, entry.schema == "Person", "title")
    for labelled in (*_vessel(node), *_features(node), *_papers(node)):
        yield from read(entry.id, labelled)
    for aka in node.iterfind("{*}akaList/{*}aka"):
        if _is_weak(aka):
            yield from _alias(aka, entry.id)
    if remarks is not None:
        yield from clauses(entry.id, remarks)


def _vessel(node: etree._Element) -> Iterator[Labelled]:
    for field, label in _VESSEL:
        value = text(node, f"{{*}}vesselInfo/{{*}}{field}")
        if value is not None:
            yield Labelled(label=label, value=value, locator=f"vesselInfo/{field}")


def _features(node: etree._Element) -> Iterator[Labelled]:
    for group, item, field, label in _FEATURES:
        for at in node.iterfind(f"{{*}}{group}/{{*}}{item}"):
            value = text(at, f"{{*}}{field}")
            if value is not None:
                yield Labelled(label=label, value=value, locator=_located(f"{group}/{item}", at))


def _papers(node: etree._Element) -> Iterator[Labelled]:
    for at in node.iterfind("{*}idList/{*}id"):
        label, value = text(at, "{*}idType"), text(at, "{*}idNumber")
        if label is not None and value is not None:
            yield Labelled(
                label=label, value=value, country=text(at, "{*}idCountry"), issued=text(at, "{*}issueDate"),
                expires=text(at, "{*}expirationDate"), locator=_located("idList/id", at),
            )  # fmt: skip


def _located(path: str, node: etree._Element) -> str:
    return f"{path}[uid={text(node, '{*}uid')}]"


def _is_weak(aka: etree._Element) -> bool:
    return text(aka, "{*}category") == "weak"


def _alias(aka: etree._Element, record: str) -> Iterator[Statement | Reject]:
    locator = _located("akaList/aka", aka)
    kind, last = text(aka, "{*}type") or "", text(aka, "{*}lastName")
    try:
        if last is None:
            raise ValueError("an alias without a name")
        yield other(kind, _printed(aka, last), _is_weak(aka), locator)
    except ValueError as error:
        yield Reject(record=record, reason=str(error), locator=locator, printed=kind)


def _aliases(node: etree._Element, main: Entry) -> Iterator[Item]:
    """The strong aliases, one entry each, as alt.csv has them."""
    for aka in node.iterfind("{*}akaList/{*}aka"):
        if not _is_weak(aka):
            entry = Entry(id=main.id, schema=main.schema, rows=[], main=False, part="alt")
            yield from assembled(entry, _alias(aka, main.id))


def _addresses(node: etree._Element, main: Entry) -> Iterator[Item]:
    """The addresses, one entry each, as add.csv has them."""
    for at in node.iterfind("{*}addressList/{*}address"):
        street = [text(at, f"{{*}}address{line}") or "" for line in (1, 2, 3)]
        found = address(
            street, _place(at), text(at, "{*}country") or "", _located("addressList/address", at)
        )
        yield Entry(id=main.id, schema=main.schema, rows=list(found), main=False, part="add")


def _place(at: etree._Element) -> str:
    """City, state and postal code, joined as add.csv joins them."""
    place = ", ".join(
        part for part in (text(at, "{*}city"), text(at, "{*}stateOrProvince")) if part
    )
    return " ".join(part for part in (place, text(at, "{*}postalCode")) if part)


FORMATS = (
    Format("ofac-xml-sdn", ("sdn", "alt", "add"), recognises_sdn, facts, _parsed(None)),
    Format("ofac-xml-nonsdn", ("nonsdn",), recognises_nonsdn, facts, _parsed("nonsdn")),
)

"""The Consolidated List as a file: recognised by its root, dated by itself, read record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sourcebook.record.rows import Entry, Item, Reject, Row
from sourcebook.sources.contract import Facts, Format, Head, Manifest, Source
from sourcebook.sources.un.elements import Unreadable
from sourcebook.sources.un.fields import fields, primary_name
from sourcebook.sources.un.prose import mine
from sourcebook.sources.xml import fold, records

_GENERATED = re.compile(r"dateGenerated=[\"'](\d{4}-\d{2}-\d{2})")
_SCHEMA = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}

MANIFEST = Manifest(
    id="un",
    publisher="United Nations Security Council",
    short="UN",
    title="United Nations Security Council Consolidated List",
    licence="UN public information; reproduction with attribution, no endorsement implied",
    attribution="United Nations Security Council Consolidated List",
    url="https://scsanctions.un.org/resources/xml/en/consolidated.xml",
    formats="consolidated XML (sc-sanctions.xsd)",
    rhythm="irregular",
    rights="attribution",
    floor={"list": 800},
    authority="UN",
)


def recognises(head: Head) -> bool:
    """Whether a file is the list: by its root element."""
    return b"<CONSOLIDATED_LIST" in head.data[:4096]


def facts(head: Head) -> Facts:
    """The day the file was generated."""
    found = _GENERATED.search(head.text)
    return Facts(published=None if found is None else found[1])


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry for each individual and entity.

    Raises:
        SourceError: The XML is damaged, too large, or declares a document type.
    """
    for node in records(stream, "INDIVIDUAL", "ENTITY"):
        reference = fold(node.findtext("REFERENCE_NUMBER") or "")
        if reference is None:
            printed = primary_name(node) or "?"
            yield Reject(
                record=printed, reason="the record has no reference number", printed=printed
            )
        else:
            yield from _entry(node, reference)


def _entry(node: etree._Element, reference: str) -> Iterator[Item]:
    rows: list[Row] = []
    rejects: list[Reject] = []
    for found in fields(node, reference):
        if isinstance(found, Unreadable):
            rejects.append(
                Reject(
                    record=f"un:{reference}",
                    reason=found.reason,
                    locator=found.locator,
                    printed=found.printed,
                )
            )
        else:
            rows.append(found)
    comment = fold(node.findtext("COMMENTS1") or "") or ""
    rows += mine(comment, reference, primary_name(node) or "")
    yield Entry(id=f"un:{reference}", schema=_SCHEMA[node.tag], rows=rows)
    yield from rejects


SOURCE = Source(MANIFEST, (Format("un-consolidated-xml", ("list",), recognises, facts, parse),))

"""The XML of the EU list before 2018: `WHOLE/ENTITY`, states by their alpha-3 code, papers as one line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sourcebook.record.rows import Item, Reject
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.eu.lines import contacts, paper
from sourcebook.sources.eu.rows import entry
from sourcebook.sources.eu.subject import Part, PartKind, Regulation, Subject, filled
from sourcebook.sources.xml import fold, records

_ROOT = re.compile(r"<WHOLE\b[^>]*\bDate=[\"'](\d{2})/(\d{2})/(\d{4})[\"']")
_KINDS: dict[str, PartKind] = {
    "NAME": "name", "BIRTH": "birth", "ADDRESS": "address", "PASSPORT": "paper", "CITIZEN": "citizenship",
}  # fmt: skip
_FIELDS: dict[PartKind, dict[str, str]] = {
    "name": {
        "WHOLENAME": "whole", "TITLE": "title", "FUNCTION": "function", "GENDER": "gender", "LANGUAGE": "language",
    },
    "birth": {"DATE": "date", "PLACE": "place", "COUNTRY": "iso3"},
    "address": {"NUMBER": "number", "STREET": "street", "ZIPCODE": "zip", "CITY": "city", "COUNTRY": "iso3"},
    "paper": {"COUNTRY": "iso3"},
    "citizenship": {"COUNTRY": "iso3"},
}  # fmt: skip


def recognises(head: Head) -> bool:
    """Whether a file is the list in its format of 2016."""
    return _ROOT.search(head.text) is not None and "<ENTITY" in head.text


def facts(head: Head) -> Facts:
    """The day on the root, in European order."""
    found = _ROOT.search(head.text)
    return Facts(published=f"{found[3]}-{found[2]}-{found[1]}" if found else None)


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry a subject."""
    for node in records(stream, "ENTITY"):
        key = node.get("Id", "")
        if key.isdigit():
            yield from entry(_subject(key, node))
        else:
            yield Reject(record=key or "?", reason="the entity has no numeric id", locator="@Id")


def _subject(key: str, node: etree._Element) -> Subject:
    remark = fold(node.get("remark", ""))
    act = _regulation(node)
    return Subject(
        key=key, person=node.get("Type") == "P", remarks=[remark] if remark else [],
        regulations=[act] if act else [], parts=list(_parts(node)),
    )  # fmt: skip


def _regulation(node: etree._Element) -> Regulation | None:
    title = fold(node.get("legal_basis", ""))
    if title is None:
        return None
    return Regulation(
        title=title, day=fold(node.get("reg_date", "")), programme=fold(node.get("programme", ""))
    )


def _parts(node: etree._Element) -> Iterator[Part]:
    for child in node:
        kind = _KINDS.get(child.tag) if isinstance(child.tag, str) else None
        if kind is not None:
            key, act = child.get("Id", "?"), _regulation(child)
            yield Part(kind=kind, key=key, regulation=act, fields=_fields(kind, child))


def _fields(kind: PartKind, node: etree._Element) -> dict[str, str]:
    fields = filled(**{field: node.findtext(tag) for tag, field in _FIELDS[kind].items()})
    if kind == "paper":
        fields |= paper(node.findtext("NUMBER") or "")
    if kind == "address":
        fields |= contacts(node.findtext("OTHER") or "")
    return fields


FORMATS = (Format("eu-fsd-xml-2016", ("list",), recognises, facts, parse),)

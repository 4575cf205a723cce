"""What the list's schema has a place for: every filled element becomes a row, none is dropped.

An element that the schema did not have when this was written is not guessed at: it is a reject, with what it holds.
The groups of elements that the list repeats are in `groups`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Relation, Statement
from sourcebook.sources.un import groups
from sourcebook.sources.un.elements import Found, Unreadable, country, detail, folded
from sourcebook.sources.xml import fold

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# A few days carry a time zone: 2015-03-27-04:00.
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[+-]\d{2}:\d{2})?")
Reader = Callable[[etree._Element], Iterator[Found]]


def primary_name(node: etree._Element) -> str | None:
    """The name parts of a record, joined."""
    return fold(" ".join(_name_parts(node).values()))


def _name_parts(node: etree._Element) -> dict[str, str]:
    """The parts of the name that are filled, as printed."""
    return {part: text for part in _NAME_PARTS if (text := (node.findtext(part) or "").strip())}


def fields(node: etree._Element, reference: str) -> Iterator[Found | Relation]:
    """Every row of a record but what its comments state.

    Args:
        node: INDIVIDUAL or ENTITY.
        reference: Its reference number.
    """
    yield Statement(prop="id", value=reference, locator="REFERENCE_NUMBER")
    parts = _name_parts(node)
    yield from _names(parts, of_person=node.tag == "INDIVIDUAL")
    for child in node.iterchildren("*"):
        tag = str(child.tag)
        if tag in _READERS:
            yield from _READERS[tag](child)
        elif tag not in _ELSEWHERE:
            yield from _unknown(child, tag)
        for inner in child.iterchildren("*"):
            if inner.tag not in _CHILDREN.get(tag, ()):
                yield from _unknown(inner, f"{tag}/{inner.tag}")
    yield from _designation(node, reference, fold(" ".join(parts.values())))


def _unknown(node: etree._Element, place: str) -> Iterator[Unreadable]:
    if printed := fold(" ".join(str(text) for text in node.itertext())):
        yield Unreadable("an element that the list did not have before", place, printed)


def _names(parts: dict[str, str], of_person: bool) -> Iterator[Found]:
    """The name whole, and for an individual in the parts in which the list prints it."""
    if parts:
        yield folded("name", " ".join(parts.values()), " | ".join(parts))
    if of_person:
        for part, printed in parts.items():
            value = fold(printed) or printed
            yield Statement(prop="sb:namePart", value=value, detail=detail(part=part), locator=part)


def _designation(
    node: etree._Element, reference: str, name: str | None
) -> Iterator[Unreadable | Relation]:
    """The listing itself, with the days on which the Council says it amended the entry."""
    listed = list(_days(node, "LISTED_ON"))
    amended = list(_days(node, "LAST_DAY_UPDATED/VALUE"))
    yield from (day for day in (*listed, *amended) if isinstance(day, Unreadable))
    yield Relation(
        kind="designated_by", object="authority:UN", object_name="United Nations",
        programme=fold(node.findtext("UN_LIST_TYPE") or ""), reference=reference,
        under_name=name, listed_on=next((d for d in listed if isinstance(d, str)), None),
        amended_on=tuple(day for day in amended if isinstance(day, str)),
        locator="LISTED_ON | LAST_DAY_UPDATED/VALUE | UN_LIST_TYPE",
    )  # fmt: skip


def _days(node: etree._Element, path: str) -> Iterator[str | Unreadable]:
    for child in node.iterfind(path):
        if printed := fold(child.text or ""):
            found = _DAY.fullmatch(printed)
            try:
                yield str(PartialDate.parse(found[1] if found else printed))
            except ValueError as error:
                yield Unreadable(f"a day that is no date: {error}", path, printed)


def _plain(prop: str) -> Reader:
    """A reader of an element that is one value."""

    def read(node: etree._Element) -> Iterator[Found]:
        if node.text and node.text.strip():
            yield folded(prop, node.text.strip(), str(node.tag))

    return read


def _values(prop: str) -> Reader:
    """A reader of an element that repeats VALUE."""

    def read(node: etree._Element) -> Iterator[Found]:
        for value in node.iterfind("VALUE"):
            if value.text and value.text.strip():
                yield folded(prop, value.text.strip(), f"{node.tag}/VALUE")

    return read


def _gender(node: etree._Element) -> Iterator[Found]:
    if printed := fold(node.text or ""):
        value = printed.lower()
        original = printed if value != printed else None
        yield Statement(prop="gender", value=value, original=original, locator="GENDER")


def _nationality(node: etree._Element) -> Iterator[Found]:
    for value in node.iterfind("VALUE"):
        if printed := fold(value.text or ""):
            yield country("nationality", printed, "NATIONALITY/VALUE")


def _comments(node: etree._Element) -> Iterator[Found]:
    if value := fold(node.text or ""):
        original = node.text if node.text != value else None
        yield Statement(
            prop="notes", value=value, original=original, quote=value, lang="eng",
            locator="COMMENTS1",
        )  # fmt: skip


_READERS: dict[str, Reader] = {
    "DATAID": _plain("sb:dataId"),
    "VERSIONNUM": _plain("sb:versionNumber"),
    "NAME_ORIGINAL_SCRIPT": _plain("name"),
    "GENDER": _gender,
    "COMMENTS1": _comments,
    "TITLE": _values("title"),
    "DESIGNATION": _values("position"),
    "LIST_TYPE": _values("sb:listType"),
    "NATIONALITY": _nationality,
    "INDIVIDUAL_ALIAS": groups.alias,
    "ENTITY_ALIAS": groups.alias,
    "INDIVIDUAL_ADDRESS": groups.address,
    "ENTITY_ADDRESS": groups.address,
    "INDIVIDUAL_DATE_OF_BIRTH": groups.birth_date,
    "INDIVIDUAL_PLACE_OF_BIRTH": groups.birth_place,
    "INDIVIDUAL_DOCUMENT": groups.document,
}
# Read with the record as a whole; the two sort keys say nothing of the entry.
_ELSEWHERE = frozenset(
    {
        *_NAME_PARTS, "REFERENCE_NUMBER", "UN_LIST_TYPE", "LISTED_ON", "LAST_DAY_UPDATED",
        "SORT_KEY", "SORT_KEY_LAST_MOD",
    }
)  # fmt: skip
_ALIAS = ("QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_CHILDREN = {
    **dict.fromkeys(("TITLE", "DESIGNATION", "LIST_TYPE", "NATIONALITY", "LAST_DAY_UPDATED"), ("VALUE",)),
    "INDIVIDUAL_ALIAS": _ALIAS,
    "ENTITY_ALIAS": _ALIAS,
    "INDIVIDUAL_ADDRESS": _PLACE,
    "ENTITY_ADDRESS": _PLACE,
    "INDIVIDUAL_PLACE_OF_BIRTH": _PLACE,
    "INDIVIDUAL_DATE_OF_BIRTH": ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"),
    "INDIVIDUAL_DOCUMENT": (
        "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "DATE_OF_ISSUE",
        "CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "NOTE",
    ),
}  # fmt: skip

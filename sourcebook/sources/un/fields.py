"""What the list's schema has a place for: every filled element becomes a row, none is dropped.

The schema repeats a group of elements (an alias, an address, a document) and numbers nothing; a row's locator
therefore names the group by what it holds, which is the same in every version. Some elements change their
meaning with a neighbour: an alias is good, low or a former name by its QUALITY.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Relation, Statement
from sourcebook.record.territories import alpha2
from sourcebook.sources.xml import fold

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# QUALITY, property, grade.
_QUALITY = {
    "Good": ("alias", "good"),
    "Low": ("weakAlias", "low"),
    "a.k.a.": ("alias", None),
    "f.k.a.": ("previousName", None),
}
_ORIGINAL_SCRIPT = re.compile(r"original script: *(.+)", re.IGNORECASE)
_PERSONAL = re.compile(r"passport|pasaporte", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that could not be read, for the rejects."""

    reason: str
    locator: str
    printed: str


Found = Statement | Unreadable


def primary_name(node: etree._Element) -> str | None:
    """The name parts of a record, joined."""
    return fold(" ".join(node.findtext(part) or "" for part in _NAME_PARTS))


def fields(node: etree._Element, reference: str) -> Iterator[Found]:
    """Every row of a record but its designation and what its comments state."""
    yield Statement(prop="id", value=reference, locator="REFERENCE_NUMBER")
    name = primary_name(node)
    if name is not None:
        yield _statement(
            "name", " ".join(node.findtext(p) or "" for p in _NAME_PARTS).strip(), "FIRST_NAME…"
        )
    yield from _name_parts(node)
    for child in node:
        read = _READERS.get(str(child.tag))
        if read is not None:
            yield from read(child)


def _name_parts(node: etree._Element) -> Iterator[Found]:
    """The parts of an individual's name, as the list divides it."""
    if node.tag == "INDIVIDUAL":
        for part in _NAME_PARTS:
            if printed := fold(node.findtext(part) or ""):
                yield Statement(
                    prop="sb:namePart", value=printed, detail=_json(part=part), locator=part
                )


def designation(node: etree._Element, reference: str) -> Relation:
    """The listing itself, with the days on which the Council says it amended the entry."""
    amended = (fold(value.text or "") for value in node.iterfind("LAST_DAY_UPDATED/VALUE"))
    return Relation(
        kind="designated_by", object="authority:UN", object_name="United Nations",
        programme=fold(node.findtext("UN_LIST_TYPE") or ""), reference=reference,
        under_name=primary_name(node), listed_on=_day(node.findtext("LISTED_ON")),
        amended_on=tuple(day for value in amended if (day := _day(value)) is not None),
        locator="LISTED_ON, LAST_DAY_UPDATED, UN_LIST_TYPE",
    )  # fmt: skip


def _day(printed: str | None) -> str | None:
    """A day as the list prints it, without the time zone some carry."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", (printed or "").strip())
    return found[0] if found else None


def _statement(prop: str, printed: str, locator: str, **more: str | None) -> Statement:
    value = fold(printed) or printed
    original = printed if value != printed else None
    return Statement(prop=prop, value=value, original=original, locator=locator, **more)


def _plain(prop: str) -> Callable[[etree._Element], Iterator[Found]]:
    """A reader of an element that is one value."""

    def read(node: etree._Element) -> Iterator[Found]:
        if node.text and node.text.strip():
            yield _statement(prop, node.text.strip(), str(node.tag))

    return read


def _values(prop: str) -> Callable[[etree._Element], Iterator[Found]]:
    """A reader of an element that repeats VALUE."""

    def read(node: etree._Element) -> Iterator[Found]:
        for value in node.iterfind("VALUE"):
            if value.text and value.text.strip():
                yield _statement(prop, value.text.strip(), f"{node.tag}/VALUE")

    return read


def _nationality(node: etree._Element) -> Iterator[Found]:
    for value in node.iterfind("VALUE"):
        if printed := fold(value.text or ""):
            yield _country("nationality", printed, "NATIONALITY/VALUE")


def _country(prop: str, printed: str, locator: str) -> Statement:
    code = alpha2(printed)
    return Statement(
        prop=prop, value=code or printed, original=printed if code else None, locator=locator
    )


def _comments(node: etree._Element) -> Iterator[Found]:
    if value := fold(node.text or ""):
        original = node.text if node.text != value else None
        yield Statement(
            prop="notes", value=value, original=original, quote=value, lang="eng",
            locator="COMMENTS1",
        )  # fmt: skip


def _inner(node: etree._Element) -> dict[str, str]:
    """The filled children of a group."""
    return {str(child.tag): value for child in node if (value := fold(child.text or ""))}


def _json(**values: str | None) -> str | None:
    given = {key: value for key, value in values.items() if value}
    return json.dumps(given, ensure_ascii=False, sort_keys=True) if given else None


def _alias(node: etree._Element) -> Iterator[Found]:
    given = _inner(node)
    name = given.pop("ALIAS_NAME", None)
    quality = given.pop("QUALITY", "")
    place = f"{node.tag}[{name}]" if name else str(node.tag)
    if name is None:
        if given:
            yield Unreadable("an alias without a name", place, str(given)[:80])
        return
    prop, grade = _QUALITY.get(quality, ("alias", None))
    more = {key.lower(): value for key, value in given.items()}
    yield Statement(
        prop=prop, value=name, grade=grade, detail=_json(**more), locator=f"{place}/ALIAS_NAME"
    )
    if script := _ORIGINAL_SCRIPT.match(given.get("NOTE", "")):
        yield Statement(prop=prop, value=script[1], grade=grade, locator=f"{place}/NOTE")


def _address(node: etree._Element) -> Iterator[Found]:
    given = _inner(node)
    country, note = given.pop("COUNTRY", None), given.pop("NOTE", None)
    order = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")
    parts = [given[key] for key in order if key in given]
    whole = ", ".join([*parts, country] if country else parts)
    place = f"{node.tag}[{whole}]"
    if parts or note:
        yield Statement(
            prop="address", value=whole or note or "", detail=_json(note=note), locator=place
        )
    if country:
        yield _country("country", country, f"{place}/COUNTRY")


def _birth(node: etree._Element) -> Iterator[Found]:
    given = _inner(node)
    kind, note = given.pop("TYPE_OF_DATE", ""), given.get("NOTE")
    if not given:
        return
    printed = " ".join(given[key] for key in sorted(given))
    place = f"{node.tag}[{printed}]"
    try:
        value = _birth_date(given, kind == "APPROXIMATELY")
    except ValueError as error:
        yield Unreadable(f"a date of birth that is no date: {error}", place, printed)
        return
    if value is None:
        yield Statement(prop="sb:birthNote", value=printed, locator=place)
    else:
        detail = _json(type=kind, note=note)
        yield Statement(
            prop="birthDate", value=str(value), original=printed, detail=detail, locator=place
        )


def _birth_date(given: dict[str, str], approximate: bool) -> PartialDate | None:
    """The date the filled elements give; a span where the list says between two years.

    Raises:
        ValueError: They give no date.
    """
    if "DATE" in given:
        found = PartialDate.parse(given["DATE"][:10])
    elif "YEAR" in given:
        found = PartialDate.parse(given["YEAR"])
    elif "FROM_YEAR" in given and "TO_YEAR" in given:
        found = PartialDate.parse(f"{given['FROM_YEAR']}/{given['TO_YEAR']}")
    else:
        return None
    return PartialDate(found.earliest, found.latest, approximate)


def _birth_place(node: etree._Element) -> Iterator[Found]:
    given = _inner(node)
    note = given.pop("NOTE", None)
    order = ("STREET", "CITY", "STATE_PROVINCE", "COUNTRY")
    whole = ", ".join(given[key] for key in order if key in given)
    if whole or note:
        place = f"{node.tag}[{whole}]"
        yield Statement(
            prop="birthPlace", value=whole or note or "", detail=_json(note=note), locator=place
        )
    if country := given.get("COUNTRY"):
        yield _country("birthCountry", country, f"{node.tag}/COUNTRY")


def _document(node: etree._Element) -> Iterator[Found]:
    given = _inner(node)
    number = given.pop("NUMBER", None)
    if not given and number is None:
        return
    kind = given.get("TYPE_OF_DOCUMENT", "") + given.get("TYPE_OF_DOCUMENT2", "")
    prop = "passportNumber" if _PERSONAL.search(kind) else "idNumber"
    more = {key.lower(): value for key, value in given.items()}
    if number is None:
        note = "; ".join(given.values())
        yield Statement(
            prop="sb:identityDocument", value=note, detail=_json(**more), locator=str(node.tag)
        )
        return
    yield Statement(prop=prop, value=number, detail=_json(**more), locator=f"{node.tag}[{number}]")


_READERS: dict[str, Callable[[etree._Element], Iterator[Found]]] = {
    "DATAID": _plain("sb:dataId"),
    "VERSIONNUM": _plain("sb:versionNumber"),
    "NAME_ORIGINAL_SCRIPT": _plain("name"),
    "GENDER": _plain("gender"),
    "COMMENTS1": _comments,
    "TITLE": _values("title"),
    "DESIGNATION": _values("position"),
    "LIST_TYPE": _values("sb:listType"),
    "NATIONALITY": _nationality,
    "INDIVIDUAL_ALIAS": _alias,
    "ENTITY_ALIAS": _alias,
    "INDIVIDUAL_ADDRESS": _address,
    "ENTITY_ADDRESS": _address,
    "INDIVIDUAL_DATE_OF_BIRTH": _birth,
    "INDIVIDUAL_PLACE_OF_BIRTH": _birth_place,
    "INDIVIDUAL_DOCUMENT": _document,
}

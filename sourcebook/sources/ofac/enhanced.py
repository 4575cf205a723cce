"""ENHANCED_XML: OFAC's own data model, with scripts, dates of listing and typed relationships.

The Sanctions List Service exports it filtered by list and by programme, and says so in its first lines; a file
filtered by anything but lists is an extract. The ids of entities are those of the other formats. Relationships
point from the listed person to whom it acts for, supports or belongs to; where OFAC says "Leader or official of",
the relation is the body's (`led_by`), and the printed type stays beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.ofac.entries import (
    Listing,
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
from sourcebook.sources.xml import fold, records, text

_NAMESPACE = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
)
_ROOT = re.compile(r"<sanctionsData\b[^>]*\bxmlns=[\"']([^\"']+)[\"']")
_AS_OF = re.compile(r"<dataAsOf>\s*(\d{4}-\d{2}-\d{2})")
_FILTERS = re.compile(r"<filters>(.*?)</filters>", re.DOTALL)
_LISTS = re.compile(r"<sanctionsList [^>]*>([^<]*)<")
_SDN = "SDN List"
# Printed type, kind, whether the kind is read from the related entity to this one.
_KINDS = {
    "Acting for or on behalf of": ("acts_for", False),
    "Owned or Controlled By": ("owned_by", False),
    "Owns, controls, or operates": ("owned_by", True),
    "Providing support to": ("supports", False),
    "Leader or official of": ("led_by", True),
    "Principal Executive Officer": ("led_by", True),
    "Family member of": ("family_of", False),
    "Associate Of": ("associated_with", False),
    "playing a significant role in": ("associated_with", False),
    "Property in the interest of": ("associated_with", False),
}
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3")


def _lists(head: Head) -> frozenset[str] | None:
    """The lists the export was filtered by; None where the file is not of this format."""
    root = _ROOT.search(head.text)
    if root is None or root[1] != _NAMESPACE:
        return None
    filters = _FILTERS.search(head.text)
    return frozenset(_LISTS.findall(filters[1])) if filters else frozenset()


def _is_of_both(head: Head) -> bool:
    found = _lists(head)
    return found is not None and (not found or (_SDN in found and len(found) > 1))


def _is_sdn(head: Head) -> bool:
    return _lists(head) == frozenset({_SDN})


def _is_nonsdn(head: Head) -> bool:
    found = _lists(head)
    return bool(found) and _SDN not in (found or ())


def facts(head: Head) -> Facts:
    """The day of the data, and whether the export was filtered by more than lists.

    Without filters a file does not say which lists it was drawn from, so it ends nothing either.
    """
    as_of, filters = _AS_OF.search(head.text), _FILTERS.search(head.text)
    rest = (
        re.sub(r"<sanctionsLists>.*?</sanctionsLists>", "", filters[1], flags=re.DOTALL)
        if filters
        else "?"
    )
    return Facts(published=as_of[1] if as_of else None, extract=bool(rest.strip()))


def _parsed(nonsdn_only: bool) -> Callable[[BinaryIO], Iterator[Item]]:
    def parse(stream: BinaryIO) -> Iterator[Item]:
        for node in records(stream, f"{{{_NAMESPACE}}}entity"):
            apart = nonsdn_only or not _on_sdn(node)
            yield from folded(_entries(node), "nonsdn") if apart else _entries(node)

    return parse


def _on_sdn(node: etree._Element) -> bool:
    return any(text(at, ".") == _SDN for at in node.iterfind("{*}sanctionsLists/{*}sanctionsList"))


def _entries(node: etree._Element) -> Iterator[Item]:
    number, name = node.get("id", ""), _primary(node)
    if not number.isdigit() or name is None:
        yield Reject(
            record=number or "?",
            reason="the entity has no number or no primary name",
            locator="names",
        )
        return
    schema = schema_of(text(node, "{*}generalInfo/{*}entityType") or "")
    entry = Entry(id=f"ofac:{number}", schema=schema, rows=[])
    entry.rows += opening(number, name, schema, ("@id", "names/name[isPrimary]"))
    first = entry.rows[1]
    under = first.value if isinstance(first, Statement) else name
    entry.rows += _listings(node, number, under)
    yield from assembled(entry, _beside(node, entry, under))
    yield from _aliases(node, entry)
    yield from _addresses(node, entry)


def _primary(node: etree._Element) -> str | None:
    for name in node.iterfind("{*}names/{*}name"):
        if text(name, "{*}isPrimary") == "true":
            for one in name.iterfind("{*}translations/{*}translation"):
                if text(one, "{*}isPrimary") == "true":
                    return _full(one)
    return None


def _full(translation: etree._Element) -> str | None:
    """A name as printed, without the marks that steer the direction of writing."""
    printed = text(translation, "{*}formattedFullName")
    return fold(_MARKS.sub("", printed)) if printed else None


def _listings(node: etree._Element, number: str, under: str) -> Iterator[Relation | Statement]:
    """Programmes with the day of listing, and the lists, kinds and legal bases they rest on.

    The format dates the listing and not each programme, and ties no legal basis to a programme: a basis is an
    instrument of the designation only where it is the only one.
    """
    lists = list(node.iterfind("{*}sanctionsLists/{*}sanctionsList"))
    days = {at.get("datePublished", "") for at in lists} - {""}
    bases = [text(at, ".") for at in node.iterfind("{*}legalAuthorities/{*}legalAuthority")]
    listing = Listing(
        listed_on=days.pop() if len(days) == 1 else None,
        instrument=bases[0] if len(bases) == 1 else None,
    )
    for at in node.iterfind("{*}sanctionsPrograms/{*}sanctionsProgram"):
        tag = text(at, ".")
        if tag is not None:
            yield designation(number, tag, under, "sanctionsPrograms/sanctionsProgram", listing)
    for at in lists:
        yield from _said("sb:list", at, "sanctionsLists/sanctionsList", at.get("datePublished"))
    for path, prop in (
        ("legalAuthorities/{*}legalAuthority", "sb:legalBasis"),
        ("sanctionsTypes/{*}sanctionsType", "sb:measure"),
    ):
        for at in node.iterfind("{*}" + path):
            yield from _said(prop, at, path.replace("{*}", ""))


def _said(
    prop: str, node: etree._Element, locator: str, since: str | None = None
) -> Iterator[Statement]:
    value = text(node, ".")
    if value is not None:
        yield Statement(prop=prop, value=value, valid_from=since, locator=locator)


def _beside(node: etree._Element, entry: Entry, under: str) -> Iterator[Read]:
    yield from _scripts(node, entry)
    title = text(node, "{*}generalInfo/{*}title")
    if title is not None:
        yield from positions(title, entry.schema == "Person", "generalInfo/title")
    for feature in node.iterfind("{*}features/{*}feature"):
        yield from _feature(entry.id, feature)
    for paper in node.iterfind("{*}identityDocuments/{*}identityDocument"):
        yield from _document(entry.id, paper)
    for name in node.iterfind("{*}names/{*}name"):
        if _is_weak(name):
            yield from _names(name, entry.id)
    yield from _ties(node, entry, under)
    remarks = text(node, "{*}generalInfo/{*}remarks")
    if remarks is not None:
        yield from clauses(entry.id, remarks)


def _scripts(node: etree._Element, entry: Entry) -> Iterator[Read]:
    """The primary name in other scripts."""
    for name in node.iterfind("{*}names/{*}name"):
        if text(name, "{*}isPrimary") == "true":
            for one in name.iterfind("{*}translations/{*}translation"):
                full = _full(one)
                if full is not None and text(one, "{*}isPrimary") != "true":
                    locator = f"names/name[@id={name.get('id')}]"
                    yield Statement(prop="name", value=full, detail=_script(one), locator=locator)


def _script(translation: etree._Element) -> str | None:
    """The script, where it is not the list's own."""
    script = text(translation, "{*}script")
    return json.dumps({"script": script}) if script not in (None, "Latin") else None


def _is_weak(name: etree._Element) -> bool:
    return text(name, "{*}isLowQuality") == "true" and text(name, "{*}isPrimary") != "true"


def _names(name: etree._Element, record: str) -> Iterator[Read]:
    """An alias in each of its scripts."""
    locator = f"names/name[@id={name.get('id')}]"
    kind = text(name, "{*}aliasType") or ""
    for one in name.iterfind("{*}translations/{*}translation"):
        full, script = _full(one), _script(one)
        if full is None:
            continue
        try:
            row = other(kind, full, _is_weak(name), locator)
        except ValueError as error:
            yield Reject(record=record, reason=str(error), locator=locator, printed=full)
            continue
        yield row if script is None else _in_script(row, script)


def _in_script(row: Statement, script: str) -> Statement:
    return Statement(
        prop=row.prop, value=row.value, grade=row.grade, detail=script, locator=row.locator
    )


def _aliases(node: etree._Element, main: Entry) -> Iterator[Item]:
    for name in node.iterfind("{*}names/{*}name"):
        if text(name, "{*}isPrimary") != "true" and not _is_weak(name):
            entry = Entry(id=main.id, schema=main.schema, rows=[], main=False, part="alt")
            yield from assembled(entry, _names(name, main.id))


def _addresses(node: etree._Element, main: Entry) -> Iterator[Item]:
    for at in node.iterfind("{*}addresses/{*}address"):
        country, locator = text(at, "{*}country") or "", f"addresses/address[@id={at.get('id')}]"
        found: list[Statement] = []
        for one in (
            at.iterfind("{*}translations/{*}translation")
            if at.find("{*}translations") is not None
            else [at]
        ):
            found += _address(one, country, locator)
        yield Entry(id=main.id, schema=main.schema, rows=list(found), main=False, part="add")


def _address(translation: etree._Element, country: str, locator: str) -> Iterator[Statement]:
    parts = {
        text(part, "{*}type") or "": text(part, "{*}value") or ""
        for part in translation.iterfind("{*}addressParts/{*}addressPart")
    }
    place = ", ".join(parts[key] for key in ("CITY", "STATE/PROVINCE") if parts.get(key))
    place = " ".join(part for part in (place, parts.get("POSTAL CODE", "")) if part)
    region = country or parts.get("REGION", "")
    yield from address([parts.get(key, "") for key in _STREET], place, region, locator)


def _feature(record: str, node: etree._Element) -> Iterator[Read]:
    label, value = text(node, "{*}type"), text(node, "{*}value")
    if label is None or value is None:
        return
    locator, reliability = f"features/feature[@id={node.get('id')}]", text(node, "{*}reliability")
    if reliability == "False":
        note = f"{label} {value} (reliability: False)"
        yield Statement(prop="notes", value=note, locator=locator)
        return
    more = (("reliability", reliability),) if reliability not in (None, "Confirmed") else ()
    yield from read(record, Labelled(label=label, value=value, more=more, locator=locator))


def _document(record: str, node: etree._Element) -> Iterator[Read]:
    label, number = text(node, "{*}type"), text(node, "{*}documentNumber")
    locator = f"identityDocuments/identityDocument[@id={node.get('id')}]"
    if label is None or number is None:
        yield Reject(
            record=record,
            reason="a document without a number",
            locator=locator,
            printed=label or "",
        )
        return
    yield from read(
        record,
        Labelled(
            label=label, value=number, country=text(node, "{*}issuingCountry"), issued=_day(node, "issueDate"),
            expires=_day(node, "expirationDate"), more=tuple(_more(node)), locator=locator,
        ),
    )  # fmt: skip


def _more(node: etree._Element) -> Iterator[tuple[str, str]]:
    """What only this format says of a document."""
    if text(node, "{*}isValid") == "false":
        yield "valid", "false"
    for field in ("issuingAuthority", "issuingLocation", "comments"):
        value = text(node, f"{{*}}{field}")
        if value is not None:
            yield field, value


def _day(node: etree._Element, field: str) -> str | None:
    """A date, which the format gives as the four ends of an interval."""
    first, last = (
        text(node, f"{{*}}{field}/{{*}}fromDateBegin"),
        text(node, f"{{*}}{field}/{{*}}toDateEnd"),
    )
    if first is None or last is None:
        return None
    try:
        start, end = PartialDate.parse(first), PartialDate.parse(last)
        approximate = text(node, f"{{*}}{field}/{{*}}isApproximate") == "true"
        return str(PartialDate(start.earliest, end.latest, approximate=approximate))
    except ValueError:
        return None


def _ties(node: etree._Element, entry: Entry, under: str) -> Iterator[Read]:
    for at in node.iterfind("{*}relationships/{*}relationship"):
        printed, related = text(at, "{*}type") or "", at.find("{*}relatedEntity")
        locator = f"relationships/relationship[@id={at.get('id')}]"
        if related is None or not related.get("entityId"):
            yield Reject(
                record=entry.id, reason="a relationship to nobody", locator=locator, printed=printed
            )
            continue
        kind, turned = _KINDS.get(printed, ("associated_with", False))
        target, name = f"ofac:{related.get('entityId')}", text(related, ".")
        quality = text(at, "{*}quality")
        detail = json.dumps({"quality": quality}) if quality else None
        if turned:
            subject, target, name = target, entry.id, under
        else:
            subject = None
        yield Relation(
            kind=kind,
            subject=subject,
            object=target,
            object_name=name,
            role=printed,
            detail=detail,
            locator=locator,
        )


FORMATS = (
    Format("ofac-enhanced", ("sdn", "alt", "add", "nonsdn"), _is_of_both, facts, _parsed(False)),
    Format("ofac-enhanced-sdn", ("sdn", "alt", "add"), _is_sdn, facts, _parsed(False)),
    Format("ofac-enhanced-nonsdn", ("nonsdn",), _is_nonsdn, facts, _parsed(True)),
)

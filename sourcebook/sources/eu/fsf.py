"""xmlFullSanctionsList 1.1, the format of the EU list since 2018 (schema http://eu.europa.ec/fpi/fsd/export).

Everything is an attribute; a subject holds its acts, its names, births, citizenships, addresses and papers, each
with a `regulationSummary`. A state that is not known has the code 00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from sourcebook.record.rows import Item, Reject
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.eu.rows import entry
from sourcebook.sources.eu.subject import Part, PartKind, Regulation, Subject, filled
from sourcebook.sources.xml import fold, records, text

_NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
_ROOT = re.compile(r"<export\b[^>]*>")
_DAY = re.compile(r"\bgenerationDate=[\"'](\d{4}-\d{2}-\d{2})")
_KINDS: dict[str, PartKind] = {
    "nameAlias": "name", "birthdate": "birth", "address": "address", "identification": "paper",
    "citizenship": "citizenship",
}  # fmt: skip
# Attribute, field: per kind of part.
_FIELDS: dict[PartKind, dict[str, str]] = {
    "name": {
        "wholeName": "whole", "title": "title", "function": "function", "gender": "gender",
        "nameLanguage": "language", "strong": "strong",
    },
    "birth": {
        "birthdate": "date", "year": "year", "monthOfYear": "month", "dayOfMonth": "day", "circa": "circa",
        "yearRangeFrom": "from_year", "yearRangeTo": "to_year", "calendarType": "calendar", "city": "city",
        "region": "region", "place": "place", "countryIso2Code": "iso2", "countryDescription": "country",
    },
    "address": {
        "street": "street", "poBox": "po_box", "zipCode": "zip", "city": "city", "place": "place",
        "region": "region", "asAtListingTime": "at_listing", "countryIso2Code": "iso2",
        "countryDescription": "country",
    },
    "paper": {
        "number": "number", "identificationTypeCode": "code", "identificationTypeDescription": "type",
        "countryIso2Code": "iso2", "issueDate": "issued", "validTo": "expires", "issuedBy": "issued_by",
        "nameOnDocument": "name", "latinNumber": "latin", "knownExpired": "known_expired",
        "knownFalse": "known_false", "reportedLost": "reported_lost", "revokedByIssuer": "revoked",
        "diplomatic": "diplomatic",
    },
    "citizenship": {"countryIso2Code": "iso2", "countryDescription": "country"},
}  # fmt: skip
_CONTACTS = {"PHONE": "phone", "FAX": "fax", "EMAIL": "email", "WEB": "web"}


def recognises(head: Head) -> bool:
    """Whether a file is the list in version 1.1 of its format."""
    root = _ROOT.search(head.text)
    return root is not None and _NAMESPACE in root[0]


def facts(head: Head) -> Facts:
    """The day the file was generated."""
    root = _ROOT.search(head.text)
    found = _DAY.search(root[0]) if root else None
    return Facts(published=found[1] if found else None)


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry a subject."""
    for node in records(stream, f"{{{_NAMESPACE}}}sanctionEntity"):
        key = node.get("logicalId", "")
        if key.isdigit():
            yield from entry(_subject(key, node))
        else:
            yield Reject(
                record=key or "?",
                reason="the subject has no numeric logical id",
                locator="@logicalId",
            )


def _subject(key: str, node: etree._Element) -> Subject:
    kind = node.find("{*}subjectType")
    person = kind is not None and kind.get("classificationCode") == "P"
    details = fold(node.get("designationDetails", ""))
    remarks = [fold(remark.text or "") for remark in node.iterfind("{*}remark")]
    return Subject(
        key=key, person=person, eu_reference=_given(node, "euReferenceNumber"),
        un_reference=_given(node, "unitedNationId"), designated_on=_given(node, "designationDate"),
        delisted_on=_given(node, "delistingDate"), remarks=[r for r in (details, *remarks) if r],
        regulations=[_regulation(act) for act in node.iterfind("{*}regulation")], parts=list(_parts(node)),
    )  # fmt: skip


def _given(node: etree._Element, attribute: str) -> str | None:
    return fold(node.get(attribute, ""))


def _regulation(node: etree._Element) -> Regulation:
    return Regulation(
        title=_given(node, "numberTitle") or "?", day=_given(node, "publicationDate"),
        programme=_given(node, "programme"), kind=_given(node, "regulationType"),
        in_force=_given(node, "entryIntoForceDate"),
    )  # fmt: skip


def _parts(node: etree._Element) -> Iterator[Part]:
    programmes = {act.get("programme") for act in node.iterfind("{*}regulation")}
    programme = programmes.pop() if len(programmes) == 1 else None
    for child in node:
        kind = _KINDS.get(etree.QName(child).localname) if isinstance(child.tag, str) else None
        if kind is not None:
            yield Part(
                kind=kind, key=child.get("logicalId", "?"), regulation=_summary(child, programme),
                fields=filled(**_fields(kind, child)),
            )  # fmt: skip


def _summary(node: etree._Element, programme: str | None) -> Regulation | None:
    """The act that published a part; it names no programme, so it has the subject's only one."""
    act = node.find("{*}regulationSummary")
    if act is None:
        return None
    return Regulation(
        title=_given(act, "numberTitle") or "?",
        day=_given(act, "publicationDate"),
        programme=programme,
    )


def _fields(kind: PartKind, node: etree._Element) -> dict[str, str | None]:
    fields = {field: node.get(attribute) for attribute, field in _FIELDS[kind].items()}
    fields["remark"] = text(node, "{*}remark")
    for contact in node.iterfind("{*}contactInfo"):
        field = _CONTACTS.get(contact.get("key", ""))
        if field is not None:
            fields[field] = contact.get("value")
    return fields


FORMATS = (Format("eu-fsf-xml-1.1", ("list",), recognises, facts, parse),)

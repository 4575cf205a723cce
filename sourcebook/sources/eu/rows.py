"""What an entry of the EU list says, as rows.

The list dates no listing. An act cited with the entry itself is the last that amended it; an act cited with a name
or an address is the one that published that part. So the entry was on the list by the day of the earliest act it
cites: that act's day is given as the date of listing, and the row says on what it rests.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.record.territories import alpha2
from sourcebook.sources.eu.codes import LANGUAGES, STATES
from sourcebook.sources.eu.dates import of_parts, printed_date, span
from sourcebook.sources.eu.prose import said_in
from sourcebook.sources.eu.subject import Part, Regulation, Subject

Read = Statement | Relation | Reject

_EARLIEST = "day of the earliest act the entry cites; listed then or before"
_PAPERS = {
    "passport": "passportNumber", "diplomaticpassport": "passportNumber", "ssn": "socialSecurityNumber",
    "fiscalcode": "taxNumber", "taxid": "taxNumber", "regnumber": "registrationNumber",
    "swiftbic": "swiftBic", "imo": "imoNumber",
}  # fmt: skip
_FLAGS = ("known_expired", "known_false", "reported_lost", "revoked", "diplomatic")
_NO_COUNTRY = frozenset({"00", "UNKNOWN"})


def entry(subject: Subject) -> Iterator[Item]:
    """The entry of a subject, and the rejects beside it."""
    record = f"eu:{subject.key}"
    made = Entry(id=record, schema="Person" if subject.person else "Organization", rows=[])
    made.rows.append(Statement(prop="id", value=subject.key, locator="@logicalId"))
    for locator, printed in subject.lost:
        reason = "characters were lost when the publisher wrote the file in cp1252"
        yield Reject(record=record, reason=reason, locator=locator, printed=printed[:80])
    for row in _rows(record, subject):
        if isinstance(row, Reject):
            yield row
        else:
            made.rows.append(row)
    yield made


def _rows(record: str, subject: Subject) -> Iterator[Read]:
    if subject.eu_reference:
        yield Statement(
            prop="sb:euReference", value=subject.eu_reference, locator="@euReferenceNumber"
        )
    if subject.un_reference:
        yield Statement(
            prop="sb:unReference", value=subject.un_reference, locator="@unitedNationId"
        )
    yield from _designations(subject)
    primary = _primary(subject)
    for part in subject.parts:
        if part.kind == "name":
            yield from _name(part, primary)
        else:
            yield from _part(record, part)
    for remark in subject.remarks:
        yield from said_in(remark, subject)


def _designations(subject: Subject) -> Iterator[Relation]:
    """One relation for each act and programme that lists the subject, and one for the earliest act it cites."""
    name = _primary(subject)
    earliest = _earliest(subject)
    for act in subject.regulations:
        if earliest is None or (act.title, act.programme) != (earliest.title, earliest.programme):
            yield _designation(subject, act, name, act.day)
    if earliest is not None:
        first = (part.fields["whole"] for part in _names(subject) if part.regulation == earliest)
        under = next(first, name)
        yield _first_designation(subject, earliest, under)


def _earliest(subject: Subject) -> Regulation | None:
    """The earliest act an entry cites, under the programme it cites it for."""
    cited = [*(part.regulation for part in subject.parts), *subject.regulations]
    dated = [act for act in cited if act is not None and act.day is not None]
    return min(dated, key=lambda act: (act.day or "", act.title), default=None)


def _designation(
    subject: Subject, act: Regulation, name: str | None, amended: str | None
) -> Relation:
    return Relation(
        kind="designated_by", object="authority:EU", object_name="European Union", programme=act.programme,
        instrument=act.title, reference=subject.eu_reference, under_name=name, listed_on=subject.designated_on,
        delisted_on=subject.delisted_on, amended_on=(amended,) if amended else (),
        detail=_json(act=act.kind, in_force=act.in_force), locator="regulation",
    )  # fmt: skip


def _first_designation(subject: Subject, act: Regulation, name: str | None) -> Relation:
    programme = act.programme or next((a.programme for a in subject.regulations), None)
    return Relation(
        kind="designated_by", object="authority:EU", object_name="European Union", programme=programme,
        instrument=act.title, reference=subject.eu_reference, under_name=name,
        listed_on=subject.designated_on or act.day, delisted_on=subject.delisted_on,
        detail=None if subject.designated_on else _json(listed_on=_EARLIEST), locator="regulation",
    )  # fmt: skip


def _json(**fields: str | None) -> str | None:
    said = {name: value for name, value in fields.items() if value}
    return json.dumps(said, ensure_ascii=False) if said else None


def _published(part: Part, **more: str | None) -> str | None:
    """The act that published a part, as the detail of its rows."""
    act = part.regulation
    return _json(act=act.title if act else None, published=act.day if act else None, **more)


def _names(subject: Subject) -> Iterator[Part]:
    return (part for part in subject.parts if part.kind == "name" and "whole" in part.fields)


def _primary(subject: Subject) -> str | None:
    """The first name; the list marks none as the main one."""
    return next((part.fields["whole"] for part in _names(subject)), None)


def _name(part: Part, primary: str | None) -> Iterator[Statement]:
    said, locator = part.fields, f"nameAlias[{part.key}]"
    strong = {"true": "good", "false": "low"}.get(said.get("strong", ""))
    whole = said.get("whole")
    if whole:
        prop = "name" if whole == primary else "weakAlias" if strong == "low" else "alias"
        yield Statement(
            prop=prop, value=whole, lang=LANGUAGES.get(said.get("language", "").lower()), grade=strong,
            detail=_published(part), locator=locator,
        )  # fmt: skip
    for field, prop in (("title", "title"), ("function", "position"), ("remark", "notes")):
        if field in said:
            yield Statement(prop=prop, value=said[field], locator=f"{locator}/{field}")
    gender = {"M": "male", "F": "female"}.get(said.get("gender", ""))
    if gender:
        yield Statement(
            prop="gender", value=gender, original=said["gender"], locator=f"{locator}/gender"
        )


def _part(record: str, part: Part) -> Iterator[Read]:
    if part.kind == "birth":
        yield from _birth(record, part)
    elif part.kind == "address":
        yield from _address(part)
    elif part.kind == "paper":
        yield from _paper(record, part)
    else:
        yield from _country("citizenship", part, f"citizenship[{part.key}]")
        yield from _remark(part, f"citizenship[{part.key}]")


def _remark(part: Part, locator: str) -> Iterator[Statement]:
    if "remark" in part.fields:
        yield Statement(prop="notes", value=part.fields["remark"], locator=f"{locator}/remark")


def _birth(record: str, part: Part) -> Iterator[Read]:
    said, locator = part.fields, f"birthdate[{part.key}]"
    try:
        when = _when(said)
        if when is not None:
            printed = said.get("date")
            original = printed if printed != when else None
            yield Statement(
                prop="birthDate",
                value=when,
                original=original,
                detail=_published(part),
                locator=locator,
            )
    except ValueError as error:
        yield Reject(
            record=record, reason=f"date of birth: {error}", locator=locator, printed=str(said)[:80]
        )
    place = ", ".join(said[key] for key in ("place", "city", "region") if key in said)
    if place:
        yield Statement(prop="birthPlace", value=place, locator=locator)
    yield from _country("birthCountry", part, locator)
    yield from _remark(part, locator)


def _when(said: dict[str, str]) -> str | None:
    """The EDTF date of a birth; None where none is given."""
    circa = said.get("circa") == "true"
    if said.get("calendar", "GREGORIAN") != "GREGORIAN":
        raise ValueError(f"it is of the {said['calendar'].lower()} calendar")
    if "date" in said:
        return printed_date(said["date"] + (" (approximative)" if circa else ""))
    if "from_year" in said or "to_year" in said:
        return span(
            said.get("from_year", said.get("to_year", "")),
            said.get("to_year", said.get("from_year", "")),
            circa,
        )
    return (
        of_parts(said["year"], said.get("month"), said.get("day"), circa)
        if "year" in said
        else None
    )


def _country(prop: str, part: Part, locator: str) -> Iterator[Statement]:
    """A state, under its alpha-2 code where it has one."""
    printed = next(
        (part.fields[key] for key in ("iso2", "iso3", "country") if key in part.fields), None
    )
    if printed is None or printed in _NO_COUNTRY:
        return
    code = printed if "iso2" in part.fields else STATES.get(printed) or alpha2(printed)
    yield Statement(
        prop=prop,
        value=code or printed,
        original=printed if code != printed and code else None,
        locator=locator,
    )


def _address(part: Part) -> Iterator[Statement]:
    said, locator = part.fields, f"address[{part.key}]"
    pieces = [
        said[key]
        for key in ("number", "street", "po_box", "zip", "city", "place", "region")
        if key in said
    ]
    country = said.get("country", said.get("iso3"))
    if pieces:
        line = ", ".join([*pieces, *([country] if country and country not in _NO_COUNTRY else [])])
        yield Statement(prop="address", value=line, detail=_published(part), locator=locator)
    yield from _country("country", part, locator)
    for field, prop in (
        ("phone", "phone"),
        ("fax", "sb:fax"),
        ("email", "email"),
        ("web", "website"),
    ):
        if field in said:
            yield Statement(prop=prop, value=said[field], locator=f"{locator}/{field}")
    if said.get("at_listing") == "true":
        yield Statement(
            prop="notes",
            value=f"address as at the time of listing: {', '.join(pieces)}",
            locator=locator,
        )
    yield from _remark(part, locator)


def _paper(record: str, part: Part) -> Iterator[Read]:
    said, locator = part.fields, f"identification[{part.key}]"
    number = said.get("number", "")
    if number in ("", "UNKNOWN"):
        yield Reject(
            record=record,
            reason="a paper without a number",
            locator=locator,
            printed=str(said)[:80],
        )
        yield from _remark(part, locator)
        return
    country = said.get("iso2") or STATES.get(said.get("iso3", "")) or said.get("iso3")
    flags = {flag: "true" for flag in _FLAGS if said.get(flag) == "true"}
    detail = _json(
        type=said.get("type"), country=country if country not in _NO_COUNTRY else None, issued=said.get("issued"),
        expires=said.get("expires"), issued_by=said.get("issued_by"), name=said.get("name"), **flags,
    )  # fmt: skip
    prop = _PAPERS.get(said.get("code", ""), "idNumber")
    yield Statement(prop=prop, value=number, detail=detail, locator=locator)
    yield from _remark(part, locator)

"""The groups of elements that the list repeats: aliases, addresses, births, identity documents.

Some elements change their meaning with a neighbour: an alias is good, low or a former name by its QUALITY, a year of
birth is exact, approximate or one of a span by its TYPE_OF_DATE. A birth that stands with an alias is one that
goes with that name; until 2025 the list also used aliases without a name for further dates of birth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Statement
from sourcebook.sources.un.elements import Found, Unreadable, country, detail, filled, keyed

# QUALITY, property, grade.
_QUALITY = {
    "Good": ("alias", "good"),
    "Low": ("weakAlias", "low"),
    "a.k.a.": ("alias", None),
    "f.k.a.": ("previousName", None),
    "": ("alias", None),
}
_ORIGINAL_SCRIPT = re.compile(r"original script: *(?P<name>.+)", re.IGNORECASE)
# "In Arabic" tells the language, "in Arabic script" does not: Persian, Urdu and Pashto are written in it too.
_IN_ARABIC = re.compile(
    r"\bin arabic(?P<script> script)?: *(?P<name>[\u0600-\u06ff][\u0600-\u06ff\s]*)", re.IGNORECASE
)
_PASSPORT = re.compile(r"passe?port|pasaporte", re.IGNORECASE)
_SPAN = re.compile(r"(\d{4}) - (\d{4})")
_LINES = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")
_BIRTH = ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")


def alias(node: etree._Element) -> Iterator[Found]:
    """A name, with what the list says of its quality and the birth that goes with it."""
    given = filled(node)
    name, quality = given.pop("ALIAS_NAME", None), given.pop("QUALITY", "")
    birth = {tag: given.pop(tag) for tag in _BIRTH if tag in given}
    if name is None:
        yield from _alias_birth(node, birth, None)
        if quality or given:
            printed = ", ".join((*given.values(), quality))
            yield Unreadable("an alias without a name", keyed(node, given), printed)
        return
    yield from _named(node, name, quality, given)
    yield from _alias_birth(node, birth, name)


def _named(node: etree._Element, name: str, quality: str, given: dict[str, str]) -> Iterator[Found]:
    place, note = keyed(node, {"ALIAS_NAME": name}), given.get("NOTE", "")
    if quality not in _QUALITY:
        yield Unreadable("a quality of alias that is not known", f"{place}/QUALITY", quality)
    prop, grade = _QUALITY.get(quality, ("alias", None))
    yield Statement(
        prop=prop, value=name, grade=grade, detail=detail(note=note), locator=f"{place}/ALIAS_NAME"
    )
    for pattern in (_ORIGINAL_SCRIPT, _IN_ARABIC):
        if found := pattern.search(note):
            lang = "ara" if pattern is _IN_ARABIC and not found["script"] else None
            value = found["name"].strip()
            yield Statement(prop=prop, value=value, grade=grade, lang=lang, locator=f"{place}/NOTE")


def _alias_birth(node: etree._Element, birth: dict[str, str], name: str | None) -> Iterator[Found]:
    place = keyed(node, birth if name is None else {"ALIAS_NAME": name})
    more = detail(alias=name)
    if printed := birth.get("DATE_OF_BIRTH"):
        yield _dated(printed, more, f"{place}/DATE_OF_BIRTH")
    if "CITY_OF_BIRTH" in birth:
        tags = [tag for tag in _BIRTH[1:] if tag in birth]
        whole, where = (
            ", ".join(birth[tag] for tag in tags),
            " | ".join(f"{place}/{t}" for t in tags),
        )
        yield Statement(prop="birthPlace", value=whole, detail=more, locator=where)
    if printed := birth.get("COUNTRY_OF_BIRTH"):
        yield country("birthCountry", printed, f"{place}/COUNTRY_OF_BIRTH", more)


def _dated(printed: str, more: str | None, place: str) -> Found:
    try:
        value = str(PartialDate.parse(_SPAN.sub(r"\1/\2", printed)))
    except ValueError as error:
        return Unreadable(f"a date of birth that is no date: {error}", place, printed)
    original = printed if value != printed else None
    return Statement(prop="birthDate", value=value, original=original, detail=more, locator=place)


def address(node: etree._Element) -> Iterator[Found]:
    """An address in one line, its parts beside it, and its country."""
    given = filled(node)
    key = {tag: value for tag, value in given.items() if tag != "NOTE"} or given
    place, note = keyed(node, key), given.get("NOTE")
    lines = [given[tag] for tag in _LINES if tag in given]
    printed = given.get("COUNTRY")
    if lines or note:
        whole = ", ".join([*lines, printed] if printed else lines) or note or ""
        parts = {tag.lower(): given.get(tag) for tag in _LINES}
        yield Statement(
            prop="address", value=whole, detail=detail(note=note, **parts), locator=place
        )
    if printed:
        yield country("country", printed, f"{place}/COUNTRY")


def birth_date(node: etree._Element) -> Iterator[Found]:
    """A date of birth: exact, approximate, or between two years."""
    given = filled(node)
    kind, place = given.pop("TYPE_OF_DATE", None), keyed(node, given)
    dated = {tag: value for tag, value in given.items() if tag != "NOTE"}
    if not dated:
        yield from _undated(kind, given.get("NOTE"), place)
        return
    printed = " ".join(dated.values())
    try:
        value = str(_birth_date(dated, kind == "APPROXIMATELY"))
    except (KeyError, ValueError) as error:
        yield Unreadable(f"a date of birth that is no date: {error}", place, printed)
        return
    yield Statement(
        prop="birthDate", value=value, original=printed if printed != value else None,
        detail=detail(type=kind, note=given.get("NOTE")), locator=place,
    )  # fmt: skip


def _undated(kind: str | None, note: str | None, place: str) -> Iterator[Found]:
    if note:
        yield Statement(prop="sb:birthNote", value=note, detail=detail(type=kind), locator=place)
    elif kind:
        yield Unreadable("a date of birth without a date", f"{place}/TYPE_OF_DATE", kind)


def _birth_date(dated: dict[str, str], approximate: bool) -> PartialDate:
    """The date the filled elements give.

    Raises:
        ValueError: They give no date.
        KeyError: One end of a span is missing.
    """
    if "DATE" in dated:
        found = PartialDate.parse(dated["DATE"][:10])
    elif "YEAR" in dated:
        found = PartialDate.parse(dated["YEAR"])
    else:
        found = PartialDate.parse(f"{dated['FROM_YEAR']}/{dated['TO_YEAR']}")
    return PartialDate(found.earliest, found.latest, approximate)


def birth_place(node: etree._Element) -> Iterator[Found]:
    """A place of birth in one line, its parts beside it, and its country."""
    given = filled(node)
    key = {tag: value for tag, value in given.items() if tag != "NOTE"} or given
    place, note = keyed(node, key), given.get("NOTE")
    whole = ", ".join(given[tag] for tag in (*_LINES, "COUNTRY") if tag in given) or note
    if whole:
        parts = {tag.lower(): given.get(tag) for tag in _LINES}
        yield Statement(
            prop="birthPlace", value=whole, detail=detail(note=note, **parts), locator=place
        )
    if printed := given.get("COUNTRY"):
        yield country("birthCountry", printed, f"{place}/COUNTRY")


def document(node: etree._Element) -> Iterator[Found]:
    """An identity document by its number; in the list's words where no number is given."""
    given = filled(node)
    if not given:
        return
    number = given.get("NUMBER")
    more = detail(**{tag.lower(): value for tag, value in given.items() if tag != "NUMBER"})
    if number is None:
        yield Statement(
            prop="sb:identityDocument", value="; ".join(given.values()), detail=more,
            locator=keyed(node, given),
        )  # fmt: skip
        return
    kind = f"{given.get('TYPE_OF_DOCUMENT')} {given.get('TYPE_OF_DOCUMENT2')}"
    prop = "passportNumber" if _PASSPORT.search(kind) else "idNumber"
    place = keyed(node, {"NUMBER": number})
    yield Statement(prop=prop, value=number, detail=more, locator=f"{place}/NUMBER")

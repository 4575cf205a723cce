"""One labelled value of an entry, in whichever of OFAC's formats it stood, as a row.

Invariant: equal label, value, country and dates give an equal row, so that the CSV set and the two XML formats
agree on row ids wherever they agree on the facts. What cannot be read as the value its label promises is
rejected with its reason and kept as a note, never guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from sourcebook.record.rows import Reject, Relation, Statement
from sourcebook.record.territories import alpha2
from sourcebook.sources.ofac.dates import DATE, edtf
from sourcebook.sources.ofac.labels import (
    COUNTRIES,
    DATES,
    IDENTIFIERS,
    NUMBERS,
    TIES,
    plain_label,
    property_of,
)
from sourcebook.sources.ofac.names import differing

Read = Statement | Relation | Reject

_SPAN = rf"{DATE}(?: to {DATE})?"
_PAPER = re.compile(
    r"(?P<number>.*?)(?: \((?P<country>[^()]*)\))?"
    rf"(?: issued (?P<issued>{_SPAN}))?(?: expires (?P<expires>{_SPAN}))?"
)
# A word in a number: the clause says more than the number, for example in whose name it was issued.
_WORDY = re.compile(r"\b[a-z]{3,}\b")
# What OFAC prints where it knows of no state.
NOT_KNOWN = frozenset({"None Identified", "undetermined"})
_NO_STATE = re.compile(r"[;\d]|^(?:None Identified|undetermined)$")
_IMO = re.compile(r"(?:IMO\s*)?(\d{7})")
_LEI = re.compile(r"[0-9A-Z]{18}\d{2}")
_TIE_KINDS = {plain_label(label): kind for label, kind in TIES.items()}


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A label and what stands behind it.

    Attributes:
        label: As printed.
        value: As printed, white space folded.
        country: Issuing country as printed, where it is a field of its own.
        issued, expires: EDTF, where they are fields of their own.
        more: Further fields of the format: who issued it, in whose name, how reliable.
        locator: Where it stands.
        quote: The clause, where it was prose.
    """

    label: str
    value: str
    country: str | None = None
    issued: str | None = None
    expires: str | None = None
    more: tuple[tuple[str, str], ...] = ()
    locator: str = ""
    quote: str | None = None


def read(record: str, given: Labelled) -> Iterator[Read]:
    """The rows a labelled value says.

    Args:
        record: Id of the entry, for rejects.
        given: The label and the value.
    """
    tie = _TIE_KINDS.get(plain_label(given.label))
    prop = property_of(given.label)
    if tie is not None:
        yield _tie(tie, given)
    elif prop in IDENTIFIERS:
        yield from _paper(record, prop, given)
    elif prop in DATES:
        yield from _date(record, prop, given)
    elif prop is None:
        yield _row("notes", f"{given.label} {given.value}", given)
    else:
        yield from _plain(record, prop, given)


def _row(prop: str, value: str, given: Labelled, **detail: str | None) -> Statement:
    more = {**detail, **dict(given.more)}
    said = {key: word for key, word in more.items() if word is not None}
    return Statement(
        prop=prop, value=value, original=differing(given.value, value) if prop != "notes" else None,
        detail=json.dumps(said, ensure_ascii=False) if said else None,
        locator=given.locator, quote=given.quote,
    )  # fmt: skip


def _tie(kind: str, given: Labelled) -> Relation:
    return Relation(
        kind=kind,
        object_name=given.value,
        role=plain_label(given.label),
        locator=given.locator,
        quote=given.quote,
    )


def _date(record: str, prop: str, given: Labelled) -> Iterator[Read]:
    value = edtf(given.value)
    if value is not None:
        yield _row(prop, value, given)
        return
    yield _refused(record, "not a date", given)
    yield _row("notes", f"{given.label} {given.value}", given)


def _refused(record: str, reason: str, given: Labelled) -> Reject:
    return Reject(
        record=record, reason=f"{plain_label(given.label)}: {reason}; kept as a note",
        locator=given.locator, printed=given.value[:80],
    )  # fmt: skip


def _plain(record: str, prop: str, given: Labelled) -> Iterator[Read]:
    """Texts, countries, numbers and the labels that are part of what they say."""
    label, value = plain_label(given.label), given.value
    if prop == "sb:sanctionsNote":
        yield _row(prop, f"{given.label} {value}", given)
    elif prop == "sb:wallet":
        yield _row(prop, value, given, currency=label.rpartition(" ")[2])
    elif prop == "sb:directiveDate":
        dated = list(_date(record, prop, given))
        yield from (_named(row, label) for row in dated)
    elif prop in COUNTRIES and _NO_STATE.search(value):
        if value not in NOT_KNOWN:
            yield _refused(record, "not a state alone", given)
        yield _row("notes", f"{given.label} {value}", given)
    elif prop == "birthPlace":
        yield _row(prop, value, given)
        yield from _birth_country(given)
    else:
        yield _row(prop, _converted(prop, value), given)


def _named(row: Read, label: str) -> Read:
    """The same date with the name of what happened on it."""
    named = isinstance(row, Statement) and row.prop == "sb:directiveDate"
    return msgspec.structs.replace(row, detail=json.dumps({"of": label})) if named else row


def _converted(prop: str, value: str) -> str:
    if prop in COUNTRIES:
        return alpha2(value) or value
    if prop in NUMBERS:
        return value.replace(",", "")
    return value.lower() if prop == "gender" else value


def _birth_country(given: Labelled) -> Iterator[Statement]:
    """The state a place of birth ends with, where it ends with one."""
    for start in [0, *(found.end() for found in re.finditer(", ", given.value))]:
        code = alpha2(given.value[start:])
        if code is not None:
            yield _row("birthCountry", code, given)
            return


def _paper(record: str, prop: str, given: Labelled) -> Iterator[Read]:
    """An identifier: its number, its kind, who issued it and when."""
    number, country, issued, expires = _parts(given)
    prop, number = _narrowed(prop, number)
    if _WORDY.search(number):
        yield _refused(record, "not a number alone", given)
        yield _row("notes", f"{given.label} {given.value}", given)
        return
    kind = plain_label(given.label)
    yield _row(prop, number, given, type=kind, country=country, issued=issued, expires=expires)


def _parts(given: Labelled) -> tuple[str, str | None, str | None, str | None]:
    """Number, country, day of issue and of expiry; from the text where they are no fields of their own."""
    if given.quote is None:
        country = alpha2(given.country) or given.country if given.country else None
        return given.value, country, given.issued, given.expires
    match = _PAPER.fullmatch(given.value)
    if match is None or not match["number"]:
        return given.value, None, None, None
    number, country = match["number"], match["country"]
    code = alpha2(country) if country else None
    if country and code is None:
        number = f"{number} ({country})"
    return number, code, _edtf(match["issued"]), _edtf(match["expires"])


def _edtf(printed: str | None) -> str | None:
    return edtf(printed) if printed else None


def _narrowed(prop: str, number: str) -> tuple[str, str]:
    """IMO numbers under any label are IMO numbers; what is no LEI under OFAC's label for one is a registration."""
    imo = _IMO.fullmatch(number)
    if imo and (prop == "imoNumber" or number.startswith("IMO")):
        return "imoNumber", imo[1]
    if prop == "imoNumber" or (prop == "leiCode" and not _LEI.fullmatch(number)):
        return "registrationNumber", number
    return prop, number

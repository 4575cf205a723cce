"""OFAC's CSV set: sdn.csv, alt.csv, add.csv and sdn_comments.csv.

No header; `-0-` stands for an empty field; a lone 0x1A (the end of file of CP/M) closes the file. The four are
joined by the entry's number in the first column and come with dates of their own, so that an alias may stand
without its entry. The columns are those of OFAC's data specification
(https://ofac.treasury.gov/media/29976/download).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeGuard

from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.ofac.entries import (
    address,
    assembled,
    designation,
    opening,
    positions,
    programmes,
    schema_of,
)
from sourcebook.sources.ofac.labelled import Labelled, Read, read
from sourcebook.sources.ofac.names import other, reading_order
from sourcebook.sources.ofac.remarks import clauses
from sourcebook.sources.tables import rows as table_rows

_EMPTY = "-0-"
_END = "\x1a"
_ALIAS_KINDS = frozenset({"aka", "fka", "nka"})
_SDN_TYPES = frozenset({"", "individual", "vessel", "aircraft"})
# Columns of sdn.csv after the remarks' own: the label each has in the other formats.
_VESSEL = (
    (5, "Vessel Call Sign", "Call_Sign"),
    (6, "VESSEL TYPE", "Vess_type"),
    (7, "Vessel Tonnage", "Tonnage"),
    (8, "Vessel Gross Registered Tonnage", "GRT"),
    (9, "Vessel Flag", "Vess_flag"),
    (10, "Vessel Owner", "Vess_owner"),
)


def _fields(row: list[str]) -> list[str]:
    """The fields of a row, folded, the empty ones empty."""
    folded = [" ".join(field.split()) for field in row]
    return ["" if field == _EMPTY else field for field in folded]


def _sample(head: Head) -> list[list[str]]:
    """The whole rows of a file's beginning."""
    text = head.text
    whole = text if len(head.data) < 60_000 else text[: text.rfind("\n") + 1]
    try:
        found = [row for row in csv.reader(whole.splitlines()) if row and row != [_END]]
    except csv.Error:
        return []
    return [_fields(row) for row in found[:400]]


def _recognises(width: int, fits: Callable[[list[str]], bool]) -> Callable[[Head], bool]:
    def recognises(head: Head) -> bool:
        first = head.data[:1]
        if not first.isdigit():
            return False
        sample = _sample(head)
        return bool(sample) and all(len(r) == width and r[0].isdigit() and fits(r) for r in sample)

    return recognises


def _is_main(row: list[str]) -> bool:
    return row[2] in _SDN_TYPES and bool(row[1]) and bool(row[3])


def _is_alias(row: list[str]) -> bool:
    return row[1].isdigit() and row[2] in _ALIAS_KINDS


def _is_address(row: list[str]) -> bool:
    return row[1].isdigit() and row[2] not in _ALIAS_KINDS


def _is_comment(row: list[str]) -> bool:
    """A continued remark: a piece of text with the clauses that only OFAC writes."""
    return "; " in row[1] or row[1].endswith(("'.", ").", "."))


def _undated(head: Head) -> Facts:
    return Facts()


def _parsed(
    width: int, entry: Callable[[list[str]], Iterator[Item]]
) -> Callable[[BinaryIO], Iterator[Item]]:
    """A parser of one of the four files."""

    def parse(stream: BinaryIO) -> Iterator[Item]:
        for row in table_rows(stream, "utf-8-sig"):
            fields = _fields(row)
            if len(fields) == width and fields[0].isdecimal():
                yield from entry(fields)
            elif row != [_END]:
                reason = f"the row has {len(fields)} fields and not {width}, or no entry number"
                yield Reject(
                    record=fields[0][:20] or "?", reason=reason, printed=",".join(row)[:80]
                )

    return parse


def _parse_main(stream: BinaryIO) -> Iterator[Item]:
    """sdn.csv; a number that stands at two rows is reported, and both rows stay with it."""
    seen = set[str]()
    for item in _parsed(12, _main)(stream):
        if isinstance(item, Entry):
            if item.id in seen:
                name = item.rows[1]
                printed = name.value if isinstance(name, Statement) else ""
                reason = (
                    "the entry number stands at an earlier row too; both rows are kept under it"
                )
                yield Reject(record=item.id, reason=reason, locator="ent_num", printed=printed)
            seen.add(item.id)
        yield item


def _main(fields: list[str]) -> Iterator[Item]:
    number, printed = fields[0], fields[1]
    schema = schema_of(fields[2])
    record = f"ofac:{number}"
    entry = Entry(id=record, schema=schema, rows=[])
    entry.rows += opening(number, printed, schema, ("ent_num", "SDN_Name"))
    entry.rows += _designations(number, fields[3], reading_order(printed, schema == "Person"))
    yield from assembled(entry, _beside(record, schema, fields))


def _designations(number: str, printed: str, name: str) -> list[Relation]:
    return [designation(number, tag, name, "Program") for tag in programmes(printed)]


def _beside(record: str, schema: str, fields: list[str]) -> Iterator[Read]:
    offices = list(positions(fields[4], schema == "Person", "Title"))
    said = {office.value for office in offices}
    yield from offices
    for column, label, locator in _VESSEL:
        if fields[column]:
            yield from read(record, Labelled(label=label, value=fields[column], locator=locator))
    if fields[11]:
        # The remarks of a person may begin with the title again.
        yield from (r for r in clauses(record, fields[11]) if not (_is_note(r) and r.value in said))


def _is_note(row: Read) -> TypeGuard[Statement]:
    return isinstance(row, Statement) and row.prop == "notes"


def _alias(fields: list[str]) -> Iterator[Item]:
    number, key, kind, printed, remark = fields
    entry = Entry(id=f"ofac:{number}", schema="LegalEntity", rows=[], main=False, part="alt")
    locator = f"alt_num={key}"
    if kind not in _ALIAS_KINDS or not printed:
        yield Reject(
            record=entry.id,
            reason="not an alias (aka, fka, nka)",
            locator=locator,
            printed=f"{kind} {printed}",
        )
    else:
        entry.rows.append(other(kind, printed, False, f"{locator}/alt_name"))
    entry.rows += _remark(remark, f"{locator}/alt_remarks")
    yield entry


def _remark(remark: str, locator: str) -> list[Statement]:
    return [Statement(prop="notes", value=remark, locator=locator)] if remark else []


def _address(fields: list[str]) -> Iterator[Item]:
    number, key, street, place, country, remark = fields
    locator = f"add_num={key}"
    found = [
        *address([street], place, country, locator),
        *_remark(remark, f"{locator}/add_remarks"),
    ]
    yield Entry(id=f"ofac:{number}", schema="LegalEntity", rows=list(found), main=False, part="add")


def _comment(fields: list[str]) -> Iterator[Item]:
    record = f"ofac:{fields[0]}"
    entry = Entry(id=record, schema="LegalEntity", rows=[], main=False, part="comments")
    yield from assembled(entry, clauses(record, fields[1], goes_on=True))


FORMATS = (
    Format("ofac-csv-sdn", ("sdn",), _recognises(12, _is_main), _undated, _parse_main),
    Format("ofac-csv-alt", ("alt",), _recognises(5, _is_alias), _undated, _parsed(5, _alias)),
    Format("ofac-csv-add", ("add",), _recognises(6, _is_address), _undated, _parsed(6, _address)),
    Format(
        "ofac-csv-comments",
        ("comments",),
        _recognises(2, _is_comment),
        _undated,
        _parsed(2, _comment),
    ),
)

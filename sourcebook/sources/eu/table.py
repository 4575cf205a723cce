"""The CSV of the EU list of 2018: one row a part, fields by semicolons, each line quoted once more as a whole.

The file is cp1252, which has neither Greek nor Cyrillic letters nor most accents of Eastern Europe: the publisher's
tool wrote question marks for them, so a text with one in it is not what the list says and is rejected. The
outer quoting turned commas into tabs; they are turned back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from sourcebook.record.rows import Item, Reject
from sourcebook.sources.contract import Facts, Format, Head
from sourcebook.sources.eu.lines import contacts, paper
from sourcebook.sources.eu.rows import entry
from sourcebook.sources.eu.subject import Part, PartKind, Regulation, Subject, filled
from sourcebook.sources.tables import rows

_HEADER = "Date_filexxxx;Entity_logical_id;Subject_type;Leba_numtitle"
_DAY = re.compile(r"^\"?(\d{2})/(\d{2})/(\d{4});", re.MULTILINE)
# Prefix of the columns, kind of part, column and field.
_PARTS: tuple[tuple[str, PartKind, dict[str, str]], ...] = (
    (
        "Naal", "name",
        {"wholename": "whole", "title": "title", "function": "function", "gender": "gender", "language": "language"},
    ),
    ("Addr", "address", {"number": "number", "street": "street", "zipcode": "zip", "city": "city", "country": "iso3"}),
    ("Birt", "birth", {"date": "date", "place": "place", "country": "iso3"}),
    ("Iden", "paper", {"country": "iso3"}),
    ("Citi", "citizenship", {"country": "iso3"}),
)  # fmt: skip
_KEY, _TYPE = "Entity_logical_id", "Subject_type"
Row = dict[str, str]


def recognises(head: Head) -> bool:
    """Whether a file is the list as CSV: by its header."""
    return head.text.lstrip('"').startswith(_HEADER)


def facts(head: Head) -> Facts:
    """The day every row carries."""
    found = _DAY.search(head.data.decode("cp1252", "replace"))
    return Facts(published=f"{found[3]}-{found[2]}-{found[1]}" if found else None)


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry for the rows of a subject, which stand together."""
    table = _unfolded(stream)
    header = next(table, [])
    whole: list[Row] = []
    for at, fields in enumerate(table, start=2):
        row = dict(zip(_unique(header), fields, strict=False))
        if len(fields) == len(header) and row[_KEY].isdigit():
            whole.append(row)
        else:
            reason = f"the row has {len(fields)} fields and not {len(header)}, or no logical id"
            yield Reject(record=f"line {at}", reason=reason, printed=";".join(fields)[:80])
    for key, group in groupby(sorted(whole, key=_sorting), lambda row: row[_KEY]):
        yield from entry(_subject(key, list(group)))


def _unfolded(stream: BinaryIO) -> Iterator[list[str]]:
    for outer in rows(stream, "cp1252"):
        inner = next(csv.reader([",".join(outer).rstrip("\t")], delimiter=";"), [])
        yield [field.replace("\\n", "\n").replace("\t", ",") for field in inner]


def _unique(header: list[str]) -> list[str]:
    """The column names, a repeated one (the logical id before every part) only the first time."""
    return [name if name not in header[:at] else f"{name}#{at}" for at, name in enumerate(header)]


def _sorting(row: Row) -> int:
    return int(row[_KEY])


def _subject(key: str, group: list[Row]) -> Subject:
    first = group[0]
    subject = Subject(
        key=key, person=first[_TYPE] == "P", eu_reference=first.get("EU_ref_num") or None
    )
    for row in group:
        act = _act(row, "Leba", row.get("Programme", ""))
        if act is not None and act not in subject.regulations:
            subject.regulations.append(act)
        remark = row.get("Entity_remark", "")
        if remark and remark not in subject.remarks:
            subject.remarks.append(remark)
        _add_parts(subject, row)
    return subject


def _act(row: Row, prefix: str, programme: str) -> Regulation | None:
    title = row.get(f"{prefix}_numtitle")
    day = row.get(f"{prefix}_publication_date") or None
    return Regulation(title=title, day=day, programme=programme or None) if title else None


def _add_parts(subject: Subject, row: Row) -> None:
    for prefix, kind, columns in _PARTS:
        key = row.get(f"{prefix}_logical_id")
        if not key:
            continue
        fields = filled(
            **{field: row.get(f"{prefix}_{column}") for column, field in columns.items()}
        )
        if kind == "paper":
            fields |= paper(row.get("Iden_number", ""))
        if kind == "address":
            fields |= contacts(row.get("Addr_other", ""))
        if fields.get("date") == "N/A":
            del fields["date"]
        act = _act(row, f"{prefix}_leba", row.get(f"{prefix}_programme", ""))
        subject.parts.append(
            Part(kind=kind, key=key, regulation=act, fields=_kept(subject, prefix, key, fields))
        )


def _kept(subject: Subject, prefix: str, key: str, fields: dict[str, str]) -> dict[str, str]:
    """The fields that lost no characters; the others are remembered."""
    for field, value in fields.items():
        if "?" in value:
            subject.lost.append((f"{prefix}_logical_id={key}/{field}", value))
    return {field: value for field, value in fields.items() if "?" not in value}


FORMATS = (Format("eu-fsd-csv-2018", ("list",), recognises, facts, parse),)

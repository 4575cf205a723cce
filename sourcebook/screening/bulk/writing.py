"""What a run writes: one line for each hit, in a form that a spreadsheet cannot take for a formula.

Text cells of CSV that begin with a sign by which a spreadsheet knows a formula get an apostrophe before it (OWASP, "CSV
Injection"); numbers and dates are written as they are. Controls and marks that turn the direction of writing are
replaced in CSV, where nothing else would show them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from sourcebook.screening.hit import Hit, Listed, Reason

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_STEERING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
FORMS = ("csv", "jsonl", "parquet")


class HitLine(msgspec.Struct, frozen=True, kw_only=True):
    """One hit of one row, or with `--all` a row without any.

    Attributes:
        row: The number of the row below the headings, from 1.
        id, name: As the file has them.
        score: Probability that the name is the entity's; None: no hit.
        match: Whether it reaches the threshold and is not cleared.
        entity, caption, schema: Whom it may be.
        list, entry: Whose name met.
        listed_name, kind, grade: The name that met, what it is to the list, and how the list grades it.
        listed_on: When the entry was listed, as printed.
        known_from: The first version of the list with that name.
        entries: All entries of the entity.
        cleared: Who judged that it is not the one, and why.
        reasons: Everything for and against.
        changed: Of a rescreen: new, gone, before or after.
    """

    changed: str | None = None
    row: int
    id: str
    name: str
    score: float | None = None
    match: bool | None = None
    entity: str | None = None
    caption: str | None = None
    schema: str | None = None
    list: str | None = None
    entry: str | None = None
    listed_name: str | None = None
    kind: str | None = None
    grade: str | None = None
    listed_on: str | None = None
    known_from: date | None = None
    entries: tuple[Listed, ...] = ()
    cleared: str | None = None
    reasons: tuple[Reason, ...] = ()


class ErrorLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was not screened, or not with all that it says.

    Attributes:
        row: Its number.
        id: As the file has it, where it could be read.
        kind: `error` (not screened), `empty` (no name), `note` (screened, but not with all it says).
        reason: In words.
    """

    row: int
    id: str
    kind: str
    reason: str


COLUMNS = tuple(field for field in HitLine.__struct_fields__ if field != "changed")
CHANGE_COLUMNS = HitLine.__struct_fields__
ERROR_COLUMNS = ErrorLine.__struct_fields__


def line_of(row: int, ref: str, name: str, hit: Hit) -> HitLine:
    """The line of a hit."""
    met = hit.name
    entry = next((one for one in hit.entries if one.entry == met.entry), None)
    return HitLine(
        row=row, id=ref, name=name, score=hit.score, match=hit.match, entity=hit.id, caption=hit.caption,
        schema=hit.schema, list=met.source, entry=met.entry, listed_name=met.text, kind=met.prop, grade=met.grade,
        listed_on=entry.listed_on if entry else None, known_from=met.known_from, entries=hit.entries,
        cleared=f"{hit.cleared.who}: {hit.cleared.why}" if hit.cleared else None, reasons=hit.reasons,
    )  # fmt: skip


def in_one_line(reasons: Sequence[Reason]) -> str:
    """Reasons for one cell: what was compared, how it speaks, in words."""
    return "; ".join(
        f"{reason.feature.replace('_', ' ')} {reason.score:.2f}: {reason.detail}"
        for reason in reasons
    )


def flat(line: HitLine) -> dict[str, Any]:
    """A line with a text where it holds structures: for tables."""
    entries = " ".join(entry.entry for entry in line.entries)
    plain = {name: getattr(line, name) for name in CHANGE_COLUMNS}
    return plain | {"entries": entries or None, "reasons": in_one_line(line.reasons) or None}


def cell(value: object) -> str:
    """A value as a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4f}"
    if isinstance(value, (int, date)):
        return str(value)
    text = _STEERING.sub("\ufffd", str(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Rows of CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [[cell(value) for value in row] for row in rows]
    )
    return out.getvalue()


def heading(form: str, columns: Sequence[str]) -> bytes:
    """What stands above all lines; a mark so that spreadsheets read UTF-8."""
    return b"\xef\xbb\xbf" + csv_text([columns]).encode() if form == "csv" else b""


def rendered(form: str, columns: Sequence[str], lines: Sequence[HitLine]) -> bytes:
    """Lines in a form: CSV, JSON lines, or a piece of an Arrow stream that will be Parquet."""
    if form == "jsonl":
        # JSON writes what no text can hold as an escape; the encoder would refuse the line.
        return b"".join(msgspec.json.encode(_clean(line)) + b"\n" for line in lines)
    if form == "csv":
        held = [flat(line) for line in lines]
        return csv_text([[line[name] for name in columns] for line in held]).encode()
    return _arrow(columns, lines)


def _clean(line: HitLine) -> dict[str, object]:
    plain = msgspec.structs.asdict(line)
    if plain["changed"] is None:
        del plain["changed"]
    return plain


def _arrow(columns: Sequence[str], lines: Sequence[HitLine]) -> bytes:
    from sourcebook.screening.bulk import parquet  # noqa: PLC0415 - loaded where it is met

    return parquet.framed(columns, [flat(line) for line in lines])


def errors_text(lines: Sequence[ErrorLine]) -> bytes:
    """Lines of the errors file."""
    return csv_text([[getattr(line, name) for name in ERROR_COLUMNS] for line in lines]).encode()

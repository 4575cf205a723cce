"""The gate: rows whose source lets them out pass, the others are counted and named.

Rows are let through inside the database, so that whatever is asked of them afterwards never saw the others; values that
are rows already, one by one. The outcome always says what was kept back, and by whose licence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from sourcebook.record.store import Record
from sourcebook.rights.cells import FEWEST
from sourcebook.rights.terms import Credit, credits, terms

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")

_WHY = "{licence}: rows of {title} may not be passed on; they count in totals of at least {fewest}."
_UNKNOWN = "the terms of {source} are not known, so its rows stay in."


class Withheld(msgspec.Struct, frozen=True):
    """What the gate kept back of one source.

    Attributes:
        source: Its id.
        rows: How many rows of it are in what was asked.
        licence: Whose terms keep them in.
        why: In words.
    """

    source: str
    rows: int
    licence: str
    why: str


@dataclass(frozen=True)
class Release:
    """Rows that may leave, and what has to go with them.

    Attributes:
        rows: The columns.
        credits: Of every source in them.
        withheld: What is not in them.
    """

    rows: pa.Table
    credits: tuple[Credit, ...]
    withheld: tuple[Withheld, ...]


def release(
    record: Record, laid: str, sql: str, known: date, values: dict[str, object] | None = None
) -> Release:
    """Ask the rows of a laid table that may leave.

    Args:
        record: The open record.
        laid: A temporary table with the columns `source` and `restricted`.
        sql: A question in which `{rows}` stands for those of its rows that may leave.
        known: The day by which versions are credited.
        values: Of the question.
    """
    passing = f"(select * from {laid} where not restricted)"
    rows = _by_source(record, laid)
    kept = {row["source"]: row["kept"] for row in rows if row["kept"]}
    passed = [row["source"] for row in rows if row["n"] > row["kept"]]
    return Release(
        record.arrow(sql.format(rows=passing), values or {}),
        credits(record, passed, known),
        withheld(record, kept),
    )


def counted(
    record: Record, laid: str, known: date
) -> tuple[tuple[Credit, ...], tuple[Withheld, ...]]:
    """What has to go with figures taken over a laid table: the credits of all of it, and whose rows are only counted.

    Args:
        record: The open record.
        laid: A temporary table with the columns `source` and `restricted`.
        known: The day by which versions are credited.
    """
    rows = _by_source(record, laid)
    kept = {row["source"]: row["kept"] for row in rows if row["kept"]}
    return credits(record, [row["source"] for row in rows], known), withheld(record, kept)


def _by_source(record: Record, laid: str) -> list[dict[str, Any]]:
    return record.rows(
        f"""select source, count(*) filter (restricted) as kept, count(*) as n from {laid}
        group by source order by source"""
    )


def items(
    record: Record, values: Iterable[T], source_of: Callable[[T], str]
) -> tuple[list[T], tuple[Withheld, ...]]:
    """Let values through one by one: those whose source lets rows out.

    Args:
        record: The open record.
        values: For example the events of a dossier.
        source_of: The id of the source of one.
    """
    held = terms(record)
    passed: list[T] = []
    kept: dict[str, int] = {}
    for value in values:
        source = source_of(value)
        if source in held and held[source].rows_may_leave:
            passed.append(value)
        else:
            kept[source] = kept.get(source, 0) + 1
    return passed, withheld(record, kept)


def totals(
    record: Record, values: Iterable[T], rows_of: Callable[[T], tuple[str, int]]
) -> tuple[list[T], tuple[Withheld, ...]]:
    """Let lines through that sum up rows each: a line over fewer than three rows that stay in is those rows.

    Args:
        record: The open record.
        values: For example the names of actors, each with all reports that bear it.
        rows_of: The id of the source of one, and how many rows in it that source keeps in.
    """
    passed: list[T] = []
    kept: dict[str, int] = {}
    for value in values:
        source, rows = rows_of(value)
        if 0 < rows < FEWEST:
            kept[source] = kept.get(source, 0) + rows
        else:
            passed.append(value)
    return passed, withheld(record, kept)


def withheld(record: Record, kept: Mapping[str, int]) -> tuple[Withheld, ...]:
    """What was kept back, in words.

    Args:
        record: The open record.
        kept: Rows by source.
    """
    held = terms(record)
    found = []
    for source in sorted(kept):
        if source not in held:
            found.append(Withheld(source, kept[source], "unknown", _UNKNOWN.format(source=source)))
            continue
        licence, title = held[source].licence, held[source].title
        why = _WHY.format(licence=licence, title=title, fewest=FEWEST)
        found.append(Withheld(source, kept[source], licence, why))
    return tuple(found)

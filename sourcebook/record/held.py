"""A row of the record as it was known on a day, with where it was read.

A source says a thing in one run of versions or in several, and what it says may be dropped again. Held is each saying
once: from the run that holds on the day, else the last; rows that a complete later version dropped by then are
kept, marked as withdrawn. The file named is the newest one by the day that carried the row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from sourcebook.record.reported import AS_EVENT
from sourcebook.record.rows import Event, Relation, Row, Statement
from sourcebook.record.store import Record

R = TypeVar("R", bound=Row)


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """Where a row was read.

    Attributes:
        row_id: The id it can be cited by.
        source, part, record: Which list, which part, whose record.
        file: SHA-256 of the newest file that carried it by the day asked about.
        version: That file's version date.
        known_since: The first loaded version, or the publication, that said so.
        known_until: The day a complete version no longer said so, where that was by the day asked about.
        locator, quote: Where in the record, and in what words.
        citation: Key of the publication, for rows of the register.
    """

    row_id: str
    source: str
    part: str
    record: str
    file: str
    version: date
    known_since: date
    known_until: date | None
    locator: str
    quote: str | None
    citation: str | None


class Held(msgspec.Struct, Generic[R], frozen=True):
    """A row of the record with where it is from.

    Attributes:
        subject: The entry it speaks of.
        row: What it says.
        provenance: Who says so.
        withdrawn: Whether its source had dropped it by the day asked about.
    """

    subject: str
    row: R
    provenance: Provenance
    withdrawn: bool


class Reader:
    """Reads rows of the three tables as they were known on a day.

    Args:
        record: The open record.
        known: The day.
    """

    def __init__(self, record: Record, known: date) -> None:
        self._record = record
        self._known = known
        self._versions = _versions(record)

    def held(
        self, kind: type[R], table: str, where: str, ids: list[str], more: Mapping[str, object] = {}
    ) -> list[Held[R]]:
        """The rows of a table that fulfil a condition on `$ids`."""
        rows = self._record.rows(
            f"select * from {table} where {where} and known_from <= $known order by all",
            {"ids": ids, "known": self._known, **more},
        )
        return [self._hold(kind, row) for row in self._one_per_saying(rows)]

    def _one_per_saying(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Of several runs of one saying, the one that holds on the day, else the last; known since the first."""
        by_id: dict[str, list[dict[str, Any]]] = {}
        for row in rows:
            by_id.setdefault(row["row_id"], []).append(row)
        return [self._joined(runs) for runs in by_id.values()]

    def _joined(self, runs: list[dict[str, Any]]) -> dict[str, Any]:
        last = max(runs, key=lambda row: (not self._withdrawn(row), row["known_from"]))
        return last | {"known_since": min(row["known_from"] for row in runs)}

    def _withdrawn(self, row: dict[str, Any]) -> bool:
        return row["known_until"] is not None and row["known_until"] <= self._known

    def _hold(self, kind: type[R], row: dict[str, Any]) -> Held[R]:
        withdrawn = self._withdrawn(row)
        file, version = self._file(row)
        provenance = Provenance(
            row_id=row["row_id"], source=row["source"], part=row["part"], record=row["record"],
            file=file, version=version, known_since=row["known_since"],
            known_until=row["known_until"] if withdrawn else None,
            locator=row["locator"] or "", quote=row["quote"], citation=row["citation"],
        )  # fmt: skip
        return Held(row["subject"], _as_row(kind, row), provenance, withdrawn)

    def _file(self, row: dict[str, Any]) -> tuple[str, date]:
        """The newest file by the day that carried the row: its last, or an earlier complete one of its run."""
        if row["last_seen"] <= self._known or row["source"] == "register":
            return row["file"], row["last_seen"]
        versions = self._versions.get((row["source"], row["part"]), [])
        within = [v for v in versions if row["known_from"] <= v[0] <= self._known and v[1]]
        if within:
            return within[-1][2], within[-1][0]
        return row["first_file"], row["known_from"]


def held_by_id(record: Record, row_ids: Sequence[str], known: date) -> dict[str, Held[Any]]:
    """Rows of any of the three tables, and reports, by their ids, as they were known on a day.

    Args:
        record: The open record.
        row_ids: Which rows.
        known: Only what the sources had said by then.
    """
    reader, ids = Reader(record, known), list(row_ids)
    found: dict[str, Held[Any]] = {}
    for kind, table in ((Statement, "statements"), (Relation, "relations"), (Event, "events")):
        held: list[Held[Any]] = reader.held(kind, table, "row_id in (select unnest($ids))", ids)
        found |= {one.provenance.row_id: one for one in held}
    left = [one for one in ids if one not in found]
    if left and record.has("report"):
        held = reader.held(Event, AS_EVENT, "true", left)
        found |= {one.provenance.row_id: one for one in held}
    return found


def _versions(record: Record) -> dict[tuple[str, str], list[tuple[date, bool, str]]]:
    found: dict[tuple[str, str], list[tuple[date, bool, str]]] = {}
    for row in record.rows(
        "select source, part, day, complete, file from version order by day, file"
    ):
        found.setdefault((row["source"], row["part"]), []).append(
            (row["day"], row["complete"], row["file"])
        )
    return found


def _as_row(kind: type[R], row: dict[str, Any]) -> R:
    values = {name: row[name] for name in kind.__struct_fields__ if name in row}
    for name in ("amended_on", "targets"):
        if name in values:
            values[name] = tuple(values[name] or ())
    if kind is Event:
        values["actors"] = tuple(
            (a["entry"], a["name"], a["basis"]) for a in values["actors"] or ()
        )
        values["deaths_by"] = tuple((d["side"], d["deaths"]) for d in values["deaths_by"] or ())
    for name in ("known_from", "known_until"):
        values[name] = None if values[name] is None else values[name].isoformat()
    return kind(**values)

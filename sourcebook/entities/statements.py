"""The rows of the record as they are, page by page: who said what, in which file, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from sourcebook.entities.entity import PRIVATE, View, moment
from sourcebook.entities.sorting import sorted_by
from sourcebook.record.schema import property_type
from sourcebook.record.store import Record

SORTS = {
    "canonical_id": "i.canonical", "entity_id": "s.subject", "prop": "s.prop", "value": "s.value",
    "dataset": "s.source", "schema": "s.schema", "first_seen": "s.known_from", "last_seen": "s.last_seen",
    "id": "s.row_id",
}  # fmt: skip


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows; None: any.

    Attributes:
        dataset, entity_id, canonical_id, prop, value, schema: What they must have.
        sort: Fields, the weightiest first, each with `:desc` where it is to be turned.
        limit, offset: The page.
    """

    dataset: str | None = None
    entity_id: str | None = None
    canonical_id: str | None = None
    prop: str | None = None
    value: str | None = None
    schema: str | None = None
    sort: tuple[str, ...] = ("canonical_id", "prop")
    limit: int = 50
    offset: int = 0


_COLUMNS = {
    "dataset": "s.source", "entity_id": "s.subject", "canonical_id": "i.canonical", "prop": "s.prop",
    "value": "s.value", "schema": "s.schema",
}  # fmt: skip


def read_statements(record: Record, asked: Asked, view: View) -> tuple[list[dict[str, Any]], int]:
    """A page of rows, and how many there are in all.

    Args:
        record: The open record.
        asked: Which rows.
        view: How the record is looked at.

    Raises:
        UsageError: They cannot be sorted so.
    """
    conditions = ["s.known_from <= $known", "s.source not in (select unnest($withheld::varchar[]))"]
    values: dict[str, object] = {"known": view.known, "withheld": sorted(view.withheld)}
    for name, column in _COLUMNS.items():
        wanted = getattr(asked, name)
        if wanted is not None:
            conditions.append(f"{column} = ${name}")
            values[name] = wanted
    if not view.private:
        conditions.append("not (s.schema = 'Person' and s.prop in (select unnest($private)))")
        values["private"] = sorted(PRIVATE)
    rows = (
        f"from statements s join identity i on i.entry = s.subject where {' and '.join(conditions)}"
    )
    total = record.rows(f"select count(*) as n {rows}", values)[0]["n"]
    page = record.rows(
        f"select s.*, i.canonical {rows} order by {_order(asked.sort)} limit $limit offset $offset",
        {**values, "limit": asked.limit, "offset": asked.offset},
    )
    return [_told(row) for row in page], int(total)


def _order(sorts: Sequence[str]) -> str:
    terms = sorted_by(sorts, SORTS, "statements")
    return ", ".join([*terms, "s.subject", "s.prop", "s.value", "s.row_id", "s.known_from"])


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row under the names of the wire, with its provenance."""
    until = row["known_until"]
    return {
        "id": row["row_id"], "entity_id": row["subject"], "canonical_id": row["canonical"], "prop": row["prop"],
        "prop_type": property_type(row["schema"], row["prop"]) or "string", "schema": row["schema"],
        "value": row["value"], "original_value": row["original"], "dataset": row["source"], "lang": row["lang"],
        "origin": None, "first_seen": moment(row["known_from"]), "last_seen": moment(row["last_seen"]),
        "known_until": None if until is None else until.isoformat(), "valid_from": row["valid_from"],
        "valid_until": row["valid_until"], "grade": row["grade"], "record": row["record"], "part": row["part"],
        "file": row["file"], "locator": row["locator"], "quote": row["quote"], "citation": row["citation"],
        "detail": row["detail"],
    }  # fmt: skip

"""The columns of the three tables and of those beside them.

Each of the three tables carries the row types of `rows` and one shape of provenance. A file is *staged* without
the times of its version (they are not a property of the file's rows but of the list's history); the build adds
file, known times and last sighting when it merges the versions.
"""

from __future__ import annotations

import pyarrow as pa
from msgspec import structs

from sourcebook.record.reports import COUNTRY_YEARS, REPORTS
from sourcebook.record.rows import Citation, Event, Reject, Relation, Row, Statement, row_id

_TEXT = pa.string()
_ACTOR = pa.struct([("entry", _TEXT), ("name", _TEXT), ("basis", _TEXT)])
_DEATHS = pa.struct([("side", _TEXT), ("deaths", pa.int32())])
_TYPES: dict[str, pa.DataType] = {
    "amended_on": pa.list_(_TEXT),
    "actors": pa.list_(_ACTOR),
    "targets": pa.list_(_TEXT),
    "deaths_by": pa.list_(_DEATHS),
    "latitude": pa.float64(),
    "longitude": pa.float64(),
} | {
    name: pa.int32()
    for name in (
        "deaths_low",
        "deaths_best",
        "deaths_high",
        "wounded",
        "hostages",
        "hostages_killed",
    )
}
_LEAD = ("row_id", "part", "record", "schema")
TABLES: dict[str, type[Row]] = {"statements": Statement, "relations": Relation, "events": Event}


def columns(table: str) -> tuple[str, ...]:
    """The names of a staged table's columns, in order."""
    names = TABLES[table].__struct_fields__
    own = names if "subject" in names else (*names, "subject")
    return (*_LEAD, *own)


def staged_schema(table: str) -> pa.Schema:
    """The Arrow schema of a staged table."""
    return pa.schema([(name, _TYPES.get(name, _TEXT)) for name in columns(table)])


CITATIONS = pa.schema([(name, _TEXT) for name in Citation.__struct_fields__])
REJECTS = pa.schema([("part", _TEXT), *((name, _TEXT) for name in Reject.__struct_fields__)])
ENTRIES = pa.schema([("part", _TEXT), ("entry", _TEXT), ("schema", _TEXT), ("main", pa.bool_())])
# Tables that come by columns, never as rows of the types above.
COLUMNAR: dict[str, pa.Schema] = {"reports": REPORTS, "country_years": COUNTRY_YEARS}
NAMES = pa.schema([("key", _TEXT), ("entry", _TEXT), ("name", _TEXT), ("prop", _TEXT)])


def staged(source: str, part: str, record: str, schema: str, row: Row) -> tuple[object, ...]:
    """A row as the tuple of its staged columns."""
    lead = (row_id(source, record, row), part, record, schema)
    if isinstance(row, Event):
        return (*lead, *structs.astuple(_spelt(row)), record)
    values = structs.astuple(row)
    if row.subject is None:
        place = _SUBJECT[type(row)]
        values = (*values[:place], record, *values[place + 1 :])
    return (*lead, *values)


_SUBJECT = {kind: kind.__struct_fields__.index("subject") for kind in (Statement, Relation)}


def _spelt(row: Event) -> Event:
    """The event with its pairs as the structs Arrow wants."""
    actors = tuple(dict(zip(("entry", "name", "basis"), a, strict=True)) for a in row.actors)
    deaths = tuple({"side": side, "deaths": count} for side, count in row.deaths_by)
    return structs.replace(row, actors=actors, deaths_by=deaths)

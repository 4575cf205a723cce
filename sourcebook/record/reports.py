"""Reports of events: one dataset's row about one event, held by columns and never as objects.

A dataset of events has millions of rows of one shape, so its parser yields Arrow batches. A staged report is what the
file's row says, in our words and types; the build adds the known times. Invariant: a report's id is a hash of source,
event and everything the row states, name by name, so that a column nobody filled adds nothing and a column added to
this table later changes no id.

Grid cells are those of PRIO-GRID (Tollefsen, Strand & Buhaug 2012): half a degree, numbered from 90 S 180 W eastwards.
"""

from __future__ import annotations

import pyarrow as pa

_TEXT = pa.string()
_COUNT = pa.int32()
ACTOR = pa.struct([("side", _TEXT), ("name", _TEXT), ("dataset_id", _TEXT)])
CODE = pa.struct([("field", _TEXT), ("code", _TEXT), ("within", _TEXT)])

# What a row states, in the order in which it is hashed; `country` follows from what is printed.
STATED: dict[str, pa.DataType] = {
    "starts": pa.date32(),
    "ends": pa.date32(),
    "date_precision": _TEXT,
    "place_precision": _TEXT,
    "latitude": pa.float64(),
    "longitude": pa.float64(),
    "country_printed": _TEXT,
    "admin1": _TEXT,
    "admin2": _TEXT,
    "place": _TEXT,
    "violence": _TEXT,
    "event_type": _TEXT,
    "sub_type": _TEXT,
    "tactic": _TEXT,
    "targets": pa.list_(_TEXT),
    "aggregate": pa.bool_(),
    "deaths_low": _COUNT,
    "deaths_best": _COUNT,
    "deaths_high": _COUNT,
    "deaths_a": _COUNT,
    "deaths_b": _COUNT,
    "deaths_civilians": _COUNT,
    "deaths_unknown": _COUNT,
    "hostages": _COUNT,
    "wounded": _COUNT,
    "conflict": _TEXT,
    "dyad": _TEXT,
    "sources_count": _COUNT,
    "source_text": _TEXT,
    "actors": pa.list_(ACTOR),
    "codes": pa.list_(CODE),
}
REPORTS = pa.schema(
    [("row_id", _TEXT), ("part", _TEXT), ("event", _TEXT), ("country", _TEXT), *STATED.items()]
)
# What a dataset counts for a country, a year and a kind of violence, from its events or beside them.
COUNTRY_YEARS = pa.schema(
    [
        ("part", _TEXT),
        ("country_id", _TEXT),
        ("country_printed", _TEXT),
        ("country", _TEXT),
        ("year", _COUNT),
        ("violence", _TEXT),
        ("dyads", _TEXT),
        ("deaths_low", _COUNT),
        ("deaths_best", _COUNT),
        ("deaths_high", _COUNT),
        ("deaths_parties", _COUNT),
        ("deaths_civilians", _COUNT),
        ("deaths_unknown", _COUNT),
        ("dataset_version", _TEXT),
    ]
)
DEATHS = tuple(name for name in STATED if name.startswith("deaths_"))

DATE_PRECISION = ("day", "days", "week", "month", "year", "longer", "unknown")
PLACE_PRECISION = (
    "exact", "near", "admin2", "admin1", "fuzzy", "country", "international", "unknown",
)  # fmt: skip
VIOLENCE = ("state_based", "non_state", "one_sided", "unrest")

# Words that say that nothing was stated; a report without them says the same.
_UNSTATED = {"date_precision": "'unknown'", "place_precision": "'unknown'", "aggregate": "false"}


def row_id(source: str, part: str) -> str:
    """An expression for the id of a staged row: 20 hexadecimal digits, the same for ever.

    Args:
        source: The source's id, an identifier.
        part: The part of it.
    """
    said = [f"'{name}=' || {_text(name, kind)}" for name, kind in STATED.items()]
    return f"left(md5(concat_ws(chr(31), '{source}', '{part}', event, {', '.join(said)})), 20)"


def _text(name: str, kind: pa.DataType) -> str:
    """A column as text that no version of the engine writes otherwise; null where nothing is stated."""
    if name in _UNSTATED:
        return f"nullif({name}, {_UNSTATED[name]})::varchar"
    if pa.types.is_floating(kind):
        return f"printf('%.6f', {name})"
    if name == "actors":
        return (
            "nullif(array_to_string(list_transform(actors, lambda a: a.side || chr(30) || a.name || "
            "chr(30) || coalesce(a.dataset_id, '')), chr(29)), '')"
        )
    if name == "codes":
        each = "list_transform(codes, lambda c: c.field || chr(30) || c.code)"
        return f"nullif(array_to_string({each}, chr(29)), '')"
    if pa.types.is_list(kind):
        return f"nullif(array_to_string({name}, chr(29)), '')"
    return f"{name}::varchar"


def grid(latitude: str = "latitude", longitude: str = "longitude") -> str:
    """An expression for the PRIO-GRID cell of a point."""
    return (
        f"(least(floor(({latitude} + 90) * 2), 359) * 720 "
        f"+ least(floor(({longitude} + 180) * 2), 719) + 1)::integer"
    )

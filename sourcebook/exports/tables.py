"""Tables as files: CSV, Parquet and GeoJSON, with the terms of their sources inside or beside them.

Parquet carries the question, the credits and what was withheld in the schema's metadata, GeoJSON (RFC 7946) as members
of the collection. CSV has no place for them: they stand in the file beside it that the W3C names for that
(Metadata Vocabulary for Tabular Data, https://www.w3.org/TR/tabular-metadata/).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from sourcebook.rights.gate import Withheld
from sourcebook.rights.terms import Credit

# What a spreadsheet would run as a formula when it opens the file.
_FORMULA = r"^([=+\-@\t\r])"
# A listing as one GeoJSON feature a row; `{0}` stands for it.
FEATURES = """select to_json(struct_pack(
    type := 'Feature',
    geometry := case when latitude is null or longitude is null then null
        else struct_pack(type := 'Point', coordinates := [longitude, latitude]) end,
    properties := t
))::varchar as feature from ({0}) t"""


class About(msgspec.Struct, frozen=True):
    """What goes with a table.

    Attributes:
        question: As understood.
        credits: What has to stand beside it.
        withheld: What is not in it, and why.
    """

    question: dict[str, Any]
    credits: tuple[Credit, ...]
    withheld: tuple[Withheld, ...]


def to_csv(table: pa.Table) -> bytes:
    """A table as CSV (RFC 4180, UTF-8); text that a spreadsheet would run begins with an apostrophe."""
    columns = [_harmless(column) for column in table.columns]
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(pa.table(columns, names=table.column_names), sink)
    return bytes(sink.getvalue().to_pybytes())


def _harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return pc.replace_substring_regex(column, _FORMULA, r"'\1")
    return column


def to_parquet(table: pa.Table, about: About) -> bytes:
    """A table as Parquet."""
    inside = {key: msgspec.json.encode(value, enc_hook=str) for key, value in _members(about)}
    sink = pa.BufferOutputStream()
    pyarrow.parquet.write_table(table.replace_schema_metadata(inside), sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def to_geojson(features: list[str], about: About) -> bytes:
    """Features as a collection.

    Args:
        features: Each as JSON text.
        about: What goes with them.
    """
    collection = {
        "type": "FeatureCollection", **dict(_members(about)),
        "features": [msgspec.Raw(feature.encode()) for feature in features],
    }  # fmt: skip
    return msgspec.json.encode(collection, enc_hook=str) + b"\n"


def _members(about: About) -> list[tuple[str, Any]]:
    return [(name, getattr(about, name)) for name in about.__struct_fields__]


def beside(path: Path) -> Path:
    """Where the metadata of a CSV file stand."""
    return path.with_name(f"{path.name}-metadata.json")


def csv_metadata(path: Path, about: About) -> bytes:
    """What goes with a CSV file, as the W3C has it."""
    licences = sorted({credit.licence for credit in about.credits})
    described = {
        "@context": "http://www.w3.org/ns/csvw", "url": path.name,
        "dc:license": licences, "dc:source": [credit.attribution for credit in about.credits],
        "notes": [dict(_members(about))],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(described, enc_hook=str), indent=2) + b"\n"

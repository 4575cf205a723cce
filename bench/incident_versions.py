"""A truth that is real: two versions of GED against each other, whose event numbers persist."""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from bench.incident_truth import FILE, KINDS, Rows, Truth

OLDER = (
    "data/ucdp/ucdp_ged191_syria_16566.csv.xz",
    "data/ucdp/ucdp_ged231_sample1000_fullcols.csv.xz",
)


def versions(shared: Path) -> Iterator[tuple[str, Truth]]:
    """Real reports of the same incidents: what two versions of GED say."""
    newer = pc.read_csv(io.BytesIO(lzma.decompress((shared / FILE).read_bytes())))
    for name in OLDER:
        older = pc.read_csv(io.BytesIO(lzma.decompress((shared / name).read_bytes())))
        tables = [_as_printed(older, "one"), _as_printed(newer, "two")]
        ids = [set(table["id"].to_pylist()) for table in (older, newer)]
        pairs = {(f"one:{n}", f"two:{n}") for n in ids[0] & ids[1]}
        reports, actors = (pa.concat_tables([pair[n] for pair in tables]) for n in (0, 1))
        title = f"{Path(name).name[:24]} {older.num_rows:,}, {len(pairs):,} shared"
        yield title, Truth(reports, actors, pairs)


def _as_printed(table: pa.Table, source: str) -> tuple[pa.Table, pa.Table]:
    """A version of GED, with the official names of columns or those of the extract."""
    ids = [f"{source}:{n}" for n in table["id"].to_pylist()]
    many = len(ids)
    if "date_start" in table.column_names:
        days = [_day(table[name]) for name in ("date_start", "date_end")]
        kind = _taken(KINDS, table["type_of_violence"].to_numpy() - 1)
        figures = ("low", "best", "high")
    else:
        year, month, day = (table[name].to_numpy() for name in ("year", "month", "day"))
        months = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
        days = [pa.array(months.astype("datetime64[D]") + (day - 1))] * 2
        words = [
            word.split()[0].lower().replace("-", "_")
            for word in table["type_of_violence"].to_pylist()
        ]
        kind = pa.array(words)
        figures = ("low_death", "best_death", "high_death")
    columns = {
        "row_id": pa.array(ids), "source": pa.array([source] * many), "part": pa.array(["ged"] * many),
        "event": pa.array([one.split(":")[1] for one in ids]), "starts": days[0], "ends": days[1],
        "latitude": table["latitude"], "longitude": table["longitude"], "country": table["country"],
        "violence": kind, "place_precision": pa.array(["exact"] * many),
        **{
            f"deaths_{to}": table[name].cast(pa.int64())
            for to, name in zip(("low", "best", "high"), figures, strict=True)
        },
    }  # fmt: skip
    actors = pa.table(
        {"row_id": ids + ids, "side": ["a"] * many + ["b"] * many,
         "position": pa.array([0] * 2 * many, pa.int32()),
         "name": pa.chunked_array([*table["side_a"].chunks, *table["side_b"].chunks]),
         "dataset_id": pa.nulls(2 * many, pa.string()), "entry": pa.nulls(2 * many, pa.string())}
    )  # fmt: skip
    return pa.table(columns), actors


def _taken(words: Sequence[str], numbers: Rows) -> pa.Array:
    return pa.array(np.array(words, object)[numbers])


def _day(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column if pa.types.is_date32(column.type) else column.cast(pa.string()).cast(pa.date32())

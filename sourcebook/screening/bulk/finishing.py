"""The last step of a run: what was gathered becomes the output, in one rename.

CSV and JSON lines are gathered as they will be. Parquet cannot be added to, so its lines are gathered as framed Arrow
streams and written as one file when all are there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sourcebook.screening.bulk.journal import HITS, Progress
from sourcebook.screening.bulk.writing import arrow_schema

_GROUP = 65_536


def placed(progress: Progress, output: Path, form: str, columns: Sequence[str]) -> None:
    """Put a whole run in its place.

    Args:
        progress: Of the run.
        output: Where it goes.
        form: In which it was gathered.
        columns: Of a line.
    """
    if form != "parquet":
        progress.finish(output)
        return
    made = progress.folder / "hits.parquet"
    if (progress.folder / HITS).exists():
        _write(progress.folder / HITS, made, columns)
    progress.finish(output, made)


def _write(gathered: Path, made: Path, columns: Sequence[str]) -> None:
    """The framed streams as one Parquet file."""
    schema = arrow_schema(columns)
    with made.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            held: list[pa.Table] = []
            for table in _tables(gathered):
                held.append(table)
                if sum(map(len, held)) >= _GROUP:
                    writer.write_table(_joined(held, schema))
                    held = []
            if held:
                writer.write_table(_joined(held, schema))
        file.flush()
        os.fsync(file.fileno())


def _joined(held: Sequence[pa.Table], schema: pa.Schema) -> pa.Table:
    return pa.concat_tables(held).cast(schema)


def _tables(gathered: Path) -> Iterator[pa.Table]:
    with gathered.open("rb") as file:
        while size := file.read(8):
            yield pa.ipc.open_stream(file.read(int.from_bytes(size, "little"))).read_all()

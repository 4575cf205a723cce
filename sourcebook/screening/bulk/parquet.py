"""Parquet, read and written.

What reads it takes a tenth of a second to load, longer than many a file takes to be screened: this module is loaded
only where a file of this form is met. Parquet cannot be added to, so the lines of a run are gathered as framed Arrow
streams and written as one file when all are there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as kinds

from sourcebook.errors import SourceError, UsageError
from sourcebook.screening.bulk.framing import Read
from sourcebook.screening.bulk.rows import CHUNK_ROWS, Fault

_GROUP = 65_536


def column_names(path: Path) -> list[str]:
    """The columns of a file with text in it.

    Args:
        path: The file.

    Raises:
        UsageError: No column is of text, or two have one name.
        SourceError: It is damaged.
    """
    schema = _open(path).schema_arrow
    texty = [
        field.name
        for field in schema
        if kinds.is_string(_inner(field.type)) or kinds.is_large_string(_inner(field.type))
    ]
    if not texty:
        held = ", ".join(f"{field.name} ({field.type})" for field in schema) or "none"
        raise UsageError(
            f"{path} has no column of text; its columns are {held}.", "Screen a file with names."
        )
    if len(set(schema.names)) != len(schema.names):
        raise UsageError(f"{path} has two columns of one name.", "Rename one of them.")
    return list(schema.names)


def _inner(kind: pa.DataType) -> pa.DataType:
    """The type of a column, of its items if they are lists, of its values if they are coded."""
    if kinds.is_dictionary(kind) or kinds.is_list(kind) or kinds.is_large_list(kind):
        return _inner(kind.value_type)
    return kind


def _open(path: Path) -> Any:
    try:
        return pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            f"{path} is no Parquet file that can be read: {error}.", "Get the file again."
        ) from error


def read_rows(path: Path, size: int, names: Sequence[str], wanted: Sequence[str]) -> Iterator[Read]:
    """The rows of a file, each with the bytes read so far, about.

    Args:
        path: The file.
        size: Of it, in bytes.
        names: Of all its columns.
        wanted: The columns to read; the others come empty.

    Raises:
        SourceError: It is damaged.
    """
    file = _open(path)
    rows = max(1, file.metadata.num_rows)
    done = 0
    try:
        for batch in file.iter_batches(batch_size=CHUNK_ROWS, columns=list(wanted)):
            columns = {name: _listed(batch.column(name)) for name in wanted}
            empty = [None] * batch.num_rows
            listed = [columns.get(name, empty) for name in names]
            for cells in zip(*listed, strict=True):
                done += 1
                fault = next((cell for cell in cells if isinstance(cell, Fault)), None)
                yield fault or cells, size * done // rows
    except OSError as error:
        raise SourceError(
            f"{path} is damaged after row {done:,}: {error}.", "Get the file again."
        ) from error


def _listed(column: pa.Array) -> list[object]:
    """The values of a column; one that is no text, as a fault."""
    try:
        found: list[object] = column.to_pylist()
    except (UnicodeDecodeError, ValueError, OverflowError):
        return [_single(value) for value in column]
    return found


def _single(value: pa.Scalar) -> object:
    try:
        return value.as_py()
    except (UnicodeDecodeError, ValueError, OverflowError) as error:
        return Fault(f"a value that cannot be read: {error}")


def framed(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """Lines as one framed Arrow stream: its length, then the stream.

    Args:
        columns: Of a line.
        rows: The values of each line, by column.
    """
    if not rows:
        return b""
    table = pa.Table.from_pylist(
        [{name: row[name] for name in columns} for row in rows], schema=_schema(columns)
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    raw: bytes = sink.getvalue().to_pybytes()
    return len(raw).to_bytes(8, "little") + raw


def _schema(columns: Sequence[str]) -> pa.Schema:
    """The types of the columns."""
    typed = {
        "row": pa.int64(),
        "score": pa.float64(),
        "match": pa.bool_(),
        "known_from": pa.date32(),
    }
    return pa.schema([(name, typed.get(name, pa.string())) for name in columns])


def write_framed(gathered: Path, made: Path, columns: Sequence[str]) -> None:
    """The framed streams of a run as one Parquet file.

    Args:
        gathered: Where they lie.
        made: The file to write.
        columns: Of a line.
    """
    schema = _schema(columns)
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

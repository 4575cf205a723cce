"""Reading a table through a mapping: batches of staged reports, and what is wrong with the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from sourcebook.errors import SourceError
from sourcebook.record.reports import REPORTS
from sourcebook.record.rows import Reject
from sourcebook.record.territories import alpha2
from sourcebook.sources.contract import Facts, Format, Head, Tabulated
from sourcebook.sources.tabular import reading
from sourcebook.sources.tabular.mapping import Mapping
from sourcebook.sources.tabular.query import Table, coded, query

DateOf = Callable[[Head], str | None]


def format_of(name: str, mapping: Mapping, named: DateOf = lambda _: None) -> Format:
    """A format that reads what a mapping explains.

    Args:
        name: For example `ucdp-ged`.
        mapping: The mapping.
        named: The version date that the file's name gives, where the publisher names its files by versions.
    """

    def facts(head: Head) -> Facts:
        return Facts(mapping.published, extract=mapping.scope == "extract", supposed=named(head))

    def recognises(head: Head) -> bool:
        return fits(mapping, head)

    return Format(
        name, (mapping.part,), recognises, facts,
        tabulate=lambda stream: tabulate(mapping, stream), extent=mapping.complete_for,
    )  # fmt: skip


def fits(mapping: Mapping, head: Head) -> bool:
    """Whether a file is a table of the mapping's kind: by its header."""
    if head.data.startswith((b"<", b"{", b"%PDF")):
        return False
    header, _ = reading.header_of(head.text.split("\n", 1)[0], mapping.delimiter)
    table = Table(mapping, header)
    absent = all(table.found((name,)) is None for name in mapping.without)
    return absent and next(table.missing(), None) is None


def tabulate(mapping: Mapping, stream: BinaryIO) -> Iterator[Tabulated | Reject]:
    """Staged reports, batch by batch.

    Raises:
        SourceError: The table is damaged, or lacks columns.
    """
    how = reading.layout(stream, mapping.encoding, mapping.delimiter)
    table = Table(mapping, how.header)
    _refuse_lacking(table)
    with duckdb.connect() as con:
        con.execute("set threads to 1")
        yield from _tabulated(con, table, reading.batches(stream, how, table.wanted()))


def _refuse_lacking(table: Table) -> None:
    lacking = [
        f"{where}: no column {' or '.join(map(repr, names))}" for where, names in table.missing()
    ]
    if lacking:
        held = ", ".join(table.header[:40]) + (", …" if len(table.header) > 40 else "")
        raise SourceError(
            f"the table does not have what the mapping names ({'; '.join(lacking)}).",
            f"Its columns are: {held}.",
        )


def _tabulated(
    con: duckdb.DuckDBPyConnection, table: Table, batches: Iterator[pa.RecordBatch | Reject]
) -> Iterator[Tabulated | Reject]:
    sql, codes, strange, done = query(table), coded(table), Counter[tuple[str, str, str]](), 0
    for batch in batches:
        if isinstance(batch, Reject):
            yield batch
            continue
        rows = pa.table(batch).append_column("nr", pa.array(range(done, done + batch.num_rows)))
        done += batch.num_rows
        strange.update(_unexplained(table.mapping, rows, codes))
        yield from _judged(_asked(con, table, rows, sql))
    yield from _said_of(strange)


def _asked(con: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table, sql: str) -> pa.Table:
    con.register("batch", rows)
    con.register("states", _states(table, rows))
    found = con.sql(sql).to_arrow_table()
    con.unregister("batch")
    return found


def _states(table: Table, rows: pa.Table) -> pa.Table:
    """The codes of the states that a batch prints."""
    cell = table.mapping.cell("country")
    if cell is None:
        printed: list[str] = []
    elif cell.value is not None:
        printed = [str(cell.value)]
    else:
        column = table.found(cell.columns)
        distinct = [] if column is None else pc.unique(rows[column]).to_pylist()
        meant = {str(said) for said in (cell.codes or {}).values()}
        printed = sorted({one.strip() for one in distinct if one} | meant)
    codes = [alpha2(one) for one in printed]
    return pa.table(
        {"printed": pa.array(printed, pa.string()), "code": pa.array(codes, pa.string())}
    )


def _judged(found: pa.Table) -> Iterator[Tabulated | Reject]:
    """What could be read, and what could not."""
    refused = pc.is_valid(found["reason"])
    bad = found.filter(refused).select(["nr", "event", "reason", "source_text", "place"])
    for row in bad.to_pylist():
        printed = " ".join(filter(None, (row["place"], row["source_text"])))[:200]
        yield Reject(
            record=row["event"] or f"row {row['nr'] + 1}", reason=row["reason"], printed=printed
        )
    good = found.filter(pc.invert(refused)).select(REPORTS.names).cast(REPORTS)
    yield from (Tabulated("reports", batch) for batch in good.to_batches())


def _unexplained(
    mapping: Mapping, rows: pa.Table, codes: dict[str, tuple[str, tuple[str, ...]]]
) -> Counter[tuple[str, str, str]]:
    """Codes that the mapping does not explain, and how often they stand."""
    found: Counter[tuple[str, str, str]] = Counter()
    for field, (column, known) in codes.items():
        cell = mapping.cell(field)
        passed = {
            *known,
            "",
            *(str(word) for word in (*mapping.missing, *(cell.missing if cell else ()))),
        }
        counts = pc.value_counts(pc.utf8_trim_whitespace(rows[column].combine_chunks()))
        for one in counts.to_pylist():
            if one["values"] is not None and one["values"] not in passed:
                found[field, column, one["values"]] += one["counts"]
    return found


def _said_of(strange: Counter[tuple[str, str, str]]) -> Iterator[Reject]:
    for (field, column, code), count in sorted(strange.items()):
        yield Reject(
            record="the table", locator=column, printed=code[:200],
            reason=f"{code[:60]!r} in {column} is nothing the mapping knows; {count:,} rows are kept without {field}",
        )  # fmt: skip

"""Screened as known before and after a change of the UN list, the answers differ by the change and nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from sourcebook.record.store import Record
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener
from tests.lists import small_home

FILES = ("un/un_consolidated_2024-09-26.xml.xz", "un/un_consolidated_2026-02-27.xml.xz")
BEFORE, AFTER = date(2024, 12, 1), date(2026, 3, 1)
# From the lists themselves: the README of the shared files counts 134 references added and 6 removed.
ADDED, REMOVED = 134, 6


@pytest.fixture(scope="module")
def record(
    shared_bytes: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Record, Path]]:
    """Two versions of the whole UN list and nothing else."""
    home = small_home(tmp_path_factory.mktemp("un"), [shared_bytes(name) for name in FILES])
    with Record.open(home) as opened:
        yield opened, home


def names(record: Record) -> pa.Table:
    """Every name of every entry and when the list carried it, asked of the statements and not of the index."""
    return record.arrow(
        """select distinct n.subject as entry, n.value as name, n.known_from, n.known_until from statements n
        where n.prop in ('name', 'alias', 'weakAlias', 'previousName') order by all"""
    )


def on_list(row: dict[str, object], day: date) -> bool:
    until = row["known_until"]
    return row["known_from"] <= day and (until is None or until > day)  # type: ignore[operator]


def test_every_name_finds_its_entry_on_the_days_the_list_carried_it_and_on_no_other(
    record: tuple[Record, Path],
) -> None:
    opened, home = record
    rows = names(opened).to_pylist()
    screener = Screener.open(opened, home)
    queries = [Query(names=(row["name"],)) for row in rows]
    seen: dict[date, set[str]] = {}
    for day in (BEFORE, AFTER):
        found = screener.screen(queries, Options(known=day, cutoff=0.001, limit=10))
        standing = {(row["entry"], row["name"]) for row in rows if on_list(row, day)}
        seen[day] = {entry for entry, _ in standing}
        for row, hits in zip(rows, found, strict=True):
            of = {entry.entry for hit in hits for entry in hit.entries}
            if on_list(row, day):
                assert row["entry"] in of, (row, day)
            assert of <= seen[day], (row, day)
            assert {(hit.name.entry, hit.name.text) for hit in hits} <= standing, (row, day)
    assert len(seen[AFTER] - seen[BEFORE]) == ADDED
    assert len(seen[BEFORE] - seen[AFTER]) == REMOVED

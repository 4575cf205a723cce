"""The record narrowed to what one question needs, and whole again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.record.kindred import kindred_entries
from sourcebook.record.store import Record, among

TABLES = ("identity", "entry", "name", "statements", "relations")


@pytest.fixture
def record(family_home: Path) -> Iterator[Record]:
    with Record.open(family_home) as opened:
        yield opened


def _counts(record: Record) -> dict[str, int]:
    return {table: record.value(f"select count(*) from {table}") for table in TABLES}


def test_near_a_group_are_its_own_rows_and_its_kin_and_no_others(record: Record) -> None:
    said = "select * from statements where subject = 'register:aqim' order by all"
    ties = "select * from relations where 'register:aqim' in (subject, object) order by all"
    before = record.rows(said), record.rows(ties)
    near = kindred_entries(record, ["aqim"])
    with record.nearby(near):
        assert (record.rows(said), record.rows(ties)) == before
        held = record.rows("select distinct entry from identity order by entry")
        assert [row["entry"] for row in held] == near
        stray = f"select count(*) from statements where subject not in ({among(near)[0]})"
        assert record.value(stray, among(near)[1]) == 0


def test_what_was_narrowed_is_whole_again_afterwards_even_after_an_error(record: Record) -> None:
    before = _counts(record)
    with pytest.raises(LookupError), record.nearby(["register:aqim"]):
        assert _counts(record)["identity"] == 1
        raise LookupError
    assert _counts(record) == before


def test_judgements_hold_near_and_afterwards(record: Record) -> None:
    asked = "select canonical from identity where entry = 'un:QDi.232'"
    record.override_identity({"un:QDi.232": "aqim"})
    near = kindred_entries(record, ["aqim"])
    with record.nearby(near):
        assert record.value(asked) == "aqim"
    assert record.value(asked) == "aqim"


def test_nothing_is_near_nothing(record: Record) -> None:
    with record.nearby([]):
        assert set(_counts(record).values()) == {0}

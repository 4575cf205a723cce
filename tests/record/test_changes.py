"""What changed between two versions of a list."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.errors import UsageError
from sourcebook.record.changes import between
from sourcebook.record.store import Record
from tests.lists import AQIM, DROUKDEL, YAS_AIR, small_home, un_list


@pytest.fixture(scope="module")
def record(family_home: Path) -> Iterator[Record]:
    with Record.open(family_home) as record:
        yield record


def test_the_last_two_versions_are_compared_unless_told_otherwise(record: Record) -> None:
    found = between(record, "un", None, None)
    assert (found.part, found.since, found.until) == ("list", "2024-09-26", "2026-02-27")
    assert [e.entry for e in found.added] == ["un:IRe.077", "un:QDi.095"]
    assert (found.removed, found.amended) == ([], [])


def test_entries_that_went_and_fields_that_changed_are_told(record: Record) -> None:
    found = between(record, "un", "2020-05-01", "2024-09-26")
    assert [(e.entry, e.caption) for e in found.removed] == [("un:QDi.095", "LIONEL DUMONT")]
    amended = {(a.entry, f.field): (f.was, f.now) for a in found.amended for f in a.fields}
    assert amended["un:QDi.232", "deathDate"] == ([], ["2020-06"])
    ((was,), (now,)) = amended["un:QDe.014", "designated_by"]
    assert "2020-11-24" in now
    assert "2020-11-24" not in was


@pytest.mark.parametrize(("since", "until"), [("2021", "2025-01-01"), ("2020-05", "2024-09")])
def test_a_day_means_the_version_in_force_on_it(record: Record, since: str, until: str) -> None:
    found = between(record, "un/list", since, until)
    assert (found.since, found.until) == ("2020-05-01", "2024-09-26")


def test_the_older_version_follows_from_the_newer(record: Record) -> None:
    assert between(record, "un", None, "2024-09-26").since == "2020-05-01"


def test_an_entry_that_went_and_returned_in_between_has_not_changed(record: Record) -> None:
    found = between(record, "un", "2020-05-01", "2026-02-27")
    assert [e.entry for e in found.added] == ["un:IRe.077"]
    assert found.removed == []


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2019", None),
        ("2026-02-27", "2020-05-01"),
        ("2024-09-26", "2024-09-26"),
        (None, "2020-05-01"),
    ],
)
def test_two_versions_are_needed_and_those_held_are_named(
    record: Record, since: str | None, until: str | None
) -> None:
    with pytest.raises(
        UsageError, match=r"holds: 2020-05-01, 2024-09-26, 2026-02-27.*--from and --to"
    ):
        between(record, "un", since, until)


def test_what_is_no_date_is_said(record: Record) -> None:
    with pytest.raises(UsageError, match="'yesterday' is not a date"):
        between(record, "un", "yesterday", None)


@pytest.mark.parametrize("which", ["ofac", "nobody", "", "/"])
def test_a_source_without_files_is_said(record: Record, which: str) -> None:
    with pytest.raises(UsageError, match="holds no file"):
        between(record, which, None, None)


def test_one_version_has_no_changes_and_an_extract_is_none(tmp_path: Path) -> None:
    home = small_home(tmp_path, [un_list("2024-09-26")], extracts=[un_list("2026-02-27", ())])
    with Record.open(home) as record, pytest.raises(UsageError, match=r"holds: 2024-09-26\."):
        between(record, "un", None, None)


def test_white_space_and_the_order_of_records_change_nothing(tmp_path: Path) -> None:
    spaced = AQIM.replace("Headed by", "Headed   by").replace("</ENTITY>", "\n\n</ENTITY>")
    lists = [
        un_list("2024-09-26", (DROUKDEL,), (AQIM, YAS_AIR)),
        un_list("2026-02-27", (DROUKDEL,), (YAS_AIR, spaced)),
    ]
    with Record.open(small_home(tmp_path, lists)) as record:
        found = between(record, "un", None, None)
    assert (found.added, found.removed, found.amended) == ([], [], [])

"""Rows pass the gate or are counted; nothing slips through a join."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sourcebook.record.store import Record
from sourcebook.rights.gate import counted, items, totals
from sourcebook.trends.activity import activity
from sourcebook.trends.listing import incidents, reports
from sourcebook.trends.scope import Scope
from tests.trends.loading import add, empty, opened

ALL = Scope(as_of=date(2022, 12, 31), known=date(2022, 12, 31))


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Record]:
    """Two reports of UCDP, three of ACLED (one of them of an incident of UCDP's), one of an unknown source."""
    con = empty(tmp_path / "record")
    acled = {"source": "acled", "part": "events", "rights": "no-rows-out", "place": "Sévaré"}
    rows = [
        {"deaths_best": 2, "place": "Mopti"}, {"deaths_best": 4, "place": "Gao"},
        acled | {"deaths_best": 77}, acled | {"deaths_best": 78}, acled | {"deaths_best": 79},
        {"source": "mine", "part": "table", "rights": None, "place": "Kidal"},
    ]  # fmt: skip
    add(con, rows)
    con.execute(
        "insert into incident values ('i', 'r0000', null, null, 'member', 1), "
        "('i', 'r0002', null, null, 'member', 1)"
    )
    con.execute("insert into version values ('ucdp', 'ged', '2021-12-31', true, 'f')")
    with opened(tmp_path / "record", con) as record:
        yield record


def test_rows_that_stay_in_are_in_no_listing_and_their_number_and_licence_are_said(
    mixed: Record,
) -> None:
    with activity(mixed, ALL) as held:
        found = reports(held)
    assert found.rows["place"].to_pylist() == ["Mopti", "Gao"]
    assert [(w.source, w.rows, w.licence) for w in found.withheld] == [
        ("acled", 3, "ACLED terms of use"), ("mine", 1, "unknown"),
    ]  # fmt: skip
    assert "may not be passed on" in found.withheld[0].why
    assert [c.attribution for c in found.credits] == ["UCDP, Uppsala University."]
    assert found.credits[0].versions == ("2021-12-31",)


def test_an_incident_that_both_report_shows_only_what_may_leave(mixed: Record) -> None:
    with activity(mixed, ALL) as held:
        found = incidents(held)
    assert found.rows["incident"].to_pylist() == ["i", "r0001"]
    assert found.rows["reports"].to_pylist() == [1, 1]
    assert found.rows["deaths_high"].to_pylist() == [2, 4]
    assert found.rows["deaths_by_dataset"].to_pylist()[0] == "ucdp/ged: 2 / 2 / 2"


def test_figures_credit_every_source_and_say_whose_rows_are_only_counted(mixed: Record) -> None:
    with activity(mixed, ALL) as held:
        credits, withheld = counted(mixed, held.reports, ALL.known)
    assert [c.source for c in credits] == ["acled", "ucdp"]
    assert [w.source for w in withheld] == ["acled", "mine"]


def test_values_pass_one_by_one_and_unknown_sources_do_not(mixed: Record) -> None:
    passed, withheld = items(
        mixed, ["ucdp:1", "acled:2", "mine:3"], lambda value: value.split(":")[0]
    )
    assert passed == ["ucdp:1"]
    assert [w.source for w in withheld] == ["acled", "mine"]


def test_a_line_over_one_or_two_rows_that_stay_in_is_those_rows(mixed: Record) -> None:
    lines = [("ucdp", 0), ("acled", 1), ("acled", 2), ("acled", 3), ("mine", 2)]
    passed, kept = totals(mixed, lines, lambda line: line)
    assert passed == [("ucdp", 0), ("acled", 3)]
    assert [(w.source, w.rows) for w in kept] == [("acled", 3), ("mine", 2)]

"""Rules about reports: each fires on what it is for, in words that name source and event, and else is silent."""

from datetime import date
from pathlib import Path

from sourcebook.findings import RULES, Scope, look
from sourcebook.findings.finding import Finding
from sourcebook.record.store import Record
from tests.build.events import event_home
from tests.sources.events import Row, text
from tests.sources.tabular.test_faults import GED, GED_ROW

KNOWN = date(2023, 12, 31)


def found(folder: Path, rule: str, *rows: Row) -> list[Finding]:
    home = event_home(folder, [], [("2023", text(GED, list(rows)))])
    with Record.open(home) as record:
        return look(record, Scope(KNOWN), {rule: RULES[rule]})


def test_fewest_dead_above_the_best_figure(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "low-above-best", GED_ROW, GED_ROW | {"id": 7, "low": 3})
    assert one.id == "ucdp:7"
    assert (one.slots["low"], one.slots["best"], one.slots["country"]) == ("3", "1", "Algeria")
    assert one.evidence[0].row.incident == "7"
    assert [actor[1] for actor in one.evidence[0].row.actors] == ["Government of Algeria", "AQIM"]


def test_equal_figures_are_in_order(tmp_path: Path) -> None:
    assert found(tmp_path / "low", "low-above-best", GED_ROW) == []
    assert found(tmp_path / "high", "best-above-high", GED_ROW) == []


def test_best_figure_above_the_most(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "best-above-high", GED_ROW | {"best": 4})
    assert (one.slots["best"], one.slots["high"]) == ("4", "1")


def swapped(latitude: float, longitude: float) -> list[Row]:
    """Forty events about Algiers and one elsewhere, without the cell that would tell at once."""
    here = [
        GED_ROW | {"id": n, "latitude": 36 + n / 50, "longitude": 3 + n / 50, "priogrid_gid": ""} for n in range(40)
    ]  # fmt: skip
    return [*here, here[0] | {"id": 99, "latitude": latitude, "longitude": longitude}]


def test_coordinates_that_lie_right_when_swapped(tmp_path: Path) -> None:
    (one,) = found(tmp_path, "coordinates-swapped", *swapped(3.4, 36.5))
    assert one.id == "ucdp:99"


def test_a_far_place_that_swapping_does_not_mend_is_a_far_place(tmp_path: Path) -> None:
    assert found(tmp_path, "coordinates-swapped", *swapped(27.0, -8.1)) == []

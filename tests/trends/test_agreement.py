"""Where datasets agree on the dead of one incident, and where their ranges lie apart."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sourcebook.record.store import Record
from sourcebook.trends.activity import activity
from sourcebook.trends.agreement import Agreement, Given, agreement
from sourcebook.trends.whereabouts import regions, whereabouts
from tests.trends.test_activity import ALL, SAME, made


def on(day: str, **more: Any) -> dict[str, Any]:
    return {"starts": date.fromisoformat(day), **more}


def compared(record: Record) -> Agreement:
    with activity(record, ALL) as held:
        return agreement(held)


def test_ranges_that_meet_agree(tmp_path: Path) -> None:
    rows = [
        on("2012-03-01", deaths_low=2, deaths_best=3, deaths_high=9),
        on("2012-03-02", source="gtd", part="main", deaths_best=5),
    ]
    assert compared(made(tmp_path, rows, SAME)) == Agreement(of=1, apart=())


@pytest.mark.parametrize(("best", "apart"), [(9, 0), (10, 1), (1, 1), (2, 0)])
def test_a_number_outside_the_other_range_lies_apart(tmp_path: Path, best: int, apart: int) -> None:
    rows = [
        on("2012-03-01", deaths_low=2, deaths_best=3, deaths_high=9),
        on("2012-03-02", source="gtd", part="main", deaths_best=best),
    ]
    found = compared(made(tmp_path, rows, SAME))
    assert len(found.apart) == apart
    if apart:
        assert found.apart[0].given == (
            Given("gtd/main", best, best, best),
            Given("ucdp/ged", 2, 3, 9),
        )


def test_who_gives_no_number_is_not_compared(tmp_path: Path) -> None:
    rows = [on("2012-03-01", deaths_best=3), on("2012-03-02", source="gtd", part="main")]
    assert compared(made(tmp_path, rows, SAME)) == Agreement(of=0, apart=())


def test_places_are_summed_by_year_and_a_province_is_no_square(tmp_path: Path) -> None:
    rows = [
        on("2012-03-01", latitude=16.2, longitude=-0.4, place_precision="exact"),
        on("2012-05-01", latitude=16.9, longitude=-0.1, place_precision="near"),
        on("2013-05-01", latitude=17.0, longitude=0.0, place_precision="admin1"),
    ]  # fmt: skip
    with activity(made(tmp_path, rows), ALL) as held:
        found = whereabouts(held)
    assert [(one.year, one.country, one.counts.incidents) for one in found.countries] == [
        (2012, "ML", 2),
        (2013, "ML", 1),
    ]
    assert [(one.year, one.west, one.south, one.counts.incidents) for one in found.squares] == [
        (2012, -1, 16, 2)
    ]


def test_a_cell_is_called_by_where_most_of_its_incidents_were(tmp_path: Path) -> None:
    place = {"latitude": 16.2, "longitude": -0.4, "grid": 152280, "place_precision": "exact"}
    rows = [
        on("2012-03-01", admin1="Gao", **place),
        on("2012-03-03", admin1="Gao", **place),
        on("2012-04-01", country="NE", **place),
    ]
    with activity(made(tmp_path, rows), ALL) as held:
        assert regions(held, [152280, 1]) == {152280: ("Gao", "ML")}

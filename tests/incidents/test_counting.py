"""Counts as reports and incidents, deaths by a stated rule, and the list of what a person should look at."""

from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.incidents.counting import by_incident, count
from sourcebook.incidents.linking import link
from sourcebook.incidents.telling import INCIDENT
from tests.incidents.reporting import report, tables


def _counted(rows):
    reports, actors = tables(rows)
    return count(reports, link(reports, actors).incident)


def test_what_two_datasets_report_is_two_reports_and_one_incident():
    rows = [
        report("ucdp", "1", deaths_low=4, deaths_best=5, deaths_high=9),
        report("acled", "1", deaths_best=6),
        report("ucdp", "2", starts=date(2013, 1, 1), deaths_best=2),
    ]
    found = _counted(rows)
    assert (found.reports, found.incidents, found.shared) == (3, 2, 1)
    # Of 5 and 6 the lower median; the lowest low and the highest high.
    assert (found.low, found.best, found.high) == (4 + 2, 5 + 2, 9 + 2)


def test_each_source_keeps_its_own_numbers():
    rows = [report("ucdp", "1", deaths_low=4, deaths_high=9), report("acled", "1", deaths_best=6)]
    reports, actors = tables(rows)
    (row,) = by_incident(reports, link(reports, actors).incident).to_pylist()
    assert row["said"] == [
        {"dataset": "acled/events", "low": 6, "best": 6, "high": 6},
        {"dataset": "ucdp/events", "low": 4, "best": 5, "high": 9},
    ]


def test_a_dataset_without_a_figure_is_no_zero():
    rows = [report("ucdp", "1"), report("gtd", "1", deaths_best=None)]
    found = _counted(rows)
    assert (found.low, found.best, found.high, found.without_deaths) == (5, 5, 5, 0)
    nothing = _counted([report("gtd", "1", deaths_best=None)])
    assert (nothing.best, nothing.without_deaths) == (None, 1)


def test_who_gives_one_end_alone_adds_it_to_all_three():
    rows = [
        report("register", "x", deaths_low=30, deaths_best=None),
        report("ucdp", "2", starts=date(2013, 1, 1), deaths_low=4, deaths_best=5, deaths_high=9),
    ]
    found = _counted(rows)
    assert (found.low, found.best, found.high, found.without_deaths) == (34, 35, 39, 0)


def test_a_sum_of_several_events_is_counted_beside():
    rows = [
        report("ucdp", "1", ends=date(2012, 6, 30), aggregate=True, deaths_best=90),
        report("gtd", "1"),
    ]
    found = _counted(rows)
    assert (found.incidents, found.aggregates, found.best) == (1, 1, 5)


def test_publications_on_one_incident_are_not_added_up():
    rows = [
        report("register", "x", row_id="state", deaths_best=38),
        report("register", "x", row_id="press", deaths_best=40),
        report("register", "x", row_id="court", deaths_best=39),
        report("ucdp", "1", deaths_best=41),
    ]
    found = _counted(rows)
    assert (found.reports, found.incidents, found.low, found.best, found.high) == (4, 1, 38, 39, 41)


def test_nothing_comes_to_nothing():
    found = count(tables([])[0], INCIDENT.empty_table())
    assert (found.reports, found.incidents, found.best) == (0, 0, None)


@given(dead=st.lists(st.integers(0, 50), min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_best_lies_between_low_and_high_and_is_a_figure_somebody_gave(dead):
    rows = [report(f"s{n}", "1", deaths_best=many) for n, many in enumerate(dead)]
    reports, _ = tables(rows)
    one = pa.table(
        {"incident": ["x"] * len(rows), "row_id": reports["row_id"], "source": reports["source"],
         "event": reports["event"], "role": ["member"] * len(rows), "score": [1.0] * len(rows)}
    )  # fmt: skip
    found = count(reports, one)
    assert found.low == min(dead)
    assert found.high == max(dead)
    assert found.best in dead

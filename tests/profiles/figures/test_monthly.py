"""Figures by month: zero is a line, not covered is hatched, the band is what sources give."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.profiles.figures.figure import Caption, Figure
from sourcebook.profiles.figures.monthly import HEIGHT, Month, Row, monthly
from sourcebook.profiles.figures.timeline import Domain, Timeline

LINE = Timeline(Domain(2000, 2003), date(2002, 6, 1))


def _months(
    *values: int | None, low: int | None = None, high: int | None = None
) -> tuple[Month, ...]:
    return tuple(
        Month(date(2000 + n // 12, n % 12 + 1, 1), value, low, high)
        for n, value in enumerate(values)
    )


def drawn(*rows: Row) -> Figure:
    return monthly(rows, LINE, Caption("activity", "Title"))


def _paths(figure: Figure, class_: str) -> list[str]:
    return re.findall(rf'<path d="([^"]*)" class="{class_}"', str(figure.markup))


def test_months_not_covered_break_the_line_and_are_hatched() -> None:
    figure = drawn(Row("Events", "", _months(1, None, None, 2)))
    assert len(_paths(figure, "fig-best")) == 2
    assert len(re.findall(r'<rect[^>]*fill="url\(#activity-0-hatch\)"', str(figure.markup))) == 1
    assert ("2000-02", "not loaded") in figure.table.rows


def test_a_month_without_events_lies_on_the_base_and_is_no_row_of_the_table() -> None:
    figure = drawn(Row("Events", "", _months(0, 0, 4)))
    (line,) = _paths(figure, "fig-best")
    assert line.startswith(f"M0 {HEIGHT - 6}L")
    assert figure.table.rows == (("2000-03", "4"),)


def test_a_band_is_drawn_only_where_sources_give_a_range() -> None:
    months = _months(5, 6, low=3, high=9)
    assert len(_paths(drawn(Row("Deaths", "", months)), "fig-band")) == 1
    assert _paths(drawn(Row("Deaths", "", _months(5, 6))), "fig-band") == []
    assert ("2000-01", "5", "3–9") in drawn(Row("Deaths", "", months)).table.rows


def test_the_table_has_one_line_a_month_for_all_figures() -> None:
    table = drawn(
        Row("Events", "", _months(1, 0)), Row("Deaths", "", _months(5, 0, low=3, high=9))
    ).table
    assert table.columns == ("Month", "Events", "Deaths", "Deaths, lowest to highest")
    assert table.rows == (("2000-01", "1", "5", "3–9"),)


def test_the_description_gives_the_sum_and_the_peak() -> None:
    said = drawn(Row("Deaths", "", _months(1, 40, 3))).description
    assert "44" in said and "2000-02 with 40" in said
    assert "no data" in drawn(Row("Deaths", "", _months(None, None))).description


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6)), min_size=1, max_size=36))
def test_every_drawing_stays_in_its_frame_and_has_the_same_bytes(values: list[int | None]) -> None:
    figure = drawn(Row("Events", "", _months(*values)))
    for path in _paths(figure, "fig-best"):
        for x, y in re.findall(r"([\d.]+) ([\d.]+)", path):
            assert 0 <= float(x) <= 1000
            assert 0 <= float(y) <= HEIGHT
    assert figure.html() == drawn(Row("Events", "", _months(*values))).html()

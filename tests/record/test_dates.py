"""Partial dates are intervals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.record.dates import PartialDate, Period

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year, approximate = draw(st.integers(1000, 2999)), draw(st.booleans())
    shape = draw(st.sampled_from(["year", "month", "day", "span"]))
    if shape == "span":
        first, last = sorted((draw(DAYS), draw(DAYS)))
        return PartialDate(first, last, approximate)
    day = draw(DAYS)
    parts = {"year": (year,), "month": (year, day.month), "day": (day.year, day.month, day.day)}
    found = PartialDate.of(*parts[shape])
    return PartialDate(found.earliest, found.latest, approximate)


@given(partial_dates())
def test_text_and_date_round_trip(found: PartialDate) -> None:
    assert PartialDate.parse(str(found)) == found


@given(partial_dates(), partial_dates())
def test_one_is_certainly_before_the_other_or_they_may_share_a_day(
    a: PartialDate, b: PartialDate
) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert [a.certainly_before(b), b.certainly_before(a), a.overlaps(b)].count(True) == 1


@given(partial_dates(), partial_dates())
def test_order_follows_the_first_day(a: PartialDate, b: PartialDate) -> None:
    if a.certainly_before(b):
        assert a < b
    if a.within(b):
        assert a.overlaps(b)


def test_a_month_is_not_its_first_day() -> None:
    june = PartialDate.parse("2020-06")
    assert (june.earliest, june.latest) == (date(2020, 6, 1), date(2020, 6, 30))
    assert june.precision == "month"
    assert not june.certainly_before(PartialDate.parse("2020-06-03"))


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2020-02-30", "2020/", "0000", "2020~/2021", "2021/2020", "x"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_a_period_holds_on_any_day_that_its_partial_ends_can_mean() -> None:
    tenure = Period.parse("2004", "2020-06")
    assert tenure.holds_on(date(2004, 1, 1))
    assert tenure.holds_on(date(2010, 1, 1))
    assert not tenure.holds_on(date(2003, 12, 31))
    assert tenure.holds_on(date(2020, 6, 15))
    assert not tenure.holds_on(date(2020, 7, 1))

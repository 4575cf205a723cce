"""The one rule for what is shown first."""

from types import ModuleType

from sourcebook.profiles.facts import Claim
from sourcebook.profiles.preference import contradicting, weigh, weigh_dates


def claim(small: ModuleType, value: str, kind: str = "press", who: str = "A", **more: str):
    return Claim(
        small.D(value),
        small.told(who, more.get("published", "2020"), kind, more.get("read", "copy")),
    )


def test_official_before_press(small: ModuleType) -> None:
    weighed = weigh_dates(
        [claim(small, "2001-01-01"), claim(small, "2002-02-02", "official", who="B")]
    )
    assert str(weighed.first) == "2002-02-02"
    assert weighed.step == "kind" and weighed.differ


def test_read_directly_before_read_in_a_copy(small: ModuleType) -> None:
    weighed = weigh_dates([claim(small, "2001"), claim(small, "2002", read="direct", who="B")])
    assert (str(weighed.first), weighed.step) == ("2002", "read")


def test_then_the_more_precise_then_more_publishers_then_the_later(small: ModuleType) -> None:
    assert weigh_dates([claim(small, "2001"), claim(small, "2002-03", who="B")]).step == "precise"
    many = [claim(small, "2001"), claim(small, "2002", who="B"), claim(small, "2002", who="C")]
    assert (str(weigh_dates(many).first), weigh_dates(many).step) == ("2002", "more")
    later = [claim(small, "2001"), claim(small, "2002", published="2021", who="B")]
    assert (str(weigh_dates(later).first), weigh_dates(later).step) == ("2002", "later")


def test_a_day_within_the_month_agrees_and_is_shown(small: ModuleType) -> None:
    weighed = weigh_dates(
        [claim(small, "2020-06", "official"), claim(small, "2020-06-03", who="B")]
    )
    assert str(weighed.first) == "2020-06-03"
    assert not weighed.differ
    assert {e.publisher for e in weighed.shown_evidence} == {"A", "B"}


def test_two_days_within_the_month_leave_the_month_shown(small: ModuleType) -> None:
    days = [claim(small, "2020-06-03", who="B"), claim(small, "2020-06-04", who="C")]
    weighed = weigh_dates([claim(small, "2020-06", "official"), *days])
    assert str(weighed.first) == "2020-06"
    assert weighed.differ
    assert [str(b.value) for b in contradicting(weighed)] == ["2020-06-03", "2020-06-04"]


def test_the_order_of_claims_does_not_matter(small: ModuleType) -> None:
    claims = [
        claim(small, "2001", who="A"),
        claim(small, "2002", who="B"),
        claim(small, "2003", who="C"),
    ]
    assert weigh(claims).values == weigh(claims[::-1]).values

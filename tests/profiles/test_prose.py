"""Dates, lists and numbers in words."""

import pytest

from sourcebook.profiles.prose import (
    PLURALS,
    Language,
    LanguageError,
    clean,
    language,
    script_direction,
)
from sourcebook.record.dates import PartialDate

EN = language("en")


@pytest.mark.parametrize(
    ("edtf", "plain", "at"),
    [
        ("2007-04-26", "26 April 2007", "on 26 April 2007"),
        ("2020-06", "June 2020", "in June 2020"),
        ("2004", "2004", "in 2004"),
        ("2015~", "about 2015", "about 2015"),
        ("2020-06-03/2020-06-04", "3 or 4 June 2020", "on 3 or 4 June 2020"),
        ("2004-06/2004-12", "June to December 2004", "in June to December 2004"),
        ("1999/2000", "between 1999 and 2000", "between 1999 and 2000"),
    ],
)
def test_dates_in_words(edtf: str, plain: str, at: str) -> None:
    assert EN.date(PartialDate.parse(edtf)) == plain
    assert EN.at(PartialDate.parse(edtf)) == at


def test_short_dates_in_figures() -> None:
    assert EN.date(PartialDate.parse("2007-04-26"), short=True) == "26 Apr 2007"


def test_lists_and_numbers() -> None:
    assert EN.listed(["a", "b", "c"]) == "a, b and c"
    assert EN.listed(["3 June", "4 June"], "or") == "3 June or 4 June"
    assert (EN.number(1227), EN.words(7), EN.words(40)) == ("1,227", "seven", "40")


def test_plural_forms() -> None:
    assert EN.say("page.disagreements", n=1) == "1 disagreement"
    assert EN.say("page.disagreements", n=6) == "6 disagreements"
    assert [PLURALS["arabic"](n) for n in (0, 1, 2, 3, 11, 100)] == [
        "zero",
        "one",
        "two",
        "few",
        "many",
        "other",
    ]


def test_what_fills_a_slot_is_no_template() -> None:
    clauses = EN.clauses("words", {"says": (1,)}, {"text": "{evil} [says] {text}."})
    assert clauses[0].text == "{evil} [says] {text}."


def test_a_missing_key_is_a_fault_of_ours() -> None:
    with pytest.raises(LanguageError):
        EN.say("no.such.key")
    with pytest.raises(LanguageError):
        Language("en", EN.texts).say("lede.listed", authority="UN")


def test_control_and_direction_characters_go() -> None:
    assert clean("a\x1b[31mb\u202ec\n d\u2066") == "a[31mbc d"


def test_direction_of_a_text() -> None:
    assert script_direction("تنظيم القاعدة") == "rtl"
    assert script_direction("AQIM") is None

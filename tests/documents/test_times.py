"""Dates and periods as texts write them, and sentences and numbers beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.documents import quantities, times
from sourcebook.documents.language import codes, language, told
from sourcebook.documents.sentences import cut
from sourcebook.record.dates import PartialDate

LAST = PartialDate.parse("2012-12-11")


def found(text: str, code: str = "en") -> list[tuple[str | None, str | None, str]]:
    return [
        (
            None if t.period.start is None else str(t.period.start),
            None if t.period.end is None else str(t.period.end),
            t.relation,
        )
        for t in times.find(text, code, LAST)
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "relation"),
    [
        ("Its origins date back to the early 2000s.", "2000/2003", "2000/2003", "in"),
        ("It took the name in January 2007.", "2007-01", "2007-01", "in"),
        ("It was led by him until his death in June 2020.", None, "2020-06", "until"),
        ("He died on 3 June 2020.", "2020-06-03", "2020-06-03", "in"),
        ("On June 3rd, 2020, he died.", "2020-06-03", "2020-06-03", "in"),
        ("On the 11th of April 2007 bombs went off.", "2007-04-11", "2007-04-11", "in"),
        ("The siege of 16–19 January 2013", "2013-01-16/2013-01-19", "2013-01-16/2013-01-19", "in"),
        ("between 16 and 19 January 2013", "2013-01-16/2013-01-19", "2013-01-16/2013-01-19", "in"),
        ("From 2004 until June 2020 he led it.", "2004", "2020-06", "in"),
        ("from January to March 2013", "2013-01/2013-03", "2013-01/2013-03", "in"),
        ("between 2003 and 2005", "2003", "2005", "in"),
        ("(2003–2005)", "2003", "2005", "in"),
        ("active since 1998", "1998", None, "since"),
        ("active since around 2012", "2012~", None, "since"),
        ("before 2007", None, "2007", "before"),
        ("late 2012", "2012-09/2012-12", "2012-09/2012-12", "in"),
        ("mid-2012", "2012-05/2012-08", "2012-05/2012-08", "in"),
        ("in early May 2015", "2015-05-01/2015-05-10", "2015-05-01/2015-05-10", "in"),
        ("in the summer of 2012", "2012-06/2012-09", "2012-06/2012-09", "in"),
        ("throughout the 1990s", "1990/1999", "1990/1999", "in"),
        ("On 11 December two bombs went off.", "2012-12-11", "2012-12-11", "in"),
        ("in the following year", "2013", "2013", "in"),
        ("two years later it split", "2014", "2014", "in"),
        ("on 2013-01-16", "2013-01-16", "2013-01-16", "in"),
    ],
)
def test_english_dates(text: str, start: str | None, end: str | None, relation: str) -> None:
    assert found(text) == [(start, end, relation)]


@pytest.mark.parametrize(
    ("text", "start", "end", "relation"),
    [
        ("depuis le 3 juin 2020", "2020-06-03", None, "since"),
        ("en janvier 2007", "2007-01", "2007-01", "in"),
        ("au début des années 2000", "2000/2003", "2000/2003", "in"),
        ("entre 2003 et 2005", "2003", "2005", "in"),
        ("de 2004 à 2020", "2004", "2020", "in"),
        ("fin 2012", "2012-09/2012-12", "2012-09/2012-12", "in"),
        ("le 1er mars 2017", "2017-03-01", "2017-03-01", "in"),
        ("l'année suivante", "2013", "2013", "in"),
    ],
)
def test_french_dates(text: str, start: str | None, end: str | None, relation: str) -> None:
    assert found(text, "fr") == [(start, end, relation)]


@pytest.mark.parametrize(
    "text",
    ["some 2000 people died", "Resolution 1267", "page 1998-2", "12/2007"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("killing at least 38 hostages", 38, None, "hostages"),
        ("between 30 and 40 soldiers were hurt", 30, 40, "soldiers"),
        ("more than 800 foreign workers", 800, None, "workers"),
        ("dozens of civilians", 24, 99, "civilians"),
        ("thirty-eight people died", 38, 38, "people"),
        ("up to 2 thousand fighters", None, 2000, "fighters"),
        ("some 1,200 people", 1080, 1320, "people"),
        ("the blast killed 38.", 38, 38, None),
    ],
)
def test_quantities(text: str, low: int | None, high: int | None, of: str | None) -> None:
    (only,) = quantities.find(text, "en")
    assert (only.low, only.high, only.of) == (low, high, of)


def test_french_quantities() -> None:
    (only,) = quantities.find("une vingtaine de soldats ont été tués", "fr")
    assert (only.low, only.high, only.of) == (18, 24, "soldats")


def test_a_date_is_no_quantity() -> None:
    dated = times.find("In 2013, 38 people", "en")
    (only,) = quantities.find("In 2013, 38 people", "en", [(t.start, t.end) for t in dated])
    assert only.low == 38


def test_sentences_end_where_a_reader_would_stop() -> None:
    text = 'Gen. Smith of the U.S. Army met J. Doe. AQIM (formerly GSPC) split in 1998. "It did." No. 5 came!'
    assert [text[a:b] for a, b in cut(text, "en")] == [
        "Gen. Smith of the U.S. Army met J. Doe.", "AQIM (formerly GSPC) split in 1998.", '"It did."', "No. 5 came!",
    ]  # fmt: skip


@given(st.text(max_size=300), st.sampled_from(codes()))
def test_sentences_cover_all_that_is_not_white_space_in_order(text: str, code: str) -> None:
    parts = list(cut(text, code))
    assert "".join("".join(text[a:b] for a, b in parts).split()) == "".join(text.split())
    assert all(a < b for a, b in parts)


@given(st.text("0123456789 -–/.,enisJaury thdof()", max_size=80), st.sampled_from(codes()))
def test_no_text_breaks_the_reading_of_dates_and_numbers(text: str, code: str) -> None:
    for mention in (*times.find(text, code, LAST), *quantities.find(text, code)):
        assert text[mention.start : mention.end] == mention.text


def test_a_language_is_told_from_its_small_words() -> None:
    assert (
        told(
            "Le groupe est né des restes de la guerre civile et il a été dirigé par un ancien soldat"
        ).code
        == "fr"
    )
    assert told("The group was born of the remnants of the war").code == "en"
    assert told("").code == "en"
    assert {language(code).code for code in codes()} == {"en", "fr"}

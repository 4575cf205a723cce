"""What somebody types into a search box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.entities.terms import parse, plain
from sourcebook.errors import UsageError


def test_words_phrases_beginnings_and_exclusions() -> None:
    found = parse('Al-Qaida "Islamic Maghreb" droukd* -libya NOT "ansar dine" AND gspc')
    assert found.words == ("qaida", "gspc")
    assert found.phrases == ("Islamic Maghreb",)
    assert found.beginnings == ("droukd",)
    assert found.without == ("libya", "ansar dine")


def test_fields_are_properties_and_facets() -> None:
    found = parse('country:ir -properties.birthDate:"1970" topics:sanction un:QDe.014')
    assert found.fields == (
        ("country", "ir", False),
        ("birthDate", "1970", True),
        ("topics", "sanction", False),
    )
    assert found.words == ("un", "qde", "014")


@pytest.mark.parametrize(
    "text", ["a OR b", "(a b)", "a~2", "a^3", "[1 TO 2]", "wh?t", "a*b", "a || b", "x " * 33 + "y"]
)
def test_what_is_not_understood_is_refused(text: str) -> None:
    if text.startswith("x "):
        text = " ".join(f"w{n}" for n in range(33))
    with pytest.raises(UsageError):
        parse(text)


@given(st.text())
def test_any_text_is_taken_or_refused(text: str) -> None:
    try:
        parse(text)
        plain(text)
    except UsageError:
        pass

"""Words of a list are found whole, in any case, the longest of several."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.documents import places, quantities, times
from sourcebook.documents.places import Places
from sourcebook.documents.wordlist import WordList

WORDS = st.lists(st.text("ab é", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=5)


@given(WORDS, st.text("abAB éÉ-_1", max_size=20))
def test_it_finds_what_an_expression_of_all_words_would(words: list[str], text: str) -> None:
    ordered = sorted({word.lower() for word in words}, key=lambda word: (-len(word), word))
    expression = rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?!\w)"
    expected = [match.span() for match in re.finditer(expression, text, re.I)]
    assert list(WordList(words, "-").find(text)) == expected


def test_a_place_of_several_words_is_found() -> None:
    held = Places([("Tongo Tongo", "NE"), ("Tongo", "NE")])
    assert [m.text for m in held.find("The ambush at Tongo Tongo, not at Tongo.")] == [
        "Tongo Tongo",
        "Tongo",
    ]


@pytest.mark.parametrize("text", ["İran ve MALİ", "ſomalia", "in Kenya", "İSRAİL"])
def test_letters_that_have_two_small_forms_break_nothing(text: str) -> None:
    found = places.find(text, "en", Places([("Mali", "ML")]))
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize("text", ["ſix soldiers", "in Auguſt 2001", "ſeven thouſand people"])
def test_long_s_in_numbers_and_months_breaks_nothing(text: str) -> None:
    for found in (*times.find(text, "en"), *quantities.find(text, "en")):
        assert text[found.start : found.end] == found.text

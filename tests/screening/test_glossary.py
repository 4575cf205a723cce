"""Words of companies' names: what they mean, and how their legal forms come together."""

import pytest

from sourcebook.names import words
from sourcebook.screening.glossary import meaning, shortened
from sourcebook.screening.sounds import sounded


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("zavod", "plant"), ("priborostroitelnyi", "instrument"), ("priborostroitelny", "instrument"),
        ("mezhdunarodnyy", "international"), ("sanayi", "industrial"), ("bazargani", "trade"), ("droukdel", ""),
    ],
)  # fmt: skip
def test_a_word_means_the_same_in_every_spelling(word: str, meant: str) -> None:
    assert meaning(word) == meant


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTIU ARGUS", "OOO ARGUS"),
        ("LIMITED LIABILITY COMPANY ARGUS", "LLC ARGUS"),
        ("OTKRYTOE AKTSIONERNOE OBSHCHESTVO ARGUS", "OAO ARGUS"),
        ("NAUCHNO-PROIZVODSTVENNOE OBEDINENIE STRELA", "NPO STRELA"),
        ("ARGUS S. DE R.L. DE C.V.", "ARGUS SRL"),
    ],
)
def test_a_phrase_and_its_short_form_are_one(long: str, short: str) -> None:
    assert shortened(words(long)) == shortened(words(short))


def test_a_name_of_nothing_but_a_legal_form_keeps_it() -> None:
    assert shortened(["limited"]) == ["ltd"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("jang", "chang"), ("kyu", "gyu"), ("yong", "young"), ("evgenievich", "evgenyevich")],
)
def test_romanisations_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert sounded(one) == sounded(other)

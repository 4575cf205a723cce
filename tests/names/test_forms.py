"""A name taken apart."""

import pytest

from sourcebook.names import forms


def test_brackets_give_the_name_without_them_and_the_acronym() -> None:
    found = forms("GROUPE SALAFISTE POUR LA PREDICATION ET LE COMBAT (GSPC)")
    assert found.plain == "GROUPE SALAFISTE POUR LA PREDICATION ET LE COMBAT"
    assert found.acronyms == ("gspc",)
    assert found.initials == "gspc"


def test_what_stands_in_brackets_is_kept_apart() -> None:
    assert forms("Al-Mourabitoun (formerly MUJAO and others)").bracketed == (
        "formerly MUJAO and others",
    )


def test_a_short_name_in_capitals_is_an_acronym() -> None:
    assert forms("AQIM").acronyms == ("aqim",)
    assert forms("Ansar").acronyms == ()


def test_a_kunya_is_one_word() -> None:
    assert forms("Abu Musab Abdel Wadoud").kunyas == ("abumusab",)
    assert forms("أبو مصعب عبد الودود").kunyas == ("abumsab",)


def test_a_chain_of_fathers() -> None:
    assert forms("Noureddine ben Ali ben Belkassem").chain == ("nourdin", "ali", "belkassem")
    assert forms("Noureddine Drissi").chain == ()


@pytest.mark.parametrize(
    ("name", "word", "kind"),
    [
        ("Sheikh Omar", "sheikh", "title"),
        ("Osama bin Laden", "bin", "particle"),
        ("Iyad Ag Ghali", "ag", "particle"),
        ("ACME Trading LLC", "llc", "legal"),
        ("ACME Trading LLC", "trading", "generic"),
        ("J. Smith", "j", "initial"),
        ("Mohamed Lakhal", "mohamed", "common"),
        ("Mohamed Lakhal", "lakhal", "word"),
    ],
)
def test_what_a_word_is(name: str, word: str, kind: str) -> None:
    assert {t.text: t.kind for t in forms(name).tokens}[word] == kind


def test_a_name_of_nothing_but_a_title_still_tells_it() -> None:
    assert [t.text for t in forms("The Chief").telling] == ["the", "chief"]

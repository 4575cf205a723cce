"""Keys: one folded key to look a name up, a few by which what may be the same meets."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.names import block_keys, search_key, search_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DROUKDEL, Abdelmalek", "Abdelmalek Droukdel"),
        ("al-Qaïda au Maghreb islamique", "AL QAIDA AU MAGHREB ISLAMIQUE"),
        ("The Organization of al-Qa’ida", "Organization of Al Qaida"),
        ("القاعدة", "القاعده".replace("ه", "ة")),
        ("Boko Haram", "boko  haram"),
        ("G.I.A.", "GIA"),
        ("Salah ud-Din", "Salaheddine"),
    ],
)
def test_one_name_has_one_key(one: str, other: str) -> None:
    assert search_key(one) == search_key(other) != ""


def test_a_key_does_not_go_by_sound() -> None:
    assert search_key("al-Qaida") != search_key("al-Qaeda")


def test_a_name_with_its_acronym_is_found_by_either() -> None:
    keys = search_keys("GROUPE SALAFISTE POUR LA PREDICATION ET LE COMBAT (GSPC)")
    assert search_key("gspc") in keys
    assert search_key("Groupe Salafiste pour la Prédication et le Combat") in keys


@pytest.mark.parametrize(
    ("one", "other", "schema"),
    [
        ("Abdelmalek Droukdel", "عبد المالك دروكدال", "Person"),
        ("Usama bin Laden", "Oussama ben Mohammed Laden", "Person"),
        ("Jabhat al-Nusra", "Nusra Front", "Organization"),
        ("GSPC", "Groupe Salafiste pour la Prédication et le Combat", "Organization"),
        (
            "Salafist Group for Call and Combat",
            "SALAFIST GROUP FOR PREACHING AND COMBAT",
            "Organization",
        ),
        ("Boko Haram", "Jama'atu Ahlis Sunna Lidda'awati Wal-Jihad (Boko Haram)", "Organization"),
    ],
)
def test_what_may_be_the_same_shares_a_block(one: str, other: str, schema: str) -> None:
    assert set(block_keys(one, schema)) & set(block_keys(other, schema))


def test_a_remark_in_brackets_is_no_name() -> None:
    assert search_key("deceased") not in search_keys("Mohamed Lakhal (deceased)")
    assert search_key("Ansar Dine") in search_keys("JNIM (formerly known as Ansar Dine)")


def test_persons_and_groups_never_meet() -> None:
    assert not set(block_keys("Ansar Dine", "Person")) & set(
        block_keys("Ansar Dine", "Organization")
    )


@given(st.text(), st.sampled_from(["Person", "Organization"]))
def test_any_text_has_keys_and_few_of_them(text: str, schema: str) -> None:
    assert search_key(text) == search_key(text.upper() if text.isascii() else text)
    assert len(block_keys(text, schema)) <= 15


def test_keys_of_a_hundred_thousand_names_take_seconds() -> None:
    names = [f"Mohamed{n % 997} ben Ahmed Lakhal{n}" for n in range(20_000)]
    began = time.perf_counter()
    for name in names:
        search_key(name)
        block_keys(name, "Person")
    # Twenty times the time it takes on an ordinary machine: a guard against a slip, no benchmark.
    assert time.perf_counter() - began < 20_000 * 300e-6

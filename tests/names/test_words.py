"""Folding meets across scripts and spellings, and is stable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.names import script, scripts, words
from sourcebook.names.latin import latin
from sourcebook.names.skeletons import skeleton


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abdelmalek Droukdel", "Latn"),
        ("عبد المالك دروكدال", "Arab"),
        ("Аслан Авгазарович Бютукаев", "Cyrl"),
        ("김정일", "Hang"),
        ("金正恩", "Hani"),
        ("בנימין", "Hebr"),
        ("القاعدة (AQ)", "Arab"),
        ("17-11", "Zyyy"),
    ],
)
def test_the_script_most_of_a_text_is_in(text: str, expected: str) -> None:
    assert script(text) == expected


def test_all_scripts_of_a_text_the_most_used_first() -> None:
    assert scripts("AQ: القاعدة") == ("Arab", "Latn")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("al-Qa'ida", "qaida"),
        ("al-Qaïda", "qaida"),
        ("Al‑Qā‘ida", "qaida"),
        ("L'Organisation d'Al-Qaïda", "l organisation d qaida"),
        ("ash-Shabab", "shabab"),
        ("G.I.A.", "gia"),
        ("M-23", "m23"),
        ("Salah ad-Din", "salahdin"),
        ("Salaheddine", "salahdin"),
        ("Hizb Allah", "hizballah"),
        ("Hizbullah", "hizballah"),
        ("ABDULLAH", "abdallah"),
        ("Abd Allah", "abdallah"),
        ("Abdul Malik", "abdlmalik"),
        ("ʿAbd al-Malik", "abdlmalik"),
        ("Binladin", "binladin"),
        ("Abu Musab Abdel Wadoud", "abumusab abdlwadoud"),
        ("AL", "al"),
        ("", ""),
        ("—", ""),
    ],
)
def test_what_lists_write_apart_or_together_folds_to_the_same(text: str, folded: str) -> None:
    assert " ".join(words(text)) == folded


# Printed in Latin, and as NAME_ORIGINAL_SCRIPT, in the UN list of 2026-02-27.
@pytest.mark.parametrize(
    ("printed", "original"),
    [
        ("ABDELMALEK DROUKDEL", "عبد المالك دروكدال"),
        ("ABD ALLAH MOHAMED RAGAB ABDEL RAHMAN", "عبد الله محمد رجب عبد الرحمن"),
        ("ABDUL SALAM HANAFI ALI MARDAN QUL", "عبدالسلام حنفی علی مردان قل"),
        ("NOUREDDINE BEN ALI BEN BELKASSEM AL-DRISSI", "نور الدين بن علي بن بلقاسم الدريسي"),
        ("MATIULLAH", "مطيع الله"),
        ("YAHIA DJOUADI", "يحيى جوادي"),
        ("SAJIDA KHAYRALLAH TILFAH", "ساجدة خير الله طلفاح"),
    ],
)
def test_a_name_sounds_the_same_in_its_own_script(printed: str, original: str) -> None:
    assert [skeleton(w) for w in words(printed)] == [skeleton(w) for w in words(original)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Djamel", "Jamal", "Gamal"),
        ("Cheikh", "Sheikh", "Shaykh"),
        ("Khaled", "Khalid", "خالد"),
        ("Yousouf", "Yusuf", "يوسف"),
        ("Wael", "Ouail", "وائل"),
        ("Hocine", "Hussein", "Husayn"),
        ("Oussama", "Usama", "أسامة"),
        ("Mokhtar", "Mukhtar", "مختار"),
        ("Qassem", "Kassim", "قاسم"),
    ],
)
def test_spellings_of_three_languages_share_a_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(words(s)[0]) for s in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Salim", "Islam"), ("Omar", "Amir Omari"), ("17", "18")]
)
def test_what_sounds_different_stays_apart(one: str, other: str) -> None:
    assert [skeleton(w) for w in words(one)] != [skeleton(w) for w in words(other)]


@given(st.text())
def test_latin_is_lower_case_ascii_and_stable(text: str) -> None:
    once = latin(text)
    assert once.isascii()
    assert once == once.lower() == latin(once)


@given(st.text())
def test_words_are_plain_and_a_word_alone_stays_what_it_is(text: str) -> None:
    for word in words(text):
        assert word.isascii()
        assert word.isalnum()
        assert skeleton(word) == skeleton(word).lower()

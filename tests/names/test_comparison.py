"""Two names compared, and why they met."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.names import Comparison, compare
from sourcebook.names.batches import likeness, ready

NAME_LIKE = st.text(alphabet="abdelmk hsu'-.()AQIMبدعالأé한Б", max_size=30)


def how(found: Comparison) -> dict[str, str]:
    return {m.left: m.how for m in found.meetings}


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("DROUKDEL, Abdelmalek", "Abdelmalek Droukdel", 1.0),
        ("Abdelmalek Droukdel", "عبد المالك دروكدال", 0.95),
        ("Osama bin Laden", "Usama Binladin", 0.95),
        ("GSPC", "Groupe Salafiste pour la Prédication et le Combat", 0.9),
        ("Jabhat al-Nusra", "Nusra Front", 0.9),
        ("Islamic State", "الدولة الإسلامية", 0.85),
        ("Mokhtar Belmokhtar", "Mukhtar Bilmukhtar", 0.9),
        ("Mohamed Lakhal", "Mohamed ben Ahmed Lakhal", 0.8),
        ("John Smith", "J. Smith", 0.8),
        ("AL-HARAMAIN (AFGHANISTAN BRANCH)", "AL-HARAMAIN: AFGHANISTAN BRANCH", 1.0),
        ("HESONG TRADING CORPORATION", "HESONG TRADING COMPANY", 0.95),
    ],
)
def test_names_of_one_score_high(one: str, other: str, least: float) -> None:
    assert compare(one, other).score >= least


@pytest.mark.parametrize(
    ("one", "other", "most"),
    [
        ("Mohamed Lakhal", "Mohamed Lahbous", 0.5),
        ("Islamic Front", "Islamic Army", 0.6),
        ("PLF", "PLFI", 0.0),
        ("Brigade 17", "Brigade 18", 0.5),
        ("Ali ben Salah", "Salah ben Ali", 0.8),
        ("Ansar al-Sharia", "Boko Haram", 0.0),
        ("AHMAD BIN HASAN AL-UBAIDI", "HASAN BIN AHMAD AL-UBAIDI", 0.8),
        ("ICBC (Asia) Limited", "ICBC (London) plc", 0.75),
    ],
)
def test_names_of_two_score_low(one: str, other: str, most: float) -> None:
    assert compare(one, other).score <= most


def test_the_explanation_says_what_met_how_and_what_was_left() -> None:
    found = compare("J. Abdelmalek Droukdel", "Jamal Abdulmalik Droukdal Hassan")
    assert how(found) == {"abdlmalek": "phonetic", "droukdel": "phonetic", "j": "initial"}
    assert found.left_over == ()
    assert found.right_over == ("hassan",)


def test_a_turned_line_of_descent_is_told() -> None:
    assert compare("Ali ben Salah", "Salah ben Ali").turned


@given(NAME_LIKE, NAME_LIKE)
def test_the_order_of_the_two_does_not_matter(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == back.score
    assert there.left_over == back.right_over


@given(st.text())
def test_a_name_and_itself_score_one(name: str) -> None:
    assert compare(name, name).score == 1.0


@given(st.text(), st.text())
def test_a_score_is_between_nought_and_one(one: str, other: str) -> None:
    assert 0.0 <= compare(one, other).score <= 1.0


def test_many_pairs_at_once() -> None:
    pairs = [
        ("Abdelmalek Droukdel", "عبد المالك دروكدال"),
        ("Abdelmalek Droukdel", "Iyad Ag Ghali"),
    ]
    found = likeness([ready(a) for a, _ in pairs], [ready(b) for _, b in pairs])
    assert found[0] > 0.9
    assert found[1] < 0.6
    assert likeness([], []).shape == (0,)


def test_labelled_pairs_of_other_people(shared: Path) -> None:
    with (shared / "data/names/name_pairs_dev_half.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    judged = [
        (compare(r["name1"], r["name2"]).score >= 0.75, r["is_match"] == "true") for r in rows
    ]
    right = sum(said == true for said, true in judged) / len(judged)
    assert right >= 0.75

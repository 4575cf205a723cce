"""A side that lists several actors falls into them, and a name with a comma does not."""

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.incidents.actors.sides import split_side

PINOCHET = "Military faction (forces of Augusto Pinochet, Toribio Merino and Leigh Guzman)"


def test_three_actors_on_a_side_are_three() -> None:
    printed = "AQIM, Jama'atu Ahlis Sunna Lidda'awati wal-Jihad, MUJAO"
    assert split_side(printed) == ("AQIM", "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad", "MUJAO")


def test_a_comma_in_brackets_splits_nothing() -> None:
    assert split_side(PINOCHET) == (PINOCHET,)


def test_a_known_name_with_a_comma_stays_whole() -> None:
    known = {"Hyderabad, India", "AQIM"}
    assert split_side("AQIM, Hyderabad, India", known) == ("AQIM", "Hyderabad, India")


def test_blanks_around_a_name_are_none_of_it() -> None:
    assert split_side("CNDD-FDD , Mayi Mayi") == ("CNDD-FDD", "Mayi Mayi")


@given(st.lists(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True), min_size=1, max_size=5))
def test_joining_and_splitting_come_back(names: list[str]) -> None:
    assert split_side(", ".join(names)) == tuple(names)

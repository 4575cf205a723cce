"""What a printed name speaks of is told by its form."""

import pytest

from sourcebook.incidents.actors.kinds import read


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("Government of Algeria", "DZ"),
        ("Government of Russia (Soviet Union)", "RU"),
        ("Government of DR Congo (Zaire)", "CD"),
        ("Military Forces of Nigeria (1993-1999)", "NG"),
        ("Military Forces of the United States (2017-2021)", "US"),
        ("Police Forces of Kenya (2013-) Prison Guards", "KE"),
    ],
)
def test_a_state_and_its_forces_are_the_state(printed: str, state: str) -> None:
    assert (read(printed).kind, read(printed).state) == ("state", state)


def test_a_period_is_read_and_is_no_part_of_the_name() -> None:
    actor = read("Military Forces of Rwanda (1994-)")
    assert (actor.name, actor.since, actor.until) == ("Military Forces of Rwanda", 1994, None)


@pytest.mark.parametrize(
    "printed", ["Mutiny of Military Forces of Mali (2012-2013)", "Government of Hyderabad"]
)
def test_mutineers_and_unknown_governments_are_no_state(printed: str) -> None:
    assert read(printed).kind == "group"


@pytest.mark.parametrize(
    "printed",
    ["Muslim Extremists", "Right-Wing Death Squad", "Protesters (Mali)", "Tribesmen", "Chechen Rebels",
     "Unidentified Armed Group (Mali)", "Dogon Communal Militia (Mali)", "Unknown"],
)  # fmt: skip
def test_a_crowd_is_no_group(printed: str) -> None:
    assert read(printed).kind == "generic"


@pytest.mark.parametrize("printed", ["Civilians", "Civilians (Mali)", "Aid Workers (Sudan)"])
def test_civilians_are_civilians(printed: str) -> None:
    assert read(printed).kind == "civilians"


@pytest.mark.parametrize(
    "printed",
    ["Boko Haram", "Contras", "Al-Shabaab", "People's Army", "Indian Mujahideen", "Zviadists"],
)
def test_a_name_of_its_own_is_a_group(printed: str) -> None:
    assert read(printed).kind == "group"

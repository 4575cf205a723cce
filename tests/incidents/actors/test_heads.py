"""Whom armed men follow says whose people they are, where a source says whom he headed."""

import pytest

from sourcebook.incidents.actors.groups import Groups, Head
from sourcebook.incidents.actors.heads import followed
from sourcebook.incidents.actors.resolution import Asked, Resolution
from sourcebook.incidents.actors.resolving import resolve
from tests.incidents.actors.made import group

# UCDP 503 and 320; their heads as the register names them.
USC_SNA = group(
    "503", {"USC/SNA": "name", "United Somali Congress/Somali National Alliance": "alias"}, "SO"
)
LTTE = group("320", {"LTTE": "name", "Liberation Tigers of Tamil Eelam": "alias"}, "LK")
AIDID = Head("ucdp:503", "Mohamed Farrah Aidid", ("Mohamed Farrah Aidid", "محمد فرح عيديد"))
KARUNA = Head(
    "ucdp:320", "Colonel Karuna", ("Vinayagamoorthy Muralitharan", "Colonel Karuna", "Karuna Amman")
)


def resolved(name: str, *countries: str) -> dict[str, Resolution]:
    """What a name of GTD is, by grade."""
    groups = Groups.of((USC_SNA, LTTE), (), (AIDID, KARUNA))
    return {r.grade: r for r in resolve(groups, [Asked("gtd", name, countries=countries)])}


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Aidid Militia", "ucdp:503"),
        ("Gunmen loyal to Mohammad Farah Aideed", "ucdp:503"),
        ("Milices de Mohamed Farah Aïdid", "ucdp:503"),
        ("Colonel Karuna Faction", "ucdp:320"),
    ],
)
def test_the_people_of_a_groups_head_are_a_part_of_it_and_stand_for_themselves(
    name: str, of: str
) -> None:
    found = resolved(name)
    assert (found["faction"].canonical, found["faction"].basis) == (of, "structure")
    assert "who headed the group" in found["faction"].explanation
    assert (found["same"].basis, found["same"].entry) == ("itself", None)


@pytest.mark.parametrize(
    "name",
    [
        "Mohamed Militia",  # a given name that thousands bear
        "Farrah Aidid Ali Militia",  # somebody else of these names
        "Aidid Brigade",  # in his honour, it may be
        "Mohamed Farrah Aidid",  # the man
        "Militia",
    ],
)
def test_a_name_that_others_bear_or_that_speaks_of_no_following_says_nothing(name: str) -> None:
    assert "faction" not in resolved(name)


def test_people_of_somebody_unknown_are_a_crowd() -> None:
    assert set(resolved("Gunmen loyal to Osman Atto")) == {"generic"}


def test_his_people_are_looked_for_where_his_group_is_at_home() -> None:
    assert "faction" in resolved("Aidid Militia", "SO", "ET")
    assert "faction" not in resolved("Aidid Militia", "FR")


def test_titles_and_little_words_name_nobody() -> None:
    assert followed("Gunmen loyal to General Mohammad Farah Aideed") == (
        "mohammad",
        "farah",
        "aideed",
    )
    assert followed("Somali National Alliance") == ()

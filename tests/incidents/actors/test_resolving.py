"""Names that datasets print are resolved to groups, states and crowds, on the surest ground there is."""

import pytest

from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.resolution import SCHEMA, Asked, Resolution, actor_id, table
from sourcebook.incidents.actors.resolving import resolve
from tests.incidents.actors.made import groups


def resolved(asked: Asked, *judgements: Judgement) -> list[Resolution]:
    return resolve(groups(), [asked], judgements)


def one(source: str, name: str, **more: object) -> Resolution:
    """What a name is itself; what it is to others is left out."""
    found = resolved(Asked(source, name, **more))  # type: ignore[arg-type]
    return next(r for r in found if r.grade in ("same", "generic", "uncertain"))


def test_an_id_of_ucdp_is_the_actor_whatever_the_name() -> None:
    found = one("ucdp", "whatever", dataset_id="539")
    assert (found.entry, found.canonical, found.basis) == ("ucdp:539", "aqim", "id")


def test_an_exact_name_of_ucdp_is_the_actor() -> None:
    found = one("ucdp", "AQIM")
    assert (found.entry, found.canonical, found.grade, found.basis) == (
        "ucdp:539",
        "aqim",
        "same",
        "name",
    )


def test_a_former_name_is_the_same_group() -> None:
    assert one("ucdp", "GSPC", until_year=2006).canonical == "aqim"
    assert one("gtd", "Salafist Group for Preaching and Fighting (GSPC)").canonical == "aqim"


def test_a_name_of_several_is_told_apart_by_country() -> None:
    assert one("ucdp", "PLA", country="IN").entry == "ucdp:314"
    assert one("ucdp", "PLA", country="CN").entry == "ucdp:161"


def test_a_name_of_several_that_no_country_tells_apart_waits_for_judgement() -> None:
    found = one("ucdp", "PLA")
    assert (found.entry, found.grade) == (None, "uncertain")
    assert "ucdp:161" in found.explanation
    assert "ucdp:314" in found.explanation


def test_a_state_is_a_state_in_every_dataset() -> None:
    ucdp, acled = (
        one("ucdp", "Government of Algeria"),
        one("acled", "Military Forces of Algeria (1999-2019)"),
    )
    assert {ucdp.canonical, acled.canonical} == {"state:DZ"}
    assert {ucdp.entry, acled.entry} == {"ucdp:115"}


def test_a_government_that_no_code_is_known_for_is_ucdps_actor() -> None:
    assert one("ucdp", "Government of Hyderabad").canonical == "ucdp:2"


def test_a_crowd_names_no_group() -> None:
    found = one("gtd", "Muslim Extremists")
    assert (found.grade, found.entry, found.canonical) == ("generic", None, None)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("AQIM: Al Qaeda in the Islamic Maghreb", "ucdp:539"),
        ("Al-Qa`ida in the Islamic Maghreb (AQIM)", "ucdp:539"),
        ("MUJAO: Movement for Unity and Jihad in West Africa", "ucdp:1161"),
        ("Free Papua Movement (OPM-Organisasi Papua Merdeka)", "ucdp:266"),
        ("Front for the Restoration of Unity and Democracy", "ucdp:530"),
        ("تنظيم القاعدة في بلاد المغرب الإسلامي", "ucdp:539"),
    ],
)
def test_names_that_agree_are_one_group(name: str, entry: str) -> None:
    found = one("gtd", name)
    assert (found.entry, found.grade, found.basis) == (entry, "same", "likeness")


def test_a_name_that_nobody_bears_stands_for_itself() -> None:
    found = one("gtd", "Symbionese Brigade of Nowhere")
    assert (found.canonical, found.basis, found.entry) == (
        "gtd-actor:symbionese-brigade-of-nowhere",
        "itself",
        None,
    )


def test_an_army_with_the_words_of_a_political_organisation_is_its_wing() -> None:
    found = resolved(Asked("gtd", "Kachin Independence Army (KIA)"))
    assert [(r.grade, r.canonical) for r in found if r.grade == "wing"] == [("wing", "ucdp:201")]
    assert not any(r.grade == "same" and r.canonical == "ucdp:201" for r in found)


def test_a_member_of_an_alliance_is_itself_and_a_faction_of_it() -> None:
    found = resolved(Asked("gtd", "Zimbabwe African Nationalist Union (ZANU)"))
    assert {("same", "ucdp:493"), ("faction", "ucdp:494")} <= {
        (r.grade, r.canonical) for r in found
    }


def test_a_judgement_wins_over_likeness() -> None:
    j = Judgement(
        id="1",
        verdict="same",
        a="gtd-actor:the-signatories",
        b="register:aqim",
        who="me",
        why="I know",
    )
    found = resolved(Asked("gtd", "The Signatories"), j)
    assert [(r.canonical, r.basis) for r in found] == [("aqim", "judged")]


def test_a_group_judged_different_is_not_offered_again() -> None:
    actor = actor_id("gtd", "Al-Qa`ida in the Islamic Maghreb (AQIM)")
    j = Judgement(id="1", verdict="different", a=actor, b="un:QDe.014", who="me", why="another")
    found = resolved(Asked("gtd", "Al-Qa`ida in the Islamic Maghreb (AQIM)"), j)
    assert all(r.canonical != "aqim" for r in found)


def test_the_id_of_an_actor_does_not_change_with_case_accents_or_signs() -> None:
    assert (
        actor_id("acled", "Katiba Macina")
        == actor_id("acled", "katiba  Mácina!")
        == "acled-actor:katiba-macina"
    )
    assert actor_id("ucdp", "AQIM", "539") == "ucdp:539"


def test_the_order_of_asking_changes_nothing() -> None:
    asked = [
        Asked("gtd", "Front for the Restoration of Unity and Democracy"),
        Asked("ucdp", "PLA"),
        Asked("ucdp", "GSPC"),
    ]
    forth, back = table(resolve(groups(), asked)), table(resolve(groups(), asked[::-1]))
    assert forth.equals(back)
    assert forth.schema.equals(SCHEMA)


def test_no_names_are_no_rows() -> None:
    assert table(resolve(groups(), [])).num_rows == 0

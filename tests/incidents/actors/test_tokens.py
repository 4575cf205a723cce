"""Printed names fall into the parts that may be names, and their words into what they mean."""

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.incidents.actors.tokens import acronyms_in, meaning, printed, telling
from sourcebook.incidents.actors.vocabulary import vocabulary


def meant(text: str) -> set[str]:
    return {meaning(word) for word in telling(text)}


def test_generic_words_of_several_languages_mean_the_same() -> None:
    assert meant("Frente Popular de Liberación") == meant("Popular Liberation Front")
    assert meant("Front islamique arabe de l’Azaouad") == meant("Islamic Arab Front of Azawad")


def test_a_state_and_its_adjective_are_one_word() -> None:
    assert meant("Tchad") == meant("Chadian") == {"@TD"}
    assert meant("Sri Lankan") == {"@LK"}


def test_a_preposition_is_no_state_code() -> None:
    assert telling("Movement in Sudan") == ("movement", "@SD")


def test_an_acronym_in_brackets_is_compared_apart_from_words() -> None:
    name = printed("Free Papua Movement (OPM-Organisasi Papua Merdeka)")
    assert "opm" in name.acronyms
    assert ("organisasi", "papua", "merdeka") in {v.words for v in name.variants}


def test_a_slash_stands_in_for_the_end_of_an_acronym() -> None:
    assert acronyms_in("SPLM/A") == ["splma", "splm", "spla"]


def test_a_faction_of_a_group_is_not_its_acronym() -> None:
    assert "kdp" not in acronyms_in("KDP-QM")
    assert "fnl" in acronyms_in("Palipehutu-FNL")


def test_a_country_in_brackets_is_no_name_of_its_own() -> None:
    assert all(
        v.words != ("@BI",) for v in printed("National Liberation Front (FNL) (Burundi)").variants
    )
    assert printed("National Liberation Front (FNL) (Burundi)").states == ("BI",)


def test_acled_prints_an_acronym_before_a_colon() -> None:
    name = printed("JNIM: Group for Support of Islam and Muslims")
    assert "jnim" in name.acronyms
    assert ("group", "support", "islam", "muslims") in {v.words for v in name.variants}


@given(st.text(max_size=60))
def test_any_text_can_be_taken_apart(text: str) -> None:
    name = printed(text)
    assert name.text == text
    assert all(v.words for v in name.variants)


def test_no_word_of_the_vocabulary_has_two_meanings() -> None:
    from importlib import resources

    import yaml

    raw = (resources.files("sourcebook.incidents.actors") / "vocabulary.yaml").read_text("utf-8")
    rows = yaml.safe_load(raw)["meanings"] + yaml.safe_load(raw)["peoples"]
    seen: dict[str, str] = {}
    for row in rows:
        for word in dict.fromkeys(row.split()):
            assert word not in seen, f"{word} stands in {seen[word]!r} and {row!r}"
            seen[word] = row
    assert seen.keys() == vocabulary().meaning.keys()

"""Finding who is meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.errors import UsageError
from sourcebook.record.lookup import GROUP_SCHEMATA, AmbiguousNameError, entry_id, find
from sourcebook.record.store import Record


@pytest.fixture(scope="module")
def record(family_home: Path) -> Iterator[Record]:
    with Record.open(family_home) as record:
        yield record


@pytest.mark.parametrize("asked", ["aqim", "register:aqim", "un:QDe.014"])
def test_the_id_of_any_member_leads_to_the_group(record: Record, asked: str) -> None:
    assert find(record, asked, GROUP_SCHEMATA) == "aqim"


@pytest.mark.parametrize(
    "asked",
    [
        "AQIM",
        "al-qaida in the islamic maghreb",
        "SALAFIST GROUP FOR CALL AND COMBAT",
        "القاعدة في بلاد المغرب الإسلامي",
    ],
)
def test_a_name_in_any_script_and_case_leads_to_the_group(record: Record, asked: str) -> None:
    assert find(record, asked, GROUP_SCHEMATA) == "aqim"


def test_a_person_is_found_where_persons_are_asked_for(record: Record) -> None:
    assert find(record, "عبد المالك دروكدال") == "abdelmalek-droukdel"
    assert find(record, "un:QDi.232") == "abdelmalek-droukdel"


def test_a_question_about_groups_is_not_answered_with_a_person(record: Record) -> None:
    with pytest.raises(UsageError, match="no group but: Person"):
        find(record, "un:QDi.232", GROUP_SCHEMATA)
    with pytest.raises(UsageError, match="nothing in the record is called"):
        find(record, "Abdelmalek Droukdel", GROUP_SCHEMATA)


def test_a_name_that_several_bear_is_answered_with_all_of_them(record: Record) -> None:
    with pytest.raises(AmbiguousNameError, match=r"can mean: .*Libya.*Ask again") as caught:
        find(record, "Ansar al-Sharia", GROUP_SCHEMATA)
    assert [c.id for c in caught.value.candidates] == [
        "ansar-al-sharia-libya",
        "ansar-al-sharia-tunisia",
    ]
    assert caught.value.exit_code == 2


def test_a_name_nobody_bears_is_answered_with_those_like_it(record: Record) -> None:
    with pytest.raises(UsageError, match=r"Close to it: .*Ansar al-Sharia in Libya"):
        find(record, "Ansar al-Sharia in Lybia")


@pytest.mark.parametrize("asked", ["Zzyzx", "", "!?", "%", "' or 1=1 --", "\x00", "٣"])
def test_a_name_like_no_other_is_answered_with_advice(record: Record, asked: str) -> None:
    with pytest.raises(UsageError, match="sourcebook groups"):
        find(record, asked)


def test_a_judgement_needs_an_entry(record: Record) -> None:
    assert entry_id(record, "aqim") == "register:aqim"
    assert entry_id(record, "un:QDe.014") == "un:QDe.014"
    with pytest.raises(UsageError, match="Entry ids read"):
        entry_id(record, "AQIM")

"""Who heads a group, in what order, and until when at the latest."""

from datetime import date

from sourcebook.profiles.compose.office import head_on
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.gathering import read_groups
from sourcebook.record.dossier import Question
from sourcebook.record.store import Record


def facts_of(record: Record, group: str, day: date) -> GroupFacts:
    (found,) = read_groups(record, [Question(group, day, record.known)])
    return found


def test_a_group_that_is_no_more_has_no_head(whole: Record) -> None:
    office = head_on(facts_of(whole, "farc", date(2026, 1, 1)))
    assert office.holder is None
    assert office.last is not None
    assert office.last.person.label == "Timochenko"


def test_while_it_was_it_had_one(whole: Record) -> None:
    office = head_on(facts_of(whole, "farc", date(2016, 1, 1)))
    assert office.holder is not None
    assert office.holder.person.label == "Timochenko"


def test_a_head_is_called_as_the_sources_of_his_group_call_him(whole: Record) -> None:
    roles = {
        group: {t.role for t in facts_of(whole, group, date(2020, 1, 1)).tenures}
        for group in ("aqim", "hezbollah")
    }
    assert "emir" in roles["aqim"]
    assert "leader" not in roles["aqim"]
    assert "leader" in roles["hezbollah"]
    assert "emir" not in roles["hezbollah"]

"""Claims held against datasets of events: they support and never contradict."""

from collections.abc import Sequence

import pytest

from sourcebook.claims.checking import check
from sourcebook.claims.checking.check import Days
from sourcebook.claims.model import Judged
from sourcebook.documents.reading import plain
from sourcebook.record.store import Record


def judged(record: Record, text: str, kind: str) -> Sequence[Judged]:
    day = record.known
    found = check(record, plain.read(text), Days(day, day)).claims
    return [one for one in found if one.claim.type == kind]


@pytest.mark.parametrize(
    ("kind", "verdict", "text"),
    [
        ("operates_in", "supported", "The ADF operates in Uganda."),
        ("operates_in", "not_in_record", "The ADF operates in Iceland."),
        ("targets", "supported", "The ADF attacks civilians."),
        ("carried_out", "supported", "The ADF attacked a village in Uganda."),
        ("carried_out", "not_in_record", "The ADF attacked a village in Iceland."),
        ("carried_out", "not_in_record", "The ADF kidnapped villagers in Uganda."),
    ],
)
def test_where_it_was_and_whom_it_attacked(
    eventful: Record, kind: str, verdict: str, text: str
) -> None:
    (found,) = judged(eventful, text, kind)
    assert found.verdict == verdict, found.explanation
    assert bool(found.evidence) is (verdict == "supported")


def day_of_one_report(record: Record) -> dict[str, object]:
    """A day on which GED has one report of the ADF with a number of dead, found without the code under test."""
    rows = record.rows(
        """select r.starts, min(r.deaths_best) as best, min(r.country) as country, min(r.event) as event
        from report r join report_actor a using (row_id)
        where a.name = 'ADF' and r.part = 'ged' and r.starts = r.ends and r.deaths_low = r.deaths_high
        group by r.starts having count(*) = 1 and min(r.deaths_best) > 3 and min(r.country) = 'CD' order by 1 limit 1"""
    )
    return rows[0]


def test_an_attack_on_a_day_is_held_by_the_report_of_that_day(eventful: Record) -> None:
    row = day_of_one_report(eventful)
    day = f"{row['starts']:%-d %B %Y}"
    (found,) = judged(eventful, f"On {day} the ADF attacked a village in DR Congo.", "carried_out")
    assert found.verdict == "supported"
    assert str(row["event"]) in found.evidence[0].locator
    (other,) = judged(eventful, f"On {day} the ADF attacked a village in Iceland.", "carried_out")
    assert other.verdict == "not_in_record"


def test_a_number_of_dead_is_held_against_the_one_report_of_that_day(eventful: Record) -> None:
    row = day_of_one_report(eventful)
    day, best = f"{row['starts']:%-d %B %Y}", int(str(row["best"]))
    said = "On {} the ADF attacked a village in DR Congo and killed {} people."
    (found,) = judged(eventful, said.format(day, best), "killed")
    assert found.verdict == "supported"
    (other,) = judged(eventful, said.format(day, best + 400), "killed")
    assert other.verdict == "not_in_record"
    assert str(best) in other.explanation


def test_mostly_somewhere_is_held_against_all_of_it(eventful: Record) -> None:
    (found,) = judged(eventful, "The ADF operates mainly in Uganda.", "operates_in")
    counted = eventful.rows(
        """select r.country = 'UG' as inside, count(*) as n from report r join report_actor a using (row_id)
        where a.name = 'ADF' and part = 'ged' group by 1 order by 1"""
    )
    inside = next(row["n"] for row in counted if row["inside"])
    mostly = inside * 2 >= sum(row["n"] for row in counted)
    assert found.verdict == ("supported" if mostly else "imprecise")

"""What a dossier holds as known on a day, and which file it cites."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sourcebook.archive.files import Archive
from sourcebook.record.dossier import Dossier, Question, open_dossiers
from sourcebook.record.held import Held, held_by_id
from sourcebook.record.store import Record


@pytest.fixture(scope="module")
def record(family_home: Path) -> Iterator[Record]:
    with Record.open(family_home) as record:
        yield record


def known_by(record: Record, id_: str, day: str) -> Dossier:
    known = date.fromisoformat(day)
    return open_dossiers(record, [Question(id_, known, known)])[0]


def values(dossier: Dossier, prop: str, *, withdrawn: bool = False) -> list[str]:
    return [
        h.row.value for h in dossier.statements if h.row.prop == prop and h.withdrawn == withdrawn
    ]


def only(held: list[Held[Any]], prop: str) -> Held[Any]:
    (found,) = [h for h in held if h.row.prop == prop]
    return found


def sha_of(home: Path, published: str) -> str:
    return next(f.sha for f in Archive(home).files() if f.published == published)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2003-12-31", {"Salafist Group for Preaching and Combat"}),
        (
            "2010-01-01",
            {"Salafist Group for Preaching and Combat", "Al-Qaida in the Islamic Maghreb"},
        ),
    ],
)
def test_a_claim_is_known_from_its_publication(record: Record, day: str, names: set[str]) -> None:
    dossier = known_by(record, "aqim", day)
    assert {v for p in ("name", "previousName", "alias") for v in values(dossier, p)} == names
    assert [m.entry for m in dossier.members] == ["register:aqim"]


def test_before_anything_was_known_a_dossier_is_empty(record: Record) -> None:
    dossier = known_by(record, "aqim", "1999-01-01")
    assert (dossier.members, dossier.statements, dossier.relations, dossier.inverse) == (
        [],
        [],
        [],
        [],
    )
    assert dossier.caption == "aqim"


def test_an_entry_is_a_member_from_its_first_version(record: Record) -> None:
    assert "un:QDe.014" not in [m.entry for m in known_by(record, "aqim", "2020-04-30").members]
    assert "un:QDe.014" in [m.entry for m in known_by(record, "aqim", "2020-05-01").members]


def test_nothing_in_a_dossier_is_younger_than_the_day_asked_about(record: Record) -> None:
    for day in ("2003-12-31", "2016-07-01", "2020-06-30", "2024-09-26", "2025-06-01"):
        dossier = known_by(record, "aqim", day)
        held = [*dossier.statements, *dossier.relations, *dossier.inverse]
        assert all(h.provenance.known_since <= date.fromisoformat(day) for h in held)
        lists = [h for h in held if h.provenance.source == "un"]
        assert all(h.provenance.version <= date.fromisoformat(day) for h in lists)


def test_the_leader_as_known_before_his_death_is_in_office_still(record: Record) -> None:
    before, after = (known_by(record, "aqim", day) for day in ("2020-06-01", "2020-06-19"))
    ends = [
        [h.row.valid_until for h in d.relations if h.row.kind == "led_by"] for d in (before, after)
    ]
    assert set(ends[0]) == {None}
    assert "2020-06-03" in ends[1]


def test_what_a_later_publication_replaces_is_withdrawn_from_then_on(record: Record) -> None:
    assert values(known_by(record, "aqim", "2016-06-30"), "sb:formed") == ["1996"]
    later = known_by(record, "aqim", "2016-07-01")
    assert values(later, "sb:formed") == ["1998"]
    assert values(later, "sb:formed", withdrawn=True) == ["1996"]


def test_a_death_that_a_later_publication_corrects_is_withdrawn(record: Record) -> None:
    register = [
        h
        for h in known_by(record, "abdelmalek-droukdel", "2020-12-31").statements
        if h.provenance.citation
    ]
    deaths = {h.row.value: h.withdrawn for h in register if h.row.prop == "deathDate"}
    assert deaths == {"2020-06-04": True, "2020-06-03": False}


def test_a_removed_entry_is_kept_as_withdrawn(record: Record) -> None:
    standing, gone = (known_by(record, "un:QDi.095", day) for day in ("2022-01-01", "2025-01-01"))
    assert not any(h.withdrawn for h in standing.statements)
    assert only(standing.statements, "name").provenance.known_until is None
    assert all(h.withdrawn for h in gone.statements)
    assert only(gone.statements, "name").provenance.known_until == date(2024, 9, 26)
    assert [m.entry for m in gone.members] == ["un:QDi.095"]


def test_an_entry_that_returned_stands_and_is_known_since_its_first_run(record: Record) -> None:
    name = only(known_by(record, "un:QDi.095", "2026-03-01").statements, "name")
    assert not name.withdrawn
    assert name.provenance.known_since == date(2020, 5, 1)
    assert (name.provenance.version, name.provenance.known_until) == (date(2026, 2, 27), None)


@pytest.mark.parametrize(
    ("day", "version"),
    [("2022-01-01", "2020-05-01"), ("2025-01-01", "2024-09-26"), ("2026-11-22", "2026-02-27")],
)
def test_cited_is_the_newest_file_that_was_out_on_the_day(
    record: Record, family_home: Path, day: str, version: str
) -> None:
    row = next(h for h in known_by(record, "aqim", day).statements if h.row.value == "AQIM")
    assert row.provenance.version == date.fromisoformat(version)
    assert row.provenance.file == sha_of(family_home, version)
    assert row.provenance.known_since == date(2020, 5, 1)


def test_a_file_cited_is_described(record: Record) -> None:
    dossier = known_by(record, "aqim", "2022-01-01")
    assert {h.provenance.file for h in dossier.statements} <= dossier.files.keys()
    assert {
        h.provenance.citation for h in dossier.statements if h.provenance.citation
    } <= dossier.citations.keys()
    assert {h.provenance.source for h in dossier.statements} <= dossier.sources.keys()


def test_ties_to_a_person_are_read_from_both_ends(record: Record) -> None:
    person = known_by(record, "abdelmalek-droukdel", "2026-11-22")
    assert {h.subject for h in person.inverse if h.row.kind == "led_by"} == {
        "un:QDe.014",
        "register:aqim",
    }
    assert person.labels["un:QDe.014"].canonical == "aqim"
    assert person.labels["register:aqim"].caption == "Al-Qaida in the Islamic Maghreb"


def test_rows_by_id_are_those_known_on_the_day(record: Record) -> None:
    row = next(
        h for h in known_by(record, "aqim", "2026-11-22").statements if h.row.value == "AQIM"
    )
    id_ = row.provenance.row_id
    assert held_by_id(record, [id_, "0" * 20], date(2026, 11, 22)) == {id_: row}
    assert held_by_id(record, [id_], date(2020, 4, 30)) == {}


def test_dossiers_come_in_the_order_of_the_questions(record: Record) -> None:
    day = date(2026, 11, 22)
    asked = [Question(id_, day, day) for id_ in ("un:QDi.095", "aqim")]
    assert [d.question.id for d in open_dossiers(record, asked)] == ["un:QDi.095", "aqim"]

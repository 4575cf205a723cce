"""Whom a name finds, on which day, and what a hit says."""

from datetime import date
from pathlib import Path

import pytest

from sourcebook.errors import RecordError
from sourcebook.identity.journal import Journal
from sourcebook.identity.overlay import lay_over
from sourcebook.record.store import Record
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener
from tests.lists import DUMONT, YAS_AIR, small_home, un_list
from tests.screening.conftest import ANNABI

BY = ("M. Keita", "seen")


def ids(screener: Screener, *names: str, **where: object) -> list[str]:
    # In a list of three names no word is rare, so that a name that agrees is less likely than on a real list.
    options = Options(**{"cutoff": 0.02, **where})  # type: ignore[arg-type]
    return [hit.id for hit in screener.screen([Query(names=names)], options)[0]]


def test_a_name_in_any_spelling_and_script_finds_the_entity(family: Screener) -> None:
    for name in (
        "Abdelmalek Droukdel",
        "DROUKDEL, Abdelmalek",
        "عبد المالك دروكدال",
        "Abdelmalek Droukdal",
    ):
        assert ids(family, name)[:1] == ["abdelmalek-droukdel"], name
    assert ids(family, "Emma Daniels") == []


def test_a_hit_says_which_name_of_which_entry_met_and_what_the_list_says(family: Screener) -> None:
    (hit,) = family.screen([Query(names=("Salafist Group for Call and Combat",))])[0]
    assert (hit.id, hit.caption, hit.schema, hit.is_group) == (
        "aqim", "Al-Qaida in the Islamic Maghreb", "Organization", True,
    )  # fmt: skip
    assert (hit.name.entry, hit.name.prop, hit.name.text) == (
        "un:QDe.014", "previousName", "Salafist Group For Call and Combat",
    )  # fmt: skip
    assert "salafist" in hit.reasons[0].detail
    un = next(entry for entry in hit.entries if entry.source == "un")
    assert (un.authority, un.programme, un.reference) == ("United Nations", "Al-Qaida", "QDe.014")
    assert (un.listed_on, un.known_from, un.known_until) == ("2001-10-06", date(2020, 5, 1), None)


def test_of_several_spellings_the_best_counts_and_an_entity_is_reported_once(
    family: Screener,
) -> None:
    found = family.screen([Query(names=("Leo Dumontier", "Lionel Dumont"))])[0]
    assert [hit.id for hit in found] == ["un:QDi.095"]
    assert found[0].reasons[0].query == "Lionel Dumont"


def test_of_names_that_fold_to_one_the_one_asked_about_is_reported(tmp_path: Path) -> None:
    weak = "<QUALITY>Low</QUALITY><ALIAS_NAME>Youcef Abu Obeida"
    good = "<QUALITY>Good</QUALITY><ALIAS_NAME>Abu Ubaydah Yusuf al-Annabi"
    assert weak in ANNABI
    home = small_home(tmp_path, [un_list("2026-02-27", (ANNABI.replace(weak, good),), ())])
    with Record.open(home) as record:
        screener = Screener.open(record, home)
        for name in ("Abou Obeida Youssef Al-Annabi", "Abu Ubaydah Yusuf al-Annabi"):
            (hit,) = screener.screen([Query(names=(name.upper(),))], Options(cutoff=0.02))[0]
            assert hit.name.text == name


def test_queries_of_a_batch_are_answered_as_if_asked_alone(family: Screener) -> None:
    asked = (
        ("Yas Air", None), ("Lionel Dumont", "Person"), ("Nobody Whatever", None),
        ("Salafist Group for Call and Combat", "Organization"),
    )  # fmt: skip
    queries = [Query(names=(name,), schema=schema) for name, schema in asked]
    together = family.screen(queries)
    assert together == [family.screen([query])[0] for query in queries]
    assert [len(hits) for hits in together] == [1, 1, 0, 1]


def test_a_schema_finds_its_kinds_and_its_parents_and_nothing_beside_them(family: Screener) -> None:
    def found(name: str, schema: str) -> bool:
        return bool(family.screen([Query(names=(name,), schema=schema)])[0])

    assert found("Yas Air", "Company") and found("Yas Air", "LegalEntity")
    assert not found("Yas Air", "Person")
    assert found("Lionel Dumont", "LegalEntity") and not found("Lionel Dumont", "Organization")


@pytest.mark.parametrize(
    ("known", "dumont", "yas_air"),
    [
        ("2020-05-01", True, False),
        ("2024-09-26", False, False),
        ("2026-02-26", False, False),
        ("2026-02-27", True, True),
    ],
)
def test_what_the_lists_had_said_by_a_day(
    family: Screener, known: str, dumont: bool, yas_air: bool
) -> None:
    day = date.fromisoformat(known)
    assert (ids(family, "Lionel Dumont", known=day) == ["un:QDi.095"]) is dumont
    assert (ids(family, "Yas Air", known=day) == ["un:IRe.077"]) is yas_air


def test_before_the_oldest_version_a_list_is_not_covered(family: Screener) -> None:
    early = Options(known=date(2019, 1, 1), sources=("un",))
    assert family.screen([Query(names=("Lionel Dumont",))], early) == [[]]
    (un,) = family.coverage(early)
    assert (un.covered, un.version, un.days_old) == (False, date(2020, 5, 1), None)
    (un,) = family.coverage(Options(known=date(2020, 6, 1), sources=("un",)))
    assert (un.covered, un.version, un.complete, un.days_old) == (
        True,
        date(2020, 5, 1),
        date(2020, 5, 1),
        31,
    )


def test_in_force_on_a_day_goes_by_printed_dates_unless_a_list_of_then_lacks_the_entry(
    family: Screener,
) -> None:
    def listed(name: str, day: date) -> bool:
        return bool(ids(family, name, as_of=day, known=date(2026, 3, 1), sources=("un",)))

    assert listed("Lionel Dumont", date(2004, 1, 1)) and not listed(
        "Lionel Dumont", date(2003, 1, 1)
    )
    # It prints a listing of 2012, and the complete lists of 2020 and 2024 do not have it.
    assert not listed("Yas Air", date(2025, 1, 1)) and listed("Yas Air", date(2026, 2, 27))
    assert listed(
        "Yas Air", date(2013, 1, 1)
    )  # before the oldest list nothing speaks against what is printed


def test_what_is_left_out(family: Screener) -> None:
    assert ids(family, "AQIM", sources=("un",)) == ["aqim"]
    assert ids(family, "Al-Qaida in the Islamic Maghreb", exclude_sources=("un", "register")) == []
    assert ids(family, "AQIM", exclude_schemata=("LegalEntity",)) == []
    assert ids(family, "AQIM", exclude_ids=frozenset({"aqim"})) == []
    assert ids(family, "AQIM", topics=("crime.terror",)) == ["aqim"]
    assert ids(family, "Yas Air", topics=("crime.terror",)) == []
    many = frozenset(f"un:X.{n}" for n in range(50_000))
    assert ids(family, "AQIM", exclude_ids=many) == ["aqim"]
    assert ids(family, "AQIM", limit=1, cutoff=1.0, threshold=1.0) == []


def test_changed_since_finds_what_a_list_added_or_amended(family: Screener) -> None:
    since = date(2024, 9, 26)
    assert ids(family, "Yas Air", changed_since=since) == ["un:IRe.077"]
    assert ids(family, "Lionel Dumont", changed_since=since) == ["un:QDi.095"]
    assert ids(family, "Abdelmalek Droukdel", changed_since=since, sources=("un",)) == []
    assert ids(family, "Abdelmalek Droukdel", changed_since=date(2020, 5, 1), sources=("un",)) == [
        "abdelmalek-droukdel"
    ]


def test_a_judgement_made_since_the_build_brings_entities_together_and_apart(
    tmp_path: Path,
) -> None:
    home = small_home(tmp_path, [un_list("2026-02-27", (DUMONT,), (YAS_AIR,))])
    journal = Journal(home)
    made = journal.judge("same", "un:QDi.095", "un:IRe.077", *BY)

    def found(name: str) -> list[str]:
        with Record.open(home) as record:
            lay_over(record, Journal(home))
            return ids(Screener.open(record, home), name)

    assert found("Lionel Dumont") == found("Yas Air") == ["un:IRe.077"]
    journal.withdraw(made.id, *BY)
    assert (found("Lionel Dumont"), found("Yas Air")) == (["un:QDi.095"], ["un:IRe.077"])


def test_each_part_of_an_entity_taken_apart_since_the_build_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sourcebook.build.builder import build

    twin = DUMONT.replace("QDi.095", "QDi.096").replace("112038", "112039")
    home = small_home(tmp_path, [un_list("2026-02-27", (DUMONT, twin), ())])
    made = Journal(home).judge("same", "un:QDi.095", "un:QDi.096", *BY)
    monkeypatch.setenv("SOURCEBOOK_REGISTER", str(tmp_path / "register"))
    build(home)
    with Record.open(home) as record:
        assert ids(Screener.open(record, home), "Lionel Dumont") == ["un:QDi.095"]
    Journal(home).withdraw(made.id, *BY)
    with Record.open(home) as record:
        lay_over(record, Journal(home))
        assert ids(Screener.open(record, home), "Lionel Dumont") == ["un:QDi.095", "un:QDi.096"]


def test_a_build_without_an_index_says_so(family_home: Path, tmp_path: Path) -> None:
    with Record.open(family_home) as record:
        record.folder = tmp_path
        with pytest.raises(RecordError, match="no index of names"):
            Screener.open(record, family_home)


@pytest.mark.parametrize(
    "name", ["", " ", "....", "\ud800", "a" * 10_000, "\u202eabc\u202c", "😀", "1" * 50]
)
def test_names_that_are_none_find_nobody_and_break_nothing(family: Screener, name: str) -> None:
    assert family.screen([Query(names=(name,))]) == [[]]
    assert family.screen([Query(names=())]) == [[]]

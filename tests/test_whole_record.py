"""The record of everything in the shared folder holds what its files hold, and says who is who."""

from datetime import date

import pytest

from sourcebook.findings import RULES, Scope, look
from sourcebook.record.changes import between
from sourcebook.record.dossier import Question, open_dossiers
from sourcebook.record.lookup import find
from sourcebook.record.overview import overview
from sourcebook.record.store import Record


def lines(record: Record) -> dict[tuple[str, str, str], int]:
    return {(f.source, f.part, f.published): f.records for f in overview(record).files}


def test_the_counts_are_those_of_the_publishers(whole: Record) -> None:
    found = lines(whole)
    assert found["un", "list", "2026-02-27"] == 730 + 273
    assert found["un", "list", "2024-09-26"] == 682 + 193
    assert found["ofac", "sdn", "2024-05-03"] == 14_965
    assert found["ofac", "sdn", "2024-04-26"] == 14_668
    assert found["uk", "conlist", "2018-04-13"] == 2_106
    assert found["eu", "list", "2016-02-11"] == 595
    assert found["ucdp", "actor", "2022"] == 1_725


def test_aliases_and_addresses_without_a_main_row_are_counted_as_orphans(whole: Record) -> None:
    orphans = {
        f.part: (f.orphans, f.records) for f in overview(whole).files if f.published == "2026-06"
    }
    assert orphans["alt"] == (2_727, 20_260)
    assert orphans["add"][0] == 5_598


@pytest.mark.parametrize(
    ("canonical", "entries"),
    [
        ("aqim", {"un:QDe.014", "ofac:6897", "eu:481", "uk:7247", "ucdp:539", "register:aqim"}),
        ("abdelmalek-droukdel", {"un:QDi.232", "ofac:10612", "uk:9157"}),
    ],
)
def test_one_group_or_person_out_of_every_list(
    whole: Record, canonical: str, entries: set[str]
) -> None:
    rows = whole.rows("select entry from identity where canonical = $1", [canonical])
    assert entries <= {row["entry"] for row in rows}


@pytest.mark.parametrize(
    "asked",
    [
        "AQIM",
        "aqim",
        "GSPC",
        "al-Qaïda au Maghreb islamique",
        "تنظيم القاعدة في بلاد المغرب الإسلامي",
        "un:QDe.014",
        "ofac:6897",
    ],
)
def test_any_name_in_any_script_finds_the_group(whole: Record, asked: str) -> None:
    assert find(whole, asked, ("Organization", "LegalEntity")) == "aqim"


def test_between_the_two_un_lists(whole: Record) -> None:
    found = between(whole, "un", "2024-09-26", "2026-02-27")
    assert (len(found.added), len(found.removed)) == (134, 6)
    assert len(found.amended) == 171
    updated = [a for a in found.amended if any(f.field == "designated_by" for f in a.fields)]
    assert len(updated) == 23


def test_between_the_two_ofac_lists(whole: Record) -> None:
    found = between(whole, "ofac/sdn", "2024-04-26", "2024-05-03")
    assert (len(found.added), len(found.removed)) == (305, 8)


def test_the_un_still_names_a_dead_man_as_head(whole: Record) -> None:
    found = look(
        whole, Scope(date(2026, 2, 27), ("aqim",)), {"dead": RULES["leader-recorded-dead"]}
    )
    assert any(
        f.slots["record"] == "un:QDe.014" and f.slots["death_record"] == "un:QDi.232" for f in found
    )


def test_a_leader_only_the_register_knows_to_be_dead_is_found(whole: Record) -> None:
    found = look(
        whole, Scope(date(2026, 11, 22), ("boko-haram",)), {"dead": RULES["leader-recorded-dead"]}
    )
    assert any(f.slots["record"] in ("un:QDe.138", "un:QDi.322") for f in found)


def test_entries_listed_before_they_appeared(whole: Record) -> None:
    rules = {"early": RULES["listed-before-it-appeared"]}
    found = look(whole, Scope(date(2026, 2, 27)), rules)
    iran = [f for f in found if f.slots["record"].startswith(("un:IRi", "un:IRe"))]
    assert len(iran) == 121


def test_designations_older_than_the_name(whole: Record) -> None:
    rules = {"older": RULES["designation-older-than-name"]}
    found = look(whole, Scope(date(2026, 11, 22), ("aqim",)), rules)
    assert {"US", "UN", "EU"} <= {f.slots["authority"] for f in found}


def test_ucdp_codes_become_relations(whole: Record) -> None:
    rows = whole.rows(
        "select kind, count(*) as edges, count(distinct subject) as actors from relations "
        "where source = 'ucdp' and role is null and kind != 'renamed_to' group by kind"
    )
    assert {r["kind"]: (r["actors"], r["edges"]) for r in rows} == {
        "split_from": (219, 226),
        "joined": (76, 84),
        "allied_with": (111, 117),
    }


def test_ucdp_targets_without_a_row_stay_named_stubs(whole: Record) -> None:
    rows = whole.rows(
        "select distinct object, object_name from relations where source = 'ucdp' "
        "and object not in (select entry from entry)"
    )
    assert {r["object"] for r in rows} == {"ucdp:2658", "ucdp:6493", "ucdp:7610", "ucdp:7611"}
    assert all(r["object_name"] for r in rows)


def test_nothing_is_dropped_without_a_reason(whole: Record) -> None:
    assert whole.value("select count(*) from reject where reason is null or reason = ''") == 0


def test_a_dossier_before_a_version_says_nothing_of_it(whole: Record) -> None:
    then = Question("aqim", date(2025, 1, 1), date(2025, 1, 1))
    (dossier,) = open_dossiers(whole, [then])
    assert all(
        h.provenance.known_since <= date(2025, 1, 1)
        for h in [*dossier.statements, *dossier.relations]
    )
    assert all(
        h.provenance.version <= date(2025, 1, 1)
        for h in dossier.statements
        if h.provenance.source == "un"
    )


def test_who_did_an_incident_of_the_register_is_named_on_its_side(whole: Record) -> None:
    rows = whole.rows(
        """select distinct a.side, a.name, a.entry from report_actor a join report r using (row_id)
        where r.event = 'register:2013-in-amenas' and a.entry is not null"""
    )
    assert {row["side"] for row in rows} == {"b"}
    assert "Those Who Sign in Blood" in {row["name"] for row in rows}
    assert all(row["name"] != row["entry"].partition(":")[2] for row in rows)


def test_who_is_given_by_an_entry_is_not_guessed_at_by_name(whole: Record) -> None:
    asked = "select name from actor_resolution where source = 'register' and name {} 'Ansar Dine'"
    assert not whole.rows(asked.format("="))
    assert whole.rows(asked.format("!="))


def test_a_name_that_one_group_is_headed_by_is_that_groups(whole: Record) -> None:
    rows = whole.rows(
        "select entry, grade from actor_resolution where source = 'register' and name = 'Islamic State'"
    )
    assert [(row["entry"], row["grade"]) for row in rows] == [("ucdp:234", "same")]

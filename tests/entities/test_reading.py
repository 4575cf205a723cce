"""Entities and ties as they are drawn, on real records of the UN's list and the register."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from sourcebook.entities import Entity, View
from sourcebook.entities.keeping import Kept
from sourcebook.entities.reading import canonical_ids, read_entities
from sourcebook.entities.statements import Asked, read_statements
from sourcebook.entities.ties import read_tie, read_ties
from sourcebook.entities.values import wire_property, wire_values
from sourcebook.record.store import Record
from tests.lists import AQIM, DUMONT, small_home, un_list

NOW = View(date(2026, 11, 22))


@pytest.fixture(scope="module")
def record(family_home: Path) -> Iterator[Record]:
    with Record.open(family_home) as record:
        yield record


def draw(record: Record, id_: str, view: View = NOW) -> Entity:
    return read_entities(record, [id_], view)[id_]


def test_values_are_written_as_followthemoney_writes_them() -> None:
    assert wire_values("country", "DZ") == ["dz"]
    assert wire_values("date", "1970-04-20") == ["1970-04-20"]
    assert wire_values("date", "2015~") == ["2015"]
    assert wire_values("date", "1978/1980-06") == ["1978", "1980-06"]
    assert wire_property("Organization", "sb:formed") == ("incorporationDate", "date")
    assert wire_property("Person", "sb:namePart") is None
    assert wire_property("Person", "id") is None


def test_an_entity_is_the_sum_of_its_entries(record: Record) -> None:
    found = draw(record, "abdelmalek-droukdel")
    assert found.datasets == ["register", "un"]
    assert found.referents == ["register:abdelmalek-droukdel", "un:QDi.232"]
    assert found.properties["birthDate"] == ["1970-04-20"]
    assert found.properties["nationality"] == ["dz"]
    assert found.properties["topics"] == ["crime.terror", "sanction"]
    assert set(found.properties["name"]) >= {
        "Abdelmalek Droukdel",
        "ABDELMALEK DROUKDEL",
        "عبد المالك دروكدال",
    }
    assert list(found.properties) == sorted(found.properties)


def test_a_source_whose_terms_keep_its_rows_in_is_not_drawn(record: Record) -> None:
    view = View(NOW.known, withheld=frozenset({"un"}))
    found = draw(record, "abdelmalek-droukdel", view)
    assert found.datasets == ["register"] and not found.target
    assert "birthDate" not in found.properties
    assert read_entities(record, ["un:IRe.077"], view) == {}
    assert all(
        one.datasets == ["register"]
        for of in read_ties(record, ["aqim"], view)["aqim"].values()
        for one in of
    )
    rows, _ = read_statements(record, Asked(limit=5000), view)
    assert {row["dataset"] for row in rows} == {"register"}


def test_an_entity_that_left_and_returned_is_drawn_for_each_day(record: Record) -> None:
    days = {
        day: draw(record, "un:QDi.095", View(date.fromisoformat(day)))
        for day in ("2021-01-01", "2024-12-01", "2026-03-01")
    }
    assert [one.target for one in days.values()] == [True, False, True]
    assert days["2024-12-01"].properties["name"] == ["LIONEL DUMONT"]
    assert days["2026-03-01"].last_seen == "2026-02-27T00:00:00"


def test_ties_are_reached_from_both_ends(record: Record) -> None:
    ties = read_ties(record, ["aqim", "abdelmalek-droukdel"], NOW)
    led = ties["aqim"]["directorshipOrganization"][0]
    leads = ties["abdelmalek-droukdel"]["directorshipDirector"][0]
    assert (
        led.id == leads.id and led.schema == "Directorship" and led.properties["role"] == ["emir"]
    )
    assert led.properties["organization"] == ["aqim"] and leads.properties["director"] == [
        "abdelmalek-droukdel"
    ]
    director = led.properties["director"][0]
    assert isinstance(director, Entity) and director.id == "abdelmalek-droukdel"
    again = read_tie(record, led.id.removeprefix("row:"), NOW)
    assert again is not None and again.caption == led.caption == "emir · Abdelmalek Droukdel"


def test_a_designation_says_who_when_and_under_what(record: Record) -> None:
    found = {
        tie.properties["authority"][0]: tie
        for tie in read_ties(record, ["aqim"], NOW)["aqim"]["sanctions"]
    }
    un = found["United Nations"].properties
    assert (
        un["unscId"] == ["QDe.014"]
        and un["program"] == ["Al-Qaida"]
        and un["listingDate"] == ["2001-10-06"]
    )
    assert un["modifiedAt"] == ["2007-04-26", "2020-11-24"]
    assert "country" not in un and found["Australia"].properties["country"] == ["au"]


def test_as_of_leaves_out_what_did_not_hold_on_the_day(record: Record) -> None:
    def authorities(day: str) -> set[object]:
        view = View(NOW.known, as_of=date.fromisoformat(day))
        return {
            tie.properties["authority"][0]
            for tie in read_ties(record, ["aqim"], view)["aqim"].get("sanctions", [])
        }

    assert authorities("2001-01-01") == set()
    assert authorities("2002-01-01") == {"United Nations"}
    assert authorities("2003-01-01") == {"United Nations", "Australia"}
    after = read_ties(record, ["aqim"], View(NOW.known, as_of=date(2021, 1, 1)))["aqim"]
    assert not any("endDate" in one.properties for one in after["directorshipOrganization"])


def test_a_party_that_is_only_named_is_mentioned(record: Record) -> None:
    split = read_ties(record, ["aqim"], NOW)["aqim"]["predecessors"][0]
    assert split.schema == "Succession" and split.properties["namesMentioned"] == ["GIA"]
    assert split.properties["successor"] == ["aqim"] and "predecessor" not in split.properties


def test_ids_of_every_kind_lead_to_the_canonical_one(record: Record) -> None:
    found = canonical_ids(record, ["un:QDe.014", "register:aqim", "aqim", "un:IRe.077", "nobody"])
    assert found == {
        "un:QDe.014": "aqim",
        "register:aqim": "aqim",
        "aqim": "aqim",
        "un:IRe.077": "un:IRe.077",
    }


def test_many_at_once_are_what_each_is_alone(record: Record) -> None:
    ids = [
        row["canonical"]
        for row in record.rows("select distinct canonical from identity order by 1")
    ]
    together = read_entities(record, ids, NOW)
    assert together == {id_: draw(record, id_) for id_ in ids}
    assert read_entities(record, ids + ["x"] * 500, NOW) == together
    assert msgspec.json.encode(together)


def test_what_is_kept_is_bounded_and_the_same(record: Record) -> None:
    kept = Kept(most=2)
    ids = ["aqim", "un:QDi.095", "un:IRe.077", "nobody"]
    for _ in range(2):
        assert kept.entities(record, ids, NOW) == read_entities(record, ids, NOW)
    assert len(kept._drawn) == 2


# The document and the address are made up.
_DOCUMENTS = """<INDIVIDUAL_ADDRESS><STREET>1 Example Street</STREET><CITY>Nowhere</CITY></INDIVIDUAL_ADDRESS>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X0000000</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL>"""


def test_document_numbers_and_addresses_of_persons_are_hidden(tmp_path: Path) -> None:
    papers = DUMONT.replace("</INDIVIDUAL>", _DOCUMENTS)
    home = small_home(tmp_path, [un_list("2026-02-27", (papers,), (AQIM,))])
    with Record.open(home) as record:
        for private in (False, True):
            view = View(record.known, private=private)
            properties = draw(record, "un:QDi.095", view).properties
            assert ("passportNumber" in properties) is ("address" in properties) is private
            rows, total = read_statements(record, Asked(prop="passportNumber"), view)
            assert len(rows) == total == private

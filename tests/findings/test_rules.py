"""Each rule fires on what it is for and stays silent on what only looks like it."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from sourcebook.findings import RULES, Scope, look
from sourcebook.findings.finding import Finding
from sourcebook.record.store import Record
from tests.lists import (
    AQIM,
    AQIM_2020,
    DROUKDEL,
    DROUKDEL_2020,
    DUMONT,
    YAS_AIR,
    claim,
    register_file,
    small_home,
    un_list,
)  # fmt: skip

NEWEST = date(2026, 11, 22)
SAME = [{"entry": "un:QDe.014", "why": "primary name and former names agree"}]
Find = Callable[..., list[Finding]]


def find(
    home: Path, rule: str, known: date = NEWEST, ids: tuple[str, ...] | None = None
) -> list[Finding]:
    with Record.open(home) as record:
        return look(record, Scope(known, ids), {rule: RULES[rule]})


@pytest.fixture(scope="module")
def lists_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three versions of the UN list: Dumont leaves and returns, Yas Air comes late, Droukdel dies between."""
    return small_home(
        tmp_path_factory.mktemp("lists"),
        [
            un_list("2020-05-01", (DROUKDEL_2020, DUMONT), (AQIM_2020,)),
            un_list("2024-09-26", (DROUKDEL,), (AQIM,)),
            un_list("2026-02-27", (DROUKDEL, DUMONT), (AQIM, YAS_AIR)),
        ],
    )


def with_register(folder: Path, *files: str, lists: Sequence[bytes] = ()) -> Path:
    return small_home(folder, lists, files)


def aqim(**sections: object) -> str:
    return register_file("aqim", "Al-Qaida in the Islamic Maghreb", same_as=SAME, **sections)


def droukdel(**sections: object) -> str:
    return register_file("abdelmalek-droukdel", "Abdelmalek Droukdel", schema="Person", **sections)


# leader-recorded-dead


def test_a_list_that_names_a_dead_man_in_office_is_found(lists_home: Path) -> None:
    (found,) = find(lists_home, "leader-recorded-dead")
    assert found.id == "un:QDe.014"
    assert found.slots["leader"] == "ABDELMALEK DROUKDEL"
    assert (found.slots["record"], found.slots["death_record"]) == ("un:QDe.014", "un:QDi.232")
    assert found.slots["version"] == "2026-02-27"
    assert {held.row.prop if hasattr(held.row, "prop") else held.row.kind for held in found.evidence} == {
        "led_by", "deathDate",
    }  # fmt: skip


def test_as_known_earlier_the_file_of_that_day_is_named(lists_home: Path) -> None:
    (found,) = find(lists_home, "leader-recorded-dead", date(2025, 1, 1))
    assert found.slots["version"] == "2024-09-26"


def test_a_list_published_before_the_death_is_not_stale(tmp_path: Path) -> None:
    files = (
        droukdel(
            same_as=[{"entry": "un:QDi.232", "why": "same"}],
            died=[claim("20minutes-2020-06-19", value="2020-06-03")],
        ),
    )
    home = with_register(
        tmp_path, *files, lists=[un_list("2020-05-01", (DROUKDEL_2020,), (AQIM_2020,))]
    )
    assert find(home, "leader-recorded-dead") == []


def test_a_death_the_register_alone_knows_makes_a_later_list_stale(tmp_path: Path) -> None:
    files = (
        droukdel(
            same_as=[{"entry": "un:QDi.232", "why": "same"}],
            died=[claim("20minutes-2020-06-19", value="2020-06-03")],
        ),
    )
    home = with_register(tmp_path, *files, lists=[un_list("2026-02-27", (DROUKDEL_2020,), (AQIM,))])
    (found,) = find(home, "leader-recorded-dead")
    assert (found.slots["says"], found.slots["died"]) == ("Register", "2020-06-03")
    assert find(home, "leader-recorded-dead", ids=("somebody-else",)) == []


def test_nobody_knew_of_the_death_before_a_source_said_so(lists_home: Path) -> None:
    assert find(lists_home, "leader-recorded-dead", date(2020, 12, 31)) == []


# sources-differ


def test_two_publications_with_dates_that_cannot_both_be_differ(tmp_path: Path) -> None:
    formed = [
        claim("mmp-65", value="1998"),
        claim("baad-2015", value="1998"),
        claim("invisible-dog", value="1996"),
    ]
    (found,) = find(with_register(tmp_path, aqim(formed=formed)), "sources-differ")
    assert found.slots == {"what": "sb:formed", "other": "", "values": "1996; 1998"}
    assert len(found.evidence) == 3


@pytest.mark.parametrize(
    "formed",
    [
        [claim("mmp-65", value="1998"), claim("baad-2015", value="1998-09")],
        [claim("mmp-65", value="1998"), claim("mmp-65", value="1996")],
        [claim("mmp-65", value="1998~"), claim("baad-2015", value="1999")],
        [claim("mmp-65", value="1998"), claim("baad-2015", value="1996/1998")],
    ],
    ids=[
        "a year and its month",
        "one publication in doubt",
        "about a year",
        "a span that holds it",
    ],
)
def test_dates_that_can_be_the_same_day_do_not_differ(tmp_path: Path, formed: list[object]) -> None:
    assert find(with_register(tmp_path, aqim(formed=formed)), "sources-differ") == []


def test_a_list_and_a_publication_are_compared(tmp_path: Path) -> None:
    same = [{"entry": "un:QDi.232", "why": "same"}]
    apart, alike = ([claim("wp-droukdel", value=year)] for year in ("1971", "1970"))
    lists = [un_list("2026-02-27")]
    differing = with_register(tmp_path / "a", droukdel(same_as=same, born=apart), lists=lists)
    agreeing = with_register(tmp_path / "b", droukdel(same_as=same, born=alike), lists=lists)
    assert [f.slots["values"] for f in find(differing, "sources-differ")] == ["1970-04-20; 1971"]
    assert find(agreeing, "sources-differ") == []


def test_the_date_of_a_tie_is_compared_for_one_other_group_at_a_time(tmp_path: Path) -> None:
    def split(object_: object, *dates: tuple[str, str]) -> dict[str, object]:
        return {
            "kind": "split_from",
            "object": object_,
            "claims": [claim(c, start=d) for c, d in dates],
        }

    two = [
        split({"name": "GIA"}, ("mmp-65", "1998")),
        split({"name": "FIDA"}, ("invisible-dog", "1996")),
    ]
    one = [split({"name": "GIA"}, ("mmp-65", "1998"), ("invisible-dog", "1996"))]
    assert find(with_register(tmp_path / "two", aqim(lineage=two)), "sources-differ") == []
    (found,) = find(with_register(tmp_path / "one", aqim(lineage=one)), "sources-differ")
    assert (found.slots["what"], found.slots["other"]) == ("split_from", "GIA")


def test_two_renamings_of_one_group_do_not_differ(tmp_path: Path) -> None:
    renames = [
        {"from": "GIA", "to": "GSPC", "claims": [claim("mmp-65", start="1998")]},
        {"from": "GSPC", "to": "AQIM", "claims": [claim("reuters-2007-01-26", start="2007-01-26")]},
    ]
    assert find(with_register(tmp_path, aqim(renames=renames)), "sources-differ") == []


def test_what_a_publication_withdrew_no_longer_differs(tmp_path: Path) -> None:
    formed = [
        claim("invisible-dog", value="1996"),
        claim("mmp-65", value="1998", replaces="invisible-dog"),
    ]
    home = with_register(tmp_path, aqim(formed=formed))
    assert find(home, "sources-differ") == []


# event-before-group


def sahara(start: str, *, formed: Sequence[str]) -> str:
    report = {
        "cite": "guardian-2003-04-28", "start": start, "tactic": "kidnapping",
        "actors": [{"group": "aqim", "basis": "attributed"}],
    }  # fmt: skip
    incident = {
        "id": "2003-sahara-tourists",
        "label": "Kidnapping in the Sahara",
        "country": "DZ",
        "reports": [report],
    }
    cites = ("mmp-65", "invisible-dog")
    return aqim(
        formed=[claim(c, value=v) for c, v in zip(cites, formed, strict=False)],
        incidents=[incident],
    )


def test_an_event_before_its_perpetrator_is_found(tmp_path: Path) -> None:
    (found,) = find(
        with_register(tmp_path, sahara("2003-02", formed=["2007", "2006"])), "event-before-group"
    )
    assert found.slots == {
        "incident": "Kidnapping in the Sahara",
        "on": "2003-02",
        "formed": "2006; 2007",
    }
    assert len(found.evidence) == 3


@pytest.mark.parametrize(
    ("start", "formed"),
    [("2003-02", ["2007", "1998"]), ("2003", ["2003-11"]), ("2003-02", []), ("2003-02", ["2003~"])],
    ids=["one source founds it earlier", "within the year", "nobody says when", "about that year"],
)
def test_an_event_that_can_be_the_groups_is_not(
    tmp_path: Path, start: str, formed: list[str]
) -> None:
    assert find(with_register(tmp_path, sahara(start, formed=formed)), "event-before-group") == []


# designation-older-than-name


def named_since(start: str | None) -> str:
    values = {} if start is None else {"start": start}
    name = {
        "name": "Al-Qaida in the Islamic Maghreb",
        "kind": "primary",
        "claims": [claim("reuters-2007-01-26", **values)],
    }
    return aqim(names=[name])


def test_a_listing_older_than_todays_name_is_found(tmp_path: Path) -> None:
    home = with_register(tmp_path, named_since("2007-01-26"), lists=[un_list("2026-02-27")])
    (found,) = find(home, "designation-older-than-name")
    assert found.id == "aqim"
    assert (found.slots["authority"], found.slots["listed_on"]) == ("UN", "2001-10-06")
    assert found.slots["since"] == "2007-01-26"


@pytest.mark.parametrize(
    "start", ["1998", "2001", None], ids=["older name", "the same year", "no date"]
)
def test_a_listing_that_may_have_known_the_name_is_not(tmp_path: Path, start: str | None) -> None:
    home = with_register(tmp_path, named_since(start), lists=[un_list("2026-02-27")])
    assert find(home, "designation-older-than-name") == []


# name-of-one-source


def test_a_name_of_one_list_alone_is_found(tmp_path: Path) -> None:
    names = [
        {"name": name, "kind": "primary", "claims": [claim("mmp-65")]}
        for name in ("The Organization of al-Qaida in the Islamic Maghreb", "AQIM")
    ]
    home = with_register(tmp_path, aqim(names=names), lists=[un_list("2026-02-27")])
    found = find(home, "name-of-one-source")
    assert [f.slots for f in found] == [
        {"name": "Salafist Group For Call and Combat", "list": "UN"}
    ]
    assert find(home, "name-of-one-source", ids=("un:QDi.232",)) == []


def test_names_of_a_group_that_one_source_knows_are_not(lists_home: Path) -> None:
    assert find(lists_home, "name-of-one-source") == []


def test_a_name_is_one_lists_alone_until_another_source_prints_it(tmp_path: Path) -> None:
    gspc = {
        "name": "Salafist Group for Call and Combat",
        "kind": "former",
        "claims": [claim("mmp-65")],
    }
    known = {"name": "AQIM", "kind": "primary", "claims": [claim("reuters-2007-01-26")]}
    lists = [un_list("2010-01-01", (), (AQIM_2020,))]
    home = with_register(tmp_path, aqim(names=[known, gspc]), lists=lists)
    then = {f.slots["name"] for f in find(home, "name-of-one-source", date(2010, 6, 1))}
    now = {f.slots["name"] for f in find(home, "name-of-one-source")}
    assert then - now == {"Salafist Group For Call and Combat"}


# entry-removed


def test_an_entry_that_left_the_list_is_found_until_it_returns(lists_home: Path) -> None:
    (found,) = find(lists_home, "entry-removed", date(2025, 1, 1))
    assert found.slots == {
        "record": "un:QDi.095",
        "list": "UN",
        "last": "2020-05-01",
        "gone": "2024-09-26",
    }
    assert find(lists_home, "entry-removed", date(2024, 1, 1)) == []
    assert find(lists_home, "entry-removed") == []


def test_an_extract_removes_nothing(tmp_path: Path) -> None:
    home = small_home(
        tmp_path, [un_list("2024-09-26", (DROUKDEL, DUMONT))], extracts=[un_list("2026-02-27", ())]
    )
    assert find(home, "entry-removed") == []


# listed-before-it-appeared


def test_a_listing_date_long_before_the_entry_appeared_is_found(lists_home: Path) -> None:
    (found,) = find(lists_home, "listed-before-it-appeared", ids=("un:IRe.077",))
    assert found.slots == {
        "record": "un:IRe.077", "list": "UN", "listed_on": "2012-12-20", "without": "2024-09-26", "first": "2026-02-27",
    }  # fmt: skip


def test_entries_of_the_oldest_version_may_print_any_date(lists_home: Path) -> None:
    assert {f.id for f in find(lists_home, "listed-before-it-appeared")} == {"un:IRe.077"}
    assert find(lists_home, "listed-before-it-appeared", date(2025, 1, 1)) == []


def test_an_entry_listed_between_two_versions_is_not(tmp_path: Path) -> None:
    late = YAS_AIR.replace("2012-12-20", "2025-03-01")
    home = small_home(
        tmp_path, [un_list("2024-09-26"), un_list("2026-02-27", entities=(AQIM, late))]
    )
    assert find(home, "listed-before-it-appeared") == []


def test_every_rule_is_tested() -> None:
    tests = [
        *Path(__file__).parent.glob("test_*.py"),
        *Path(__file__).parents[1].glob("build/test_*.py"),
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    assert all(text.count(f'"{rule}"') >= 2 for rule in RULES)

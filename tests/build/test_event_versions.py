"""Two times hold for events as for lists: a changed row ends the old one, a dropped one ends, an event counts once."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from sourcebook.build.builder import build
from sourcebook.errors import RefusedFileError
from sourcebook.findings import RULES, Scope, look
from sourcebook.record.changes import between
from sourcebook.record.store import Record, read_manifest
from sourcebook.sources import ucdp
from tests.build.events import added, event_home
from tests.sources.events import ACLED_NEW, ACLED_ROW, Row, text
from tests.sources.tabular.test_faults import GED, GED_ROW

FIRST, SECOND, THIRD = "2024-01-31", "2024-02-29", "2024-03-31"
ROWS = [
    ACLED_ROW | {"event_id_cnty": f"MLI{n}", "event_date": f"2023-01-{n:02}", "fatalities": n} for n in range(1, 21)
]  # fmt: skip
# Five rows changed, three deleted, the last of the file among them.
CHANGED = [
    ROWS[0] | {"fatalities": 9}, ROWS[1] | {"actor2": "Ansar Dine"}, ROWS[2] | {"event_date": "2023-01-05"},
    ROWS[3] | {"latitude": 14.5}, ROWS[4] | {"sub_event_type": "Government regains territory"}, *ROWS[5:17],
]  # fmt: skip


def acled(rows: list[Row]) -> bytes:
    return text(ACLED_NEW, rows)


def counted(home: Path, day: str) -> tuple[int, int, int]:
    """Reports, events and deaths as known on a day."""
    with Record.open(home) as record:
        row = record.rows(
            "select count(*) as n, count(distinct event) as e, sum(deaths_best)::integer as d from report_on($1)",
            [date.fromisoformat(day)],
        )[0]  # fmt: skip
    return row["n"], row["e"], row["d"]


def test_an_update_leaves_what_was_known_and_names_every_change(tmp_path: Path) -> None:
    home = event_home(tmp_path, [(FIRST, acled(ROWS)), (SECOND, acled(CHANGED))])
    assert counted(home, FIRST) == (20, 20, sum(range(1, 21)))
    assert counted(home, SECOND) == (17, 17, sum(range(1, 18)) + 8)
    with Record.open(home) as record:
        found = between(record, "acled", None, None)
    assert (found.since, found.until) == (FIRST, SECOND)
    assert [one.entry for one in found.removed] == ["acled:MLI18", "acled:MLI19", "acled:MLI20"]
    assert [one.entry for one in found.amended] == [f"acled:MLI{n}" for n in range(1, 6)]
    fields = {one.entry: [(f.field, f.was, f.now) for f in one.fields] for one in found.amended}
    assert fields["acled:MLI1"] == [("deaths_best", ["1"], ["9"])]
    assert fields["acled:MLI2"][0][0] == "actors"
    assert found.added == []


def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    dated = [(FIRST, acled(ROWS)), (SECOND, acled(CHANGED)), (THIRD, acled(ROWS[:18]))]
    contents = set()
    for n, order in enumerate(permutations(dated)):
        home = event_home(tmp_path / str(n), order)
        contents.add(read_manifest((home / "current").resolve()).content)
    assert len(contents) == 1


def test_adding_again_is_no_news(tmp_path: Path) -> None:
    home = event_home(tmp_path, [(FIRST, acled(ROWS))])
    assert not added(home, acled(ROWS), published=SECOND).new


def test_a_row_that_returns_begins_anew_under_its_id(tmp_path: Path) -> None:
    versions = [(FIRST, acled(ROWS)), (SECOND, acled(ROWS[:19])), (THIRD, acled(ROWS[1:]))]
    home = event_home(tmp_path, versions)
    with Record.open(home) as record:
        rows = record.rows(
            "select row_id, known_from, known_until from report where event = 'MLI20' order by known_from"
        )
    assert [(str(r["known_from"]), str(r["known_until"])) for r in rows] == [
        (FIRST, SECOND),
        (THIRD, "None"),
    ]
    assert len({r["row_id"] for r in rows}) == 1


def test_an_extract_amends_and_ends_nothing(tmp_path: Path) -> None:
    home = event_home(tmp_path, [(FIRST, acled(ROWS))], [(SECOND, acled(CHANGED[:1]))])
    assert counted(home, SECOND) == (20, 20, sum(range(1, 21)) + 8)


def test_an_export_of_one_country_ends_nothing_elsewhere(tmp_path: Path) -> None:
    niger = [row | {"event_id_cnty": f"NIG{n}", "country": "Niger"} for n, row in enumerate(ROWS)]
    home = event_home(
        tmp_path, [(FIRST, acled(ROWS)), (SECOND, acled(niger)), (THIRD, acled(ROWS[:19]))]
    )
    assert counted(home, SECOND)[0] == 40
    assert counted(home, THIRD)[0] == 39


def test_an_export_of_one_year_ends_nothing_of_another(tmp_path: Path) -> None:
    later = [
        row | {"event_id_cnty": f"MLI9{n}", "event_date": "2022-05-01"}
        for n, row in enumerate(ROWS)
    ]
    home = event_home(tmp_path, [(FIRST, acled(ROWS)), (SECOND, acled(later))])
    assert counted(home, SECOND)[0] == 40


def test_an_export_that_lost_a_fifth_of_what_it_speaks_of_is_refused(tmp_path: Path) -> None:
    home = event_home(tmp_path, [(FIRST, acled(ROWS))])
    with pytest.raises(RefusedFileError, match="fewer than the 20"):
        added(home, acled(ROWS[:15]), published=SECOND)


def test_an_export_is_held_against_what_it_speaks_of_alone(tmp_path: Path) -> None:
    niger = [
        row | {"event_id_cnty": f"NIG{n}", "country": "Niger"} for n, row in enumerate(ROWS[:3])
    ]
    home = event_home(tmp_path, [(FIRST, acled(ROWS)), (SECOND, acled(niger))])
    assert counted(home, SECOND)[0] == 23


def test_an_id_that_stands_twice_counts_once(tmp_path: Path) -> None:
    home = event_home(tmp_path, [(FIRST, acled([*ROWS, ROWS[0] | {"fatalities": 50}]))])
    assert counted(home, FIRST) == (20, 20, sum(range(1, 21)))
    with Record.open(home) as record:
        (reject,) = record.rows("select record, reason from reject")
    assert reject["record"] == "MLI1"
    assert "stands 2 times" in reject["reason"]


def ged(*rows: Row) -> bytes:
    return text(GED, list(rows))


REDUCED = (
    "id year month day country type_of_violence conflict_name side_a side_b latitude longitude low_death best_death "
    "high_death"
)
REDUCED_ROW: Row = {
    "id": 5856, "year": 2000, "month": 6, "day": 18, "country": "Algeria", "type_of_violence": "State-based violence",
    "side_a": "Government of Algeria", "side_b": "AQIM", "latitude": 36.75, "longitude": 3.05, "low_death": 1,
    "best_death": 1, "high_death": 1,
}  # fmt: skip


def reduced(**changes: object) -> bytes:
    return text(REDUCED.split(), [REDUCED_ROW | changes])


def test_a_table_with_fewer_columns_supersedes_nothing_it_only_repeats(tmp_path: Path) -> None:
    home = event_home(
        tmp_path,
        [],
        [("2019", ged(GED_ROW)), ("2021", reduced()), ("2023", ged(GED_ROW, GED_ROW | {"id": 1}))],
    )
    with Record.open(home) as record:
        (row,) = record.rows(
            "select known_from, known_until, last_seen, deaths_b from report where event = '5856'"
        )
    assert (str(row["known_from"]), row["known_until"], str(row["last_seen"])) == (
        "2019-12-31",
        None,
        "2023-12-31",
    )
    assert row["deaths_b"] == 1


def test_a_table_with_fewer_columns_and_another_figure_supersedes(tmp_path: Path) -> None:
    home = event_home(
        tmp_path, [], [("2019", ged(GED_ROW)), ("2021", reduced(best_death=3, high_death=3))]
    )
    assert counted(home, "2020-01-01") == (1, 1, 1)
    assert counted(home, "2021-12-31") == (1, 1, 3)


def test_of_two_files_of_one_day_the_fuller_row_counts(tmp_path: Path) -> None:
    home = event_home(tmp_path, [], [("2021", reduced()), ("2021", ged(GED_ROW))])
    with Record.open(home) as record:
        (row,) = record.rows("select deaths_b from report")
    assert row["deaths_b"] == 1


def test_candidate_events_end_with_the_yearly_release_that_covers_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ucdp.SOURCE.manifest.floor, "ged", 2)

    def event(nr: int, day: str, best: int = 1) -> Row:
        return GED_ROW | {"id": nr, "date_start": day, "date_end": day, "best": best}

    yearly = ged(event(1, "2000-06-18"), event(2, "2023-04-02", 5), event(4, "2023-11-01"))
    april, january = ged(event(2, "2023-04-02")), ged(event(5, "2024-01-05"))
    may = ged(event(3, "2023-05-01"))
    home = event_home(
        tmp_path,
        [("2024-06-01", yearly)],
        [("2023-05", april), ("2023-06", may), ("2024-02", january)],
    )
    with Record.open(home) as record:
        rows = record.rows(
            "select event, deaths_best from report_on(date '2024-06-01') order by event"
        )
    assert [(r["event"], r["deaths_best"]) for r in rows] == [
        ("1", 1),
        ("2", 5),
        ("4", 1),
        ("5", 1),
    ]
    assert counted(home, "2023-06-30")[0] == 2


def test_codes_are_put_into_the_words_of_the_crosswalk(tmp_path: Path) -> None:
    odd = ACLED_ROW | {
        "event_id_cnty": "MLI99",
        "sub_event_type": "Something new",
        "event_type": "Battles",
    }
    home = event_home(tmp_path, [(FIRST, acled([ACLED_ROW, odd]))])
    with Record.open(home) as record:
        rows = record.rows(
            "select event, tactic, targets, violence, rights from report order by event"
        )
        (reject,) = record.rows("select locator, printed, reason from reject")
    assert rows[0] == {
        "event": "MLI1", "tactic": "clash", "targets": ["rival groups"], "violence": "state_based",
        "rights": "no-rows-out",
    }  # fmt: skip
    assert rows[1]["tactic"] == "clash"
    assert (reject["locator"], reject["printed"]) == ("sub_event_type", "Something new")
    assert reject["reason"].startswith("1 rows have a code in sub_event_type")


CY = (
    "country_id_cy,country_cy,year_cy,sb_dyad_ids_cy,sb_deaths_parties_cy,sb_deaths_civilians_cy,sb_deaths_unknown_cy,"
    "sb_total_deaths_best_cy,sb_total_deaths_high_cy,sb_total_deaths_low_cy,ns_dyad_ids_cy,ns_deaths_parties_cy,"
    "ns_deaths_civilians_cy,ns_deaths_unknown_cy,ns_total_deaths_best_cy,ns_total_deaths_high_cy,ns_total_deaths_low_cy,"
    "os_dyad_ids_cy,os_killings_unknown_cy,os_total_deaths_best_cy,os_total_deaths_high_cy,os_total_deaths_low_cy,version"
)


def yearly_figures(year: int, state_based: int) -> bytes:
    figures = f"1,0,0,0,{state_based},{state_based},{state_based},NO_DYAD,0,0,0,0,0,0,NO_DYAD,0,0,0,0,25.1"
    return f"{CY}\n615,Algeria,{year},{figures}\n".encode()


def test_yearly_figures_are_held_against_a_whole_dataset_of_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ucdp.SOURCE.manifest.floor, "ged", 1)
    monkeypatch.setitem(ucdp.SOURCE.manifest.floor, "country_year", 1)
    home = event_home(tmp_path, [("2025", ged(GED_ROW)), ("2025", yearly_figures(2000, 3))])
    with Record.open(home) as record:
        (found,) = look(record, Scope(date(2025, 12, 31)), {"r": RULES["country-year-differs"]})
    assert found.id == "ucdp:Algeria-2000-state-based"
    assert (found.slots["summed"], found.slots["figure"]) == ("1", "3")


def test_yearly_figures_are_not_held_against_an_extract(tmp_path: Path) -> None:
    home = event_home(tmp_path, [], [("2025", ged(GED_ROW)), ("2025", yearly_figures(2000, 3))])
    with Record.open(home) as record:
        assert look(record, Scope(date(2025, 12, 31)), {"r": RULES["country-year-differs"]}) == []


MAPPING = """title: Notes
source: {id: partner, title: Partner's notes, publisher: A partner, licence: by agreement, rights: open}
part: notes
columns: {event: Nr, starts: Date, deaths_best: Dead}
"""


def test_a_users_table_lives_in_the_archive_with_its_mapping(tmp_path: Path) -> None:
    mapping, table = tmp_path / "map.yaml", b"Nr,Date,Dead,Hurt\n1,2013-01,4,2\n"
    mapping.write_text(MAPPING)
    home = event_home(tmp_path, [("2020", text(GED, [GED_ROW]))])
    added(home, table, published="2014", mapping=mapping)
    mapping.write_text(MAPPING.replace("Dead}", "Dead, wounded: Hurt}"))
    assert added(home, table, published="2014", mapping=mapping).new, (
        "read anew by a better mapping"
    )
    mapping.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCEBOOK_REGISTER", str(tmp_path / "register"))
        build(home)
    with Record.open(home) as record:
        (row,) = record.rows("select * from report where source = 'partner'")
        (named,) = record.rows("select publisher, rights from source where id = 'partner'")
    assert (row["deaths_best"], row["wounded"], row["date_precision"]) == (4, 2, "month")
    assert (str(row["starts"]), str(row["ends"]), row["rights"]) == (
        "2013-01-01",
        "2013-01-31",
        "open",
    )
    assert named == {"publisher": "A partner", "rights": "open"}

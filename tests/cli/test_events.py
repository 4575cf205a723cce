"""The commands on what groups did, as a user runs them."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from sourcebook.record.store import DATABASE
from tests.cli.test_json import check
from tests.shell import asked, run
from tests.trends.loading import EVENT_TABLES, add

ACLED = {"source": "acled", "part": "events", "rights": "no-rows-out"}


@pytest.fixture(scope="module")
def home(family_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small family with a handful of reports of AQIM: five of UCDP, one of ACLED."""
    folder = tmp_path_factory.mktemp("events")
    shutil.copytree(family_home.parent / "register", folder / "register")
    home = Path(shutil.copytree(family_home, folder / "home", symlinks=True))
    con = duckdb.connect(str(home / "current" / DATABASE))
    for table in EVENT_TABLES:
        con.execute(table.replace("create table", "create or replace table", 1))
    add(con, reports())
    columns = "(id, publisher, short, title, licence, attribution, url, rights, kind)"
    resolved = "into actor_resolution by name select ? as source, 'AQIM' as name, ? as actor, 'same' as grade"
    for source in ("ucdp", "acled"):
        more = "'register:aqim' as entry, 'aqim' as canonical, 1.0 as score, 'name' as basis, 'so' as explanation"
        con.execute(f"insert {resolved}, {more}", [source, f"{source}-actor:aqim"])
    con.execute("delete from source where id in ('ucdp', 'acled')")
    con.execute(
        f"""insert into source {columns} values
        ('ucdp', 'UCDP', 'UCDP', 'GED', 'CC BY 4.0', 'UCDP, Uppsala University.', 'https://ucdp.uu.se', 'attribution',
         'dataset'),
        ('acled', 'ACLED', 'ACLED', 'ACLED', 'ACLED terms', 'ACLED.', 'https://acleddata.com', 'no-rows-out',
         'dataset')"""
    )
    con.execute(
        "insert into version by name select 'ucdp' as source, 'ged' as part, date '2021-12-31' as day, true as complete"
    )
    con.execute(
        """insert into relations by name select 'n' as row_id, 'renamed_to' as kind, 'register:aqim' as subject,
        'register:aqim' as object, 'Salafist Group for Preaching and Combat' as under_name,
        'Al-Qaida in the Islamic Maghreb' as object_name, '2007-01-24' as valid_from,
        date '2007-01-26' as known_from"""
    )
    con.close()
    return home


def reports() -> list[dict[str, Any]]:
    aqim = [("a", "Government of Algeria"), ("b", "AQIM", "register:aqim")]
    at = {"latitude": 36.75, "longitude": 3.25, "grid": 182527, "country": "DZ", "actors": aqim}
    days = (date(2006, 5, 1), date(2007, 4, 11), date(2007, 4, 11), date(2008, 8, 19))
    figures = {"deaths_low": 1, "deaths_best": 2, "deaths_high": 3}
    own = [at | figures | {"starts": day, "place": "=HYPERLINK(1)"} for day in days]
    abroad = at | figures | {"starts": date(2009, 1, 22), "country": "ML", "place": "Gao"}
    return [*own, abroad, abroad | ACLED | {"place": "Kidal", "tactic": "kidnapping"}]


@pytest.mark.parametrize(
    "args",
    [
        ("events", "AQIM"),
        ("events", "--country", "Mali", "--from", "2009", "--to", "2009-06"),
        ("events", "--bbox=-10,10,10,40", "--cell", "182527"),
        ("incidents", "aqim"),
        ("series", "aqim"),
        ("series", "aqim", "--per", "year", "--from", "2001", "--dataset", "ucdp/ged"),
        ("hotspots", "aqim", "--value", "deaths"),
        ("mix", "aqim"),
        ("mix", "aqim", "--by", "tactic", "--by", "country"),
    ],
    ids=" ".join,
)
def test_an_answer_has_the_documented_form(home: Path, args: tuple[str, ...]) -> None:
    check(args[0], asked(home, *args))


def test_rows_of_a_source_that_lets_none_out_are_counted_and_not_listed(home: Path) -> None:
    listed, counted = asked(home, "events", "aqim"), asked(home, "series", "aqim")
    assert len(listed["results"]) == 5
    assert {row["dataset"] for row in listed["results"]} == {"ucdp/ged"}
    (kept,) = listed["withheld"]
    assert (kept["source"], kept["rows"], kept["licence"]) == ("acled", 1, "ACLED terms")
    assert counted["results"]["total"]["withheld"]  # six reports, but one is of ACLED alone
    assert "Kidal" not in json.dumps([listed, counted])


def test_a_name_of_one_row_that_may_not_leave_stays_in_too(home: Path) -> None:
    found = asked(home, "actors", "aqim")
    assert [(line["source"], line["reports"]) for line in found["results"]] == [("ucdp", 5)]
    (kept,) = found["withheld"]
    assert (kept["source"], kept["rows"], kept["licence"]) == ("acled", 1, "ACLED terms")
    assert "acled-actor" not in run(home, "actors", "aqim").stdout
    check("actors", found)


def test_before_the_change_of_name_a_line_bears_the_name_of_the_time(home: Path) -> None:
    names = [row["name_then"] for row in asked(home, "events", "aqim")["results"]]
    assert names[0] == "Salafist Group for Preaching and Combat"
    assert names[1] != names[0]


def test_months_of_no_dataset_are_not_covered(home: Path) -> None:
    found = asked(home, "series", "aqim", "--to", "2012", "--dataset", "ucdp")["results"]["points"]
    assert found[-1] == {"at": "2012-12", "covered_by": [], "counts": None}
    assert [p["counts"]["incidents"] for p in found if p["at"].startswith("2008-0")] == [0] * 7 + [
        1,
        0,
    ]


def test_csv_runs_nothing_and_has_its_terms_beside_it(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "aqim.csv"
    assert run(home, "events", "aqim", "--csv", "-o", path).returncode == 0
    with path.open(encoding="utf-8", newline="") as lines:
        places = {row["place"] for row in csv.DictReader(lines)}
    assert places == {"'=HYPERLINK(1)", "Gao"}
    notes = json.loads((tmp_path / "aqim.csv-metadata.json").read_text("utf-8"))["notes"]
    assert notes[0]["withheld"][0]["source"] == "acled"
    printed = run(home, "events", "aqim", "--csv")
    assert printed.stdout.encode() == path.read_bytes()
    assert "Withheld: 1 rows of acled" in printed.stderr


def test_geojson_and_parquet_carry_the_same_rows(home: Path, tmp_path: Path) -> None:
    for form in ("geojson", "parquet"):
        assert run(home, "events", "aqim", f"--{form}", "-o", tmp_path / form).returncode == 0
    collection = json.loads((tmp_path / "geojson").read_text("utf-8"))
    table = pq.read_table(tmp_path / "parquet")
    assert len(collection["features"]) == table.num_rows == 5
    assert collection["features"][0]["geometry"] == {"type": "Point", "coordinates": [3.25, 36.75]}
    assert b"withheld" in table.schema.metadata
    cells = json.loads(run(home, "hotspots", "aqim", "--geojson", "--dataset", "ucdp").stdout)
    assert cells["features"][0]["geometry"]["type"] == "Polygon"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("series", "--country", "Atlantis"), "no country"),
        (("series", "--bbox", "1,2,3"), "W,S,E,N"),
        (("series", "--from", "soon"), "--from"),
        (("series", "--per", "week"), "month or year"),
        (("series", "--dataset", "gtd"), "Loaded are: acled, acled/events, ucdp, ucdp/ged"),
        (("series", "--json", "--csv"), "one form"),
        (("series", "-o", "x.csv"), "one form"),
        (("series", "--parquet"), "-o FILE"),
        (("series", "--geojson"), "no place on a map"),
        (("mix", "--by", "weather"), "tactic, target"),
        (("hotspots", "--value", "rain"), "incidents or deaths"),
        (("events", "no such group"), "no such group"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_said_with_advice(
    home: Path, args: tuple[str, ...], told: str
) -> None:
    done = run(home, *args)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize("command", ["events", "incidents", "series", "hotspots", "mix"])
def test_a_table_for_people_names_its_sources_and_what_it_keeps_back(
    home: Path, command: str
) -> None:
    done = run(home, command, "aqim")
    assert done.returncode == 0
    assert "Source: UCDP, Uppsala University. (CC BY 4.0); versions: 2021-12-31" in done.stdout
    assert "Withheld: 1 rows of acled" in done.stdout
    assert "Kidal" not in done.stdout


@pytest.fixture
def linked_home(home: Path, tmp_path: Path) -> Path:
    """The same with two reports of UCDP that another dataset may tell of too, and one pair that is joined."""
    shutil.copytree(home.parent / "register", tmp_path / "register")
    own = Path(shutil.copytree(home, tmp_path / "home", symlinks=True))
    con = duckdb.connect(str(own / "current" / DATABASE))
    other = {"source": "own", "part": "table", "rights": "attribution", "country": "DZ"}
    add_others = [
        other | {"row_id": f"o{n}", "event": f"o{n}", "starts": date(2007, 4, 11)} for n in (1, 2)
    ]
    add(con, add_others)
    con.execute(
        "insert into source by name select * replace ('own' as id) from source where id = 'ucdp'"
    )
    con.execute(
        "insert into incident select source || ':' || event, row_id, source, event, 'member', 1 from report"
    )
    con.execute("update incident set incident = 'ucdp:e1' where event = 'o1'")
    con.execute(
        "create or replace table incident_link as select * from (values "
        "('o1', 'r0001', 'same', 0.6, true, ['time: same day (+2)']), "
        "('o2', 'r0002', 'possible', 0.4, true, ['time: same day (+2)']), "
        "('o2', 'r0005', 'possible', 0.2, true, ['time: same day (+2)'])) t(a, b, kind, score, review, reasons)"
    )
    con.close()
    return own


def test_uncertain_links_are_listed_but_none_with_a_row_that_may_not_leave(
    linked_home: Path,
) -> None:
    found = asked(linked_home, "links", "aqim")
    pairs = [(row["a"], row["b"], row["kind"]) for row in found["results"]]
    assert pairs == [
        ("report:own:o1", "report:ucdp:e1", "same"),
        ("report:own:o2", "report:ucdp:e2", "possible"),
    ]
    check("links", found)
    assert run(linked_home, "links", "--geojson").returncode == 2


def _incidents(home: Path) -> dict[str, int]:
    return {row["incident"]: row["reports"] for row in asked(home, "incidents")["results"]}


def test_a_judgement_on_two_reports_counts_at_once_and_their_pair_waits_no_more(
    linked_home: Path,
) -> None:
    before = _incidents(linked_home)
    assert (before["ucdp:e1"], before["ucdp:e2"], before["own:o2"]) == (2, 1, 1)
    ground = ("--who", "A", "--why", "read both")
    parted = run(linked_home, "different", "report:own:o1", "report:ucdp:e1", *ground)
    joined = run(linked_home, "same", "report:ucdp:e2", "report:own:o2", *ground)
    assert (parted.returncode, joined.returncode) == (0, 0)
    after = _incidents(linked_home)
    assert (after["ucdp:e1"], after["own:o1"], after["ucdp:e2"]) == (1, 1, 2)
    assert "own:o2" not in after
    assert asked(linked_home, "links", "aqim")["results"] == []
    first = asked(linked_home, "judgements")["results"][0]
    assert run(linked_home, "withdraw", first["id"], *ground).returncode == 0
    assert _incidents(linked_home)["ucdp:e1"] == 2


@pytest.mark.parametrize("other", ["report:ucdp:none", "register:aqim"])
def test_a_report_is_judged_with_a_report_that_is_there(linked_home: Path, other: str) -> None:
    done = run(linked_home, "same", "report:own:o1", other, "--who", "A", "--why", "so")
    assert done.returncode == 2
    assert other in done.stderr or "of a kind" in done.stderr


def test_two_reports_of_one_source_are_not_made_one(linked_home: Path) -> None:
    ground = ("--who", "A", "--why", "so")
    done = run(linked_home, "same", "report:own:o1", "report:own:o2", *ground)
    assert done.returncode == 2
    assert "two events by the word of own" in done.stderr
    assert asked(linked_home, "judgements")["results"] == []

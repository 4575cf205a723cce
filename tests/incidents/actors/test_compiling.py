"""A build's reports get their actors resolved, once for each name, and by country where a name is several actors'."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sourcebook.errors import UsageError
from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.compiling import load_resolution
from sourcebook.incidents.actors.groups import NAMED, Groups
from sourcebook.incidents.actors.reading import resolutions
from sourcebook.incidents.actors.standing import by_ties
from sourcebook.record.store import DATABASE, MANIFEST, BuildManifest, Record
from tests.incidents.actors.made import ALGERIA, AQIM, MUJAO, PLA_CHINA, PLA_INDIA

TABLES = """
    create table identity (entry varchar, canonical varchar);
    create table entry (entry varchar, source varchar, schema varchar, caption varchar);
    create table statements (subject varchar, prop varchar, value varchar, valid_from varchar, valid_until varchar);
    create table relations (subject varchar, kind varchar, object varchar, role varchar, source varchar,
        programme varchar, object_name varchar, grade varchar, detail varchar);
    create table report (row_id varchar, source varchar, country varchar, starts date, ends date, rights varchar);
    create table source (id varchar, rights varchar);
    insert into source values ('ucdp', 'attribution'), ('acled', 'no-rows-out');
    create table report_actor (row_id varchar, side varchar, position integer, name varchar, dataset_id varchar,
        entry varchar);
"""
REPORTS = (
    ("1", "ucdp", "DZ", "2005-02-03", ("Government of Algeria", "AQIM")),
    ("2", "ucdp", "IN", "1995-02-03", ("PLA", "Civilians")),
    ("3", "ucdp", "CN", "1967-02-03", ("PLA", "Civilians")),
    ("4", "ucdp", "LA", "1967-02-03", ("PLA", "Civilians")),
    (
        "5",
        "acled",
        "ML",
        "2012-04-01",
        ("MUJAO: Movement for Unity and Jihad in West Africa", "Civilians (Mali)"),
    ),
)


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A build with a few groups and reports."""
    con = duckdb.connect(str(tmp_path / DATABASE))
    con.execute(TABLES)
    for group in (AQIM, ALGERIA, MUJAO, PLA_CHINA, PLA_INDIA):
        for entry in group.entries:
            schema = "PublicBody" if group.state else "Organization"
            con.execute("insert into identity values (?, ?)", [entry, group.id])
            con.execute(
                "insert into entry values (?, ?, ?, ?)",
                [entry, entry.partition(":")[0], schema, group.caption],
            )
            for code in sorted(group.countries):
                con.execute(
                    "insert into statements values (?, 'country', ?, null, null)", [entry, code]
                )
        for n in group.names:
            con.execute(
                "insert into statements values (?, ?, ?, ?, ?)",
                [n.entry, n.prop, n.text, n.since, n.until],
            )
    for row_id, source, country, day, names in REPORTS:
        con.execute(
            "insert into report values (?, ?, ?, ?, ?, null)", [row_id, source, country, day, day]
        )
        for side, name in zip("ab", names, strict=True):
            con.execute(
                "insert into report_actor values (?, ?, 1, ?, null, null)", [row_id, side, name]
            )
    yield con
    con.close()


def entry_of(con: duckdb.DuckDBPyConnection, row_id: str, side: str = "a") -> str | None:
    found = con.execute(
        "select entry from report_actor where row_id = ? and side = ?", [row_id, side]
    ).fetchone()
    assert found is not None
    return None if found[0] is None else str(found[0])


def test_what_ucdp_calls_exactly_so_is_written_beside_the_report(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load_resolution(con)
    assert entry_of(con, "1") == "ucdp:115"
    assert entry_of(con, "1", "b") == "ucdp:539"


def test_a_name_of_several_is_the_one_at_home_where_the_report_is(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load_resolution(con)
    assert [entry_of(con, row) for row in "234"] == ["ucdp:314", "ucdp:161", None]


def test_a_name_resolved_by_likeness_is_no_fact_of_the_report(
    con: duckdb.DuckDBPyConnection,
) -> None:
    load_resolution(con)
    assert entry_of(con, "5") is None
    found = con.execute(
        "select entry, grade from actor_resolution where source = 'acled' and entry is not null"
    ).fetchall()
    assert found == [("ucdp:1161", "same")]


def test_years_are_those_of_the_reports(con: duckdb.DuckDBPyConnection) -> None:
    load_resolution(con)
    found = con.execute(
        "select from_year, until_year from actor_resolution where name = 'AQIM'"
    ).fetchall()
    assert found == [(2005, 2005)]


def test_resolving_again_gives_the_same_table(con: duckdb.DuckDBPyConnection) -> None:
    count = load_resolution(con)
    before = con.execute("select * from actor_resolution order by all").fetchall()
    assert load_resolution(con) == count
    assert con.execute("select * from actor_resolution order by all").fetchall() == before


def test_a_judgement_of_the_journal_is_obeyed(con: duckdb.DuckDBPyConnection) -> None:
    actor = "acled-actor:mujao-movement-for-unity-and-jihad-in-west-africa"
    load_resolution(
        con, [Judgement(id="1", verdict="same", a=actor, b="register:aqim", who="me", why="I know")]
    )
    found = con.execute(
        "select canonical, basis from actor_resolution where actor = ?", [actor]
    ).fetchall()
    assert found == [("aqim", "judged")]


def opened(con: duckdb.DuckDBPyConnection, folder: Path) -> Record:
    con.close()
    draft = BuildManifest(
        id="x", content="", known="2022-12-31", register_only=False, counts={}, files={}
    )
    import msgspec

    (folder / MANIFEST).write_bytes(msgspec.json.encode(draft))
    return Record(folder, duckdb.connect(str(folder / DATABASE), read_only=True))


def test_the_review_list_holds_what_is_uncertain(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load_resolution(con)
    with opened(con, tmp_path) as record:
        lines = resolutions(record, review=True)
        assert [(line.name, line.country, line.entry) for line in lines] == [("PLA", "LA", None)]


def test_the_names_of_a_group_are_found_by_its_canonical_id(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load_resolution(con)
    with opened(con, tmp_path) as record:
        assert [line.name for line in resolutions(record, "aqim")] == ["AQIM"]
        found = {line.source: (line.reports, line.restricted) for line in resolutions(record)}
        assert found["acled"] == (1, 1)
        assert found["ucdp"][1] == 0


def test_a_record_without_reports_says_so(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with opened(con, tmp_path) as record, pytest.raises(UsageError, match="no reports"):
        resolutions(record)


def test_whom_a_source_names_as_a_wing_is_told_as_one_and_is_nobody_else(
    con: duckdb.DuckDBPyConnection,
) -> None:
    # MUJAO had battalions that no list has an entry of; this one is named in the register's manner.
    con.execute(
        "insert into relations (subject, kind, source, object_name, grade) values "
        "('ucdp:1161', 'associated_with', 'register', 'Usama bin Zayd Brigade', 'wing')"
    )
    con.execute("insert into report values ('6', 'gtd', 'ML', '2012-05-01', '2012-05-01', null)")
    con.execute(
        "insert into report_actor values ('6', 'a', 1, 'Usama bin Zayd Brigade (UZB)', null, null)"
    )
    load_resolution(con)
    found = con.execute(
        "select entry, canonical, grade, basis from actor_resolution where source = 'gtd' order by grade"
    ).fetchall()
    assert found == [
        (None, "gtd-actor:usama-bin-zayd-brigade-uzb", "same", "itself"),
        ("ucdp:1161", "ucdp:1161", "wing", "ties"),
    ]
    assert entry_of(con, "6") is None


def test_an_ally_that_ucdp_counts_as_an_actor_means_itself_alone(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute(
        "insert into relations (subject, kind, source, object, grade) values "
        "('register:aqim', 'allied_with', 'register', 'ucdp:1161', 'allied')"
    )
    load_resolution(con)
    found = con.execute(
        "select entry, grade from actor_resolution where source = 'acled' and entry is not null"
    ).fetchall()
    assert found == [("ucdp:1161", "same")]


def test_a_name_with_its_acronym_in_brackets_is_the_group_that_bears_the_name(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute(
        "insert into relations (subject, kind, source, object_name, grade) values "
        "('register:aqim', 'allied_with', 'register', "
        "'Mouvement pour le Tawhîd et du Jihad en Afrique de l''Ouest (MTJAO)', 'allied')"
    )
    groups = Groups.read(lambda query: con.sql(query).to_arrow_table())
    assert [tie.other for tie in groups.ties if tie.grade == "allied"] == ["ucdp:1161"]
    assert not any(group.id.startswith(NAMED) for group in groups.groups)


def test_what_ucdp_and_another_source_say_alike_is_told_on_ucdps_word(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute(
        "insert into relations (subject, kind, source, object, grade) values "
        "('register:aqim', 'part_of', 'register', 'ucdp:1161', 'umbrella'), "
        "('register:aqim', 'part_of', 'ucdp', 'ucdp:1161', 'umbrella')"
    )
    groups = Groups.read(lambda query: con.sql(query).to_arrow_table())
    meant = {0: [groups.by_entry["ucdp:1161"]]}
    assert [(s.grade, s.why.split()[0]) for s in by_ties(groups, meant, {})] == [
        ("umbrella", "ucdp")
    ]

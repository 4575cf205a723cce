"""A small record with reports in it, built by hand in the shape the build gives them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import msgspec

from sourcebook.record.store import DATABASE, MANIFEST, BuildManifest, Record

REPORT = """create table report(
    row_id varchar, source varchar, part varchar, event varchar, starts date, ends date, date_precision varchar,
    place_precision varchar, latitude double, longitude double, grid integer, country varchar, admin1 varchar,
    admin2 varchar, place varchar, violence varchar, event_type varchar, sub_type varchar, tactic varchar,
    targets varchar[], aggregate boolean, deaths_low integer, deaths_best integer, deaths_high integer,
    deaths_a integer, deaths_b integer, deaths_civilians integer, deaths_unknown integer, hostages integer,
    wounded integer, conflict varchar, dyad varchar, sources_count integer, source_text varchar,
    known_from date, known_until date, rights varchar
)"""
ACTOR = """create table report_actor(
    row_id varchar, side varchar, position integer, name varchar, dataset_id varchar, entry varchar
)"""
RESOLUTION = """create table actor_resolution(
    source varchar, name varchar, dataset_id varchar, country varchar, from_year integer, until_year integer,
    actor varchar, entry varchar, canonical varchar, grade varchar, score float, basis varchar, explanation varchar
)"""
RESOLVED = "insert into actor_resolution by name select ? as source, ? as name, ? as entry, ? as grade, ? as country"
INCIDENT = """create table incident(
    incident varchar, row_id varchar, source varchar, event varchar, role varchar, score double
)"""
BESIDE = (
    'create table "identity"(entry varchar, canonical varchar)',
    "create table entry(entry varchar, source varchar, schema varchar, known_from date, known_until date, "
    "caption varchar)",
    "create table relations(row_id varchar, kind varchar, subject varchar, object varchar, under_name varchar, "
    "object_name varchar, valid_from varchar, known_from date, known_until date)",
    "create table source(id varchar, publisher varchar, short varchar, title varchar, licence varchar, "
    "attribution varchar, url varchar, formats varchar, rhythm varchar, rights varchar, "
    "kind varchar, authority varchar)",
    "create table version(source varchar, part varchar, day date, complete boolean, file varchar)",
)
SOURCES = (
    ("ucdp", "Uppsala Conflict Data Program", "CC BY 4.0", "UCDP, Uppsala University.", "attribution", "dataset"),
    ("acled", "ACLED", "ACLED terms of use", "ACLED, www.acleddata.com.", "no-rows-out", "dataset"),
    ("gtd", "START", "GTD terms of use", "START, University of Maryland.", "no-rows-out", "dataset"),
    ("register", "Sourcebook", "CC BY 4.0", "Sourcebook, the register.", "attribution", "research"),
)  # fmt: skip


EVENT_TABLES = (REPORT, ACTOR, RESOLUTION, INCIDENT)


def empty(path: Path, name: str = DATABASE) -> duckdb.DuckDBPyConnection:
    """A database with the tables and nothing in them; `:memory:` for one that is filled again and again."""
    path.mkdir(parents=True)
    con = duckdb.connect(name if name == ":memory:" else str(path / name))
    for table in (*EVENT_TABLES, *BESIDE):
        con.execute(table)
    for id_, publisher, licence, attribution, rights, kind in SOURCES:
        con.execute(
            "insert into source values (?, ?, ?, ?, ?, ?, 'https://example.org', '', 'yearly', ?, ?, null)",
            [id_, publisher, id_.upper(), id_.upper(), licence, attribution, rights, kind],
        )
    return con


def add(con: duckdb.DuckDBPyConnection, rows: Sequence[dict[str, object]]) -> None:
    """Reports, each with `actors`: (side, name) or (side, name, entry)."""
    for n, row in enumerate(rows):
        values = {
            "row_id": f"r{n:04}", "source": "ucdp", "part": "ged", "event": f"e{n}", "starts": date(2012, 1, 1),
            "date_precision": "day", "place_precision": "exact", "aggregate": False, "country": "ML",
            "violence": "state_based", "known_from": date(2021, 12, 31), "rights": "attribution",
        } | {key: value for key, value in row.items() if key != "actors"}  # fmt: skip
        values.setdefault("ends", values["starts"])
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        con.execute(f"insert into report ({names}) values ({marks})", list(values.values()))
        for position, actor in enumerate(row.get("actors", ())):  # type: ignore[call-overload]
            side, name, entry = (*actor, None)[:3]
            con.execute(
                "insert into report_actor values (?, ?, ?, ?, null, ?)",
                [values["row_id"], side, position, name, entry],
            )


def opened(path: Path, con: duckdb.DuckDBPyConnection, known: str = "2022-12-31") -> Record:
    """Close what was filled and open it as a record."""
    con.close()
    return as_record(path, duckdb.connect(str(path / DATABASE), read_only=True), known)


def as_record(path: Path, con: duckdb.DuckDBPyConnection, known: str = "2022-12-31") -> Record:
    """A database as a record."""
    manifest = BuildManifest(
        id="test", content="test", known=known, register_only=False, counts={}, files={}
    )
    (path / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    return Record(path, con)


VIOLENCE = "case type_of_violence[1:2] when 'St' then 'state_based' when 'No' then 'non_state' else 'one_sided' end"


def load_ged(con: duckdb.DuckDBPyConnection, path: Path, codes: dict[str, str | None]) -> None:
    """The GED extract with precise places (14 columns), and whoever UCDP calls by the names in it."""
    con.execute("create temp table ged as select * from read_csv($1)", [str(path)])
    con.execute("create temp table code(country varchar, alpha2 varchar)")
    con.executemany("insert into code values (?, ?)", sorted(codes.items()))
    con.execute(
        f"""insert into report by name select 'ucdp:' || id as row_id, 'ucdp' as source, 'ged' as part,
            id::varchar as event, make_date(year, month, day) as starts, starts as ends,
            'unknown' as date_precision, 'unknown' as place_precision, latitude, longitude,
            (floor((latitude + 90) * 2) * 720 + floor((longitude + 180) * 2) + 1)::integer as grid,
            alpha2 as country, {VIOLENCE} as violence, false as aggregate, low_death as deaths_low,
            best_death as deaths_best, high_death as deaths_high, conflict_name as conflict,
            date '2021-12-31' as known_from, 'attribution' as rights
        from ged left join code using (country)"""
    )
    con.execute(
        """insert into report_actor by name select row_id, side, position, name from (
            select 'ucdp:' || id as row_id, side, unnest(generate_series(1, len(names))) as position,
                unnest(names) as name
            from (select id, 'a' as side, string_split(side_a, ', ') as names from ged
                union all select id, 'b', string_split(side_b, ', ') from ged)
        )"""
    )
    con.execute(
        "insert into version by name select 'ucdp' as source, 'ged' as part, date '2021-12-31' as day, "
        "false as complete, 'f' as file"
    )

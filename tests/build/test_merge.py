"""Versions in time become one row for each run of versions that say the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.build import compile as compiled
from sourcebook.build.merge import load_versions, merge
from sourcebook.build.staging import Writer
from sourcebook.build.versions import Version, place
from sourcebook.record.rows import Entry, Statement
from sourcebook.record.store import create

ALIASES = st.dictionaries(
    st.sampled_from(["un:QDe.014", "un:QDi.232", "un:QDe.138"]),
    st.lists(st.sampled_from(["AQMI", "GSPC", "القاعدة"]), unique=True),
)


def staged(folder: Path, said: dict[str, list[str]], part: str = "list") -> Path:
    folder.mkdir()
    writer = Writer(folder, "un", part)
    for entry, names in said.items():
        rows = [
            Statement(prop="id", value=entry),
            *(Statement(prop="alias", value=n) for n in names),
        ]
        writer.add(Entry(id=entry, schema="Organization", rows=list(rows)))
    writer.close()
    return folder


def merged(
    tmp: Path, versions: list[tuple[date, bool, dict[str, list[str]]]]
) -> list[dict[str, Any]]:
    return of_files(
        tmp,
        [
            Version("un", "list", day, whole, f"file-{n}", staged(tmp / f"v{n}", said))
            for n, (day, whole, said) in enumerate(versions)
        ],
    )


def of_files(tmp: Path, files: list[Version]) -> list[dict[str, Any]]:
    con = create(tmp / "test.duckdb", 2)
    load_versions(con, place(files))
    merge(con, "statements", tmp / "out.parquet")
    found = con.execute(
        f"select subject, prop, value, known_from, known_until, file, first_file, last_seen "
        f"from read_parquet('{tmp / 'out.parquet'}') order by all"
    )
    names = [c[0] for c in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    con.close()
    return rows


D1, D2, D3 = date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1)


def alias_runs(rows: list[dict[str, Any]]) -> list[tuple[date, date | None]]:
    return [(r["known_from"], r["known_until"]) for r in rows if r["prop"] == "alias"]


def test_what_all_versions_say_is_one_row_cited_from_the_last(tmp_path: Path) -> None:
    rows = merged(tmp_path, [(d, True, {"un:QDe.014": ["AQMI"]}) for d in (D1, D2, D3)])
    assert alias_runs(rows) == [(D1, None)]
    assert {(r["file"], r["first_file"], r["last_seen"]) for r in rows} == {
        ("file-2", "file-0", D3)
    }


def test_a_complete_version_ends_what_it_lacks(tmp_path: Path) -> None:
    rows = merged(tmp_path, [(D1, True, {"un:QDe.014": ["AQMI"]}), (D2, True, {"un:QDe.014": []})])
    assert alias_runs(rows) == [(D1, D2)]


def test_an_extract_ends_nothing(tmp_path: Path) -> None:
    rows = merged(tmp_path, [(D1, True, {"un:QDe.014": ["AQMI"]}), (D2, False, {"un:QDi.232": []})])
    assert alias_runs(rows) == [(D1, None)]


def test_what_comes_again_after_a_complete_version_lacked_it_is_a_second_run(
    tmp_path: Path,
) -> None:
    said, silent = {"un:QDe.014": ["AQMI"]}, {"un:QDe.014": list[str]()}
    rows = merged(tmp_path, [(D1, True, said), (D2, True, silent), (D3, True, said)])
    assert alias_runs(rows) == [(D1, D2), (D3, None)]


def test_what_an_extract_lacks_in_between_stays_one_run(tmp_path: Path) -> None:
    said, silent = {"un:QDe.014": ["AQMI"]}, {"un:QDe.014": list[str]()}
    rows = merged(tmp_path, [(D1, True, said), (D2, False, silent), (D3, True, said)])
    assert alias_runs(rows) == [(D1, None)]


def test_files_by_the_hundred_are_merged_some_at_a_time_and_none_is_lost(tmp_path: Path) -> None:
    """The register has a file for each group, and is a part for each; a part's versions are never torn apart."""
    files = []
    for nr in range(150):
        for day in (D1, D2) if nr % 3 else (D1,):
            name, part = f"{nr}-{day.year}", f"groups/{nr:03}"
            folder = staged(tmp_path / name, {f"un:QDe.{nr:03}": ["AQMI"]}, part)
            files.append(Version("un", part, day, True, name, folder))
    rows = of_files(tmp_path, files)
    assert sorted(r["subject"] for r in rows if r["prop"] == "alias") == [
        f"un:QDe.{nr:03}" for nr in range(150)
    ]
    assert set(alias_runs(rows)) == {(D1, None)}
    assert {r["last_seen"] for r in rows if r["subject"] == "un:QDe.001"} == {D2}


def model(
    versions: list[tuple[date, bool, dict[str, list[str]]]], entry: str, name: str
) -> list[Any]:
    """The same rule, told slowly: walk the versions, open and close."""
    runs: list[list[date | None]] = []
    is_open = False
    for day, whole, said in sorted(versions, key=lambda v: v[0]):
        if name in said.get(entry, []):
            if not is_open:
                runs.append([day, None])
            is_open = True
        elif whole and is_open:
            runs[-1][1] = day
            is_open = False
    return [tuple(run) for run in runs]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.booleans(), ALIASES), min_size=1, max_size=5), st.randoms())
def test_merging_agrees_with_walking_the_versions_in_any_order_of_adding(
    tmp_path_factory: pytest.TempPathFactory,
    said: list[tuple[bool, dict[str, list[str]]]],
    chance: Any,
) -> None:
    versions = [(date(2020 + n, 1, 1), whole, what) for n, (whole, what) in enumerate(said)]
    shuffled = list(versions)
    chance.shuffle(shuffled)
    rows = merged(tmp_path_factory.mktemp("merge"), shuffled)
    for entry in ("un:QDe.014", "un:QDi.232", "un:QDe.138"):
        for name in ("AQMI", "GSPC", "القاعدة"):
            found = [
                (r["known_from"], r["known_until"])
                for r in rows
                if (r["subject"], r["value"]) == (entry, name) and r["prop"] == "alias"
            ]
            assert found == model(versions, entry, name)


def test_the_three_tables_are_those_of_the_design() -> None:
    assert compiled.THREE == ("statements", "relations", "events")

"""Screening files as a user does it: what is stated, asked, printed and refused."""

from pathlib import Path

import pytest

from tests.cli.test_json import check
from tests.shell import asked, run

LOW = ("--threshold", "0.3", "--cutoff", "0.2")


@pytest.fixture
def names(tmp_path: Path) -> Path:
    path = tmp_path / "names.csv"
    path.write_text(
        "ref;Full name;Born\n7;Abdelmalek Droukdel;1970\n8;Emma Daniels;\n9;;\n", encoding="utf-8"
    )
    return path


def test_a_file_is_screened_and_what_was_read_is_stated(
    family_home: Path, names: Path, tmp_path: Path
) -> None:
    output = tmp_path / "hits.csv"
    done = run(family_home, "screen", names, "-o", output, *LOW)
    assert done.returncode == 1
    assert (
        "semicolon-separated, utf-8): name from 'Full name', born from 'Born', id from 'ref'"
        in done.stderr
    )
    for said in (
        "3 rows: 2 screened, 1 without a name, 0 that could not be read",
        "in 1,000",
        "rows a second",
        "Searched",
    ):
        assert said in done.stdout
    assert output.exists() and (tmp_path / "hits.errors.csv").exists()


def test_the_summary_has_the_documented_form(copy: Path, names: Path, tmp_path: Path) -> None:
    check("screen", asked(copy, "screen", names, "-o", tmp_path / "hits.jsonl", *LOW, code=1))
    changes = ("rescreen", names, "--since", "2020-06-30", "-o", tmp_path / "changes.csv", *LOW)
    answer = asked(copy, *changes, code=0)
    assert answer["results"]["rows"] == 3
    check("rescreen", answer)


def test_nobody_found_is_0_and_a_row_that_could_not_be_read_is_3(
    family_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,country\nEmma Daniels,FR\n")
    assert run(family_home, "screen", path, "-o", tmp_path / "hits.csv").returncode == 0
    path.write_text("name,country\nEmma Daniels\n")
    done = run(family_home, "screen", path, "-o", tmp_path / "hits.csv")
    assert done.returncode == 3 and "Rows not screened" in done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-o", "hits.csv"), "no column looks like a name"),
        (("-o", "hits.csv", "--map", "name=none"), "is no column; the columns are 'a', 'b'"),
        (("-o", "hits.txt"), "does not say in which form"),
        (("-o", "hits.csv", "--born", "1970"), "what is known of each name stands in its columns"),
        (("-o", "hits.csv", "--source", "nowhere"), "nowhere"),
        (("-o", "hits.csv", "--encoding", "klingon"), "there is no encoding 'klingon'"),
        ((), "is a file. To screen it: sourcebook screen"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_the_way_out(
    family_home: Path, tmp_path: Path, args: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "plain.csv"
    path.write_text("a,b\n1,2\n")
    placed = [str(tmp_path / one) if one.startswith("hits.") else one for one in args]
    done = run(family_home, "screen", path, *placed)
    assert done.returncode == 2 and said in done.stderr


def test_a_rescreen_needs_a_day_before_the_last(
    family_home: Path, names: Path, tmp_path: Path
) -> None:
    done = run(family_home, "rescreen", names, "--since", "2031-01-01", "-o", tmp_path / "c.csv")
    assert done.returncode == 2 and "is not before" in done.stderr
    assert not list(tmp_path.glob("c.csv*"))

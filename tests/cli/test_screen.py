"""Screening as a user does it: what is printed, what the exit code says, what is kept."""

import json
from pathlib import Path

import msgspec
import pytest

from sourcebook.cli.shapes import SHAPES
from tests.cli.test_json import check
from tests.shell import asked, run

GROUP = "Salafist Group for Call and Combat"
# In a list of a few names no word is rare: what is certain on a real list is likely here.
LOW = ("--threshold", "0.2", "--cutoff", "0.1")
BY = ("--who", "M. Keita", "--why", "another man")


def test_a_hit_is_ranked_explained_and_a_lead(family_home: Path) -> None:
    done = run(family_home, "screen", GROUP, *LOW)
    assert done.returncode == 1
    for said in (
        "aqim\tAl-Qaida in the Islamic Maghreb", "met by the former name", "un:QDe.014", "no. QDe.014",
        "sourcebook profile aqim", "A hit is a lead for a person to review", "un/list of 2026-02-27",
    ):  # fmt: skip
        assert said in done.stdout, said


def test_no_hit_is_said_with_what_was_searched(family_home: Path) -> None:
    done = run(family_home, "screen", "Emma Daniels")
    assert done.returncode == 0
    assert done.stdout.startswith("No hit") and "Searched, as known on" in done.stdout
    early = run(family_home, "screen", GROUP, *LOW, "--known", "2000", "--source", "un")
    assert "Not covered: un/list; its oldest version here is of 2020-05-01." in early.stdout
    assert early.returncode == 0


def test_answers_have_the_documented_form(copy: Path) -> None:
    known = (
        "--born",
        "1970-04-20",
        "--nationality",
        "Algerian",
        "--gender",
        "m",
        "--id-number",
        "X1",
    )
    check("screen", asked(copy, "screen", "Abdelmalek Droukdel", *known, *LOW, code=1))
    check("screen", asked(copy, "screen", "Emma Daniels"))
    check("clear", asked(copy, "clear", "Abdelmalek Droukdel", "un:QDi.232", *BY))
    log = copy.parent / "log.jsonl"
    check("screen", asked(copy, "screen", GROUP, *LOW, "--log", log, code=1))
    check("screen", asked(copy, "screen", GROUP, *LOW, "--replay", log))
    assert SHAPES["screen"].codes == (0, 1, 3)


def test_a_cleared_hit_does_not_count_until_the_clearance_is_withdrawn(copy: Path) -> None:
    made = asked(copy, "clear", GROUP, "aqim", *BY)["results"][0]
    done = run(copy, "screen", GROUP, *LOW)
    assert done.returncode == 0 and "cleared by M. Keita: another man" in done.stdout
    assert made["id"] in run(copy, "judgements").stdout
    assert run(copy, "withdraw", made["id"], *BY).returncode == 0
    assert run(copy, "screen", GROUP, *LOW).returncode == 1


def test_a_log_is_opt_in_and_replays(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = copy.parent / "log.jsonl"
    run(copy, "screen", GROUP, *LOW)
    assert not log.exists()
    monkeypatch.setenv("SOURCEBOOK_DECISIONS", str(log))
    run(copy, "screen", GROUP, *LOW)
    run(copy, "screen", GROUP, *LOW, "--log-names")
    first, second = (json.loads(line) for line in log.read_text("utf-8").splitlines())
    assert first["query"] is None and second["query"]["names"] == [GROUP]
    assert first["hits"] == second["hits"]
    again = run(copy, "screen", "--replay", f"{log}:2")
    assert again.returncode == 0 and "the same answer" in again.stdout
    assert run(copy, "screen", "--replay", f"{log}:1").returncode == 2
    changed = msgspec.json.encode({**first, "hits": [], "verdict": "none"}).decode()
    other = run(copy, "screen", GROUP, *LOW, "--replay", changed)
    assert other.returncode == 1 and "another answer" in other.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("....",), "there is no name to look for"),
        ((), "there is no name to look for"),
        (("X", "--born", "tomorrow"), "--born"),
        (("X", "--nationality", "Atlantis"), "no country is called"),
        (("X", "--gender", "x"), "--gender"),
        (("X", "--schema", "Ghost"), "no schema"),
        (("X", "--source", "moon"), "no source 'moon'"),
        (("X", "--topic", "weather"), "topic 'weather'"),
        (("X", "--known", "soon"), "--known"),
        (("X", "--replay", "nowhere.jsonl"), "no log"),
    ],
)
def test_a_slip_is_said(family_home: Path, args: tuple[str, ...], said: str) -> None:
    done = run(family_home, "screen", *args)
    assert done.returncode == 2
    assert said in done.stderr


def test_nothing_that_is_screened_is_written_anywhere(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()}
    run(copy, "screen", "Ursula Nobody", "--born", "1980")
    after = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()}
    assert after == before


def test_a_name_cannot_steer_the_terminal(family_home: Path) -> None:
    done = run(family_home, "screen", f"{GROUP}\x1b[31m\u202e", *LOW)
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout

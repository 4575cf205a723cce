"""`sourcebook check` as its user runs it: what it prints, writes and exits with."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_json import check as has_documented_form
from tests.shell import environment, run

TRUE = "AQIM was formed in 1998."
FALSE = "AQIM was founded in 1975."
LED = "AQIM is led by Abdelmalek Droukdel."


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Writes a text to a file."""

    def write(text: str | bytes, name: str = "text.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def told(home: Path, *args: str | Path, code: int = 0) -> dict[str, Any]:
    done = run(home, "check", *args, "--json")
    assert done.returncode == code, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(
    ("text", "code"), [(TRUE, 0), (FALSE, 1), (f"{TRUE} {FALSE}", 1), ("Nobody is named.", 0)]
)
def test_it_exits_with_1_when_something_is_contradicted(
    family_home: Path, written: Any, text: str, code: int
) -> None:
    done = run(family_home, "check", written(text))
    assert done.returncode == code, done.stderr
    assert ("CONTRADICTED" in done.stdout) == bool(code)


def test_a_verdict_is_printed_with_its_words_reason_and_source(
    family_home: Path, written: Any
) -> None:
    done = run(family_home, "check", written(FALSE))
    assert "CONTRADICTED  “AQIM was founded in 1975" in done.stdout
    assert "1998" in done.stdout and "Mapping Militants Project" in done.stdout
    assert "1 contradicted" in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("--format", "docx"),
        ("--as-of", "soon"),
        ("--known", "2020-13-45"),
        ("--min-confidence", "much"),
        ("--no-such",),
    ],
)
def test_what_is_ill_put_exits_with_2(
    family_home: Path, written: Any, args: tuple[str, ...]
) -> None:
    done = run(family_home, "check", written(TRUE), *args)
    assert done.returncode == 2
    assert done.stdout == "" and done.stderr


def test_a_document_that_is_not_there_exits_with_2(family_home: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        assert run(family_home, "check", path).returncode == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.4 nothing", "a.pdf"),
        (b"PK\x03\x04 nothing", "a.docx"),
        (bytes(range(1, 32)) * 40, "a.txt"),
    ],
)
def test_a_document_that_cannot_be_read_exits_with_3_and_the_remedy(
    family_home: Path, written: Any, content: bytes, name: str
) -> None:
    done = run(family_home, "check", written(content, name))
    assert done.returncode == 3
    assert name in done.stderr


def test_a_dash_reads_standard_input(family_home: Path) -> None:
    command = [sys.executable, "-m", "sourcebook", "check", "-", "--json"]
    done = subprocess.run(
        command,
        input=FALSE.encode(),
        env=environment(family_home),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert [c["verdict"] for c in json.loads(done.stdout)["claims"]] == ["contradicted"]


def test_json_has_the_documented_form_and_offsets_into_the_text(
    family_home: Path, written: Any
) -> None:
    text = f"Über AQIM: {LED}\n\n{FALSE} {TRUE}"
    answer = told(family_home, written(text), code=1)
    assert len(answer["claims"]) == 3
    for claim in answer["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]
    assert list(answer) == ["question", "claims", "omissions", "summary"]
    has_documented_form("check", answer)


def test_an_output_is_a_page_unless_told_otherwise(
    family_home: Path, written: Any, tmp_path: Path
) -> None:
    page, text = tmp_path / "out.html", written(FALSE)
    done = run(family_home, "check", text, "-o", page)
    assert (done.returncode, done.stdout) == (1, "")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    run(family_home, "check", text, "-o", tmp_path / "out.md", "--format", "md")
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("# ")
    assert run(family_home, "check", text, "--format", "html").stdout == page.read_text(
        encoding="utf-8"
    )


def test_a_leader_of_then_is_supported_then_and_not_later(family_home: Path, written: Any) -> None:
    text = written(LED)
    then = told(family_home, text, "--as-of", "2015-01-01")
    later = told(family_home, text, "--as-of", "2022-01-01")
    assert then["question"]["as_of"] == "2015-01-01"
    assert [c["verdict"] for c in then["claims"]] == ["supported"]
    assert [c["verdict"] for c in later["claims"]] == ["outdated"]


def test_what_sources_said_later_is_not_known_before(family_home: Path, written: Any) -> None:
    text = written("Abdelmalek Droukdel died in June 2020.")
    assert [c["verdict"] for c in told(family_home, text)["claims"]] == ["supported"]
    before = told(family_home, text, "--known", "2020-05-31")
    assert [c["verdict"] for c in before["claims"]] == ["not_in_record"]


def test_what_is_read_less_surely_can_be_left_out(family_home: Path, written: Any) -> None:
    text = written(f"{LED} {FALSE}")
    held = told(family_home, text, code=1)["claims"]
    assert held and told(family_home, text, "--min-confidence", "1.1")["claims"] == []


def test_the_text_does_not_steer_the_terminal(family_home: Path, written: Any) -> None:
    text = f"\x1b[2J\x1b]0;gone\x07 AQIM \u202ewas founded\u202c in\x9b31m 1975.\x08\x00 {LED} {(TRUE + chr(32)) * 20}"
    for args in ((), ("--format", "md"), ("--format", "html")):
        done = run(family_home, "check", written(text), *args)
        assert done.returncode in {0, 1}
        assert not set(done.stdout + done.stderr) & set("\x00\x07\x08\x1b\x9b\u202e\u202c")
    named = written(FALSE, "a\x1b[2J.txt")
    done = run(family_home, "check", named)
    assert "\x1b" not in done.stdout + done.stderr


def test_the_same_text_gives_the_same_bytes(family_home: Path, written: Any) -> None:
    text = written(f"{LED} {FALSE} {TRUE}")
    assert (
        len({run(family_home, "check", text, "--format", form).stdout for form in ("html",) * 2})
        == 1
    )

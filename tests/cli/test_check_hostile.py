"""Texts that were never meant to be read: each has one clear outcome, and none of them gets the better of the page."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.documents import papers
from tests.shell import environment, run

FALSE = "AQIM was founded in 1975."
OVERRIDE = "\u202e"  # sets what follows from right to left
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (papers.pdf([[]]), "scan.pdf", ("holds no text", "OCR")),
        (papers.pdf([["text"]], encrypted=True), "locked.pdf", ("encrypted", "without a password")),
        (papers.bomb(), "bomb.docx", ("swells",)),
        (b"\x00" * 5000, "zeros.txt", ("no text that can be read",)),
        (b"", "empty.pdf", ()),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_document_without_readable_text_exits_with_3_and_says_what_to_do(
    family_home: Path, tmp_path: Path, content: bytes, name: str, said: tuple[str, ...]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run(family_home, "check", path)
    assert done.returncode == (3 if said else 0), done.stderr
    assert all(words in done.stderr for words in said)
    assert "Traceback" not in done.stderr


def test_a_document_without_a_known_name_has_no_claims_and_exits_with_0(
    family_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "garden.txt"
    path.write_text("The roses were planted in 1998. They were led along the wall by nobody.")
    done = run(family_home, "check", path)
    assert done.returncode == 0, done.stderr
    assert "no claims" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        f"\x00\x00{FALSE}\x00 More\x00 text\x00.",
        f"{OVERRIDE}{FALSE}{OVERRIDE} And so on.",
        f"\x1b]0;owned\x07\x1b[2J {FALSE} {'And so on. ' * 30}",
        f"{SCRIPT} {FALSE} {SCRIPT}",
        f"{FALSE}\u2028{FALSE}\ufeff\u200b",
        f"İstanbul ve ſomalia: {FALSE}",
    ],
    ids=["nul", "override", "terminal", "script", "separators", "letters"],
)
def test_hostile_signs_neither_hide_a_claim_nor_reach_the_page(
    family_home: Path, tmp_path: Path, text: str
) -> None:
    path, page = tmp_path / "a.txt", tmp_path / "a.html"
    path.write_text(text, encoding="utf-8")
    done = run(family_home, "check", path, "-o", page)
    assert done.returncode == 1, done.stderr
    assert not set(done.stderr) & {"\x00", "\x1b", "\x07", OVERRIDE}
    written = page.read_text(encoding="utf-8")
    assert "<script" not in written and not re.search(r"<[^>]+\sonerror", written)
    assert not set(written) & {"\x00", "\x1b", OVERRIDE}


def test_offsets_hold_in_a_text_with_nul_bytes_and_overrides(
    family_home: Path, tmp_path: Path
) -> None:
    text = f"\x00{OVERRIDE}Before.\x00 {FALSE}"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    answer = json.loads(run(family_home, "check", path, "--json").stdout)
    (claim,) = (c for c in answer["claims"] if c["verdict"] == "contradicted")
    assert text[claim["start"] : claim["end"]].startswith("AQIM was founded")


@pytest.mark.parametrize("line", ["a", "AQIM "], ids=["letters", "names"])
def test_ten_megabytes_of_one_line_are_checked(
    family_home: Path, tmp_path: Path, line: str
) -> None:
    size = 200_000 if "AQIM" in line else 10_000_000  # names take longest
    path = tmp_path / "line.txt"
    path.write_text(line * (size // len(line)) + f" . {FALSE}")
    done = run(family_home, "check", path, "--json")
    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)["question"]["document"] == "line.txt"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_long_check_that_is_interrupted_exits_with_4(family_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("AQIM, " * 1_000_000)
    command = [sys.executable, "-m", "sourcebook", "check", str(path)]
    started = subprocess.Popen(
        command, env=environment(family_home), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(3)
    assert started.poll() is None
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=30)
    assert started.returncode == 4
    assert b"Traceback" not in said

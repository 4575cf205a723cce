"""What must survive: bad files, full disks, killed builds."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sourcebook.archive.files import Archive, whole_lines
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.errors import RecordError, RefusedFileError, SourceError, UnknownFormatError
from sourcebook.record.store import Record, live_folder
from tests.lists import AQIM, DROUKDEL, un_list

COMPLETE = Wish(allow_shrink=True)


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty register, so that a build takes a moment and not seconds."""
    folder = tmp_path / "register"
    (folder / "groups").mkdir(parents=True)
    monkeypatch.setenv("SOURCEBOOK_REGISTER", str(folder))
    return folder


@pytest.fixture
def home(tmp_path: Path, register: Path) -> Path:
    """A home with one list, built."""
    folder = tmp_path / "home"
    give(folder, un_list("2024-09-26"))
    build(folder)
    return folder


def give(home: Path, content: bytes, wish: Wish = COMPLETE, name: str = "list.xml") -> None:
    path = home.parent / name
    path.write_bytes(content)
    add(Archive(home), path, wish)


def intact(home: Path) -> bool:
    """Whether the live record opens and holds what its manifest says."""
    with Record.open(home) as record:
        counts = record.manifest.counts
        return all(
            record.value(f"select count(*) from {table}") == n for table, n in counts.items()
        )


def many(count: int) -> tuple[str, ...]:
    return tuple(DROUKDEL.replace("QDi.232", f"QDi.{n:03}") for n in range(1, count + 1))


def test_a_truncated_list_is_refused_and_leaves_nothing(home: Path) -> None:
    before = whole_lines(Archive(home).index)
    with pytest.raises(SourceError, match="breaks off"):
        give(home, un_list("2026-02-27")[:-400])
    assert whole_lines(Archive(home).index) == before
    assert intact(home)


def test_a_document_type_is_refused(home: Path) -> None:
    content = un_list("2026-02-27").replace(
        b"<CONSOLIDATED_LIST", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><CONSOLIDATED_LIST', 1
    )
    with pytest.raises(RefusedFileError, match="document type"):
        give(home, content)


def test_a_list_that_shrank_is_refused_unless_told_otherwise(home: Path) -> None:
    give(home, un_list("2025-01-01", individuals=many(900)), Wish())
    with pytest.raises(RefusedFileError, match=r"too few|fewer than"):
        give(home, un_list("2025-02-01", individuals=many(360)), Wish())
    assert [f.published for f in Archive(home).files()] == ["2024-09-26", "2025-01-01"]
    give(home, un_list("2025-02-01", individuals=many(360)), Wish(allow_shrink=True))


def test_a_list_a_little_over_the_floor_is_refused_if_it_shrank_by_more_than_a_fifth(
    home: Path,
) -> None:
    give(home, un_list("2025-01-01", individuals=many(1200)), Wish())
    with pytest.raises(RefusedFileError, match=r"2\d% fewer"):
        give(home, un_list("2025-02-01", individuals=many(900)), Wish())


@pytest.mark.parametrize(
    "content", [b"hello", b"\x00\x01\x02" * 50, b"a,b,c\n1,2,3\n", b"{}", b"<html></html>"]
)
def test_an_unknown_format_is_named_as_such(home: Path, content: bytes) -> None:
    with pytest.raises(UnknownFormatError, match="no source recognises"):
        give(home, content)


def test_adding_the_same_content_again_is_a_no_op(home: Path) -> None:
    path = home.parent / "again.xml"
    path.write_bytes(un_list("2024-09-26"))
    assert not add(Archive(home), path, COMPLETE).new
    assert not build(home).new


def test_a_failed_build_leaves_the_old_record(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(home, un_list("2026-02-27"))
    before = live_folder(home)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sourcebook.build.builder.merge", full)
    with pytest.raises(RecordError, match="No space left on device"):
        build(home)
    assert live_folder(home) == before
    assert intact(home)
    assert not list((home / "builds").glob(".rough-*"))


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["sourcebook", "build"]
from sourcebook.cli import main
main()
"""


@pytest.mark.parametrize("limit", [1_000, 20_000, 200_000])
def test_a_disk_that_fills_up_during_the_build_leaves_the_old_record(
    home: Path, limit: int
) -> None:
    """A limit on the size of files makes writes fail as a full disk does, without a disk to fill."""
    give(home, un_list("2026-02-27", individuals=many(50)))
    before = live_folder(home)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(limit)], env=environment(home), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "the last version of the record is untouched" in done.stderr.lower()
    assert live_folder(home) == before
    assert intact(home)


def environment(home: Path) -> dict[str, str]:
    # A process that may write no file would leave half-written bytecode behind, for the next one to trip over.
    return {**os.environ, "SOURCEBOOK_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_record(home: Path) -> None:
    chance = random.Random(20200603)
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "sourcebook", "build"],
        env=environment(home),
        check=True,
        capture_output=True,
    )
    for n in range(50):
        give(
            home, un_list(f"20{26 + n}-01-01", individuals=(DROUKDEL,) * (n % 2), entities=(AQIM,))
        )
        running = subprocess.Popen(
            [sys.executable, "-m", "sourcebook", "build"], env=environment(home), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0.05, 1.5))
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert intact(home)
    build(home)
    assert intact(home)
    assert not list((home / "builds").glob(".rough-*"))
    assert len(list((home / "builds").iterdir())) <= 2
    assert time.monotonic() - began < 600

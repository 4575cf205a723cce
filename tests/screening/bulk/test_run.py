"""A run gives every row its due, in the same bytes however it is cut, spread and interrupted."""

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from sourcebook.errors import Interrupted, SourcebookError, SourceError, UsageError
from sourcebook.record.store import Record
from sourcebook.screening.bulk import journal, rows, workers
from sourcebook.screening.bulk.reading import Wishes, read_layout
from sourcebook.screening.bulk.run import Job, Summary, run
from sourcebook.screening.clearances import clear
from sourcebook.screening.hit import Clearance
from sourcebook.screening.query import Options, Query

# In a list of a few names no word is rare, so that no name is certain.
LOW = Options(threshold=0.3, cutoff=0.2)
NAMES = (
    "Abdelmalek Droukdel", "Emma Daniels", "عبد المالك دروكدال", "AQIM", "", "Salafist Group for Call and Combat",
    "=cmd|' /C calc'!A0", "Jane Roe", "Lionel Dumont",
)  # fmt: skip


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Some hundred rows, with every kind of row among them."""
    path = tmp_path / "names.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ref", "name", "dob"])
        writer.writerows(
            [f"-{n}", NAMES[n % len(NAMES)], "1970" if n % 4 else "when?"] for n in range(300)
        )
        file.write("301,too,many,cells\n")
    return path


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "CHUNK_ROWS", 16)


@pytest.fixture
def job(family_home: Path, many: Path, tmp_path: Path) -> Callable[..., Job]:
    def make(name: str = "hits.csv", **changed: object) -> Job:
        source, layout = read_layout(many, Wishes())
        made = Job(
            home=family_home, source=source, layout=layout, output=tmp_path / name, options=LOW
        )
        return msgspec.structs.replace(made, **changed)

    return make


def written(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), path.with_name(f"{path.stem}.errors.csv").read_bytes()


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bare(summary: Summary) -> Summary:
    """A summary without what differs from run to run."""
    return msgspec.structs.replace(
        summary, seconds=0, rate=0, begun_at=0, output="", errors_file=""
    )


def test_every_row_is_screened_empty_or_an_error(job: Callable[..., Job], tmp_path: Path) -> None:
    found = run(job())
    assert (found.rows, found.errors, found.empty) == (301, 1, 33)
    assert found.screened + found.empty + found.errors == found.rows
    hits, errors = table(tmp_path / "hits.csv"), table(tmp_path / "hits.errors.csv")
    assert (
        len(hits) == found.hits
        and len({row["row"] for row in hits if row["match"] == "yes"}) == found.alerts
    )
    kinds = [row["kind"] for row in errors]
    assert kinds.count("empty") == 33 and kinds.count("error") == 1
    assert errors[-1]["reason"] == "4 cells where there are 3 cells to a row"
    assert {"born: 'when?' cannot be read as a date"} == {
        row["reason"] for row in errors if row["kind"] == "note"
    }
    first = hits[0]
    assert (first["row"], first["id"], first["name"]) == ("1", "'-0", "Abdelmalek Droukdel")
    assert (first["entity"], first["list"], first["entry"]) == (
        "abdelmalek-droukdel",
        "register",
        "register:abdelmalek-droukdel",
    )
    assert first["entries"] == "register:abdelmalek-droukdel un:QDi.232"
    assert first["reasons"].startswith("name ")


def test_rows_without_a_hit_are_written_when_asked_for(
    job: Callable[..., Job], tmp_path: Path
) -> None:
    found = run(job(every=True))
    lines = table(tmp_path / "hits.csv")
    assert {row["row"] for row in lines} == {
        str(n + 1) for n in range(300) if NAMES[n % len(NAMES)]
    }
    assert sum(not row["entity"] for row in lines) == len(lines) - found.hits


def test_no_cell_is_a_formula_and_numbers_stay_numbers(
    job: Callable[..., Job], tmp_path: Path
) -> None:
    run(job(every=True))
    lines = table(tmp_path / "hits.csv")
    assert "'=cmd|' /C calc'!A0" in {line["name"] for line in lines}
    text = (line[name] for line in lines for name in line if name not in ("row", "score"))
    assert not [cell for cell in text if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(0 <= float(line["score"]) <= 1 for line in lines if line["score"])


def test_three_forms_say_the_same(job: Callable[..., Job], tmp_path: Path) -> None:
    for name in ("hits.csv", "hits.jsonl", "hits.parquet"):
        run(job(name))
    plain = [
        (line["row"], line["entity"], f"{float(line['score']):.4f}")
        for line in table(tmp_path / "hits.csv")
    ]
    objects = [
        json.loads(line) for line in (tmp_path / "hits.jsonl").read_text("utf-8").splitlines()
    ]
    assert [(str(one["row"]), one["entity"], f"{one['score']:.4f}") for one in objects] == plain
    held = pq.read_table(tmp_path / "hits.parquet").to_pylist()
    assert [(str(one["row"]), one["entity"], f"{one['score']:.4f}") for one in held] == plain
    assert (
        objects[0]["reasons"][0]["feature"] == "name"
        and objects[0]["entries"][1]["listed_on"] == "2007-08-27"
    )


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("name", ["hits.csv", "hits.jsonl", "hits.parquet"])
def test_the_bytes_do_not_depend_on_the_number_of_processes(
    job: Callable[..., Job], tmp_path: Path, name: str
) -> None:
    alone = bare(run(job(name)))
    first = written(tmp_path / name)
    assert bare(run(job(name, workers=3))) == alone
    assert written(tmp_path / name) == first


class Stopped(Exception):
    """The process is gone at this moment."""


@contextmanager
def stopping(monkeypatch: pytest.MonkeyPatch, moment: int) -> Iterator[None]:
    """Be gone at the so-manieth time that something reaches the disk or changes its name."""
    count = 0

    def counted(plain: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count == moment:
                raise Stopped
            return plain(*args, **more)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(journal.os, "fsync", counted(os.fsync))
        patch.setattr(journal.Path, "replace", counted(Path.replace))
        patch.setattr(journal.Path, "unlink", counted(Path.unlink))
        yield


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("name", ["hits.csv", "hits.parquet"])
def test_a_run_stopped_at_any_step_goes_on_to_the_same_bytes(
    job: Callable[..., Job], tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(job(name))
    expected = written(tmp_path / name)
    moment, stopped = 1, True
    while stopped:
        try:
            with stopping(monkeypatch, moment):
                run(job(name, restart=True))
            stopped = False
        except Stopped:
            # What was written after the last mark of the journal may be on disk in part.
            for part in ("hits", "errors", "journal.jsonl"):
                torn = tmp_path / f"{name}.partial" / part
                if torn.exists() and (tmp_path / f"{name}.partial" / "run.json").exists():
                    torn.write_bytes(torn.read_bytes() + b'{"chunk":9')
            again = run(job(name))
            assert bare(again) == bare(whole)
            assert written(tmp_path / name) == expected
        moment += 3
    assert moment > 60
    assert not (tmp_path / f"{name}.partial").exists()


@pytest.mark.usefixtures("small_chunks")
def test_what_was_done_is_not_done_again(
    job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Stopped), stopping(monkeypatch, 30):
        run(job())
    seen: list[int] = []
    plain = workers.opened

    @contextmanager
    def watched(setup: object) -> Iterator[Callable[..., object]]:
        with plain(setup) as work:  # type: ignore[arg-type]
            yield lambda chunk: seen.append(chunk.number) or work(chunk)  # type: ignore[func-returns-value]

    monkeypatch.setattr(workers, "opened", watched)
    found = run(job())
    assert found.begun_at == seen[0] * 16 and seen == list(range(seen[0], 19)) and seen[0] > 3


@pytest.mark.usefixtures("small_chunks")
def test_a_run_that_is_interrupted_says_how_to_go_on(
    job: Callable[..., Job], tmp_path: Path
) -> None:
    def interrupt(_: int, __: int, rows: int) -> None:
        if rows > 100:
            raise KeyboardInterrupt

    with pytest.raises(
        Interrupted, match=r"first 112 rows are done and kept. Run the same command again"
    ):
        run(job(), interrupt)
    assert not (tmp_path / "hits.csv").exists()
    assert run(job()).begun_at == 112


@pytest.mark.usefixtures("small_chunks")
def test_a_file_that_changed_under_a_run_is_refused_wherever_it_changed(
    job: Callable[..., Job], many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Stopped), stopping(monkeypatch, 30):
        run(job())
    whole = many.read_bytes()
    many.write_bytes(whole + b"x,y,z\n")
    with pytest.raises(UsageError, match=r"since then the file changed. Begin anew with --restart"):
        run(job())
    many.write_bytes(whole.replace(b"Emma", b"Anna", 3))
    monkeypatch.setattr(journal, "file_mark", lambda path: "the same")
    with pytest.raises(UsageError, match="the file changed"):
        run(job())
    assert run(job(restart=True)).rows == 301


@pytest.mark.usefixtures("small_chunks")
def test_the_ends_of_a_large_file_do_not_hide_a_change_in_its_middle(
    job: Callable[..., Job], many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sourcebook.screening.bulk.run.file_mark", lambda path: "the same")
    with pytest.raises(Stopped), stopping(monkeypatch, 30):
        run(job())
    many.write_bytes(many.read_bytes().replace(b"Emma", b"Anna", 3))
    with pytest.raises(
        UsageError, match=r"the file changed since the run was stopped. Begin anew with --restart"
    ):
        run(job())


@pytest.mark.usefixtures("small_chunks")
def test_other_options_and_another_way_to_read_are_refused(
    job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Stopped), stopping(monkeypatch, 30):
        run(job())
    with pytest.raises(UsageError, match="since then the options changed"):
        run(job(options=Options(threshold=0.9)))
    layout = msgspec.structs.replace(job().layout, encoding="cp1252")
    with pytest.raises(UsageError, match="since then how it is read changed"):
        run(job(layout=layout))


def test_two_runs_do_not_write_one_file(job: Callable[..., Job], tmp_path: Path) -> None:
    held = journal.Progress.open(tmp_path / "hits.csv", {})
    try:
        with pytest.raises(UsageError, match="another process is writing"):
            run(job())
    finally:
        held.close()


def test_a_damaged_journal_is_an_error_with_a_remedy(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Stopped), stopping(monkeypatch, 8):
        run(job())
    (tmp_path / "hits.csv.partial" / "journal.jsonl").write_text("nonsense\n")
    with pytest.raises(SourceError, match=r"is damaged.*--restart"):
        run(job())


def test_a_failing_process_ends_the_run_and_leaves_what_is_done(
    job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "CHUNK_ROWS", 16)
    setup_home = msgspec.structs.replace(job(workers=2))

    def gone(pipe: object, chunk: object) -> None:
        raise SourcebookError(
            "a process that screens was ended from outside, perhaps for want of memory."
        )

    with monkeypatch.context() as patch:
        patch.setattr(workers, "_sent", gone)
        with pytest.raises(SourcebookError, match="ended from outside"):
            run(setup_home)
    assert run(setup_home).rows == 301


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("hits.xlsx", "does not say in which form"),
        ("names.csv", "is the file that is read"),
        ("no/hits.csv", "no folder"),
    ],
)
def test_an_output_that_cannot_be_is_refused(
    job: Callable[..., Job], output: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        run(job(output))


@pytest.mark.parametrize("content", [b"", b"name\n", b"name\n\n\n"])
def test_a_file_without_names_has_an_output_without_hits(
    family_home: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "none.csv"
    path.write_bytes(content)
    for name in ("hits.csv", "hits.jsonl", "hits.parquet"):
        source, layout = read_layout(path, Wishes())
        found = run(
            Job(home=family_home, source=source, layout=layout, output=tmp_path / name, options=LOW)
        )
        assert (found.hits, found.screened) == (0, 0) and found.rows == found.empty
    assert pq.read_table(tmp_path / "hits.parquet").num_rows == 0


def test_cleared_hits_are_marked_and_are_no_alerts(
    tmp_path: Path, family_home: Path, many: Path
) -> None:
    import shutil

    home = Path(shutil.copytree(family_home, tmp_path / "home", symlinks=True))
    by = Clearance(who="M. Keita", why="another organisation", when="2026-03-01")
    with Record.open(home) as record:
        clear(record, home, Query(names=("AQIM",)), "aqim", by)
    path = tmp_path / "one.csv"
    path.write_text("name\nAQIM\n")
    source, layout = read_layout(path, Wishes())
    found = run(
        Job(home=home, source=source, layout=layout, output=tmp_path / "hits.csv", options=LOW)
    )
    (line,) = [line for line in table(tmp_path / "hits.csv") if line["entity"] == "aqim"]
    assert line["cleared"] == "M. Keita: another organisation" and line["match"] == "no"
    assert (found.cleared, found.alerts) == (1, 0)

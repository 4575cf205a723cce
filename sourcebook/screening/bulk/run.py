"""A run over a file, from its first row to the output in its place.

The process that runs this reads and writes; others screen (`workers`). Whatever stops it, `run` called again with the
same job goes on behind the last chunk that is on disk. The rows before it are read again, which is quick, and their
digest is compared with that of then: a file that changed under a run is noticed wherever it changed.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from sourcebook import __version__
from sourcebook.errors import Interrupted, UsageError
from sourcebook.identity.journal import Journal
from sourcebook.record.store import live_manifest
from sourcebook.screening.bulk.asking import day_first
from sourcebook.screening.bulk.finishing import placed
from sourcebook.screening.bulk.journal import (
    KEPT,
    RESTART,
    Checkpoint,
    Progress,
    Tally,
    errors_path,
    file_mark,
)
from sourcebook.screening.bulk.opening import Source
from sourcebook.screening.bulk.reading import SAMPLE_ROWS, Layout, rows_of, texts
from sourcebook.screening.bulk.rows import RESCREEN_ROWS, Chunk, Fault, chunks
from sourcebook.screening.bulk.screening import Done, Setup
from sourcebook.screening.bulk.workers import done
from sourcebook.screening.bulk.writing import ERROR_COLUMNS, FORMS, csv_text, heading
from sourcebook.screening.query import Options

_SMALL = 32_000_000
SUFFIXES = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done.

    Attributes:
        home: With the record.
        source, layout: The file, and how it is read.
        output: Where the hits go; its suffix says in which form.
        options: Where to look, when, and what to report.
        every: Whether rows without a hit are written too.
        since: Write only what the lists altered after this day.
        workers: How many processes screen.
        restart: Whether to forget what a run that was stopped has done.
    """

    home: Path
    source: Source
    layout: Layout
    output: Path
    options: Options
    every: bool = False
    since: date | None = None
    workers: int = 1
    restart: bool = False


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run came to.

    Attributes:
        file, layout: What was read, and how.
        output, errors_file: The two files that were written.
        rows: Read; each is screened, empty or an error.
        screened: With a name that was screened.
        empty: Without a name.
        errors: That could not be read.
        notes: Screened, but not with all that they say.
        hits: Reported.
        alerts: Rows with a hit that reaches the threshold and is not cleared.
        cleared: Hits that somebody cleared.
        alerts_per_1000: Alerts for a thousand rows screened.
        begun_at: Rows that an earlier run had done.
        seconds: That this run took.
        rate: Rows a second of this run.
    """

    file: str
    layout: Layout
    output: str
    errors_file: str
    rows: int
    screened: int
    empty: int
    errors: int
    notes: int
    hits: int
    alerts: int
    cleared: int
    alerts_per_1000: float
    begun_at: int
    seconds: float
    rate: float


Tell = Callable[[int, int, int], None]


def form_of(output: Path) -> str:
    """The form that a suffix stands for.

    Raises:
        UsageError: It stands for none.
    """
    found = SUFFIXES.get(output.suffix.lower())
    if found is None:
        raise UsageError(
            f"-o: {output.name} does not say in which form.", f"It ends in {', '.join(SUFFIXES)}."
        )
    assert found in FORMS
    return found


def run(job: Job, tell: Tell = lambda *_: None) -> Summary:
    """Screen a file.

    Args:
        job: What is to be done.
        tell: Told (bytes read, bytes in all, rows written).

    Raises:
        UsageError: The output cannot be written, or a run that was stopped was begun with something else.
        SourceError: The file is damaged.
        Interrupted: The user stopped it; called again it goes on.
    """
    began = time.perf_counter()
    form = form_of(job.output)
    _refuse_own_input(job)
    build, judged = _record_of(job.home)
    progress = Progress.open(job.output, _depends(job, build, judged), restart=job.restart)
    at = progress.at.tally.rows
    try:
        setup = _setup(job, form, build, progress.run[KEPT]["judged"])
        _go_on(job, setup, progress, tell)
        placed(progress, job.output, form, setup.columns)
    except KeyboardInterrupt as stop:
        raise _interrupted(progress) from stop
    finally:
        progress.leave()
    return _summary(job, progress.at.tally, at, time.perf_counter() - began)


def _interrupted(progress: Progress) -> Interrupted:
    return Interrupted(
        f"stopped; the first {progress.at.tally.rows:,} rows are done and kept.",
        "Run the same command again to go on, or with --restart to begin anew.",
    )


def _refuse_own_input(job: Job) -> None:
    if not job.output.parent.is_dir():
        raise UsageError(f"there is no folder {job.output.parent}.", "Make it, or write elsewhere.")
    for path in (job.output, errors_path(job.output)):
        if path.is_dir():
            raise UsageError(f"{path} is a folder.", "Name a file.")
        if path.exists() and path.samefile(job.source.path):
            raise UsageError(f"{path} is the file that is read.", "Write to another one.")


def _record_of(home: Path) -> tuple[str, int]:
    """The live build, and how many judgements there are."""
    return live_manifest(home).id, len(Journal(home).lines())


def _depends(job: Job, build: str, judged: int) -> dict[str, Any]:
    """What a run depends on, in the user's words; it goes on with the judgements it began with."""
    plain: dict[str, Any] = {
        "the file": file_mark(job.source.path),
        "how it is read": job.layout,
        "the options": (job.options, job.every, job.since, str(job.home.resolve())),
        "the record": build,
        "the version of Sourcebook": __version__,
        KEPT: {"judged": judged},
    }
    found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plain, order="deterministic"))
    return found


def _setup(job: Job, form: str, build: str, judged: int) -> Setup:
    return Setup(
        home=str(job.home), build=build, judged=judged, layout=job.layout,
        day_first=day_first(sample_of(job.source, job.layout, "born")), options=job.options, form=form, every=job.every,
        since=job.since,
    )  # fmt: skip


def sample_of(source: Source, layout: Layout, role: str) -> list[str]:
    """What the first rows say in the columns of a role."""
    found: list[str] = []
    for row, _ in (
        itertools.islice(rows_of(source, layout), SAMPLE_ROWS) if layout.columns.of(role) else ()
    ):
        values = layout.values(row)
        if not isinstance(values, Fault):
            held = texts([values[place] for place in layout.columns.of(role)])
            found += [] if isinstance(held, Fault) else held
    return found


def _go_on(job: Job, setup: Setup, progress: Progress, tell: Tell) -> None:
    """Screen what is not on disk yet."""
    if progress.at.whole:
        return
    if progress.at.chunk < 0:
        progress.begin(heading(setup.form, setup.columns), csv_text([ERROR_COLUMNS]).encode())
    seen: dict[int, tuple[str, int]] = {}
    most, workers = (None, job.workers) if job.since is None else (RESCREEN_ROWS, _few(job))
    coming = _behind(chunks(rows_of(job.source, job.layout), most), progress.at)
    for one in done(_marked(coming, seen), setup, workers):
        digest, consumed = seen.pop(one.number)
        progress.add(one.hits, one.errors, _after(progress, one, digest))
        tell(consumed, job.source.size, progress.at.tally.rows)
    progress.add(b"", b"", msgspec.structs.replace(progress.at, whole=True))


def _few(job: Job) -> int:
    """A rescreen of a small file is over before another process has begun."""
    return job.workers if job.source.size > _SMALL else 1


def _after(progress: Progress, one: Done, digest: str) -> Checkpoint:
    hits, errors = progress.sizes()
    return Checkpoint(
        chunk=one.number, digest=digest, hits=hits + len(one.hits), errors=errors + len(one.errors),
        tally=progress.at.tally + one.tally,
    )  # fmt: skip


def _marked(coming: Iterator[Chunk], seen: dict[int, tuple[str, int]]) -> Iterator[Chunk]:
    for chunk in coming:
        seen[chunk.number] = (chunk.digest.hex(), chunk.consumed)
        yield chunk


def _behind(coming: Iterator[Chunk], at: Checkpoint) -> Iterator[Chunk]:
    """The chunks that are not written yet.

    Raises:
        UsageError: Those before are not what they were.
    """
    if at.chunk < 0:
        yield from coming
        return
    for chunk in coming:
        if chunk.number == at.chunk:
            if chunk.digest.hex() != at.digest:
                break
            yield from coming
            return
    raise UsageError("the file changed since the run was stopped.", RESTART)


def _summary(job: Job, tally: Tally, at: int, seconds: float) -> Summary:
    fresh = tally.rows - at
    return Summary(
        file=str(job.source.path), layout=job.layout,
        output=str(job.output), errors_file=str(errors_path(job.output)), begun_at=at, seconds=round(seconds, 2),
        rate=round(fresh / seconds, 1) if seconds else 0.0,
        alerts_per_1000=round(1000 * tally.alerts / tally.screened, 2) if tally.screened else 0.0,
        **msgspec.structs.asdict(tally),
    )  # fmt: skip

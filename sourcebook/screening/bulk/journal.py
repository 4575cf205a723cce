"""How far a run has come: a folder beside the output, `HITS.partial`, until the output is whole.

The lines of each chunk are on disk before a line of the journal says how long the files are now, so what the journal
does not know of is cut off when the run goes on, and nothing is written twice or left out. A journal belongs to one
file, one way of reading it, one build of the record and one set of options; with any other it refuses.
"""

from __future__ import annotations

import fcntl
import io
import os
import shutil
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Self

import msgspec

from sourcebook.errors import SourceError, UsageError

HITS, ERRORS, JOURNAL, RUN, LOCK = "hits", "errors", "journal.jsonl", "run.json", "lock"
RESTART = "Begin anew with --restart."
KEPT = "kept"
_ENDS = 1 << 20


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the rows so far.

    Attributes:
        rows: Read.
        screened: With a name that was screened.
        empty: Without a name.
        errors: That could not be read.
        notes: Screened, but not with all that they say.
        hits: Reported.
        alerts: Rows with a hit that reaches the threshold and is not cleared.
        cleared: Hits that somebody cleared.
    """

    rows: int = 0
    screened: int = 0
    empty: int = 0
    errors: int = 0
    notes: int = 0
    hits: int = 0
    alerts: int = 0
    cleared: int = 0

    def __add__(self, other: Tally) -> Tally:
        both = {name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__}
        return Tally(**both)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal.

    Attributes:
        chunk: The last chunk written; -1: none.
        digest: Of all rows up to its last, in hexadecimal.
        hits, errors: How long the two files are.
        tally: Of all rows up to its last.
        whole: Whether that was the last of the file.
    """

    chunk: int = -1
    digest: str = ""
    hits: int = 0
    errors: int = 0
    tally: Tally = Tally()
    whole: bool = False


def file_mark(path: Path) -> str:
    """A hash of a file's size, beginning and end: what tells that it is another before it is read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_ENDS)
        file.seek(max(0, size - _ENDS))
        return blake2b(
            size.to_bytes(8, "little") + head + file.read(_ENDS), digest_size=16
        ).hexdigest()


class Progress:
    """The folder of a run that is under way, held by one process."""

    def __init__(self, folder: Path, lock: IO[bytes], run: Mapping[str, Any]) -> None:
        self.folder, self._lock, self.run = folder, lock, run
        self.at = self._last()
        self._hits = self._cut(HITS, self.at.hits)
        self._errors = self._cut(ERRORS, self.at.errors)
        self._journal = (folder / JOURNAL).open("ab")

    @classmethod
    def open(cls, output: Path, run: Mapping[str, Any], *, restart: bool = False) -> Self:
        """Begin a run, or go on with one that was stopped.

        Args:
            output: The file that it will become.
            run: What it depends on, by what the user calls it; under `KEPT` what it goes on with as it began.
            restart: Forget what was done.

        Raises:
            UsageError: Another process is at it, or it was begun with something else.
            SourceError: The folder is damaged.
        """
        folder = partial_folder(output)
        folder.mkdir(exist_ok=True)
        lock = _locked(folder)
        try:
            return cls(folder, lock, _agreed(folder, run, restart=restart))
        except BaseException:
            lock.close()
            raise

    def _last(self) -> Checkpoint:
        """The last line of the journal that is whole; what follows it is cut off."""
        path = self.folder / JOURNAL
        raw = path.read_bytes() if path.exists() else b""
        whole = raw[: raw.rfind(b"\n") + 1]
        path.touch()
        os.truncate(path, len(whole))
        if not whole:
            return Checkpoint()
        try:
            return msgspec.json.decode(whole.splitlines()[-1], type=Checkpoint)
        except msgspec.DecodeError as error:
            raise SourceError(f"{path} is damaged: {error}.", RESTART) from error

    def _cut(self, name: str, size: int) -> IO[bytes]:
        path = self.folder / name
        if self.at.whole and not path.exists():  # it is in its place already
            return io.BytesIO()
        path.touch()
        if path.stat().st_size < size:
            raise SourceError(f"{path} is shorter than the journal says.", RESTART)
        os.truncate(path, size)
        return path.open("ab")

    def begin(self, hits: bytes, errors: bytes) -> None:
        """Write what stands above all lines; the first checkpoint counts it in."""
        self._hits.write(hits)
        self._errors.write(errors)

    def add(self, hits: bytes, errors: bytes, at: Checkpoint) -> None:
        """Write what came of a chunk, then that it is written."""
        for file, text in ((self._hits, hits), (self._errors, errors)):
            if text:
                file.write(text)
                _flush(file)
        self._journal.write(msgspec.json.encode(at) + b"\n")
        _flush(self._journal)
        self.at = at

    def sizes(self) -> tuple[int, int]:
        """How long the two files are."""
        return self._hits.tell(), self._errors.tell()

    def finish(self, output: Path, hits: Path | None = None) -> None:
        """Put the whole files in their places, the errors first; then let go of the folder.

        Args:
            output: Where the hits go.
            hits: The file they are in, where it is not the one written to.
        """
        for made, place in (
            (self.folder / ERRORS, errors_path(output)),
            (hits or self.folder / HITS, output),
        ):
            if made.exists():  # else it is in its place since before this run was stopped
                made.replace(place)
        _sync_folder(output.parent)
        self.close()
        (self.folder / RUN).unlink()
        shutil.rmtree(self.folder)

    def leave(self) -> None:
        """Let go of the files; the folder stays if there is something in it to go on from."""
        self.close()
        if self.at.chunk < 0 and self.folder.exists():
            shutil.rmtree(self.folder)

    def close(self) -> None:
        """Let go of the files; the folder stays."""
        for file in (self._hits, self._errors, self._journal, self._lock):
            file.close()


def _agreed(folder: Path, run: Mapping[str, Any], *, restart: bool) -> Mapping[str, Any]:
    """What the run in a folder depends on, which is what this one does; what it keeps is as it began."""
    if restart:
        _emptied(folder)
    begun = _begun(folder)
    journal = folder / JOURNAL
    if begun is None or not journal.exists() or not journal.stat().st_size:
        _emptied(folder)
        _write_whole(folder / RUN, msgspec.json.encode(run))
        return run
    different = [name for name in run if name != KEPT and begun.get(name) != run[name]]
    if different:
        raise UsageError(
            f"{folder} is of a run that was stopped, and since then {' and '.join(different)} changed.",
            RESTART,
        )
    return begun


def partial_folder(output: Path) -> Path:
    """Where a run keeps what it has until it is whole."""
    return output.with_name(f"{output.name}.partial")


def errors_path(output: Path) -> Path:
    """The file of the rows that were not screened."""
    return output.with_name(f"{output.stem}.errors.csv")


def _locked(folder: Path) -> IO[bytes]:
    lock = (folder / LOCK).open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise UsageError(
            f"another process is writing {folder}.", "Wait for it, or write to another file."
        ) from error
    return lock


def _emptied(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name != LOCK:
            path.unlink()


def _begun(folder: Path) -> dict[str, Any] | None:
    """What the run in a folder depends on; None where none has begun."""
    path = folder / RUN
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        raise SourceError(f"{path} is damaged: {error}.", RESTART) from error


def _write_whole(path: Path, raw: bytes) -> None:
    rough = path.with_name(f".{path.name}")
    with rough.open("wb") as file:
        file.write(raw)
        _flush(file)
    rough.replace(path)
    _sync_folder(path.parent)


def _flush(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

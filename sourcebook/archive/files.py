"""The archive: files as they came, and an index of what each is.

Layout below the home folder: `archive/files/ab/abcdef…` holds the bytes, `archive/index.jsonl` one line per file.
Invariant: a line is appended only after its file is on disk; a line cut off by a crash is not read and is
overwritten by the next. Nothing is ever changed or removed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Literal

import msgspec

from sourcebook.archive import wrapping
from sourcebook.errors import RefusedFileError, UsageError

Scope = Literal["complete", "extract"]


class ArchivedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the archive.

    Attributes:
        sha: SHA-256 of the bytes as they came.
        content: SHA-256 of what is inside the wrapping; two wrappings of one content are one file.
        size: Bytes as it came.
        name: The name it came under.
        source, format, parts: What it was recognised as.
        published: EDTF version date.
        dated_by: Where that date is from: `file`, `option`, `name`.
        scope: Whether it is the complete list of that date.
        records: Main records of it, or rows where it is a part without main rows.
        mapping: SHA-256 of the mapping it is read by, kept beside it; None where its source knows how to read it.
        added_at, url, etag, last_modified: When and where it was got; these never enter a row.
    """

    sha: str
    content: str
    size: int
    name: str
    source: str
    format: str
    parts: tuple[str, ...]
    published: str
    dated_by: str
    scope: Scope
    records: int
    mapping: str | None = None
    added_at: str | None = None
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Archive:
    """Files by hash, and the index."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "archive"
        self.index = self.folder / "index.jsonl"

    def files(self) -> tuple[ArchivedFile, ...]:
        """Every file, in an order that does not depend on when it was added; of a file read anew, as it is read now."""
        lines = whole_lines(self.index)
        read = (msgspec.json.decode(line, type=ArchivedFile) for line in lines)
        found = {file.content: file for file in read}.values()
        return tuple(sorted(found, key=lambda f: (f.source, f.parts, f.published, f.content)))

    def holding(self, content: str) -> ArchivedFile | None:
        """The file with this content, if it is here."""
        return next((file for file in self.files() if file.content == content), None)

    def path(self, sha: str) -> Path:
        """Where the file with this hash lies."""
        return self.folder / "files" / sha[:2] / sha

    @contextmanager
    def receive(self, path: Path) -> Iterator[Path]:
        """A private copy of a file, hashed and unchanging, kept only if `keep` is called on it.

        Raises:
            UsageError: It is not a file that can be read.
            RefusedFileError: It is empty, or changes while it is read.
        """
        _refuse_unreadable(path)
        self.folder.mkdir(parents=True, exist_ok=True)
        copy = self.folder / f".incoming-{os.getpid()}-{path.name[:80]}"
        try:
            with copy.open("wb") as target:
                wrapping.copy_steadily(path, target)
                _sync(target)
            yield copy
        finally:
            copy.unlink(missing_ok=True)

    def keep(self, copy: Path, file: ArchivedFile) -> None:
        """Put a received copy in its place and enter it in the index."""
        place = self.path(file.sha)
        place.parent.mkdir(parents=True, exist_ok=True)
        copy.replace(place)
        place.chmod(0o444)
        append_line(self.index, msgspec.json.encode(file))

    def keep_beside(self, content: bytes) -> str:
        """Keep what a file is read by, and give its hash."""
        sha = hashlib.sha256(content).hexdigest()
        place = self.path(sha)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            rough = place.with_name(f".{sha}-{os.getpid()}")
            rough.write_bytes(content)
            rough.chmod(0o444)
            rough.replace(place)
        return sha

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time.

        Raises:
            RefusedFileError: Another Sourcebook is writing to this home.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RefusedFileError(
                    f"another sourcebook is writing to {self.home}.", "Wait until it is done."
                ) from error
            yield


def digest(stream: BinaryIO) -> str:
    """SHA-256 of a stream, from its start; leaves it at its start."""
    stream.seek(0)
    found = hashlib.sha256()
    while chunk := stream.read(1 << 20):
        found.update(chunk)
    stream.seek(0)
    return found.hexdigest()


def whole_lines(path: Path) -> list[bytes]:
    """The lines of an append-only file; one cut off by a crash is left out."""
    if not path.exists():
        return []
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1].splitlines()


def append_line(path: Path, line: bytes) -> None:
    """Append a line for good, over the remains of one that a crash cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as target:
        target.seek(0)
        target.truncate(target.read().rfind(b"\n") + 1)
        target.write(line + b"\n")
        _sync(target)


def _sync(target: IO[bytes]) -> None:
    target.flush()
    os.fsync(target.fileno())


def _refuse_unreadable(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", "Name the files in it: sourcebook add FOLDER/*")
    if not path.is_file():
        raise UsageError(f"there is no file {path}.")
    if path.stat().st_size == 0:
        raise RefusedFileError(f"{path.name} is empty.", "Download it again.")

"""The build that is served, and the change to the next one without a stop.

An update replaces the link `current` in one rename. The watcher sees it, opens the new build beside the old one and
puts it in its place; whoever is being answered keeps the version they began with, which is closed when the last of
them is done. A judgement in the journal counts as a new version too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sourcebook.entities import Entity, View
from sourcebook.entities.keeping import Kept
from sourcebook.errors import RecordError, SourcebookError
from sourcebook.record.store import Record, live_folder
from sourcebook.rights.terms import NO_ROWS_OUT, terms
from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query

Stamp = tuple[str, int, int]
JOURNAL = "journal.jsonl"


class Screens(Protocol):
    """What the face asks of the room of screening."""

    def screen(self, queries: Sequence[Query], options: Options = ...) -> list[list[Hit]]:
        """The hits of each query, in the order of the queries."""


class Version:
    """One build with the judgements of one moment, open for any number of threads.

    Attributes:
        stamp: What it was opened from.
        withheld: The sources whose terms keep their rows in.
        sources: All sources that have entries in it.
        authorities: The sources that are lists of an authority.
        kept: The entities drawn so far.
    """

    def __init__(
        self, record: Record, stamp: Stamp, open_screener: Callable[[Record], Screens]
    ) -> None:
        self._record, self.stamp = record, stamp
        self._own = threading.local()
        self._twins: list[Record] = []
        self._lock = threading.Lock()
        self._users, self._retired = 0, False
        self.manifest, self.known = record.manifest, record.known
        self.terms = terms(record)
        self.withheld = frozenset(s for s, t in self.terms.items() if t.rights == NO_ROWS_OUT)
        self.sources = tuple(
            str(row["source"])
            for row in record.rows("select distinct source from entry order by source")
        )
        self.authorities = frozenset(
            str(row["id"])
            for row in record.rows("select id from source where authority is not null")
        )
        self.kept = Kept()
        self._open_screener = open_screener
        self.screener()  # an index that cannot be opened is no version to serve

    @property
    def record(self) -> Record:
        """The record for the thread that asks."""
        mine: Record | None = getattr(self._own, "record", None)
        if mine is None:
            with self._lock:
                mine = self._own.record = self._record.twin()
                self._twins.append(mine)
        return mine

    @property
    def released(self) -> Record:
        """The record for the thread that asks, without the sources whose terms keep their rows in."""
        if not self.withheld:
            return self.record
        mine: Record | None = getattr(self._own, "released", None)
        if mine is None:
            with self._lock:
                mine = self._own.released = self._record.without(self.withheld)
                self._twins.append(mine)
        return mine

    def screener(self) -> Screens:
        """The screener for the thread that asks: it keeps what it read, and one at a time may use that."""
        mine: Screens | None = getattr(self._own, "screener", None)
        if mine is None:
            mine = self._own.screener = self._open_screener(self.record)
        return mine

    def entities(self, ids: Sequence[str], view: View) -> dict[str, Entity]:
        """Entities by canonical id; what was drawn before is not drawn again."""
        return self.kept.entities(self.record, ids, view)

    @contextmanager
    def used(self) -> Iterator[Version]:
        """Hold it open."""
        with self._lock:
            self._users += 1
        try:
            yield self
        finally:
            with self._lock:
                self._users -= 1
                last = self._retired and not self._users
            if last:
                self._close()

    def retire(self) -> None:
        """Close it as soon as nobody is being answered from it."""
        with self._lock:
            self._retired = True
            idle = not self._users
        if idle:
            self._close()

    def _close(self) -> None:
        for record in (*self._twins, self._record):
            record.close()


class Live:
    """The version that is served now.

    Attributes:
        trouble: Why there is none, if there is none.

    Args:
        home: Where the builds are.
        open_record: Opens the live record with its judgements.
        open_screener: Opens the index of a record.
    """

    def __init__(
        self,
        home: Path,
        open_record: Callable[[Path], Record],
        open_screener: Callable[[Record], Screens],
    ) -> None:
        self._home = home
        self._open_record, self._open_screener = open_record, open_screener
        self._lock, self._opening = threading.Lock(), threading.Lock()
        self._version: Version | None = None
        self._refused: Stamp | None = None
        self.trouble = "There is no record to answer from yet. Run: sourcebook build"

    @contextmanager
    def version(self) -> Iterator[Version]:
        """The live version, held open.

        Raises:
            RecordError: There is none that can be opened.
        """
        with self._lock:
            version = self._version
            held = version.used() if version is not None else None
            if held is not None:
                held.__enter__()
        if version is None or held is None:
            raise RecordError(self.trouble)
        try:
            yield version
        finally:
            held.__exit__(None, None, None)

    @property
    def ready(self) -> bool:
        """Whether there is a version to answer from."""
        return self._version is not None

    def refresh(self) -> bool:
        """Open what is live on disk, if it is not what is served; whether that changed anything.

        What cannot be opened is not tried again until it changes, and what was served stays.

        Raises:
            RecordError: There is a new build and it cannot be opened.
        """
        with self._opening:
            stamp = _stamp(self._home)
            served = None if self._version is None else self._version.stamp
            if stamp is None or stamp in {served, self._refused}:
                return False
            try:
                self._replace(Version(self._open_record(self._home), stamp, self._open_screener))
            except SourcebookError as error:
                self._refused, self.trouble = stamp, str(error)
                raise
            return True

    def _replace(self, version: Version | None) -> None:
        with self._lock:
            before, self._version = self._version, version
        if before is not None:
            before.retire()

    def close(self) -> None:
        """Let go of the record."""
        self._replace(None)


def _stamp(home: Path) -> Stamp | None:
    """What would be opened now; None where there is nothing."""
    folder = live_folder(home)
    if folder is None:
        return None
    journal = home / JOURNAL
    if not journal.exists():
        return folder.name, 0, 0
    at = journal.stat()
    return folder.name, at.st_mtime_ns, at.st_size

"""What every request shares: the live version, the threads that work on it, the limits.

Work on the record runs in a few threads of its own, each with its own connection; the event loop only reads and
writes. So many requests may wait and no more: one beyond them is told to come back.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from fastapi import HTTPException, Response

from sourcebook.web.keys import Keys
from sourcebook.web.live import Live, Version
from sourcebook.web.metrics import Metrics

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one caller may ask for.

    Attributes:
        body: Bytes of a request's body.
        line: Bytes of one line of a stream.
        rows: Lines of a stream.
        seconds: For the work on one request.
        pause: Seconds that a caller may let us wait for the next piece of a body.
        waiting: Requests that may wait for a thread.
    """

    body: int = 8 * 1024**2
    line: int = 256 * 1024
    rows: int = 10_000_000
    seconds: float = 30.0
    pause: float = 30.0
    waiting: int = 256


@dataclass(slots=True)
class Service:
    """The service of one process.

    Attributes:
        live: The version that is served.
        keys: Of the callers.
        limits: For each of them.
        threads: How many work on the record.
        hosts: Names under which it may be asked for, where it listens on this machine only; None: any.
        metrics: What it did.
    """

    live: Live
    keys: Keys
    limits: Limits = Limits()
    threads: int = 2
    hosts: frozenset[str] | None = None
    metrics: Metrics = field(default_factory=Metrics)
    _pool: ThreadPoolExecutor = field(init=False)
    _waiting: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="record")

    async def work(self, ask: Callable[[Version], T], version: Version | None = None) -> T:
        """Ask in a thread.

        Args:
            ask: What is asked.
            version: Of whom; by default of the live one.

        Raises:
            HTTPException: Too many wait already, or it took too long.
        """
        if self._waiting >= self.limits.waiting:
            raise self.busy()
        with self._lock:
            self._waiting += 1
        job = self._pool.submit(self._asked, ask, version)
        job.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(job), self.limits.seconds)
        except TimeoutError as late:
            raise self.late() from late

    def busy(self) -> HTTPException:
        """What is told to one caller too many."""
        return HTTPException(
            503, "Too many requests wait already; ask again.", {"Retry-After": "1"}
        )

    def late(self) -> HTTPException:
        """What is told to a caller who has waited long enough."""
        return HTTPException(
            503, f"No answer within {self.limits.seconds:g} seconds.", {"Retry-After": "5"}
        )

    def _done(self, _: Future[T]) -> None:
        """Nobody waits for it any more; a caller who gave up waits until its thread is done."""
        with self._lock:
            self._waiting -= 1

    def _asked(self, ask: Callable[[Version], T], version: Version | None) -> T:
        with self.live.version() if version is None else version.used() as held:
            return ask(held)

    async def answer(self, ask: Callable[[Version], object]) -> Response:
        """Ask the live version and write its answer as JSON; the writing too is the thread's."""
        return json_response(await self.work(lambda version: msgspec.json.encode(ask(version))))

    def close(self) -> None:
        """Stop."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.live.close()


def json_response(body: bytes, headers: dict[str, str] | None = None) -> Response:
    """JSON that is written already."""
    return Response(body, media_type="application/json", headers=headers)

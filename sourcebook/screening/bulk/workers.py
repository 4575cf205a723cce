"""Processes that screen chunks side by side; what they give comes out in the order of the chunks.

Each has a pipe of its own and waits at its end; when the process that reads the file is gone, however it went, the
pipe closes and they end too. No more chunks are kept than a few for each, so that memory is bounded.
"""

from __future__ import annotations

import itertools
import signal
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import connection, get_context
from multiprocessing.context import SpawnProcess

from sourcebook.errors import SourcebookError
from sourcebook.screening.bulk.rows import Chunk
from sourcebook.screening.bulk.screening import Done, Setup, opened

MOST_WAITING = 4


def done(chunks: Iterable[Chunk], setup: Setup, workers: int) -> Iterator[Done]:
    """What comes of chunks, in their order.

    Args:
        chunks: Any number.
        setup: What the processes need to know.
        workers: How many processes; few chunks take fewer, and one takes none beside this.

    Raises:
        SourcebookError: A process failed or died.
    """
    coming = iter(chunks)
    first = list(itertools.islice(coming, workers))
    every = itertools.chain(first, coming)
    if len(first) <= 1:
        with opened(setup) as work:
            yield from map(work, every)
        return
    with _started(setup, len(first)) as pipes:
        yield from _in_order(every, pipes)


@contextmanager
def _started(setup: Setup, count: int) -> Iterator[list[connection.Connection]]:
    context = get_context("spawn")
    pipes: list[connection.Connection] = []
    processes: list[SpawnProcess] = []
    try:
        for _ in range(count):
            mine, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, setup), daemon=True)
            process.start()
            theirs.close()
            pipes.append(mine)
            processes.append(process)
        yield pipes
    finally:
        for pipe in pipes:
            pipe.close()
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


def _work(pipe: connection.Connection, setup: Setup) -> None:
    """One process: chunks in, what comes of them out, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with opened(setup) as work:
            while True:
                pipe.send(work(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except SourcebookError as error:
        pipe.send(error)
    except Exception:
        pipe.send(SourcebookError(f"a process that screens failed:\n{traceback.format_exc()}"))


def _in_order(chunks: Iterator[Chunk], pipes: list[connection.Connection]) -> Iterator[Done]:
    idle, busy = list(pipes), dict[connection.Connection, int]()
    held: dict[int, Done] = {}
    due: int | None = None
    while True:
        # A chunk goes only to a process that waits for one: two that write to each other would wait for ever.
        while (
            idle
            and len(held) < MOST_WAITING * len(pipes)
            and (chunk := next(chunks, None)) is not None
        ):
            due = chunk.number if due is None else due
            _sent(pipe := idle.pop(0), chunk)
            busy[pipe] = chunk.number
        if not busy:
            return
        for ready in connection.wait(list(busy)):
            assert isinstance(ready, connection.Connection)
            pipe, found = ready, _received(ready)
            held[found.number] = found
            del busy[pipe]
            idle.append(pipe)
        while due is not None and due in held:
            yield held.pop(due)
            due += 1


def _sent(pipe: connection.Connection, chunk: Chunk) -> None:
    try:
        pipe.send(chunk)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise _gone(pipe) from error


def _received(pipe: connection.Connection) -> Done:
    try:
        found = pipe.recv()
    except (EOFError, ConnectionResetError) as error:
        raise SourcebookError(_DIED, _AGAIN) from error
    if isinstance(found, SourcebookError):
        raise found
    assert isinstance(found, Done)
    return found


_DIED = "a process that screens was ended from outside, perhaps for want of memory."
_AGAIN = "Run the same command again to go on; with --workers 1 it takes the least memory."


def _gone(pipe: connection.Connection) -> SourcebookError:
    """Why a process no longer takes chunks: what it said before it went, if anything."""
    try:
        said = pipe.recv() if pipe.poll() else None
    except (EOFError, OSError):
        said = None
    return said if isinstance(said, SourcebookError) else SourcebookError(_DIED, _AGAIN)

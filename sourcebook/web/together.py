"""Callers who ask at the same time are answered in one go.

Screening a hundred names costs little more than screening one. While one group of callers is being answered the next
ones gather, and go together as soon as those are done; a lone caller does not wait. Each has an answer of their own,
and if the group fails they are asked for one by one, so that nobody suffers another's fault.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from fastapi import HTTPException

from sourcebook.web.live import Version
from sourcebook.web.service import Service

A = TypeVar("A")
T = TypeVar("T")
MOST_TOGETHER = 128  # queries


class Together(Generic[A, T]):
    """Gathers callers; belongs to the event loop alone.

    Args:
        service: Whose threads answer.
        answer: Answers several: for each its answer, or what is wrong.
        size: How many queries one of them asks.
    """

    def __init__(
        self,
        service: Service,
        answer: Callable[[Version, Sequence[A]], list[T | Exception]],
        size: Callable[[A], int],
    ) -> None:
        self._service, self._answer, self._size = service, answer, size
        self._gathered: deque[tuple[A, asyncio.Future[T]]] = deque()
        self._group: asyncio.Task[None] | None = None

    async def ask(self, asked: A) -> T:
        """Ask with whoever else asks now.

        Raises:
            HTTPException: Too many wait already, or it took too long.
        """
        limits = self._service.limits
        if len(self._gathered) >= limits.waiting:
            raise self._service.busy()
        mine: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._gathered.append((asked, mine))
        self._begin()
        try:
            return await asyncio.wait_for(mine, limits.seconds)
        except TimeoutError as late:
            raise self._service.late() from late

    def _begin(self) -> None:
        """Answer those who have gathered, if nobody is being answered.

        One group at a time: two would share one interpreter, and both be the smaller for it.
        """
        if self._gathered and self._group is None:
            some = [(asked, waiting) for asked, waiting in self._taken() if not waiting.done()]
            self._group = asyncio.create_task(self._serve(some))
            self._group.add_done_callback(self._ended)

    def _taken(self) -> list[tuple[A, asyncio.Future[T]]]:
        """The next callers, as many as go together."""
        taken, size = [], 0
        while self._gathered and size < MOST_TOGETHER:
            taken.append(self._gathered.popleft())
            size += self._size(taken[-1][0])
        return taken

    def _ended(self, _: asyncio.Task[None]) -> None:
        self._group = None
        self._begin()

    async def _serve(self, group: list[tuple[A, asyncio.Future[T]]]) -> None:
        answers = await self._answers([asked for asked, _ in group])
        for (_, waiting), answer in zip(group, answers, strict=True):
            if waiting.done():
                continue  # they gave up
            if isinstance(answer, Exception):
                waiting.set_exception(answer)
            else:
                waiting.set_result(answer)

    async def _answers(self, group: list[A]) -> Sequence[T | Exception]:
        """The answer to each; one by one where all at once fails."""
        try:
            return await self._service.work(lambda version: self._answer(version, group))
        except HTTPException as error:
            return [error] * len(group)
        except Exception as error:
            if len(group) == 1:
                return [error]
            return [(await self._answers([one]))[0] for one in group]

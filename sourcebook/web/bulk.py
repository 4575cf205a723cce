"""Screening a stream: lines in, lines out, in order, however many.

The caller may send and read at the same time. Lines are taken as they come, screened some hundreds at a time, and
answered before more are read, so that memory is bounded by one batch and a caller who does not read is not read from.
Every line that is not blank has one answer; one that cannot be read is answered with what is wrong with it.

NDJSON: https://github.com/ndjson/ndjson-spec
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import msgspec
from fastapi import HTTPException, Response
from pydantic import ValidationError
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query
from sourcebook.web.answers import NO_NAME, screened
from sourcebook.web.asking import options_of, query_of, with_own
from sourcebook.web.live import Version
from sourcebook.web.service import Service
from sourcebook.web.wire import BulkParameters, Example

BATCH = 256
MEDIA_TYPE = "application/x-ndjson"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a stream.

    Attributes:
        number: From 1, blank ones counted.
        content: What stands in it; None: it is too long.
    """

    number: int
    content: bytes | None


class Lines:
    """Cuts what comes into lines, holding no more than one line and one piece.

    Attributes:
        number: Of the last line that was whole.
    """

    def __init__(self, most: int) -> None:
        self._most, self._rest, self._skipping, self.number = most, b"", False, 0

    def taken(self, piece: bytes) -> list[Line]:
        """The lines that a piece completes."""
        *whole, self._rest = (self._rest + piece).split(b"\n")
        lines = [line for one in whole if (line := self._line(one)) is not None]
        if len(self._rest) > self._most:
            self._skipping, self._rest = True, b""
        return lines

    def ended(self) -> list[Line]:
        """The last line, where no line end follows it."""
        last = self._line(self._rest) if self._rest or self._skipping else None
        self._rest = b""
        return [] if last is None else [last]

    def _line(self, content: bytes) -> Line | None:
        self.number += 1
        too_long, self._skipping = self._skipping or len(content) > self._most, False
        if too_long:
            return Line(self.number, None)
        return Line(self.number, content) if content.strip() else None


class Answered(msgspec.Struct, kw_only=True):
    """The answer to one line."""

    line: int
    status: int
    id: str | None = None
    hits: Sequence[Hit] = ()
    matches: int = 0
    detail: str | msgspec.UnsetType = msgspec.UNSET


class Screened(Response):
    """The answer to a stream of queries, itself a stream; all of it from one version of the record."""

    def __init__(self, service: Service, asked: BulkParameters) -> None:
        super().__init__(media_type=MEDIA_TYPE)
        del self.headers["content-length"]
        self._service, self._asked = service, asked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read, screen and write in turn."""
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        lines = Lines(self._service.limits.line)
        with self._service.live.version() as version:
            try:
                async for batch in _batches(receive, lines):
                    await _write(send, await self._answer(version, batch))
                    if batch[-1].number >= self._service.limits.rows:
                        break
            except HTTPException as stopped:
                await _write(send, _refused(lines.number + 1, stopped))
            except ClientDisconnect:
                return  # whoever asked is gone
        await send({"type": "http.response.body", "body": b""})

    async def _answer(self, version: Version, batch: Sequence[Line]) -> bytes:
        """The answers to some lines; to those beyond the limit that they are too many."""
        rows = self._service.limits.rows
        within = [line for line in batch if line.number <= rows]
        try:
            answer = await self._service.work(
                lambda version: self._screened(version, within), version
            )
        except HTTPException as failed:
            answer = b"".join(_refused(line.number, failed) for line in within)
        if len(within) < len(batch):
            too_many = HTTPException(
                413, f"A stream has at most {rows:,} lines; this and later ones were not read."
            )
            answer += _refused(batch[len(within)].number, too_many)
        return answer

    def _screened(self, version: Version, lines: Sequence[Line]) -> bytes:
        """The answers to some lines, as lines."""
        options = options_of(version, self._asked.dataset, self._asked, self._asked)
        read = [self._read(version, line, options) for line in lines]
        asked = [one for one in read if isinstance(one, _Asked)]
        hits = iter(screened(version, [one.query for one in asked], [one.options for one in asked]))
        answers = [_found(one, next(hits)) if isinstance(one, _Asked) else one for one in read]
        found = [len(one.hits) for one in answers]
        self._service.metrics.screened(len(asked), sum(found))
        return b"".join(msgspec.json.encode(one) + b"\n" for one in answers)

    def _read(self, version: Version, line: Line, options: Options) -> _Asked | Answered:
        """What a line asks, or what is wrong with it."""
        if line.content is None:
            most = self._service.limits.line
            return Answered(
                line=line.number, status=413, detail=f"The line is longer than {most:,} bytes."
            )
        try:
            example = Example.model_validate_json(line.content)
            query = query_of(example)
            own = with_own(version, self._asked.dataset, options, example.options)
        except ValidationError as error:
            return Answered(line=line.number, status=422, detail=_first(error))
        except HTTPException as error:
            return Answered(line=line.number, status=error.status_code, detail=str(error.detail))
        if not query.names:
            return Answered(line=line.number, status=400, id=example.id, detail=NO_NAME)
        return _Asked(line.number, query, own)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line that was understood."""

    number: int
    query: Query
    options: Options


def _found(asked: _Asked, hits: Sequence[Hit]) -> Answered:
    matches = sum(hit.match for hit in hits)
    return Answered(line=asked.number, status=200, id=asked.query.ref, hits=hits, matches=matches)


def _refused(number: int, why: HTTPException) -> bytes:
    answer = Answered(line=number, status=why.status_code, detail=str(why.detail))
    return msgspec.json.encode(answer) + b"\n"


def _first(error: ValidationError) -> str:
    """The first thing wrong, without repeating what stands there."""
    one = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(str(part)[:80] for part in one["loc"])
    return f"{place}: {one['msg']}" if place else str(one["msg"])


async def _batches(receive: Receive, lines: Lines) -> AsyncIterator[list[Line]]:
    """The lines as they come, some at a time.

    Raises:
        ClientDisconnect: Whoever asked is gone.
    """
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        more = message.get("more_body", False)
        taken = lines.taken(message.get("body", b""))
        taken += [] if more else lines.ended()
        for start in range(0, len(taken), BATCH):
            yield taken[start : start + BATCH]


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})

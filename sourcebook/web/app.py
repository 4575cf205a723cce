"""The application: the routes behind the gate, errors in one form, the watch over new builds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sourcebook import __version__
from sourcebook.errors import SourcebookError
from sourcebook.web.answers import match_all
from sourcebook.web.gate import Gate, refusal_of
from sourcebook.web.routes import about, checking, matching, pages, reading, searching
from sourcebook.web.service import Service, json_response
from sourcebook.web.texts import Turns
from sourcebook.web.together import Together

log = logging.getLogger("sourcebook.web")
EVERY_SECONDS = 1.0
DESCRIPTION = """Names screened against designation lists, explained; entities, their ties and the rows they rest on.

Wire-compatible with [yente](https://www.opensanctions.org/docs/yente/). What goes beyond it is marked as such. A hit is
a lead for a person to review, never a verdict. Terms and attributions of the sources are in `/catalog`."""


def create_app(service: Service) -> FastAPI:
    """The application.

    Args:
        service: What it serves.
    """
    app = FastAPI(
        title="Sourcebook", version=__version__, description=DESCRIPTION, docs_url=None, redoc_url=None,
        lifespan=_watching,
    )  # fmt: skip
    app.state.service = service
    app.state.together = Together(service, match_all, lambda batch: len(batch.body.queries))
    app.state.turns = Turns(service)
    for router in (
        matching.router,
        searching.router,
        reading.router,
        checking.router,
        pages.router,
        about.router,
    ):
        app.include_router(router)
    app.add_exception_handler(RequestValidationError, _misput)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(SourcebookError, _refused)
    app.add_middleware(Gate, service=service)
    return app


@contextlib.asynccontextmanager
async def _watching(app: FastAPI) -> AsyncIterator[None]:
    """Open the record, and see to it that a new build takes its place."""
    service: Service = app.state.service
    await asyncio.to_thread(_refresh, service)
    watch = asyncio.create_task(_watch(service))
    try:
        yield
    finally:
        watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watch
        service.close()


async def _watch(service: Service) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        await asyncio.to_thread(_refresh, service)


def _refresh(service: Service) -> None:
    """Open what is live on disk; what cannot be opened is told and what was served stays."""
    try:
        service.live.refresh()
    except SourcebookError as error:
        log.warning("%s", error)


async def _misput(_: Request, error: Exception) -> Response:
    """What is wrong with the question, without repeating what was asked."""
    assert isinstance(error, RequestValidationError)
    detail = [
        {"loc": _place(one["loc"]), "msg": one["msg"], "type": one["type"]}
        for one in error.errors()
    ]
    return _error(422, detail)


def _place(loc: object) -> list[str | int]:
    """Where in the request; the caller's own names in it are cut."""
    assert isinstance(loc, tuple)
    return [
        one if isinstance(one, int) else one.encode("utf-8", "replace").decode()[:80] for one in loc
    ]


async def _refused(_: Request, error: Exception) -> Response:
    refusal = refusal_of(error)
    return _error(refusal.status_code, refusal.detail, dict(refusal.headers or {}))


def _error(status: int, detail: object, headers: dict[str, str] | None = None) -> Response:
    response = json_response(msgspec.json.encode({"detail": detail}), headers)
    response.status_code = status
    return response

"""What stands before every route: who may ask, how much they may send, what is counted, what an answer carries.

Plain ASGI (https://asgi.readthedocs.io/), so that streams pass through as they come. Whatever goes wrong behind it is
answered here and logged by its kind and place only: messages of errors may hold what was asked.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from urllib.parse import parse_qs

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sourcebook.errors import SourcebookError
from sourcebook.web.service import Service

log = logging.getLogger("sourcebook.web")
OPEN_TO_ALL = frozenset({"/healthz", "/readyz"})
STREAMS = frozenset({"/screen"})
HANG_UP = {"Connection": "close"}  # else the rest of the body would still be read
WHO = {"WWW-Authenticate": "ApiKey"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


class Gate:
    """The outermost layer.

    Args:
        app: The application behind it.
        service: Whose keys, limits and metrics hold.
    """

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        began = time.perf_counter()
        try:
            await self._pass(scope, receive, answer)
        except Exception as error:
            await self._failed(scope, answer, error)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            self._service.metrics.answered(
                _verb(scope), route, answer.status, time.perf_counter() - began
            )

    async def _pass(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        refused = self._refused(scope)
        if refused is not None:
            await answer.refuse(refused)
            return
        limits = self._service.limits
        most = None if scope["path"] in STREAMS else limits.body
        if most is not None and _length(scope) > most:
            await answer.refuse(too_large(most))
            return
        await self._app(scope, _Counted(receive, most, limits.pause), answer)

    def _refused(self, scope: Scope) -> HTTPException | None:
        """Why somebody may not ask, if so."""
        headers = Headers(scope=scope)
        hosts = self._service.hosts
        if hosts is not None and _host(headers.get("host", "")) not in hosts:
            return HTTPException(421, "This service answers under the names of this machine only.")
        scope.setdefault("state", {})["keyed"] = False
        if not self._service.keys.kept():
            return None
        if self._service.keys.admits(_shown(scope, headers)):
            scope["state"]["keyed"] = True
            return None
        if scope["path"] in OPEN_TO_ALL:
            return None
        return HTTPException(401, "A key is needed: Authorization: ApiKey …", WHO)

    async def _failed(self, scope: Scope, answer: _Answer, error: Exception) -> None:
        refusal = refusal_of(error)
        if refusal.status_code == 500:
            route = getattr(scope.get("route"), "path", "unmatched")
            places = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
            log.error("%s on %s\n%s", type(error).__name__, route, places)
        if answer.begun:
            raise ConnectionAbortedError from None  # half an answer must not look like a whole one
        await answer.refuse(refusal)


def refusal_of(error: Exception) -> HTTPException:
    """What the caller is told of an error."""
    if isinstance(error, HTTPException):
        return error
    if isinstance(error, SourcebookError):
        return HTTPException(400 if error.exit_code == 2 else 503, str(error))
    return HTTPException(500, "The service failed on this request; its log says where.")


def too_large(most: int) -> HTTPException:
    """The body is longer than is taken."""
    return HTTPException(413, f"The body is longer than {most:,} bytes.", HANG_UP)


class _Answer:
    """Sends, with the headers every answer carries, and knows what was sent."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun, self.status = False, 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def refuse(self, why: HTTPException) -> None:
        """Send an error."""
        body = msgspec.json.encode({"detail": why.detail})
        headers = {
            "content-type": "application/json",
            "content-length": str(len(body)),
            **(why.headers or {}),
        }
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await self({"type": "http.response.start", "status": why.status_code, "headers": raw})
        await self({"type": "http.response.body", "body": body})


class _Counted:
    """Receives a body no longer than is taken, from a caller no slower than is waited for."""

    def __init__(self, receive: Receive, most: int | None, pause: float) -> None:
        self._receive, self._most, self._pause = receive, most, pause
        self._taken, self._whole = 0, False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        message = await self._next()
        if message["type"] == "http.request":
            self._taken += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._most is not None and self._taken > self._most:
                raise too_large(self._most)
        return message

    async def _next(self) -> Message:
        try:
            return await asyncio.wait_for(self._receive(), self._pause)
        except TimeoutError as late:
            raise HTTPException(
                408, f"Nothing came for {self._pause:g} seconds.", HANG_UP
            ) from late


def _verb(scope: Scope) -> str:
    """The method, where it is one that we know: a caller may send any word."""
    method = str(scope["method"])
    return (
        method
        if method in {"GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"}
        else "other"
    )


def _length(scope: Scope) -> int:
    printed = Headers(scope=scope).get("content-length", "0")
    return int(printed) if printed.isdigit() and len(printed) < 20 else 0


def _host(header: str) -> str:
    """The name in a Host header, without its port."""
    return (
        header[1 : header.find("]")] if header.startswith("[") else header.partition(":")[0].lower()
    )


def _shown(scope: Scope, headers: Headers) -> str | None:
    """The key somebody shows."""
    kind, _, key = headers.get("authorization", "").partition(" ")
    if kind.lower() in {"apikey", "bearer"} and key:
        return key.strip()
    found = parse_qs(scope["query_string"].decode("latin-1")).get("api_key")
    return found[0] if found else None

"""Checking a text: a page with a form, and the answer to it, as JSON or as a page.

The text is worked on in memory and let go of; what is withheld by its terms is kept from the very record it is held
against, so that no verdict, sentence or piece of evidence rests on it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pydantic import Field

from sourcebook.claims.checking.check import Days, Wishes, check
from sourcebook.claims.model import Check
from sourcebook.claims.report.html import render_html
from sourcebook.claims.report.jsonform import answer
from sourcebook.documents.passages import Document
from sourcebook.profiles.html import stylesheet
from sourcebook.web.asking import view_of
from sourcebook.web.live import Version
from sourcebook.web.policy import policy
from sourcebook.web.service import Service, json_response
from sourcebook.web.shapes import CheckAnswer, ErrorAnswer
from sourcebook.web.texts import (
    FORM,
    JSON,
    LONGEST,
    TAKEN,
    CheckBody,
    Sent,
    Turns,
    dates_of,
    document,
)
from sourcebook.web.wire import Dates, Share

HTML = "text/html"
router = APIRouter(tags=["Checking"])
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorAnswer} for code in (401, 408, 413, 415, 422, 503)
}
_SAID = "AQIM was founded in 2007 and is led by Abdelmalek Droukdel."
_FIELDS = {
    "type": "object", "required": ["text"],
    "properties": {"text": {"type": "string"}, "as_of": {"type": "string"}, "known": {"type": "string"}},
}  # fmt: skip
_BINARY = {"schema": {"type": "string", "format": "binary"}, "example": "(the file)"}
_BODY = {
    "required": True,
    "description": f"At most {LONGEST:,} characters. A page of plain text, or a file under its media type.",
    "content": dict.fromkeys(TAKEN, _BINARY)
    | {kind: {"schema": {"type": "string"}, "example": _SAID} for kind in TAKEN if kind.startswith("text/")}
    | {
        JSON: {"schema": CheckBody.model_json_schema(), "example": {"text": _SAID}},
        FORM: {"schema": _FIELDS, "example": "text=AQIM+was+founded+in+2007.&as_of=2026-03-01"},
    },
}  # fmt: skip


class CheckParameters(Dates):
    """Parameters of `/check`; the days of a form go before them."""

    private: bool = Field(
        False, exclude=True, json_schema_extra={"deprecated": True}, description="Not used here."
    )
    min_confidence: Share = Field(0.0, description="Leave out claims whose reading is less sure.")


@router.get(
    "/check",
    summary="A form to check a text",
    response_class=HTMLResponse,
    responses={401: {"model": ErrorAnswer}},
)
async def form() -> Response:
    """A page on which a text can be pasted and checked; it needs no script."""
    return _form(200, "", {})


@router.post(
    "/check", summary="Check a text, claim by claim", response_model=CheckAnswer,
    responses={200: {"content": {HTML: {"schema": {"type": "string"}, "example": "<!doctype html>…"}}}, **_ERRORS},
    openapi_extra={"requestBody": _BODY},
)  # fmt: skip
async def checked(request: Request, asked: Annotated[CheckParameters, Query()]) -> Response:
    """What the record supports of a text, what it contradicts and what it does not hold, with sources.

    The text is kept nowhere. `Accept: text/html` gets the marked text as a page. Beyond yente.
    """
    sent = Sent.of(request.headers.get("content-type", JSON), await request.body())
    page = _wants_page(request.headers.get("accept", ""))
    fields = sent.form if sent.media == FORM else {}
    try:
        return await _answered(request, sent, _with(asked, dates_of(fields)), page)
    except HTTPException as refused:
        if not (page and sent.media == FORM):
            raise
        return _form(refused.status_code, str(refused.detail), fields)


def _wants_page(accept: str) -> bool:
    """Whether a page is named before JSON is."""
    kinds = [part.partition(";")[0].strip() for part in accept.lower().split(",")]
    return HTML in kinds and (JSON not in kinds or kinds.index(HTML) < kinds.index(JSON))


def _with(asked: CheckParameters, given: Dates) -> CheckParameters:
    return asked.model_copy(update=given.model_dump(include={"as_of", "known"}, exclude_none=True))


async def _answered(request: Request, sent: Sent, asked: CheckParameters, page: bool) -> Response:
    service: Service = request.app.state.service
    turns: Turns = request.app.state.turns

    def ask(version: Version) -> tuple[str, bytes]:
        with turns.taken():
            read = document(sent)
            found = _check(version, read, asked)
            return (
                (render_html(found, read), b"")
                if page
                else ("", msgspec.json.encode(answer(found)))
            )

    async with turns.waited():
        text, body = await service.work(ask)
    return HTMLResponse(text, headers=policy(text)) if page else json_response(body)


def _check(version: Version, read: Document, asked: CheckParameters) -> Check:
    known = view_of(version, asked).known
    return check(
        version.released, read, Days(asked.as_of or known, known), Wishes(asked.min_confidence)
    )


def _form(status: int, trouble: str, fields: dict[str, str]) -> Response:
    """The form, with what was wrong and what had been filled in."""
    shown = {name: fields.get(name, "") for name in ("text", "as_of", "known")}
    page = _environment().get_template("check.html").render(
        trouble=trouble, shown=shown, longest=LONGEST, style=Markup(_style()), taken=TAKEN,
    )  # fmt: skip
    return HTMLResponse(page, status, headers=policy(page, form=True))


@cache
def _style() -> str:
    own = files("sourcebook.web").joinpath("templates/check.css").read_text("utf-8")
    return f"{stylesheet()}\n{own}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("sourcebook.web", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip

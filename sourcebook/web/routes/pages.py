"""Pages for people: the profile of a group, and what can be asked here. Neither needs a script or a request."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import HTMLResponse

from sourcebook.errors import UsageError
from sourcebook.profiles.gathering import read_group
from sourcebook.record.dossier import Question
from sourcebook.record.lookup import GROUP_SCHEMATA, find
from sourcebook.web.asking import view_of
from sourcebook.web.live import Version
from sourcebook.web.policy import policy
from sourcebook.web.reference import reference
from sourcebook.web.service import Service
from sourcebook.web.shapes import ErrorAnswer
from sourcebook.web.wire import Dates

router = APIRouter(tags=["Pages"])
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorAnswer} for code in (401, 404, 422, 503)
}


@router.get(
    "/profiles/{group_id}",
    summary="The page of a group",
    response_class=HTMLResponse,
    responses=_ERRORS,
)
async def profile(
    request: Request,
    group_id: Annotated[str, Path(examples=["aqim"])],
    asked: Annotated[Dates, Query()],
) -> Response:
    """The cited profile of a group as one HTML file, as known and as of two days."""
    service: Service = request.app.state.service
    text = await service.work(lambda version: _profile(version, group_id, asked))
    return HTMLResponse(text, headers=policy(text))


def _profile(version: Version, group_id: str, asked: Dates) -> str:
    # What composes a page is loaded when the first page is asked for: a server starts without it.
    from sourcebook.profiles.pages import render  # noqa: PLC0415

    known = view_of(version, asked).known
    try:
        id_ = find(version.record, group_id, GROUP_SCHEMATA)
    except UsageError as error:
        raise HTTPException(404, str(error)) from error
    return render(read_group(version.record, Question(id_, asked.as_of or known, known)), "html")


@router.get("/", include_in_schema=False)
@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> Response:
    """What can be asked, written from the OpenAPI document."""
    page = reference(request.app.openapi())
    return HTMLResponse(page, headers=policy(page))

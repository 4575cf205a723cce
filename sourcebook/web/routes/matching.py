"""Screening: a batch of queries by example."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from sourcebook.web.answers import Answer, Batch
from sourcebook.web.asking import ALGORITHM, options_of
from sourcebook.web.bulk import MEDIA_TYPE, Screened
from sourcebook.web.private import allow_private
from sourcebook.web.service import Service, json_response
from sourcebook.web.shapes import ErrorAnswer, MatchAnswer
from sourcebook.web.together import Together
from sourcebook.web.wire import MOST_QUERIES, BulkParameters, MatchBody, MatchParameters

router = APIRouter(tags=["Screening"])
ALGORITHMS = frozenset({ALGORITHM, "best"})


@router.post(
    "/match/{dataset}",
    summary="Screen a batch of queries by example",
    response_model=MatchAnswer,
    responses={code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 413, 422, 503)},
)
async def match(
    request: Request,
    dataset: Annotated[
        str, Path(description="`default` is everything; else a source's id.", examples=["default"])
    ],
    asked: Annotated[MatchParameters, Query()],
    body: MatchBody,
) -> Response:
    """Who on the lists may be whom the queries mean, each result with its evidence.

    A result is a lead for a person to review, never a verdict. Wire-compatible with yente.
    """
    _well_put(asked, body)
    allow_private(request, asked.private)
    service: Service = request.app.state.service

    together: Together[Batch, Answer] = request.app.state.together
    answer = await together.ask(Batch(dataset, asked, body))
    service.metrics.screened(answer.queries, answer.hits)
    return json_response(answer.body, {"x-batch-size": str(answer.queries)})


EXAMPLE_LINES = """{"id": "row-1", "schema": "Person", "properties": {"name": "Abdelmalek Droukdel"}}
{"id": "row-2", "properties": {"name": ["AQMI"]}, "options": {"limit": 1}}
"""
ANSWER_LINE = '{"line":1,"status":200,"id":"row-1","hits":[{"id":"aqim","score":0.99,"match":true}],"matches":1}'
_BODY = {
    "required": True,
    "content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": EXAMPLE_LINES}},
}


@router.post(
    "/screen",
    summary="Screen a stream of queries",
    response_class=Response,
    responses={
        200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}, "example": ANSWER_LINE}}},
        **{code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 422, 503)},
    },
    openapi_extra={"requestBody": _BODY},
)
async def screen(request: Request, asked: Annotated[BulkParameters, Query()]) -> Response:
    """One query a line in, one answer a line out, in order, NDJSON both ways, for any number of lines.

    Beyond yente. A line is an example as in `/match`, with options of its own if it needs any. A line that cannot be
    read is answered with what is wrong with it, and the rest goes on. Send and read at the same time: no more lines are
    read than answers.
    """
    allow_private(request, asked.private)
    service: Service = request.app.state.service
    await service.work(
        lambda version: options_of(version, asked.dataset, asked, asked)
    )  # refused before it begins
    return Screened(service, asked)


def _well_put(asked: MatchParameters, body: MatchBody) -> None:
    if asked.algorithm not in ALGORITHMS:
        raise HTTPException(
            400,
            f"Unknown algorithm: {asked.algorithm[:80]!r}; there is {ALGORITHM!r}, also called 'best'.",
        )
    if body.config:
        raise HTTPException(400, f"{ALGORITHM!r} has no setting {next(iter(body.config))[:80]!r}.")
    if len(body.queries) > MOST_QUERIES:
        raise HTTPException(
            400,
            f"Too many queries in one batch (limit: {MOST_QUERIES}); POST /screen takes any number.",
        )
    if not body.queries:
        raise HTTPException(400, "No queries provided.")

"""What is served, how it matches, whether it is well."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import APIRouter, HTTPException, Request, Response

from sourcebook import __version__
from sourcebook.web.answers import FEATURES
from sourcebook.web.asking import ALGORITHM
from sourcebook.web.catalog import catalog as catalog_of
from sourcebook.web.metrics import CONTENT_TYPE
from sourcebook.web.service import Service, json_response
from sourcebook.web.shapes import AlgorithmsAnswer, CatalogAnswer, ErrorAnswer, StatusAnswer

router = APIRouter(tags=["System"])
ABOUT = (
    "A probability that a listed name is the name asked about, from words compared token by token across scripts and "
    "spellings, and from whatever else is known of both. Scores are calibrated on the lists' own aliases."
)


@router.get("/healthz", summary="Whether the process answers", response_model=StatusAnswer)
async def healthz() -> Response:
    """Answers as long as the process does; needs no key."""
    return json_response(b'{"status":"ok"}')


@router.get(
    "/readyz", summary="Whether there is a record to answer from", response_model=StatusAnswer,
    responses={503: {"model": ErrorAnswer}},
)  # fmt: skip
async def readyz(request: Request) -> Response:
    """Answers 503 until a record with an index is open; needs no key."""
    service: Service = request.app.state.service
    if not service.live.ready:
        raise HTTPException(503, service.live.trouble)
    return json_response(b'{"status":"ok"}')


@router.get("/catalog", summary="What is served", response_model=CatalogAnswer)
async def catalog(request: Request) -> Response:
    """Every source with its versions, terms and attribution, and the collections `default` and `sanctions`."""
    service: Service = request.app.state.service
    return await service.answer(catalog_of)


@router.get("/algorithms", summary="How names are matched", response_model=AlgorithmsAnswer)
async def algorithms() -> Response:
    """There is one way of matching; `best` is another name of it."""
    docs = {
        name: {"description": text, "coefficient": 1.0, "url": None}
        for name, text in FEATURES.items()
    }
    one: dict[str, Any] = {
        "name": ALGORITHM,
        "description": ABOUT,
        "features": FEATURES,
        "docs": docs,
    }
    return json_response(
        msgspec.json.encode({"algorithms": [one], "default": ALGORITHM, "best": ALGORITHM})
    )


@router.get("/metrics", summary="What the service did", response_class=Response)
async def metrics(request: Request) -> Response:
    """Counts by route and status, a histogram of times, the build that is served; in the format of Prometheus."""
    service: Service = request.app.state.service
    about, ready = {"version": __version__, "build": "", "known": ""}, service.live.ready
    if ready:
        with service.live.version() as version:
            about |= {
                "build": version.manifest.id,
                "content": version.manifest.content,
                "known": str(version.known),
            }
    text = service.metrics.text(about, [("ready", float(ready))])
    return Response(text, media_type=CONTENT_TYPE)

"""Reading entities, their ties and the rows they rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from sourcebook.entities import Entity
from sourcebook.entities.reading import canonical_ids
from sourcebook.entities.ties import Ties, read_tie, read_ties
from sourcebook.web.answers import Counted
from sourcebook.web.asking import view_of
from sourcebook.web.live import Version
from sourcebook.web.private import allow_private
from sourcebook.web.service import Service
from sourcebook.web.shapes import AdjacentAnswer, AdjacentPage, EntityAnswer, ErrorAnswer
from sourcebook.web.sorting import sorted_by
from sourcebook.web.wire import Dates, EntityParameters, PageParameters

router = APIRouter(tags=["Entities"])
NOT_FOUND = "No such entity!"
ROW = "row:"
Id = Annotated[
    str, Path(description="A canonical id, an entry's id or a register slug.", examples=["aqim"])
]
_DATES = {"known", "as_of", "private"}
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorAnswer} for code in (401, 403, 404, 422, 503)
}
_MOVED: dict[int | str, dict[str, Any]] = {
    308: {"description": "The entry is one with another; its canonical id is in Location."}
}


class Moved(Exception):
    """An entity goes by another id."""

    def __init__(self, canonical: str) -> None:
        super().__init__(canonical)
        self.canonical = canonical


@router.get(
    "/entities/{entity_id}",
    summary="An entity",
    response_model=EntityAnswer,
    responses={**_ERRORS, **_MOVED},
)
async def fetch(
    request: Request, entity_id: Id, asked: Annotated[EntityParameters, Query()]
) -> Response:
    """An entity with its ties, and the entities at their other ends. A merged id leads to the canonical one."""
    return await _answered(
        request, entity_id, asked, lambda version, id_: _fetched(version, id_, asked)
    )


@router.get(
    "/entities/{entity_id}/adjacent", summary="An entity and its ties", response_model=AdjacentAnswer,
    responses={**_ERRORS, **_MOVED},
)  # fmt: skip
async def adjacent(
    request: Request, entity_id: Id, asked: Annotated[PageParameters, Query()]
) -> Response:
    """The ties of an entity by the property they are reached under, a page of each."""
    return await _answered(
        request, entity_id, asked, lambda version, id_: _adjacent(version, id_, asked)
    )


@router.get(
    "/entities/{entity_id}/adjacent/{property_name}", summary="The ties of an entity under one property",
    response_model=AdjacentPage, responses={**_ERRORS, **_MOVED},
)  # fmt: skip
async def adjacent_under(
    request: Request,
    entity_id: Id,
    property_name: Annotated[str, Path(examples=["sanctions"])],
    asked: Annotated[PageParameters, Query()],
) -> Response:
    """A page of the ties under one property."""
    return await _answered(
        request, entity_id, asked,
        lambda version, id_: _page(_ties(version, id_, asked).get(property_name, []), asked),
    )  # fmt: skip


async def _answered(
    request: Request, entity_id: str, asked: Dates, ask: Callable[[Version, str], object]
) -> Response:
    """Answer, or lead to the canonical id."""
    allow_private(request, asked.private)
    service: Service = request.app.state.service
    try:
        return await service.answer(lambda version: ask(version, _canonical(version, entity_id)))
    except Moved as moved:
        rest = request.scope["path"].removeprefix(f"/entities/{entity_id}")
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(
            f"/entities/{quote(moved.canonical, safe='')}{quote(rest)}{query}", 308
        )


def _canonical(version: Version, asked: str) -> str:
    """The id, if an entity goes by it.

    Raises:
        Moved: It goes by another.
        HTTPException: There is none.
    """
    if asked.startswith(ROW):
        return asked
    found = canonical_ids(version.record, [asked]).get(asked)
    if found is None:
        raise HTTPException(404, NOT_FOUND)
    if found != asked:
        raise Moved(found)
    return found


def _fetched(version: Version, id_: str, asked: EntityParameters) -> Entity:
    view = view_of(version, asked)
    if id_.startswith(ROW):
        tie = read_tie(version.record, id_.removeprefix(ROW), view)
        if tie is None:
            raise HTTPException(404, NOT_FOUND)
        return tie
    entity = _entity(version, id_, asked)
    return _with_ties(entity, _ties(version, id_, asked)) if asked.nested else entity


def _entity(version: Version, id_: str, asked: Dates) -> Entity:
    found = version.entities([id_], view_of(version, asked)).get(id_)
    if found is None:
        raise HTTPException(404, NOT_FOUND)
    return found


def _ties(version: Version, id_: str, asked: Dates) -> Ties:
    return read_ties(version.record, [id_], view_of(version, asked)).get(id_, {})


def _with_ties(entity: Entity, ties: Ties) -> Entity:
    """The entity with its ties among its properties; the one that is kept stays as it is."""
    properties = {**entity.properties, **{name: [*of] for name, of in ties.items()}}
    return msgspec.structs.replace(entity, properties=dict(sorted(properties.items())))


def _adjacent(version: Version, id_: str, asked: PageParameters) -> dict[str, object]:
    entity = _fetched(
        version, id_, EntityParameters(nested=False, **asked.model_dump(include=_DATES))
    )
    ties = {} if id_.startswith(ROW) else _ties(version, id_, asked)
    return {"entity": entity, "adjacent": {name: _page(of, asked) for name, of in ties.items()}}


def _page(ties: Sequence[Entity], asked: PageParameters) -> dict[str, object]:
    """A page of ties."""
    ordered = sorted_by(ties, asked.sort)
    return {
        "results": ordered[asked.offset : asked.offset + asked.limit],
        "total": Counted(len(ties)), "limit": asked.limit, "offset": asked.offset,
    }  # fmt: skip

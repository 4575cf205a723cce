"""Looking through entities and statements."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from sourcebook.entities.searching import FACETS, Found, Search, labelled
from sourcebook.entities.searching import search as look
from sourcebook.entities.statements import Asked, read_statements
from sourcebook.entities.terms import Terms, parse, plain
from sourcebook.record.topics import label
from sourcebook.screening.query import Options
from sourcebook.screening.query import Query as Screened
from sourcebook.web.answers import Counted
from sourcebook.web.asking import chosen_sources, dataset_sources, known_schema, view_of
from sourcebook.web.live import Version
from sourcebook.web.private import allow_private
from sourcebook.web.service import Service
from sourcebook.web.shapes import ErrorAnswer, SearchAnswer, StatementsAnswer
from sourcebook.web.wire import Dates, SearchParameters, StatementParameters

router = APIRouter(tags=["Entities"])
MOST_FUZZY = 200
_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 422, 503)
}


@router.get(
    "/search/{dataset}",
    summary="Search entities by name",
    response_model=SearchAnswer,
    responses=_ERRORS,
)
async def search(
    request: Request,
    dataset: Annotated[
        str, Path(description="`default` is everything; else a source's id.", examples=["default"])
    ],
    asked: Annotated[SearchParameters, Query()],
) -> Response:
    """Entities that bear a name, with counts by country, topic and dataset; for a search box.

    To screen names use `/match`, which weighs all that is known and explains itself.
    """
    allow_private(request, asked.private)
    service: Service = request.app.state.service
    terms = plain(asked.q) if asked.simple or asked.fuzzy else parse(asked.q)
    return await service.answer(lambda version: _searched(version, dataset, asked, terms))


def _searched(
    version: Version, dataset: str, asked: SearchParameters, terms: Terms
) -> dict[str, object]:
    view = view_of(version, asked)
    search = _search(version, dataset, asked, terms)
    found = look(version.record, search, view)
    drawn = version.entities(found.ids, view)
    return {
        "results": [drawn[id_] for id_ in found.ids if id_ in drawn], "facets": _facets(version, found),
        "total": Counted(found.total), "limit": asked.limit, "offset": asked.offset,
    }  # fmt: skip


def _search(version: Version, dataset: str, asked: SearchParameters, terms: Terms) -> Search:
    named = tuple(
        source
        for one in asked.datasets
        for source in dataset_sources(version, one) or version.sources
    )
    sources = chosen_sources(version, dataset, asked.include_dataset)
    if named:
        sources = tuple(sorted(set(named).intersection(sources or version.sources))) or ("",)
    for schema in (asked.schema_, *asked.exclude_schema):
        known_schema(schema)
    likely = _likely(version, asked, sources) if asked.fuzzy and terms.named else ()
    return Search(
        text=asked.q, terms=terms, likely=likely, schema=asked.schema_, exclude_schemata=tuple(asked.exclude_schema),
        sources=sources, exclude_sources=tuple(asked.exclude_dataset), countries=tuple(asked.countries),
        topics=tuple(asked.topics), target=asked.target, changed_since=asked.changed_since,
        sort=tuple(asked.sort), limit=asked.limit, offset=asked.offset, facets=tuple(asked.facets),
    )  # fmt: skip


def _likely(
    version: Version, asked: SearchParameters, sources: tuple[str, ...]
) -> tuple[tuple[str, float], ...]:
    """Who may be meant by a name that is spelt otherwise."""
    options = Options(
        limit=MOST_FUZZY, threshold=0, cutoff=0, known=asked.known, sources=sources,
        exclude_sources=tuple(sorted(version.withheld.union(asked.exclude_dataset))),
    )  # fmt: skip
    hits = version.screener().screen([Screened(names=(asked.q,))], options)[0]
    return tuple((hit.id, hit.score) for hit in hits)


def _facets(version: Version, found: Found) -> dict[str, object]:
    return {
        name: {
            "label": FACETS[name],
            "values": [
                {"name": v, "label": _label(version, name, v), "count": n} for v, n in values
            ],
        }
        for name, values in found.facets.items()
    }


def _label(version: Version, name: str, value: str) -> str:
    if name == "datasets":
        return version.terms[value].title
    return label(value) if name == "topics" else labelled(name, value)


@router.get(
    "/statements",
    summary="The rows that entities rest on",
    response_model=StatementsAnswer,
    responses=_ERRORS,
)
async def statements(request: Request, asked: Annotated[StatementParameters, Query()]) -> Response:
    """Raw statements with their provenance: source, file, place in it, and from when to when it was said."""
    allow_private(request, asked.private)
    service: Service = request.app.state.service
    return await service.answer(lambda version: _stated(version, asked))


def _stated(version: Version, asked: StatementParameters) -> dict[str, object]:
    view = view_of(version, Dates(known=asked.known, as_of=None, private=asked.private))
    if asked.dataset is not None and asked.dataset not in version.sources:
        dataset_sources(version, asked.dataset)
    wanted = Asked(
        dataset=asked.dataset, entity_id=asked.entity_id, canonical_id=asked.canonical_id, prop=asked.prop,
        value=asked.value, schema=asked.schema_, sort=tuple(asked.sort), limit=asked.limit, offset=asked.offset,
    )  # fmt: skip
    rows, total = read_statements(version.record, wanted, view)
    return {"results": rows, "total": Counted(total), "limit": asked.limit, "offset": asked.offset}

"""Answers of screening as yente's clients read them, and what Sourcebook adds to each result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
from fastapi import HTTPException

from sourcebook.entities import Entity, View
from sourcebook.errors import SourcebookError
from sourcebook.screening.hit import Clearance, Hit, Listed, MatchedName, Reason
from sourcebook.screening.query import Options, Query
from sourcebook.web.asking import options_of, query_of, view_of, with_own
from sourcebook.web.live import Version
from sourcebook.web.wire import Example, MatchBody, MatchParameters

NO_NAME = "The query has no name to look for: give `name`, `alias`, or `firstName` and `lastName`."
WEIGHTS = "`weights` are not used: scores are calibrated probabilities."


FEATURES = {
    "name": "The name asked about held against the names of the entry: which word met which, how, and what was left.",
    "birth_date": "Dates of birth, each as precise as it is known.",
    "country": "Nationality, citizenship, residence or jurisdiction.",
    "birth_place": "Places of birth.",
    "gender": "Gender.",
    "identifier": "Numbers of documents and registers.",
    "grade": "The list's own grade of the name that met: the UN and OFAC mark weak aliases.",
}


class Explained(msgspec.Struct, frozen=True):
    """One piece of evidence, as a client reads it."""

    score: float
    detail: str
    query: str | None
    candidate: str | None


class Scored(Entity, kw_only=True):
    """An entity with what screening says of it.

    Attributes:
        score, match: Probability that it is who was asked about, and whether that reaches the threshold.
        features: The score of each piece of evidence.
        explanations: The evidence.
        name: The listed name that met. Beyond yente, like all below.
        listed: What the lists say of its entries.
        cleared: Who judged that this is not the one.
        profile: Where its page is, if it is a group.
    """

    score: float
    match: bool
    features: dict[str, float]
    explanations: dict[str, Explained]
    name: MatchedName
    listed: list[Listed]
    cleared: Clearance | None
    profile: str | None


class Counted(msgspec.Struct, frozen=True):
    """How many there are."""

    value: int
    relation: str = "eq"


class Matched(msgspec.Struct, kw_only=True):
    """The answer to one query.

    Attributes:
        status: 200, or 400 where nothing could be looked for; `detail` says why.
        results: The likeliest first.
        total: How many of them match.
        query: As it was understood.
    """

    status: int
    results: list[Scored]
    total: Counted
    query: dict[str, Any]
    detail: str | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of queries as a caller asks it.

    Attributes:
        dataset: Of the path.
        asked: The parameters.
        body: The queries.
    """

    dataset: str
    asked: MatchParameters
    body: MatchBody


@dataclass(frozen=True, slots=True)
class _Read:
    """A batch as it was understood: what each query asks, how, and how the record is looked at for it."""

    batch: Batch
    queries: list[Query]
    options: list[Options]
    views: list[View]


def match_all(version: Version, batches: Sequence[Batch]) -> list[Answer | Exception]:
    """Answer several callers in one go, which costs little more than to answer one.

    Args:
        version: The live version.
        batches: What each of them asks.

    Returns:
        The answer to each, in their order; what went wrong, for those that are ill put.
    """
    read = [_attempted(version, batch) for batch in batches]
    fine = [one for one in read if isinstance(one, _Read)]
    queries = [query for one in fine for query in one.queries]
    hits = screened(version, queries, [options for one in fine for options in one.options])
    drawn = _entities(version, hits, [view for one in fine for view in one.views])
    each = iter(hits)
    return [
        one
        if isinstance(one, Exception)
        else _answered(version, one, list(islice(each, len(one.queries))), drawn)
        for one in read
    ]


def _attempted(version: Version, batch: Batch) -> _Read | Exception:
    """A batch, read, or what is wrong with it; one caller's error is no other's."""
    try:
        return _read(version, batch)
    except (HTTPException, SourcebookError) as error:
        return error


def _read(version: Version, batch: Batch) -> _Read:
    body, asked = batch.body, batch.asked
    options = options_of(version, batch.dataset, asked, asked, body.exclude_entity_ids)
    examples = list(body.queries.values())
    own = [with_own(version, batch.dataset, options, example.options) for example in examples]
    view = view_of(version, asked)
    return _Read(
        batch, [query_of(example) for example in examples], own, [_view(view, one) for one in own]
    )


class Answer(msgspec.Struct, frozen=True):
    """The answer to a batch, written.

    Attributes:
        body: JSON.
        queries, hits: How many there are, for counting.
    """

    body: bytes
    queries: int
    hits: int


def _answered(
    version: Version, read: _Read, hits: list[list[Hit]], drawn: dict[View, dict[str, Entity]]
) -> Answer:
    body, asked = read.batch.body, read.batch.asked
    results = [
        _matched(
            example, [_scored(hit, drawn[seen].get(hit.id)) for hit in found], bool(query.names)
        )
        for example, query, found, seen in zip(
            body.queries.values(), read.queries, hits, read.views, strict=True
        )
    ]
    answer: dict[str, Any] = {
        "responses": dict(zip(body.queries, results, strict=True)),
        "matcher": FEATURES, "limit": asked.limit, "known": min(asked.known or version.known, version.known),
    }  # fmt: skip
    if body.weights:
        answer["notes"] = [WEIGHTS]
    return Answer(msgspec.json.encode(answer), len(results), sum(map(len, hits)))


def screened(
    version: Version, queries: Sequence[Query], options: Sequence[Options]
) -> list[list[Hit]]:
    """The hits of each query, those with the same options in one go; nothing of a source that stays in.

    Args:
        version: The live version.
        queries: What is asked.
        options: Of each query.
    """
    found: list[list[Hit]] = [[] for _ in queries]
    together: dict[Options, list[int]] = {}
    for place, one in enumerate(options):
        if queries[place].names:
            together.setdefault(one, []).append(place)
    for one, places in together.items():
        answers = version.screener().screen([queries[place] for place in places], one)
        for place, hits in zip(places, answers, strict=True):
            found[place] = [_shown(hit, version.withheld) for hit in hits]
    return found


def _shown(hit: Hit, withheld: frozenset[str]) -> Hit:
    """The hit without the entries of sources that stay in, and without values that may be theirs."""
    if not any(one.source in withheld for one in hit.entries):
        return hit
    kept = tuple(one for one in hit.entries if one.source not in withheld)
    return msgspec.structs.replace(
        hit, entries=kept, caption=kept[0].caption if kept else hit.name.text,
        reasons=tuple(reason if reason.feature in _OF_THE_NAME else _counted(reason) for reason in hit.reasons),
    )  # fmt: skip


_OF_THE_NAME = frozenset({"name", "grade"})
WITHHELD = (
    "Counted; not shown, because a source whose terms let no rows out speaks of this entity too."
)


def _counted(reason: Reason) -> Reason:
    """A piece of evidence without the value it rests on."""
    return msgspec.structs.replace(reason, detail=WITHHELD, candidate=None)


def _view(view: View, options: Options) -> View:
    """How the record is looked at for one query."""
    known = view.known if options.known is None else options.known
    return msgspec.structs.replace(view, known=known, as_of=options.as_of)


def _entities(
    version: Version, hits: Sequence[Sequence[Hit]], views: Sequence[View]
) -> dict[View, dict[str, Entity]]:
    """The entities of all hits, drawn in one go for each day they are asked for."""
    wanted: dict[View, list[str]] = {}
    for found, seen in zip(hits, views, strict=True):
        wanted.setdefault(seen, []).extend(hit.id for hit in found)
    return {seen: version.entities(ids, seen) for seen, ids in wanted.items()}


def _matched(example: Example, results: list[Scored], named: bool) -> Matched:
    total = Counted(sum(one.match for one in results))
    if named:
        return Matched(status=200, results=results, total=total, query=example.echo())
    return Matched(status=400, results=[], total=total, query=example.echo(), detail=NO_NAME)


def _scored(hit: Hit, entity: Entity | None) -> Scored:
    """A hit as the entity it found; one the record holds nothing else of is known by its name alone."""
    if entity is None:
        entity = Entity(
            id=hit.id, caption=hit.caption, schema=hit.schema, properties={"name": [hit.name.text]}
        )
    explained = explanations(hit)
    return Scored(
        **{name: getattr(entity, name) for name in Entity.__struct_fields__},
        score=hit.score, match=hit.match, features={name: one.score for name, one in explained.items()},
        explanations=explained, name=hit.name, listed=list(hit.entries), cleared=hit.cleared,
        profile=f"/profiles/{hit.id}" if hit.is_group else None,
    )  # fmt: skip


def explanations(hit: Hit) -> dict[str, Explained]:
    """The evidence by feature; a second piece of one kind is numbered."""
    found: dict[str, Explained] = {}
    for reason in hit.reasons:
        name, number = reason.feature, 1
        while name in found:
            number += 1
            name = f"{reason.feature}_{number}"
        found[name] = Explained(reason.score, reason.detail, reason.query, reason.candidate)
    return found

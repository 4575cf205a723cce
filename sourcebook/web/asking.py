"""From the wire to what the rooms are asked: an example becomes a query, parameters become options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from fastapi import HTTPException

from sourcebook.entities import View
from sourcebook.entities.reading import canonical_ids
from sourcebook.entities.values import record_country
from sourcebook.record.schema import property_type, schemata
from sourcebook.screening.query import Options, Query
from sourcebook.web.live import Version
from sourcebook.web.wire import (
    MOST_VALUES,
    Dates,
    Example,
    Filters,
    MatchParameters,
    QueryOptions,
    Reporting,
)

EVERYTHING = "default"
SANCTIONS = "sanctions"
ALGORITHM = "sourcebook"
_BORN = ("birthDate",)
_BIRTH_PLACES = ("birthPlace",)
_NAME_PARTS = ("firstName", "secondName", "middleName", "lastName")


def dataset_sources(version: Version, dataset: str) -> tuple[str, ...]:
    """The sources that a dataset of the path means; empty: all.

    Raises:
        HTTPException: There is no such dataset, or its terms keep its rows in.
    """
    if dataset == EVERYTHING:
        return ()
    if dataset == SANCTIONS:
        return official(version)
    if dataset not in version.terms:
        raise HTTPException(404, "No such dataset.")
    if dataset in version.withheld:
        title = version.terms[dataset].title
        raise HTTPException(
            403, f"The terms of {title!r} let no rows out over HTTP; use the command line."
        )
    return (dataset,)


def official(version: Version) -> tuple[str, ...]:
    """The sources of authorities: the collection `sanctions`."""
    return tuple(
        s for s in version.sources if s in version.authorities and s not in version.withheld
    )


def view_of(version: Version, dates: Dates) -> View:
    """How the record is looked at for a request."""
    known = min(dates.known or version.known, version.known)
    return View(known=known, as_of=dates.as_of, withheld=version.withheld, private=dates.private)


def options_of(
    version: Version, dataset: str, asked: Filters, how: Reporting, more: Iterable[str] = ()
) -> Options:
    """The options of a batch.

    Args:
        version: What is asked.
        dataset: Of the path.
        asked: The filters.
        how: How much to report.
        more: Further ids not to report.
    """
    excluded: Iterable[str] = asked.exclude_entity_ids if isinstance(asked, MatchParameters) else ()
    return Options(
        limit=how.limit, threshold=how.threshold, cutoff=how.cutoff,
        known=_known(version, asked.known), as_of=asked.as_of,
        sources=chosen_sources(version, dataset, asked.include_dataset),
        exclude_sources=tuple(sorted({*asked.exclude_dataset, *version.withheld})),
        exclude_schemata=_schemata(asked.exclude_schema),
        topics=tuple(asked.topics), changed_since=asked.changed_since,
        exclude_ids=_entities(version, (*excluded, *more)),
        with_cleared=getattr(asked, "with_cleared", True),
    )  # fmt: skip


def _known(version: Version, day: date | None) -> date | None:
    return None if day is None or day >= version.known else day


def chosen_sources(version: Version, dataset: str, included: Sequence[str]) -> tuple[str, ...]:
    """The sources of a dataset that are included too; empty: all.

    Args:
        version: The live version.
        dataset: Of the path.
        included: Datasets; none: whatever the path says.

    Raises:
        HTTPException: There is no such dataset, or its terms keep its rows in.
    """
    wanted = dataset_sources(version, dataset)
    if not included:
        return wanted
    named = {
        source for one in included for source in dataset_sources(version, one) or version.sources
    }
    return tuple(sorted(named.intersection(wanted) if wanted else named)) or ("",)


def _entities(version: Version, ids: Sequence[str]) -> frozenset[str]:
    """The entities of some ids: whoever excludes an entry means all that is one with it."""
    return frozenset(canonical_ids(version.record, ids).values()) if ids else frozenset()


def _schemata(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        known_schema(name)
    return tuple(names)


def with_own(version: Version, dataset: str, options: Options, own: QueryOptions | None) -> Options:
    """The options of a batch with what one query asks otherwise."""
    if own is None:
        return options
    given = own.model_dump(exclude_none=True)
    known = own.known or options.known
    return Options(
        limit=given.get("limit", options.limit), threshold=given.get("threshold", options.threshold),
        cutoff=given.get("cutoff", options.cutoff), known=_known(version, known),
        as_of=own.as_of or options.as_of,
        sources=chosen_sources(version, dataset, own.include_dataset) if own.include_dataset else options.sources,
        exclude_sources=tuple(sorted({*options.exclude_sources, *(own.exclude_dataset or ())})),
        exclude_schemata=(*options.exclude_schemata, *_schemata(own.exclude_schema or ())),
        topics=tuple(own.topics) if own.topics is not None else options.topics,
        changed_since=own.changed_since or options.changed_since,
        exclude_ids=options.exclude_ids | _entities(version, own.exclude_entity_ids or ()),
        with_cleared=given.get("with_cleared", options.with_cleared),
    )  # fmt: skip


def known_schema(name: str) -> str:
    """The schema.

    Raises:
        HTTPException: There is none of that name.
    """
    if name not in schemata():
        raise HTTPException(400, f"There is no schema {name[:80]!r}.")
    return name


def query_of(example: Example) -> Query:
    """What an example asks for.

    Raises:
        HTTPException: There is no such schema, or it has too many values.
    """
    schema = known_schema(example.schema_)
    count = sum(len(v) if isinstance(v, list) else 1 for v in example.properties.values())
    if count > MOST_VALUES:
        raise HTTPException(413, f"An example has {count} values; at most {MOST_VALUES} are taken.")
    kinds = {prop: _kind(schema, prop) for prop in example.properties}
    gender = _of(example, ["gender"])
    return Query(
        names=_names(example, kinds), schema=None if schema == "Thing" else schema,
        born=_of(example, _BORN),
        countries=tuple(map(record_country, _of(example, [p for p, kind in kinds.items() if kind == "country"]))),
        birth_places=_of(example, _BIRTH_PLACES), gender=gender[0].lower() if gender else None,
        identifiers=_of(example, [p for p, kind in kinds.items() if kind == "identifier"]), ref=example.id,
    )  # fmt: skip


def _kind(schema: str, prop: str) -> str | None:
    """The type of a property; one of another schema keeps the type it has there."""
    return property_type(schema, prop) or _anywhere().get(prop)


@cache
def _anywhere() -> dict[str, str]:
    return {prop: kind for one in schemata().values() for prop, kind in one.properties.items()}


def _names(example: Example, kinds: dict[str, str | None]) -> tuple[str, ...]:
    names = _of(example, [p for p, kind in kinds.items() if kind == "name"])
    if names:
        return names
    parts = [value for part in _NAME_PARTS for value in example.values(part)[:1]]
    return (" ".join(parts),) if parts else ()


def _of(example: Example, props: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for prop in props for value in example.values(prop)))

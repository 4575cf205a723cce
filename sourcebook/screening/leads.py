"""From a name that met to a lead: the entity's entries by the day asked about, and all that speaks for and against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from sourcebook.record.lookup import GROUP_SCHEMATA
from sourcebook.screening.evidence import combined, weak_alias, weigh
from sourcebook.screening.hit import Hit, Listed, MatchedName, Reason
from sourcebook.screening.particulars import Particulars, in_force
from sourcebook.screening.query import Query


class Day(NamedTuple):
    """The two times of a question: what had been said by when, and, where it was asked, in force when."""

    known: date
    as_of: date | None = None


class Met(msgspec.Struct, frozen=True):
    """An entity of which a name met.

    Attributes:
        id: Canonical id.
        score: The probability that the name asked about is this entity's, going by the name.
        asked: The spelling asked about that met best.
        row: Its row in the index.
        name: The listed name.
    """

    id: str
    score: float
    asked: str
    row: int
    name: MatchedName


def lead(query: Query, met: Met, entries: Sequence[Particulars], day: Day) -> Hit:
    """Everything a reviewer should see of one entity but how its name met, which is worked out for what is reported.

    Args:
        query: What is asked.
        met: The name that met.
        entries: What the lists say of the entity, of all times.
        day: By when.
    """
    standing = [one for one in entries if stands(one, day)] or list(entries)
    facts = [fact for one in standing for fact in one.facts if in_force(fact, *day)]
    evidence = [*weak_alias(met.name.grade), *weigh(query, facts)]
    by_name = Reason(
        feature="name",
        score=round(met.score, 4),
        detail="",
        query=met.asked,
        candidate=met.name.text,
    )
    return Hit(
        id=met.id, caption=standing[0].caption, schema=standing[0].schema, match=False, name=met.name,
        score=round(combined(met.score, sum(one.bits for one in evidence)), 4),
        reasons=(by_name, *(one.reason for one in evidence)),
        entries=tuple(_listed(one, day) for one in standing),
        is_group=any(one.schema in GROUP_SCHEMATA for one in entries),
    )  # fmt: skip


def stands(entry: Particulars, day: Day) -> bool:
    """Whether an entry stood on its list."""
    return any(in_force(span, *day) for span in entry.stood)


def _listed(entry: Particulars, day: Day) -> Listed:
    """An entry with its designation; where it has several, all their programmes."""
    spans = [span for span in entry.stood if span.known_from <= day.known]
    held = [one for one in entry.listings if in_force(one, *day)]
    until = max((span.known_until for span in spans if span.known_until is not None), default=None)
    still = any(span.known_until is None for span in spans)
    return Listed(
        entry=entry.entry, source=entry.source, caption=entry.caption,
        known_from=min((span.known_from for span in spans), default=day.known),
        known_until=None if still else until,
        listed_on=min((one.listed_on for one in held if one.listed_on), default=None),
        authority=_joined(one.authority for one in held),
        programme=_joined(one.programme for one in held),
        reference=_joined(one.reference for one in held),
    )  # fmt: skip


def _joined(values: Iterable[str | None]) -> str | None:
    found = dict.fromkeys(value for value in values if value)
    return "; ".join(found) or None

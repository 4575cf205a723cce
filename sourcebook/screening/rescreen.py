"""What a change of the lists alters for a file of names, found from the change and not from the file.

Between two days of known time few names and entries change. Only a row that one of them meets can have another answer,
so the changed names are held against the file (`touching`), what they meet is searched for among the changed names
alone, and the few rows for which that finds somebody are screened in full as of both days. The answers are those of two
full runs; what is in one and not the other is the alteration.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from sourcebook.errors import UsageError
from sourcebook.record.store import Record
from sourcebook.screening.hit import Hit
from sourcebook.screening.leads import Day, Heard, Standing, Standings
from sourcebook.screening.marks import Marks, plain_number
from sourcebook.screening.particulars import Reader
from sourcebook.screening.query import Options, Query
from sourcebook.screening.scope import Rows, Scopes, changed_entries
from sourcebook.screening.screener import Screener
from sourcebook.screening.touching import LEAST_SURE, Touching

MOST_WORDS_SEARCHED = 8
# Of the least probability that matters. A new name of somebody may be too unlike to be a hit and, likelier at a glance,
# keep another of his names from being scored; it stands not far below that one.
_SLACK = 0.7

# Searched among few names alone, a name scores a little otherwise than among all; of the least that matters, this much.
_AMONG_FEW = 0.6

Mask = NDArray[np.bool_]


class Alteration(msgspec.Struct, frozen=True, kw_only=True):
    """One hit that is not as it was.

    Attributes:
        kind: `new`, `gone`, or `changed`.
        before, after: The hit as of either day.
    """

    kind: str
    before: Hit | None = None
    after: Hit | None = None


class Change:
    """What the lists altered between two days, ready to be held against names.

    Args:
        screener: Over the open record, with the judgements of its home.
        since: The first day; what was known on it is no change.
        options: Of the screening; `known` is the last day.
        evidence: Whether more than names is asked about.
    """

    def __init__(
        self, screener: Screener, since: date, options: Options, *, evidence: bool = True
    ) -> None:
        record = screener.record
        known = options.known or record.known
        if since >= known:
            raise UsageError(
                f"--since {since} is not before {known}, the day up to which the record is asked."
            )
        if options.changed_since is not None:
            raise UsageError("--changed-since has no meaning beside --since.")
        self.before = msgspec.structs.replace(options, known=since)
        self.after = msgspec.structs.replace(options, known=known)
        rows = Rows(screener.index.names)
        altered = _altered(record, self.before, self.after, evidence=evidence)
        self.entities = len(altered)
        self.names = _names(record, rows, self.before, self.after, altered)
        self._numbers = _numbers(record, altered) if evidence else frozenset[str]()
        self._index = screener.index.among(self.names)
        self._floor = _SLACK * min(options.cutoff, options.threshold)
        self._touching = Touching(screener.index, self.names, 0.0 if evidence else self._floor)

    def met(self, queries: Sequence[Query]) -> list[int]:
        """The queries that the change may alter the answer to.

        Args:
            queries: Any number.
        """
        asking: dict[str, list[int]] = {}
        for place, query in enumerate(queries):
            for name in query.names:
                asking.setdefault(name, []).append(place)
        of_houses = any(query.schema not in (None, "Person") for query in queries)
        near = self._touching.touched(list(asking), of_houses=of_houses)
        numbered = frozenset(self._numbered(queries))
        sure = itertools.compress(asking.values(), near >= LEAST_SURE)
        asked = dict(itertools.compress(asking.items(), (near > 0) & (near < LEAST_SURE)))
        asked |= {name: asking[name] for place in numbered for name in queries[place].names}
        return sorted(numbered.union(*sure, self._likely(asked, queries)))

    def _numbered(self, queries: Sequence[Query]) -> Iterator[int]:
        """The queries with an official number of what was altered."""
        if self._numbers:
            for place, query in enumerate(queries):
                if any(plain_number(number) in self._numbers for number in query.identifiers):
                    yield place

    def _likely(
        self, asked: Mapping[str, Sequence[int]], queries: Sequence[Query]
    ) -> Iterator[int]:
        """The queries that a changed name may be likely enough for; evidence can raise what is unlikely by name.

        Args:
            asked: Names, and the queries that ask about each.
            queries: All.
        """
        searched = []
        for name, places in asked.items():
            if _is_short(name):
                searched.append(name)
                yield from (place for place in places if not _by_name(queries[place]))
            else:
                yield from places
        found = self._index.search(searched, 1, allowed=self.names)
        for name, candidates in zip(searched, found, strict=True):
            if candidates and candidates[0].score >= _AMONG_FEW * self._floor:
                yield from asked[name]


def _is_short(name: str) -> bool:
    """Whether the search looks at every form a name may be: of one with many words it takes the first few."""
    return ";" not in name and name.count(" ") < MOST_WORDS_SEARCHED


def _by_name(query: Query) -> bool:
    return not (
        query.born or query.countries or query.birth_places or query.gender or query.identifiers
    )


def _altered(record: Record, before: Options, after: Options, *, evidence: bool) -> frozenset[str]:
    """The entities of which a hit would say something else: canonical ids of today."""
    assert before.known is not None and after.known is not None
    entries = sorted(changed_entries(record, before.known, after.known))
    found = record.rows(
        "select distinct canonical from identity where entry in (select unnest($1)) order by 1",
        [entries],
    )
    ids = [row["canonical"] for row in found]
    first, last = Day(before.known, before.as_of), Day(after.known, after.as_of)
    standings = Standings(Reader(record))
    heard = Heard.of(after)
    was, now = standings.of(ids, first, heard), standings.of(ids, last, heard)
    return frozenset(
        one
        for one in ids
        if _shown(was[one]) != _shown(now[one]) or (evidence and was[one].marks != now[one].marks)
    )


def _shown(standing: Standing) -> object:
    """What a hit says of an entity beside its name."""
    head = standing.entries[0]
    return (
        head.caption,
        head.schema,
        standing.is_group,
        standing.listed,
    )


def _names(
    record: Record, rows: Rows, before: Options, after: Options, altered: frozenset[str]
) -> Mask:
    """The rows of the index that one day knows and the other does not, and all of what was altered."""
    members = record.rows(
        "select entry from identity where canonical in (select unnest($1))", [sorted(altered)]
    )
    own = rows.of_entries(frozenset(row["entry"] for row in members))
    scopes = Scopes(record, rows)
    return np.asarray(own | (scopes.of(before, None) != scopes.of(after, None)), np.bool_)


def _numbers(record: Record, altered: frozenset[str]) -> frozenset[str]:
    """The official numbers of what was altered, of all times."""
    held = Reader(record).of(sorted(altered))
    marks = [
        Marks.of_facts(fact for one in entries for fact in one.facts) for entries in held.values()
    ]
    return frozenset(number for one in marks for number in one.numbers)


def rescreen(
    queries: Sequence[Query], screener: Screener, change: Change
) -> Iterator[tuple[int, list[Alteration]]]:
    """What a change alters for some queries.

    Args:
        queries: Any number.
        screener: Over the same record.
        change: What the lists altered.

    Yields:
        The place of each query with another answer, and the alterations.
    """
    asked: dict[Query, list[int]] = {}
    for place in change.met(queries):
        asked.setdefault(msgspec.structs.replace(queries[place], ref=None), []).append(place)
    was, now = screener.screen_each(list(asked), [change.before, change.after])
    altered = {
        place: found
        for places, before, after in zip(asked.values(), was, now, strict=True)
        if (found := alterations(before, after))
        for place in places
    }
    yield from sorted(altered.items())


def alterations(before: Sequence[Hit], after: Sequence[Hit]) -> list[Alteration]:
    """How the hits of one query differ: those of now first, the likeliest first, then those that are gone."""
    was = {hit.id: hit for hit in before}
    now = {hit.id for hit in after}
    found = [
        Alteration(kind="changed" if hit.id in was else "new", before=was.get(hit.id), after=hit)
        for hit in after
        if was.get(hit.id) != hit
    ]
    return found + [Alteration(kind="gone", before=hit) for hit in before if hit.id not in now]

"""Screening: names held against the index, and what is found weighed with all that is known.

The index finds by name and gives each candidate the probability of that. Evidence beyond the name moves it, the lists
by the day asked about say what stands where, and people's clearances are honoured. Names without a candidate cost the
search alone; what the lists say of candidates is read for all queries of a batch at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from sourcebook.errors import RecordError
from sourcebook.identity.journal import Judgement
from sourcebook.record.schema import is_a
from sourcebook.record.store import REBUILD, Record
from sourcebook.screening.clearances import Clearances, as_shown, fingerprints
from sourcebook.screening.columns import OPEN
from sourcebook.screening.coverage import Searched, coverage
from sourcebook.screening.evidence import SUREST, most_bits
from sourcebook.screening.hit import Hit, MatchedName
from sourcebook.screening.index import Candidate, Index
from sourcebook.screening.leads import Day, Heard, Met, Shown, Standings, Weighed, hit_of, weighed
from sourcebook.screening.marks import Marks
from sourcebook.screening.moved import Moved
from sourcebook.screening.own import Own
from sourcebook.screening.particulars import Reader
from sourcebook.screening.query import Options, Query
from sourcebook.screening.scope import EPOCH, FOLDER, Mask, Rows, Scopes

EVERYWHERE = Options()
LEAST_CANDIDATES = 10
# With evidence, a candidate behind the first few by name may come before them.
MORE_FOR_EVIDENCE = 20
# A name less likely than that is another name, and only an official number makes up for it.
LEAST_BY_NAME = 0.02


class _Asked(NamedTuple):
    """One spelling of one query."""

    query: int
    name: str


class _Bounds(NamedTuple):
    """Of each query, how many candidates to look at, and how likely one has to be by name."""

    most: Sequence[int]
    least: Sequence[float]


class Screener:
    """Screens against one open record; the record must stay open.

    Attributes:
        record: The record.
        index: Its index of names.
    """

    def __init__(self, record: Record, index: Index, rows: Rows, clearances: Clearances) -> None:
        self.record = record
        self.index = index
        self._rows = rows
        self._clearances = clearances
        self._standings = Standings(Reader(record))
        self._scopes = Scopes(record, rows)
        self._moved = Moved(record, rows)
        self._own = Own(index.names)

    @classmethod
    def open(cls, record: Record, home: Path, judged: int | None = None) -> Screener:
        """Open the index of a record.

        Args:
            record: The open record, with the judgements of the home laid over it.
            home: Whose clearances are honoured.
            judged: Only the first so many lines of its journal; None: all.

        Raises:
            RecordError: The record was built before there was an index of names, or the index is damaged.
        """
        folder = record.folder / FOLDER
        if not folder.exists():
            raise RecordError("this record has no index of names.", "Run: sourcebook build")
        try:
            index = Index.open(folder)
        except (OSError, ValueError, KeyError) as error:
            raise RecordError(
                f"the index of names is damaged, or of another version of Sourcebook: {error}.",
                f"Run: sourcebook build. If that finds nothing new: {REBUILD}",
            ) from error
        return cls(record, index, Rows(index.names), Clearances.open(home, judged))

    def coverage(self, options: Options = EVERYWHERE) -> list[Searched]:
        """Which lists a question with these options is held against, and as of which versions."""
        return coverage(self.record, options)

    def screen(self, queries: Sequence[Query], options: Options = EVERYWHERE) -> list[list[Hit]]:
        """Who of the record may be whom the queries mean.

        Args:
            queries: Any number; a batch costs less than as many questions.
            options: Where to look, when, and what to report.

        Returns:
            For each query its hits, the likeliest first.
        """
        return self.screen_each(queries, [options])[0]

    def screen_each(
        self, queries: Sequence[Query], every: Sequence[Options]
    ) -> list[list[list[Hit]]]:
        """What `screen` finds on each of several days; what they have in common is worked out once.

        Args:
            queries: Any number.
            every: Options that differ in nothing but their days.
        """
        marks = [Marks.of_query(query) for query in queries]
        found = self._found(queries, marks, every)
        self._standings.read(met.id for of_day in found for ones in of_day for met in ones)
        return [
            self._hits(queries, marks, ones, options)
            for ones, options in zip(found, every, strict=True)
        ]

    def _hits(
        self,
        queries: Sequence[Query],
        marks: Sequence[Marks],
        found: Sequence[Sequence[Met]],
        options: Options,
    ) -> list[list[Hit]]:
        """What is to be reported of the candidates of each query."""
        day = Day(options.known or self.record.known, options.as_of)
        ids = (met.id for ones in found for met in ones)
        standings = self._standings.of(ids, day, Heard.of(options))
        leads = [
            [weighed(asked, met, standings[met.id]) for met in ones]
            for asked, ones in zip(marks, found, strict=True)
        ]
        hits = [self._reported(ones, options) for ones in leads]
        return self._cleared(queries, hits, options, day.known)

    def _found(
        self, queries: Sequence[Query], marks: Sequence[Marks], every: Sequence[Options]
    ) -> list[list[list[Met]]]:
        """For each day the candidates of each query that may come to be reported: of each entity the best spelling."""
        best: list[list[dict[str, Met]]] = [[{} for _ in queries] for _ in every]
        by_schema: dict[str | None, list[_Asked]] = {}
        for place, query in enumerate(queries):
            asked = by_schema.setdefault(query.schema, [])
            asked += (_Asked(place, name) for name in query.names)
        least = [_least(asked, every[0]) for asked in marks]
        most = [_most(asked, every[0]) for asked in marks]
        for schema, asked in by_schema.items():
            for day, one, met in self._searched(asked, schema, _Bounds(most, least), every):
                held = best[day][one.query].get(met.id)
                if held is None or met.score > held.score:
                    best[day][one.query][met.id] = met
        return [[list(ones.values()) for ones in of_day] for of_day in best]

    def _searched(
        self, asked: Sequence[_Asked], schema: str | None, bounds: _Bounds, every: Sequence[Options]
    ) -> Iterator[tuple[int, _Asked, Met]]:
        """What is found on which day, by its place."""
        names = [one.name for one in asked]
        kinds = [_kind(schema)] * len(names)
        scopes = [
            (day, scope)
            for day, options in enumerate(every)
            for scope in self._moved.scopes(self._scopes.of(options, schema))
        ]
        among = [None if scope.all() else scope for _, scope in scopes]
        number = max((bounds.most[one.query] for one in asked), default=0)
        found = self.index.search_each(names, number, among, kinds=kinds)
        for (day, scope), ones in zip(scopes, found, strict=True):
            for one, candidates in zip(asked, ones, strict=True):
                for candidate in candidates[: bounds.most[one.query]]:
                    if candidate.score >= bounds.least[one.query]:
                        yield day, one, self._met(candidate, one.name, scope)

    def _met(self, candidate: Candidate, asked: str, scope: Mask) -> Met:
        row = self._best_row(candidate, asked, scope)
        names = self.index.names
        built = self.index.entities[candidate.entity]
        now = self._moved.now(built, names.entry[row]) if self._moved else built
        return Met(now, candidate.score, asked, row, names.grade(row))

    def _best_row(self, candidate: Candidate, asked: str, scope: Mask) -> int:
        """The listed name to report: the one asked about, else the one that met, if may be not graded low."""
        names, row = self.index.names, candidate.name
        own = self._own.of(candidate.entity)
        same = list(own.get(asked.casefold(), ()))
        if names.grade(row) == "low":
            same += own[names.text[row].casefold()]
        found = (other for other in same if scope[other] and names.grade(other) != "low")
        return next(found, row)

    def _reported(self, leads: Sequence[Weighed], options: Options) -> list[Hit]:
        """The hits that were asked for, each with which word met which."""
        floor = min(options.cutoff, options.threshold)
        kept = [one for one in leads if one.score > floor]
        kept.sort(key=lambda one: (-one.score, one.met.id))
        return [
            hit_of(one, self._shown(one.met), options.threshold) for one in kept[: options.limit]
        ]

    def _shown(self, met: Met) -> Shown:
        names, row = self.index.names, met.row
        entry, until = names.entry[row], int(names.known_until[row])
        name = MatchedName(
            text=names.text[row], prop=names.prop(row) or "name", grade=met.grade, entry=entry,
            source=entry.partition(":")[0], known_from=_day(int(names.known_from[row])),
            known_until=None if until == OPEN else _day(until),
        )  # fmt: skip
        return Shown(name, self.index.explain(met.asked, row).detail)

    def _cleared(
        self, queries: Sequence[Query], hits: list[list[Hit]], options: Options, known: date
    ) -> list[list[Hit]]:
        """The hits with what people have judged of them; what the lists say now is asked where somebody has."""
        on = [
            self._clearances.on(query) if ones else {}
            for query, ones in zip(queries, hits, strict=True)
        ]
        judged = sorted(
            {hit.id for made, ones in zip(on, hits, strict=True) for hit in ones if hit.id in made}
        )
        if not judged:
            return hits
        seen = fingerprints(self.record, judged, known)
        marked = [
            [_marked(hit, made, seen) if hit.id in made else hit for hit in ones]
            for made, ones in zip(on, hits, strict=True)
        ]
        return [[h for h in ones if options.with_cleared or h.cleared is None] for ones in marked]


def _marked(hit: Hit, made: dict[str, Judgement], seen: dict[str, str]) -> Hit:
    shown = as_shown(made[hit.id])
    if made[hit.id].seen == seen[hit.id]:
        return structs.replace(hit, cleared=shown, match=False)
    return structs.replace(hit, lapsed=shown)


def _least(asked: Marks, options: Options) -> float:
    """The probability by name below which no evidence that was given can lift a hit to what is reported."""
    floor = min(SUREST, max(1 - SUREST, min(options.cutoff, options.threshold)))
    if not (most := most_bits(asked)):
        return floor
    reachable = 1 / (1 + math.exp2(most - math.log2(floor / (1 - floor))))
    return max(reachable, 0.0 if asked.numbers else LEAST_BY_NAME)


def _most(asked: Marks, options: Options) -> int:
    """How many candidates to look at for one spelling."""
    return max(LEAST_CANDIDATES, options.limit + (MORE_FOR_EVIDENCE if most_bits(asked) else 0))


def _kind(schema: str | None) -> str | None:
    """What the index is told: a person, anything but a person, or nothing."""
    if schema is None or is_a("Person", schema):
        return "person" if schema == "Person" else None
    return "organization"


def _day(days: int) -> date:
    return date.fromordinal(EPOCH + days)

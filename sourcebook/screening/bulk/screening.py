"""What one process does with a chunk: rows taken apart, asked, screened, written as text.

A process opens the record and the index for itself; the index is mapped, so that however many there are they share its
pages. The scorer is the one of every other question (`screening.screener`); rows that ask the same are asked once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import structs

from sourcebook.identity.journal import Journal
from sourcebook.identity.overlay import lay_over
from sourcebook.record.store import Record
from sourcebook.screening.bulk.asking import Asked, Asker
from sourcebook.screening.bulk.journal import Tally
from sourcebook.screening.bulk.reading import Layout
from sourcebook.screening.bulk.rows import Chunk, Fault, Row
from sourcebook.screening.bulk.writing import (
    CHANGE_COLUMNS,
    COLUMNS,
    ErrorLine,
    HitLine,
    errors_text,
    line_of,
    rendered,
)
from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query
from sourcebook.screening.rescreen import Alteration, Change, rescreen
from sourcebook.screening.screener import Screener

EVIDENCE = ("born", "country", "birthplace", "gender", "identifier")


class Screens(Protocol):
    """Whatever finds whom queries may mean."""

    def screen(self, queries: Sequence[Query], options: Options) -> list[list[Hit]]:
        """The hits of each query."""


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What a process needs to know; small, because it is sent to each.

    Attributes:
        home: With the record.
        build: Which build of it.
        judged: How many lines of its journal count.
        layout: How rows are taken apart.
        day_first: How their dates are read.
        options: Where to look.
        form: Of what is written.
        every: Whether a row without a hit has a line too.
        since: Write only what the lists altered after this day.
    """

    home: str
    build: str
    judged: int
    layout: Layout
    day_first: bool | None
    options: Options
    form: str
    every: bool = False
    since: date | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Of a line that is written."""
        return COLUMNS if self.since is None else CHANGE_COLUMNS


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a chunk.

    Attributes:
        number: Of the chunk.
        hits, errors: To be written as they are.
        tally: Of its rows.
    """

    number: int
    hits: bytes
    errors: bytes
    tally: Tally


Work = Callable[[Chunk], Done]


@contextmanager
def opened(setup: Setup) -> Iterator[Work]:
    """What screens chunks, over the build that a run began with."""
    home = Path(setup.home)
    with Record.open(home, setup.build) as record:
        lay_over(record, Journal(home, until=setup.judged))
        screener = Screener.open(record, home, setup.judged)
        work = _work(setup, screener)
        gc.freeze()  # what is there by now stays, and need not be looked through again
        try:
            yield work
        finally:
            gc.unfreeze()


def _work(setup: Setup, screener: Screener) -> Work:
    if setup.since is None:
        return partial(done_with, setup=setup, screener=screener)
    evidence = any(setup.layout.columns.of(role) for role in EVIDENCE)
    change = Change(screener, setup.since, setup.options, evidence=evidence)
    return partial(altered_in, setup=setup, screener=screener, change=change)


class Understood(msgspec.Struct, frozen=True):
    """The rows of a chunk, read.

    Attributes:
        asked: Those with a name, by row number.
        errors: What is wrong with others, or not all read.
        tally: Of all.
    """

    asked: list[tuple[int, Asked]]
    errors: list[ErrorLine]
    tally: Tally


def understood(rows: Sequence[Row], first: int, layout: Layout, asker: Asker) -> Understood:
    """Read rows.

    Args:
        rows: As they stand in the file.
        first: Number of the first.
        layout: How they are taken apart.
        asker: How they are understood.
    """
    asked: list[tuple[int, Asked]] = []
    errors: list[ErrorLine] = []
    read = _reader(layout, asker)
    for number, row in enumerate(rows, first):
        found = read(row)
        if isinstance(found, Fault):
            errors.append(ErrorLine(row=number, id="", kind="error", reason=found.reason))
        elif found.query is None:
            errors.append(ErrorLine(row=number, id=found.ref, kind="empty", reason="no name"))
        else:
            asked.append((number, found))
            for note in found.notes:
                errors.append(ErrorLine(row=number, id=found.ref, kind="note", reason=note))
    kinds = [one.kind for one in errors]
    noted = len({one.row for one in errors if one.kind == "note"})
    tally = Tally(
        rows=len(rows),
        screened=len(asked),
        empty=kinds.count("empty"),
        errors=kinds.count("error"),
        notes=noted,
    )
    return Understood(asked, errors, tally)


def _reader(layout: Layout, asker: Asker) -> Callable[[Row], Asked | Fault]:
    """What reads the rows of a file; those of a plain table by the shortest way."""
    delimiter, expected = layout.delimiter, len(layout.columns.names)

    def read(row: Row) -> Asked | Fault:
        if isinstance(row, str) and '"' not in row and layout.is_text(row):
            cells = row.split(delimiter)
            if len(cells) == expected and (found := asker.plain(cells)):
                return found
        return read_row(row, layout, asker)

    return read if layout.form == "csv" else partial(read_row, layout=layout, asker=asker)


def read_row(row: Row, layout: Layout, asker: Asker) -> Asked | Fault:
    """What one row asks, or what is wrong with it.

    Args:
        row: As it stands in the file.
        layout: How it is taken apart.
        asker: How it is understood.
    """
    if isinstance(row, str) and not row.strip():
        return Asked("", "", None)
    values = layout.values(row)
    return values if isinstance(values, Fault) else asker.ask(values)


def screened(queries: Sequence[Query], screener: Screens, options: Options) -> list[list[Hit]]:
    """The hits of queries; those that ask the same are asked once."""
    bare = [structs.replace(query, ref=None) for query in queries]
    distinct = list(dict.fromkeys(bare))
    found = dict(zip(distinct, screener.screen(distinct, options), strict=True))
    return [found[query] for query in bare]


def done_with(chunk: Chunk, setup: Setup, screener: Screens) -> Done:
    """Everything that comes of a chunk."""
    read = _understood(chunk, setup)
    found = screened([one.query for _, one in read.asked if one.query], screener, setup.options)
    lines: list[HitLine] = []
    for (row, asked), hits in zip(read.asked, found, strict=True):
        lines += (line_of(row, asked.ref, asked.name, hit) for hit in hits)
        if setup.every and not hits:
            lines.append(HitLine(row=row, id=asked.ref, name=asked.name))
    tally = read.tally + Tally(
        hits=sum(map(len, found)), alerts=sum(any(hit.match for hit in hits) for hits in found),
        cleared=sum(hit.cleared is not None for hits in found for hit in hits),
    )  # fmt: skip
    return _done(chunk, setup, lines, read, tally)


def altered_in(chunk: Chunk, setup: Setup, screener: Screener, change: Change) -> Done:
    """What a change of the lists alters for a chunk."""
    read = _understood(chunk, setup)
    lines: list[HitLine] = []
    alerts = 0
    for place, found in rescreen(
        [one.query for _, one in read.asked if one.query], screener, change
    ):
        row, asked = read.asked[place]
        for one in found:
            lines += _lines_of(row, asked, one)
        alerts += any(one.after is not None and one.after.match for one in found)
    tally = read.tally + Tally(hits=len(lines), alerts=alerts)
    return _done(chunk, setup, lines, read, tally)


def _lines_of(row: int, asked: Asked, found: Alteration) -> Iterator[HitLine]:
    """A line for a hit that is new or gone; two for one that changed."""
    kinds = ("before", "after") if found.kind == "changed" else ("gone", "new")
    for kind, hit in zip(kinds, (found.before, found.after), strict=True):
        if hit is not None:
            yield structs.replace(line_of(row, asked.ref, asked.name, hit), changed=kind)


def _understood(chunk: Chunk, setup: Setup) -> Understood:
    asker = Asker(setup.layout.columns, setup.day_first)
    return understood(chunk.rows, chunk.first, setup.layout, asker)


def _done(
    chunk: Chunk, setup: Setup, lines: Sequence[HitLine], read: Understood, tally: Tally
) -> Done:
    hits = rendered(setup.form, setup.columns, lines)
    return Done(number=chunk.number, hits=hits, errors=errors_text(read.errors), tally=tally)

"""The section: how much and when, of what kind, where, with and against whom, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.profiles.activity import ActivityFact
from sourcebook.profiles.compose.activity import figures, tables, telling
from sourcebook.profiles.compose.desk import Desk, paragraph
from sourcebook.profiles.model import Block, Gap, Sentence
from sourcebook.record.dates import PartialDate


def blocks(desk: Desk, fact: ActivityFact) -> Iterator[Block]:
    """The blocks of the section."""
    if not fact.total.reports and not fact.total.withheld and not fact.series.aggregates.reports:
        yield _never(desk)
        yield tables.coverage(desk, fact)
    else:
        yield from _counted(desk, fact)


def _never(desk: Desk) -> Gap:
    when = PartialDate.day(desk.facts.known)
    return Gap(desk.label("activity.never", group=desk.facts.short, when=when))


def _counted(desk: Desk, fact: ActivityFact) -> Iterator[Block]:
    yield from _told(telling.how_much(desk, fact))
    yield from _told(telling.levels(desk, fact))
    yield from figures.by_month(desk, fact)
    yield from _told(telling.kinds(desk, fact))
    yield from tables.mixes(desk, fact)
    yield from _told(telling.where(desk, fact))
    yield from figures.by_place(desk, fact)
    yield from _told(telling.hot_spots(desk, fact))
    yield from tables.hot_spots(desk, fact)
    yield from tables.company(desk, fact)
    yield from _told(telling.compared(desk, fact))
    yield from tables.apart(desk, fact)
    yield from _told(telling.kept_in(desk, fact))
    yield tables.coverage(desk, fact)


def _told(found: Iterator[Sentence]) -> Iterator[Block]:
    """A paragraph, where there is anything to say."""
    said = tuple(found)
    if said:
        yield paragraph(*said)

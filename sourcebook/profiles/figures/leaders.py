"""Who led, from when to when, and how it ended.

A leader is who the record says led; a stretch between two for which it names nobody is drawn as such.
Where sources differ on a day, a ring stands on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sourcebook.profiles.figures.figure import Caption, Figure
from sourcebook.profiles.figures.lanes import lanes
from sourcebook.profiles.figures.marks import Bar, Gap, Ink, Lack, Lane, Mark, Panel, Shape
from sourcebook.profiles.figures.periods import period
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import Bound, Edge, When

# A shorter gap between two partial dates need not be one.
_VACANT_DAYS = 31


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person's time in an office.

    Attributes:
        name: The person, as the page calls them.
        start: When it began.
        end: When it ended; `Edge.OPEN` for who is in office on the record's date.
        how_ended: "killed, June 2020"; shortened to the year where there is no room.
        detail: The second line; the period if empty. Markup may carry note numbers.
        disputed: The dates on which sources differ.
        later: What became of them afterwards: "reported dead 2016".
        attested: Dates on which the record sees them in office.
        lang: The language of the name, if not the page's.
    """

    name: str
    start: Bound
    end: Bound
    how_ended: str = ""
    detail: str = ""
    disputed: tuple[When, ...] = ()
    later: tuple[Mark, ...] = ()
    attested: tuple[When, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office and who held it, in order.

    Attributes:
        heading: "Leaders of GSPC, then AQIM".
        tenures: Who held it.
        single: Whether one at a time held it, so that a gap between two is a vacancy.
    """

    heading: str
    tenures: tuple[Tenure, ...]
    single: bool = True


def leaders(
    offices: tuple[Office, ...], timeline: Timeline, caption: Caption, text: Phrases | None = None
) -> Figure:
    """Draw who led.

    Args:
        offices: The offices, the group's head first.
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
    """
    text = text or phrases()
    panels = tuple(Panel(o.heading, tuple(_lanes(o, text))) for o in offices)
    table = (text.say("leaders_table"), text.each("leaders_columns"))
    return lanes(panels, timeline, caption, table, text)


def _lanes(office: Office, text: Phrases) -> Iterator[Lane]:
    gaps = _vacancies(office, text)
    for number, tenure in enumerate(office.tenures):
        yield _lane(tenure, gaps.get(number), text)


def _vacancies(office: Office, text: Phrases) -> dict[int, Gap]:
    """The gap before each tenure, by its place."""
    pairs = enumerate(pairwise(office.tenures), start=1) if office.single else ()
    found = ((number, _vacancy(one, other, text)) for number, (one, other) in pairs)
    return {number: gap for number, gap in found if gap is not None}


def _vacancy(one: Tenure, other: Tenure, text: Phrases) -> Gap | None:
    if not isinstance(one.end, When) or not isinstance(other.start, When):
        return None
    left, right = one.end.latest, other.start.earliest
    if (right - left).days <= _VACANT_DAYS:
        return None
    return Gap(left, right, Lack.VACANT, text.say("vacant"))


def _lane(tenure: Tenure, gap: Gap | None, text: Phrases) -> Lane:
    in_office = tenure.end is Edge.OPEN
    when = period(tenure.start, tenure.end, text)
    words = tenure.how_ended or (text.say("in_office") if in_office else "")
    short = tenure.end.year_label if isinstance(tenure.end, When) else words
    ink = Ink.OWN if in_office else Ink.OTHER
    bar = Bar(tenure.start, tenure.end, ink, words, short, at_end=True, attested=tenure.attested)
    rings = tuple(Mark(day, Shape.RING) for day in tenure.disputed)
    return Lane(
        name=tenure.name,
        detail=tenure.detail or when,
        said=_said(tenure, when, words, gap, text),
        cells=_cells(tenure, words, text),
        bars=(bar,),
        gaps=() if gap is None else (gap,),
        marks=rings + tenure.later,
        lang=tenure.lang,
    )


def _said(tenure: Tenure, when: str, words: str, gap: Gap | None, text: Phrases) -> str:
    parts = [f"{tenure.name}: {when}"]
    parts += [part for part in (words, *(mark.words for mark in tenure.later)) if part]
    parts += [text.say("sources_differ")] if tenure.disputed else []
    parts += [text.say("vacant_before")] if gap is not None else []
    return "; ".join(parts) + "."


def _cells(tenure: Tenure, words: str, text: Phrases) -> tuple[str, ...]:
    start = tenure.start.label if isinstance(tenure.start, When) else text.say("date_unknown")
    end = tenure.end.label if isinstance(tenure.end, When) else _no_end(tenure.end, text)
    differ = text.say("sources_differ") if tenure.disputed else ""
    later = "; ".join(mark.words for mark in tenure.later)
    return (tenure.name, start, end, words, "; ".join(p for p in (differ, later) if p))


def _no_end(end: Edge, text: Phrases) -> str:
    return text.say("open_end") if end is Edge.OPEN else text.say("date_unknown")

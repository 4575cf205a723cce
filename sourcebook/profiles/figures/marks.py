"""What stands in a lane: bands for durations, dots for instants, and the fixed signs of doubt.

A *bar* fades where its edge has no date or half a date. A *blend* runs from grey to accent: the name changed
on an unknown day in between. A *gap* is drawn, never left to be guessed: dashes where the record does not
cover the time, a thin bracket where it names nobody. A ring says that sources differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.profiles.figures.when import Bound, When


class Ink(StrEnum):
    """What a bar is filled with."""

    OTHER = "other"
    OWN = "own"
    KEPT = "kept"


class Shape(StrEnum):
    """The sign of an instant."""

    DOT = "dot"
    HOLLOW = "hollow"
    RING = "ring"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Bar:
    """A duration.

    Attributes:
        start: When it began.
        end: When it ended.
        ink: Grey, accent, or an outline for what a list keeps after it ended.
        words: What it says, inside or beside it.
        short: What it says where the words find no room: a year.
        at_end: Whether the words belong to the end rather than the start.
        attested: Dates between, which tell how far an edge without a date must reach.
    """

    start: Bound
    end: Bound
    ink: Ink = Ink.OTHER
    words: str = ""
    short: str = ""
    at_end: bool = False
    attested: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Blend:
    """A duration in which the name changed on an unknown day.

    Attributes:
        start: The last date of the old name.
        end: The first date of the new name.
        before: The old name.
        after: The new name.
    """

    start: When
    end: When
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An instant.

    Attributes:
        when: When; partial dates stand at their first day.
        shape: Its sign.
        words: What it says beside itself.
    """

    when: When
    shape: Shape = Shape.DOT
    words: str = ""


class Lack(StrEnum):
    """Why a stretch is empty."""

    UNCOVERED = "uncovered"
    VACANT = "vacant"


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch for which the record says nothing, or names nobody.

    Attributes:
        start: Its first day.
        end: Its last day.
        lack: Which of the two.
        words: What it says, if there is room.
    """

    start: date
    end: date
    lack: Lack
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of a time figure.

    Attributes:
        name: What the row is about.
        detail: The second line of its label; markup may carry note numbers.
        said: The row in words, for those who do not see it.
        cells: The row of the data table.
        bars: Durations.
        blends: Durations with a change of name in between.
        gaps: Stretches without data or person.
        marks: Instants on the bar's line.
        dates: Dates printed above the bar.
        ticks: Instants below the bar, such as amendments.
        remark: Words below the bar, right of which nothing stands.
        lang: The language of the name, if not the page's.
    """

    name: str
    said: str
    cells: tuple[str, ...]
    detail: str = ""
    bars: tuple[Bar, ...] = ()
    blends: tuple[Blend, ...] = ()
    gaps: tuple[Gap, ...] = ()
    marks: tuple[Mark, ...] = ()
    dates: tuple[When, ...] = ()
    ticks: tuple[When, ...] = ()
    remark: Mark | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows under one heading.

    Attributes:
        heading: What they have in common, or nothing.
        lanes: The rows.
    """

    heading: str
    lanes: tuple[Lane, ...]

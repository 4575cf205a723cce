"""How far the bars of a lane reach, as shares of the width.

A known edge is sharp. Half a date (a year, a season) fades over the days it can be. No date at all fades
over a fixed time away from the nearest date that the record does give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sourcebook.profiles.figures.marks import Bar
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import Edge, When

# Below this a fade would be narrower than the eye sees at the width of a phone.
_SHARP = timedelta(days=45)
_FADE = timedelta(days=900)
LEAST = 0.007


@dataclass(frozen=True, slots=True)
class Reach:
    """A bar from its first trace to its last.

    Attributes:
        left: Where the fade in begins; equal to `solid_left` for a sharp edge.
        solid_left: Where the bar is full.
        solid_right: Where it stops being full.
        right: Where the fade out ends.
    """

    left: float
    solid_left: float
    solid_right: float
    right: float


def reach(bar: Bar, timeline: Timeline) -> Reach | None:
    """How far a bar reaches, or None where the record gives no date at all or none in the years shown."""
    dates = [*bar.attested, *(w for w in (bar.start, bar.end) if isinstance(w, When))]
    if not dates:
        return None
    left, solid_left = _opening(bar, min(dates), timeline)
    solid_right, right = _closing(bar, max(dates), timeline)
    if not isinstance(bar.start, When) and solid_right - solid_left < LEAST:
        solid_left = left
        left = timeline.at(_back(min(dates).earliest, 2))
    solid_left = min(solid_left, solid_right)
    solid_right = min(1.0, max(solid_right, solid_left + LEAST))
    shown = right > 0 and left < 1
    return (
        Reach(min(left, solid_left), solid_left, solid_right, max(right, solid_right))
        if shown
        else None
    )


def _opening(bar: Bar, first: When, timeline: Timeline) -> tuple[float, float]:
    if not isinstance(bar.start, When):
        return timeline.at(_back(first.earliest, 1)), timeline.at(first.earliest)
    early, late = bar.start.earliest, bar.start.latest
    return timeline.at(early), timeline.at(late if late - early > _SHARP else early)


def _closing(bar: Bar, last: When, timeline: Timeline) -> tuple[float, float]:
    if bar.end is Edge.OPEN:
        return timeline.now, timeline.now
    if not isinstance(bar.end, When):
        return timeline.at(last.earliest), timeline.at(_onward(last.earliest))
    early, late = bar.end.earliest, bar.end.latest
    return timeline.at(early), timeline.at(late if late - early > _SHARP else early)


def _back(day: date, times: int) -> date:
    """Some fades earlier; the calendar begins in year 1."""
    return date.fromordinal(max(1, day.toordinal() - times * _FADE.days))


def _onward(day: date) -> date:
    """One fade later; the calendar ends in year 9999."""
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + _FADE.days))

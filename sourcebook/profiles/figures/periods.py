"""A period in words, with an edge that has no date named as what it is."""

from __future__ import annotations

from sourcebook.profiles.figures.phrases import Phrases
from sourcebook.profiles.figures.when import Bound, Edge, When


def period(start: Bound, end: Bound, text: Phrases) -> str:
    """From when to when: "1998 to Jan 2007", "since 21 Nov 2020", "until Feb 2019, start not in the record"."""
    if isinstance(start, When) and isinstance(end, When):
        return text.say("from_to", start=start.label, end=end.label)
    if isinstance(start, When):
        phrase = "since" if end is Edge.OPEN else "since_end_unknown"
        return text.say(phrase, start=start.label)
    if isinstance(end, When):
        return text.say("until_start_unknown", end=end.label)
    return text.say("start_unknown" if end is Edge.OPEN else "dates_unknown")

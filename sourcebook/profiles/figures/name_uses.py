"""Which name was used when: a bar for each, grey for former names, the accent for present ones.

An outline after a grey bar is a name that a list still prints although the group has dropped it.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sourcebook.profiles.figures.figure import Caption, Figure
from sourcebook.profiles.figures.lanes import lanes
from sourcebook.profiles.figures.marks import Bar, Ink, Lane, Panel
from sourcebook.profiles.figures.markup import plain
from sourcebook.profiles.figures.periods import period
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import Bound, Edge, When


@dataclass(frozen=True, slots=True)
class NameUse:
    """One name and how long it was in use.

    Attributes:
        name: The name as printed.
        start: Since when.
        end: Until when; `Edge.OPEN` for a present name.
        lang: Its language, as a BCP 47 code.
        kind: Language, script and kind in words: "Arabic, native name".
        sources: Who prints it; markup may carry note numbers.
        kept: From when to when a list still prints it after its end.
        kept_words: What the outline says: "still primary at OFAC, 2024".
    """

    name: str
    start: Bound
    end: Bound
    lang: str | None = None
    kind: str = ""
    sources: str = ""
    kept: tuple[When, Bound] | None = None
    kept_words: str = ""


def names(
    uses: tuple[NameUse, ...], timeline: Timeline, caption: Caption, text: Phrases | None = None
) -> Figure:
    """Draw the names of a group.

    Args:
        uses: The names, in the order they shall stand.
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
    """
    text = text or phrases()
    panel = Panel(text.say("names_heading"), tuple(_lane(use, text) for use in uses))
    table = (text.say("names_table"), text.each("names_columns"))
    return lanes((panel,), timeline, caption, table, text)


def _lane(use: NameUse, text: Phrases) -> Lane:
    when = period(use.start, use.end, text)
    ink = Ink.OWN if use.end is Edge.OPEN else Ink.OTHER
    bars: tuple[Bar, ...] = (Bar(use.start, use.end, ink),)
    if use.kept is not None:
        bars += (Bar(*use.kept, Ink.KEPT, use.kept_words, at_end=True),)
    parts = [part for part in (use.kind, when, use.kept_words, use.sources) if part]
    said = "; ".join(part for part in (use.name, plain(use.kind), when, use.kept_words) if part)
    return Lane(
        name=use.name,
        detail=Markup("; ").join(parts),
        said=said + ".",
        cells=(use.name, use.kind, when, use.kept_words, use.sources),
        bars=bars,
        lang=use.lang,
    )

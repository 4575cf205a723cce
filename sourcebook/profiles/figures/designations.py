"""Who listed the group, since when, under which name, until when the record can tell.

A dot is the day of listing. The bar is grey under a former name and takes the accent under the present one. It
ends at the removal, marked by a stroke, or at the newest file held, after which dashes mean *not covered*,
which is not the same as not listed. Small dots below are amendments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sourcebook.profiles.figures.figure import Caption, Figure
from sourcebook.profiles.figures.lanes import lanes
from sourcebook.profiles.figures.marks import Bar, Blend, Gap, Ink, Lack, Lane, Mark, Panel, Shape
from sourcebook.profiles.figures.phrases import Phrases, phrases
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import Edge, When

# Dashes shorter than this would be a smudge.
_LEAST_DASHES = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class ListedName:
    """The name under which a list carried the group.

    Attributes:
        name: The name, short: "GSPC".
        since: From when the list printed it.
        own: Whether it is the present name.
        blended: Whether it replaced the name before on an unknown day between the two dates.
    """

    name: str
    since: When
    own: bool = False
    blended: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One authority's designation.

    Attributes:
        authority: Who listed.
        instrument: Under what; markup may carry note numbers.
        names: The names it was carried under, in order; the first is the listing.
        removed: When it was removed, if it was.
        covered_until: The date of the newest file held; None if that is the record's date.
        amended: When the entry was changed.
        remark: What stands below the bar.
    """

    authority: str
    instrument: str
    names: tuple[ListedName, ...]
    removed: When | None = None
    covered_until: When | None = None
    amended: tuple[When, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        if not self.names:
            raise ValueError(f"the listing by {self.authority} gives no name and no date")


def designations(
    listings: tuple[Listing, ...],
    timeline: Timeline,
    caption: Caption,
    text: Phrases | None = None,
) -> Figure:
    """Draw the designations.

    Args:
        listings: The designations, by the date of listing.
        timeline: The years of the page.
        caption: Title, subtitle, source line and key.
        text: The fixed phrases; English if not given.
    """
    text = text or phrases()
    panel = Panel("", tuple(_lane(listing, timeline, text) for listing in listings))
    table = (text.say("designations_table"), text.each("designations_columns"))
    return lanes((panel,), timeline, caption, table, text)


def _lane(listing: Listing, timeline: Timeline, text: Phrases) -> Lane:
    removed = () if listing.removed is None else (_removal(listing.removed, text),)
    last = _last(listing)
    end = last if isinstance(last, When) else When.day(timeline.as_of, "")
    return Lane(
        name=listing.authority,
        detail=listing.instrument,
        said=_said(listing, text),
        cells=_cells(listing, text),
        bars=tuple(_bars(listing)),
        blends=tuple(_blends(listing)),
        gaps=tuple(_dashes(listing, timeline)),
        marks=(Mark(listing.names[0].since, Shape.DOT), *removed),
        dates=tuple(named.since for named in listing.names if not named.blended),
        ticks=listing.amended,
        remark=Mark(end, words=listing.remark) if listing.remark else None,
    )


def _last(listing: Listing) -> When | Edge:
    return listing.removed or listing.covered_until or Edge.OPEN


def _bars(listing: Listing) -> Iterator[Bar]:
    """A bar for each name, up to the next name or the blend into it."""
    for number, named in enumerate(listing.names):
        rest = listing.names[number + 1 :]
        into_blend = bool(rest) and rest[0].blended
        end = rest[0].since if rest else _last(listing)
        if not into_blend:
            words = "" if named.blended else named.name
            yield Bar(named.since, end, Ink.OWN if named.own else Ink.OTHER, words)


def _blends(listing: Listing) -> Iterator[Blend]:
    for number, named in enumerate(listing.names[1:]):
        before = listing.names[number]
        if named.blended:
            yield Blend(before.since, named.since, before.name, named.name)


def _dashes(listing: Listing, timeline: Timeline) -> Iterator[Gap]:
    until = listing.covered_until
    if listing.removed is not None or until is None:
        return
    if timeline.as_of - until.earliest > _LEAST_DASHES:
        yield Gap(until.earliest, timeline.as_of, Lack.UNCOVERED)


def _removal(removed: When, text: Phrases) -> Mark:
    return Mark(removed, Shape.STOP, text.say("removed", when=removed.label))


def _said(listing: Listing, text: Phrases) -> str:
    named = "; ".join(
        text.say("listed_as", name=name.name, when=name.since.label) for name in listing.names
    )
    parts = [
        text.say("listed_by", authority=listing.authority, names=named),
        *_endings(listing, text),
    ]
    if listing.amended:
        days = ", ".join(when.label for when in listing.amended)
        parts.append(text.say("amended", when=days))
    return "; ".join([*parts, *([listing.remark] if listing.remark else [])]) + "."


def _endings(listing: Listing, text: Phrases) -> Iterator[str]:
    if listing.removed is not None:
        yield text.say("removed", when=listing.removed.label)
    elif listing.covered_until is not None:
        yield text.say("covered_until", when=listing.covered_until.label)


def _cells(listing: Listing, text: Phrases) -> tuple[str, ...]:
    first = listing.names[0]
    later = "; ".join(
        text.say("listed_as", name=named.name, when=named.since.label)
        for named in listing.names[1:]
    )
    return (
        listing.authority,
        listing.instrument,
        first.since.label,
        "; ".join(part for part in (first.name, later) if part),
        "; ".join(when.label for when in listing.amended),
        "; ".join([*_endings(listing, text), *([listing.remark] if listing.remark else [])]),
    )

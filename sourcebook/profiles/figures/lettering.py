"""Where the words of the relations stand in a genealogy.

Words stand beside their line, on the side where the lane is empty. They are placed in the order of their
dates, each at the first free place of a fixed list: in the row of the band that begins or ends there,
then in the rows toward the other band, then just beyond. Where nothing is free the words shorten to the
year; then they may lie over a thin line; then they are dropped, and stay in the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from sourcebook.profiles.figures.bands import GAP, WIDTH, Span, x_of
from sourcebook.profiles.figures.layout import (
    HALF,
    RING,
    WORDS_SIZE,
    Connector,
    Layout,
    Placed,
    Side,
)
from sourcebook.profiles.figures.lineage import Kind, Lineage, Relation, Renaming
from sourcebook.profiles.figures.measure import width
from sourcebook.profiles.figures.timeline import Timeline
from sourcebook.profiles.figures.when import When

_TALL = 7.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something occupies."""

    across: Span
    down: Span

    def meets(self, other: Box, gap: float = 5) -> bool:
        """Whether two come nearer than the gap."""
        return self.across.meets(other.across, gap) and self.down.meets(other.down)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words in their place.

    Attributes:
        words: The words, perhaps shortened.
        note: The letter of a note, or nothing.
        box: What they occupy.
    """

    words: str
    note: str
    box: Box

    @property
    def y(self) -> float:
        """The middle of the line."""
        return (self.box.down.left + self.box.down.right) / 2


@dataclass(frozen=True, slots=True)
class _Wish:
    """Words that look for a place: the line they belong to and the lanes they try, best first."""

    words: str
    note: str
    when: When
    x: float
    lanes: tuple[float, ...]
    leftward: bool
    beyond: float | None = None

    def length(self, words: str) -> float:
        ring = RING if self.note else 0
        return width(words, WORDS_SIZE) + ring


@dataclass(slots=True)
class _Sheet:
    """What is taken so far: bands, names and words, and the thin lines, which weigh less."""

    layout: Layout
    solid: list[Box] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)

    def room_for(self, wish: _Wish) -> Lettering | None:
        """The first place that is free, with the words as they then are; it is taken at once."""
        year = wish.when.year_label if wish.words else ""
        for over_lines, words in product((False, True), dict.fromkeys((wish.words, year))):
            for box in self._places(wish, words):
                if self._free(box, over_lines):
                    self.solid.append(box)
                    return Lettering(words, wish.note, box)
        return None

    def _places(self, wish: _Wish, words: str) -> Iterator[Box]:
        length = wish.length(words)
        left = Span(wish.x - GAP - length, wish.x - GAP)
        right = Span(wish.x + GAP, wish.x + GAP + length)
        sides = (left, right) if wish.leftward else (right, left)
        for number, lane in enumerate(wish.lanes):
            down = _row(self.layout.y(lane))
            if number == 0 and wish.beyond is not None:
                yield Box(Span(wish.beyond - GAP - length, wish.beyond - GAP), down)
            yield from (Box(side, down) for side in sides)

    def _free(self, box: Box, over_lines: bool) -> bool:
        if box.across.left < 0 or box.across.right > WIDTH:
            return False
        taken = self.solid if over_lines else [*self.solid, *self.lines]
        return not any(box.meets(other) for other in taken)


def letter(lineage: Lineage, layout: Layout, timeline: Timeline) -> tuple[Lettering, ...]:
    """Place the words of all renamings and relations that are drawn."""
    sheet = _Sheet(layout, list(_bodies(layout)), [_line(c, layout) for c in layout.connectors])
    wishes = [*_renaming_wishes(layout, timeline), *_relation_wishes(layout)]
    found = (sheet.room_for(wish) for wish in wishes if wish.words or wish.note)
    return tuple(lettering for lettering in found if lettering is not None)


def _row(y: float) -> Span:
    return Span(y - _TALL, y + _TALL)


def _bodies(layout: Layout) -> Iterator[Box]:
    """What bands and their names occupy."""
    for placed in layout.placed:
        y = layout.y(placed.lane)
        yield Box(placed.band.span, Span(y - HALF, y + HALF))
        yield Box(placed.name_span, _row(y))


def _line(connector: Connector, layout: Layout) -> Box:
    ends = (connector.relation.subject, connector.relation.object)
    low, high = sorted(layout.y(layout.of(group).lane) for group in ends)
    return Box(Span(connector.x - 1, connector.x + 1), Span(low, high))


def _renaming_wishes(layout: Layout, timeline: Timeline) -> Iterator[_Wish]:
    for placed in layout.placed:
        for renaming in placed.band.group.renamings:
            yield _renaming_wish(renaming, placed, timeline)


def _renaming_wish(renaming: Renaming, placed: Placed, timeline: Timeline) -> _Wish:
    lanes = (placed.lane - 0.5, placed.lane + 0.5)
    x = x_of(renaming.when.earliest, timeline)
    return _Wish(renaming.words, renaming.note, renaming.when, x, lanes, leftward=False)


def _relation_wishes(layout: Layout) -> Iterator[_Wish]:
    """One wish for each line; several lines with the same words into one group share theirs."""
    said: set[tuple[str, str, str]] = set()
    for connector in layout.connectors:
        relation = connector.relation
        when = relation.when
        key = (relation.words, relation.object, "" if when is None else str(when.earliest))
        if when is not None and key not in said:
            said.add(key)
            yield _relation_wish(connector, when, layout)


def _relation_wish(connector: Connector, when: When, layout: Layout) -> _Wish:
    relation, x = connector.relation, connector.x
    taker = layout.of(_taker(relation))
    giver = layout.of(relation.other(taker.band.group.id))
    begins = abs(x - taker.band.solid.left) < 2
    outside = begins and taker.side is Side.BEFORE
    return _Wish(
        relation.words,
        _shared_note(relation, layout),
        when,
        x,
        tuple(_rows(taker.lane, giver.lane)),
        leftward=begins,
        beyond=taker.name_span.left if outside else None,
    )


def _shared_note(relation: Relation, layout: Layout) -> str:
    """The letter of the relation, or of one that shares its words."""
    notes = (
        c.relation.note
        for c in layout.connectors
        if (c.relation.words, c.relation.object, c.relation.when)
        == (relation.words, relation.object, relation.when)
    )
    return relation.note or next((note for note in notes if note), "")


def _taker(relation: Relation) -> str:
    """The group that begins or ends with the relation: the product of a merger, else the subject."""
    return relation.object if relation.kind is Kind.MERGED_INTO else relation.subject


def _rows(taker: int, giver: int) -> Iterator[float]:
    """The taker's lane, the rows toward the giver, then just beyond either."""
    step = 0.5 if giver >= taker else -0.5
    count = 2 * abs(giver - taker)
    yield from (taker + step * number for number in range(count))
    yield taker - step
    yield giver + step
    yield taker + (0.5 if count == 0 else -2 * step)

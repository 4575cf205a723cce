"""Which lane each group of a genealogy gets.

The group of the page has the middle lane, 0. The others are taken by the date of their first relation, then
by id. Ancestors, umbrellas and larger allies try the lanes above (negative), splinters those below, and
a relative's relative the side of that relative. A merger's product may continue the lane of the
predecessor that led it. A lane is free if nobody occupies it during the group's life and the width of its
label. Among free lanes the one wins that adds fewest crossings of connectors with bands, then the nearer
to the parent, then the upper. One pass, no randomness: same input, same lanes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sourcebook.profiles.figures.bands import GAP, LEFT, NAME_SIZE, WIDTH, Band, Span, x_of
from sourcebook.profiles.figures.layout import Connector, Layout, Placed, Side
from sourcebook.profiles.figures.lineage import Kind, Lineage, Relation
from sourcebook.profiles.figures.measure import STRONG, width
from sourcebook.profiles.figures.timeline import Timeline

# The page's group is the subject: whom it came from, goes into or looks up to stands above.
_UPWARD = {
    Kind.SPLIT_FROM,
    Kind.MERGED_INTO,
    Kind.JOINED,
    Kind.PLEDGED_TO,
    Kind.PART_OF,
    Kind.ALLIED_WITH,
}
# The page's group is the object: predecessors, allies and rivals stand above, splinters and joiners below.
_INTO_UPPER = {Kind.MERGED_INTO, Kind.ALLIED_WITH, Kind.SUPPORTS, Kind.RIVAL_OF}


@dataclass(frozen=True, slots=True)
class _Plan:
    """What placing a band looks at: the relations, those that are drawn, and each group's side."""

    lineage: Lineage
    connectors: tuple[Connector, ...]
    signs: dict[str, int]


def place(lineage: Lineage, bands: tuple[Band, ...], timeline: Timeline) -> Layout:
    """Give every band a lane.

    Args:
        lineage: The groups and relations.
        bands: The bands that can be drawn; the page's own is among them.
        timeline: The years shown.
    """
    by_id = {band.group.id: band for band in bands}
    connectors = _connectors(lineage, by_id, timeline)
    placed = {lineage.page: _middle(by_id[lineage.page])}
    plan = _Plan(lineage, connectors, _signs(lineage))
    for group in _queue(lineage, by_id):
        placed[group] = _seat(by_id[group], plan, placed)
    return Layout(tuple(placed.values()), connectors)


def _connectors(
    lineage: Lineage, by_id: dict[str, Band], timeline: Timeline
) -> tuple[Connector, ...]:
    return tuple(
        Connector(relation, x_of(relation.when.earliest, timeline))
        for relation in lineage.in_order
        if relation.when is not None
        and timeline.domain.holds(relation.when.earliest)
        and relation.subject in by_id
        and relation.object in by_id
    )


def _queue(lineage: Lineage, by_id: dict[str, Band]) -> list[str]:
    """The other groups by the date of their first relation, then by id."""
    first: dict[str, int] = {}
    dates = [relation.order[0].toordinal() for relation in lineage.in_order]
    for relation, day in zip(lineage.in_order, dates, strict=True):
        for group in (relation.subject, relation.object):
            first.setdefault(group, day)
    others = (group for group in by_id if group != lineage.page)
    return sorted(others, key=lambda group: (first.get(group, 10**7), group))


def _parent(group: str, lineage: Lineage, placed: dict[str, Placed]) -> Relation | None:
    """The relation to the relative whose lane the group stays near."""
    ties = [r for r in lineage.in_order if r.touches(group) and r.other(group) in placed]
    leading = (r for r in ties if r.leads and r.object == group)
    return next(leading, next(iter(ties), None))


def _middle(band: Band) -> Placed:
    return next(_options(band, 0, []))


def _seat(band: Band, plan: _Plan, placed: dict[str, Placed]) -> Placed:
    """The best free lane for a band."""
    group = band.group.id
    tie = _parent(group, plan.lineage, placed)
    home = 0 if tie is None else placed[tie.other(group)].lane
    mine = [c for c in plan.connectors if c.relation.touches(group)]
    lanes = _lanes(plan.signs.get(group, -1), placed)
    seats = [seat for lane in lanes for seat in _options(band, lane, mine)]
    if (leader := _leader_lane(tie, band, placed)) is not None:
        seats += _options(band, leader, [])
    free = [seat for seat in seats if _is_free(seat, placed)]
    return min(free, key=lambda s: (_crossings(s, mine, plan, placed), *_nearness(s, home)))


def _nearness(seat: Placed, home: int) -> tuple[int, int, int]:
    return (abs(seat.lane - home), seat.lane, seat.side.value)


def _lanes(sign: int, placed: dict[str, Placed]) -> list[int]:
    """The lanes a band tries: those of its side, as far out as one that nobody has."""
    reach = max(abs(p.lane) for p in placed.values()) + 1
    return [sign * distance for distance in range(1, reach + 1)]


def _leader_lane(tie: Relation | None, band: Band, placed: dict[str, Placed]) -> int | None:
    """The lane of the predecessor that led the merger, which its product may continue.

    The words of the merger need no room there: they stand in a gap beside the joint.
    """
    if tie is None or tie.kind is not Kind.MERGED_INTO or tie.object != band.group.id:
        return None
    return placed[tie.subject].lane


def _signs(lineage: Lineage) -> dict[str, int]:
    """The side of every group that some chain of relations joins to the page's: -1 above, 1 below."""
    signs = {lineage.page: 0}
    queue = deque([lineage.page])
    while queue:
        group = queue.popleft()
        for tie in lineage.in_order:
            other = tie.other(group)
            if tie.touches(group) and other not in signs:
                signs[other] = signs[group] or _first_sign(tie, lineage.page)
                queue.append(other)
    return signs


def _first_sign(tie: Relation, page: str) -> int:
    upper = _UPWARD if tie.subject == page else _INTO_UPPER
    return -1 if tie.kind in upper else 1


def _options(band: Band, lane: int, mine: list[Connector]) -> Iterator[Placed]:
    """The ways a band and its name can stand in a lane: inside, else before it, else after it."""
    inside = band.inner_name(band.stretches[0])
    if inside is not None:
        yield Placed(band, lane, Side.INSIDE, inside, _with_words(band.span, band, mine))
        return
    name = band.outer_name()
    for side, taken in _outside(band, name):
        yield Placed(band, lane, side, name, _with_words(taken, band, mine))


def _outside(band: Band, name: str) -> Iterator[tuple[Side, Span]]:
    room = width(name, NAME_SIZE, STRONG) + GAP
    before = Span(band.span.left - room, band.span.right)
    after = Span(band.span.left, band.span.right + room)
    if before.left >= LEFT:
        yield Side.BEFORE, before
    if after.right <= WIDTH:
        yield Side.AFTER, after
    elif before.left < LEFT:  # a band as long as the figure, under a name longer still
        yield Side.INSIDE, band.span


def _with_words(taken: Span, band: Band, mine: list[Connector]) -> Span:
    """The stretch with room for the words of the relation that the band begins with."""
    opening = [c.words_width() for c in mine if abs(c.x - band.solid.left) < 1]
    left = taken.left - max(opening, default=0) - GAP
    return Span(left, taken.right) if opening and left >= 0 else taken


def _is_free(seat: Placed, placed: dict[str, Placed]) -> bool:
    return not any(
        p.lane == seat.lane and p.taken.meets(seat.taken, _gap(p, seat)) for p in placed.values()
    )


def _gap(one: Placed, other: Placed) -> float:
    """Bands in one lane keep apart, but a product may begin on the day its predecessor ends."""
    first, second = sorted((one, other), key=lambda p: p.taken.left)
    follows = abs(first.taken.right - second.taken.left) < 1
    return -1 if follows and first.band.group.id != second.band.group.id else GAP


def _crossings(
    seat: Placed,
    mine: list[Connector],
    plan: _Plan,
    placed: dict[str, Placed],
) -> int:
    """How often its own connectors would cross bands, and its band those of others."""
    group = seat.band.group.id
    own = sum(
        _hits(c.x, seat.lane, placed[c.relation.other(group)].lane, placed.values())
        for c in mine
        if c.relation.other(group) in placed
    )
    others = sum(
        1 for c in plan.connectors if not c.relation.touches(group) and _passes(c, seat, placed)
    )
    return own + others


def _hits(x: float, one: int, other: int, placed: Iterable[Placed]) -> int:
    low, high = sorted((one, other))
    return sum(1 for p in placed if low < p.lane < high and p.taken.over(x))


def _passes(connector: Connector, seat: Placed, placed: dict[str, Placed]) -> bool:
    ends = [placed.get(g) for g in (connector.relation.subject, connector.relation.object)]
    if ends[0] is None or ends[1] is None:
        return False
    low, high = sorted((ends[0].lane, ends[1].lane))
    return low < seat.lane < high and seat.taken.over(connector.x)

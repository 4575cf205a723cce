"""The groups of a lineage and what joins them, as the genealogy draws them.

One line for each pair and year: of several ties between the same two groups in the same year the strongest is
drawn, the text tells them all. Alliances are told, not drawn. A founder of a new group is drawn as merging into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.compose.naming import former_short
from sourcebook.profiles.facts import Dates, LineageFact, Party
from sourcebook.profiles.figures.lineage import Group, Kind, Lineage, Relation, Renaming
from sourcebook.profiles.figures.when import Bound, Edge, When
from sourcebook.profiles.preference import weigh_dates
from sourcebook.profiles.prose import clean
from sourcebook.record.dates import PartialDate

_DRAWN = ("split_from", "merged_into", "founded_by", "joined", "pledged_to", "part_of")
_KINDS = {
    "split_from": Kind.SPLIT_FROM, "merged_into": Kind.MERGED_INTO, "founded_by": Kind.MERGED_INTO,
    "joined": Kind.JOINED, "pledged_to": Kind.PLEDGED_TO, "part_of": Kind.PART_OF,
}  # fmt: skip
_MOST = 14
Drawn = Callable[[PartialDate], When]


def lineage_of(desk: Desk, drawn: Drawn) -> Lineage | None:
    """The lineage, or None where the page's group has no tie to draw."""
    page = Party(desk.facts.label, desk.facts.id)
    ties = [*_strongest(desk.facts.lineage), *_strongest(desk.facts.kin)]
    own = [t for t in ties if page.key in (t.subject.key, t.object.key)]
    near = {t.subject.key for t in own} | {t.object.key for t in own}
    shown = [t for t in ties if {t.subject.key, t.object.key} <= near][: _MOST * 2]
    if not own:
        return None
    parties = {p.key: p for t in shown for p in (t.subject, t.object)}
    groups = [
        _page(desk, drawn),
        *(_other(desk, p, drawn) for k, p in sorted(parties.items()) if k != page.key),
    ]
    return Lineage(page.key, tuple(groups), tuple(_relation(desk, t, drawn) for t in shown))


def _strongest(found: tuple[LineageFact, ...]) -> Iterator[LineageFact]:
    """One tie for each pair and year; an undated one only where the pair has no dated one."""
    best: dict[tuple[frozenset[str], int | None], LineageFact] = {}
    for tie in sorted((t for t in found if t.kind in _DRAWN), key=lambda t: _DRAWN.index(t.kind)):
        best.setdefault((_pair(tie), _year(tie)), tie)
    dated = {pair for pair, year in best if year is not None}
    yield from (t for (pair, year), t in best.items() if year is not None or pair not in dated)


def _pair(tie: LineageFact) -> frozenset[str]:
    return frozenset((tie.subject.key, tie.object.key))


def _year(tie: LineageFact) -> int | None:
    return weigh_dates(tie.dates).first.earliest.year if tie.dates else None


def _page(desk: Desk, drawn: Drawn) -> Group:
    facts = desk.facts
    changes = [r for r in facts.renamings if r.claims]
    renamings = tuple(
        Renaming(
            drawn(day), clean(former_short(desk.facts) or r.old), clean(facts.short),
            desk.label("lineage.mark.renamed", when=day),
        )
        for r in changes[:1]
        if (day := weigh_dates(r.claims).first)
    )  # fmt: skip
    start = _bound(facts.formed, drawn, Edge.UNKNOWN)
    end = _bound(facts.disbanded, drawn, Edge.OPEN)
    return Group(facts.id, clean(facts.short), "", start, end, renamings=renamings)


def _other(desk: Desk, party: Party, drawn: Drawn) -> Group:
    formed, ended = desk.facts.related.get(party.key, ((), ()))
    merged = [
        t for t in (*desk.facts.kin, *desk.facts.lineage) if t.kind == "merged_into" and t.dates
    ]
    swallowed = [weigh_dates(t.dates).first for t in merged if t.subject.key == party.key]
    # A record that knows the beginning and no end is drawn as going on; the source line says what it means.
    end = (
        drawn(min(swallowed))
        if swallowed
        else _bound(ended, drawn, Edge.OPEN if formed else Edge.UNKNOWN)
    )
    bracket = party.label.rpartition(" (")
    short = bracket[2].removesuffix(")") if bracket[1] else ""
    return Group(
        party.key, clean(party.label), clean(short), _bound(formed, drawn, Edge.UNKNOWN), end
    )


def _bound(claims: Dates, drawn: Drawn, missing: Edge) -> Bound:
    return drawn(weigh_dates(claims).first) if claims else missing


def _relation(desk: Desk, tie: LineageFact, drawn: Drawn) -> Relation:
    day = weigh_dates(tie.dates).first if tie.dates else None
    words = "" if day is None else desk.label(f"lineage.mark.{tie.kind}", when=day)
    ends = (tie.subject.key, tie.object.key)
    if tie.kind == "founded_by":
        ends = ends[::-1]
    return Relation(_KINDS[tie.kind], *ends, None if day is None else drawn(day), words)

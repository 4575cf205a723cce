"""From facts to figures: what the page draws, on one stretch of time.

A title states a finding only where a rule has checked it; else it says what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.compose.kinship import lineage_of
from sourcebook.profiles.compose.naming import former_short, shortened
from sourcebook.profiles.compose.office import first_day, head_on, how_ended, is_head, last_day
from sourcebook.profiles.facts import DesignationFact, Evidence, GroupFacts, Tenure
from sourcebook.profiles.figures import designations as listing_figure
from sourcebook.profiles.figures import genealogy as genealogy_figure
from sourcebook.profiles.figures import leaders as leader_figure
from sourcebook.profiles.figures.figure import Caption, DataTable, Figure
from sourcebook.profiles.figures.markup import plain
from sourcebook.profiles.figures.timeline import Domain, Timeline
from sourcebook.profiles.figures.when import Edge, When
from sourcebook.profiles.model import Cell, Column, FigureBlock, TableBlock
from sourcebook.profiles.preference import weigh_dates
from sourcebook.profiles.prose import clean
from sourcebook.record.dates import PartialDate

_MOST_SOURCES = 8


def years_of(facts: GroupFacts) -> tuple[int, int]:
    """The years of every figure of the page: from the year before its first date to the year after the last."""
    dates: list[PartialDate] = [c.value for c in (*facts.formed, *facts.first_attack)]
    dates += [c.value for t in facts.lineage if t.kind != "allied_with" for c in t.dates]
    dates += [c.value for t in facts.tenures for c in t.starts]
    dates += [c.value for d in facts.designations for c in d.listed]
    if facts.activity is not None:
        dates += [PartialDate.parse(at) for at in facts.activity.active[:1]]
    first = min((d.earliest.year for d in dates), default=facts.as_of.year - 10)
    return min(first, facts.as_of.year) - 1, facts.as_of.year + 1


def timeline_of(desk: Desk) -> Timeline:
    """The stretch of time, with the changes of name."""
    renamed = [weigh_dates(r.claims).first for r in desk.facts.renamings if r.claims]
    return Timeline(Domain(*desk.years), desk.facts.as_of, tuple(when(desk, d) for d in renamed))


def when(desk: Desk, day: PartialDate) -> When:
    """A date as a figure takes it."""
    return When(day.earliest, day.latest, desk.language.date(day, short=True))


def figure_block(desk: Desk, figure: Figure, evidence: Iterable[Evidence]) -> FigureBlock:
    """A drawing as it stands on the page, with its number, its data and its notes."""
    witnesses = list(evidence)
    return FigureBlock(
        id=f"figure-{figure.key}", number=desk.next_figure(), title=figure.title, subtitle=figure.subtitle,
        markup=str(figure.markup), description=figure.description, source_line=figure.source_line,
        table=_table(figure.key, figure.table), notes=tuple(sorted(desk.cite(witnesses, most=12))),
    )  # fmt: skip


def _table(key: str, data: DataTable) -> TableBlock:
    rows = tuple(
        tuple(Cell(text=clean(plain(text)), strong=at == 0) for at, text in enumerate(row))
        for row in data.rows
    )
    columns = tuple(Column(clean(heading)) for heading in data.columns)
    return TableBlock(id=f"data-{key}", caption=data.caption, columns=columns, rows=rows)


def _sources(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(clean(e.short) for e in evidence))[:_MOST_SOURCES]


def genealogy(desk: Desk) -> FigureBlock | None:
    """Where it came from and what came of it; None where nothing is dated."""
    lineage = lineage_of(desk, lambda day: when(desk, day))
    if lineage is None:
        return None
    evidence = [e for t in desk.facts.lineage for e in t.evidence]
    splits = sum(1 for t in desk.facts.lineage if t.kind == "split_from" and not t.of_page)
    others = len(lineage.groups) - 1
    key, count = ("figure_title_splits", splits) if splits else ("figure_title", others)
    caption = Caption(
        "lineage",
        opened(desk.label(f"lineage.{key}", n=count, who=desk.facts.short)),
        desk.label("lineage.figure_subtitle", who=desk.facts.short),
        desk.label("lineage.figure_source", sources=_sources(evidence)),
    )
    try:
        figure = genealogy_figure.genealogy(lineage, timeline_of(desk), caption)
    except ValueError:
        # The record dates nothing about the group of the page itself.
        return None
    return figure_block(desk, figure, evidence)


def opened(title: str) -> str:
    """A title with its first letter as a sentence begins."""
    return title[:1].upper() + title[1:]


def tenures(desk: Desk) -> FigureBlock | None:
    """Who led, in bars."""
    dated = [t for t in desk.facts.tenures if first_day(t) or last_day(t)]
    dated.sort(key=lambda t: (first_day(t) or last_day(t) or PartialDate.of(9999), t.person.label))
    # By end: a rival who came and went during another's time leaves no vacancy behind.
    heads = sorted(
        (t for t in dated if is_head(t)), key=lambda t: last_day(t) or PartialDate.of(9999)
    )
    others = [t for t in dated if not is_head(t) and t.role != "founder"]
    if not heads:
        return None
    offices = [_office(desk, "leaders.group_heads", heads, single=True)]
    offices += [_office(desk, "leaders.group_others", others, single=False)] if others else []
    evidence = [e for t in (*heads, *others) for e in t.evidence]
    caption = Caption(
        "leaders", _led_title(desk, heads), _led_subtitle(desk), _source_line(desk, evidence)
    )
    figure = leader_figure.leaders(tuple(offices), timeline_of(desk), caption)
    return figure_block(desk, figure, evidence)


def _office(desk: Desk, key: str, found: Sequence[Tenure], *, single: bool) -> leader_figure.Office:
    return leader_figure.Office(
        desk.label(key), tuple(_bar(desk, t, single) for t in found), single
    )


def _bar(desk: Desk, tenure: Tenure, head: bool) -> leader_figure.Tenure:
    start, end = first_day(tenure), last_day(tenure)
    holder = head_on(desk.facts).holder
    edge = Edge.OPEN if end is None and head and tenure is holder else Edge.UNKNOWN
    ended = ""
    if end is not None:
        ended = desk.label(
            "leaders.ended", ended=desk.label(f"leaders.mark.{how_ended(tenure)}"), when=end
        )
    return leader_figure.Tenure(
        name=clean(tenure.person.label),
        start=Edge.UNKNOWN if start is None else when(desk, start),
        end=edge if end is None else when(desk, end),
        how_ended=ended,
        detail="" if head else _role(desk, tenure),
        disputed=tuple(_disputed(desk, tenure)),
    )


def _role(desk: Desk, tenure: Tenure) -> str:
    return desk.language.name_of("leaders.roles", tenure.role)


def _disputed(desk: Desk, tenure: Tenure) -> Iterator[When]:
    for claims in (tenure.starts, tenure.ends):
        if claims and (weighed := weigh_dates(claims)).differ:
            yield when(desk, weighed.first)


def _led_title(desk: Desk, heads: Sequence[Tenure]) -> str:
    """How many leaders in how many years, and who led longest: only where every tenure is dated."""
    n = len(heads)
    spans = [(first_day(t), last_day(t), t) for t in heads]
    lengths = [
        ((end.earliest if end else desk.facts.as_of).year - start.earliest.year, t.person.label)
        for start, end, t in spans
        if start is not None
    ]
    if n < 3 or len(lengths) < n:
        return opened(desk.label("leaders.figure_title", n=n))
    years = desk.facts.as_of.year - min(s.earliest for s, _, _ in spans if s is not None).year
    long, leader = max(lengths)
    return opened(
        desk.label("leaders.figure_title_long", n=n, years=years, long=long, leader=leader)
    )


def _led_subtitle(desk: Desk) -> str:
    renamed = [r for r in desk.facts.renamings if r.claims]
    if not renamed:
        return desk.label("leaders.figure_subtitle")
    return desk.label("leaders.figure_subtitle_renamed", when=weigh_dates(renamed[-1].claims).first)


def _source_line(desk: Desk, evidence: Iterable[Evidence]) -> str:
    return desk.label("leaders.figure_source", sources=_sources(evidence))


def listings(desk: Desk, found: Sequence[DesignationFact]) -> FigureBlock | None:
    """Who listed it, in bars."""
    dated = [f for f in found if f.listed]
    if not dated:
        return None
    evidence = [e for f in dated for e in f.evidence]
    caption = Caption(
        "designations", _listed_title(desk, dated), desk.label("designations.figure_subtitle"),
        desk.label("designations.figure_source", sources=_sources(evidence)),
    )  # fmt: skip
    figure = listing_figure.designations(
        tuple(_listing(desk, f) for f in dated), timeline_of(desk), caption
    )
    return figure_block(desk, figure, evidence)


def _listed_title(desk: Desk, dated: Sequence[DesignationFact]) -> str:
    renamed = [c.value for r in desk.facts.renamings for c in r.claims]
    listed = [c.value for f in dated for c in f.listed]
    if renamed and all(d.certainly_before(r) for d in listed for r in renamed):
        return desk.label("designations.figure_title_before", name=desk.facts.short)
    return opened(desk.label("designations.figure_title", n=len(dated)))


def _listing(desk: Desk, fact: DesignationFact) -> listing_figure.Listing:
    delisted = weigh_dates(fact.delisted).first if fact.delisted else None
    covered = fact.covered_until or max((_said(e) for e in fact.evidence), default=None)
    return listing_figure.Listing(
        authority=desk.language.name_of("authority_name", fact.authority),
        instrument=_short_instrument(fact),
        names=tuple(_names(desk, fact)),
        removed=None if delisted is None else when(desk, delisted),
        covered_until=None if covered is None else when(desk, PartialDate.day(covered)),
        amended=tuple(when(desk, d) for d in amendments(fact)),
    )


def amendments(fact: DesignationFact) -> list[PartialDate]:
    """The days on which the entry was amended; "2004" says nothing beside "March 2004"."""
    days = {c.value for c in fact.amended}
    return sorted(d for d in days if not any(o.within(d) for o in days - {d}))


def _said(evidence: Evidence) -> date:
    """Until when a cited publication can be taken to cover: the last day it can be of."""
    return date.min if evidence.version is None else evidence.version.earliest


def _short_instrument(fact: DesignationFact) -> str:
    words = clean(fact.instrument or fact.programme)
    number = clean(fact.reference)
    return f"{words}, {number}" if number and len(words) + len(number) < 60 else words


def _names(desk: Desk, fact: DesignationFact) -> Iterator[listing_figure.ListedName]:
    """The name it was listed under, then the one its entry carries now, which came on an unknown day."""
    listed = when(desk, weigh_dates(fact.listed).first)
    under, main = shortened(desk.facts, fact.under_name), shortened(desk.facts, fact.main_name)
    present = desk.facts.short
    before = bool(desk.facts.renamings) and _before_renaming(desk, fact)
    if not under:
        under = (former_short(desk.facts) or "") if before and main == present else main
    yield listing_figure.ListedName(under, listed, own=under == present)
    if main and main != under and fact.covered_until is not None:
        since = when(desk, PartialDate.day(fact.covered_until))
        yield listing_figure.ListedName(main, since, own=main == present, blended=True)


def _before_renaming(desk: Desk, fact: DesignationFact) -> bool:
    renamed = [c.value for r in desk.facts.renamings for c in r.claims]
    return all(c.value.certainly_before(r) for c in fact.listed for r in renamed)

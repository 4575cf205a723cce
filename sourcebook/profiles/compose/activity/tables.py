"""Activity in tables: what kinds, which cells stand out, who else was there, where sources differ, what is loaded."""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.profiles.activity import ActivityFact, Loaded
from sourcebook.profiles.compose.activity.telling import decimal, degrees
from sourcebook.profiles.compose.desk import Desk, year
from sourcebook.profiles.compose.traits import country
from sourcebook.profiles.model import Bar, Cell, Column, TableBlock
from sourcebook.profiles.prose import clean
from sourcebook.record.dates import PartialDate
from sourcebook.record.reported import dataset_title
from sourcebook.trends.agreement import Apart, Given
from sourcebook.trends.geography import HotSpot
from sourcebook.trends.values import Band, Companion, Counts, Mix, Share

_MOST = 8


def mixes(desk: Desk, fact: ActivityFact) -> Iterator[TableBlock]:
    """What the incidents consist of, by each question that some loaded dataset answers."""
    for mix in fact.mixes:
        if mix.coding.state != "not coded" and mix.shares:
            yield _mix(desk, fact, mix)


def _mix(desk: Desk, fact: ActivityFact, mix: Mix) -> TableBlock:
    columns = (
        Column(desk.label(f"activity.mix_column.{mix.by}")),
        *_columns(desk, "share", "incidents", "deaths", "range"),
    )
    notes = desk.cite(fact.evidence)
    rows = tuple(
        _share(desk, mix, one, notes if n == 0 else ()) for n, one in enumerate(mix.shares)
    )
    caption = desk.label(f"activity.mix_caption.{mix.by}", n=mix.of)
    return TableBlock(id=f"mix-{mix.by}", caption=caption, columns=columns, rows=rows, kind="mix")


def _columns(desk: Desk, *names: str) -> tuple[Column, ...]:
    numeric = ("incidents", "share", "deaths", "range", "z", "rows")
    return tuple(Column(desk.label(f"activity.column.{one}"), one in numeric) for one in names)


def _share(desk: Desk, mix: Mix, one: Share, notes: tuple[int, ...]) -> tuple[Cell, ...]:
    named = desk.language.name_of(mix.by, one.value)
    if one.share is None:
        return (Cell(text=named, strong=True, notes=notes), *_withheld(desk, 4))
    percent = desk.label("activity.percent", number=decimal(desk, 100 * one.share))
    bar = Bar(0, round(100 * one.share, 2), "now")
    return (
        Cell(text=named, strong=True, notes=notes), Cell(text=percent, bar=bar), *_figures(desk, one.counts),
    )  # fmt: skip


def _withheld(desk: Desk, columns: int) -> tuple[Cell, ...]:
    return (
        Cell(text=desk.label("activity.withheld")),
        *(Cell(text="") for _ in range(columns - 1)),
    )


def _figures(desk: Desk, counts: Counts) -> tuple[Cell, ...]:
    """Incidents, deaths, and their range."""
    if counts.withheld:
        return _withheld(desk, 3)
    dead = counts.deaths
    number = desk.language.number
    return (
        Cell(text=number(counts.incidents or 0)),
        Cell(text="" if dead is None else number(dead.best)),
        Cell(text=_range(desk, dead)),
    )


def _range(desk: Desk, dead: Band | Given | None) -> str:
    if dead is None or dead.low == dead.high:
        return ""
    number = desk.language.number
    return desk.label("incidents.range", low=number(dead.low), high=number(dead.high))


def hot_spots(desk: Desk, fact: ActivityFact) -> Iterator[TableBlock]:
    """Of the cells that stand out those with most incidents."""
    hot = [s for s in fact.hotspots.spots if s.kind == "hot" and s.counts.incidents]
    hot.sort(key=lambda s: (-(s.counts.incidents or 0), s.cell))
    if not hot:
        return
    notes = desk.cite(fact.evidence)
    rows = tuple(_spot(desk, fact, s, notes if n == 0 else ()) for n, s in enumerate(hot[:_MOST]))
    yield TableBlock(
        id="hot-spots", caption=desk.label("activity.hot_caption"), rows=rows, kind="figures",
        columns=_columns(desk, "middle", "place", "incidents", "deaths", "range", "z"),
    )  # fmt: skip


def _spot(
    desk: Desk, fact: ActivityFact, spot: HotSpot, notes: tuple[int, ...]
) -> tuple[Cell, ...]:
    place = fact.places.get(spot.cell)
    named = "" if place is None else country(desk, place.country)
    if place is not None and place.region:
        named = desk.label("activity.in_region", region=place.region, country=named)
    middle = degrees(desk, spot.latitude, spot.longitude)
    z = "" if spot.z is None else decimal(desk, spot.z)
    return (
        Cell(text=middle, strong=True, notes=notes), Cell(text=clean(named)),
        *_figures(desk, spot.counts), Cell(text=z),
    )  # fmt: skip


def company(desk: Desk, fact: ActivityFact) -> Iterator[TableBlock]:
    """Who else the datasets name in the same incidents, those on the group's side first."""
    shown = [one for one in fact.company if one.stance == "with"][:_MOST]
    shown += [one for one in fact.company if one.stance == "against"][:_MOST]
    if not shown:
        return
    notes = desk.cite(fact.evidence)
    rows = tuple(_companion(desk, one, notes if n == 0 else ()) for n, one in enumerate(shown))
    yield TableBlock(
        id="company", caption=desk.label("activity.company"), rows=rows, kind="figures",
        columns=_columns(desk, "actor", "stance", "incidents", "deaths", "range", "first", "last", "where"),
    )  # fmt: skip


def _companion(desk: Desk, one: Companion, notes: tuple[int, ...]) -> tuple[Cell, ...]:
    days = [_day(desk, day) for day in (one.first, one.last)]
    places = desk.language.listed([country(desk, code) for code in one.countries[:3]])
    stance = desk.label(f"activity.stance.{one.stance}")
    return (
        Cell(text=clean(one.name), strong=True, notes=notes), Cell(text=stance), *_figures(desk, one.counts),
        *(Cell(text=day) for day in days), Cell(text=places),
    )  # fmt: skip


def _day(desk: Desk, day: str | None) -> str:
    return "" if day is None else desk.language.date(PartialDate.parse(day), short=True)


def apart(desk: Desk, fact: ActivityFact) -> Iterator[TableBlock]:
    """The incidents on which the sources' numbers of dead do not meet."""
    found = [one for one in fact.agreement.apart if one.given][:_MOST]
    if not found:
        return
    notes = desk.cite(fact.evidence)
    rows = [row for one in found for row in _apart(desk, one)]
    rows[0] = (*rows[0][:-1], Cell(text=rows[0][-1].text, notes=notes))
    yield TableBlock(
        id="apart", caption=desk.label("activity.apart_caption"), rows=tuple(rows), kind="figures",
        columns=_columns(desk, "incident", "dataset", "deaths", "range"),
    )  # fmt: skip


def _apart(desk: Desk, one: Apart) -> Iterator[tuple[Cell, ...]]:
    named = {fact.id: fact.label for fact in desk.facts.incidents}
    label = clean(named.get(one.incident.partition(":")[2], one.incident))
    for n, given in enumerate(one.given):
        dataset = given.dataset.partition("/")
        who = (
            desk.label("activity.publications")
            if dataset[0] == "register"
            else dataset_title(dataset[0].upper(), given.dataset)
        )
        yield (
            Cell(text=label if n == 0 else "", strong=n == 0), Cell(text=who),
            Cell(text=desk.language.number(given.best)), Cell(text=_range(desk, given)),
        )  # fmt: skip


def coverage(desk: Desk, fact: ActivityFact) -> TableBlock:
    """The datasets of events, what they cover, and how often they name the group."""
    counted: dict[str, int] = {}
    for one in fact.files:
        counted[one.dataset] = counted.get(one.dataset, 0) + one.reports
    rows = tuple(_loaded(desk, one, counted) for one in fact.loaded)
    return TableBlock(
        id="coverage", caption=desk.label("activity.coverage_caption"), rows=rows, kind="figures",
        columns=_columns(desk, "dataset", "period", "countries", "rows"),
    )  # fmt: skip


def _loaded(desk: Desk, one: Loaded, counted: dict[str, int]) -> tuple[Cell, ...]:
    reach = one.coverage
    partial = reach.countries is not None
    named = desk.label("activity.extract", dataset=one.short) if partial else one.short
    since, until = (PartialDate.parse(at) for at in (reach.since, reach.until))
    bar = desk.bar(year(since), year(PartialDate.day(until.latest)), "now")
    key = "activity.countries" if partial else "activity.everywhere"
    place = desk.label(key, n=len(reach.countries or ()))
    return (
        Cell(text=named, strong=True, notes=desk.cite(one.evidence)),
        Cell(text=desk.label("date.period", start=since, end=until), bar=bar),
        Cell(text=place), Cell(text=desk.language.number(counted.get(reach.dataset, 0))),
    )  # fmt: skip

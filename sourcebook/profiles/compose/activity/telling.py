"""Measures of activity in sentences, each with the files it was counted in.

A figure that a licence keeps in is None and its sentence is left out; a change is told only where a rule has found it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sourcebook.profiles.activity import ActivityFact
from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.compose.traits import country
from sourcebook.profiles.model import Sentence
from sourcebook.profiles.prose import clean
from sourcebook.record.dates import PartialDate
from sourcebook.trends.months import month_of
from sourcebook.trends.values import ChangePoint, Counts, NameUse, Portion

# A level is told where it lasted so many months: shorter ones are in the figure.
_LASTING = 24


def how_much(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """How many incidents and dead, under which name, and the year with most."""
    total, cites = fact.total, {"says": fact.evidence}
    spoken = fact.active
    if total.incidents is None:
        yield desk.sentence(
            "activity.total_withheld", cites, who=_who(desk, fact), group=desk.facts.short
        )
    elif spoken:
        yield _total(desk, fact, total, spoken)
        yield from _more(desk, fact, total)
        yield from _names(desk, fact)
        yield from _busiest(desk, fact)
        yield from _outside(desk, fact)
    if fact.series.aggregates.reports:
        yield desk.sentence("activity.sums", cites, n=fact.series.aggregates.reports)


def _who(desk: Desk, fact: ActivityFact) -> str:
    return desk.who(one.evidence for one in fact.files)


def _total(desk: Desk, fact: ActivityFact, total: Counts, spoken: Sequence[str]) -> Sentence:
    dead, n = total.deaths, total.incidents or 0
    slots = {"best": dead.best, "low": dead.low, "high": dead.high} if dead else {}
    return desk.sentence(
        "activity.total" if dead else "activity.total_bare", {"says": fact.evidence}, n=n,
        who=_who(desk, fact), group=desk.facts.short, first=PartialDate.parse(spoken[0]),
        last=PartialDate.parse(spoken[-1]), **slots,
    )  # fmt: skip


def _more(desk: Desk, fact: ActivityFact, total: Counts) -> Iterator[Sentence]:
    cites = {"says": fact.evidence}
    if total.reports and total.reports != total.incidents:
        yield desk.remark("activity.several_reports", n=total.reports)
    if total.lethality is not None and (total.incidents or 0) > 1:
        yield desk.sentence("activity.lethality", cites, number=decimal(desk, total.lethality))
    coded = next(one for one in fact.series.coding if one.field == "civilians")
    # Where some files lack the column, a sum over the others would be read as one over all.
    if total.civilians is not None and coded.given == total.reports:
        yield desk.sentence("activity.civilians", cites, n=total.civilians)


def _names(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """What happened under each name but the last."""
    for use in fact.series.names:
        if use.until is not None and use.counts.incidents and use.name != desk.facts.label:
            yield _called(desk, fact, use)


def _called(desk: Desk, fact: ActivityFact, use: NameUse) -> Sentence:
    dead = use.counts.deaths
    last = PartialDate.parse(use.until or "")
    after = PartialDate.day(last.latest + timedelta(days=1))
    slots = {"n": use.counts.incidents or 0, "best": dead.best if dead else 0}
    cites, name = {"says": fact.evidence}, clean(use.name)
    if use.since is None:
        return desk.sentence("activity.called_until", cites, when=after, name=name, **slots)
    return desk.sentence(
        "activity.called_between", cites, first=PartialDate.parse(use.since), last=last, name=name, **slots
    )  # fmt: skip


def years(fact: ActivityFact) -> dict[int, int]:
    """Incidents of every year all of whose months are covered, a month without being 0."""
    found: dict[int, list[int]] = {}
    for point in fact.series.points:
        if point.covered_by and point.counts is not None and point.counts.incidents is not None:
            found.setdefault(int(point.at[:4]), []).append(point.counts.incidents)
    return {year: sum(months) for year, months in found.items() if len(months) == 12}


def _busiest(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    by_year = years(fact)
    if not any(by_year.values()):
        return
    most = max(by_year, key=lambda year: (by_year[year], -year))
    last = max(by_year)
    key = "busiest_last" if last == most else "busiest" if by_year[last] else "busiest_none"
    yield desk.sentence(
        f"activity.{key}", {"says": fact.evidence}, n=by_year[last], year=str(most),
        most=by_year[most], last=str(last),
    )  # fmt: skip


def _outside(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """Incidents of months that no dataset covers: a sample of a later release holds a few."""
    alone = [p.counts for p in fact.series.points if not p.covered_by and p.counts is not None]
    n = sum(counts.incidents or 0 for counts in alone)
    if n:
        yield desk.remark("activity.outside", n=n)


def levels(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """From when on there was lastingly more or less."""
    told = [point for point in fact.series.changes.points if _lasted(point) >= _LASTING]
    for point in told:
        key = "rose" if point.after > point.before else "fell"
        yield desk.sentence(
            f"activity.{key}", {"says": fact.evidence}, when=PartialDate.parse(point.at),
            after=level(desk, point.after), before=level(desk, point.before),
        )  # fmt: skip
    if told:
        yield desk.remark("activity.levels")


def _lasted(point: ChangePoint) -> int:
    return month_of(point.until) - month_of(point.at) + 1


def kinds(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """Hostage-taking, and what the loaded sources do not code."""
    yield from _seized(desk, fact, fact.kidnapping)
    if fact.total.hostages:
        yield desk.sentence("activity.hostages", {"says": fact.evidence}, n=fact.total.hostages)
    asked = ("tactic", "targets", "hostages", "wounded", "civilians")
    missing = [c.field for c in fact.series.coding if c.state == "not coded" and c.field in asked]
    if missing:
        fields = [desk.label(f"activity.field.{one}") for one in missing]
        yield desk.remark("activity.uncoded", fields=fields)


def _seized(desk: Desk, fact: ActivityFact, share: Portion) -> Iterator[Sentence]:
    if share.state == "not coded" or share.withheld or not share.of:
        return
    cites = {"says": fact.evidence}
    if not share.part:
        yield desk.sentence("activity.kidnapping_none", cites, of=share.of)
    else:
        percent = decimal(desk, 100 * share.part / share.of)
        yield desk.sentence(
            "activity.kidnapping", cites, part=share.part, of=share.of, percent=percent
        )


def where(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """How much lay abroad, when the country of most changed, and the centre of it all."""
    border, cites = fact.border, {"says": fact.evidence}
    if border.main is not None and border.abroad.of:
        yield _abroad(desk, fact, border.main)
    covered = years(fact)
    moves = [m for m in border.moves if m.before and m.after and m.year in covered]
    for move in moves[-3:]:
        named = {
            "before": country(desk, move.before or ""),
            "after": country(desk, move.after or ""),
        }
        yield desk.sentence("activity.moved", cites, year=str(move.year), **named)
    if len(moves) > 3:
        yield desk.remark("activity.moves_more", n=len(moves))
    middle = fact.hotspots.centre
    if middle.latitude is not None and middle.longitude is not None and (middle.of or 0) > 1:
        yield desk.sentence(
            "activity.centre", cites, place=degrees(desk, middle.latitude, middle.longitude),
            km=round(middle.median_km or 0),
        )  # fmt: skip


def _abroad(desk: Desk, fact: ActivityFact, main: str) -> Sentence:
    share = fact.border.abroad
    part, of = share.part or 0, share.of or 0
    return desk.sentence(
        "activity.abroad" if part else "activity.abroad_none", {"says": fact.evidence}, part=part, of=of,
        percent=decimal(desk, 100 * part / of), main=country(desk, main),
    )  # fmt: skip


def hot_spots(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """How many cells stand out."""
    if not fact.hotspots.cells:
        return
    n = sum(spot.kind == "hot" for spot in fact.hotspots.spots)
    yield desk.sentence("activity.hot" if n else "activity.hot_none", {"says": fact.evidence}, n=n)


def compared(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """How far the sources' numbers of dead meet."""
    if not fact.total.reports:
        return
    if not fact.agreement.of:
        yield desk.remark("activity.compared_none")
        return
    cites, n = {"says": fact.evidence}, len(fact.agreement.apart)
    yield desk.sentence("activity.compared", cites, n=fact.agreement.of)
    yield desk.sentence("activity.apart" if n else "activity.agreed", cites, n=n)


def kept_in(desk: Desk, fact: ActivityFact) -> Iterator[Sentence]:
    """What is counted and not shown."""
    for one in fact.withheld:
        yield desk.remark("activity.withheld_rows", n=one.rows, source=one.source.upper())


def decimal(desk: Desk, number: float, places: int = 1) -> str:
    """A number to so many places at most, as the language writes it: `10.2`, `0.7`, `12`."""
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return text.replace(".", str(desk.language.raw("grammar.decimal")))


def level(desk: Desk, number: float) -> str:
    """Incidents a month; what rounds to none and is some is said to be less than the least."""
    if 0 < number < 0.05:
        return desk.label("activity.under", number=decimal(desk, 0.1))
    return decimal(desk, number)


def degrees(desk: Desk, latitude: float, longitude: float) -> str:
    """A place in degrees: `35.1° north, 3.4° east`."""
    return desk.label(
        "activity.degrees", latitude=decimal(desk, abs(latitude), 2), longitude=decimal(desk, abs(longitude), 2),
        ns=desk.label("activity.north" if latitude >= 0 else "activity.south"),
        ew=desk.label("activity.east" if longitude >= 0 else "activity.west"),
    )  # fmt: skip


def first_of(at: str) -> date:
    """The first day of a month or year as a series names it."""
    return PartialDate.parse(at).earliest

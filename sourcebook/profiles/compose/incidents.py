"""Notable incidents, each source's own figures side by side on one scale.

Nothing is averaged and nobody is named as responsible without the source that says so. "At least 38" is what a
source says when it gives a low figure alone; the words are never added by us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sourcebook.profiles.compose.desk import Desk, dates_of, paragraph
from sourcebook.profiles.compose.traits import country
from sourcebook.profiles.facts import Claim, Count, Evidence, IncidentFact
from sourcebook.profiles.model import Figures, Flag, Incident, Incidents, Section, Sentence
from sourcebook.profiles.preference import weigh, weigh_dates
from sourcebook.profiles.prose import clean

_FIRM = ("official", "dataset")


@dataclass(frozen=True, slots=True)
class _Given:
    """A number of one report, and what it counts."""

    count: Count
    scope: str
    evidence: Evidence


def incidents(desk: Desk) -> Section:
    """The section, in order of time."""
    title, short = desk.label("section.incidents"), desk.label("section.incidents_short")
    found = sorted(desk.facts.incidents, key=_moment)
    if not found:
        return Section("incidents", title, (desk.gap("incidents"),), short)
    differing = sum(_differs(fact) for fact in found)
    said = [desk.remark("incidents.intro", n=len(found))]
    if differing:
        said.append(desk.remark("incidents.intro_differ", n=differing))
    said.append(desk.remark("incidents.intro_rule"))
    return Section("incidents", title, (paragraph(*said), _block(desk, found, differing)), short)


def _moment(fact: IncidentFact) -> tuple[str, str]:
    weighed = dates_of(fact.dates)
    return ("9999" if weighed is None else weighed.first.earliest.isoformat()), fact.id


def _block(desk: Desk, found: Sequence[IncidentFact], differing: int) -> Incidents:
    number = desk.next_figure()
    items = tuple(_incident(desk, fact) for fact in found)
    sources = list(dict.fromkeys(clean(r.evidence.short) for f in found for r in f.reports))
    highest = max((f.high for i in items for f in i.figures), default=0)
    key = "incidents.title" if differing else "incidents.title_agree"
    return Incidents(
        id="figure-incidents", number=number, items=items, scale=scale(highest),
        title=desk.label(key, n=differing), subtitle=desk.label("incidents.subtitle"),
        source_line=desk.label("incidents.source_line", sources=sources[:10]),
        firm_label=desk.label("incidents.firm"), loose_label=desk.label("incidents.loose"),
    )  # fmt: skip


def scale(highest: int) -> tuple[int, ...]:
    """Ticks from zero to the first round number that holds the highest value, four to six of them."""
    steps = (round_ * 10**power for power in range(9) for round_ in (1, 2, 5))
    step = next(s for s in steps if s * 5 >= highest)
    ends = max(1, -(-highest // step))
    return tuple(step * i for i in range(ends + 1))


def _incident(desk: Desk, fact: IncidentFact) -> Incident:
    given, counted = _given(fact)
    flag = _differ(desk, fact, given, counted)
    said = [*_what(desk, fact), *_who_did(desk, fact), *_hostages(desk, fact)]
    if flag is not None and said:
        last = said[-1]
        said[-1] = Sentence(last.clauses, flag, last.about_page)
    place = clean(
        ", ".join(p for p in (fact.place, country(desk, fact.country) if fact.country else "") if p)
    )
    return Incident(
        id=f"incident-{_slug(fact.id)}", when=_when(desk, fact), name=clean(fact.label), place=place,
        sentences=tuple(said), counted=desk.label(f"incidents.counted_{counted}") if given else "",
        figures=_figures(desk, given),
    )  # fmt: skip


def _when(desk: Desk, fact: IncidentFact) -> str:
    weighed = dates_of(fact.dates)
    if weighed is None:
        return desk.label("incidents.no_date")
    ends = [Claim(r.ends, r.evidence) for r in fact.reports if r.ends is not None]
    start = desk.language.date(weighed.first, short=True)
    if not ends or weigh_dates(ends).first == weighed.first:
        return start
    end = desk.language.date(weigh_dates(ends).first, short=True)
    return desk.label("incidents.when_from_to", start=start, end=end)


def _given(fact: IncidentFact) -> tuple[list[_Given], str]:
    """The dead each source gives; where most count only hostages killed, those."""
    killed = [_Given(r.killed, r.scope, r.evidence) for r in fact.reports if r.killed.given]
    hostages = [
        _Given(Count(best=r.hostages_killed), "", r.evidence)
        for r in fact.reports
        if r.hostages_killed is not None
    ]
    return (hostages, "hostages_killed") if len(hostages) > len(killed) else (killed, "killed")


def _figures(desk: Desk, given: Sequence[_Given]) -> tuple[Figures, ...]:
    """One entry a value, lowest first, with everybody who gives it."""
    by_value: dict[Count, list[_Given]] = {}
    for one in given:
        by_value.setdefault(one.count, []).append(one)
    ordered = sorted(by_value.items(), key=lambda pair: (pair[0].ends, said_count(desk, pair[0])))
    return tuple(_one_value(desk, count, same) for count, same in ordered)


def _one_value(desk: Desk, count: Count, same: Sequence[_Given]) -> Figures:
    low, high = count.ends
    who = desk.language.listed(list(dict.fromkeys(_named(desk, one) for one in same)))
    evidence = [one.evidence for one in same]
    firm = any(e.kind in _FIRM for e in evidence)
    return Figures(said_count(desk, count), who, low, high, firm, desk.cite(evidence))


def _named(desk: Desk, one: _Given) -> str:
    short = clean(one.evidence.short)
    scope = clean(one.scope)
    return desk.label("incidents.with_scope", who=short, scope=scope) if scope else short


def said_count(desk: Desk, count: Count) -> str:
    """A number as its source gives it: `38`, `at least 38`, `25 (25 to 30)`, `19 to 22`."""
    low, high = count.ends
    if count.best is not None:
        plain = low == high == count.best
        key = "incidents.value" if plain else "incidents.best_range"
        return desk.label(key, n=count.best, best=count.best, low=low, high=high)
    if count.low is not None and count.high is not None:
        key = "incidents.value" if low == high else "incidents.range"
        return desk.label(key, n=low, low=low, high=high)
    return desk.label("incidents.at_most" if count.low is None else "incidents.at_least", n=low)


def _what(desk: Desk, fact: IncidentFact) -> Iterator[Sentence]:
    tactics = [Claim(r.tactic, r.evidence) for r in fact.reports if r.tactic]
    if not tactics:
        return
    weighed = weigh(tactics)
    tactic = desk.language.name_of("tactic", weighed.first)
    aimed = list(dict.fromkeys(t for r in fact.reports for t in r.targets))
    values = [desk.language.name_of("target", t) for t in aimed]
    key = "incidents.what_targets" if values else "incidents.what"
    cites = {"says": weighed.shown_evidence[:2]}
    yield desk.sentence(key, cites, tactic=_a(desk, tactic), targets=values)


def _a(desk: Desk, tactic: str) -> str:
    """A tactic as the page's language says it was one."""
    return desk.language.name_of("tactic_was", tactic)


def _who_did(desk: Desk, fact: IncidentFact) -> Iterator[Sentence]:
    """Who says whom, on what basis: one sentence for each actor and basis."""
    said: dict[tuple[str, str], list[Evidence]] = {}
    for report in fact.reports:
        for actor in report.actors:
            said.setdefault((actor.basis, desk.called(actor.party)), []).append(report.evidence)
    for (basis, label), evidence in said.items():
        witnesses = len({e.short for e in evidence})
        key = f"incidents.{basis}" + ("_many" if witnesses > 1 and basis != "claimed" else "")
        yield desk.sentence(key, {"says": evidence}, who=desk.who(evidence), actors=clean(label))


def _hostages(desk: Desk, fact: IncidentFact) -> Iterator[Sentence]:
    by_count: dict[int, list[Evidence]] = {}
    for report in fact.reports:
        if report.hostages is not None:
            by_count.setdefault(report.hostages, []).append(report.evidence)
    for count, evidence in sorted(by_count.items()):
        key = (
            "incidents.hostages"
            if len({e.short for e in evidence}) == 1
            else "incidents.hostages_many"
        )
        yield desk.sentence(key, {"says": evidence}, who=desk.who(evidence), n=count)


def _differs(fact: IncidentFact) -> bool:
    return _apart([one.count for one in _given(fact)[0]])


def _apart(counts: Sequence[Count]) -> bool:
    """Whether two of the numbers cannot both be so."""
    return any(not a.agrees(b) for a in counts for b in counts)


def _differ(desk: Desk, fact: IncidentFact, given: Sequence[_Given], counted: str) -> Flag | None:
    """Enter the question of how many, or of who, among the page's questions."""
    name, slug = clean(fact.label), _slug(fact.id)
    dates = dates_of(fact.dates)
    if dates is not None:
        desk.differ_on_date(f"date-{slug}", desk.label("ask.incident_date", incident=name), dates)
    if not _apart([one.count for one in given]):
        return None
    weighed = weigh([Claim(one.count, one.evidence) for one in given])
    answers = [(said_count(desk, b.value), b) for b in weighed.values]
    return desk.differ(
        f"{counted}-{slug}", desk.label(f"ask.{counted}", incident=name), answers, "each"
    )


def _slug(text: str) -> str:
    kept = "".join(
        c if c.isascii() and c.isalnum() else "-" for c in text.rsplit(":", maxsplit=1)[-1].lower()
    )
    return "-".join(part for part in kept.split("-") if part) or "x"

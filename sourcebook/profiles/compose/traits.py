"""What the group wants, how strong it is, what it lives on, where it operates, whom and how it attacks.

Each of these sections prints what the record holds in the register's own sentences or in sentences built from
its values, and says plainly where it holds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sourcebook.profiles.compose.desk import Desk, paragraph
from sourcebook.profiles.facts import AreaFact, Evidence, StrengthFact, TagFact, TextFact
from sourcebook.profiles.model import Block, Section, Sentence
from sourcebook.profiles.preference import KINDS
from sourcebook.profiles.prose import clean
from sourcebook.record import territories

_ROLES = ("operation", "base", "control")


def aims(desk: Desk) -> Section:
    """Aims, ideology, political activity."""
    facts = desk.facts
    blocks: list[Block] = [_texts(desk, facts.aims, "aims")]
    if facts.ideology:
        values = [clean(f.text) for f in facts.ideology]
        evidence = [c.evidence for f in facts.ideology for c in f.claims]
        blocks.append(paragraph(desk.sentence("texts.ideology", {"says": evidence}, values=values)))
    else:
        blocks.append(desk.gap("ideology"))
    blocks.append(_texts(desk, facts.political_activity, "political_activity"))
    return Section("aims", desk.label("section.aims"), tuple(blocks))


def _texts(desk: Desk, found: Sequence[TextFact], field: str) -> Block:
    if not found:
        return desk.gap(field)
    return paragraph(*(desk.own_words(f.text, [c.evidence for c in f.claims]) for f in found))


def strength(desk: Desk) -> Section:
    """Strength by year and source, and resources."""
    facts = desk.facts
    blocks: list[Block] = []
    if facts.strength:
        said = [s for fact in sorted(facts.strength, key=_moment) for s in _numbers(desk, fact)]
        blocks += [paragraph(*said[start : start + 6]) for start in range(0, len(said), 6)]
    else:
        blocks.append(desk.gap("strength"))
    blocks.append(_texts(desk, facts.resources, "resources"))
    return Section("strength", desk.label("section.strength"), tuple(blocks))


def _moment(fact: StrengthFact) -> tuple[str, str]:
    return (str(fact.at.earliest) if fact.at else "9999"), fact.evidence.row


def _numbers(desk: Desk, fact: StrengthFact) -> Iterator[Sentence]:
    key = _shape(fact)
    if key is None:
        return
    slots = {n: v for n in ("low", "best", "high") if (v := getattr(fact, n)) is not None}
    slots["best"] = fact.best if fact.best is not None else slots.get("low", 0)
    ending = ("" if fact.at else "_undated") + ("_scope" if fact.scope else "")
    yield desk.sentence(
        f"strength.{key}{ending}", {"says": [fact.evidence]}, who=desk.who([fact.evidence]),
        when=fact.at or "", scope=clean(fact.scope), **slots,
    )  # fmt: skip


def _shape(fact: StrengthFact) -> str | None:
    """Which of the four ways of giving a number it is."""
    if fact.low is not None and fact.high is not None and fact.low != fact.high:
        return "range"
    if fact.best is not None or (fact.low is not None and fact.low == fact.high):
        return "exact"
    if fact.low is not None:
        return "at_least"
    return None if fact.high is None else "at_most"


def areas(desk: Desk) -> Section:
    """Where it operates, has bases, controlled territory."""
    title, found = desk.label("section.areas"), desk.facts.areas
    said = [s for role in _ROLES if (s := _role(desk, role, found)) is not None]
    lists = [f for f in found if f.role == "country"]
    if lists:
        said += list(_countries(desk, lists))
    blocks: tuple[Block, ...] = (paragraph(*said),) if said else (desk.gap("areas"),)
    return Section("areas", title, blocks)


def _role(desk: Desk, role: str, found: Iterable[AreaFact]) -> Sentence | None:
    mine = [f for f in found if f.role == role]
    if not mine:
        return None
    mine.sort(key=lambda f: (-len(f.claims), f.country, f.place))
    places = list(dict.fromkeys(_place(desk, f) for f in mine))
    evidence = [c.evidence for f in mine for c in f.claims]
    return desk.sentence(f"areas.{role}", {"says": evidence}, places=places)


def _place(desk: Desk, fact: AreaFact) -> str:
    named = country(desk, fact.country)
    if not fact.place:
        return named
    place = clean(fact.place)
    return place if named in place else desk.label("areas.place", place=place, country=named)


def country(desk: Desk, code: str) -> str:
    """A country's name in the page's language, else in English, else the code as it stands."""
    named = desk.language.name_of("country", code)
    return territories.name(code) if named == code else named


def _countries(desk: Desk, lists: Sequence[AreaFact]) -> Iterator[Sentence]:
    """What lists and datasets print as the group's countries; those that print the same in one sentence."""
    by_source: dict[str, dict[str, Evidence]] = {}
    for fact in lists:
        for claim in fact.claims:
            by_source.setdefault(claim.evidence.short, {})[country(desk, fact.country)] = (
                claim.evidence
            )
    alike: dict[tuple[str, ...], list[str]] = {}
    for short, named in by_source.items():
        alike.setdefault(tuple(sorted(named)), []).append(short)
    for places, who in alike.items():
        cites = {"says": [e for short in who for e in by_source[short].values()]}
        key = "areas.country" if len(who) == 1 else "areas.countries"
        yield desk.sentence(key, cites, who=desk.language.listed(who), places=places, n=len(places))


def targets(desk: Desk) -> Section:
    """Whom it attacks and how, with the shares that datasets count."""
    facts = desk.facts
    blocks = (_tags(desk, "tactics", facts.tactics), _tags(desk, "targets", facts.targets))
    return Section("targets", desk.label("section.targets"), blocks)


def _tags(desk: Desk, field: str, found: Sequence[TagFact]) -> Block:
    if not found:
        return desk.gap(field)
    values = [desk.language.name_of(field[:-1], f.value) for f in found]
    evidence = sorted((c.evidence for f in found for c in f.claims), key=_rank)
    first = desk.sentence(f"targets.{field}", {"says": evidence}, values=values)
    return paragraph(first, *_shares(desk, field, found))


def _shares(desk: Desk, field: str, found: Sequence[TagFact]) -> Iterator[Sentence]:
    """What a dataset counts, one sentence for each source and whole."""
    counted: dict[tuple[str, int | None], list[tuple[str, int, Evidence]]] = {}
    for fact in found:
        value = desk.language.name_of(field[:-1], fact.value)
        for claim in fact.claims:
            if claim.value is not None:
                key = (claim.evidence.short, claim.value.of)
                counted.setdefault(key, []).append((value, claim.value.count, claim.evidence))
    for (short, whole), same in counted.items():
        ordered = sorted(same, key=lambda one: (-one[1], one[0]))
        items = [desk.label("targets.item", count=n, value=value) for value, n, _ in ordered]
        cites = {"says": [e for _, _, e in ordered]}
        key2 = "targets.count" if whole is None else "targets.share"
        yield desk.sentence(key2, cites, who=clean(short), of=whole or 0, items=items)


def _rank(evidence: Evidence) -> tuple[int, str]:
    kind = KINDS.index(evidence.kind) if evidence.kind in KINDS else len(KINDS)
    return kind, evidence.row

"""Statements about the groups of a record, each with the verdict it deserves.

True ones are read off the record; false ones differ from a true one in a single thing: a year, a leader, an
authority, a place, a perpetrator, a number, the order of events. What the record closes (founding, renaming, the
parent of a split, the head at a date, a death, the perpetrator and date of an identified incident, a list that is
complete) makes such a statement `contradicted`; what it leaves open leaves it `not_in_record`. The labels rest on the
facts as they are read for a profile, not on any code of the checker.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from sourcebook.profiles.compose.office import is_head, standing
from sourcebook.profiles.facts import Dates, GroupFacts, IncidentFact, Tenure
from sourcebook.record import territories

FOLDER = Path(__file__).parent
TEMPLATES: dict[str, list[str]] = yaml.safe_load(
    FOLDER.joinpath("templates.yaml").read_text("utf-8")
)
# What a kind of template is read as.
TYPES = {
    "founded": ("founded",), "split": ("split_from",), "renamed": ("called",), "alias": ("called",),
    "led_once": ("led_by",),
    "led_in": ("led_by",), "died": ("died",), "listed": ("designated_by",), "listed_in": ("designated_by",),
    "area": ("operates_in", "carried_out"), "pledged": ("pledged_to", "allied_with"), "merged": ("merged_with",),
    "allied": ("allied_with", "pledged_to"), "tactic": ("uses_tactic", "carried_out"), "incident": ("carried_out",),
    "incident_date": ("carried_out",), "killed": ("killed",),
}  # fmt: skip
AUTHORITIES = {
    "UN": "the United Nations", "EU": "the European Union", "US": "the United States", "UK": "the United Kingdom",
    "AU": "Australia", "CA": "Canada",
}  # fmt: skip
TACTICS = {
    "bombing": "bombings", "kidnapping": "kidnappings", "ambush": "ambushes", "assassination": "assassinations",
    "suicide attack": "suicide attacks", "shelling": "rocket attacks", "arson": "arson attacks", "looting": "lootings",
    "hijacking": "hijackings",
}  # fmt: skip
_FAR = 4  # years by which a changed year is off at least


@dataclass(frozen=True)
class Case:
    """A statement.

    Attributes:
        text: One sentence.
        kind: Of template; `free` for one written by hand.
        truth: `true`, `closed` (false, and the record closes it), `open` (not in the record).
        group: Of whom it speaks.
        held_out: Whether its template was kept from those who improve the patterns.
        types: As which it may be read.
        said: The types of all that a sentence written by hand says; none for one made from a template.
    """

    text: str
    kind: str
    truth: str
    group: str
    held_out: bool
    types: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


class Maker:
    """Makes cases from facts, in an order that the seed decides."""

    def __init__(
        self, groups: Sequence[GroupFacts], incidents: Sequence[IncidentFact], seed: int
    ) -> None:
        self._groups = groups
        self._incidents = incidents
        self._random = random.Random(seed)
        self._labels = {g.id: g.label for g in groups}

    def cases(self) -> Iterator[Case]:
        """All cases."""
        for group in self._groups:
            for part in (
                self._founded, self._split, self._renamed, self._alias, self._led, self._listed, self._area, self._ties,
                self._tactics,
            ):  # fmt: skip
                yield from part(group)
        for incident in self._incidents:
            yield from self._incident(incident)

    def _case(
        self, kind: str, truth: str, group: GroupFacts, several: int = 1, **slots: object
    ) -> Iterator[Case]:
        """As many different templates of a kind as wanted."""
        for number in self._random.sample(range(len(TEMPLATES[kind])), several):
            text = TEMPLATES[kind][number].format(g=group.label, **slots)
            text = text[0].upper() + text[1:]
            yield Case(text, kind, truth, group.id, number % 2 == 1, TYPES[kind])

    def _weight(self, group: GroupFacts) -> int:
        """How many templates a fact is told in: those of the register have the most to tell."""
        return 3 if ":" not in group.id else 1

    def _founded(self, g: GroupFacts) -> Iterator[Case]:
        dates = g.formed or tuple(
            c for t in g.lineage if t.kind == "split_from" and t.of_page for c in t.dates
        )
        n = self._weight(g)
        if not dates:
            if self._random.random() < 0.05:
                yield from self._case("founded", "open", g, y=self._random.randrange(1970, 2020))
            return
        yield from self._case("founded", "true", g, n, y=_first_year(dates))
        yield from self._case("founded", "closed", g, n, y=self._wrong_year(dates))

    def _wrong_year(self, dates: Dates) -> int:
        years = {y for c in dates for y in range(c.value.earliest.year, c.value.latest.year + 1)}
        wrong = [y for y in range(1960, 2026) if all(abs(y - held) >= _FAR for held in years)]
        near = [y for y in wrong if any(abs(y - held) < 12 for held in years)]
        return self._random.choice(near or wrong)

    def _split(self, g: GroupFacts) -> Iterator[Case]:
        parents = [t for t in g.lineage if t.kind == "split_from" and t.of_page and t.other.id]
        children = [t for t in g.lineage if t.kind == "split_from" and not t.of_page]
        if not parents:
            return
        n = self._weight(g)
        for tie in parents[:2]:
            yield from self._case("split", "true", g, n, h=tie.other.label)
        tied = {t.other.id for t in (*g.lineage, *g.ties)}
        other = self._stranger(g, tied)
        yield from self._case("split", "closed", g, n, h=other.label)
        parent = next((p for p in self._groups if p.id == parents[0].other.id), None)
        if parent is not None and not any(t.other.id == parent.id for t in children):
            parents_of_it = [
                t
                for t in parent.lineage
                if t.kind == "split_from" and t.of_page and t.other.id == g.id
            ]
            if not parents_of_it:
                yield from self._case("split", "closed", parent, 1, h=g.label)

    def _stranger(self, g: GroupFacts, tied: set[str | None]) -> GroupFacts:
        """Another group that the record ties to it in no way, nor to any it is tied to."""
        while True:
            other = self._random.choice(self._groups)
            theirs = {t.other.id for t in (*other.lineage, *other.ties)}
            if (
                other.id != g.id
                and other.id not in tied
                and g.id not in theirs
                and not theirs & tied
            ):
                return other

    def _renamed(self, g: GroupFacts) -> Iterator[Case]:
        for r in g.renamings:
            if r.claims and r.new and r.old:
                facts = replace(g, label=r.old)
                yield from self._case(
                    "renamed", "true", facts, self._weight(g), n=r.new, y=_first_year(r.claims)
                )
                wrong = self._wrong_year(r.claims)
                yield from self._case("renamed", "closed", facts, self._weight(g), n=r.new, y=wrong)

    def _alias(self, g: GroupFacts) -> Iterator[Case]:
        names = [
            n
            for n in g.names
            if n.kind in ("alias", "former", "acronym") and n.text.isascii() and len(n.text) > 3
        ]
        if names:
            chosen = self._random.choice(names).text
            if chosen.casefold() != g.label.casefold():
                yield from self._case("alias", "true", g, n=chosen)
        if self._random.random() < 0.2:
            other = self._stranger(g, set())
            yield from self._case("alias", "open", g, n=other.label)

    def _led(self, g: GroupFacts) -> Iterator[Case]:
        heads = [t for t in g.tenures if is_head(t) and t.person.id]
        for t in heads:
            yield from self._case("led_once", "true", g, 2, p=t.person.label)
            if t.starts and (t.ends or t.deaths):
                year = self._held_year(t, heads)
                if year is not None:
                    yield from self._case("led_in", "true", g, 2, p=t.person.label, y=year)
                    stranger = self._leader_elsewhere(g)
                    if stranger is not None:
                        yield from self._case("led_in", "closed", g, 2, p=stranger, y=year)
                yield from self._case("led_in", "closed", g, 2, p=t.person.label, y=self._after(t))
            if t.deaths:
                yield from self._case(
                    "died", "true", g, 2, p=t.person.label, y=_first_year(t.deaths)
                )
                yield from self._case(
                    "died", "closed", g, 2, p=t.person.label, y=self._wrong_year(t.deaths)
                )
        if not g.tenures and self._random.random() < 0.1:
            stranger = self._leader_elsewhere(g)
            if stranger:
                yield from self._case("led_once", "open", g, p=stranger)

    def _held_year(self, tenure: Tenure, heads: Sequence[Tenure]) -> int | None:
        """A whole year in which he certainly led."""
        first = max(c.value.latest.year for c in tenure.starts) + 1
        last = min(c.value.earliest.year for c in (*tenure.ends, *tenure.deaths)) - 1
        years = [
            y for y in range(first, last + 1) if standing(tenure, heads, date(y, 7, 1)) == "certain"
        ]
        return self._random.choice(years) if years else None

    def _after(self, tenure: Tenure) -> int:
        last = max(c.value.latest.year for c in (*tenure.ends, *tenure.deaths))
        return last + self._random.randrange(2, 6)

    def _leader_elsewhere(self, g: GroupFacts) -> str | None:
        own = {t.person.key for t in g.tenures}
        near = {t.other.id for t in (*g.lineage, *g.ties)}
        found = [
            t.person.label
            for o in self._groups
            if o.id != g.id and o.id not in near
            for t in o.tenures
            if is_head(t) and t.person.id and t.person.key not in own
        ]
        return self._random.choice(found) if found else None

    def _listed(self, g: GroupFacts) -> Iterator[Case]:
        standing_ = [
            d
            for d in g.designations
            if not d.withdrawn and not d.delisted and d.authority in AUTHORITIES
        ]
        for authority in sorted({d.authority for d in standing_})[:3]:
            yield from self._case("listed", "true", g, a=AUTHORITIES[authority])
            dates = tuple(c for d in standing_ if d.authority == authority for c in d.listed)
            if dates:
                yield from self._case(
                    "listed_in", "true", g, a=AUTHORITIES[authority], y=_first_year(dates)
                )
                closed = all(c.evidence.scope == "complete" for c in dates)
                year = self._wrong_year(dates)
                yield from self._case(
                    "listed_in", "closed" if closed else "open", g, a=AUTHORITIES[authority], y=year
                )
        if not g.designations and g.id.startswith("ucdp:") and self._random.random() < 0.15:
            yield from self._case("listed", "closed", g, a=AUTHORITIES["UN"])
            yield from self._case(
                "listed", "open", g, a=AUTHORITIES[self._random.choice(["AU", "CA", "EU"])]
            )

    def _area(self, g: GroupFacts) -> Iterator[Case]:
        held = sorted({a.country for a in g.areas if a.country})
        held_in = {i.country for i in g.incidents}
        if held and self._random.random() < (1.0 if ":" not in g.id else 0.4):
            where = self._random.choice(held)
            yield from self._case("area", "true", g, c=territories.name(where))
            others = sorted(set(COUNTRIES) - set(held) - held_in)
            yield from self._case(
                "area", "open", g, c=territories.name(self._random.choice(others))
            )

    def _ties(self, g: GroupFacts) -> Iterator[Case]:
        kinds = {
            "pledged": ("pledged_to",),
            "merged": ("merged_into", "joined"),
            "allied": ("allied_with",),
        }
        tied = {t.other.id for t in (*g.lineage, *g.ties)}
        for kind, held in kinds.items():
            found = [
                t for t in g.lineage if t.kind in held and t.of_page and t.other.id in self._labels
            ]
            for tie in found[:3]:
                yield from self._case(kind, "true", g, h=tie.other.label)
            if found:
                yield from self._case(kind, "open", g, h=self._stranger(g, tied).label)

    def _tactics(self, g: GroupFacts) -> Iterator[Case]:
        held = {t.value for t in g.tactics} | {r.tactic for i in g.incidents for r in i.reports}
        for tactic in sorted(held & set(TACTICS))[:4]:
            if any(t.value == tactic for t in g.tactics):
                yield from self._case("tactic", "true", g, t=TACTICS[tactic])
        if held:
            never = [t for t in ("hijacking", "shelling") if t not in held]
            for tactic in never[:1]:
                yield from self._case("tactic", "open", g, t=TACTICS[tactic])

    def _incident(self, i: IncidentFact) -> Iterator[Case]:
        groups = {g.id: g for g in self._groups}
        said = [a.party.id for r in i.reports for a in r.actors]
        actors = [
            groups[id_]
            for id_ in sorted({s for s in said if s in groups}, key=lambda s: (-said.count(s), s))
        ]
        dates = i.dates
        if not actors or not dates or not i.label:
            return
        label, when = i.label[0].lower() + i.label[1:], _month(dates)
        for kind in ("incident",):
            if len({s for s in said if s}) == 1:
                yield from self._case(kind, "true", actors[0], 2, i=label, d=when)
            named = {a.party.label for r in i.reports for a in r.actors}
            near = {t.other.id for a in actors for t in (*a.lineage, *a.ties)} | {
                a.id for a in actors
            }
            other = self._random.choice(
                [
                    g
                    for g in self._groups
                    if ":" not in g.id and g.id not in near and g.label not in named
                ]
            )
            yield from self._case(kind, "closed", other, 2, i=label, d=when)
        if len({s for s in said if s}) == 1:
            year = self._wrong_year(dates)
            yield from self._case(
                "incident_date", "closed", actors[0], 1, i=label, d=f"{when.split()[0]} {year}"
            )
        best = [r.killed.best for r in i.reports if r.killed.best]
        if best and not set(label.lower().split()) & NUMBERS:
            yield from self._case("killed", "true", actors[0], i=label, d=when, k=best[0])
            most = max(max(r.killed.ends) for r in i.reports if r.killed.given)
            yield from self._case("killed", "open", actors[0], i=label, d=when, k=most * 3 + 7)


NUMBERS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "11"}
COUNTRIES = (
    "AR", "BE", "CU", "DK", "FI", "GR", "IS", "JP", "KR", "LV", "MN", "NO", "PT", "PY", "UY", "ZA", "NZ", "BG", "HU",
    "CL",
)  # fmt: skip


def _first_year(dates: Dates) -> int:
    from sourcebook.profiles.preference import weigh_dates

    return weigh_dates(dates).first.earliest.year


def _month(dates: Dates) -> str:
    from sourcebook.profiles.preference import weigh_dates

    first = min(
        (c.value for c in dates if c.value.overlaps(weigh_dates(dates).first)),
        key=lambda d: d.latest - d.earliest,
    )
    if (first.latest - first.earliest).days > 31 or first.earliest.month != first.latest.month:
        return str(first.earliest.year)
    return first.earliest.strftime("%B %Y")

"""Where the record places a group, and whether that is in the country, place or region that a text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sourcebook.documents.language import DEFAULT
from sourcebook.documents.mention import Referent
from sourcebook.documents.regions import PREFIX, region
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import Actor, GroupFacts, IncidentFact
from sourcebook.record import territories

_PLACE = "place:"


@dataclass(frozen=True, slots=True)
class Where:
    """What a text names as a place.

    Attributes:
        caption: As it is called.
        countries: The states it is in, or consists of.
        partly: States of which a part lies in it.
        place: A town or province within the state, in lower case, or an empty string.
    """

    caption: str
    countries: frozenset[str]
    partly: frozenset[str] = frozenset()
    place: str = ""

    @classmethod
    def of(cls, referent: Referent) -> Where:
        """The place a mention points at."""
        if referent.id.startswith(PREFIX):
            held = region(referent.id)
            assert held is not None
            return cls(held.names[DEFAULT][0], frozenset(held.countries), frozenset(held.partly))
        if referent.id.startswith(_PLACE):
            _, country, place = referent.id.split(":", 2)
            return cls(referent.caption, frozenset({country} if country else ()), place=place)
        return cls(referent.caption, frozenset({referent.id}))

    def joined(self, other: Where) -> Where:
        """Both together."""
        countries = self.countries | other.countries
        partly = (self.partly | other.partly) - countries
        return Where(f"{self.caption} and {other.caption}", countries, partly)

    def holds(self, incident: IncidentFact) -> bool:
        """Whether an incident may have been there."""
        if self.place:
            return self.place in incident.place.lower()
        return incident.country in self.countries or incident.country in self.partly


def all_of(referents: Sequence[Referent]) -> Where | None:
    """Several places as one; None for none."""
    found: Where | None = None
    for referent in referents:
        one = Where.of(referent)
        found = one if found is None else found.joined(one)
    return found


def placed(facts: GroupFacts, where: Where | None = None) -> dict[str, list[Evidence]]:
    """The rows that place a group somewhere, by state; within a place if one is given."""
    found: dict[str, list[Evidence]] = {}
    for area in facts.areas:
        if where is None or not where.place or where.place in area.place.lower():
            found.setdefault(area.country, []).extend(c.evidence for c in area.claims)
    for incident in facts.incidents:
        if where is None or not where.place or where.holds(incident):
            rows = [r.evidence for r in incident.reports if is_of(facts, r.actors)]
            if rows:
                found.setdefault(incident.country, []).extend(rows)
    return {country: rows for country, rows in found.items() if country}


def is_of(facts: GroupFacts, actors: Sequence[Actor]) -> bool:
    """Whether a report names the group among those who did it."""
    return any(actor.party.id == facts.id for actor in actors)


def own_incidents(facts: GroupFacts) -> list[IncidentFact]:
    """The incidents that some report gives to the group."""
    return [i for i in facts.incidents if any(is_of(facts, r.actors) for r in i.reports)]


def named(countries: Sequence[str]) -> str:
    """States in words, in the order of their names."""
    return ", ".join(sorted(territories.name(country) for country in countries))


def counted(incidents: Sequence[IncidentFact]) -> Counter[str]:
    """How many incidents in each state."""
    return Counter(i.country for i in incidents if i.country)

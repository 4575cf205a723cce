"""The incidents of the record as a text may tell of them.

A text gives an incident no number. It is told by when and where it was, what was done and a word of its name; what of
an incident is compared with that is worked out once for each, and when it was once for each date that a text gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sourcebook.claims.checking.terms import are_alike, is_a
from sourcebook.claims.checking.when import Dates, fits, point
from sourcebook.claims.checking.whereabouts import Where, named
from sourcebook.claims.model import Claim
from sourcebook.documents.folding import folded
from sourcebook.documents.mention import Referent, TimeMention
from sourcebook.incidents.vocabulary import KINDS, vocabulary
from sourcebook.names import search_key
from sourcebook.profiles.facts import IncidentFact
from sourcebook.record.dates import Period

# How much of a text an incident answers: its day, month or year; town or state; a word of its name; the very tactic.
_BY_DATE = {"day": 3, "month": 2}
_TOWN, _STATE, _WORD, _TACTIC = 3, 1, 3, 1
_NAME_WORD = 3  # letters at least
_SURE_WORDS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An incident and what of it a text is compared with.

    Attributes:
        incident: The incident.
        dates: When sources have it begin.
        label: Its name, folded.
        own_words: The words of its name that are neither its place's state nor a tactic.
        words: These, and the words of its place.
        tactics: What was done.
        actors: Ids of those that reports name.
        unidentified: Keys of the names of those whom a report names and nobody identifies.
    """

    incident: IncidentFact
    dates: Dates
    label: str
    own_words: frozenset[str]
    words: frozenset[str]
    tactics: frozenset[str]
    actors: frozenset[str]
    unidentified: frozenset[str]

    @classmethod
    def of(cls, incident: IncidentFact) -> Candidate:
        """Work out what a text is compared with."""
        label, own = folded(incident.label), _own_words(incident)
        parties = [a.party for r in incident.reports for a in r.actors]
        return cls(
            incident, incident.dates, f" {label} ", own, own | _long_words(folded(incident.place)),
            frozenset(r.tactic for r in incident.reports if r.tactic),
            frozenset(p.id for p in parties if p.id is not None),
            frozenset(search_key(p.label) for p in parties if p.id is None),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """An incident that a text may mean, and how much of the text it answers."""

    candidate: Candidate
    score: int

    @property
    def incident(self) -> IncidentFact:
        """The incident itself."""
        return self.candidate.incident


class Candidates:
    """All incidents that texts are held against."""

    def __init__(self, incidents: Iterable[IncidentFact]) -> None:
        self.all = tuple(Candidate.of(incident) for incident in incidents)
        self._by_time: dict[tuple[Period, str], tuple[Candidate, ...]] = {}
        self._holders = Counter(word for c in self.all for word in c.words)

    def told(self, claim: Claim, said: str, among: Sequence[Candidate] | None = None) -> list[Told]:
        """The incidents that a claim may mean, those that answer most of it first.

        Args:
            claim: What is claimed.
            said: The words of the sentence.
            among: The candidates; None: all that can have been at its time.
        """
        words, places = frozenset(folded(said).split()), [_Place.of(r) for r in claim.place]
        found = [
            Told(c, score)
            for c in (self._at(claim.time) if among is None else among)
            if (score := _score(c, claim, words, places)) is not None
        ]
        return sorted(found, key=lambda t: (-t.score, t.incident.id))

    def named(self, said: str) -> list[Candidate]:
        """Those of whose name a text has words that stand in no other's, and none but its own place."""
        words = frozenset(folded(said).split())
        return [c for c in self.all if self._is_named(c, c.own_words & words)]

    def _is_named(self, candidate: Candidate, own: frozenset[str]) -> bool:
        sure = len(own) >= _SURE_WORDS or own == candidate.own_words
        return sure and any(self._holders[word] == 1 for word in own)

    def _at(self, time: TimeMention | None) -> tuple[Candidate, ...]:
        """Those that can have been at a time."""
        if time is None:
            return self.all
        key = (time.period, time.relation)
        if key not in self._by_time:
            self._by_time[key] = tuple(
                c for c in self.all if any(fits(time, d.value) for d in c.dates)
            )
        return self._by_time[key]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of a text, and how its name would stand in that of an incident."""

    id: str
    where: Where
    printed: str

    @classmethod
    def of(cls, referent: Referent) -> _Place:
        return cls(referent.id, Where.of(referent), f" {folded(referent.caption)} ")


def _score(
    candidate: Candidate, claim: Claim, words: frozenset[str], places: Sequence[_Place]
) -> int | None:
    """How much of a claim an incident answers; None where it cannot be meant."""
    here = _nearness(candidate, places)
    like = _tactic(candidate.tactics, claim.value)
    if here is None or like is None:
        return None
    named_so = _WORD if words & candidate.own_words else 0
    return _dated(claim.time) + here + like + named_so


def _dated(time: TimeMention | None) -> int:
    when = None if time is None else point(time)
    return int(time is not None) if when is None else _BY_DATE.get(when.precision, 1)


def _tactic(tactics: frozenset[str], said: str | None) -> int | None:
    """One where the text says what was done, none where it says less, None where it was something else."""
    if not said or not tactics or said == "armed violence":
        return 0
    if any(is_a(t, said) or are_alike(t, said) for t in tactics):
        return _TACTIC
    return 0 if any(is_a(said, t) for t in tactics) else None


def _nearness(candidate: Candidate, places: Sequence[_Place]) -> int | None:
    """How near the places of a text are to the incident's; None where it was elsewhere."""
    incident = candidate.incident
    found = [p.where for p in places if _is_apart(candidate, p)]
    score = 0
    towns = [w for w in found if w.place]
    if towns and any(w.holds(incident) for w in towns):
        score += _TOWN
    elif towns and (incident.place or all(incident.country not in w.countries for w in towns)):
        return None
    wider = [w for w in found if not w.place]
    if wider and incident.country and not any(w.holds(incident) for w in wider):
        return None
    return score + (_STATE if wider and incident.country else 0)


def _is_apart(candidate: Candidate, place: _Place) -> bool:
    """Whether a place is no part of the incident's own name: Air France flight 8969 was not in France."""
    return place.id == candidate.incident.country or place.printed not in candidate.label


def _own_words(incident: IncidentFact) -> frozenset[str]:
    plain = _long_words(folded(incident.label))
    return plain - _common_words() - set(folded(named([incident.country])).split())


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in text.split() if len(word) >= _NAME_WORD)


@cache
def _common_words() -> frozenset[str]:
    terms = {w for kind in KINDS for t in vocabulary(kind).terms for w in folded(t.term).split()}
    return frozenset(terms | _PLAIN)


_PLAIN = frozenset(
    {"the", "and", "attacks", "attack", "siege", "bombings", "killing", "killings", "kidnappings", "abduction"}
    | {"seizure", "suicide", "two", "near", "car", "assault", "raid", "massacre", "tourists", "convoy", "camp"}
    | {"hostages", "north", "south", "northern", "southern", "western", "eastern", "town", "city", "january"}
    | {"february", "march", "april", "may", "june", "july", "august", "september", "october", "november"}
    | {"december", "for", "from", "foreign", "workers", "soldiers", "army", "police", "military", "schoolgirls"}
)  # fmt: skip

"""From a name that met to a lead: the entity's entries by the day asked about, and all that speaks for and against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sourcebook.record.lookup import GROUP_SCHEMATA
from sourcebook.screening.evidence import Agreement, combined, weak_alias, weigh
from sourcebook.screening.hit import Hit, Listed, MatchedName, Reason
from sourcebook.screening.marks import Marks
from sourcebook.screening.particulars import Particulars, Reader, in_force
from sourcebook.screening.query import Options

KEPT = 20_000


class Day(NamedTuple):
    """The two times of a question: what had been said by when, and, where it was asked, in force when."""

    known: date
    as_of: date | None = None


class Heard(NamedTuple):
    """Whose word is taken for evidence: that of some sources alone, of all but some, or of all."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, options: Options) -> Heard:
        """The sources that a question is asked of."""
        return cls(options.sources, options.exclude_sources)

    def has(self, source: str) -> bool:
        """Whether the word of a source is taken."""
        return (not self.only or source in self.only) and source not in self.without


class Met(NamedTuple):
    """An entity of which a name met.

    Attributes:
        id: Canonical id.
        score: The probability that the name asked about is this entity's, going by the name.
        asked: The spelling asked about that met best.
        row: The listed name, as its row in the index.
        grade: How its list grades it.
    """

    id: str
    score: float
    asked: str
    row: int
    grade: str | None


@dataclass(frozen=True)
class Standing:
    """An entity on a day.

    Attributes:
        entries: Those that stood on their lists, the register's own first, then in the order of their ids.
        telling: Those that stood and whose sources are heard.
        day: The day.
        is_group: Whether any entry of any time is of a group.
        listed: The entries with their designations.
    """

    entries: tuple[Particulars, ...]
    telling: tuple[Particulars, ...]
    day: Day
    is_group: bool
    listed: tuple[Listed, ...]

    @cached_property
    def marks(self) -> Marks:
        """What they say that helps to tell people apart; worked out where more than a name is asked about."""
        facts = (fact for one in self.telling for fact in one.facts if in_force(fact, *self.day))
        return Marks.of_facts(facts)


class Weighed(NamedTuple):
    """A name that met, with the evidence beyond it.

    Attributes:
        met: The name.
        standing: Whose it is.
        evidence: All that both sides know of.
        score: The probability that it all amounts to.
    """

    met: Met
    standing: Standing
    evidence: list[Agreement]
    score: float


class Standings:
    """Entities on a day, each worked out once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._kept: dict[tuple[str, Day, Heard], Standing] = {}

    def read(self, ids: Iterable[str]) -> None:
        """Read what the lists say of some entities, because it is going to be asked for several days."""
        self._reader.of(ids)

    def of(self, ids: Iterable[str], day: Day, heard: Heard) -> dict[str, Standing]:
        """Some entities on a day; what the lists say of them is read at once."""
        asked = {one: (one, day, heard) for one in ids}
        missing = [one for one, key in asked.items() if key not in self._kept]
        if missing:
            if len(self._kept) + len(missing) > KEPT:
                self._kept = {key: self._kept[key] for key in asked.values() if key in self._kept}
            read = self._reader.of(missing)
            self._kept |= {asked[one]: _standing(read[one], day, heard) for one in missing}
        return {one: self._kept[key] for one, key in asked.items()}


def _standing(entries: Sequence[Particulars], day: Day, heard: Heard) -> Standing:
    held = tuple(one for one in entries if any(in_force(span, *day) for span in one.stood))
    shown = held or tuple(entries)
    return Standing(
        shown,
        tuple(one for one in held if heard.has(one.source)),
        day,
        any(one.schema in GROUP_SCHEMATA for one in entries),
        tuple(_listed(one, day) for one in shown),
    )


def weighed(asked: Marks, met: Met, standing: Standing) -> Weighed:
    """A name that met, with what speaks for and against it beyond the name.

    Args:
        asked: What is known of who is asked about.
        met: The name.
        standing: The entity on the day asked about.
    """
    evidence = [*weak_alias(met.grade), *(weigh(asked, standing.marks) if asked else ())]
    return Weighed(met, standing, evidence, combined(met.score, sum(one.bits for one in evidence)))


class Shown(NamedTuple):
    """What only a reported hit needs of its name: whose it is, and which word met which."""

    name: MatchedName
    detail: str


def hit_of(found: Weighed, shown: Shown, threshold: float) -> Hit:
    """Everything a reviewer should see of one entity.

    Args:
        found: Who, and on what evidence.
        shown: Its name, explained.
        threshold: From which probability on it counts as a match.
    """
    met, head = found.met, found.standing.entries[0]
    by_name = Reason(
        feature="name",
        score=round(met.score, 4),
        detail=shown.detail,
        query=met.asked,
        candidate=shown.name.text,
    )
    return Hit(
        id=met.id, caption=head.caption, schema=head.schema, score=round(found.score, 4),
        match=found.score >= threshold, name=shown.name,
        reasons=(by_name, *(one.reason for one in found.evidence)),
        entries=found.standing.listed, is_group=found.standing.is_group,
    )  # fmt: skip


def _listed(entry: Particulars, day: Day) -> Listed:
    """An entry with its designation; where it has several, all their programmes.

    Args:
        entry: The entry, of all times.
        day: By when.
    """
    spans = [span for span in entry.stood if span.known_from <= day.known]
    held = [one for one in entry.listings if in_force(one, *day)]
    until = max((span.known_until for span in spans if span.known_until is not None), default=None)
    still = any(span.known_until is None for span in spans)
    return Listed(
        entry=entry.entry, source=entry.source, caption=entry.caption,
        known_from=min((span.known_from for span in spans), default=day.known),
        known_until=None if still else until,
        listed_on=min((one.listed_on for one in held if one.listed_on), default=None),
        authority=_joined(one.authority for one in held),
        programme=_joined(one.programme for one in held),
        reference=_joined(one.reference for one in held),
    )  # fmt: skip


def _joined(values: Iterable[str | None]) -> str | None:
    found = dict.fromkeys(value for value in values if value)
    return "; ".join(found) or None

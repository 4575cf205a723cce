"""Which of several values a page shows first, and why: the one rule, and its words.

Nothing is chosen silently. Values are ordered by the best claim behind each: (1) an official source before a
dataset, a dataset before research, research before the press, the press before what a party says of itself and
before encyclopaedias; (2) read at its publisher before read in a copy, a copy before second hand; (3) the more
precise; (4) what more publishers give; (5) what was said later. The page shows the first, the others beside it,
and names the step that decided (`prefer-…` in the language file).

One refinement for dates: where the first value is wide ("June 2020") and others fit inside it, all that fit agree
with it; the narrowest is shown if no two of them contradict each other, else the wide one, which all share.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sourcebook.profiles.facts import Claim, Evidence
from sourcebook.record.dates import PartialDate

T = TypeVar("T", bound=Hashable)

KINDS = ("official", "dataset", "research", "press", "claim", "encyclopedia")
READ = ("direct", "copy", "second_hand")
STEPS = ("kind", "read", "precise", "more", "later", "alike")


@dataclass(frozen=True, slots=True)
class Backed(Generic[T]):
    """A value and the claims for it."""

    value: T
    claims: tuple[Claim[T], ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Who gives it, best first."""
        return tuple(c.evidence for c in sorted(self.claims, key=lambda c: rank_of(c.evidence)))

    @property
    def publishers(self) -> tuple[str, ...]:
        """The short names of those who give it, each once."""
        return tuple(dict.fromkeys(e.short for e in self.evidence))


@dataclass(frozen=True, slots=True)
class Weighed(Generic[T]):
    """Values in order of preference.

    Attributes:
        values: The first is the one to show.
        step: Which step of the rule put it before the second.
        differ: Whether two sources give values that cannot both be so.
        shown_evidence: Everybody whose claim agrees with the value shown.
    """

    values: tuple[Backed[T], ...]
    step: str
    differ: bool
    shown_evidence: tuple[Evidence, ...]

    @property
    def first(self) -> T:
        """The value to show."""
        return self.values[0].value

    @property
    def others(self) -> tuple[Backed[T], ...]:
        """The values beside it."""
        return self.values[1:]


def weigh(claims: Sequence[Claim[T]], width: Callable[[T], int] = lambda _: 0) -> Weighed[T]:
    """Order the values that sources give.

    Args:
        claims: At least one.
        width: How wide a value is: of two, the narrower is the more precise.
    """
    ranked = sorted(_backed(claims), key=lambda b: _rank(b, width))
    return Weighed(tuple(ranked), _deciding(ranked, width), len(ranked) > 1, ranked[0].evidence)


def weigh_dates(claims: Sequence[Claim[PartialDate]]) -> Weighed[PartialDate]:
    """Order the dates that sources give; dates that fit into one another agree."""
    plain = weigh(claims, _days)
    fitting = [b for b in plain.values if b.value.within(plain.first)]
    apart = [b for b in plain.values if not b.value.overlaps(plain.first)]
    inner_conflict = any(not a.value.overlaps(b.value) for a in fitting for b in fitting)
    shown = plain.values[0] if inner_conflict else min(fitting, key=lambda b: _days(b.value))
    rest = tuple(b for b in plain.values if b is not shown)
    agreeing = [b for b in plain.values if b.value.overlaps(shown.value)]
    evidence = shown.evidence + tuple(e for b in agreeing if b is not shown for e in b.evidence)
    return Weighed((shown, *rest), plain.step, bool(apart) or inner_conflict, evidence)


def contradicting(weighed: Weighed[PartialDate]) -> tuple[Backed[PartialDate], ...]:
    """The other dates that are news beside the one shown: they contradict it, or one another within it."""
    others = weighed.others
    return tuple(
        b
        for b in others
        if not b.value.overlaps(weighed.first)
        or any(not b.value.overlaps(c.value) for c in others if c.value.within(weighed.first))
    )


def _backed(claims: Sequence[Claim[T]]) -> list[Backed[T]]:
    by_value: dict[T, list[Claim[T]]] = {}
    for claim in claims:
        by_value.setdefault(claim.value, []).append(claim)
    return [Backed(value, tuple(same)) for value, same in by_value.items()]


def rank_of(evidence: Evidence) -> tuple[int, int, str, str, str]:
    """How a source stands by the rule: its kind, how it was read, then an order without meaning."""
    kind = KINDS.index(evidence.kind) if evidence.kind in KINDS else len(KINDS)
    read = READ.index(evidence.read) if evidence.read in READ else len(READ)
    return kind, read, evidence.source, evidence.record, evidence.row


def _rank(backed: Backed[T], width: Callable[[T], int]) -> tuple[int, int, int, int, int, str]:
    best = min(rank_of(e) for e in backed.evidence)
    later = max((_said_on(e) for e in backed.evidence), default=date.min)
    publishers = len({e.publisher for e in backed.evidence})
    return best[0], best[1], width(backed.value), -publishers, -later.toordinal(), str(backed.value)


def _said_on(evidence: Evidence) -> date:
    # Of an undated page the first day it can be of: that nobody dated it does not make it late.
    return date.min if evidence.version is None else evidence.version.earliest


def _deciding(ranked: Sequence[Backed[T]], width: Callable[[T], int]) -> str:
    if len(ranked) < 2:
        return STEPS[-1]
    first, second = _rank(ranked[0], width), _rank(ranked[1], width)
    return next((STEPS[i] for i in range(5) if first[i] != second[i]), STEPS[-1])


def _days(value: PartialDate) -> int:
    return (value.latest - value.earliest).days

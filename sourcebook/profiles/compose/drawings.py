"""From facts to figures: what the page draws, on one stretch of time."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.facts import DesignationFact, GroupFacts
from sourcebook.profiles.model import FigureBlock
from sourcebook.record.dates import PartialDate


def years_of(facts: GroupFacts) -> tuple[int, int]:
    """The stretch of time of every figure of the page: from the year before its first date to the year after."""
    dates: list[PartialDate] = [c.value for c in (*facts.formed, *facts.first_attack)]
    dates += [c.value for t in facts.lineage for c in t.dates]
    dates += [c.value for t in facts.tenures for c in t.starts]
    dates += [c.value for d in facts.designations for c in d.listed]
    first = min((d.earliest.year for d in dates), default=facts.as_of.year - 10)
    return first - 1, facts.as_of.year + 1


def genealogy(desk: Desk) -> FigureBlock | None:
    return None


def tenures(desk: Desk) -> FigureBlock | None:
    return None


def listings(desk: Desk, found: Sequence[DesignationFact]) -> FigureBlock | None:
    return None

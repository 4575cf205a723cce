"""What activity consists of, in one value: the mixes, the share of kidnapping, the borders, who with whom."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sourcebook.trends.activity import Activity
from sourcebook.trends.company import company
from sourcebook.trends.counting import total
from sourcebook.trends.coverage import coding
from sourcebook.trends.geography import Border
from sourcebook.trends.mixes import MIXES, kidnapping, mixes
from sourcebook.trends.places import border
from sourcebook.trends.values import Coding, Companion, Counts, Mix, Portion


class Composition(msgspec.Struct, frozen=True, kw_only=True):
    """What activity consists of.

    Attributes:
        total: All of it.
        mixes: By each question asked.
        kidnapping: Share of incidents in which people were seized.
        border: How much lay outside the main country, and when that changed.
        company: Who was on which side.
        coding: Which questions the datasets answer.
    """

    total: Counts
    mixes: tuple[Mix, ...]
    kidnapping: Portion
    border: Border
    company: tuple[Companion, ...]
    coding: tuple[Coding, ...]


def composition(held: Activity, by: Sequence[str] = ()) -> Composition:
    """What activity consists of.

    Args:
        held: The reports in scope.
        by: Questions of `MIXES`; none: all of them.

    Raises:
        UsageError: There is no such question.
    """
    return Composition(
        total=total(held), mixes=mixes(held, by or MIXES), kidnapping=kidnapping(held), border=border(held),
        company=company(held), coding=coding(held),
    )  # fmt: skip

"""What was found in a sentence and will be a claim: who takes part, with what value, at what time.

Roles point at mentions by their numbers in the tagged sentence. Patterns find some, frames others; dates are given out
afterwards, when all that could claim one are known.
"""

from __future__ import annotations

from dataclasses import dataclass

from sourcebook.claims.model import ClaimType
from sourcebook.documents.mention import Quantity, TimeMention

ROLES = ("subject", "object", "by", "former")


@dataclass(frozen=True, slots=True)
class Match:
    """What may be one claim, or several where mentions are joined.

    Attributes:
        type: Of the claim.
        start: Where it begins in the tagged text.
        end: Where it ends there.
        roles: Who takes part, by the numbers of the mentions.
        value: What it says of them beside that.
        time: The date that belongs to it beyond doubt.
        count: How many.
        aside: What stands between commas in it, whose dates are not its own.
        sure: How far the way of reading can be trusted, 0 to 1.
        dated: Whether it is a claim only with a date, or with somebody for its object.
    """

    type: ClaimType
    start: int
    end: int
    roles: dict[str, int]
    value: str | None
    time: TimeMention | None = None
    count: Quantity | None = None
    aside: tuple[int, int] = (-1, -1)
    sure: float = 1.0
    dated: bool = False

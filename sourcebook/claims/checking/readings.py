"""Two readings of the same words: that which the record bears out is what the text says.

"Out of the UFDD came the FACT, led by Mahamat Mahdi Ali" can be read as saying so of either. A reading that the record
contradicts is dropped where the same sentence, read of somebody else, is borne out in the very same point (the same
leader, the same date of founding, the same listing), if it is a loose one or its words take in those of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sourcebook.claims.model import Claim, Judged

# Above this a reading follows words that were foreseen; frames and pronouns stay below.
_LOOSE = 0.77
_POINTS = frozenset({"founded", "led_by", "designated_by", "carried_out", "split_from"})

Point = tuple[object, ...]


def settled(found: Iterable[Judged]) -> tuple[Judged, ...]:
    """Judgements without those on readings that another reading of the same words makes needless.

    Args:
        found: Of all claims of a document.
    """
    every = tuple(found)
    borne: dict[Point, list[Claim]] = {}
    for judged in every:
        if judged.verdict == "supported" and judged.claim.type in _POINTS:
            borne.setdefault(_point(judged.claim), []).append(judged.claim)
    return tuple(j for j in every if not _is_needless(j, borne))


def _is_needless(judged: Judged, borne: dict[Point, list[Claim]]) -> bool:
    claim = judged.claim
    if judged.verdict != "contradicted" or claim.type not in _POINTS:
        return False
    others = borne.get(_point(claim), [])
    return any(claim.confidence < _LOOSE or _takes_in(claim, other) for other in others)


def _takes_in(claim: Claim, other: Claim) -> bool:
    """Whether the words of a claim are those of another and more before them."""
    return claim.span.start < other.span.start and other.span.end <= claim.span.end


def _point(claim: Claim) -> Point:
    """What is said, but for of whom: by whom it is led, when it was founded."""
    other: Sequence[str] = [r.id for r in claim.object[:1]]
    when = None if claim.type == "led_by" else claim.time and claim.time.text
    return claim.sentence, claim.type, tuple(other), when

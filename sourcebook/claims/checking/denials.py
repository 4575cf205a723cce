"""What a text denies: that an authority has listed a group.

A list is the one thing of which the record knows what is not on it, so that a denial can be answered. Whoever denies a
listing in force is contradicted by it; whoever denies one that a complete list does not hold is borne out by the list.
A denial with a date ("was not listed in 2001") may mean the act or the state, and is left alone, as are all others.
"""

from __future__ import annotations

from msgspec import structs

from sourcebook.claims.checking.desk import judged
from sourcebook.claims.model import Claim, Evidence, Judged, VerdictName

# What the opposite of a verdict is; there is none of the others.
_TURNED: dict[str, VerdictName] = {"supported": "contradicted", "contradicted": "supported"}


def answerable(claim: Claim) -> bool:
    """Whether the record can answer a denial of this."""
    return claim.type == "designated_by" and claim.time is None


def denied(claim: Claim, affirmed: Judged | None) -> Judged:
    """The verdict on a denial.

    Args:
        claim: What the text denies.
        affirmed: The verdict on the same, had it been affirmed; None where that cannot be asked.
    """
    verdict = None if affirmed is None else _TURNED.get(affirmed.verdict)
    if affirmed is None or verdict is None:
        return judged(claim, "not_in_record", "denied")
    evidence = tuple(_turned(e) for e in affirmed.evidence)
    return structs.replace(affirmed, claim=claim, verdict=verdict, evidence=evidence)


def _turned(evidence: Evidence) -> Evidence:
    return structs.replace(evidence, stance="against" if evidence.stance == "for" else "for")

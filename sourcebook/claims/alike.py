"""Claims of one sentence that say the same: the one that says most of it is kept."""

from __future__ import annotations

from sourcebook.claims.model import Claim


def unique(claims: list[Claim]) -> list[Claim]:
    """Claims that differ in what they say; of those that do not, the surest."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        ids = tuple(r[0].id if r else None for r in (claim.subject, claim.object))
        plain = claim.type in ("died", "designated_by")
        key: tuple[object, ...] = (claim.type, *ids, None if plain else claim.value)
        if claim.type == "killed":
            key = (claim.type, claim.count)
        if key not in best or _better(claim, best[key]):
            best[key] = claim
    return list(best.values())


def _better(claim: Claim, other: Claim) -> bool:
    """Whether of two claims that say the same one says more, or is surer."""
    return _told(claim) > _told(other)


def _told(claim: Claim) -> tuple[bool, bool, float]:
    return claim.time is not None, claim.value is not None, claim.confidence

"""Words for what was done and to whom, and what each stands under in the vocabulary."""

from __future__ import annotations

from functools import cache

from sourcebook.incidents.vocabulary import KINDS, vocabulary

# Words that texts use of the same thing: kidnapped of those who were held, a bombing of a suicide attack.
_ALIKE = (
    frozenset({"kidnapping", "hostage-taking", "abduction", "hijacking"}),
    frozenset({"bombing", "suicide attack", "roadside bomb"}),
    frozenset({"armed assault", "ambush", "assassination"}),
)


@cache
def is_a(term: str, wider: str) -> bool:
    """Whether a term is another, or stands under it in the vocabulary."""
    return wider in _line(term)


@cache
def _line(term: str) -> tuple[str, ...]:
    """A term and all it stands under."""
    broader = {t.term: t.broader for kind in KINDS for t in vocabulary(kind).terms}
    found: list[str] = []
    at: str | None = term
    while at is not None and at not in found:
        found.append(at)
        at = broader.get(at)
    return tuple(found)


def are_alike(one: str, other: str) -> bool:
    """Whether texts use two words of the same thing."""
    return any(one in alike and other in alike for alike in _ALIKE)

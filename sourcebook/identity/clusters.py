"""From evidence and judgements to clusters: one canonical id for all entries of one group or person.

Edges are taken strongest first, ties by their ids, so the order in which anything was added does not matter. A
human judgement comes before any edge; a union that would bring together two entries judged different is
refused, whatever the evidence, directly or through others (the rule nomenklatura's resolver also follows:
https://github.com/opensanctions/nomenklatura). Names alone never bring two entries of one list together: a list
knows its own entries apart.

The canonical id is the register's slug where the register names the group, else the lowest member id in the fixed
order of the sources. Cost: near-linear in edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from sourcebook.identity.journal import Judgement

# The order in which a canonical id is chosen where the register names nobody.
SOURCE_ORDER = ("register", "un", "ofac", "eu", "uk", "us_fto", "ucdp", "ftm")
# Weaker evidence is a lead for a person to judge; it joins nothing.
JOINING = 0.5
_NUMBER = re.compile(r"(\d+)")


class Edge(msgspec.Struct, frozen=True, order=True):
    """Evidence that two entries speak of one group or person.

    Attributes:
        a, b: Entry ids, the lower first.
        kind: `register`, `reference` (a shared official number) or `names`.
        strength: How likely it is that they are one, 0 to 1.
        evidence: What it rests on, for the reader.
    """

    a: str
    b: str
    kind: str
    strength: float
    evidence: str

    @classmethod
    def between(cls, one: str, other: str, kind: str, strength: float, evidence: str) -> Edge:
        """An edge with its ends in order."""
        return cls(min(one, other), max(one, other), kind, strength, evidence)


class _Forest:
    """Union-find that remembers who must not meet."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._foes: dict[str, set[str]] = {}

    def root(self, entry: str) -> str:
        path = []
        while (parent := self._parent.get(entry, entry)) != entry:
            path.append(entry)
            entry = parent
        for passed in path:
            self._parent[passed] = entry
        return entry

    def forbid(self, a: str, b: str) -> None:
        self._foes.setdefault(self.root(a), set()).add(b)
        self._foes.setdefault(self.root(b), set()).add(a)

    def join(self, a: str, b: str, one_each: bool = False) -> bool:
        """Bring two clusters together, unless somebody in one must not meet somebody in the other.

        Args:
            a: An entry of the one.
            b: An entry of the other.
            one_each: Whether two entries of one list must not meet either.
        """
        one, other = self.root(a), self.root(b)
        if one == other:
            return True
        if self._clash(one, other) or (one_each and self._share_a_list(one, other)):
            return False
        keep, gone = (one, other) if len(self.of(one)) >= len(self.of(other)) else (other, one)
        self._parent[gone] = keep
        self._members[keep] = self.of(keep) + self._members.pop(gone, [gone])
        self._foes.setdefault(keep, set()).update(self._foes.pop(gone, ()))
        return True

    def of(self, root: str) -> list[str]:
        return self._members.get(root, [root])

    def _clash(self, one: str, other: str) -> bool:
        return not self._foes.get(one, set()).isdisjoint(self.of(other))

    def _share_a_list(self, one: str, other: str) -> bool:
        lists = {entry.partition(":")[0] for entry in self.of(one)}
        return any(entry.partition(":")[0] in lists for entry in self.of(other))

    def clusters(self) -> list[list[str]]:
        return list(self._members.values())


def cluster(edges: Iterable[Edge], judgements: Sequence[Judgement] = ()) -> dict[str, str]:
    """The canonical id of every entry that is one with another.

    Args:
        edges: Evidence, in any order.
        judgements: Those in force (`Journal.in_force`).

    Returns:
        Entry id to canonical id, for every entry in a cluster of two or more, or of the register.
    """
    forest = _Forest()
    for judgement in judgements:
        if judgement.verdict == "different":
            forest.forbid(judgement.a, judgement.b)
    for judgement in sorted(judgements, key=lambda j: (j.a, j.b)):
        if judgement.verdict == "same":
            forest.join(judgement.a, judgement.b)
    for edge in sorted((e for e in edges if e.strength >= JOINING), key=lambda e: (-e.strength, e)):
        forest.join(edge.a, edge.b, one_each=edge.kind == "names")
    return {
        entry: canonical
        for members in forest.clusters()
        for canonical in (canonical_id(members),)
        for entry in members
    }


def canonical_id(members: Iterable[str]) -> str:
    """The id under which a cluster is known for ever."""
    return min(members, key=_precedence).removeprefix("register:")


def _precedence(entry: str) -> tuple[int, list[tuple[int, str]], str]:
    """Sources in their order, then ids as people count: 481 before 1200."""
    source, _, key = entry.partition(":")
    place = SOURCE_ORDER.index(source) if source in SOURCE_ORDER else len(SOURCE_ORDER)
    parts = [(int(p), "") if p.isdigit() else (-1, p) for p in _NUMBER.split(key)]
    return place, parts, entry

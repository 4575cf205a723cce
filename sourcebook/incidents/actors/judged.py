"""What people have judged about the actors of datasets: a judgement is surer than any likeness of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.groups import Groups


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgements about datasets' actors: who is the same as which group, and who is not.

    Attributes:
        same: Actor to the judgement and the entry it is one with.
        different: Pairs of an actor and the index of a group.
    """

    same: dict[str, tuple[Judgement, str]]
    different: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, groups: Groups, judgements: Iterable[Judgement]) -> Judged:
        """Those that are about a group of the record.

        Args:
            groups: Of the record.
            judgements: Those in force.
        """
        same: dict[str, tuple[Judgement, str]] = {}
        different: set[tuple[str, int]] = set()
        for j in judgements:
            for actor, entry in ((j.a, j.b), (j.b, j.a)):
                if entry not in groups.by_entry:
                    continue
                if j.verdict == "same":
                    same.setdefault(actor, (j, entry))
                elif j.verdict == "different":
                    different.add((actor, groups.by_entry[entry]))
        return cls(same, frozenset(different))

"""The two sides of a comparison: who is called by names, and the names taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sourcebook.incidents.actors.tokens import Printed, printed

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

# How far a name is its owner's own: one it is headed by, one of its own source; an alias of a list is not.
FIRST, OWN = 1.0, 0.7


@dataclass(frozen=True, slots=True)
class Owner:
    """One who is called by names: a group of the record, or a name of a dataset itself.

    Attributes:
        names: All its names.
        first: Those by which it is headed; a translation or an alias is not.
        own: Those of its own source, before the aliases of lists: what UCDP and the register call it.
        countries: ISO codes of where it is at home; empty where nothing is known.
    """

    names: tuple[str, ...]
    first: frozenset[str]
    own: frozenset[str]
    countries: frozenset[str] = frozenset()

    def standing(self, name: str) -> float:
        """How far a name is the owner's own, 0 to 1."""
        return FIRST if name in self.first else OWN if name in self.own else 0.0

    @classmethod
    def of(cls, name: str, countries: frozenset[str] = frozenset()) -> Owner:
        """A name that stands for itself."""
        return cls((name,), frozenset((name,)), frozenset((name,)), countries)


@dataclass(frozen=True, slots=True)
class Side:
    """The names of one side.

    Attributes:
        owners: Whose they are.
        names: Each name taken apart.
        owner: Whose each name is: an index of `owners`.
        own: How far each name is its owner's own (`Owner.standing`).
    """

    owners: tuple[Owner, ...]
    names: tuple[Printed, ...]
    owner: Ints
    own: Floats

    @property
    def count(self) -> int:
        """How many owners there are."""
        return len(self.owners)

    @classmethod
    def of(cls, owners: Sequence[Owner]) -> Side:
        """A side from its owners."""
        pairs = [
            (at, name) for at, owner in enumerate(owners) for name in dict.fromkeys(owner.names)
        ]
        return cls(
            tuple(owners),
            tuple(printed(name) for _, name in pairs),
            np.array([at for at, _ in pairs], np.int32),
            np.array([owners[at].standing(name) for at, name in pairs], np.float32),
        )

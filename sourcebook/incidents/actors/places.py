"""States that names say, held against where the other side is at home.

`People's Liberation Army (India)` is the PLA that UCDP places in India: a state that one name says and the other
leaves out is no difference where the other's owner is at home there, and a mark against it where it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sourcebook.incidents.actors.owners import Flags, Ints, Side


@dataclass(frozen=True, slots=True)
class States:
    """Where owners are at home and which words are states.

    Attributes:
        of_word: The number of the state that a word is; -1 for other words.
        home_left, home_right: Owners by states: whether at home there.
        known_left, known_right: Whether anything is known of an owner's home.
    """

    of_word: Ints
    home_left: Flags
    home_right: Flags

    @classmethod
    def of(cls, words: Sequence[str], left: Side, right: Side) -> States:
        """The states of a table of words, and the homes of two sides."""
        codes = sorted(
            {c for side in (left, right) for held in side.owners for c in held.countries}
            | {w[1:] for w in words if w.startswith("@")}
        )
        number = {code: at for at, code in enumerate(codes)}
        of_word = np.array([number[w[1:]] if w.startswith("@") else -1 for w in words], np.int32)
        return cls(of_word, _homes(left, number), _homes(right, number))

    def agree(self, words: Ints, home: Flags, owner: Ints) -> Flags:
        """Which words are a state that the owner on the other side is at home in."""
        state = np.where(words >= 0, self.of_word[words], -1)
        return np.asarray((state >= 0) & home[owner[:, None], np.maximum(state, 0)])

    def are(self, words: Ints) -> Flags:
        """Which words are states."""
        return np.asarray((words >= 0) & (self.of_word[words] >= 0))


def _homes(side: Side, number: dict[str, int]) -> Flags:
    out = np.zeros((side.count, max(len(number), 1)), np.bool_)
    for at, held in enumerate(side.owners):
        out[at, [number[code] for code in sorted(held.countries)]] = True
    return out

"""Acronyms that two sides of names have in common, and how rare each is.

An acronym that both state says more than one that one side states and the other's words would be abbreviated to;
one that many state, or of two letters, says little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sourcebook.incidents.actors.owners import Flags, Floats, Side

Keys = NDArray[np.int64]
# An acronym that more pairs than this have in common tells nothing.
MOST_PAIRS = 2000


@dataclass(frozen=True, slots=True)
class Acronyms:
    """Acronyms in common, by pairs of owners: keys `left * count + right`, sorted."""

    count: int
    keys: dict[str, Keys]
    values: dict[str, Floats]
    states_left: Flags
    states_right: Flags

    @classmethod
    def of(cls, left: Side, right: Side) -> Acronyms:
        """The acronyms that two sides have in common."""
        stated = _by_acronym(left, "acronyms"), _by_acronym(right, "acronyms")
        spelt = _by_acronym(left, "initials"), _by_acronym(right, "initials")
        found = {
            "stated": _common((stated[0], stated[1]), stated, right.count),
            "abbreviated": _merged(
                _common((stated[0], spelt[1]), stated, right.count),
                _common((spelt[0], stated[1]), stated, right.count),
            ),
        }
        return cls(
            right.count,
            {kind: keys for kind, (keys, _) in found.items()},
            {kind: values for kind, (_, values) in found.items()},
            _states_any(left), _states_any(right),
        )  # fmt: skip

    def rarity(self, kind: str, keys: Keys) -> Floats:
        """The rarity of the rarest acronym each pair has in common."""
        held, values = self.keys[kind], self.values[kind]
        if not len(held):
            return np.zeros(len(keys), np.float32)
        at = np.minimum(np.searchsorted(held, keys), len(held) - 1)
        return np.where(held[at] == keys, values[at], 0).astype(np.float32)


Holders = dict[str, list[int]]


def _by_acronym(side: Side, kind: str) -> Holders:
    found: dict[str, set[int]] = {}
    for name, owner in zip(side.names, side.owner.tolist(), strict=True):
        for short in getattr(name, kind):
            found.setdefault(short, set()).add(owner)
    return {short: sorted(owners) for short, owners in found.items()}


def _states_any(side: Side) -> Flags:
    out = np.zeros(side.count, np.bool_)
    out[side.owner[[bool(name.acronyms) for name in side.names]]] = True
    return out


def _common(
    held: tuple[Holders, Holders], stated: tuple[Holders, Holders], count: int
) -> tuple[Keys, Floats]:
    """Pairs of owners that share an acronym, and its rarity: one over how many state it."""
    keys, values = [], []
    for short in sorted(held[0].keys() & held[1].keys()):
        a, b = np.array(held[0][short]), np.array(held[1][short])
        if len(a) * len(b) > MOST_PAIRS:
            continue
        share = max(1, len(stated[0].get(short, [])), len(a)) * max(1, len(b))
        length = min(1.0, 0.4 + 0.15 * len(short))
        keys.append((a[:, None].astype(np.int64) * count + b[None, :]).ravel())
        values.append(np.full(len(keys[-1]), length / np.sqrt(share), np.float32))
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return _largest(np.concatenate(keys), np.concatenate(values))


def _merged(*found: tuple[Keys, Floats]) -> tuple[Keys, Floats]:
    return _largest(np.concatenate([k for k, _ in found]), np.concatenate([v for _, v in found]))


def _largest(keys: Keys, values: Floats) -> tuple[Keys, Floats]:
    """Each key once, with its largest value."""
    order = np.lexsort((-values, keys))
    unique, first = np.unique(keys[order], return_index=True)
    return unique, values[order][first]

"""How alike two sets of names are, for all likely pairs at once.

Every name falls into variants (`tokens.printed`). Pairs that share a telling word or an acronym are held against each
other, as rows of arrays: nothing here loops over pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from sourcebook.incidents.actors.acronyms import Acronyms
from sourcebook.incidents.actors.owners import Floats, Ints, Side
from sourcebook.incidents.actors.places import States
from sourcebook.incidents.actors.wording import Wording, likenesses, nearest, variants, weights

PART = 20_000
MET = 0.5


@dataclass(frozen=True, slots=True)
class Pairs:
    """Likely pairs of owners, and how their names agree; all arrays of one length.

    Attributes:
        left, right: Owners.
        both: Share of all words of the best two variants that meet, by weight.
        covers_left, covers_right: Share of the words of one that the other has.
        mass: Weight of what met, in bits.
        rest_left, rest_right: The heaviest word of either that met nothing, in bits.
        same: Whether two variants have the same words.
        whole: Whether the best variants are whole names.
        whole_left, whole_right: The same of either.
        own: How far the best names are the owners' own.
        stated: Rarity of the rarest acronym that both state, 0 to 1; 0 for none.
        abbreviated: Rarity of an acronym one states and the other's words abbreviate to.
        conflict: Whether both state acronyms and none is common.
        home: Whether a name says the state that the other is at home in.
        abroad: Whether a name says a state that the other is not at home in, nor says.
        name_left, name_right: The names that agree best, as indices of `Side.names`.
    """

    left: Ints
    right: Ints
    both: Floats
    covers_left: Floats
    covers_right: Floats
    mass: Floats
    rest_left: Floats
    rest_right: Floats
    same: Floats
    whole: Floats
    whole_left: Floats
    whole_right: Floats
    own: Floats
    stated: Floats
    abbreviated: Floats
    conflict: Floats
    home: Floats
    abroad: Floats
    name_left: Ints
    name_right: Ints


def pairs(left: Side, right: Side) -> Pairs:
    """Hold the names of two sides against each other.

    Args:
        left: For example the groups of the record.
        right: For example the names of a dataset.
    """
    words = sorted(
        {w for side in (left, right) for n in side.names for v in n.variants for w in v.words}
    )
    number = {word: at for at, word in enumerate(words)}
    ours, theirs = variants(left, number), variants(right, number)
    likeness = likenesses(words, np.unique(theirs.rows[theirs.rows >= 0]))
    weight = weights(words, left, right)
    by_words = nearest(ours, theirs, likeness, weight)
    states = States.of(words, left, right)
    case = _Case(ours, theirs, likeness, weight, Acronyms.of(left, right), states)
    return _held(case, by_words)


@dataclass(frozen=True, slots=True)
class _Case:
    ours: Wording
    theirs: Wording
    likeness: NDArray[np.uint8]
    weight: Floats
    acronyms: Acronyms
    states: States


def _held(case: _Case, near: sp.csr_matrix) -> Pairs:
    """The best two variants of every pair of owners, with acronyms beside."""
    coo = near.tocoo()
    measured = _measured(case, coo.row.astype(np.int32), coo.col.astype(np.int32))
    count = case.acronyms.count
    keys = case.ours.owner[coo.row].astype(np.int64) * count + case.theirs.owner[coo.col]
    rank = (
        measured["both"]
        + 0.04 * measured["whole"]
        + 0.06 * measured["own"]
        + 0.01 * np.minimum(measured["mass"], 20)
    )
    order = np.lexsort((coo.col, coo.row, -rank, keys))
    unique, first = np.unique(keys[order], return_index=True)
    best = order[first]
    every = np.unique(np.concatenate([unique, *case.acronyms.keys.values()]))
    place = np.searchsorted(every, unique)
    columns = {name: _placed(values[best], place, len(every)) for name, values in measured.items()}
    left, right = (every // count).astype(np.int32), (every % count).astype(np.int32)
    columns["stated"] = case.acronyms.rarity("stated", every)
    columns["abbreviated"] = case.acronyms.rarity("abbreviated", every)
    both_state = case.acronyms.states_left[left] & case.acronyms.states_right[right]
    columns["conflict"] = (both_state & (columns["stated"] == 0)).astype(np.float32)
    names = {
        "name_left": _placed(case.ours.name[coo.row][best], place, len(every), -1),
        "name_right": _placed(case.theirs.name[coo.col][best], place, len(every), -1),
    }
    return Pairs(left=left, right=right, **columns, **names)


def _placed(values: NDArray, place: NDArray[np.int64], length: int, empty: float = 0) -> NDArray:  # type: ignore[type-arg]
    out = np.full(length, empty, values.dtype)
    out[place] = values
    return out


def _measured(case: _Case, left: Ints, right: Ints) -> dict[str, Floats]:
    """How the words of each pair of variants meet."""
    parts = [
        _measured_part(case, left[at : at + PART], right[at : at + PART])
        for at in range(0, max(len(left), 1), PART)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _measured_part(case: _Case, left: Ints, right: Ints) -> dict[str, Floats]:
    a, b = case.ours.rows[left], case.theirs.rows[right]
    there = (a >= 0)[:, :, None] & (b >= 0)[:, None, :]
    like = np.where(there, case.likeness[a[:, :, None], b[:, None, :]], 0).astype(np.float32) / 100
    met_a, met_b = like.max(axis=2), like.max(axis=1)
    owner_a, owner_b = case.ours.owner[left], case.theirs.owner[right]
    home_a = case.states.agree(a, case.states.home_right, owner_b)
    home_b = case.states.agree(b, case.states.home_left, owner_a)
    # A state that the other name leaves out and the other group is at home in is no difference.
    met_a, met_b = np.maximum(met_a, home_a), np.maximum(met_b, home_b)
    placed_a = np.asarray(case.states.home_left.any(axis=1))
    placed_b = np.asarray(case.states.home_right.any(axis=1))
    away_a = case.states.are(a) & (met_a < MET) & placed_b[owner_b].reshape(-1, 1)
    away_b = case.states.are(b) & (met_b < MET) & placed_a[owner_a].reshape(-1, 1)
    heavy_a, heavy_b = np.where(a >= 0, case.weight[a], 0), np.where(b >= 0, case.weight[b], 0)
    got_a, got_b = (heavy_a * met_a).sum(1), (heavy_b * met_b).sum(1)
    all_a, all_b = heavy_a.sum(1), heavy_b.sum(1)
    tiny = np.float32(1e-6)
    return {
        "both": (got_a + got_b) / np.maximum(all_a + all_b, tiny),
        "covers_left": got_a / np.maximum(all_a, tiny),
        "covers_right": got_b / np.maximum(all_b, tiny),
        "mass": np.minimum(got_a, got_b),
        "rest_left": np.where(met_a < MET, heavy_a, 0).max(1),
        "rest_right": np.where(met_b < MET, heavy_b, 0).max(1),
        "same": ((got_a >= 0.999 * all_a) & (got_b >= 0.999 * all_b)).astype(np.float32),
        "home": (home_a.any(1) | home_b.any(1)).astype(np.float32),
        "abroad": (away_a.any(1) | away_b.any(1)).astype(np.float32),
        "whole": (case.ours.whole[left] & case.theirs.whole[right]).astype(np.float32),
        "whole_left": case.ours.whole[left].astype(np.float32),
        "whole_right": case.theirs.whole[right].astype(np.float32),
        "own": case.ours.own[left] * case.theirs.own[right],
    }

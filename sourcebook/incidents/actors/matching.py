"""How alike two sets of names are, for all likely pairs at once.

Every name falls into variants (`tokens.printed`). Words of the two sides meet by meaning, spelling or sound in one
table of likenesses; a word weighs by how few names have it. Pairs that share a telling word or an acronym are held
against each other, the pairs as rows of arrays: nothing here loops over pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from sourcebook.incidents.actors.tokens import Printed, meaning, printed
from sourcebook.incidents.actors.vocabulary import vocabulary
from sourcebook.names.skeletons import skeleton

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

MOST_WORDS = 12
CHUNK = 512
NEAREST = 60
# From this likeness on two words are one; words shorter than this are only themselves.
LIKE, LEAST_SPELT = 0.74, 5
SOUND, LEAST_SOUNDED, MEANT = 0.9, 0.6, 0.9
GENERIC_WEIGHT, STATE_WEIGHT = 0.6, 0.6
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


@dataclass(frozen=True, slots=True)
class _Words:
    """The variants of a side as rows of word numbers, padded with -1."""

    rows: Ints
    owner: Ints
    name: Ints
    whole: NDArray[np.bool_]
    own: Floats


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
    ours, theirs = _variants(left, number), _variants(right, number)
    likeness = _likenesses(words)
    weight = _weights(words, left, right)
    by_words = _nearest(ours, theirs, likeness, weight)
    states = _States.of(words, left, right)
    case = _Case(ours, theirs, likeness, weight, _Acronyms.of(left, right), states)
    return _held(case, by_words)


def _variants(side: Side, number: dict[str, int]) -> _Words:
    found = [
        (at, [number[w] for w in v.words[:MOST_WORDS]], v.whole)
        for at, name in enumerate(side.names)
        for v in name.variants
    ]
    rows = np.full((len(found), MOST_WORDS), -1, np.int32)
    for place, (_, numbers, _) in enumerate(found):
        rows[place, : len(numbers)] = numbers
    name = np.array([at for at, _, _ in found], np.int32)
    return _Words(
        rows,
        side.owner[name],
        name,
        np.array([whole for _, _, whole in found], np.bool_),
        side.own[name],
    )


def _likenesses(words: Sequence[str]) -> NDArray[np.uint8]:
    """How alike any two words are, in hundredths: by spelling, sound or meaning, whichever is most."""
    table = np.zeros((len(words), len(words)), np.uint8)
    sounds = np.unique([skeleton(w) for w in words], return_inverse=True)[1]
    meant = np.unique([meaning(w) for w in words], return_inverse=True)[1]
    spelt = np.array([len(w) >= LEAST_SPELT and w.isalpha() for w in words])
    for start in range(0, len(words), CHUNK):
        part = slice(start, start + CHUNK)
        like = cdist(words[part], words, scorer=OSA.normalized_similarity, dtype=np.float32)
        long_ = spelt[part, None] & spelt[None, :]
        alike = np.where((like >= LIKE) & long_, 0.95 * like, 0)
        sounded = (sounds[part, None] == sounds[None, :]) & (like >= LEAST_SOUNDED) & long_
        alike = np.maximum(alike, np.where(sounded, SOUND, 0))
        same = meant[part, None] == meant[None, :]
        alike = np.maximum(alike, np.where(same, np.maximum(MEANT, like), 0))
        table[part] = np.rint(100 * alike).astype(np.uint8)
    np.fill_diagonal(table, 100)
    return table


def _weights(words: Sequence[str], left: Side, right: Side) -> Floats:
    """How much each word tells, in bits: by how few names have it or another of its meaning."""
    count: dict[str, int] = {}
    for side in (left, right):
        for name in side.names:
            for word in {meaning(w) for v in name.variants for w in v.words}:
                count[word] = count.get(word, 0) + 1
    total = len(left.names) + len(right.names)
    bits = np.log2(total / np.array([count[meaning(w)] for w in words], np.float32))
    generic = vocabulary().generic
    factor = [
        STATE_WEIGHT if w.startswith("@") else GENERIC_WEIGHT if meaning(w) in generic else 1.0
        for w in words
    ]
    return np.asarray(np.clip(bits, 0.5, 12) * np.array(factor), np.float32)


def _nearest(
    ours: _Words, theirs: _Words, likeness: NDArray[np.uint8], weight: Floats
) -> sp.csr_matrix:
    """The pairs of variants that share most: for each variant of either side the likest few."""
    spread = sp.csr_matrix(likeness.astype(np.float32) / 100)
    a = _normed(_incidence(ours, weight) @ spread)
    b = _normed(_incidence(theirs, weight))
    kept = []
    for start in range(0, a.shape[0], CHUNK):
        kept.append(_top((a[start : start + CHUNK] @ b.T).tocsr(), NEAREST))
    forth = sp.vstack(kept).tocsr()
    back = []
    for start in range(0, b.shape[0], CHUNK):
        back.append(_top((b[start : start + CHUNK] @ a.T).tocsr(), NEAREST))
    return (forth + sp.vstack(back).T).tocsr()


def _incidence(side: _Words, weight: Floats) -> sp.csr_matrix:
    rows, places = np.nonzero(side.rows >= 0)
    cols = side.rows[rows, places]
    shape = (len(side.rows), len(weight))
    found = sp.csr_matrix((weight[cols], (rows, cols)), shape=shape)
    return found


def _normed(matrix: sp.csr_matrix) -> sp.csr_matrix:
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (sp.diags(1 / np.maximum(norm, 1e-6)) @ matrix).tocsr()


def _top(matrix: sp.csr_matrix, most: int) -> sp.csr_matrix:
    """The largest few of every row, ties by column."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, row))
    rank = np.arange(len(order)) - matrix.indptr[row[order]]
    keep = order[rank < most]
    return sp.csr_matrix((matrix.data[keep], (row[keep], matrix.indices[keep])), shape=matrix.shape)


@dataclass(frozen=True, slots=True)
class _Acronyms:
    """Acronyms in common, by pairs of owners: keys `left * count + right`, sorted."""

    count: int
    keys: dict[str, NDArray[np.int64]]
    values: dict[str, Floats]
    states_left: NDArray[np.bool_]
    states_right: NDArray[np.bool_]

    @classmethod
    def of(cls, left: Side, right: Side) -> _Acronyms:
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

    def rarity(self, kind: str, keys: NDArray[np.int64]) -> Floats:
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


def _states_any(side: Side) -> NDArray[np.bool_]:
    out = np.zeros(side.count, np.bool_)
    out[side.owner[[bool(name.acronyms) for name in side.names]]] = True
    return out


def _common(
    held: tuple[Holders, Holders], stated: tuple[Holders, Holders], count: int
) -> tuple[NDArray[np.int64], Floats]:
    """Pairs of owners that share an acronym, and its rarity: one over how many state it."""
    keys, values = [], []
    for short in sorted(held[0].keys() & held[1].keys()):
        a, b = np.array(held[0][short]), np.array(held[1][short])
        # An acronym that dozens state or abbreviate to tells nothing.
        if len(a) * len(b) > 2000:
            continue
        share = max(1, len(stated[0].get(short, [])), len(a)) * max(1, len(b))
        length = min(1.0, 0.4 + 0.15 * len(short))
        keys.append((a[:, None].astype(np.int64) * count + b[None, :]).ravel())
        values.append(np.full(len(keys[-1]), length / np.sqrt(share), np.float32))
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return _largest(np.concatenate(keys), np.concatenate(values))


def _merged(*found: tuple[NDArray[np.int64], Floats]) -> tuple[NDArray[np.int64], Floats]:
    return _largest(np.concatenate([k for k, _ in found]), np.concatenate([v for _, v in found]))


def _largest(keys: NDArray[np.int64], values: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Each key once, with its largest value."""
    order = np.lexsort((-values, keys))
    unique, first = np.unique(keys[order], return_index=True)
    return unique, values[order][first]


@dataclass(frozen=True, slots=True)
class _States:
    """Where owners are at home and which words are states.

    Attributes:
        of_word: The number of the state that a word is; -1 for other words.
        home_left, home_right: Owners by states: whether at home there.
        known_left, known_right: Whether anything is known of an owner's home.
    """

    of_word: Ints
    home_left: NDArray[np.bool_]
    home_right: NDArray[np.bool_]

    @classmethod
    def of(cls, words: Sequence[str], left: Side, right: Side) -> _States:
        codes = sorted(
            {c for side in (left, right) for held in side.owners for c in held.countries}
            | {w[1:] for w in words if w.startswith("@")}
        )
        number = {code: at for at, code in enumerate(codes)}
        of_word = np.array([number[w[1:]] if w.startswith("@") else -1 for w in words], np.int32)
        return cls(of_word, _homes(left, number), _homes(right, number))

    def agree(self, words: Ints, home: NDArray[np.bool_], owner: Ints) -> NDArray[np.bool_]:
        """Which words are a state that the owner on the other side is at home in."""
        state = np.where(words >= 0, self.of_word[words], -1)
        return np.asarray((state >= 0) & home[owner[:, None], np.maximum(state, 0)])

    def are(self, words: Ints) -> NDArray[np.bool_]:
        """Which words are states."""
        return np.asarray((words >= 0) & (self.of_word[words] >= 0))


def _homes(side: Side, number: dict[str, int]) -> NDArray[np.bool_]:
    out = np.zeros((side.count, max(len(number), 1)), np.bool_)
    for at, held in enumerate(side.owners):
        out[at, [number[code] for code in sorted(held.countries)]] = True
    return out


@dataclass(frozen=True, slots=True)
class _Case:
    ours: _Words
    theirs: _Words
    likeness: NDArray[np.uint8]
    weight: Floats
    acronyms: _Acronyms
    states: _States


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
        _measured_part(case, left[at : at + 20_000], right[at : at + 20_000])
        for at in range(0, max(len(left), 1), 20_000)
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
    away_a = case.states.are(a) & (met_a < 0.5) & case.states.home_right[owner_b].any(1)[:, None]
    away_b = case.states.are(b) & (met_b < 0.5) & case.states.home_left[owner_a].any(1)[:, None]
    heavy_a, heavy_b = np.where(a >= 0, case.weight[a], 0), np.where(b >= 0, case.weight[b], 0)
    got_a, got_b = (heavy_a * met_a).sum(1), (heavy_b * met_b).sum(1)
    all_a, all_b = heavy_a.sum(1), heavy_b.sum(1)
    tiny = np.float32(1e-6)
    return {
        "both": (got_a + got_b) / np.maximum(all_a + all_b, tiny),
        "covers_left": got_a / np.maximum(all_a, tiny),
        "covers_right": got_b / np.maximum(all_b, tiny),
        "mass": np.minimum(got_a, got_b),
        "rest_left": np.where(met_a < 0.5, heavy_a, 0).max(1),
        "rest_right": np.where(met_b < 0.5, heavy_b, 0).max(1),
        "same": ((got_a >= 0.999 * all_a) & (got_b >= 0.999 * all_b)).astype(np.float32),
        "home": (home_a.any(1) | home_b.any(1)).astype(np.float32),
        "abroad": (away_a.any(1) | away_b.any(1)).astype(np.float32),
        "whole": (case.ours.whole[left] & case.theirs.whole[right]).astype(np.float32),
        "whole_left": case.ours.whole[left].astype(np.float32),
        "whole_right": case.theirs.whole[right].astype(np.float32),
        "own": case.ours.own[left] * case.theirs.own[right],
    }

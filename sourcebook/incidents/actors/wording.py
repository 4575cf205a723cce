"""The words of two sides of names: how alike any two are, how much each tells, and which names share most.

Words meet by meaning, spelling or sound; one that few names have tells more. All by arrays: the words of both sides
in one table of likenesses, the variants of names as rows of word numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from sourcebook.incidents.actors.owners import Flags, Floats, Ints, Side
from sourcebook.incidents.actors.tokens import meaning
from sourcebook.incidents.actors.vocabulary import vocabulary
from sourcebook.names.skeletons import skeleton

MOST_WORDS = 12
CHUNK = 512
NEAREST = 60
# From this likeness on two words are one; words shorter than this are only themselves.
LIKE, LEAST_SPELT, SPELT = 0.74, 5, 0.95
SOUND, LEAST_SOUNDED, MEANT = 0.9, 0.6, 0.9
# What a word is worth: at least, at most, and how much of it; what many groups are called is worth little.
LEAST_BITS, MOST_BITS = 0.5, 12.0
GENERIC, STATE_WEIGHT = (6.0, 0.6), 0.6
# A word is at least as rare as among so many names: of a handful of names each word would seem common.
LEAST_NAMES = 4_000


@dataclass(frozen=True, slots=True)
class Wording:
    """The variants of a side as rows of word numbers, padded with -1."""

    rows: Ints
    owner: Ints
    name: Ints
    whole: Flags
    own: Floats


def variants(side: Side, number: dict[str, int]) -> Wording:
    """The variants of a side's names, their words by number."""
    found = [
        (at, [number[w] for w in v.words[:MOST_WORDS]], v.whole)
        for at, name in enumerate(side.names)
        for v in name.variants
    ]
    rows = np.full((len(found), MOST_WORDS), -1, np.int32)
    for place, (_, numbers, _) in enumerate(found):
        rows[place, : len(numbers)] = numbers
    name = np.array([at for at, _, _ in found], np.int32)
    return Wording(
        rows,
        side.owner[name],
        name,
        np.array([whole for _, _, whole in found], np.bool_),
        side.own[name],
    )


def likenesses(words: Sequence[str], met: Ints) -> NDArray[np.uint8]:
    """How alike any word is to those of the other side, in hundredths: by spelling, sound or meaning.

    Args:
        words: Of both sides.
        met: Numbers of the words of the right side.
    """
    table = np.zeros((len(words), len(words)), np.uint8)
    sounds = np.unique([skeleton(w) for w in words], return_inverse=True)[1]
    meant = np.unique([meaning(w) for w in words], return_inverse=True)[1]
    spelt = np.array([len(w) >= LEAST_SPELT and w.isalpha() for w in words])
    for part in (met[at : at + CHUNK] for at in range(0, len(met), CHUNK)):
        like = cdist(
            [words[at] for at in part], words, scorer=OSA.normalized_similarity, dtype=np.float32
        )
        long_ = spelt[part, None] & spelt[None, :]
        alike = np.where((like >= LIKE) & long_, SPELT * like, 0)
        sounded = (sounds[part, None] == sounds[None, :]) & (like >= LEAST_SOUNDED) & long_
        alike = np.maximum(alike, np.where(sounded, SOUND, 0))
        same = meant[part, None] == meant[None, :]
        alike = np.maximum(alike, np.where(same, np.maximum(MEANT, like), 0))
        table[:, part] = np.rint(100 * alike).astype(np.uint8).T
    np.fill_diagonal(table, 100)
    return table


def weights(words: Sequence[str], left: Side, right: Side) -> Floats:
    """How much each word tells, in bits: by how few names have it or another of its meaning."""
    count: dict[str, int] = {}
    for side in (left, right):
        for name in side.names:
            for word in {meaning(w) for v in name.variants for w in v.words}:
                count[word] = count.get(word, 0) + 1
    total = max(len(left.names) + len(right.names), LEAST_NAMES)
    bits = np.log2(total / np.array([count[meaning(w)] for w in words], np.float32))
    most, factor = np.array([_telling(w) for w in words], np.float32).reshape(-1, 2).T
    return np.asarray(np.clip(bits, LEAST_BITS, most) * factor, np.float32)


def _telling(word: str) -> tuple[float, float]:
    """How many bits a word is worth at most, and how much of them."""
    if word.startswith("@"):
        return MOST_BITS, STATE_WEIGHT
    return GENERIC if meaning(word) in vocabulary().generic else (MOST_BITS, 1.0)


def nearest(
    ours: Wording, theirs: Wording, likeness: NDArray[np.uint8], weight: Floats
) -> sp.csr_matrix:
    """The pairs of variants that share most: for each variant of either side the likest few."""
    spread = sp.csr_matrix(likeness.astype(np.float32) / 100)
    a = (_normed(_incidence(ours, weight)) @ spread).tocsr()
    b = _normed(_incidence(theirs, weight))
    if not a.shape[0] or not b.shape[0]:
        return sp.csr_matrix((a.shape[0], b.shape[0]), dtype=np.float32)
    kept = []
    for start in range(0, a.shape[0], CHUNK):
        kept.append(_top((a[start : start + CHUNK] @ b.T).tocsr(), NEAREST))
    forth = sp.vstack(kept).tocsr()
    back = []
    for start in range(0, b.shape[0], CHUNK):
        back.append(_top((b[start : start + CHUNK] @ a.T).tocsr(), NEAREST))
    return (forth + sp.vstack(back).T).tocsr()


def _incidence(side: Wording, weight: Floats) -> sp.csr_matrix:
    rows, places = np.nonzero(side.rows >= 0)
    cols = side.rows[rows, places]
    shape = (len(side.rows), len(weight))
    return sp.csr_matrix((weight[cols], (rows, cols)), shape=shape)


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

"""The forms that may be a name asked about: few, quickly.

Each word asked about stands for the listed words that are like it (`Alike`); a form is a candidate for the weight of
its words that were met. Beside that, whole names are compared by their trigrams, which finds what one list writes as
one word and the other as two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from sourcebook.screening.columns import Array
from sourcebook.screening.compiling import matrix_of
from sourcebook.screening.grams import line_rows, weighed
from sourcebook.screening.kinship import likeness
from sourcebook.screening.wordbook import Words, described

MOST_ALIKE = 48
LEAST_ALIKE = 0.55
LEAST_COSINE = 0.22
BY_WORDS, BY_LINES = 24, 12
_RARE = 1.0

Floats = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """Names asked about, taken apart.

    Attributes:
        lines: Each reading's words in a row.
        owner: The query each reading is of.
        words: The distinct words of all.
        flat, starts: The words of each reading, as places in `words`.
        alike: For each word, the listed words that are like it, and how much.
    """

    lines: list[bytes]
    owner: Places
    words: Words
    flat: Places
    starts: Places
    alike: csr_matrix


class Finder:
    """Candidate search over the columns of an index."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.words = Words(
            arrays["word_text"], arrays["word_skeleton"], arrays["word_kind"],
            arrays["word_meaning"], arrays["word_weight"],
        )  # fmt: skip
        self._gram_rarity = np.asarray(arrays["gram_rarity"])
        self._grams = matrix_of(arrays, "word_grams")
        self._line_rarity = np.asarray(arrays["line_rarity"])
        self._by_meaning = _places_by(self.words.meaning)
        self.lines = matrix_of(arrays, "line_grams")
        self.bearing = matrix_of(arrays, "bearing")

    def asked(self, readings: Sequence[Sequence[str]], owner: Sequence[int]) -> Asked:
        """Names made ready for search.

        Args:
            readings: Folded words of each.
            owner: The query each is of.
        """
        texts = sorted({word for reading in readings for word in reading})
        place = {text: at for at, text in enumerate(texts)}
        words = described(texts)
        alike = self._alike(words)
        words.weight[:] = self._weights(words, alike)
        return Asked(
            lines=[" ".join(reading).encode() for reading in readings],
            owner=np.asarray(owner, np.int64),
            words=words,
            flat=np.array([place[w] for reading in readings for w in reading], np.int64),
            starts=np.cumsum([0, *(len(reading) for reading in readings)]),
            alike=alike,
        )

    def _alike(self, words: Words) -> csr_matrix:
        """The listed words like each word."""
        rows = weighed(words.rows(), self._gram_rarity)
        found = sp_matmul_topn(rows, self._grams, top_n=MOST_ALIKE, threshold=LEAST_COSINE)
        left = np.repeat(np.arange(len(words)), np.diff(found.indptr))
        right = found.indices.astype(np.int64)
        same_left, same_right = self._same_meaning(words)
        left, right = np.concatenate([left, same_left]), np.concatenate([right, same_right])
        how_alike = likeness(words, left, self.words, right)
        meant = (words.meaning[left] > 0) & (words.meaning[left] == self.words.meaning[right])
        how_alike = np.where(meant, np.maximum(how_alike, np.float32(0.9)), how_alike)
        kept = how_alike >= LEAST_ALIKE
        pairs = np.unique(np.stack([left[kept], right[kept]]), axis=1, return_index=True)
        (left, right), first = pairs
        made = csr_matrix(
            (how_alike[kept][first], (left, right)),
            shape=(len(words), len(self.words)),
            dtype=np.float32,
        )
        return made

    def _same_meaning(self, words: Words) -> tuple[Places, Places]:
        left: list[int] = []
        right: list[int] = []
        for at, meaning in enumerate(words.meaning.tolist()):
            if meaning:
                same = self._by_meaning.get(meaning, [])
                left += [at] * len(same)
                right += same
        return np.array(left, np.int64), np.array(right, np.int64)

    def _weights(self, words: Words, alike: csr_matrix) -> Floats:
        """What words asked about tell: as much as the listed word that is the same or nearly so."""
        unseen = np.asarray(described_weight(words), np.float32)
        near = alike.data >= 0.85
        owner = np.repeat(np.arange(len(words)), np.diff(alike.indptr))[near]
        listed = self.words.weight[alike.indices[near]]
        least = np.full(len(words), np.inf, np.float32)
        np.minimum.at(least, owner, listed + (1 - alike.data[near]))
        return np.minimum(unseen, least)

    def candidates(
        self, asked: Asked, bearing: csr_matrix, lines: csr_matrix
    ) -> tuple[Places, Places]:
        """Pairs of a reading asked about and a form that may be it.

        Args:
            asked: The names asked about.
            bearing, lines: The forms to look among, by word and by trigram.
        """
        by_word = csr_matrix(
            (asked.words.weight[asked.flat], asked.flat, asked.starts),
            shape=(len(asked.lines), len(asked.words)), dtype=np.float32,
        )  # fmt: skip
        alike = asked.alike.copy()
        alike.data = alike.data**2
        met = sp_matmul_topn((by_word @ alike).tocsr(), bearing, top_n=BY_WORDS, threshold=1e-6)
        trigrams = weighed(line_rows(asked.lines), self._line_rarity)
        spelt = sp_matmul_topn(trigrams, lines, top_n=BY_LINES, threshold=0.1)
        width = bearing.shape[1]
        keys = [
            np.repeat(np.arange(len(asked.lines)), np.diff(m.indptr)) * width
            + m.indices[: m.indptr[-1]]
            for m in (met, spelt)
        ]
        pairs = np.unique(np.concatenate(keys))
        return pairs // max(width, 1), pairs % max(width, 1)


def described_weight(words: Words) -> Floats:
    """What words tell that no list has."""
    from sourcebook.screening.wordbook import weights

    return weights(words, np.zeros(len(words)), 10_000)


def _places_by(numbers: Array) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    held = np.flatnonzero(numbers)
    for at, number in zip(held.tolist(), np.asarray(numbers)[held].tolist(), strict=True):
        places.setdefault(number, []).append(at)
    return places


def kept_columns(matrix: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """A matrix with some columns emptied."""
    held = kept[matrix.indices]
    starts = np.concatenate([[0], np.cumsum(held)])[matrix.indptr]
    made = csr_matrix(matrix.shape, dtype=np.float32)
    made.data, made.indices = matrix.data[held], matrix.indices[held]
    made.indptr = starts.astype(matrix.indptr.dtype)
    return made

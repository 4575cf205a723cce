"""Which of many names a change of the lists may touch: found by holding the changed names against them.

A change alters what is found for a name only if a name that changed is, or was, among those that may be it. To find
these few, the distinct words of the many are held against the words of the changed names, once each; a name is let
through if its words and those of one changed name meet well enough on both sides, by the share of weight that is met,
or if the two look alike as lines. What is let through is searched for and scored in full, so that
letting through too much costs time and letting through too little would cost a hit: the bounds stand well below what
any hit was seen to have (`bench/bulk.py` measures both).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sparse_dot_topn import sp_matmul_topn

from sourcebook.names.forms import initials, split_brackets
from sourcebook.names.vocabulary import ABD, ABU, ALLAH, ARTICLES, DIN, UMM
from sourcebook.names.words import words as name_words
from sourcebook.screening.columns import Array, load
from sourcebook.screening.finding import LEAST_COSINE
from sourcebook.screening.grams import line_rows, weighed
from sourcebook.screening.index import Index
from sourcebook.screening.kinship import likeness
from sourcebook.screening.spelling import LONGEST, MOST_WORDS, line
from sourcebook.screening.wordbook import Words, described, weights

LEAST_WORD = 0.55
LEAST_MET = 0.4
LEAST_LINE = 0.6
MOST_KEPT = 300_000
# With such words beside it a word folds to another than alone.
_BINDING = ARTICLES | ABD | ABU | UMM | DIN | ALLAH
_SUN = re.compile("[aeiou][a-z]{1,2}")

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forms:
    """The names that changed.

    Attributes:
        words: Their distinct words.
        bearing, telling: Which name has which word, as ones and as weights; a row for each word.
        weight: What all words of a name weigh.
        lines: The trigrams of each, a column for each name.
    """

    words: Words
    bearing: csr_matrix
    telling: csr_matrix
    weight: Floats
    lines: csr_matrix

    @classmethod
    def of(cls, folder: Path, rows: Mask) -> Forms:
        """Those of some rows of an index.

        Args:
            folder: Of the compiled index.
            rows: Which names changed.
        """
        index = Index.open(folder)
        starts = np.asarray(load(folder, "form_row_starts"))
        changed = rows[np.asarray(load(folder, "form_rows"))]
        some = np.add.reduceat(changed, starts[:-1]) > 0 if len(changed) else np.zeros(0, np.bool_)
        return cls._from(index, folder, np.flatnonzero(some))

    @classmethod
    def _from(cls, index: Index, folder: Path, forms: NDArray[np.int64]) -> Forms:
        flat, starts = (
            np.asarray(load(folder, "form_words")),
            np.asarray(load(folder, "form_starts")),
        )
        spans = [flat[starts[form] : starts[form + 1]] for form in forms.tolist()]
        held, place = np.unique(
            np.concatenate([np.zeros(0, flat.dtype), *spans]), return_inverse=True
        )
        listed = index.finder.words
        words = Words(
            **{one.name: np.asarray(getattr(listed, one.name))[held] for one in fields(Words)}
        )
        column = np.repeat(np.arange(len(forms)), [len(span) for span in spans])
        shape = (len(held), len(forms))
        telling = csr_matrix((words.weight[place], (place, column)), shape=shape, dtype=np.float32)
        bearing = csr_matrix(
            (np.ones_like(telling.data), telling.indices, telling.indptr), shape=shape
        )
        weight = np.maximum(np.asarray(telling.sum(0), np.float32).ravel(), np.float32(1e-6))
        return cls(words, bearing, telling, weight, index.finder.lines[:, forms].tocsr())


class Touching:
    """The names that changed, ready to be held against many others.

    Args:
        folder: Of the compiled index.
        rows: Which of its names changed.
    """

    def __init__(self, folder: Path, rows: Mask) -> None:
        self._forms = Forms.of(folder, rows)
        self._listed = Index.open(folder).finder.words
        self._gram_rarity = np.asarray(load(folder, "gram_rarity"))
        self._line_rarity = np.asarray(load(folder, "line_rarity"))
        self._grams = weighed(self._forms.words.rows(), self._gram_rarity).T.tocsr()
        self._single = frozenset(text.decode() for text in self._forms.words.text.tolist())
        self._forget()

    def _forget(self) -> None:
        self._folded: dict[str, str | None] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._place: dict[str, int] = {}
        self._weight = np.zeros(0, np.float32)
        self._best = np.zeros(0, np.float32)
        self._alike = csr_matrix((0, len(self._forms.words)), dtype=np.float32)
        self._learn(set(self._single))

    def touched(self, names: Sequence[str]) -> Mask:
        """Which of some names the change may touch.

        Args:
            names: In any script.
        """
        found = np.zeros(len(names), np.bool_)
        if not len(names) or not len(self._forms.weight):
            return found
        if len(self._place) > MOST_KEPT:
            self._forget()
        folded = [self._words_of(name) for name in names]
        self._by_initials(names, folded, found)
        self._learn({word for one in folded for word in one})
        self._by_words([self._respelt(one) for one in folded], found)
        self._by_lines(folded, found)
        return found

    def _words_of(self, name: str) -> list[str]:
        """The folded words of a name; word by word where that is the same, because words come back."""
        found: list[str] = []
        folded = self._folded
        for raw in name[:LONGEST].split():
            word = folded[raw] if raw in folded else self._alone(raw)
            if word is None:
                return name_words(name[:LONGEST])[:MOST_WORDS]
            found.append(word)
        return found[:MOST_WORDS]

    def _alone(self, raw: str) -> str | None:
        """What a word folds to whatever stands beside it; None where that matters."""
        found = name_words(raw)
        plain = len(found) == 1 and found[0] not in _BINDING and not _SUN.fullmatch(found[0])
        self._folded[raw] = found[0] if plain else None
        return self._folded[raw]

    def _respelt(self, folded: list[str]) -> list[str]:
        """The words, and those that changed names have together, or apart."""
        whole = self._single
        joined = [a + b for a, b in itertools.pairwise(folded) if a + b in whole]
        if self._parts.keys().isdisjoint(folded):
            return folded + joined if joined else folded
        return folded + joined + [part for word in folded for part in self._parts.get(word, ())]

    def _by_words(self, folded: Sequence[Sequence[str]], found: Mask) -> None:
        lengths = np.fromiter(map(len, folded), np.int64, len(folded))
        place = self._place
        flat = np.fromiter(
            (place[word] for one in folded for word in one), np.int64, int(lengths.sum())
        )
        starts = np.concatenate([[0], np.cumsum(lengths)])
        weight = self._weight[flat]
        sums = np.concatenate([[0], np.cumsum(weight, dtype=np.float64)])
        met = np.concatenate([[0], np.cumsum(weight * self._best[flat], dtype=np.float64)])
        whole = np.maximum(sums[starts[1:]] - sums[starts[:-1]], 1e-6)
        likely = np.flatnonzero((met[starts[1:]] - met[starts[:-1]]) / whole >= LEAST_MET)
        told = csr_matrix((weight, flat, starts), shape=(len(folded), len(place)))[likely]
        found[likely] |= self._meet(told, whole[likely].astype(np.float32))

    def _meet(self, told: csr_matrix, whole: Floats) -> Mask:
        """Whether names and a changed name meet: the share of weight met in the one by that in the other."""
        ones = csr_matrix((np.ones_like(told.data), told.indices, told.indptr), shape=told.shape)
        # Both products have the same places filled, in the same order: nothing in them is negative.
        asked = told @ self._alike @ self._forms.bearing
        listed = ones @ self._alike @ self._forms.telling
        row = np.repeat(np.arange(told.shape[0]), np.diff(asked.indptr))
        share = np.minimum(asked.data / whole[row], 1)
        share *= np.minimum(listed.data / self._forms.weight[listed.indices], 1)
        found = np.zeros(told.shape[0], np.bool_)
        found[row[share >= LEAST_MET]] = True
        return found

    def _by_lines(self, folded: Sequence[Sequence[str]], found: Mask) -> None:
        places = np.flatnonzero(~found & np.fromiter(map(bool, folded), np.bool_, len(folded)))
        lines = [line(tuple(folded[place])).encode() for place in places.tolist()]
        rows = weighed(line_rows(lines), self._line_rarity)
        near = sp_matmul_topn(rows, self._forms.lines, top_n=1, threshold=LEAST_LINE)
        found[places[np.diff(near.indptr) > 0]] = True

    def _by_initials(self, names: Sequence[str], folded: Sequence[list[str]], found: Mask) -> None:
        for place, one in enumerate(folded):
            if len(one) > 2:
                plain = (
                    one if "(" not in names[place] else name_words(split_brackets(names[place])[0])
                )
                found[place] = initials(plain) in self._single

    def _learn(self, met: set[str]) -> None:
        """Hold words that are new against the changed words."""
        fresh = sorted(met - self._place.keys())
        if not fresh:
            return
        words = described(fresh)
        alike = self._likeness(words)
        self._parts |= {word: parts for word in fresh if (parts := self._apart(word))}
        self._place |= {word: place for place, word in enumerate(fresh, len(self._place))}
        self._weight = np.concatenate([self._weight, self._told_by(words)])
        best = (
            np.asarray(alike.max(1).todense(), np.float32).ravel()
            if alike.nnz
            else np.zeros(len(fresh), np.float32)
        )
        self._best = np.concatenate([self._best, best])
        self._alike = vstack([self._alike, alike], format="csr")

    def _apart(self, word: str) -> tuple[str, ...]:
        """The two words of changed names that a word is, written together."""
        cuts = range(3, len(word) - 2) if len(word) > 6 else ()
        pairs = ((word[:cut], word[cut:]) for cut in cuts)
        return next((pair for pair in pairs if self._single.issuperset(pair)), ())

    def _told_by(self, words: Words) -> Floats:
        """How much words tell: as much as the same listed word, else as one that no list has."""
        unseen = np.asarray(weights(words, np.zeros(len(words)), 10_000), np.float32)
        at = np.minimum(
            np.searchsorted(self._listed.text, words.text), max(len(self._listed) - 1, 0)
        )
        told = np.where(self._listed.text[at] == words.text, self._listed.weight[at], unseen)
        return np.maximum(np.asarray(told, np.float32), np.float32(1e-3))

    def _likeness(self, words: Words) -> csr_matrix:
        """How alike each word is to each changed word, where it is at all."""
        mine, width = self._forms.words, max(len(self._forms.words), 1)
        near = sp_matmul_topn(
            weighed(words.rows(), self._gram_rarity), self._grams, top_n=64, threshold=LEAST_COSINE
        )
        left = np.repeat(np.arange(len(words)), np.diff(near.indptr))
        pairs = [left * width + near.indices[: len(left)]]
        for column in ("skeleton", "sound", "meaning"):
            heard = _same(getattr(words, column), getattr(mine, column))
            pairs.append(heard[0] * width + heard[1])
        keys = np.unique(np.concatenate(pairs))
        left, right = keys // width, keys % width
        meant = (words.meaning[left] > 0) & (words.meaning[left] == mine.meaning[right])
        alike = np.where(meant, np.float32(1), likeness(words, left, mine, right))
        kept = alike >= LEAST_WORD
        shape = (len(words), len(mine))
        return csr_matrix((alike[kept], (left[kept], right[kept])), shape=shape, dtype=np.float32)


def _same(left: Array, right: Array) -> tuple[Array, Array]:
    """The pairs of places at which two columns say the same, and something."""
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    begin, end = np.searchsorted(ranked, left), np.searchsorted(ranked, left, side="right")
    lengths = np.where(left != np.zeros(1, left.dtype)[0], end - begin, 0)
    offsets = np.cumsum(lengths) - lengths
    at = np.repeat(begin - offsets, lengths) + np.arange(int(lengths.sum()))
    return np.repeat(np.arange(len(left)), lengths), order[at]

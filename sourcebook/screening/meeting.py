"""The distinct words of many names, each held once against the words of the names that changed.

What is like a word depends on the word alone, so a word costs the same whether it stands in one name or in ten
thousand. Words that a list has are described in the index already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sparse_dot_topn import sp_matmul_topn

from sourcebook.names.scripts import scripts
from sourcebook.screening.columns import Array, Texts
from sourcebook.screening.finding import LEAST_COSINE
from sourcebook.screening.glossary import LEGAL
from sourcebook.screening.grams import weighed
from sourcebook.screening.index import Index
from sourcebook.screening.kinship import likeness
from sourcebook.screening.wordbook import Words, begin_phrase, described, weights

LEAST_WORD = 0.55
UNVOWELLED = frozenset({"Arab", "Hebr"})

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Forms:
    """The names that changed.

    Attributes:
        words: Their distinct words.
        bearing, telling: Which name has which word, as ones and as weights; a row for each word.
        weight: What all words of a name weigh.
        texts: Each as a line.
        lines: The trigrams of each, a column for each name.
        unvowelled: Which are printed in a script that writes no short vowels.
    """

    words: Words
    bearing: csr_matrix
    telling: csr_matrix
    weight: Floats
    texts: list[str]
    lines: csr_matrix
    unvowelled: Mask

    @classmethod
    def of(cls, index: Index, rows: Mask) -> Self:
        """Those of some rows of an index.

        Args:
            index: The index.
            rows: Which names changed.
        """
        starts = index.column("form_row_starts")
        held = index.column("form_rows")
        if not len(held):
            return cls._from(index, np.zeros(0, np.int64), np.zeros(0, np.bool_))
        bare = np.zeros(len(rows), np.bool_)
        for row in np.flatnonzero(rows).tolist():
            bare[row] = not UNVOWELLED.isdisjoint(scripts(index.names.text[row]))
        changed, unvowelled = (
            np.logical_or.reduceat(which[held], starts[:-1]) for which in (rows, bare)
        )
        forms = np.flatnonzero(changed)
        return cls._from(index, forms, unvowelled[forms])

    @classmethod
    def _from(cls, index: Index, forms: NDArray[np.int64], unvowelled: Mask) -> Self:
        flat, starts = (
            index.column("form_words"),
            index.column("form_starts"),
        )
        spans = [flat[starts[form] : starts[form + 1]] for form in forms.tolist()]
        held, place = np.unique(
            np.concatenate([np.zeros(0, flat.dtype), *spans]), return_inverse=True
        )
        words = index.finder.words.some(held)
        column = np.repeat(np.arange(len(forms)), [len(span) for span in spans])
        shape = (len(held), len(forms))
        telling = csr_matrix((words.weight[place], (place, column)), shape=shape, dtype=np.float32)
        bearing = csr_matrix(
            (np.ones_like(telling.data), telling.indices, telling.indptr), shape=shape
        )
        weight = np.maximum(np.asarray(telling.sum(0), np.float32).ravel(), np.float32(1e-6))
        written = Texts(index.column("lines_blob"), index.column("lines_starts"))
        texts = [text.decode() for text in written.bytes_at(forms)]
        lines = index.finder.lines[:, forms].tocsr()
        return cls(words, bearing, telling, weight, texts, lines, unvowelled)


class Vocabulary:
    """Words, and how they meet the words of changed names.

    Attributes:
        place: Of each word in the columns.
        weight: How much each tells.
        best: How alike it is to the changed word that it is most like.
        alike: How alike it is to each.
        naming: How many letters it has, where it names somebody; none where it says what he or it is.
        parts: Of a word that is two changed words written together, the two.
        begins: Whether it may be the first of a phrase that is put short and states no legal form.
    """

    def __init__(self, index: Index, forms: Forms) -> None:
        self._forms = forms
        self._listed = index.finder.words
        self._rarity = index.column("gram_rarity")
        self._grams = weighed(forms.words.rows(), self._rarity).T.tocsr()
        self.changed = frozenset(text.decode() for text in forms.words.text.tolist())
        self.place: dict[str, int] = {}
        self.parts: dict[str, tuple[str, ...]] = {}
        self.weight = self.best = self.naming = np.zeros(0, np.float32)
        self.begins = np.zeros(0, np.bool_)
        self.alike = csr_matrix((0, len(forms.words)), dtype=np.float32)
        self.learn(set(self.changed))

    def learn(self, met: set[str]) -> None:
        """Hold words that are new against the changed words."""
        fresh = np.array(sorted(met - self.place.keys()), object)
        if not len(fresh):
            return
        at, known = self._listed.find(fresh.tolist())
        self._hold(fresh[known].tolist(), self._listed.some(at[known]))
        self._hold(fresh[~known].tolist(), described(fresh[~known].tolist()))

    def _hold(self, texts: list[str], words: Words) -> None:
        if not texts:
            return
        alike = self._likeness(words)
        weight = (
            words.weight if words.weight.any() else weights(words, np.zeros(len(words)), 10_000)
        )
        best = np.zeros(len(texts), np.float32)
        np.maximum.at(best, np.repeat(np.arange(len(texts)), np.diff(alike.indptr)), alike.data)
        self.place |= {text: place for place, text in enumerate(texts, len(self.place))}
        self.parts |= {text: parts for text in texts if (parts := self._apart(text))}
        self.weight = np.concatenate([self.weight, np.maximum(weight, np.float32(1e-3))])
        self.best = np.concatenate([self.best, best])
        self.naming = np.concatenate([self.naming, _naming(texts, words)])
        self.begins = np.concatenate([self.begins, begin_phrase(words)])
        self.alike = vstack([self.alike, alike], format="csr")

    def _apart(self, word: str) -> tuple[str, ...]:
        cuts = range(3, len(word) - 2)
        pairs = ((word[:cut], word[cut:]) for cut in cuts)
        return next((pair for pair in pairs if self.changed.issuperset(pair)), ())

    def _likeness(self, words: Words) -> csr_matrix:
        """How alike each word is to each changed word, where it is at all."""
        mine, width = self._forms.words, max(len(self._forms.words), 1)
        rows = weighed(words.rows(), self._rarity)
        near = sp_matmul_topn(rows, self._grams, top_n=64, threshold=LEAST_COSINE)
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


def _naming(texts: Sequence[str], words: Words) -> Floats:
    """How many letters words have that name somebody."""
    legal = np.fromiter((text in LEGAL for text in texts), np.bool_, len(texts))
    length = np.fromiter(map(len, texts), np.float32, len(texts))
    return np.asarray(np.where(legal | (words.meaning > 0), 0, length), np.float32)


def _same(left: Array, right: Array) -> tuple[Array, Array]:
    """The pairs of places at which two columns say the same, and something."""
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    begin, end = np.searchsorted(ranked, left), np.searchsorted(ranked, left, side="right")
    lengths = np.where(left != np.zeros(1, left.dtype)[0], end - begin, 0)
    offsets = np.cumsum(lengths) - lengths
    at = np.repeat(begin - offsets, lengths) + np.arange(int(lengths.sum()))
    return np.repeat(np.arange(len(left)), lengths), order[at]

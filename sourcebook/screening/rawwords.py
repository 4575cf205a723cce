"""The words of many names as they are written, each different one looked at once.

Names are cut at their blanks, each different piece is folded once, and what a name's words weigh and which changed
words they are like is put together from its pieces by array arithmetic. A piece that folds otherwise beside others
(*Abd*, *Abu*) makes its name one to be folded as a whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sourcebook.names import words as name_words
from sourcebook.names.forms import has_initial
from sourcebook.names.vocabulary import ABD, ABU, ALLAH, ARTICLES, DIN, UMM
from sourcebook.names.words import may_be_article
from sourcebook.screening.columns import spans
from sourcebook.screening.glossary import LEGAL
from sourcebook.screening.lettering import PLACE, are_initials, strung, summed
from sourcebook.screening.meeting import Vocabulary

MOST_KEPT = 300_000
_BINDING = ABD | ABU | UMM | DIN | ALLAH

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieced:
    """Names by their pieces.

    Attributes:
        told: What each word of each name tells; a column for each word of the vocabulary.
        met: How much of that is like some changed word, as a share of all.
        alone: Whether the pieces of a name say all: none of them folds otherwise beside another, and neither they nor
            their initials are a changed word together.
        lines: The words of each in a row, without those that state a legal form.
    """

    told: csr_matrix
    met: NDArray[np.float64]
    alone: Mask
    lines: list[str]


class RawWords:
    """Names told by their pieces.

    Args:
        vocabulary: Holds words against those that changed.
        initials: The changed names that may be initials, as numbers.
    """

    def __init__(self, vocabulary: Vocabulary, initials: Codes) -> None:
        self._vocabulary = vocabulary
        self._acronyms = initials
        self._halves = sorted(
            (word[:cut], word[cut:]) for word in vocabulary.changed for cut in range(1, len(word))
        )
        self._forget()

    def _forget(self) -> None:
        self._place: dict[str, int] = {}
        self._lines: list[str] = []
        # Of each piece: its words, in one row with those of all, and where they begin.
        self._words, self._starts = np.zeros(0, np.int64), np.zeros(1, np.int64)
        # Whether it binds, its initials as a number, and how many they are.
        self._columns = [np.zeros(0, np.int64) for _ in range(3)]
        self._begun: dict[str, list[int]] = {right: [] for _, right in self._halves}
        self._ended: dict[str, list[int]] = {left: [] for left, _ in self._halves}

    def pieced(self, names: Sequence[str]) -> Pieced:
        """Names by their pieces.

        Args:
            names: In any script; none is much longer than a name.
        """
        flat, starts = self._cut(names)
        binds, numbers, letters = (column[flat] for column in self._columns)
        bound = summed(binds, starts) > 0
        bound |= are_initials(
            summed(letters, starts), strung(letters, numbers, starts), self._acronyms
        )
        bound |= self._joined(flat, starts)
        bound |= np.fromiter(("(" in name for name in names), np.bool_, len(names))
        told = self._told(flat, starts)
        whole = np.maximum(np.asarray(told.sum(1), np.float64).ravel(), 1e-6)
        pieces = [self._lines[piece] for piece in flat.tolist()]
        bounds = starts.tolist()
        lines = [" ".join(filter(None, pieces[a:b])) for a, b in itertools.pairwise(bounds)]
        alone = ~bound & np.fromiter(map(bool, lines), np.bool_, len(names))
        return Pieced(told, (told @ self._vocabulary.best) / whole, alone, lines)

    def _cut(self, names: Sequence[str]) -> tuple[Codes, Codes]:
        """The pieces of all names, by their places here, and where those of each name begin."""
        cut = [name.split() for name in names]
        distinct = list(dict.fromkeys(piece for one in cut for piece in one))
        if len(self._place) + len(distinct) > MOST_KEPT:
            self._forget()
        self._learn([piece for piece in distinct if piece not in self._place])
        place = self._place
        flat = np.array([place[piece] for one in cut for piece in one], np.int64)
        return flat, np.concatenate([[0], np.cumsum([len(one) for one in cut])]).astype(np.int64)

    def _learn(self, fresh: Sequence[str]) -> None:
        """Fold pieces that are new, and put what their words say beside each other."""
        if not fresh:
            return
        folded = [name_words(piece) for piece in fresh]
        self._vocabulary.learn({word for one in folded for word in one})
        self._columns = [
            np.concatenate(pair) for pair in zip(self._columns, self._said(folded), strict=True)
        ]
        place = self._vocabulary.place
        kept = [[place[word] for word in one if word not in ARTICLES] for one in folded]
        ends = np.cumsum([len(one) for one in kept]) + len(self._words)
        flat = np.array([word for one in kept for word in one], np.int64)
        self._words = np.concatenate([self._words, flat])
        self._starts = np.concatenate([self._starts, ends])
        self._lines += [" ".join(word for word in one if word not in LEGAL) for one in folded]
        for at, (piece, words) in enumerate(zip(fresh, folded, strict=True), len(self._place)):
            self._place[piece] = at
            if words and words[0] in self._begun:
                self._begun[words[0]].append(at)
            if words and words[-1] in self._ended:
                self._ended[words[-1]].append(at)

    def _said(self, folded: Sequence[Sequence[str]]) -> list[Codes]:
        """Of each piece: whether it binds, its initials, and their number."""
        known = self._vocabulary
        begins = known.begins.tolist()
        starts = np.concatenate([[0], np.cumsum([len(one) for one in folded])])
        flat = [word for one in folded for word in one]
        # A number of several digits stands whole among initials (M23), which are reckoned letter by letter here.
        binds = [
            word in _BINDING
            or word in known.parts
            or word[1:].isdigit()
            or may_be_article(word)
            or begins[known.place[word]]
            for word in flat
        ]
        numbers = [PLACE[word[0]] if has_initial(word) else 0 for word in flat]
        first = np.array(numbers, np.int64)
        counted = (first > 0).astype(np.int64)
        return [
            summed(np.array(binds, np.int64), starts),
            strung(counted, first, starts),
            summed(counted, starts),
        ]

    def _told(self, flat: Codes, starts: Codes) -> csr_matrix:
        """What each word of each name tells."""
        known = self._vocabulary
        begin, end = self._starts[flat], self._starts[flat + 1]
        words = self._words[spans(begin, end)]
        ends = np.concatenate([[0], np.cumsum(end - begin)])[starts]
        shape = (len(starts) - 1, len(known.place))
        return csr_matrix((known.weight[words], words, ends), shape=shape)

    def _joined(self, flat: Codes, starts: Codes) -> Mask:
        """Names of which two neighbours are one changed word, written apart."""
        pairs = self._joinable()
        found = np.zeros(len(starts) - 1, np.bool_)
        if not len(pairs) or len(flat) < 2:
            return found
        inside = np.ones(len(flat) - 1, np.bool_)
        inside[starts[(starts > 0) & (starts < len(flat))] - 1] = False
        held = np.flatnonzero(inside & np.isin(flat[:-1] * MOST_KEPT * 2 + flat[1:], pairs))
        found[np.searchsorted(starts, held, side="right") - 1] = True
        return found

    def _joinable(self) -> Codes:
        """The pairs of pieces that are a changed word together."""
        pairs = {
            one * MOST_KEPT * 2 + other
            for left, right in self._halves
            for one in self._ended.get(left, ())
            for other in self._begun.get(right, ())
        }
        return np.array(sorted(pairs), np.int64)

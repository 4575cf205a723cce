"""Which of many names a change of the lists may touch: found by holding the changed names against them.

A change alters what is found for a name only if a name that changed is, or was, among those that may be it. To find
these few, names are first passed over by their written words (`rawwords`). Of those left, a name is let through if its
words and those of one changed name meet well enough on both sides, by the share of weight that is met, if the two look
alike as lines, or if its initials are one. Where names are all that is asked about, words that meet halfway must meet
closely or in lines that look somewhat alike. What is let through is searched for and scored in full, so that letting
through too much costs time and letting through too little would cost a hit: the bounds stand well below what any hit
was seen to have (`bench/bulk.py` measures both).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from sourcebook.names.forms import initials, split_brackets
from sourcebook.names.words import words as name_words
from sourcebook.screening.columns import load
from sourcebook.screening.grams import line_rows, weighed
from sourcebook.screening.meeting import Floats, Forms, Mask, Vocabulary
from sourcebook.screening.rawwords import RawWords
from sourcebook.screening.spelling import LONGEST, MOST_WORDS, line

LEAST_MET, LEAST_WITH_EVIDENCE = 0.4, 0.3
LIKELY = 0.45
LEAST_LINE = 0.6
# Of the share met by words, the looser meetings counted for less, and the likeness of the lines, together.
LEAST_CLOSE = 0.55
LEAST_BEGUN = 4
MOST_KEPT = 300_000


class Touching:
    """The names that changed, ready to be held against many others.

    Args:
        folder: Of the compiled index.
        rows: Which of its names changed.
        floor: The least probability by name that matters; what evidence can lift is low.
    """

    def __init__(self, folder: Path, rows: Mask, floor: float) -> None:
        self._folder = folder
        self._least = LEAST_MET if floor >= LIKELY else LEAST_WITH_EVIDENCE
        self._names_alone = floor > 0
        self._forms = Forms.of(folder, rows)
        self._line_rarity = np.asarray(load(folder, "line_rarity"))
        self._single = _single(self._forms)
        self._forget()

    def _forget(self) -> None:
        self._vocabulary = Vocabulary(self._folder, self._forms)
        self._raw = RawWords(self._vocabulary)

    def touched(self, names: Sequence[str]) -> Mask:
        """Which of some names the change may touch.

        Args:
            names: In any script.
        """
        found = np.zeros(len(names), np.bool_)
        if not len(names) or not len(self._forms.weight):
            return found
        if len(self._vocabulary.place) > MOST_KEPT:
            self._forget()
        parts = [
            (place, part) for place, name in enumerate(names) for part in _spellings(name[:LONGEST])
        ]
        spelt = [part for _, part in parts]
        likely = np.flatnonzero(self._raw.likely(spelt, self._least)).tolist()
        touched = self._touched([spelt[at] for at in likely])
        found[[parts[at][0] for at, held in zip(likely, touched.tolist(), strict=True) if held]] = (
            True
        )
        return found

    def _touched(self, names: Sequence[str]) -> Mask:
        folded = [name_words(name)[:MOST_WORDS] for name in names]
        found = self._by_initials(names, folded)
        self._vocabulary.learn({word for one in folded for word in one})
        told = self._told([self._respelt(one) for one in folded])
        met = np.flatnonzero(~found & (self._share(told, self._vocabulary.alike) >= self._least))
        if self._names_alone:
            met = met[self._close(told[met], [folded[place] for place in met.tolist()])]
        found[met] = True
        self._by_lines(folded, found)
        return found

    def _close(self, told: csr_matrix, folded: Sequence[Sequence[str]]) -> Mask:
        """Which names, of those whose words meet, meet a changed name closely in words and line together."""
        closely = self._vocabulary.alike.copy()
        closely.data = closely.data**2
        near = self._near(folded, 0)
        alike = np.zeros(len(folded), np.float32)
        np.maximum.at(alike, np.repeat(np.arange(len(folded)), np.diff(near.indptr)), near.data)
        begun = np.fromiter(map(self._begins, folded), np.bool_, len(folded))
        return np.asarray(begun | (self._share(told, closely) + alike >= LEAST_CLOSE), np.bool_)

    def _begins(self, folded: Sequence[str]) -> bool:
        """Whether a name, written as one word, begins with a changed name of one word."""
        whole = "".join(folded)
        return any(whole[:end] in self._single for end in range(LEAST_BEGUN, len(whole) + 1))

    def _respelt(self, folded: list[str]) -> list[str]:
        """The words, and those that changed names have together, or apart."""
        known = self._vocabulary
        joined = [a + b for a, b in itertools.pairwise(folded) if a + b in known.changed]
        if known.parts.keys().isdisjoint(folded):
            return folded + joined if joined else folded
        return folded + joined + [part for word in folded for part in known.parts.get(word, ())]

    def _by_initials(self, names: Sequence[str], folded: Sequence[list[str]]) -> Mask:
        found = np.zeros(len(names), np.bool_)
        for place, (name, one) in enumerate(zip(names, folded, strict=True)):
            plain = one if "(" not in name else name_words(split_brackets(name)[0])
            found[place] = len(plain) > 2 and initials(plain) in self._vocabulary.changed
        return found

    def _told(self, folded: Sequence[Sequence[str]]) -> csr_matrix:
        """What each word of each name tells."""
        known = self._vocabulary
        lengths = np.fromiter(map(len, folded), np.int64, len(folded))
        every = (known.place[word] for one in folded for word in one)
        flat = np.fromiter(every, np.int64, int(lengths.sum()))
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return csr_matrix((known.weight[flat], flat, starts), shape=(len(folded), len(known.place)))

    def _share(self, told: csr_matrix, alike: csr_matrix) -> Floats:
        """How well names meet their best changed name: the share of weight met in the one by that in the other."""
        whole = np.maximum(np.asarray(told.sum(1), np.float32).ravel(), np.float32(1e-6))
        ones = csr_matrix((np.ones_like(told.data), told.indices, told.indptr), shape=told.shape)
        # Both products have the same places filled, in the same order: nothing in them is negative.
        asked = told @ alike @ self._forms.bearing
        listed = ones @ alike @ self._forms.telling
        row = np.repeat(np.arange(told.shape[0]), np.diff(asked.indptr))
        share = np.minimum(asked.data / whole[row], 1)
        share *= np.minimum(listed.data / self._forms.weight[listed.indices], 1)
        best = np.zeros(told.shape[0], np.float32)
        np.maximum.at(best, row, share)
        return best

    def _by_lines(self, folded: Sequence[Sequence[str]], found: Mask) -> None:
        places = np.flatnonzero(~found & np.fromiter(map(bool, folded), np.bool_, len(folded)))
        near = self._near([folded[place] for place in places.tolist()], LEAST_LINE)
        found[places[np.diff(near.indptr) > 0]] = True

    def _near(self, folded: Sequence[Sequence[str]], least: float) -> csr_matrix:
        """How alike names are, as lines, to the changed name that each is most like."""
        lines = [line(tuple(one)).encode() for one in folded]
        rows = weighed(line_rows(lines), self._line_rarity)
        return sp_matmul_topn(rows, self._forms.lines, top_n=1, threshold=least)


def _spellings(name: str) -> Iterator[str]:
    """The spellings of a cell, each a name of its own; one with brackets also without, and what stands in them."""
    for part in name.split(";"):
        yield part
        if "(" in part or "[" in part:
            plain, asides = split_brackets(part)
            yield from (plain, *asides)


def _single(forms: Forms) -> frozenset[str]:
    """The changed names of one word."""
    alone = np.diff(forms.bearing.tocsc().indptr) == 1
    words = np.flatnonzero(np.asarray(forms.bearing[:, alone].sum(1)).ravel())
    return frozenset(text.decode() for text in forms.words.text[words].tolist())

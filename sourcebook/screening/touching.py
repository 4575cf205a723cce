"""Which of many names a change of the lists may touch: found by holding the changed names against them.

A change alters what is found for a name only if a name that changed is, or was, among those that may be it. To find
these few, names are first passed over by their letters (`rawlines`), where names are all that is asked about, and by
their written words (`rawwords`). Of those left, a name is let through if its words and those of one changed name meet
well enough on both sides, by the share of weight that is met, if the two look alike as lines, or if its initials are
one. Where names are all that is asked about, words that meet halfway must meet closely or in lines that look somewhat
alike. What is let through is searched for and scored in full, so that letting through too much costs time and letting
through too little would cost a hit: the bounds stand well below what any hit was seen to have (`bench/bulk.py` measures
both).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from sourcebook.names.cjk import is_written_so
from sourcebook.names.forms import initials, split_brackets
from sourcebook.names.words import words as name_words
from sourcebook.screening.glossary import LEGAL, meaning, shortened
from sourcebook.screening.grams import line_rows, weighed
from sourcebook.screening.index import Index
from sourcebook.screening.lettering import acronyms
from sourcebook.screening.meeting import Floats, Forms, Mask, Vocabulary
from sourcebook.screening.rawlines import RawLines
from sourcebook.screening.rawwords import RawWords
from sourcebook.screening.spelling import LONGEST, MOST_WORDS, line

LEAST_MET, LEAST_WITH_EVIDENCE = 0.4, 0.3
LIKELY = 0.45
LEAST_LINE = 0.6
# Of the share met by words, the looser meetings counted for less, and the likeness of the lines, together: for a name
# of one or two short words, or one with words that only say what it is, and for any other.
LEAST_CLOSE, LEAST_CLOSE_LONG = 0.7, 0.88
LONG = 9
# From so much together on, a name is one that changed but for a letter.
LEAST_SURE = 1.5
# How well a name meets of which it is known only that it may.
_SOMEHOW = np.float32(0.1)
LEAST_BEGUN = 4
MOST_KEPT = 300_000

_SEVERAL = re.compile(r"[;(\[]")

Places = NDArray[np.int64]


class Told(NamedTuple):
    """Names taken apart.

    Attributes:
        words: What each word of each tells; a column for each word of the vocabulary.
        lines: The words of each in a row.
        syllabic: Which are in a script that is read in several ways, so that letters tell less.
    """

    words: csr_matrix
    lines: list[str]
    syllabic: Mask

    def some(self, places: Places) -> Told:
        """Some of them."""
        lines = [self.lines[place] for place in places.tolist()]
        return Told(self.words[places], lines, self.syllabic[places])


class Touching:
    """The names that changed, ready to be held against many others.

    Args:
        index: The index.
        rows: Which of its names changed.
        floor: The least probability by name that matters; what evidence can lift is low.
    """

    def __init__(self, index: Index, rows: Mask, floor: float) -> None:
        self.index = index
        self._least = LEAST_MET if floor >= LIKELY else LEAST_WITH_EVIDENCE
        self._names_alone, self._of_houses = floor > 0, True
        self._forms = Forms.of(index, rows)
        self._line_rarity = index.column("line_rarity")
        self._single = _single(self._forms)
        self._acronyms = acronyms(self._single)
        self._raw_lines = RawLines(
            self._forms, self._line_rarity, self._acronyms, index.finder.words
        )
        self._forget()

    def _forget(self) -> None:
        self._vocabulary = Vocabulary(self.index, self._forms)
        self._raw = RawWords(self._vocabulary, self._acronyms)

    def touched(self, names: Sequence[str], *, of_houses: bool = True) -> Floats:
        """How well some names meet a name that changed; nought where the change cannot touch them.

        Args:
            names: In any script.
            of_houses: Whether some are known to be no person's; of any other, initials count only if some word says so.
        """
        self._of_houses = of_houses
        found = np.zeros(len(names), np.float32)
        if not len(names) or not len(self._forms.weight):
            return found
        if len(self._vocabulary.place) > MOST_KEPT:
            self._forget()
        places, parts = _parts(names)
        if self._names_alone:
            likely = self._raw_lines.likely(parts)
            places, parts = places[likely], list(itertools.compress(parts, likely.tolist()))
        np.maximum.at(found, places, self._touched(parts))
        return found

    def _touched(self, names: Sequence[str]) -> Floats:
        pieced = self._raw.pieced(names)
        found = np.zeros(len(names), np.float32)
        alone = np.flatnonzero(pieced.alone & (pieced.met > 0.9 * self._least))
        told = Told(
            pieced.told, pieced.lines, np.fromiter(map(is_written_so, names), np.bool_, len(names))
        )
        found[alone] = self._meeting(told.some(alone))
        whole = np.flatnonzero(~pieced.alone)
        found[whole] = self._folded([names[place] for place in whole.tolist()])
        return found

    def _folded(self, names: Sequence[str]) -> Floats:
        """How well names, each folded as a whole, meet a changed one."""
        folded = [name_words(name)[:MOST_WORDS] for name in names]
        found = np.where(self._by_initials(names, folded), _SOMEHOW, self._read(folded))
        put_short = [
            (at, short) for at, one in enumerate(folded) if (short := shortened(one)) != one
        ]
        places = np.array([at for at, _ in put_short], np.int64)
        np.maximum.at(found, places, self._read([short for _, short in put_short]))
        return found

    def _read(self, folded: Sequence[list[str]]) -> Floats:
        """How well readings meet a changed name."""
        self._vocabulary.learn({word for one in folded for word in one})
        told = self._told([self._respelt(one) for one in folded])
        lines = [line(tuple(one)) for one in folded]
        return self._meeting(Told(told, lines, np.zeros(len(lines), np.bool_)))

    def _meeting(self, told: Told) -> Floats:
        """How well names meet a changed one in their words or as lines."""
        met = np.flatnonzero(self._share(told.words, self._vocabulary.alike) >= self._least)
        alike = self._alike(told.lines)
        found = np.where(alike >= LEAST_LINE, _SOMEHOW, np.float32(0))
        close = self._close(told.some(met), alike[met]) if self._names_alone else _SOMEHOW
        found[met] = np.maximum(found[met], close)
        return np.asarray(found, np.float32)

    def _close(self, told: Told, alike: Floats) -> Floats:
        """How closely names, of those whose words meet, meet a changed name in words and line together."""
        closely = self._vocabulary.alike.copy()
        closely.data = closely.data**2
        together = self._share(told.words, closely) + alike
        begun = np.fromiter(map(self._begins, told.lines), np.bool_, len(told.lines))
        long = self._is_long(told.words) & ~told.syllabic
        least = np.where(long, LEAST_CLOSE_LONG, LEAST_CLOSE)
        return np.where(begun | (together >= least), np.maximum(together, _SOMEHOW), np.float32(0))

    def _is_long(self, told: csr_matrix) -> Mask:
        """Which names have enough letters, and all their words name somebody."""
        has = csr_matrix((np.ones_like(told.data), told.indices, told.indptr), shape=told.shape)
        naming = self._vocabulary.naming
        return np.asarray((has @ naming >= LONG) & (has @ (naming == 0).astype(np.float32) == 0))

    def _begins(self, line: str) -> bool:
        """Whether a name, written as one word, begins with a changed name of one word."""
        whole = line.replace(" ", "")
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
            if len(plain) > 2 and initials(plain) in self._single:
                found[place] = self._of_houses or any(w in LEGAL or meaning(w) for w in plain)
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

    def _alike(self, lines: Sequence[str]) -> Floats:
        """How alike names are, as lines, to the changed name that each is most like."""
        rows = weighed(line_rows([one.encode() for one in lines]), self._line_rarity)
        near = sp_matmul_topn(rows, self._forms.lines, top_n=1, threshold=0)
        best = np.zeros(len(lines), np.float32)
        best[np.diff(near.indptr) > 0] = near.data[: near.indptr[-1]]
        return best


def _parts(names: Sequence[str]) -> tuple[Places, list[str]]:
    """The spellings of cells, each a name of its own, with the cell it stands in.

    One with brackets stands there also without, and what is in them.
    """
    parts = [name[:LONGEST] for name in names]
    several = [place for place, name in enumerate(parts) if _SEVERAL.search(name)]
    more = [(place, part) for place in several for part in _spellings(parts[place])]
    places = np.array([*range(len(parts)), *(place for place, _ in more)], np.int64)
    return places, [*parts, *(part for _, part in more)]


def _spellings(name: str) -> Iterator[str]:
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

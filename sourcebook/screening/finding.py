"""The forms that may be a name asked about: few, quickly.

Each word asked about stands for the listed words that are like it (`Alike`); a form is a candidate for the weight of
its words that were met. Beside that, whole names are compared by their trigrams, which finds what one list writes as
one word and the other as two.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from sourcebook.screening.columns import Array, matrix_of
from sourcebook.screening.grams import line_rows, weighed
from sourcebook.screening.kinship import likeness
from sourcebook.screening.nearest import Chosen, nearest
from sourcebook.screening.recalled import MOST_KEPT, Recalled
from sourcebook.screening.spelling import Reading, line
from sourcebook.screening.wordbook import Words, told, weights

MOST_ALIKE = 48
LEAST_ALIKE, LEAST_TO_FIND = 0.55, 0.65
MEANT = 0.9
LEAST_COSINE = 0.22
# How many forms to look at for each name, by words and by lines; and where only the very best is wanted.
BY_WORDS, BY_LINES = 24, 12
FEW_BY_WORDS, FEW_BY_LINES = 5, 3
_RARE = 1.0

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Cuts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Names asked about, taken apart.

    Attributes:
        readings: How the names were read.
        lines: Each reading's words in a row.
        owner: The query each reading is of.
        words: The distinct words of all.
        flat, starts: The words of each reading, as places in `words`.
        alike: For each word, the listed words that are like it, and how much.
        meant: The same, words of one meaning included.
    """

    readings: list[Reading]
    lines: list[bytes]
    owner: Places
    words: Words
    flat: Places
    starts: Places
    alike: csr_matrix
    meant: csr_matrix


class Among(NamedTuple):
    """Forms to look among, by their words and by the trigrams of their lines."""

    by_words: Chosen
    by_lines: Chosen

    @property
    def nbytes(self) -> int:
        """Of what is kept of it."""
        return int(self.by_words.matrix.data.nbytes + self.by_lines.matrix.data.nbytes)


class Finder:
    """Candidate search over the columns of an index."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.words = Words(
            arrays["word_text"], arrays["word_skeleton"], arrays["word_sound"], arrays["word_kind"],
            arrays["word_meaning"], arrays["word_weight"],
        )  # fmt: skip
        self._gram_rarity = np.asarray(arrays["gram_rarity"])
        self._grams = matrix_of(arrays, "word_grams")
        self._line_rarity = np.asarray(arrays["line_rarity"])
        self._by_sound = np.asarray(arrays["word_by_sound"])
        self._sounds = self.words.sound[self._by_sound]
        self._by_meaning = _places_by(self.words.meaning)
        self._person = np.asarray(arrays["form_person"])
        self._derived = np.asarray(arrays["form_derived"])
        self._word_count = np.diff(np.asarray(arrays["form_starts"]))
        self.lines = matrix_of(arrays, "line_grams")
        self.bearing = matrix_of(arrays, "bearing")
        self._cuts: dict[str, Cuts] = {}
        self._recalled = Recalled(self._alike, len(self.words))
        self._most = BY_WORDS, BY_LINES

    def by_few_words(self, kept: NDArray[np.bool_]) -> Finder:
        """The same search with some listed words alone, and for the very best alone: quick where they are few.

        What words tell that no list has is told by those few, too, so that scores come out a little otherwise.

        Args:
            kept: Which of the listed words.
        """
        made = copy(self)
        made._grams = kept_columns(self._grams, kept)
        made._by_sound = self._by_sound[kept[self._by_sound]]
        made._sounds = self.words.sound[made._by_sound]
        made._by_meaning = _places_by(np.where(kept, self.words.meaning, 0))
        made._recalled = Recalled(made._alike, len(self.words))
        made._most = FEW_BY_WORDS, FEW_BY_LINES
        return made

    def asked(self, readings: Sequence[Reading], owner: Sequence[int]) -> Asked:
        """Names made ready for search.

        Args:
            readings: The readings of all.
            owner: The query each is of.
        """
        readings, owner = self._rejoined(readings, owner)
        texts = sorted({word for reading in readings for word in reading.words})
        place = {text: at for at, text in enumerate(texts)}
        words = told(texts, self.words)
        alike, meant = self._recalled.of(words)
        words.weight[:] = self._weights(words, alike)
        return Asked(
            readings=list(readings),
            lines=[line(reading.words).encode() for reading in readings],
            owner=np.asarray(owner, np.int64),
            words=words,
            flat=np.array([place[w] for reading in readings for w in reading.words], np.int64),
            starts=np.cumsum([0, *(len(reading.words) for reading in readings)]),
            alike=alike,
            meant=meant,
        )

    def _rejoined(
        self, readings: Sequence[Reading], owner: Sequence[int]
    ) -> tuple[list[Reading], list[int]]:
        """The readings, and what they are with a word written apart or together as the lists have it."""
        own = {reading.words for reading in readings if not reading.derived}
        apart = self._apart({word for words in own for word in words})
        whole = self._listed({text for words in own for text in _together(words) if text})
        every, whose_every = list(readings), list(owner)
        for reading, whose in zip(readings, owner, strict=True):
            if not reading.derived:
                respelt = _respelt(reading.words, whole, apart)
                fresh = [replace(reading, words=one, respelt=True) for one in respelt]
                every += fresh
                whose_every += [whose] * len(fresh)
        return every, whose_every

    def _apart(self, words: set[str]) -> Mapping[str, Cuts]:
        """The pairs of listed words that words are, written together; worked out once."""
        known = self._cuts
        if fresh := {word: _cuts(word) for word in words if word not in known}:
            listed = self._listed({part for cuts in fresh.values() for cut in cuts for part in cut})
            found = {w: tuple(c for c in cuts if listed.issuperset(c)) for w, cuts in fresh.items()}
            if len(known) + len(found) > MOST_KEPT:
                # Another dictionary: who reads the old one goes on with it.
                known = self._cuts = {word: known[word] for word in words if word in known}
            known.update(found)
        return known

    def _listed(self, texts: set[str]) -> set[str]:
        """Those that are listed words."""
        some = list(texts)
        return set(itertools.compress(some, self.words.find(some)[1].tolist()))

    def _alike(self, words: Words) -> tuple[csr_matrix, csr_matrix]:
        """The listed words like each word, without and with those that only mean the same."""
        rows = weighed(words.rows(), self._gram_rarity)
        found = sp_matmul_topn(rows, self._grams, top_n=MOST_ALIKE, threshold=LEAST_COSINE)
        left = np.repeat(np.arange(len(words)), np.diff(found.indptr))
        right = found.indices[: len(left)].astype(np.int64)
        heard = self._same_sound(words)
        left, right = _distinct(
            np.concatenate([left, heard[0]]), np.concatenate([right, heard[1]]), len(self.words)
        )
        # Only the listed words that are met, because what all of them are would cost more than the rest.
        met, place = np.unique(right, return_inverse=True)
        how_alike = likeness(words, left, self.words.some(met), place)
        kept = how_alike >= LEAST_ALIKE
        shape = (len(words), len(self.words))
        left, right, how_alike = left[kept], right[kept], how_alike[kept]
        alike = csr_matrix((how_alike, (left, right)), shape=shape, dtype=np.float32)
        meaning = csr_matrix(
            (_full(pairs := self._same_meaning(words)), pairs), shape=shape, dtype=np.float32
        )
        return alike, alike.maximum(meaning).tocsr()

    def _same_sound(self, words: Words) -> tuple[Places, Places]:
        """Words asked about and listed words that sound the same."""
        begin = np.searchsorted(self._sounds, words.sound)
        lengths = np.searchsorted(self._sounds, words.sound, side="right") - begin
        offsets = np.cumsum(lengths) - lengths
        at = np.repeat(begin - offsets, lengths) + np.arange(int(lengths.sum()))
        return np.repeat(np.arange(len(words)), lengths), self._by_sound[at].astype(np.int64)

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

    def candidates(self, asked: Asked, every: Sequence[Among]) -> list[tuple[Places, Places]]:
        """Pairs of a reading asked about and a form that may be it, for each choice of forms.

        Args:
            asked: The names asked about.
            every: The forms to look among.
        """
        by_words, by_lines = self._most
        by_word = csr_matrix(
            (asked.words.weight[asked.flat], asked.flat, asked.starts),
            shape=(len(asked.lines), len(asked.words)), dtype=np.float32,
        )  # fmt: skip
        alike = asked.meant.copy()
        alike.data = np.where(alike.data >= LEAST_TO_FIND, alike.data**2, np.float32(0))
        alike.eliminate_zeros()
        words = (by_word @ alike).tocsr()
        trigrams = weighed(line_rows(asked.lines), self._line_rarity)
        met = nearest(words, [one.by_words for one in every], by_words, 1e-6)
        spelt = nearest(trigrams, [one.by_lines for one in every], by_lines, 0.1)
        width = max(self.bearing.shape[1], 1)
        found = (np.unique(np.concatenate(keys)) for keys in zip(met, spelt, strict=True))
        return [self._fitting(asked, pairs // width, pairs % width) for pairs in found]

    def among(self, forms: NDArray[np.bool_] | None) -> Among:
        """Some forms, to look among.

        Args:
            forms: Which; None: all.
        """
        if forms is None:
            return Among(Chosen(self.bearing), Chosen(self.lines))
        return Among(
            Chosen(kept_columns(self.bearing, forms), forms),
            Chosen(kept_columns(self.lines, forms), forms),
        )

    def _fitting(self, asked: Asked, readings: Places, forms: Places) -> tuple[Places, Places]:
        """The pairs in which a person's name meets a person's, and initials meet what is short for them."""
        person = np.array([r.person for r in asked.readings], np.bool_)[readings]
        other = np.array([r.other for r in asked.readings], np.bool_)[readings]
        derived = np.array([r.derived for r in asked.readings], np.bool_)[readings]
        single = np.diff(asked.starts)[readings] == 1
        form_derived = self._derived[forms]
        fits = np.where(self._person[forms], person, other)
        fits &= ~(derived & form_derived)
        fits &= ~form_derived | single
        fits &= ~derived | (self._word_count[forms] == 1)
        return readings[fits], forms[fits]


def _distinct(left: Places, right: Places, width: int) -> tuple[Places, Places]:
    keys = np.unique(left * width + right)
    return keys // max(width, 1), keys % max(width, 1)


def _full(pairs: tuple[Places, Places]) -> Floats:
    return np.full(len(pairs[0]), MEANT, np.float32)


def _together(words: tuple[str, ...]) -> Iterator[str]:
    """Each word and the next written together; nothing where that would be no word."""
    for first, second in itertools.pairwise(words):
        fits = len(first) > 1 and len(second) > 1 and len(first) + len(second) < 20
        yield first + second if fits else ""


def _cuts(word: str) -> Cuts:
    return tuple((word[:cut], word[cut:]) for cut in range(3, len(word) - 2))


def _respelt(
    words: tuple[str, ...], whole: set[str], apart: Mapping[str, Cuts]
) -> Iterator[tuple[str, ...]]:
    """The words with two neighbours written together or one written apart, where that is listed."""
    for at, joined in enumerate(_together(words)):
        if joined in whole:
            yield (*words[:at], joined, *words[at + 2 :])
    for at, word in enumerate(words):
        for parts in apart[word]:
            yield (*words[:at], *parts, *words[at + 1 :])


def described_weight(words: Words) -> Floats:
    """What words tell that no list has."""
    return weights(words, np.zeros(len(words)), 10_000)


def _places_by(numbers: Array) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    held = np.flatnonzero(numbers)
    for at, number in zip(held.tolist(), np.asarray(numbers)[held].tolist(), strict=True):
        places.setdefault(number, []).append(at)
    return places


def kept_columns(matrix: csr_matrix, kept: NDArray[np.bool_]) -> csr_matrix:
    """A matrix with some columns nought.

    Where most are kept, where its values stand is shared with the matrix; where few are, they alone are copied.
    """
    made = csr_matrix(matrix.shape, dtype=np.float32)
    held = kept[matrix.indices]
    if 2 * np.count_nonzero(held) > len(held):
        made.data, made.indices, made.indptr = matrix.data * held, matrix.indices, matrix.indptr
        return made
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(held)])
    made.data, made.indices = matrix.data[held], matrix.indices[held]
    made.indptr = before[matrix.indptr].astype(matrix.indptr.dtype)
    return made

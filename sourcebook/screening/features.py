"""What speaks for and against a listed form being the name asked about, as numbers.

Each word asked about is paired with at most one word of the form, the likest pairs first. What was met and what was
left over on either side, in what order, by how much each word tells, and how alike the lines are: some forty
numbers, each of which a reviewer can be told. None depends on the other forms of an index beyond how rare words are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist

from sourcebook.screening.columns import Array, spans
from sourcebook.screening.finding import Asked
from sourcebook.screening.pairing import Paired, by_words
from sourcebook.screening.spelling import first_letters
from sourcebook.screening.wordbook import KINDS, Words
from sourcebook.screening.written import PUT, Written, short_words

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

FEATURES = (
    "asked_met", "listed_met", "met", "asked_left", "listed_left", "asked_rarest_left", "listed_rarest_left",
    "both_left", "weakest_meeting", "mean_meeting", "exact", "words_met", "asked_words", "listed_words",
    "asked_words_left", "listed_words_left", "rarest_met", "second_met", "first_words", "last_words",
    "asked_last", "listed_last", "in_order", "initials", "line_ratio", "line_sorted", "line_joined", "line_prefix",
    "asked_weight", "listed_weight", "legal_met", "asked_legal_left", "listed_legal_left", "house_words", "acronym",
    "meaning_met", "middle_left", "letters_met", "acronym_asked", "acronym_letters", "asked_named_met",
    "listed_named_met", "named_met", "asked_house_left", "listed_house_left", "number_left",
    "asked_legal", "listed_legal",
)  # fmt: skip
_INITIAL = KINDS.index("initial")


class Measurer:
    """Measures pairs over the columns of an index."""

    def __init__(self, arrays: Mapping[str, Array], words: Words) -> None:
        self._words = words
        self._flat = np.asarray(arrays["form_words"])
        self._starts = np.asarray(arrays["form_starts"]).astype(np.int64)
        self._written = Written(arrays)
        self._person = np.asarray(arrays["form_person"])
        self._derived = np.asarray(arrays["form_derived"])
        self._local = np.full(len(words) + 1, -1, np.int64)

    def measure(self, asked: Asked, readings: Places, forms: Places) -> Floats:
        """The features of pairs, a row for each.

        Args:
            asked: The names asked about.
            readings: Which reading of them, for each pair.
            forms: Which form.
        """
        out = np.zeros((len(readings), len(FEATURES)), np.float32)
        if not len(readings):
            return out
        present = self._present(forms)
        person = self._person[forms]
        many = np.maximum(
            np.diff(asked.starts)[readings], self._starts[forms + 1] - self._starts[forms]
        )
        size = np.digitize(many, _WIDTHS[:-1], right=True)
        for of_persons in (False, True):
            if not (person == of_persons).any():
                continue
            table = self._likenesses(asked, present, of_persons)
            for group in np.unique(size[person == of_persons]).tolist():
                at = np.flatnonzero((size == group) & (person == of_persons))
                pairs = self._paired(asked, readings[at], forms[at], table, _WIDTHS[group])
                out[at] = _aligned(asked, self._words, pairs)
        self._local[present] = -1
        self._by_line(asked, readings, forms, out)
        self._by_letters(asked, readings, forms, out)
        self._by_acronym(asked, readings, forms, out)
        return out

    def _by_acronym(self, asked: Asked, readings: Places, forms: Places, out: Floats) -> None:
        """Whether one side is the initials of a name, which, and of how many words."""
        ours = np.array([r.derived for r in asked.readings], np.bool_)[readings]
        either = ours | self._derived[forms]
        letters = np.array([len(r.words[0]) for r in asked.readings], np.float32)[readings]
        out[:, _AT["acronym"]] = either
        out[:, _AT["acronym_asked"]] = ours
        out[:, _AT["acronym_letters"]] = np.where(either, letters, 0)

    def _present(self, forms: Places) -> Places:
        """The words of some forms, in order; `_local` leads back to their places here."""
        mark = np.zeros(len(self._words), np.bool_)
        mark[self._flat[spans(self._starts[forms], self._starts[forms + 1])]] = True
        present = np.flatnonzero(mark)
        self._local[present] = np.arange(len(present))
        return present

    def _likenesses(self, asked: Asked, present: Places, of_persons: bool) -> Floats:
        """The likeness of each word asked about to each word present; the last row and column are empty.

        In persons' names an initial meets a word, in others words of one meaning meet.
        """
        table = np.zeros((len(asked.words) + 1, len(present) + 1), np.float32)
        alike = asked.alike if of_persons else asked.meant
        owner = np.repeat(np.arange(len(asked.words)), np.diff(alike.indptr))
        column = self._local[alike.indices]
        held = column >= 0
        table[owner[held], column[held]] = alike.data[held]
        if of_persons:
            self._meet_initials(asked.words, present, table)
        return table

    def _meet_initials(self, words: Words, present: Places, table: Floats) -> None:
        """An initial meets each word that begins with it."""
        theirs = (
            self._words.text[present].view(np.uint8).reshape(len(present), -1)[:, 0]
            if len(present)
            else np.zeros(0, np.uint8)
        )
        ours = (
            words.text.view(np.uint8).reshape(len(words), -1)[:, 0]
            if len(words)
            else np.zeros(0, np.uint8)
        )
        for at in np.flatnonzero(words.kind == _INITIAL).tolist():
            met = theirs == ours[at]
            table[at, :-1][met] = np.maximum(table[at, :-1][met], 0.6)
        for at in np.flatnonzero(self._words.kind[present] == _INITIAL).tolist():
            met = ours == theirs[at]
            table[:-1, at][met] = np.maximum(table[:-1, at][met], 0.6)

    def _paired(
        self, asked: Asked, readings: Places, forms: Places, table: Floats, width: int
    ) -> Paired:
        left = _padded(asked.flat, asked.starts[readings], asked.starts[readings + 1], width)
        right = _padded(self._flat, self._starts[forms], self._starts[forms + 1], width)
        return Paired(
            left=left, right=right,
            left_weight=np.where(left >= 0, asked.words.weight[left], 0).astype(np.float32),
            right_weight=np.where(right >= 0, self._words.weight[right], 0).astype(np.float32),
            likeness=table[left[:, :, None], np.where(right >= 0, self._local[right], -1)[:, None, :]],
        )  # fmt: skip

    def _by_letters(self, asked: Asked, readings: Places, forms: Places, out: Floats) -> None:
        """How many words of the one are abbreviated to a word of the other, where that word met nothing better."""
        left = (out[:, _AT["asked_words_left"]] > 0) | (out[:, _AT["listed_words_left"]] > 0)
        rows = np.flatnonzero(left & ~self._person[forms])
        if not len(rows):
            return
        own = [() if reading.respelt else reading.words for reading in asked.readings]
        short, letters = list(map(short_words, own)), list(map(first_letters, own))
        listed = self._written.letters(forms[rows])
        out[rows, _AT["letters_met"]] = [
            _abbreviated(short[reading], inside, listed_short, letters[reading])
            for reading, inside, listed_short in zip(readings[rows].tolist(), *listed, strict=True)
        ]

    def _by_line(self, asked: Asked, readings: Places, forms: Places, out: Floats) -> None:
        """How alike the whole lines are."""
        lines = [line.decode() for line in asked.lines]
        ours = [lines[r] for r in readings.tolist()]
        theirs, *changed = self._written.lines(forms)
        out[:, _AT["line_ratio"]] = _compared(ours, theirs, fuzz.ratio, 100)
        out[:, _AT["line_prefix"]] = _compared(ours, theirs, JaroWinkler.similarity, 1)
        for (name, made), listed in zip(PUT.items(), changed, strict=True):
            ready = [made(t) for t in lines]
            ours = [ready[r] for r in readings.tolist()]
            out[:, _AT[name]] = _compared(ours, listed, fuzz.ratio, 100)


# Sums over rows are rounded by their length: it is fixed, so that no name's score depends on the names beside it.
_WIDTHS = (3, 4, 6, 9, 20)
_AT = {name: place for place, name in enumerate(FEATURES)}


def glance(features: Floats) -> Floats:
    """A rough measure of likeness, to choose what is worth a closer look.

    Initials have no other word beside them that could be met, which is made up for where they are met as they stand.
    """
    asked, listed = features[:, _AT["asked_met"]], features[:, _AT["listed_met"]]
    likeness = np.minimum(asked, listed) + features[:, _AT["line_sorted"]] + asked + listed
    initials = features[:, _AT["acronym"]] * (features[:, _AT["exact"]] >= 1)
    return np.asarray(likeness + initials, np.float32)


def _abbreviated(short: Sequence[str], inside: str, listed_short: Sequence[str], own: str) -> int:
    """How many letters of a short word on the one side are initials on the other, in a row; the most there are."""
    met = [len(word) for word in short if word in inside]
    if len(own) > 1:
        met += [len(word) for word in listed_short if word in own]
    return max(met, default=0)


def _compared(left: list[str], right: list[str], scorer: object, most: float) -> Floats:
    found = cpdist(left, right, scorer=scorer, dtype=np.float32)  # type: ignore[arg-type]
    return np.asarray(found / np.float32(most), np.float32)


def _padded(flat: Array, begin: Places, end: Places, width: int) -> Places:
    """Stretches of an array as rows of one length, -1 after the last."""
    lengths = end - begin
    width = max(width, int(lengths.max(initial=1)))
    at = begin[:, None] + np.arange(width)
    held = np.arange(width) < lengths[:, None]
    return np.where(held, flat[np.minimum(at, len(flat) - 1)], -1).astype(np.int64)


def _aligned(asked: Asked, listed: Words, pairs: Paired) -> Floats:
    """The features that come of pairing words."""
    out = np.zeros((len(pairs.left), len(FEATURES)), np.float32)
    for name, value in by_words(asked.words, listed, pairs).items():
        out[:, _AT[name]] = value
    return out

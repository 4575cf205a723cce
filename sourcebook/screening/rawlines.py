"""Names as rows of letters, as they are written: the first look at many of them.

Of a file of names nearly all are like no name that changed even in their letters. Those are passed over by array
arithmetic alone, before any of them is taken apart: the trigrams of each are held against those of the changed names.
Those that are somewhat like one are then compared with the two likest letter by letter, their words in order. A short
name has few trigrams, and in a long one much may state a form and be put short (`spelling`); of both less is asked.
What Arabic script writes without vowels is compared without them.
What an acronym stands for has no letters in common with it, and what another language calls a house has few; such
names are told by their initials, and by words that mean what words of changed names mean.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from sourcebook.names.cjk import is_written_so
from sourcebook.names.latin import latin
from sourcebook.names.vocabulary import ABD, ABU, ARTICLES, UMM
from sourcebook.screening.glossary import legal_words, phrase_words
from sourcebook.screening.grams import TRIGRAMS, coded, trigrams_of, uncoded, weighed
from sourcebook.screening.lettering import are_initials, headed, numbered, strung, summed
from sourcebook.screening.meeting import Forms
from sourcebook.screening.wordbook import SHORTEST_BEGINNING, Words, begin_phrase, meant_by

# Names of up to so many letters, of more, and those in signs that are read in several ways: how alike the lines have to
# be at least by their trigrams, and by these and their letters together.
_LENGTHS = (7, 10, 14, 24)
_SYLLABIC = len(_LENGTHS) + 1
_LEAST_ALIKE = np.array([0.13, 0.13, 0.23, 0.31, 0.16, 0.16], np.float32)
_LEAST_TOGETHER = np.array([0.65, 0.7, 0.8, 0.95, 1.05, 0.6], np.float32)
_LEAST_SHORT = 0.22
# The same without vowels and what Arabic writes as they are, against names of a script that has none for short ones.
_LEAST_BARE, _LEAST_BARE_TOGETHER = 0.25, 1.0
_IS_VOWEL = np.isin(np.arange(64), coded(np.frombuffer(b"aeiouyw", np.uint8)))
# How much words tell together, at least, that mean what words of changed names mean: as two rare ones do.
_LEAST_MEANT = 1.2
_LIKEST = 2
_LONGEST_INITIALS = 8
# Initials written with dots are one word.
_DOTTED = re.compile(r"(?<![A-Za-z0-9])([A-Za-z])\.(?=[A-Za-z](?![A-Za-z]))")
# So many names at once that what is worked out of them stays at hand.
_BLOCK = 8192
# Small words are seldom among initials (`of`, `para`); which, is not looked up here.
_LEFT_OUT = (0, 2, 4)
_END = ord("\n")

Mask = NDArray[np.bool_]
Letters = NDArray[np.int32]
Places = NDArray[np.int64]
Floats = NDArray[np.float32]


class Phrases(NamedTuple):
    """Words of what states a form or says what house it is, by their first letters (`headed`).

    Attributes:
        left_out: Words that are left out of a line: short legal forms, and the article.
        legal: Words that state a legal form where there are two of them.
        short: First words of phrases that are put short.
        bound: Words that are one with the next: *Abu*, *Abd*.
    """

    left_out: Places
    legal: Places
    short: Places
    bound: Places

    @classmethod
    def of(cls, words: Words) -> Phrases:
        """Those among the words of an index."""
        legal, _ = phrase_words()
        small = np.strings.str_len(words.text) < SHORTEST_BEGINNING
        return cls(
            _numbers(legal_words() | ARTICLES),
            np.unique(_headed(words.text[meant_by(words, legal) & ~small])),
            np.unique(_headed(words.text[begin_phrase(words)])),
            _numbers(ABD | ABU | UMM),
        )


class Meant(NamedTuple):
    """Words, in any language of the index, that mean what words of changed names mean.

    Attributes:
        heads: Their first letters (`headed`), sorted.
        tells: How much each tells.
    """

    heads: Places
    tells: Floats

    @classmethod
    def of(cls, words: Words, changed: Words) -> Meant:
        """Those among the words of an index."""
        most = np.zeros(max(words.meaning.max(initial=0), changed.meaning.max(initial=0)) + 1)
        np.maximum.at(most, changed.meaning, changed.weight)
        most[0] = 0
        tells = most[words.meaning].astype(np.float32)
        heads, place = np.unique(_headed(words.text[tells > 0]), return_inverse=True)
        found = np.zeros(len(heads), np.float32)
        np.maximum.at(found, place, tells[tells > 0])
        return cls(heads, found)

    def told(self, heads: Places, begun: Places, ends: Places) -> Floats:
        """How much such words of each name tell together.

        Args:
            heads: Of all words, one after the other.
            begun: Where each begins.
            ends: Where each name begins, and the last ends.
        """
        if not len(self.heads):
            return np.zeros(len(ends) - 1, np.float32)
        at = np.minimum(np.searchsorted(self.heads, heads), len(self.heads) - 1)
        tells = np.where(self.heads[at] == heads, self.tells[at], np.float32(0))
        return summed(tells, np.searchsorted(begun, ends))


def _numbers(words: frozenset[str]) -> Places:
    return np.array(sorted(map(numbered, words)), np.int64)


def _headed(texts: NDArray[np.bytes_]) -> Places:
    letters = coded(np.frombuffer(texts.tobytes(), np.uint8))
    begin = np.arange(len(texts)) * texts.dtype.itemsize
    return headed(letters, begin, np.strings.str_len(texts))


class RawLines:
    """The lines of the changed names, ready to be held against many others.

    Args:
        forms: The changed names.
        rarity: Of each trigram.
        acronyms: The changed names that may be initials, as numbers.
        words: Of the index.
    """

    def __init__(self, forms: Forms, rarity: Floats, acronyms: Places, words: Words) -> None:
        self._texts, self._grams = np.array(forms.texts, object), forms.lines
        self._rarity, self._acronyms = rarity, acronyms
        self._bare_texts, self._bare_grams = self._bare(forms)
        self._phrases, self._meant = Phrases.of(words), Meant.of(words, forms.words)

    def _bare(self, forms: Forms) -> tuple[NDArray[np.object_], csr_matrix]:
        """The changed names of a script without short vowels: their consonants, and the trigrams of these."""
        texts = list(itertools.compress(forms.texts, forms.unvowelled.tolist()))
        codes, ends = _consonants(*_spelt(texts))
        rows = weighed(_trigrams(codes, ends), self._rarity)
        return np.array(_lines(codes, ends, np.arange(len(texts))), object), rows.T.tocsr()

    def likely(self, names: Sequence[str]) -> Mask:
        """Which names have to be looked at.

        Args:
            names: In any script.
        """
        parts = [self._likely(names[at : at + _BLOCK]) for at in range(0, len(names), _BLOCK)]
        return np.concatenate([np.zeros(0, np.bool_), *parts])

    def _likely(self, names: Sequence[str]) -> Mask:
        codes, ends = _spelt(names)
        begun, length = _words(codes)
        found = _are_short_words(codes, begun, ends)
        for short in _LEFT_OUT:
            found |= self._abbreviated(codes, begun[length > short], ends)
        heads = headed(codes, begun, length)
        found |= self._meant.told(heads, begun, ends) >= _LEAST_MEANT
        put_short = np.diff(np.searchsorted(begun[np.isin(heads, self._phrases.short)], ends)) > 0
        codes, ends = self._as_listed(codes, ends, (begun, begun + length, heads))
        if len(self._bare_texts):
            found |= self._alike_bare(*_consonants(codes, ends))
        before = np.concatenate([[0], np.cumsum(codes > 0)])
        size = np.digitize(np.diff(before[ends]), _LENGTHS, right=True)
        size[np.fromiter(map(is_written_so, names), np.bool_, len(names))] = _SYLLABIC
        return np.asarray(found | self._alike(codes, ends, size, put_short), np.bool_)

    def _as_listed(
        self, codes: Letters, ends: Places, words: tuple[Places, Places, Places]
    ) -> tuple[Letters, Places]:
        """The lines as listed ones are: without legal forms and articles, and with bound words in one."""
        begin, end, heads = words
        owner = np.searchsorted(ends, begin) - 1
        legal = np.isin(heads, self._phrases.legal)
        legal &= np.bincount(owner, legal, len(ends) - 1)[owner] > 1
        left_out = legal | np.isin(heads, self._phrases.left_out)
        letters = np.bincount(owner, (end - begin) * ~left_out, len(ends) - 1)
        left_out &= letters[owner] > 0
        bound = np.isin(heads, self._phrases.bound)
        # The blank behind a word; at the end of a line stands a mark, which stays.
        behind = end + ~np.isin(end, ends)
        gone = np.zeros(len(codes) + 1, np.int64)
        for first, last in ((begin[left_out], behind[left_out]), (end[bound], behind[bound])):
            np.add.at(gone, first, 1)
            np.add.at(gone, last, -1)
        kept = np.cumsum(gone[:-1]) == 0
        return codes[kept], (np.cumsum(kept) - 1)[ends]

    def _alike(self, codes: Letters, ends: Places, size: Places, put_short: Mask) -> Mask:
        """Which lines are like a changed line, each held against the likest."""
        least = float(_LEAST_ALIKE.min())
        owner, alike, other = self._likest(codes, ends, self._grams, least)
        shortly = put_short[owner] & (alike >= _LEAST_SHORT)
        met = np.flatnonzero((alike >= _LEAST_ALIKE[size[owner]]) | shortly)
        owner, alike, other, shortly = owner[met], alike[met], other[met], shortly[met]
        found = np.zeros(len(ends) - 1, np.bool_)
        found[owner[shortly]] = True
        # In their order first, and only what that does not let through as sets of words, which takes longer.
        for scorer in (fuzz.token_sort_ratio, fuzz.token_set_ratio):
            left = np.flatnonzero(~found[owner])
            owner, alike, other = owner[left], alike[left], other[left]
            ours, theirs = _lines(codes, ends, owner), self._texts[other].tolist()
            together = alike + _in_letters(ours, theirs, scorer)
            found[owner[together >= _LEAST_TOGETHER[size[owner]]]] = True
        return found

    def _alike_bare(self, codes: Letters, ends: Places) -> Mask:
        """Which lines are like the consonants of a changed line by theirs."""
        owner, alike, other = self._likest(codes, ends, self._bare_grams, _LEAST_BARE)
        ours, theirs = _lines(codes, ends, owner), self._bare_texts[other].tolist()
        together = alike + _in_letters(ours, theirs, fuzz.token_set_ratio)
        found = np.zeros(len(ends) - 1, np.bool_)
        found[owner[together >= _LEAST_BARE_TOGETHER]] = True
        return found

    def _likest(
        self, codes: Letters, ends: Places, grams: csr_matrix, least: float
    ) -> tuple[Places, Floats, Places]:
        """Pairs of a line and a changed one that it is likest by trigrams: the line, how alike, the other."""
        rows = weighed(_trigrams(codes, ends), self._rarity)
        near = sp_matmul_topn(rows, grams, top_n=_LIKEST, threshold=least)
        owner = np.repeat(np.arange(len(ends) - 1), np.diff(near.indptr))
        return owner, near.data[: len(owner)], near.indices[: len(owner)]

    def _abbreviated(self, codes: Letters, begun: Places, ends: Places) -> Mask:
        """The names of which some words' first letters, in a row, are a changed name."""
        starts = np.searchsorted(begun, ends)
        ones = np.ones(len(begun), np.int64)
        return are_initials(
            np.diff(starts), strung(ones, codes[begun].astype(np.int64), starts), self._acronyms
        )


def _words(codes: Letters) -> tuple[Places, Places]:
    """Where each word begins, and how long it is."""
    begun = np.flatnonzero((codes[1:] > 0) & (codes[:-1] == 0)) + 1
    return begun, np.flatnonzero((codes[1:] == 0) & (codes[:-1] > 0)) + 1 - begun


def _in_letters(ours: list[str], theirs: list[str], scorer: object) -> Floats:
    """How alike lines are letter by letter, 0 to 1."""
    found = cpdist(ours, theirs, scorer=scorer, dtype=np.float32)  # type: ignore[arg-type]
    return np.asarray(found / np.float32(100), np.float32)


def _are_short_words(codes: Letters, begun: Places, ends: Places) -> Mask:
    """Which names are one short word: it may be initials, misspelt, which no row of letters tells."""
    before = np.concatenate([[0], np.cumsum(codes > 0)])
    single = np.diff(np.searchsorted(begun, ends)) == 1
    return np.asarray(single & (np.diff(before[ends]) <= _LONGEST_INITIALS), np.bool_)


def _consonants(codes: Letters, ends: Places) -> tuple[Letters, Places]:
    """Lines without their vowels."""
    kept = ~_IS_VOWEL[codes]
    return codes[kept], (np.cumsum(kept) - 1)[ends]


def _lines(codes: Letters, ends: Places, places: Places) -> list[str]:
    """Some of the lines, as texts."""
    text = uncoded(codes)
    begin, end = ends[places] + 1, ends[places + 1]
    return [text[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]


def _spelt(names: Sequence[str]) -> tuple[Letters, Places]:
    """The letters of all names as numbers, blanks as nought; and where the marks before, between and after them are."""
    plain = [name if name.isascii() and "." not in name else _plain(name) for name in names]
    text = "\n".join(["", *plain, ""])
    if text.count("\n") != len(names) + 1:
        text = "\n".join(["", *(one.replace("\n", " ") for one in plain), ""])
    written = np.frombuffer(text.encode("ascii", "ignore").translate(None, b"'"), np.uint8)
    codes, is_end = coded(written), written == _END
    kept = is_end | (codes > 0)
    kept[1:] |= codes[:-1] > 0
    return codes[kept], np.flatnonzero(is_end[kept])


def _plain(name: str) -> str:
    return _DOTTED.sub(r"\1", latin(name))


def _trigrams(codes: Letters, ends: Places) -> csr_matrix:
    """The unweighted trigrams of names; one that a name has twice stands there twice."""
    groups = trigrams_of(codes)
    within = np.ones(len(codes), np.bool_)
    within[ends - 1] = False
    within = within[: len(groups)]
    starts = np.concatenate([[0], np.cumsum(np.diff(ends) - 1)])
    columns = groups[within]
    ones = np.ones(len(columns), np.float32)
    return csr_matrix((ones, columns, starts.astype(np.int32)), shape=(len(ends) - 1, TRIGRAMS))

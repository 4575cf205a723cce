"""The words of all listed names: how each is written and sounds, what it is in a name, and how rare it is.

A word that half a list bears tells little. Rarity is counted in entities, not in names (a hundred aliases are one
bearer), and over all words of one sound (a rare spelling of Mohammed is no rare name). To those of the index come those
of the lists the scorer was trained on (`commonness`), so that a word tells as much in a list of ten entities as in one
of ten thousand. A word asked about that no list has is as rare as can be, unless it sounds like one that is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sourcebook.names.forms import token
from sourcebook.names.vocabulary import MEANING
from sourcebook.screening.columns import Array
from sourcebook.screening.commonness import shipped_commonness
from sourcebook.screening.glossary import meaning, meanings, phrase_words
from sourcebook.screening.grams import gram_rows
from sourcebook.screening.sounds import sounded

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

# So many letters of a word are kept.
LONGEST = 32
WIDTH = f"S{LONGEST}"
# A shorter word begins no phrase that is put short.
SHORTEST_BEGINNING = 4

KINDS = ("word", "common", "generic", "title", "particle", "legal", "initial", "kunya")
# What a word of a kind tells, beside one that is only as rare.
_TELLS = np.array([1.0, 1.0, 0.8, 0.25, 0.1, 0.1, 0.35, 1.0], np.float32)


@dataclass(frozen=True, slots=True)
class Words:
    """Words and what is known of each, column by column.

    Attributes:
        text, skeleton, sound: As bytes: the letters, the consonants, and the consonants and vowels as they sound.
        kind: Place in `KINDS`.
        meaning: Words of one meaning have one number; 0: none.
        weight: How much it tells, 0 to 1.
    """

    text: Array
    skeleton: Array
    sound: Array
    kind: NDArray[np.int8]
    meaning: NDArray[np.int16]
    weight: Floats

    def __len__(self) -> int:
        return len(self.text)

    def rows(self) -> csr_matrix:
        """The unweighted letter groups of each."""
        return gram_rows(self.text.tolist(), self.skeleton.tolist())

    def some(self, places: Places | Sequence[int]) -> Words:
        """Some of them, in the order of their places."""
        return Words(
            **{one.name: np.asarray(getattr(self, one.name))[places] for one in fields(Words)}
        )

    def find(self, texts: Sequence[str]) -> tuple[Places, NDArray[np.bool_]]:
        """Where each of some words stands among these, which are sorted, and whether it does."""
        asked = np.array([text.encode("ascii", "ignore") for text in texts], WIDTH)
        if not len(self):
            return np.zeros(len(texts), np.int64), np.zeros(len(texts), np.bool_)
        at = np.minimum(np.searchsorted(self.text, asked), len(self) - 1)
        return at, np.asarray(self.text[at] == asked, np.bool_)


def described(texts: Sequence[str], weight: Floats | None = None) -> Words:
    """Words with what their letters alone say.

    Args:
        texts: Folded words.
        weight: How much each tells, once that is known.
    """
    tokens = [token(text) for text in texts]
    return Words(
        text=np.array([text.encode("ascii", "ignore") for text in texts], WIDTH),
        skeleton=np.array([t.skeleton.encode("ascii", "ignore") for t in tokens], WIDTH),
        sound=np.array([sounded(text).encode("ascii", "ignore") for text in texts], WIDTH),
        kind=np.array([KINDS.index(t.kind) for t in tokens], np.int8),
        meaning=np.array([_meant(text) for text in texts], np.int16),
        weight=np.zeros(len(texts), np.float32) if weight is None else weight,
    )


def told(texts: Sequence[str], listed: Words) -> Words:
    """The same as `described`, of words many of which are listed: what is known of those is taken from there.

    Args:
        texts: Folded words.
        listed: Described before, and sorted.
    """
    at, known = listed.find(texts)
    known &= np.fromiter(map(len, texts), np.int64, len(texts)) < LONGEST
    made = listed.some(at) if len(listed) else described(texts)
    fresh = described([text for text, held in zip(texts, known.tolist(), strict=True) if not held])
    for one in fields(Words):
        column = getattr(made, one.name).astype(getattr(fresh, one.name).dtype)
        column[~known] = getattr(fresh, one.name)
        made = replace(made, **{one.name: column})
    return replace(made, weight=np.zeros(len(texts), np.float32))


@lru_cache(maxsize=131_072)
def _meant(word: str) -> int:
    return _MEANINGS.get(MEANING.get(word) or meaning(word), 0)


_MEANINGS = {
    meaning: place + 1 for place, meaning in enumerate(sorted({*MEANING.values(), *meanings()}))
}


def meant_by(words: Words, meanings: AbstractSet[str]) -> NDArray[np.bool_]:
    """Which words mean, or are, one of some."""
    numbers = [place for meaning, place in _MEANINGS.items() if meaning in meanings]
    texts = np.array(sorted(meanings), WIDTH)
    return np.asarray(np.isin(words.meaning, numbers) | np.isin(words.text, texts), np.bool_)


def begin_phrase(words: Words) -> NDArray[np.bool_]:
    """Which words may be the first of a phrase that is put short and states no legal form."""
    return meant_by(words, phrase_words()[1]) & (
        np.strings.str_len(words.text) >= SHORTEST_BEGINNING
    )


def weights(words: Words, bearers: NDArray[np.float64], entities: int) -> Floats:
    """How much each word tells.

    Args:
        words: The words.
        bearers: How many entities of an index bear each, or one that sounds the same.
        entities: How many there are.
    """
    common = shipped_commonness()
    many = entities + common.entities + 2.0
    borne = bearers + common.bearers(words.text, words.skeleton)
    rare = np.clip(np.log(many / (borne + 1.0)) / np.log(many), 0.02, 1)
    return np.asarray(rare * _TELLS[words.kind], np.float32)

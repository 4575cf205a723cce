"""The words of all listed names: how each is written and sounds, what it is in a name, and how rare it is.

A word that half a list bears tells little. Rarity is counted in entities, not in names (a hundred aliases are one
bearer), and over all words of one sound (a rare spelling of Mohammed is no rare name). To those of the index come those
of the lists the scorer was trained on (`commonness`), so that a word tells as much in a list of ten entities as in one
of ten thousand. A word asked about that no list has is as rare as can be, unless it sounds like one that is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sourcebook.names.forms import token
from sourcebook.names.vocabulary import MEANING
from sourcebook.screening.columns import Array
from sourcebook.screening.commonness import shipped_commonness
from sourcebook.screening.glossary import meaning, meanings
from sourcebook.screening.grams import gram_rows
from sourcebook.screening.sounds import sounded

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

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


def described(texts: Sequence[str], weight: Floats | None = None) -> Words:
    """Words with what their letters alone say.

    Args:
        texts: Folded words.
        weight: How much each tells, once that is known.
    """
    tokens = [token(text) for text in texts]
    return Words(
        text=np.array([text.encode("ascii", "ignore") for text in texts], "S32"),
        skeleton=np.array([t.skeleton.encode("ascii", "ignore") for t in tokens], "S32"),
        sound=np.array([sounded(text).encode("ascii", "ignore") for text in texts], "S32"),
        kind=np.array([KINDS.index(t.kind) for t in tokens], np.int8),
        meaning=np.array([_meant(text) for text in texts], np.int16),
        weight=np.zeros(len(texts), np.float32) if weight is None else weight,
    )


@lru_cache(maxsize=131_072)
def _meant(word: str) -> int:
    return _MEANINGS.get(MEANING.get(word) or meaning(word), 0)


_MEANINGS = {
    meaning: place + 1 for place, meaning in enumerate(sorted({*MEANING.values(), *meanings()}))
}


def meant_by(words: Words, meanings: AbstractSet[str]) -> NDArray[np.bool_]:
    """Which words mean, or are, one of some."""
    numbers = [place for meaning, place in _MEANINGS.items() if meaning in meanings]
    texts = np.array(sorted(meanings), "S32")
    return np.asarray(np.isin(words.meaning, numbers) | np.isin(words.text, texts), np.bool_)


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

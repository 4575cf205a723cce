"""How common words are in listed names at large: counts of entities that go with the scorer.

What a word tells cannot be learnt from an index of ten entities: there every word is rare. `commonness.txt` says how
many entities of public sanctions lists (OFAC, UN, UK, EU; see docs/screening-methods.md) bear each word, or one that
sounds the same; `python -m scripts.train_screening --words` writes it. Words of one sound stand in one line. Only words
of several bearers are in it. Counts are facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from sourcebook.screening.columns import Array

_SHORTEST_SOUND = 3


@dataclass(frozen=True, slots=True)
class Commonness:
    """Counts of bearers.

    Attributes:
        entities: How many were counted.
        of_word: How many bear a word, or one that sounds the same.
        of_sound: The least of the words of one sound: what a spelling of it that is not among them is taken for.
    """

    entities: int
    of_word: dict[bytes, int]
    of_sound: dict[bytes, int]

    @classmethod
    def read(cls, text: str) -> Commonness:
        """Counts as the file has them.

        Args:
            text: `# entities N`, then a line for each sound: the sound, and its words each with a number.
        """
        head, *rows = text.encode().splitlines()
        of_word: dict[bytes, int] = {}
        of_sound: dict[bytes, int] = {}
        for row in rows:
            sound, *pairs = row.split()
            numbers = [int(number) for number in pairs[1::2]]
            of_word.update(zip(pairs[::2], numbers, strict=True))
            if len(sound) >= _SHORTEST_SOUND:
                of_sound[sound] = min(numbers)
        return cls(int(head.split()[-1]), of_word, of_sound)

    def bearers(self, texts: Array, sounds: Array) -> NDArray[np.float64]:
        """How many bear each word.

        Args:
            texts: Folded words, as bytes.
            sounds: Their skeletons.
        """
        whole, heard = self.of_word.get, self.of_sound.get
        pairs = zip(texts.tolist(), sounds.tolist(), strict=True)
        return np.array([whole(word) or heard(sound, 0) for word, sound in pairs], np.float64)


@lru_cache(maxsize=1)
def shipped_commonness() -> Commonness:
    """The counts that come with the package."""
    file = resources.files("sourcebook.screening") / "commonness.txt"
    return Commonness.read(file.read_text("utf-8"))

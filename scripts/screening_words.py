"""How many listed entities bear each word: `commonness.txt`, which goes with the scorer of screening.

All entries of the shared lists are counted, those of two lists twice: what is told from it is no more
than whether a word is rare. A word is written where at least six bear it, or one that sounds the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from bench.screening_lists import FILES, listed
from bench.screening_matcher import ListedEntity
from sourcebook.screening.columns import Texts
from sourcebook.screening.compiling import bearers
from sourcebook.screening.forms import forms_of
from sourcebook.screening.wordbook import described

LEAST_BEARERS = 6
_PERSON = "Person"


def commonness(shared: Path) -> str:
    """The file.

    Args:
        shared: The shared folder.
    """
    entities = [e for publisher in FILES for e in listed(shared, publisher)]
    counted = word_counts(entities)
    rows = [f"# entities {len(entities)}"]
    for sound, words in groupby(counted, key=lambda one: one[0]):
        rows.append(" ".join([sound, *(f"{word} {number}" for _, word, number in words)]))
    return "\n".join(rows) + "\n"


def word_counts(entities: Sequence[ListedEntity]) -> list[tuple[str, str, int]]:
    """Sound, word and number of bearers of every word that several bear, in order.

    Args:
        entities: With their names.
    """
    rows = sorted(
        {(n, e["schema"] == _PERSON, at) for at, e in enumerate(entities) for n in e["names"]}
    )
    texts = sorted({name for name, _, _ in rows})
    place: Mapping[str, int] = {name: at for at, name in enumerate(texts)}
    forms, borne = forms_of(
        Texts.of(texts),
        np.array([place[name] for name, _, _ in rows], np.int32),
        np.array([person for _, person, _ in rows], np.bool_),
        np.array([at for _, _, at in rows], np.int32),
    )
    words = described(forms.texts)
    number = np.rint(bearers(words, forms, borne)).astype(np.int64)
    kept = np.flatnonzero((number >= LEAST_BEARERS) & (np.strings.str_len(words.skeleton) > 0))
    return sorted(
        (words.skeleton[at].decode(), words.text[at].decode(), int(number[at]))
        for at in kept.tolist()
    )

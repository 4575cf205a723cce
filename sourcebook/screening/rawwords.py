"""The words of many names as they are written, told apart in columns, without a look at each name.

Most names of a file have no word in common with the few that changed. To pass them over quickly, names are cut at their
blanks by the column, each different piece is folded once, and what its words weigh and how well changed names meet them
is summed over the pieces of a name by array arithmetic. A piece that folds otherwise beside others (*Abd*, *Abu*) makes
its name one to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sourcebook.names import words as name_words
from sourcebook.names.forms import has_initial
from sourcebook.names.vocabulary import ABD, ABU, ALLAH, ARTICLES, DIN, UMM
from sourcebook.screening.meeting import Vocabulary

MOST_KEPT = 300_000
MOST_INITIALS = 8
_BINDING = ABD | ABU | UMM | DIN | ALLAH
_LETTERS = 37
_PLACE = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789", 1)}

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]


class RawWords:
    """Names that may be touched, told by their pieces.

    Args:
        vocabulary: Holds words against those that changed.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._acronyms = np.array(
            sorted(
                {_numbered(word) for word in vocabulary.changed if 3 <= len(word) <= MOST_INITIALS}
            ),
            np.int64,
        )
        self._halves = sorted(
            (word[:cut], word[cut:]) for word in vocabulary.changed for cut in range(1, len(word))
        )
        self._forget()

    def _forget(self) -> None:
        self._place: dict[str, int] = {}
        self._columns = [
            np.zeros(0, kind) for kind in (np.float64, np.float64, np.bool_, np.int64, np.int64)
        ]
        self._begun: dict[str, list[int]] = {right: [] for _, right in self._halves}
        self._ended: dict[str, list[int]] = {left: [] for left, _ in self._halves}

    def likely(self, names: Sequence[str], least: float) -> Mask:
        """Which names have to be looked at.

        Args:
            names: In any script; none is much longer than a name.
            least: The share of a name that has to be met.
        """
        column = _column(names)
        pieces = pc.utf8_split_whitespace(column)
        starts = pieces.offsets.to_numpy().astype(np.int64)
        flat = self._codes(pieces.flatten())
        weight, met, binds = (column[flat] for column in self._columns[:3])
        whole = np.maximum(_summed(weight, starts), 1e-6)
        found = _summed(met, starts) / whole > 0.9 * least
        found |= _summed(binds.astype(np.int64), starts) > 0
        found |= self._abbreviated(flat, starts)
        found |= self._joined(flat, starts)
        bracketed = pc.match_substring(column, "(")
        return np.asarray(found | bracketed.to_numpy(zero_copy_only=False), np.bool_)

    def _codes(self, pieces: pa.Array) -> Codes:
        """The place of each piece, the new ones learnt."""
        coded = pieces.dictionary_encode()
        distinct: list[str] = coded.dictionary.to_pylist()
        if len(self._place) + len(distinct) > MOST_KEPT:
            self._forget()
        self._learn([piece for piece in distinct if piece not in self._place])
        places = np.fromiter((self._place[piece] for piece in distinct), np.int64, len(distinct))
        found: Codes = places[coded.indices.to_numpy()]
        return found

    def _learn(self, fresh: Sequence[str]) -> None:
        """Fold pieces that are new, and put what their words say beside each other."""
        if not fresh:
            return
        folded = [name_words(piece) for piece in fresh]
        self._vocabulary.learn({word for one in folded for word in one})
        added = self._said(folded)
        self._columns = [np.concatenate(pair) for pair in zip(self._columns, added, strict=True)]
        for place, (piece, words) in enumerate(zip(fresh, folded, strict=True), len(self._place)):
            self._place[piece] = place
            if words and words[0] in self._begun:
                self._begun[words[0]].append(place)
            if words and words[-1] in self._ended:
                self._ended[words[-1]].append(place)

    def _said(self, folded: Sequence[Sequence[str]]) -> list[NDArray[Any]]:
        """Of each piece: what its words weigh, what of that is met, whether it binds, its initials and their number."""
        known = self._vocabulary
        starts = np.concatenate([[0], np.cumsum([len(one) for one in folded])])
        flat = [word for one in folded for word in one]
        places = np.array([known.place[word] for word in flat], np.int64)
        counted = np.array([word not in ARTICLES for word in flat], np.bool_)
        weight = np.where(counted, known.weight[places], 0).astype(np.float64)
        # A number of several digits stands whole among initials (M23), which are reckoned letter by letter here.
        binds = np.array(
            [word in _BINDING or word in known.parts or word[1:].isdigit() for word in flat],
            np.int64,
        )
        letters = np.array([_PLACE[word[0]] if has_initial(word) else 0 for word in flat], np.int64)
        return [
            _summed(weight, starts), _summed(weight * known.best[places], starts), _summed(binds, starts) > 0,
            _summed((letters > 0).astype(np.int64), starts), _strung((letters > 0).astype(np.int64), letters, starts),
        ]  # fmt: skip

    def _abbreviated(self, flat: Codes, starts: Codes) -> Mask:
        """Names whose initials are a changed name."""
        letters, numbers = (column[flat].astype(np.int64) for column in self._columns[3:])
        count = _summed(letters, starts)
        total = _strung(letters, numbers, starts)
        short = (count >= 3) & (count <= MOST_INITIALS)
        return np.asarray(short & np.isin(total, self._acronyms), np.bool_)

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


def _column(texts: Sequence[str]) -> pa.LargeStringArray:
    """Texts as a column; put together here, because a list given to Arrow makes it load all of pandas."""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    return pa.LargeStringArray.from_buffers(
        len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))
    )


def _strung(letters: Codes, numbers: Codes, starts: Codes) -> Codes:
    """Rows of letters written as numbers, one after the other as one number; nonsense where there are many letters."""
    before = np.concatenate([[0], np.cumsum(letters)])
    shift = before[:-1] - np.repeat(before[starts[:-1]], np.diff(starts))
    small = shift + letters <= MOST_INITIALS
    return _summed(
        np.where(small, numbers * _LETTERS ** np.minimum(shift, MOST_INITIALS), 0), starts
    )


def _numbered(letters: str) -> int:
    """A short row of letters as a number."""
    return sum(
        _PLACE.get(letter, 0) * _LETTERS**place
        for place, letter in enumerate(letters[:MOST_INITIALS])
    )


def _summed(values: NDArray[Any], starts: Codes) -> NDArray[Any]:
    """The sums over the pieces of each name; of whole numbers exact."""
    sums = np.concatenate([np.zeros(1, values.dtype), np.cumsum(values)])
    return np.asarray(sums[starts[1:]] - sums[starts[:-1]])

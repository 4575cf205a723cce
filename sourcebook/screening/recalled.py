"""Words asked about before, and the listed words like them: worked out once, because the words of names come back.

In a file of a hundred thousand people there are some twenty thousand different words. What is like a word depends on
the word and the index alone, so that what is recalled is what would be worked out again, bit for bit.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sourcebook.screening.wordbook import Words

MOST_KEPT = 60_000

Row = tuple[NDArray[np.int32], NDArray[np.float32]]
Rows = tuple[csr_matrix, csr_matrix]


class Recalled:
    """Rows of two matrices, a row of each for each word; safe to share between threads.

    Args:
        work_out: Gives the rows of words.
        width: Of the matrices.
    """

    def __init__(self, work_out: Callable[[Words], Rows], width: int) -> None:
        self._work_out, self._width = work_out, width
        self._kept: dict[bytes, tuple[Row, Row]] = {}

    def of(self, words: Words) -> Rows:
        """The rows of some words, in their order.

        Args:
            words: Each once.
        """
        texts: list[bytes] = words.text.tolist()
        kept = self._kept
        fresh = [place for place, text in enumerate(texts) if text not in kept]
        if (
            len(kept) + len(fresh) > MOST_KEPT
        ):  # another dictionary: who reads the old one goes on with it
            kept = self._kept = {text: kept[text] for text in texts if text in kept}
        if fresh:
            first, second = map(_rows, self._work_out(words.some(fresh)))
            pairs = zip(fresh, first, second, strict=True)
            kept.update({texts[place]: (one, other) for place, one, other in pairs})
        return self._joined([kept[text][0] for text in texts]), self._joined(
            [kept[text][1] for text in texts]
        )

    def _joined(self, rows: Sequence[Row]) -> csr_matrix:
        made = csr_matrix((len(rows), self._width), dtype=np.float32)
        if rows:
            made.indices = np.concatenate([indices for indices, _ in rows])
            made.data = np.concatenate([values for _, values in rows])
            lengths = np.fromiter((len(indices) for indices, _ in rows), np.int32, len(rows))
            made.indptr = np.concatenate(
                [np.zeros(1, np.int32), np.cumsum(lengths, dtype=np.int32)]
            )
        return made


def _rows(matrix: csr_matrix) -> list[Row]:
    begin = matrix.indptr.tolist()
    # The pieces are copied: a view of one word would keep the words of its whole batch.
    return [
        (matrix.indices[a:b].astype(np.int32), matrix.data[a:b].copy())
        for a, b in itertools.pairwise(begin)
    ]

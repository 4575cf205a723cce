"""Which words look or sound alike: rows of letter groups, without a dictionary of them.

A folded word is written with thirty-six letters and digits, so each group of three has a number by itself, and the rows
of a million words are made by array arithmetic. A word's row holds the trigrams of its letters and, further up, the
bigrams of its skeleton; both with a mark at either end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

_LETTERS = 37
TRIGRAMS = _LETTERS**3
BIGRAMS = _LETTERS**2
WIDTH = TRIGRAMS + BIGRAMS
_CODE = np.zeros(256, np.int32)
for _place, _letter in enumerate(b"abcdefghijklmnopqrstuvwxyz0123456789"):
    _CODE[_letter] = _CODE[bytes([_letter]).upper()[0]] = _place + 1

_LETTER = np.frombuffer(b" abcdefghijklmnopqrstuvwxyz0123456789", np.uint8)

Numbers = NDArray[np.int64]
Letters = NDArray[np.int32]


def gram_rows(texts: Sequence[bytes], skeletons: Sequence[bytes]) -> csr_matrix:
    """The unweighted rows of words.

    Args:
        texts: The folded words.
        skeletons: How each sounds, in the same order.
    """
    spelt, at_spelt = _grams(texts, 3)
    sounded, at_sounded = _grams(skeletons, 2)
    columns = np.concatenate([spelt, sounded + TRIGRAMS])
    rows = np.concatenate([at_spelt, at_sounded])
    values = np.ones(len(rows), np.float32)
    made = csr_matrix((values, (rows, columns)), shape=(len(texts), WIDTH), dtype=np.float32)
    made.sort_indices()
    return made


def line_rows(texts: Sequence[bytes]) -> csr_matrix:
    """The unweighted trigram rows of whole names, words written one after the other."""
    columns, rows = _grams(texts, 3)
    values = np.ones(len(rows), np.float32)
    made = csr_matrix((values, (rows, columns)), shape=(len(texts), TRIGRAMS), dtype=np.float32)
    made.sort_indices()
    return made


def _grams(texts: Sequence[bytes], size: int) -> tuple[Numbers, Numbers]:
    """All groups of letters of all texts, and the text each is of; a mark stands at either end."""
    codes = _CODE[np.frombuffer(b" ".join([b"", *texts, b""]), np.uint8)]
    lengths = np.fromiter((len(t) for t in texts), np.int64, len(texts)) + 1
    owner = np.repeat(np.arange(len(texts)), lengths)
    value = np.zeros(len(codes), np.int64)
    for back in range(size):
        value[: len(codes) - back] += codes[back:].astype(np.int64) * _LETTERS ** (size - 1 - back)
    starts = np.concatenate([[0], np.cumsum(lengths)])[:-1]
    # A group may begin at the mark before its text and must end at the mark after it.
    position = np.arange(len(owner)) - starts[owner]
    held = position <= (lengths[owner] + 1 - size)
    return value[: len(owner)][held], owner[held]


def coded(letters: NDArray[np.uint8]) -> Letters:
    """Letters and digits as numbers, in either case; whatever else is nought."""
    return _CODE[letters]


def uncoded(codes: Letters) -> str:
    """The letters and digits that numbers stand for, and blanks."""
    return _LETTER[codes].tobytes().decode("ascii")


def trigrams_of(codes: Letters) -> Letters:
    """The numbers of three coded letters in a row, at each place but the last two."""
    return (codes[:-2] * _LETTERS + codes[1:-1]) * _LETTERS + codes[2:]


def weighed(rows: csr_matrix, weights: NDArray[np.float32]) -> csr_matrix:
    """Rows with their columns weighted, each of length one."""
    values = rows.data * weights[rows.indices]
    lengths = np.diff(rows.indptr)
    filled = lengths > 0
    # A row is summed by itself, so that it comes out the same whatever rows are beside it.
    squares = np.add.reduceat(values * values, rows.indptr[:-1][filled]) if len(values) else values
    values /= np.repeat(np.sqrt(squares), lengths[filled])
    return csr_matrix((values.astype(np.float32), rows.indices, rows.indptr), shape=rows.shape)


def rarity(rows: csr_matrix) -> NDArray[np.float32]:
    """How rare each column of unweighted rows is."""
    return rareness(np.bincount(rows.indices, minlength=rows.shape[1]), rows.shape[0])


def rareness(having: NDArray[Any], many: int) -> NDArray[np.float32]:
    """How rare columns are: one and the logarithm of rows by rows that have it.

    Args:
        having: How many rows have each.
        many: How many rows there are.
    """
    return np.asarray(1 + np.log((many + 1) / (having + 1)), np.float32)

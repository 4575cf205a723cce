"""Listed forms as texts, made ready to be compared when they are first met: their lines, and what may be acronyms.

The same few thousand forms are met again and again, and cutting a line into words costs as much as comparing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sourcebook.names.vocabulary import PARTICLES
from sourcebook.screening.columns import Array, Texts
from sourcebook.screening.glossary import LEGAL
from sourcebook.screening.recalled import MOST_KEPT

Places = NDArray[np.int64]


def _sorted(line: str) -> str:
    return " ".join(sorted(line.split(" ")))


def _joined(line: str) -> str:
    return line.replace(" ", "")


# How a line is put before two are compared, by the feature that is.
PUT = {"line_sorted": _sorted, "line_joined": _joined}


def short_words(words: Sequence[str]) -> list[str]:
    """The words that may be acronyms."""
    return [
        word
        for word in words
        if 2 <= len(word) <= 7 and word not in LEGAL and word not in PARTICLES
    ]


class Written:
    """Listed forms as texts, made ready to be compared when they are first met; safe to share between threads."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._lines = Texts(arrays["lines_blob"], arrays["lines_starts"])
        self._letters = Texts(arrays["letters_blob"], arrays["letters_starts"])
        self._ready = _Met(len(self._lines), 1 + len(PUT))
        self._short = _Met(len(self._lines), 2)

    def lines(self, forms: Places) -> list[list[str]]:
        """The lines of forms; the same with their words in order; and written as one word."""
        ready = self._ready = self._ready.or_none()
        for form, line in self._at(ready.fresh(forms)):
            ready.put(form, line, *(made(line) for made in PUT.values()))
        return [column[forms].tolist() for column in ready.columns]

    def letters(self, forms: Places) -> tuple[list[str], list[list[str]]]:
        """The first letters of forms, and those of their words that may be acronyms."""
        short = self._short = self._short.or_none()
        for form, line in self._at(short.fresh(forms)):
            short.put(form, self._letters[form], short_words(line.split(" ")))
        first, second = short.columns
        return first[forms].tolist(), second[forms].tolist()

    def _at(self, forms: Places) -> Iterator[tuple[int, str]]:
        return zip(forms.tolist(), map(bytes.decode, self._lines.bytes_at(forms)), strict=True)


class _Met:
    """What was made ready of forms, column by column."""

    def __init__(self, forms: int, columns: int) -> None:
        self.columns = [np.empty(forms, np.object_) for _ in range(columns)]
        self._held = np.zeros(forms, np.bool_)
        self._many = 0

    def or_none(self) -> _Met:
        """This, unless it holds so much that it is better forgotten; who reads it goes on with it."""
        return self if self._many < MOST_KEPT else _Met(len(self._held), len(self.columns))

    def fresh(self, forms: Places) -> Places:
        """Those of some forms that are not held."""
        distinct = np.unique(forms)
        return distinct[~self._held[distinct]]

    def put(self, form: int, *made: object) -> None:
        """Hold a form: when others may look, all is there."""
        for column, one in zip(self.columns, made, strict=True):
            column[form] = one
        self._held[form] = True
        self._many += 1

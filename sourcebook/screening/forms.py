"""From the rows of a table of names to forms: what is written and read the same is held once, whoever bears it.

Names that read the same are one *form*, however many lists print them and however many entities bear them; that an
entity bears a form is a *bearing*, and a bearing has the rows that say so. A distinct name is read once. Forms are put
in the order of their words, so that the order of the rows does not matter and the same names give the same bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sourcebook.screening.columns import Texts, spans
from sourcebook.screening.spelling import listed_readings

Ints = NDArray[np.int32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms, in the order of their words.

    Attributes:
        texts: The distinct words, in order.
        words, starts: The words of each form, as places in `texts`.
        person, derived: Whether it is a person's; whether it is made of initials.
    """

    texts: list[str]
    words: Ints
    starts: Places
    person: NDArray[np.bool_]
    derived: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.person)

    def written(self, place: int) -> tuple[str, ...]:
        """The words of a form."""
        found = self.words[self.starts[place] : self.starts[place + 1]]
        return tuple(self.texts[word] for word in found.tolist())


@dataclass(frozen=True, slots=True)
class Bearings:
    """Who bears the forms, and which rows say so; form by form.

    Attributes:
        form, entity: Of each bearing.
        rows, starts: The rows of each.
    """

    form: Ints
    entity: Ints
    rows: Ints
    starts: Places

    def __len__(self) -> int:
        return len(self.form)


@dataclass(frozen=True, slots=True)
class _Read:
    """The readings of distinct names, one after the other."""

    texts: list[str]
    words: Ints
    starts: Places
    person: NDArray[np.bool_]
    derived: NDArray[np.bool_]
    number: Places


def forms_of(
    names: Texts, name: Ints, person: NDArray[np.bool_], entity: Ints
) -> tuple[Forms, Bearings]:
    """The forms of a table of names, and who bears them.

    Args:
        names: The distinct names.
        name: The name of each row, as a place in `names`.
        person: Whether the row is a person's.
        entity: Whose name it is.
    """
    distinct, which = np.unique(name.astype(np.int64) * 2 + person, return_inverse=True)
    read = _read(names, distinct.tolist())
    held, form = _ordered(read)
    forms = Forms(
        texts=read.texts,
        words=read.words[spans(read.starts[held], read.starts[held + 1])],
        starts=np.concatenate([[0], np.cumsum(np.diff(read.starts)[held])]),
        person=read.person[held],
        derived=read.derived[held],
    )
    begin = np.concatenate([[0], np.cumsum(read.number)])
    row = np.repeat(np.arange(len(name), dtype=np.int32), read.number[which])
    return forms, _borne(form[spans(begin[which], begin[which + 1])], entity[row], row)


def _read(names: Texts, distinct: Sequence[int]) -> _Read:
    """Every distinct name read once; its words as numbers, so that a million names stay small."""
    place: dict[str, int] = {}
    words, lengths, number = array("i"), array("i"), array("i")
    person, derived = bytearray(), bytearray()
    for key in distinct:
        found = listed_readings(names[key >> 1], person=bool(key & 1))
        number.append(len(found))
        for reading in found:
            words.extend([place.setdefault(word, len(place)) for word in reading.words])
            lengths.append(len(reading.words))
            person.append(key & 1)
            derived.append(reading.derived)
    texts = sorted(place)
    rank = np.empty(len(texts), np.int32)
    rank[[place[text] for text in texts]] = np.arange(len(texts))
    return _Read(
        texts=texts,
        words=rank[np.frombuffer(words, np.int32)] if words else np.zeros(0, np.int32),
        starts=np.concatenate([[0], np.cumsum(_array(lengths))]),
        person=np.frombuffer(bytes(person), np.bool_),
        derived=np.frombuffer(bytes(derived), np.bool_),
        number=_array(number),
    )


def _array(numbers: array[int]) -> Places:
    return np.array(numbers, np.int64)


def _ordered(read: _Read) -> tuple[Places, Ints]:
    """One reading for each form, in the order of their words; and the form of each reading."""
    lengths = np.diff(read.starts)
    wide = int(lengths.max(initial=1))
    # Big-endian numbers, a nought after the last: bytes compare as the words would.
    keys = np.zeros((len(lengths), wide + 1), ">u4")
    held = np.arange(wide) < lengths[:, None]
    keys[:, :-1][held] = read.words + 1
    keys[:, -1] = read.person * 2 + read.derived + 1
    as_bytes = keys.view(f"S{4 * (wide + 1)}").ravel()
    _, first, form = np.unique(as_bytes, return_index=True, return_inverse=True)
    return first, form.astype(np.int32)


def _borne(form: Ints, entity: Ints, row: Ints) -> Bearings:
    """Who bears each form, in the order of forms and entities."""
    entities = int(entity.max(initial=0)) + 1
    key = form.astype(np.int64) * entities + entity
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    begin = np.flatnonzero(
        np.concatenate([[len(ranked) > 0], ranked[1:] != ranked[:-1]])[: len(ranked)]
    )
    return Bearings(
        form=(ranked[begin] // entities).astype(np.int32),
        entity=(ranked[begin] % entities).astype(np.int32),
        rows=row[order],
        starts=np.append(begin, len(ranked)),
    )

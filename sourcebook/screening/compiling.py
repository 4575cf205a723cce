"""From a table of names to the columns of an index.

Names that read the same are one *form* of their entity, however many lists print them. Forms are put in the order of
their words, so that the order of the rows given does not matter and the same names give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sourcebook.screening.columns import Array, Texts, coded
from sourcebook.screening.grams import line_rows, rarity, weighed
from sourcebook.screening.spelling import Reading, first_letters, line, listed_readings
from sourcebook.screening.wordbook import Words, described, weights

PERSON = "Person"
OPEN = np.iinfo(np.int32).max
COLUMNS = ("entity", "entry", "schema", "name", "prop", "grade", "known_from", "known_until")


@dataclass(frozen=True, slots=True)
class Columns:
    """All that an index is made of.

    Attributes:
        arrays: By name.
        meanings: What the codes of coded columns mean.
    """

    arrays: Mapping[str, Array]
    meanings: Mapping[str, list[str | None]]


def columns_of(names: pa.Table) -> Columns:
    """The columns of an index of names.

    Args:
        names: With the columns `COLUMNS`.
    """
    arrays, meanings = _names_table(names)
    forms = _forms(names, arrays["name_entity"])
    words, word_arrays = _wordbook(forms)
    arrays |= word_arrays | _form_arrays(forms, words)
    return Columns(arrays, meanings)


def _names_table(names: pa.Table) -> tuple[dict[str, Array], dict[str, list[str | None]]]:
    """The columns of the names as they were given, row by row."""
    entities = names["entity"].to_pylist()
    distinct = sorted(set(entities))
    place = {entity: at for at, entity in enumerate(distinct)}
    arrays: dict[str, Array] = {"name_entity": np.array([place[e] for e in entities], np.int32)}
    arrays |= _texts("entities", Texts.of(distinct))
    for column in ("entry", "name"):
        arrays |= _texts(f"name_{column}", Texts.of(names[column].to_pylist()))
    meanings = {}
    for column in ("schema", "prop", "grade"):
        arrays[f"name_{column}"], meanings[column] = coded(names[column].to_pylist())
    for column in ("known_from", "known_until"):
        days = pc.fill_null(names[column].cast(pa.int32()), OPEN)
        arrays[f"name_{column}"] = np.asarray(days.to_numpy(), np.int32)
    return arrays, meanings


def _texts(name: str, texts: Texts) -> dict[str, Array]:
    return {f"{name}_{part}": array for part, array in texts.arrays.items()}


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    entity: int
    person: bool
    derived: bool
    rows: tuple[int, ...]


def _forms(names: pa.Table, entities: NDArray[np.int32]) -> list[_Form]:
    """The forms of all entities, in the order of their words."""
    found: dict[tuple[tuple[str, ...], int, bool, bool], list[int]] = {}
    known: dict[tuple[str, bool], list[Reading]] = {}
    schemata = names["schema"].to_pylist()
    columns = zip(names["name"].to_pylist(), schemata, entities.tolist(), strict=True)
    for row, (name, schema, entity) in enumerate(columns):
        person = schema == PERSON
        readings = known.get((name, person))
        if readings is None:
            readings = known[name, person] = listed_readings(name, person=person)
        for reading in readings:
            rows = found.setdefault((reading.words, entity, person, reading.derived), [])
            if row not in rows[-1:]:
                rows.append(row)
    return [_Form(*key, tuple(rows)) for key, rows in sorted(found.items())]


def _wordbook(forms: Sequence[_Form]) -> tuple[Words, dict[str, Array]]:
    texts = sorted({word for form in forms for word in form.words})
    place = {text: at for at, text in enumerate(texts)}
    words = described(texts)
    lengths = np.array([len(form.words) for form in forms], np.int64)
    flat = np.array([place[word] for form in forms for word in form.words], np.int32)
    owner = np.repeat(np.array([form.entity for form in forms], np.int64), lengths)
    entities = len(set(owner.tolist()))
    words = described(texts, weights(words, _bearers(words, flat, owner), entities))
    rows = words.rows()
    rare = rarity(rows)
    arrays: dict[str, Array] = {
        "word_text": words.text, "word_skeleton": words.skeleton, "word_sound": words.sound,
        "word_by_sound": np.argsort(words.sound, kind="stable").astype(np.int32), "word_kind": words.kind,
        "word_meaning": words.meaning, "word_weight": words.weight, "gram_rarity": rare,
        "form_words": flat, "form_starts": np.concatenate([[0], np.cumsum(lengths)]),
    }  # fmt: skip
    arrays |= sparse("word_grams", weighed(rows, rare).T.tocsr())
    arrays["counts"] = np.array([entities], np.int64)
    return words, arrays


def _bearers(words: Words, flat: Array, owner: Array) -> NDArray[np.float64]:
    """How many entities bear each word, a part of those whose word only sounds the same counted in."""
    own = _distinct_owners(flat, owner, len(words))
    sounds, sound = np.unique(words.skeleton, return_inverse=True)
    alike = _distinct_owners(sound[flat], owner, len(sounds))[sound]
    length = np.strings.str_len(words.skeleton)
    share = np.where(length >= 3, 0.5, np.where(length == 2, 0.1, 0.0))
    meant = _distinct_owners(words.meaning[flat], owner, int(words.meaning.max(initial=0)) + 1)
    of_meaning = np.where(words.meaning > 0, 0.7 * meant[words.meaning], 0)
    return np.asarray(np.maximum.reduce([own, share * alike, of_meaning]), np.float64)


def _distinct_owners(places: Array, owner: Array, size: int) -> NDArray[np.float64]:
    pairs = np.unique(places.astype(np.int64) * (int(owner.max(initial=0)) + 1) + owner)
    return np.bincount(pairs // (int(owner.max(initial=0)) + 1), minlength=size).astype(np.float64)


def _form_arrays(forms: Sequence[_Form], words: Words) -> dict[str, Array]:
    """What search needs of the forms: whose they are, their lines, and where each word and trigram occurs."""
    lines = Texts.of(line(form.words) for form in forms)
    every = lines.bytes_at(np.arange(len(lines)))
    rows = line_rows(every)
    rare = rarity(rows)
    arrays: dict[str, Array] = {
        "form_entity": np.array([form.entity for form in forms], np.int32),
        "form_person": np.array([form.person for form in forms], np.bool_),
        "form_derived": np.array([form.derived for form in forms], np.bool_),
        "form_rows": np.array([row for form in forms for row in form.rows], np.int32),
        "form_row_starts": np.cumsum([0, *(len(form.rows) for form in forms)]),
        "line_rarity": rare,
    }
    arrays |= _texts("letters", Texts.of(first_letters(form.words) for form in forms))
    arrays |= sparse("line_grams", weighed(rows, rare).T.tocsr()) | _texts("lines", lines)
    return arrays | sparse("bearing", bearing(forms, words))


def bearing(forms: Sequence[_Form], words: Words) -> csr_matrix:
    """Which forms have a word, by what the word tells of them."""
    place = {text.decode(): at for at, text in enumerate(words.text.tolist())}
    columns = [place[word] for form in forms for word in form.words]
    starts = np.cumsum([0, *(len(form.words) for form in forms)])
    ones = np.ones(len(columns), np.float32)
    made = csr_matrix((ones, columns, starts), shape=(len(forms), len(words)), dtype=np.float32)
    made.sum_duplicates()
    return weighed(made, words.weight).T.tocsr()


def sparse(name: str, matrix: csr_matrix) -> dict[str, Array]:
    """The arrays of a sparse matrix."""
    matrix.sort_indices()
    return {
        f"{name}_values": matrix.data.astype(np.float32),
        f"{name}_columns": matrix.indices.astype(np.int32),
        f"{name}_starts": matrix.indptr.astype(np.int32),
        f"{name}_shape": np.array(matrix.shape, np.int64),
    }


def matrix_of(arrays: Mapping[str, Any], name: str) -> csr_matrix:
    """A sparse matrix of an index."""
    parts = (arrays[f"{name}_values"], arrays[f"{name}_columns"], arrays[f"{name}_starts"])
    shape = tuple(np.asarray(arrays[f"{name}_shape"]).tolist())
    made = csr_matrix(shape, dtype=np.float32)
    made.data, made.indices, made.indptr = parts
    return made

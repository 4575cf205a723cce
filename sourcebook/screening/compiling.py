"""From a table of names to the columns of an index.

Columns are worked on whole, as the engine gives them: what is distinct (names, words, ids) is told apart once and only
that is handled text by text. Trigrams are counted a hundred thousand names at a time, so that a list of a million
entities is compiled in little more memory than its index takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sourcebook.screening.columns import OPEN, Array, Columns, Texts, spans, sparse
from sourcebook.screening.forms import Bearings, Forms, forms_of
from sourcebook.screening.grams import line_rows, rareness, rarity, weighed
from sourcebook.screening.spelling import first_letters, line
from sourcebook.screening.wordbook import Words, described, weights

PERSON = "Person"
AT_A_TIME = 100_000


def columns_of(names: pa.Table) -> Columns:
    """The columns of an index of names.

    Args:
        names: Columns entity, entry, schema, name, prop, grade, known_from, known_until.
    """
    arrays, meanings, texts = _names_table(names)
    person = arrays["name_schema"] == _place(meanings["schema"], PERSON)
    forms, borne = forms_of(texts, arrays["name_text"], person, arrays["name_entity"])
    words, word_arrays = _wordbook(forms, borne)
    arrays |= word_arrays | _bearing_arrays(borne, len(forms)) | _form_arrays(forms)
    arrays |= sparse("bearing", _bearing(forms, words)) | _line_grams(forms, borne, arrays)
    return Columns(arrays, meanings)


def _names_table(
    names: pa.Table,
) -> tuple[dict[str, Array], dict[str, list[str | None]], Texts]:
    """The columns of the names as they were given, row by row; and the distinct names."""
    arrays: dict[str, Array] = {}
    distinct = {}
    for column, short in (("entity", "entity"), ("entry", "entry"), ("name", "text")):
        codes, values = _ranked(names[column])
        arrays[f"name_{short}"] = codes
        distinct[column] = Texts.of_column(values)
    for column, name in (("entity", "entities"), ("entry", "entries"), ("name", "texts")):
        arrays |= _texts(name, distinct[column])
    meanings: dict[str, list[str | None]] = {}
    for column in ("schema", "prop", "grade"):
        codes, values = _ranked(names[column])
        arrays[f"name_{column}"] = (codes + 1).astype(np.int16)
        meanings[column] = [None, *values.to_pylist()]
    for column in ("known_from", "known_until"):
        days = pc.fill_null(names[column].cast(pa.int32()), OPEN)
        arrays[f"name_{column}"] = np.asarray(days.to_numpy(), np.int32)
    return arrays, meanings, distinct["name"]


def _ranked(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], pa.LargeStringArray]:
    """The place of each text among the distinct ones, -1 where there is none; and these, in order."""
    told = column.cast(pa.large_string()).combine_chunks().dictionary_encode()
    order = pc.sort_indices(told.dictionary).to_numpy()
    rank = np.empty(len(order) + 1, np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    rank[-1] = -1
    codes = pc.fill_null(told.indices, -1).to_numpy(zero_copy_only=False)
    return rank[codes], told.dictionary.take(pa.array(order))


def _place(values: list[str | None], wanted: str) -> int:
    return values.index(wanted) if wanted in values else -1


def _texts(name: str, texts: Texts) -> dict[str, Array]:
    return {f"{name}_{part}": array for part, array in texts.arrays.items()}


def _wordbook(forms: Forms, borne: Bearings) -> tuple[Words, dict[str, Array]]:
    words = described(forms.texts)
    entities = len(np.unique(borne.entity))
    words = replace(words, weight=weights(words, bearers(words, forms, borne), entities))
    rows = words.rows()
    rare = rarity(rows)
    arrays: dict[str, Array] = {
        "word_text": words.text, "word_skeleton": words.skeleton, "word_sound": words.sound,
        "word_by_sound": np.argsort(words.sound, kind="stable").astype(np.int32), "word_kind": words.kind,
        "word_meaning": words.meaning, "word_weight": words.weight, "gram_rarity": rare,
    }  # fmt: skip
    arrays |= sparse("word_grams", weighed(rows, rare).T.tocsr())
    arrays["counts"] = np.array([entities], np.int64)
    return words, arrays


def bearers(words: Words, forms: Forms, borne: Bearings) -> NDArray[np.float64]:
    """How many entities bear each word, a part of those whose word only sounds the same counted in.

    Args:
        words: Of the forms, in the order of `forms.texts`.
        forms: Of all names.
        borne: Who bears them.
    """
    begin, end = forms.starts[borne.form], forms.starts[borne.form + 1]
    flat = forms.words[spans(begin, end)]
    owner = np.repeat(borne.entity, end - begin)
    own = _distinct_owners(flat, owner, len(words))
    sounds, sound = np.unique(words.skeleton, return_inverse=True)
    alike = _distinct_owners(sound[flat], owner, len(sounds))[sound]
    length = np.strings.str_len(words.skeleton)
    share = np.where(length >= 3, 0.5, np.where(length == 2, 0.1, 0.0))
    meant = _distinct_owners(words.meaning[flat], owner, int(words.meaning.max(initial=0)) + 1)
    of_meaning = np.where(words.meaning > 0, 0.7 * meant[words.meaning], 0)
    return np.asarray(np.maximum.reduce([own, share * alike, of_meaning]), np.float64)


def _distinct_owners(places: Array, owner: Array, size: int) -> NDArray[np.float64]:
    many = int(owner.max(initial=0)) + 1
    pairs = np.unique(places.astype(np.int64) * many + owner)
    return np.bincount(pairs // many, minlength=size).astype(np.float64)


def _bearing_arrays(borne: Bearings, forms: int) -> dict[str, Array]:
    """Who bears each form; a form's rows are those of its bearings, one after the other."""
    first = np.searchsorted(borne.form, np.arange(forms + 1))
    return {
        "bearing_entity": borne.entity,
        "bearing_row_starts": borne.starts,
        "form_bearings": first.astype(np.int64),
        "form_rows": borne.rows,
        "form_row_starts": borne.starts[first],
    }


def _form_arrays(forms: Forms) -> dict[str, Array]:
    """What a form is compared by."""
    arrays: dict[str, Array] = {
        "form_words": forms.words, "form_starts": forms.starts,
        "form_person": forms.person, "form_derived": forms.derived,
    }  # fmt: skip
    every = range(len(forms))
    arrays |= _texts("letters", Texts.of(first_letters(forms.written(at)) for at in every))
    return arrays | _texts("lines", Texts.of(line(forms.written(at)) for at in every))


def _bearing(forms: Forms, words: Words) -> csr_matrix:
    """Which forms have a word, by what the word tells of them."""
    ones = np.ones(len(forms.words), np.float32)
    shape = (len(forms), len(words))
    made = csr_matrix((ones, forms.words.copy(), forms.starts), shape=shape, dtype=np.float32)
    made.sum_duplicates()
    return weighed(made, words.weight).T.tocsr()


def _line_grams(forms: Forms, borne: Bearings, arrays: Mapping[str, Array]) -> dict[str, Array]:
    """Which forms have a trigram, by how rare it is among the names that entities bear."""
    lines = Texts(arrays["lines_blob"], arrays["lines_starts"])
    parts = [
        line_rows(lines.bytes_at(np.arange(at, min(at + AT_A_TIME, len(forms)))))
        for at in range(0, max(len(forms), 1), AT_A_TIME)
    ]
    rare = _line_rarity(parts, np.bincount(borne.form, minlength=len(forms)))
    return {"line_rarity": rare} | sparse("line_grams", _by_column(parts, rare))


def _line_rarity(parts: Sequence[csr_matrix], times: NDArray[np.int64]) -> NDArray[np.float32]:
    having = np.zeros(parts[0].shape[1])
    for at, part in enumerate(parts):
        often = times[at * AT_A_TIME : (at + 1) * AT_A_TIME]
        having += np.bincount(
            part.indices, np.repeat(often, np.diff(part.indptr)), minlength=len(having)
        )
    return rareness(having, int(times.sum()))


def _by_column(parts: list[csr_matrix], weight: NDArray[np.float32]) -> csr_matrix:
    """The weighted rows of all parts, column by column; the parts are used up."""
    wide = parts[0].shape[1]
    sizes = sum(np.bincount(part.indices, minlength=wide) for part in parts)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    free = starts[:-1].copy()
    values, rows = np.empty(starts[-1], np.float32), np.empty(starts[-1], np.int32)
    row = 0
    for at in range(len(parts)):
        turned = weighed(parts[at], weight).T.tocsr()
        lengths = np.diff(turned.indptr)
        to = spans(free, free + lengths)
        values[to], rows[to] = turned.data, turned.indices + row
        free += lengths
        row += turned.shape[1]
        parts[at] = csr_matrix((0, wide), dtype=np.float32)
    made = csr_matrix((wide, row), dtype=np.float32)
    made.data, made.indices, made.indptr = values, rows, starts.astype(np.int32)
    return made

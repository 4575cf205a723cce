"""The compiled index of all listed names: opened in a moment, asked in batches.

Every name of every entry is in it, in force or not; a mask says which rows count for a question, and rows that do not
are left out before the best are chosen. A candidate's score depends on the name asked about and the listed name alone,
never on the other entities, so that one list more changes nobody's score but by how rare words are.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sourcebook.screening.columns import Array, Columns, Repeated, Texts, load, save, spans
from sourcebook.screening.explaining import Explanation, explained
from sourcebook.screening.features import FEATURES, Measurer
from sourcebook.screening.finding import Among, Asked, Finder
from sourcebook.screening.model import Model, shipped_model
from sourcebook.screening.ranking import MOST_SCORED, Pairs, likeliest, rank
from sourcebook.screening.spelling import asked_readings

if TYPE_CHECKING:
    import pyarrow as pa

# Of the columns below; an index of another is compiled anew.
FORMAT = 3
# How many names are searched for at once: what is worked out of them stays at hand. Among few names it is less.
BATCH, _FEW_AT_ONCE = 256, 1024
_TELLS_LITTLE = 0.5
_META = "meta.json"
# Masks are kept for the next question of the same sort, as many as fit.
_MOST_KEPT = 200 << 20

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]


class Candidate(NamedTuple):
    """One entity found.

    Attributes:
        entity: Place in `Index.entities`.
        name: Row of the best listed name, in the table given to `compile_index`.
        score: Calibrated probability, 0 to 1, that the name asked about is this entity's.
    """

    entity: int
    name: int
    score: float


@dataclass(frozen=True, slots=True)
class Names:
    """The listed names as they were given, row by row.

    Attributes:
        entity: Place in `Index.entities`.
        text, entry: As printed; the entry's id.
        known_from, known_until: Days since 1970-01-01; the greatest int32 where it is open.
        codes, meanings: Schema, prop and grade as numbers, and what these mean.
    """

    entity: NDArray[np.int32]
    text: Repeated
    entry: Repeated
    known_from: NDArray[np.int32]
    known_until: NDArray[np.int32]
    codes: Mapping[str, Array]
    meanings: Mapping[str, Sequence[str | None]]

    def __len__(self) -> int:
        return len(self.entity)

    def schema(self, row: int) -> str | None:
        """FollowTheMoney schema of the entry."""
        return self._meaning("schema", row)

    def prop(self, row: int) -> str | None:
        """What the list calls the name: `name`, `alias`, `weakAlias`."""
        return self._meaning("prop", row)

    def grade(self, row: int) -> str | None:
        """The list's own grade of the name."""
        return self._meaning("grade", row)

    def _meaning(self, column: str, row: int) -> str | None:
        return self.meanings[column][int(self.codes[column][row])]


def compile_index(names: pa.Table, folder: Path) -> None:
    """Write the index of a table of names.

    Args:
        names: Columns entity, entry, schema, name, prop, grade, known_from, known_until.
        folder: Where to; made if it is not there.
    """
    columns = _compiled(names)
    folder.mkdir(parents=True, exist_ok=True)
    save(folder, columns.arrays)
    meta = {"format": FORMAT, "arrays": sorted(columns.arrays), "meanings": columns.meanings}
    (folder / _META).write_text(json.dumps(meta, sort_keys=True, indent=1) + "\n", "utf-8")


def _compiled(names: pa.Table) -> Columns:
    # What compiling needs takes a tenth of a second to load, and who asks does not compile.
    from sourcebook.screening.compiling import columns_of  # noqa: PLC0415

    return columns_of(names)


class Index:
    """An index, open for questions."""

    def __init__(self, columns: Columns, model: Model | None = None) -> None:
        arrays = columns.arrays
        self._arrays = arrays
        self._model = model or shipped_model()
        self.entities = Texts(arrays["entities_blob"], arrays["entities_starts"])
        self.names = Names(
            entity=arrays["name_entity"],
            text=Repeated(arrays["name_text"], Texts(arrays["texts_blob"], arrays["texts_starts"])),
            entry=Repeated(
                arrays["name_entry"], Texts(arrays["entries_blob"], arrays["entries_starts"])
            ),
            known_from=arrays["name_known_from"],
            known_until=arrays["name_known_until"],
            codes={c: arrays[f"name_{c}"] for c in ("schema", "prop", "grade")},
            meanings=columns.meanings,
        )
        self.finder = Finder(arrays)
        self.measurer = Measurer(arrays, self.finder.words)
        self._kept: OrderedDict[tuple[bytes, str | None], Among] = OrderedDict()
        self._at_once = BATCH

    def column(self, name: str) -> Array:
        """One of the arrays that the index is made of."""
        return np.asarray(self._arrays[name])

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open a compiled index.

        Args:
            folder: Where `compile_index` wrote it.

        Raises:
            ValueError: It was compiled by another version.
        """
        meta: dict[str, Any] = json.loads((folder / _META).read_text("utf-8"))
        if meta.get("format") != FORMAT:
            raise ValueError(f"its format is {meta.get('format', 1)}, not {FORMAT}")
        return cls(Columns({name: load(folder, name) for name in meta["arrays"]}, meta["meanings"]))

    @classmethod
    def of(cls, names: pa.Table, model: Model | None = None) -> Index:
        """The index of a table of names, in memory.

        Args:
            names: As for `compile_index`.
            model: How to score; the shipped one if none is given.
        """
        return cls(_compiled(names), model)

    def among(self, allowed: Mask) -> Index:
        """The same index for a search among few of its names, by the words of these alone: quick, and not quite exact.

        Args:
            allowed: Which rows of the names table.
        """
        forms = np.flatnonzero(self._form_mask(None, allowed))
        starts = np.asarray(self._arrays["form_starts"]).astype(np.int64)
        # Words that tell little stay, for what a misspelt one tells is told by the word that it is like.
        kept = self.finder.words.weight < _TELLS_LITTLE
        kept[np.asarray(self._arrays["form_words"])[spans(starts[forms], starts[forms + 1])]] = True
        made = copy(self)
        made.finder, made._kept = self.finder.by_few_words(kept), OrderedDict()
        made._at_once = _FEW_AT_ONCE
        return made

    def search(
        self,
        names: Sequence[str],
        k: int = 10,
        *,
        kinds: Sequence[str | None] | None = None,
        allowed: Mask | None = None,
    ) -> list[list[Candidate]]:
        """The entities that may bear each name, the likeliest first.

        Args:
            names: In any script.
            k: The most candidates for one name.
            kinds: For each name `person`, `organization` (anything but a person) or None (both).
            allowed: Which rows of the names table count; the others are as if they were not there.
        """
        return self.search_each(names, k, [allowed], kinds=kinds)[0]

    def search_each(
        self,
        names: Sequence[str],
        k: int,
        among: Sequence[Mask | None],
        *,
        kinds: Sequence[str | None] | None = None,
    ) -> list[list[list[Candidate]]]:
        """What `search` finds with each of several masks; what they have in common is worked out once.

        Args:
            names: In any script.
            k: The most candidates for one name.
            among: The masks; None: every row counts.
            kinds: For each name, as for `search`.
        """
        found: list[list[list[Candidate]]] = [[[] for _ in names] for _ in among]
        by_kind: dict[str | None, list[int]] = {}
        for place in range(len(names)):
            by_kind.setdefault(kinds[place] if kinds else None, []).append(place)
        for kind, places in by_kind.items():
            for start in range(0, len(places), self._at_once):
                batch = places[start : start + self._at_once]
                every = self._batch([names[p] for p in batch], k, kind, among)
                for mine, ones in zip(found, every, strict=True):
                    for place, hits in zip(batch, ones, strict=True):
                        mine[place] = hits
        return found

    def explain(self, query: str, name_row: int) -> Explanation:
        """Why a listed name met a name asked about.

        Args:
            query: In any script.
            name_row: Row of the listed name.
        """
        person = self.names.schema(name_row) == "Person"
        return explained(query, self.names.text[name_row], person=person)

    def _batch(
        self, names: Sequence[str], k: int, kind: str | None, among: Sequence[Mask | None]
    ) -> Iterator[list[list[Candidate]]]:
        for allowed, held in zip(among, self.pairs(names, kind, among), strict=True):
            pairs = likeliest(held, max(MOST_SCORED, 2 * k))
            scores = self._model.score(pairs.features, self._arrays["form_person"][pairs.form])
            yield self._best(pairs, scores, len(names), k, allowed)

    def pairs(
        self,
        names: Sequence[str],
        kind: str | None = None,
        among: Sequence[Mask | None] = (None,),
    ) -> list[Pairs]:
        """The names held against the forms that may be theirs, before they are scored.

        Args:
            names: In any script; not too many at once.
            kind: `person`, `organization`, or None.
            among: Which rows of the names table count, for each answer wanted.
        """
        asked = self._asked(names, kind)
        if not asked.lines or not len(self._arrays["form_person"]):
            nothing = np.zeros(0, np.int64)
            none = np.zeros((0, len(FEATURES)), np.float32)
            return [Pairs(nothing, nothing, nothing, nothing, none) for _ in among]
        width = len(self._arrays["form_person"])
        looked = [self._looked_among(kind, allowed) for allowed in among]
        found = self.finder.candidates(asked, looked)
        keys = [readings * width + forms for readings, forms in found]
        every = keys[0] if len(keys) == 1 else np.unique(np.concatenate(keys))
        features = self.measurer.measure(asked, every // width, every % width)
        return [
            self._borne(
                asked.owner[one // width],
                one % width,
                features[np.searchsorted(every, one)],
                allowed,
            )
            for one, allowed in zip(keys, among, strict=True)
        ]

    def _borne(
        self, query: Places, form: Places, features: NDArray[np.float32], allowed: Mask | None
    ) -> Pairs:
        """The pairs once for each entity that bears the form."""
        first = self._arrays["form_bearings"]
        begin, end = first[form], first[form + 1]
        bearing = spans(begin, end)
        pair = np.repeat(np.arange(len(form)), end - begin)
        if allowed is not None and len(bearing):
            counted = self._counted(bearing, allowed)
            bearing, pair = bearing[counted], pair[counted]
        entity = np.asarray(self._arrays["bearing_entity"])[bearing].astype(np.int64)
        return Pairs(query[pair], form[pair], bearing, entity, features[pair])

    def _counted(self, bearing: Places, allowed: Mask) -> Mask:
        """Whether some row of each bearing counts."""
        starts = self._arrays["bearing_row_starts"]
        begin, end = starts[bearing], starts[bearing + 1]
        rows = self._arrays["form_rows"][spans(begin, end)]
        return np.asarray(
            np.logical_or.reduceat(allowed[rows], np.cumsum(end - begin) - (end - begin)), np.bool_
        )

    def is_only_row(self, bearings: Places, rows: Places) -> Mask:
        """Whether each bearing is of no other row than that given beside it."""
        starts = self._arrays["bearing_row_starts"]
        begin = starts[bearings]
        single = starts[bearings + 1] - begin == 1
        return np.asarray(single & (self._arrays["form_rows"][begin] == rows), np.bool_)

    def _asked(self, names: Sequence[str], kind: str | None = None) -> Asked:
        readings = [
            (place, reading)
            for place, name in enumerate(names)
            for reading in asked_readings(name, kind)
        ]
        return self.finder.asked([r for _, r in readings], [place for place, _ in readings])

    def _looked_among(self, kind: str | None, allowed: Mask | None) -> Among:
        """The forms to look among; kept for the next question of the same sort."""
        if kind is None and allowed is None:
            return self.finder.among(None)
        key = (b"" if allowed is None else np.packbits(allowed).tobytes(), kind)
        if key not in self._kept:
            made = self._kept[key] = self.finder.among(self._form_mask(kind, allowed))
            while len(self._kept) > 1 and len(self._kept) * made.nbytes > _MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _form_mask(self, kind: str | None, allowed: Mask | None) -> Mask:
        person = np.asarray(self._arrays["form_person"])
        mask = np.ones(len(person), np.bool_) if kind is None else person == (kind == "person")
        if allowed is not None and len(person):
            counted = np.logical_or.reduceat(
                allowed[self._arrays["form_rows"]], self._arrays["form_row_starts"][:-1]
            )
            mask &= counted
        return mask

    def _best(
        self, pairs: Pairs, scores: Array, number: int, k: int, allowed: Mask | None
    ) -> list[list[Candidate]]:
        """The best form of each entity, and of these the best few."""
        queries, bearings, entities = pairs.query, pairs.bearing, pairs.entity
        order = np.lexsort((bearings, -scores, entities, queries))
        queries, entities = queries[order], entities[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = (queries[1:] != queries[:-1]) | (entities[1:] != entities[:-1])
        order, queries = order[first], queries[first]
        ranked = np.lexsort((entities[first], -scores[order], queries))
        order, queries = order[ranked], queries[ranked]
        kept = rank(queries) < k
        order, queries = order[kept], queries[kept]
        found = list(map(Candidate, *self._candidates(bearings[order], scores[order], allowed)))
        ends = np.searchsorted(queries, np.arange(number + 1)).tolist()
        return [found[begin:end] for begin, end in pairwise(ends)]

    def _candidates(
        self, bearing: Places, scores: Array, allowed: Mask | None
    ) -> tuple[list[int], list[int], list[float]]:
        """What is said of each candidate: the entity, its first row that counts, the score."""
        starts = self._arrays["bearing_row_starts"]
        begin, end = starts[bearing], starts[bearing + 1]
        if allowed is not None:
            places = spans(begin, end)
            counted = np.flatnonzero(allowed[self._arrays["form_rows"][places]])
            begin = places[
                counted[np.searchsorted(counted, np.cumsum(end - begin) - (end - begin))]
            ]
        entity = self._arrays["bearing_entity"][bearing]
        return entity.tolist(), self._arrays["form_rows"][begin].tolist(), scores.tolist()

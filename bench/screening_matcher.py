"""The product's own index and scorer, as a matcher for the alias hold-out benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import pyarrow as pa

from sourcebook.screening.index import Index


class ListedEntity(TypedDict):
    """An entity as the benchmark gives it."""

    id: str
    schema: str
    names: list[str]


class SourcebookMatcher:
    """What `screening_bench.py` asks of a matcher."""

    name = "sourcebook"

    def index(self, entities: Sequence[ListedEntity]) -> None:
        """Index all names of some entities."""
        self._index = Index.of(names_table(entities))
        self._ids = list(self._index.entities)

    def query_batch(self, names: Sequence[str], k: int = 10) -> list[list[tuple[str, float]]]:
        """The ids and scores of who may bear each name."""
        found = self._index.search(names, k)
        return [[(self._ids[c.entity], c.score) for c in candidates] for candidates in found]

    def query(self, name: str, k: int = 10) -> list[tuple[str, float]]:
        """The ids and scores of who may bear a name."""
        return self.query_batch([name], k)[0]


def names_table(entities: Sequence[ListedEntity]) -> pa.Table:
    """The names of entities as the index takes them."""
    rows = [(e["id"], e["schema"], name) for e in entities for name in e["names"]]
    ids, schemata, names = map(list, zip(*rows, strict=True))
    nothing = pa.nulls(len(rows), pa.string())
    days = pa.nulls(len(rows), pa.date32())
    return pa.table(
        {
            "entity": ids, "entry": ids, "schema": schemata, "name": names, "prop": nothing,
            "grade": nothing, "known_from": days, "known_until": days,
        }
    )  # fmt: skip

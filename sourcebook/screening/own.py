"""The names of one entity by how they are written, capitals aside: which of them is the one asked about."""

from __future__ import annotations

from sourcebook.screening.index import Names

KEPT = 20_000

Spelt = dict[str, list[int]]


class Own:
    """The names of entities, each entity's put in order when it is first met.

    Args:
        names: All listed names; those of one entity stand together.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._kept: dict[int, Spelt] = {}

    def of(self, entity: int) -> Spelt:
        """The rows of an entity's names, by the name in small letters.

        Args:
            entity: Its place in the index.
        """
        found = self._kept.get(entity)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept = {}
            found = self._kept[entity] = self._read(entity)
        return found

    def _read(self, entity: int) -> Spelt:
        column = self._names.entity
        # Searched for as the column's own kind of number, which spares a copy of the column.
        own = column.dtype.type(entity)
        found: Spelt = {}
        for row in range(
            int(column.searchsorted(own)), int(column.searchsorted(own, side="right"))
        ):
            found.setdefault(self._names.text[row].casefold(), []).append(row)
        return found

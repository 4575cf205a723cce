"""Entities that judgements took apart or brought together since the index was built.

The index knows each entity as the build had it and reports its best name. Where an entity is two now, each part has to
be looked for by itself: the search is run once for the first part of every such entity, again for the second, and so
on, each time with the names of the other parts left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from sourcebook.record.store import Record
from sourcebook.screening.scope import Mask, Rows


class Moved:
    """What identity has changed since the build."""

    def __init__(self, record: Record, rows: Rows) -> None:
        self._now: Mapping[str, str] = record.moved
        self._part = _parts(record, rows) if record.moved else None

    def __bool__(self) -> bool:
        """Whether anything has."""
        return self._part is not None

    def scopes(self, scope: Mask) -> Iterator[Mask]:
        """The scopes to search one after the other, each with one part of every entity in it."""
        if self._part is None:
            yield scope
            return
        for part in range(int(self._part.max(initial=0)) + 1):
            yield scope & (self._part == part)

    def now(self, built: str, entry: str) -> str:
        """The canonical id of an entry today.

        Args:
            built: The canonical id it had when the index was built.
            entry: The entry.
        """
        return self._now.get(entry, built)


def _parts(record: Record, rows: Rows) -> NDArray[np.int32]:
    """For each row, which part of its entity as it was built it belongs to now."""
    found = record.rows(
        f"""with touched as (
            select canonical from {record.built_identity} where entry in (select unnest($moved))
        ) select b.entry, b.canonical as built, i.canonical as now
        from {record.built_identity} b join identity i using (entry)
        where b.canonical in (select canonical from touched) order by built, now""",
        {"moved": sorted(record.moved)},
    )
    parts: dict[str, list[str]] = {}
    part_of: dict[str, int] = {}
    for row in found:
        held = parts.setdefault(row["built"], [])
        if row["now"] not in held:
            held.append(row["now"])
        part_of[row["entry"]] = held.index(row["now"])
    by_entry = np.array([part_of.get(entry, 0) for entry in rows.entries], np.int32)
    by_row: NDArray[np.int32] = by_entry[rows.entry]
    return by_row

"""Entities drawn once and handed out again: the same few are asked for all the time.

Bounded, for one version of the record, safe between threads. What is handed out is shared and must not be changed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from sourcebook.entities.entity import Entity, View
from sourcebook.entities.reading import read_entities
from sourcebook.record.store import Record

MOST = 20_000


class Kept:
    """The entities drawn most recently, by id and view."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._drawn: OrderedDict[tuple[str, View], Entity | None] = OrderedDict()

    def entities(self, record: Record, ids: Sequence[str], view: View) -> dict[str, Entity]:
        """Entities by canonical id, drawn in one go where they are not kept.

        Args:
            record: The record, for this thread.
            ids: Canonical ids.
            view: How the record is looked at.
        """
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            found = {id_: self._drawn[id_, view] for id_ in wanted if (id_, view) in self._drawn}
        missing = [id_ for id_ in wanted if id_ not in found]
        if missing:
            drawn = read_entities(record, missing, view)
            found |= {id_: drawn.get(id_) for id_ in missing}
        self._keep(found, view)
        return {id_: one for id_ in wanted if (one := found[id_]) is not None}

    def _keep(self, found: dict[str, Entity | None], view: View) -> None:
        with self._lock:
            for id_, one in found.items():
                self._drawn[id_, view] = one
                self._drawn.move_to_end((id_, view))
            while len(self._drawn) > self._most:
                self._drawn.popitem(last=False)

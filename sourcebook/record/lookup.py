"""Finding who is meant by a name, an alias in any script, or an id.

An id of any member entry, present or past, leads to the canonical id. A name leads to everything that bears it,
compared under the folded key of `names.search_key`; a name that several bear is answered with the candidates,
never with one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sourcebook.errors import UsageError
from sourcebook.names import search_key
from sourcebook.record.store import Record

GROUP_SCHEMATA = ("Organization", "LegalEntity", "PublicBody", "Company")


class Candidate(msgspec.Struct, frozen=True, order=True):
    """Something that a name may mean.

    Attributes:
        id: Canonical id.
        caption: How it is headed.
        schema: What it is.
        entries: The entries that bear the name, in the sources' order.
    """

    id: str
    caption: str
    schema: str
    entries: tuple[str, ...]


class AmbiguousNameError(UsageError):
    """Several bear the name.

    Attributes:
        candidates: Who they are.
    """

    def __init__(self, name: str, candidates: Sequence[Candidate]) -> None:
        listed = "; ".join(f"{c.id} ({c.caption})" for c in candidates[:12])
        super().__init__(f"{name!r} can mean: {listed}.", "Ask again with one of these ids.")
        self.candidates = tuple(candidates)


def find(record: Record, asked: str, schemata: Sequence[str] = ()) -> str:
    """The canonical id of who is meant.

    Args:
        record: The open record.
        asked: An id, or a name in any script.
        schemata: If given, what it may be: a command about groups does not answer with a person.

    Raises:
        UsageError: Nobody bears the name, or what has that id is something else.
        AmbiguousNameError: Several do.
    """
    by_id = record.value(
        "select canonical from identity where entry = $1 or canonical = $1 or entry = 'register:' || $1 limit 1",
        [asked],
    )
    if by_id is not None:
        _refuse_other_kinds(record, asked, str(by_id), schemata)
        return str(by_id)
    candidates = candidates_for(record, asked, schemata)
    if not candidates:
        raise UsageError(f"nothing in the record is called {asked!r}.", _advice(record, asked))
    if len(candidates) > 1:
        raise AmbiguousNameError(asked, candidates)
    return candidates[0].id


def _refuse_other_kinds(record: Record, asked: str, found: str, schemata: Sequence[str]) -> None:
    rows = record.rows(
        "select distinct schema from identity join entry using (entry) where canonical = $1",
        [found],
    )
    held = sorted({row["schema"] for row in rows})
    if schemata and held and not set(held) & set(schemata):
        raise UsageError(f"{asked!r} is no group but: {', '.join(held)}.", "Ask for a group.")


def entry_id(record: Record, asked: str) -> str:
    """The entry that an id means: an entry's own, a register slug, an actor or a report of an event dataset.

    Raises:
        UsageError: There is no such entry.
    """
    if asked.startswith("report:") and record.has("report"):
        sql = "select 'report:' || source || ':' || event from report where source = $1 and event = $2 limit 1"
        told = record.value(sql, asked.removeprefix("report:").split(":", 1))
        if told is not None:
            return str(told)
    found = record.value(
        "select entry from entry where entry = $1 or entry = 'register:' || $1 order by entry != $1 limit 1",
        [asked],
    )
    if found is None and record.has("actor_resolution"):
        sql = "select actor from actor_resolution where actor = $1 limit 1"
        found = record.value(sql, [asked])
    if found is None:
        raise UsageError(
            f"there is no entry {asked!r}.", "Entry ids read un:QDe.014, ofac:6897, register:aqim."
        )
    return str(found)


def candidates_for(record: Record, asked: str, schemata: Sequence[str] = ()) -> list[Candidate]:
    """Everybody who bears a name; groups of the register first."""
    rows = record.rows(
        """with bearing as (
            select i.canonical, list(distinct n.entry order by n.entry) as entries
            from name n join identity i using (entry) where n.key = $key group by i.canonical
        )
        select b.canonical as id, b.entries,
            first(e.caption order by e.source != 'register', e.entry) as caption,
            first(e.schema order by e.source != 'register', e.entry) as schema
        from bearing b join identity i using (canonical) join entry e on e.entry = i.entry
        group by b.canonical, b.entries
        order by contains(b.canonical, ':'), b.canonical""",
        {"key": search_key(asked)},
    )
    found = [Candidate(r["id"], r["caption"], r["schema"], tuple(r["entries"])) for r in rows]
    return [c for c in found if not schemata or c.schema in schemata]


def _advice(record: Record, asked: str) -> str:
    """Names that begin or read alike, if there are any."""
    rows = record.rows(
        """select distinct name from (
            select name, key, jaro_winkler_similarity(key, $key) as likeness from name
            where key[1] = $key[1] order by likeness desc, name limit 20
        ) where likeness > 0.85 order by name limit 5""",
        {"key": search_key(asked)},
    )
    if not rows:
        return "`sourcebook groups` lists the groups it holds."
    return "Close to it: " + "; ".join(row["name"] for row in rows) + "."

"""The groups of the record, for browsing."""

from __future__ import annotations

import msgspec

from sourcebook.record.lookup import GROUP_SCHEMATA
from sourcebook.record.store import Record


class GroupLine(msgspec.Struct, frozen=True):
    """One group.

    Attributes:
        id, caption: Canonical id, and how it is headed.
        sources: Which sources speak of it.
        entries: In how many entries.
    """

    id: str
    caption: str
    sources: list[str]
    entries: int


def browse(record: Record, search: str | None, register_only: bool) -> list[GroupLine]:
    """Groups by name.

    Args:
        record: The open record.
        search: Text that one of its names must hold; None: any.
        register_only: Only groups the register speaks of.
    """
    rows = record.rows(
        """select i.canonical as id, first(e.caption order by e.source != 'register', e.entry) as caption,
            list(distinct e.source order by e.source) as sources, count(*)::int as entries
        from identity i join entry e using (entry)
        where e.schema in (select unnest($schemata)) and ($search is null or i.canonical in (
            select canonical from name join identity using (entry) where name ilike '%' || $search || '%'
        ))
        group by i.canonical
        having not $register_only or bool_or(e.source = 'register')
        order by caption, id""",
        {"schemata": list(GROUP_SCHEMATA), "search": search, "register_only": register_only},
    )
    return [GroupLine(**row) for row in rows]

"""Who is near a group or person: whom its relations and incidents tie it to, with all their entries.

The store can be narrowed to these (`Record.nearby`), so that what is asked of a few does not read the tables of all.
"""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.record.store import Record, among

# All reports of an incident that any report gives to the group: who says it was somebody else belongs beside it.
NAMING_ANY = """incident in (
    select incident from events
    where list_has_any(list_transform(actors, lambda a: a.entry), $ids)
)"""


def kindred_entries(record: Record, ids: Sequence[str]) -> list[str]:
    """The entries of some groups or persons, and of whatever a relation or an incident ties them to."""
    own = _column(record, "select entry from identity where canonical in ({0})", ids)
    tied = _column(
        record,
        """select object from relations where subject in ({0}) and object is not null
        union select subject from relations where object in ({0})""",
        own,
    )
    acting = record.rows(
        f"select distinct a.entry from (select unnest(actors) as a from events where {NAMING_ANY})",
        {"ids": own},
    )
    near = sorted({*own, *tied, *(row["entry"] for row in acting if row["entry"] is not None)})
    kin = _column(record, "select distinct canonical from identity where entry in ({0})", near)
    return sorted(_column(record, "select entry from identity where canonical in ({0})", kin))


def _column(record: Record, sql: str, ids: Sequence[str]) -> list[str]:
    """The first column of a question about some ids."""
    listed, values = among(ids)
    return [str(next(iter(row.values()))) for row in record.rows(sql.format(listed), values)]

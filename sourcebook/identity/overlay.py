"""Judgements made since the last build, at work at once.

Identity is a small table joined at query time, so a judgement needs no build: the clusters it touches are
recomputed from their edges when the record is opened, and what changes is laid over the compiled table.
"""

from __future__ import annotations

from sourcebook.identity.clusters import JOINING, Edge, canonical_id, cluster
from sourcebook.identity.journal import Journal, Judgement, in_force
from sourcebook.record.store import Record


def lay_over(record: Record, journal: Journal) -> int:
    """Bring the open record's identity up to date with the journal.

    Args:
        record: The open record.
        journal: With more lines than the build knew, or not.

    Returns:
        How many entries have another canonical id than the build gave them.
    """
    lines = journal.lines_on_identity()
    fresh = lines[record.manifest.judged :]
    if not fresh:
        return 0
    touched = _touched(record, fresh, lines)
    changed = _recomputed(record, touched, in_force(lines))
    record.override_identity(changed)
    return len(changed)


def _touched(record: Record, fresh: list[Judgement], lines: list[Judgement]) -> list[str]:
    """Every entry whose cluster a fresh line may change."""
    withdrawn = {line.withdraws for line in fresh}
    about = [line for line in lines if line in fresh or line.id in withdrawn]
    ends = sorted({end for line in about for end in (line.a, line.b) if end})
    return _reachable(record, ends)


def _reachable(record: Record, ends: list[str]) -> list[str]:
    """The clusters of some entries, and those that evidence ties to them: what was refused may now be joined."""
    found = list(ends)
    while True:
        rows = record.rows(
            """with near as (
                select unnest($ids) as entry
                union select b from edge where a in (select unnest($ids)) and strength >= $joining
                union select a from edge where b in (select unnest($ids)) and strength >= $joining
            )
            select entry from identity where canonical in (
                select canonical from identity semi join near using (entry)
            ) union select entry from near order by entry""",
            {"ids": found, "joining": JOINING},
        )
        grown = [row["entry"] for row in rows]
        if len(grown) == len(found):
            return grown
        found = grown


def _recomputed(record: Record, entries: list[str], judgements: list[Judgement]) -> dict[str, str]:
    """The canonical ids of some entries now, where they differ from the build's."""
    rows = record.rows(
        "select * from edge where a in (select unnest($ids)) and b in (select unnest($ids))",
        {"ids": entries},
    )
    within = [j for j in judgements if j.a in entries and j.b in entries]
    now = cluster([Edge(**row) for row in rows], within)
    before = {
        row["entry"]: row["canonical"]
        for row in record.rows(
            "select entry, canonical from identity where entry in (select unnest($ids))",
            {"ids": entries},
        )
    }
    ids = {entry: now.get(entry, canonical_id([entry])) for entry in before}
    return {entry: canonical for entry, canonical in ids.items() if before[entry] != canonical}

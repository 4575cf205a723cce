"""Judgements on reports made since the last build, at work at once.

Two reports judged the same stand in one incident from then on, two judged different in two. Only the incidents they
name are touched: what else the linkage would now decide, the next build decides, and so it does when a judgement it
knew is withdrawn.
"""

from __future__ import annotations

from sourcebook.identity.journal import REPORT, Journal, in_force
from sourcebook.incidents.called import precedence
from sourcebook.incidents.judged import Judged
from sourcebook.record.store import Record


def lay_over(record: Record, journal: Journal) -> int:
    """Bring the incidents of the open record up to date with the journal.

    Args:
        record: The open record.
        journal: With more lines than the build knew, or not.

    Returns:
        How many events are in another incident than the build put them in.
    """
    lines = journal.lines_on_identity()
    held = [line for line in in_force(lines) if line.a.startswith(REPORT)]
    if not held or not record.has("incident"):
        return 0
    built = {line.id for line in lines[: record.manifest.judged]}
    said = Judged.from_journal([line for line in held if line.id not in built])
    before = _members(record, [one for pair in (*said.same, *said.different) for one in pair])
    now = dict(before)
    for pair in said.different:
        _part(now, *pair)
    for pair in said.same:
        _join(now, *pair)
    changed = {event: incident for event, incident in now.items() if before[event] != incident}
    record.override_incidents(changed, (f"{line.a} {line.b}" for line in held))
    return len(changed)


def _members(record: Record, events: list[str]) -> dict[str, str]:
    """The events of every incident that some events belong to, and those incidents."""
    rows = record.rows(
        """select distinct source || ':' || event as event, incident from incident
        where role = 'member' and incident in (
            select incident from incident where source || ':' || event in (select unnest($events))
        ) order by all""",
        {"events": events},
    )
    return {row["event"]: row["incident"] for row in rows}


def _part(now: dict[str, str], one: str, other: str) -> None:
    """Take the one that the incident is not called after out of it."""
    if now.get(one) == now.get(other) and one in now:
        away = one if now[one] != one else other
        now[away] = away


def _join(now: dict[str, str], one: str, other: str) -> None:
    """Put both into the incident of the dataset that names incidents first."""
    if one in now and other in now:
        kept, gone = sorted((now[one], now[other]), key=precedence)
        now.update({event: kept for event, incident in now.items() if incident == gone})

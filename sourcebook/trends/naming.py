"""What a group was called at the time of an incident.

Datasets print today's name for yesterday's incidents: GED calls the GSPC of 2003 AQIM. The record knows when a name was
changed; what happened before that day is shown under the name of the time. Of several dates given for one change the
most precise counts, and among those the one first said.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sourcebook.record.dates import PartialDate
from sourcebook.record.store import Record
from sourcebook.trends.activity import Activity, ask
from sourcebook.trends.counting import COUNTED, counts
from sourcebook.trends.scope import Scope
from sourcebook.trends.values import NameUse


class Span(NamedTuple):
    """A name and the days on which it was in use; open where the record does not say."""

    name: str
    acronym: str | None
    since: date | None
    until: date | None


def names(held: Activity) -> tuple[NameUse, ...]:
    """The names of the group asked about, each with what happened in its time; none where no group was asked about."""
    found = []
    for span in spans(held.record, held.scope):
        row = ask(
            held,
            f"""select {COUNTED} from {{incidents}} i
            where ($since is null or starts >= $since) and ($until is null or starts <= $until)""",
            {"since": span.since, "until": span.until},
        )[0]
        since, until = (
            None if day is None else day.isoformat() for day in (span.since, span.until)
        )
        found.append(NameUse(span.name, span.acronym, since, until, counts(row)))
    return tuple(found)


def spans(record: Record, scope: Scope) -> tuple[Span, ...]:
    """The names of a group in order of time; one alone where the record dates no change of name."""
    if scope.group is None:
        return ()
    changed = _renamings(record, scope)
    if not changed:
        caption = record.value(
            """select caption from entry join identity using (entry) where canonical = $1
            order by source != 'register', entry limit 1""",
            [scope.group],
        )
        return (Span(str(caption or scope.group), None, None, None),)
    days = [day for day, _, _ in changed]
    titles = [changed[0][1], *(new for _, _, new in changed)]
    since: list[date | None] = [None, *days]
    until: list[date | None] = [*(day - timedelta(days=1) for day in days), None]
    # One pair of acronyms tells which belongs to which of two names, not of three.
    acronyms = _acronyms(record, scope) if len(changed) == 1 else (None,) * len(titles)
    return tuple(map(Span, titles, acronyms, since, until))


def _renamings(record: Record, scope: Scope) -> list[tuple[date, str, str]]:
    """Day, old and new name of each change of name whose day is known to the month at least."""
    rows = record.rows(
        """select r.under_name, r.object_name, r.valid_from, r.known_from from relations r
        join identity s on s.entry = r.subject join identity o on o.entry = r.object
        where r.kind = 'renamed_to' and s.canonical = $group and o.canonical = $group
            and r.under_name is not null and r.object_name is not null and r.valid_from is not null
            and r.known_from <= $known and (r.known_until is null or r.known_until > $known)
        order by r.known_from, r.valid_from, r.row_id""",
        {"group": scope.group, "known": scope.known},
    )
    best: dict[tuple[str, str], tuple[int, date]] = {}
    for row in rows:
        when = PartialDate.parse(row["valid_from"])
        width = (when.latest - when.earliest).days
        pair = (row["under_name"], row["object_name"])
        if pair not in best or width < best[pair][0]:
            best[pair] = (width, when.earliest)
    return sorted((day, old, new) for (old, new), (_, day) in best.items())


def _acronyms(record: Record, scope: Scope) -> tuple[str | None, str | None]:
    """The acronyms before and after a change of name, from a source that gives the change in acronyms alone."""
    rows = record.rows(
        """select r.under_name, r.object_name from relations r
        join identity s on s.entry = r.subject join identity o on o.entry = r.object
        where r.kind = 'renamed_to' and s.canonical = $group and o.canonical = $group
            and r.under_name = upper(r.under_name) and r.object_name = upper(r.object_name)
            and r.known_from <= $known and (r.known_until is null or r.known_until > $known)
        order by r.known_from, r.row_id limit 1""",
        {"group": scope.group, "known": scope.known},
    )
    return (rows[0]["under_name"], rows[0]["object_name"]) if rows else (None, None)

"""What changed between two versions of a list, told entry by entry and field by field.

Compared is what the two versions *say* (the row ids in force on the two days), so that a change of white space
or of the order of fields is none.
"""

from __future__ import annotations

from datetime import date

import msgspec

from sourcebook.errors import UsageError
from sourcebook.record.dates import PartialDate
from sourcebook.record.report_changes import changed_reports, has_reports
from sourcebook.record.store import Record

# A relation as one line: what it points at, and every qualifier that is set.
_RELATION_TEXT = """concat_ws(', ', coalesce(object_name, object), role, programme, instrument, reference,
    'under ' || under_name, 'listed ' || listed_on, 'delisted ' || delisted_on, how_ended,
    'from ' || valid_from, 'until ' || valid_until, grade,
    'amended ' || nullif(array_to_string(amended_on, ' '), ''))"""
_SAID = f"""
    select source, part, record, row_id, prop as field,
        value || coalesce(' (' || grade || ')', '') as text, known_from, known_until from statements
    union all
    select source, part, record, row_id, kind, {_RELATION_TEXT}, known_from, known_until from relations
"""


class ChangedEntry(msgspec.Struct, frozen=True):
    """An entry that came or went."""

    entry: str
    caption: str


class ChangedField(msgspec.Struct, frozen=True):
    """A field of an entry: the values only the older version has, and those only the newer has."""

    field: str
    was: list[str]
    now: list[str]


class Amended(msgspec.Struct, frozen=True):
    """An entry in both versions that says something else."""

    entry: str
    caption: str
    fields: list[ChangedField]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """From one version of a list to another."""

    source: str
    part: str
    since: str
    until: str
    added: list[ChangedEntry]
    removed: list[ChangedEntry]
    amended: list[Amended]


def between(record: Record, which: str, since: str | None, until: str | None) -> Changes:
    """Compare two versions.

    Args:
        record: The open record.
        which: A source (`un`) or a part of one (`ofac/sdn`).
        since: Date of the earlier one; by default that of the last but one complete version.
        until: Date of the later one; by default that of the last.

    Raises:
        UsageError: There are not two such versions.
    """
    source, _, part = which.partition("/")
    part = part or _main_part(record, source)
    old, new = _days(record, source, part, since, until)
    if has_reports(record, source, part):
        return _of_events(record, source, part, (old, new))
    span = [source, part, old, new]
    return Changes(
        source=source, part=part, since=old.isoformat(), until=new.isoformat(),
        added=_only(record, [source, part, new, old]), removed=_only(record, [source, part, old, new]),
        amended=_amended(record, span),
    )  # fmt: skip


def _of_events(record: Record, source: str, part: str, span: tuple[date, date]) -> Changes:
    changed = changed_reports(record, source, part, span)
    return Changes(
        source=source, part=part, since=span[0].isoformat(), until=span[1].isoformat(),
        added=[ChangedEntry(one.entry, one.caption) for one in changed if one.old is None],
        removed=[ChangedEntry(one.entry, one.caption) for one in changed if one.new is None],
        amended=[
            Amended(one.entry, one.caption, [ChangedField(f, _given(was), _given(now)) for f, was, now in one.fields])
            for one in changed if one.fields
        ],
    )  # fmt: skip


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _main_part(record: Record, source: str) -> str:
    part = record.value(
        """select part from version where source = $1
        group by part order by part in (select part from need where source = $1), count(distinct day) desc, part
        limit 1""",
        [source],
    )
    if part is None:
        raise UsageError(
            f"the record holds no file of {source!r}.", "`sourcebook status` lists what it holds."
        )
    return str(part)


def _days(
    record: Record, source: str, part: str, since: str | None, until: str | None
) -> tuple[date, date]:
    days = [
        row["day"]
        for row in record.rows(
            "select distinct day from version where source = $1 and part = $2 and complete order by day",
            [source, part],
        )
    ]
    new = _version(days, until) if until else (days[-1] if days else None)
    before = [day for day in days if new is not None and day < new]
    old = _version(days, since) if since else (before[-1] if before else None)
    if old is None or new is None or old >= new:
        held = ", ".join(str(day) for day in days) or "none"
        raise UsageError(
            f"two complete versions of {source}/{part} are needed; the record holds: {held}.",
            "Give the dates of two of them with --from and --to.",
        )
    return old, new


def _version(days: list[date], text: str) -> date | None:
    """The version in force on a day: the newest not after it."""
    try:
        asked = PartialDate.parse(text).latest
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    return max((day for day in days if day <= asked), default=None)


def _in_force(day: str) -> str:
    return f"known_from <= {day} and (known_until is null or known_until > {day})"


def _only(record: Record, span: list[object]) -> list[ChangedEntry]:
    """Entries present on the first day and not on the second."""
    rows = record.rows(
        f"""with present as (
            select record, bool_or({_in_force("$3")}) as here, bool_or({_in_force("$4")}) as there
            from statements where source = $1 and part = $2 and prop = 'id' group by record
        )
        select p.record as entry, e.caption from present p join entry e on e.entry = p.record
        where here and not there order by all""",
        span,
    )
    return [ChangedEntry(**row) for row in rows]


def _amended(record: Record, span: list[object]) -> list[Amended]:
    rows = record.rows(
        f"""with said as ({_SAID}), compared as (
            select record, row_id, any_value(field) as field, any_value(text) as text,
                bool_or({_in_force("$3")}) as was, bool_or({_in_force("$4")}) as now
            from said where source = $1 and part = $2 group by record, row_id
        ), standing as (
            select record from compared where field = 'id' and was and now
        )
        select c.record, e.caption, c.field,
            coalesce(list(c.text order by c.text) filter (c.was), []) as was,
            coalesce(list(c.text order by c.text) filter (c.now), []) as now
        from compared c semi join standing using (record) join entry e on e.entry = c.record
        where c.was != c.now group by c.record, e.caption, c.field order by c.record, c.field""",
        span,
    )
    fields: dict[tuple[str, str], list[ChangedField]] = {}
    for row in rows:
        field = ChangedField(row["field"], row["was"], row["now"])
        fields.setdefault((row["record"], row["caption"]), []).append(field)
    return [Amended(entry, caption, found) for (entry, caption), found in fields.items()]

"""What datasets of events report: from which sources, and a report as the event of a row, for the few that are cited.

Reports are counted by columns; only what is quoted one by one becomes an object.
"""

from __future__ import annotations

from datetime import date

from sourcebook.record.store import Record

# A part of fewer letters is an abbreviation: `ged`, but `nonstate`.
_ABBREVIATION = 5

# The columns of `events`, from `report`; the record a report was read in is the event's own id.
AS_EVENT = """(
    select r.row_id, r.source, r.part, r.source || ':' || r.event as record, 'Event' as schema, r.event as incident,
        null::varchar as label, r.starts::varchar as starts, r.ends::varchar as ends, r.date_precision, r.place,
        r.place_precision, r.country, r.latitude, r.longitude, coalesce((
            select list({'entry': a.entry, 'name': a.name, 'basis': 'coded'} order by a.side, a.position)
            from report_actor a where a.row_id = r.row_id
        ), []) as actors, r.tactic, r.targets, r.deaths_low, r.deaths_best, r.deaths_high,
        []::struct(side varchar, deaths integer)[] as deaths_by, null::varchar as scope, r.wounded, r.hostages,
        null::integer as hostages_killed, r.source_text as note, '' as locator, null::varchar as quote,
        null::varchar as detail, null::varchar as citation, r.known_from, r.known_until,
        r.source || ':' || r.event as subject, r.file, r.first_file, r.last_seen
    from report r where r.row_id in (select unnest($ids))
)"""


def dataset_title(short: str, dataset: str) -> str:
    """What people call a dataset: `ucdp/ged` is UCDP GED.

    Args:
        short: Its publisher, as it is called for short.
        dataset: `source/part`.
    """
    part = dataset.partition("/")[2]
    return f"{short} {part.upper() if len(part) < _ABBREVIATION else part}".strip()


def sources_of_events(record: Record, known: date) -> tuple[str, ...]:
    """The sources of which a dataset of events is loaded; the register's incidents are the notable ones, no dataset.

    Args:
        record: The open record.
        known: Only what had been said by then.
    """
    if not record.has("report"):
        return ()
    rows = record.rows(
        """select id from source where id != 'register' and exists (
            select 1 from report r where r.source = source.id and r.known_from <= $known) order by id""",
        {"known": known},
    )
    return tuple(row["id"] for row in rows)

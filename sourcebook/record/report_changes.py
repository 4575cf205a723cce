"""What changed in a dataset of events between two of its versions: events that came, went, or are told otherwise.

Compared are the rows in force on the two days, event by event, whole columns at a time. A column that one of the two
versions does not have at all tells no change.
"""

from __future__ import annotations

from datetime import date

import msgspec

from sourcebook.record.store import Record

FIELDS = (
    "starts", "ends", "date_precision", "place_precision", "latitude", "longitude", "country_printed", "admin1",
    "admin2", "place", "violence", "event_type", "sub_type", "aggregate", "deaths_low", "deaths_best",
    "deaths_high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "hostages", "wounded", "conflict",
    "dyad", "sources_count", "source_text", "actors",
)  # fmt: skip


class ChangedReport(msgspec.Struct, frozen=True, kw_only=True):
    """An event whose row is another.

    Attributes:
        entry: Source and the dataset's own id of the event.
        caption: Day and place.
        old, new: Its row ids; None on the day it is not there.
        fields: Field, value before and value after, of those that differ.
    """

    entry: str
    caption: str
    old: str | None
    new: str | None
    fields: list[tuple[str, str | None, str | None]]


def has_reports(record: Record, source: str, part: str) -> bool:
    """Whether a part of a source is a dataset of events."""
    found = (
        record.value("select 1 from report where source = $1 and part = $2 limit 1", [source, part])
        if record.has("report")
        else None
    )
    return found is not None and source != "register"


def changed_reports(
    record: Record, source: str, part: str, span: tuple[date, date]
) -> list[ChangedReport]:
    """The events that differ on two days, in the order of their ids.

    Args:
        record: The open record.
        source: Whose dataset.
        part: Which of its parts.
        span: The two days.
    """
    record.lay("changed_report", _PAIRS, [source, part, *span])
    try:
        rows = record.rows(_TOLD, [source, part, *span])
    finally:
        record.lift("changed_report")
    return [
        ChangedReport(
            entry=row["entry"], caption=row["caption"], old=row["old"], new=row["new"],
            fields=[(f["field"], f["was"], f["now"]) for f in row["fields"]],
        )
        for row in rows
        if row["fields"] or row["old"] is None or row["new"] is None
    ]  # fmt: skip


_OLD, _NEW = (
    f"select * from report where source = $1 and part = $2 and known_from <= {day} "
    f"and (known_until is null or known_until > {day})"
    for day in ("$3", "$4")
)
_ACTORS = """select row_id, string_agg(name, '; ' order by side, position) as actors from report_actor
    where row_id in (select unnest([o_id, n_id]) from pair) group by row_id"""
_COLUMNS = [name for name in FIELDS if name != "actors"]
_PAIRS = f"""
    with pair as (
        select coalesce(o.event, n.event) as event, o.row_id as o_id, n.row_id as n_id, o, n
        from ({_OLD}) o full join ({_NEW}) n on n.event = o.event where o.row_id is distinct from n.row_id
    ), named as ({_ACTORS})
    select pair.event, o_id, n_id, coalesce(o.source, n.source) as source,
        coalesce(n.starts, o.starts) as starts,
        coalesce(n.place, o.place, n.country_printed, o.country_printed) as place,
        {", ".join(f"o.{name}::varchar as o_{name}, n.{name}::varchar as n_{name}" for name in _COLUMNS)},
        a.actors as o_actors, b.actors as n_actors
    from pair left join named a on a.row_id = o_id left join named b on b.row_id = n_id
"""
_PAIRED = ", ".join(f"{{'field': '{f}', 'was': o_{f}, 'now': n_{f}}}" for f in FIELDS)
# A field counts where both versions have it somewhere.
_SEEN = f"""select {", ".join(f"o.{f} > 0 and n.{f} > 0 as {f}" for f in _COLUMNS)}, true as actors from (
        select {", ".join(f"count({f}) as {f}" for f in _COLUMNS)} from ({_OLD})) o, (
        select {", ".join(f"count({f}) as {f}" for f in _COLUMNS)} from ({_NEW})) n"""
_TOLD = f"""
    with seen as (
        unpivot ({_SEEN})
        on {", ".join(FIELDS)} into name field value told
    ), known as (select list(field) filter (told) as fields from seen)
    select source || ':' || event as entry, concat_ws(', ', starts, place) as caption, o_id as old, n_id as new,
        case when o_id is null or n_id is null then [] else list_filter(
            [{_PAIRED}], lambda x: x.was is distinct from x.now and list_contains(known.fields, x.field)
        ) end as fields
    from changed_report, known order by length(event), event
"""

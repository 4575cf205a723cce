"""Which lists were searched, as of which of their versions, and which could not be.

Before the oldest loaded version of a list nobody can say from this record who was on it: the answer is *not covered*,
never *not listed*. How old a list is, is told in known time; today's date is never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from sourcebook.record.store import Record
from sourcebook.screening.query import Options


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a source, by the day asked about.

    Attributes:
        source, part, title: Which list.
        covered: Whether any version of it is from that day or before.
        complete: Whether one of these is the complete list; else who is not found may stand on it all the same.
        version: The newest version by that day; the oldest of all where none is.
        days_old: From that version to the day asked about; None where it is not covered.
    """

    source: str
    part: str
    title: str
    covered: bool
    complete: bool
    version: date
    days_old: int | None


def coverage(record: Record, options: Options) -> list[Coverage]:
    """The lists that a question was held against.

    Args:
        record: The open record.
        options: Where it looked, and as known when.

    Returns:
        Each part with records of its own, in the order of the sources; the register's files as one.
    """
    known = options.known or record.known
    rows = record.rows(
        """select v.source, case when v.source = 'register' then 'all' else v.part end as part,
            any_value(s.title) as title, bool_or(v.day <= $1) as covered,
            coalesce(bool_or(v.complete) filter (v.day <= $1), false) as complete,
            coalesce(max(v.day) filter (v.day <= $1), min(v.day)) as version
        from version v left join source s on s.id = v.source
        where (v.source, v.part) not in (select (source, part) from need) group by 1, 2 order by 1, 2""",
        [known],
    )
    chosen = [row for row in rows if _is_asked(row["source"], options)]
    return [
        Coverage(**row, days_old=(known - row["version"]).days if row["covered"] else None)
        for row in chosen
    ]


def _is_asked(source: str, options: Options) -> bool:
    return (
        not options.sources or source in options.sources
    ) and source not in options.exclude_sources


def unknown_sources(record: Record, names: Sequence[str]) -> list[str]:
    """Of the sources named, those of which the record holds nothing."""
    held = {row["source"] for row in record.rows("select distinct source from version")}
    return [name for name in names if name not in held]

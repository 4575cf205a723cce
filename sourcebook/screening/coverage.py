"""Which lists were searched, as of which of their versions, and which could not be.

Before the oldest loaded version of a list nobody can say from this record who was on it: the answer is *not covered*,
never *not listed*. How old a list is, is told in known time; today's date is never read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from sourcebook.errors import UsageError
from sourcebook.record.store import Record
from sourcebook.record.topics import known_topics
from sourcebook.screening.query import Options


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a source, by the day asked about.

    Attributes:
        source, part, title: Which list.
        covered: Whether any version of it is from that day or before.
        version: The newest version by that day; the oldest of all where none is.
        complete: The newest complete one by that day; None where all are extracts: who is not found may be listed.
        days_old: From the newest version to the day asked about; None where it is not covered.
    """

    source: str
    part: str
    title: str
    covered: bool
    version: date
    complete: date | None
    days_old: int | None


def coverage(record: Record, options: Options) -> list[Searched]:
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
            coalesce(max(v.day) filter (v.day <= $1), min(v.day)) as version,
            max(v.day) filter (v.day <= $1 and (v.complete or v.source = 'register')) as complete
        from version v left join source s on s.id = v.source
        where (v.source, v.part) not in (select (source, part) from need) group by 1, 2 order by 1, 2""",
        [known],
    )
    chosen = [row for row in rows if _is_asked(row["source"], options)]
    return [
        Searched(**row, days_old=(known - row["version"]).days if row["covered"] else None)
        for row in chosen
    ]


def _is_asked(source: str, options: Options) -> bool:
    return (not options.sources or source in options.sources) and (
        source not in options.exclude_sources
    )


def refuse_unknown_sources(record: Record, named: Sequence[str]) -> None:
    """Nothing may be searched in a source that is not there: the answer would be empty and read as none.

    Raises:
        UsageError: The record holds nothing of a source that is named.
    """
    held = sorted({row["source"] for row in record.rows("select distinct source from version")})
    for name in named:
        if name not in held:
            raise UsageError(
                f"the record holds no source {name!r}.", f"It holds {', '.join(held)}."
            )


def refuse_unknown_topics(record: Record, named: Sequence[str]) -> None:
    """The same for topics.

    Raises:
        UsageError: No entity can have a topic that is named.
    """
    if not named:
        return
    rows = record.rows("select distinct value from statements where prop = 'topics'")
    held = sorted(known_topics().union(row["value"] for row in rows))
    for name in named:
        if name not in held:
            raise UsageError(
                f"nothing in the record has the topic {name!r}.", f"It has {', '.join(held)}."
            )

"""The terms of the loaded sources, and which of them keep their rows in.

The terms are those of the manifests, as the build wrote them beside the record; a row may carry a stricter flag of its
own. A source whose terms are not known keeps its rows in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from sourcebook.record.store import Record

NO_ROWS_OUT = "no-rows-out"
# Whether a row may leave, as a condition in SQL; `{0}` stands for its table.
MAY_LEAVE = (
    f"(coalesce({{0}}.rights, '') != '{NO_ROWS_OUT}' "
    f"and {{0}}.source in (select id from source where rights != '{NO_ROWS_OUT}'))"
)
RESTRICTED = f"not {MAY_LEAVE}"


class Terms(msgspec.Struct, frozen=True):
    """On what terms a source is used.

    Attributes:
        source: Its id.
        title, publisher, licence, url: From its manifest.
        attribution: The text that has to stand beside whatever is shown of it.
        rights: `open`, `attribution` or `no-rows-out`.
    """

    source: str
    title: str
    publisher: str
    licence: str
    url: str
    attribution: str
    rights: str

    @property
    def rows_may_leave(self) -> bool:
        """Whether single rows of it may be passed on."""
        return self.rights != NO_ROWS_OUT


class Credit(msgspec.Struct, frozen=True):
    """What has to stand beside a result that rests on a source.

    Attributes:
        source, title, publisher, licence, url, attribution: As in `Terms`.
        versions: The days of the versions that were loaded by the day asked about.
    """

    source: str
    title: str
    publisher: str
    licence: str
    url: str
    attribution: str
    versions: tuple[str, ...]


def terms(record: Record) -> dict[str, Terms]:
    """The terms of every source, by its id."""
    rows = record.rows(
        "select id as source, title, publisher, licence, url, attribution, rights from source order by id"
    )
    return {row["source"]: Terms(**row) for row in rows}


def credits(record: Record, sources: Iterable[str], known: date) -> tuple[Credit, ...]:
    """The credits of some sources, in the order of their ids.

    Args:
        record: The open record.
        sources: Ids of sources.
        known: Versions after this day are not named.
    """
    held = terms(record)
    days = record.rows(
        """select source, list_sort(list(distinct day::varchar)) as days from version where day <= $1
        group by source order by source""",
        [known],
    )
    versions = {row["source"]: tuple(row["days"]) for row in days}
    return tuple(
        Credit(t.source, t.title, t.publisher, t.licence, t.url, t.attribution, versions.get(t.source, ()))
        for t in (held[source] for source in sorted(set(sources)) if source in held)
    )  # fmt: skip

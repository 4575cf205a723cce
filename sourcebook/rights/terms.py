"""The terms of the loaded sources, and which of them keep their rows in.

The terms are those of the manifests, as the build wrote them beside the record; a row may carry a stricter flag of its
own.
"""

from __future__ import annotations

import msgspec

from sourcebook.record.store import Record

NO_ROWS_OUT = "no-rows-out"
# Whether a row has to stay in, as a condition in SQL; `{0}` stands for its table.
RESTRICTED = (
    f"(coalesce({{0}}.rights = '{NO_ROWS_OUT}', false) "
    f"or {{0}}.source in (select id from source where rights = '{NO_ROWS_OUT}'))"
)


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


def terms(record: Record) -> dict[str, Terms]:
    """The terms of every source, by its id."""
    rows = record.rows(
        "select id as source, title, publisher, licence, url, attribution, rights from source order by id"
    )
    return {row["source"]: Terms(**row) for row in rows}

"""Foreign Terrorist Organizations designated by the US Department of State, as a table of dates and names.

The Department publishes the list as a web page (https://www.state.gov/foreign-terrorist-organizations/); the table
has two columns, the day of designation and the name the page uses today, which for some groups is younger than
the designation. It has no date of its own: the newest designation in it is the day it cannot be older than.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sourcebook.errors import SourceError
from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Entry, Item, Reject, Relation, Row, Statement
from sourcebook.sources.contract import Facts, Format, Head, Manifest, Source
from sourcebook.sources.tables import rows

_COLUMNS = ["date_designated", "name"]
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}(?=,)", re.MULTILINE)
_ACRONYM = re.compile(r"\(([^()]*?)\)\s*$")
_WORD = re.compile(r"[^a-z0-9]+")

MANIFEST = Manifest(
    id="us_fto",
    publisher="United States Department of State, Bureau of Counterterrorism",
    short="US State",
    title="Foreign Terrorist Organizations",
    licence="Public domain (17 U.S.C. 105)",
    attribution="US Department of State, Foreign Terrorist Organizations",
    url="https://www.state.gov/foreign-terrorist-organizations/",
    formats="table of designation dates and names (CSV)",
    rhythm="irregular",
    rights="open",
    floor={"fto": 60},
    authority="US",
)


def recognises(head: Head) -> bool:
    """Whether a file is the table: by its header."""
    return head.text.startswith("date_designated,name")


def facts(head: Head) -> Facts:
    """The newest designation in the table."""
    return Facts(published=max(_DAY.findall(head.text), default=None))


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry a designation.

    Raises:
        SourceError: It is not the table, or not in UTF-8.
    """
    table = rows(stream, "utf-8-sig")
    if [name.strip() for name in next(table, [])] != _COLUMNS:
        raise SourceError(
            f"the table does not have the columns {', '.join(_COLUMNS)}.",
            "The first line names them, in this order.",
        )
    for at, cells in enumerate(table, start=2):
        try:
            yield _row([cell.strip() for cell in cells])
        except ValueError as error:
            record = cells[-1].strip() or f"row {at}"
            yield Reject(record=record, reason=str(error), printed=",".join(cells)[:80])


def _row(cells: list[str]) -> Entry:
    if len(cells) != len(_COLUMNS):
        raise ValueError(
            f"a row has {len(_COLUMNS)} cells, this one {len(cells)}; put quotes round a name with a comma"
        )
    try:
        listed_on = PartialDate.parse(cells[0])
    except ValueError as error:
        raise ValueError(f"{cells[0]!r} is no date: {error}") from error
    return _entry(cells[1], listed_on)


def _entry(name: str, listed_on: PartialDate) -> Entry:
    key = _WORD.sub("-", name.lower()).strip("-")
    if not key:
        raise ValueError("the row has no name")
    said: list[Row] = [
        Statement(prop="id", value=key, original=name, locator="name"),
        *_names(name),
        Relation(
            kind="designated_by", object="authority:US", object_name="United States", programme="FTO",
            instrument="Immigration and Nationality Act, section 219", under_name=name,
            listed_on=str(listed_on), locator="date_designated",
        ),
    ]  # fmt: skip
    return Entry(id=f"us_fto:{key}", schema="Organization", rows=said)


def _names(name: str) -> Iterator[Statement]:
    """The name without its bracket, and the acronyms in it."""
    bracket = _ACRONYM.search(name)
    plain = _ACRONYM.sub("", name).strip() or name
    original = name if plain != name else None
    yield Statement(prop="name", value=plain, original=original, locator="name")
    for part in re.split(r", (?:aka )?| - ", bracket[1] if bracket else ""):
        if part.strip():
            yield Statement(prop="alias", value=part.strip(), original=name, locator="name")


SOURCE = Source(MANIFEST, (Format("us-fto-table", ("fto",), recognises, facts, parse),))

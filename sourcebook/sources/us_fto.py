"""Foreign Terrorist Organizations designated by the US Department of State, as a table of dates and names.

The Department publishes the list as a web page (https://www.state.gov/foreign-terrorist-organizations/); the table
has two columns, the day of designation and the name the page uses today, which for some groups is younger than
the designation. It has no date of its own: the newest designation in it is the day it cannot be older than.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.sources.contract import Facts, Format, Head, Manifest, Source
from sourcebook.sources.tables import records

_COLUMNS = frozenset({"date_designated", "name"})
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
    """One entry a designation."""
    for record in records(stream, "utf-8-sig", _COLUMNS):
        try:
            yield _entry(record["name"], PartialDate.parse(record["date_designated"]))
        except (KeyError, ValueError) as error:
            yield Reject(record=record.get("name") or "?", reason=str(error), printed=str(record)[:80])


def _entry(name: str, listed_on: PartialDate) -> Entry:
    key = _WORD.sub("-", name.lower()).strip("-")
    if not key:
        raise ValueError("the row has no name")
    rows: list[Statement | Relation] = [
        Statement(prop="id", value=key, original=name, locator="name"),
        *_names(name),
        Relation(
            kind="designated_by", object="authority:US", object_name="United States", programme="FTO",
            instrument="Immigration and Nationality Act, section 219", under_name=name,
            listed_on=str(listed_on), locator="date_designated",
        ),
    ]  # fmt: skip
    return Entry(id=f"us_fto:{key}", schema="Organization", rows=list(rows))


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

"""UCDP Non-State Conflict: pairs of organised sides neither of which is a state, year by year.

Two things in one table. What it counts is the sum of a year's events, so its rows are reports that sum up several. What
it says of the sides is more than the events say: their full names and those in their own language, and who fought whom
from when to when; those are statements of UCDP's actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from sourcebook.record.rows import Entry, Relation, Statement
from sourcebook.sources.contract import Facts, Head
from sourcebook.sources.tables import records
from sourcebook.sources.tabular.tabulating import format_of
from sourcebook.sources.ucdp.shipped import mapping

_VERSION = re.compile(r",\"?(\d{2})\.\d\"?\s*$", re.MULTILINE)
_COLUMNS = frozenset({"year", "side_a_id", "side_b_id", "side_a_name", "side_b_name"})
_NAMES = (("_fulltext", "eng"), ("_mothertongue", None))


def facts(head: Head) -> Facts:
    """The year of release, from the version every row carries."""
    found = _VERSION.search(head.text)
    return Facts(published=None if found is None else f"20{found[1]}")


def parse(stream: BinaryIO) -> Iterator[Entry]:
    """What the table says of each actor; the actor dataset holds the actors themselves."""
    names: dict[str, dict[tuple[str, str | None, str], None]] = {}
    rivals: dict[str, dict[tuple[str, str], list[str]]] = {}
    for row in records(stream, "utf-8-sig", _COLUMNS):
        for own, other in (("side_a", "side_b"), ("side_b", "side_a")):
            key = row[f"{own}_id"]
            names.setdefault(key, {}).update(dict.fromkeys(_named(row, own)))
            years = rivals.setdefault(key, {})
            years.setdefault((row[f"{other}_id"], row[f"{other}_name"]), []).append(row["year"])
    for key in sorted(names, key=int):
        rows = [
            Statement(prop="alias", value=name, lang=lang, locator=column)
            for name, lang, column in names[key]
        ]
        ties = [_rival(other, name, years) for (other, name), years in rivals[key].items()]
        yield Entry(id=f"ucdp:{key}", schema="Organization", rows=[*rows, *ties], main=False)


def _named(row: dict[str, str], side: str) -> Iterator[tuple[str, str | None, str]]:
    for ending, lang in _NAMES:
        column = f"{side}_name{ending}"
        value = " ".join(row.get(column, "").split())
        if value and value.lower() not in ("n/a", "na") and value != row[f"{side}_name"]:
            yield value, lang, f"side_name{ending}"


def _rival(other: str, name: str, years: list[str]) -> Relation:
    return Relation(
        kind="rival_of", object=f"ucdp:{other}", object_name=name, valid_from=min(years), valid_until=max(years),
        locator="dyad_id, year",
    )  # fmt: skip


NONSTATE = replace(format_of("ucdp-nonstate", mapping("nonstate.yaml")), facts=facts, parse=parse)

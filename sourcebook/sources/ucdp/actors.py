"""UCDP Actor dataset: every non-state actor UCDP has coded, with its names and where it came from.

One row an actor. An actor keeps its id across a change of name (539 is GSPC and AQIM). Splinters, temporary splits,
alliances and joined groups point at other actors by id, several ids separated by commas, some of which have
no row of their own. The columns are those of the UCDP Actor Dataset Codebook, version 22.1
(https://ucdp.uu.se/downloads/). UCDP names its versions after the year of release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.record.territories import alpha2
from sourcebook.sources.contract import Facts, Format, Head, Manifest
from sourcebook.sources.tables import records

_COLUMNS = frozenset(
    {
        "ActorId",
        "NameData",
        "NameOrig",
        "NameOrigFull",
        "NameOrigFullEng",
        "NameChange",
        "NewName",
        "Splinter",
    }
)
_VERSION = re.compile(r",\"?(\d{2})\.\d\"?\s*$", re.MULTILINE)

MANIFEST = Manifest(
    id="ucdp",
    publisher="Uppsala Conflict Data Program, Uppsala University",
    short="UCDP",
    title="UCDP datasets: actors, events (GED), non-state conflicts, organized violence by country and year",
    licence="CC BY 4.0",
    attribution="Uppsala Conflict Data Program, Department of Peace and Conflict Research, Uppsala University, "
    "CC BY 4.0. Events: Sundberg & Melander 2013, Introducing the UCDP Georeferenced Event Dataset, Journal of Peace "
    "Research 50(4); Davies, Pettersson, Sollenberg & Öberg 2025, Organized violence 1989-2024, Journal of Peace "
    "Research 62(4)",
    url="https://ucdp.uu.se/downloads/",
    formats="actors as CSV, 19.1 and later; GED and candidate events as CSV (zip or plain), 17.1 and later; non-state "
    "conflicts and organized violence by country and year as CSV",
    rhythm="yearly",
    rights="attribution",
    floor={"actor": 1500, "ged": 130_000, "nonstate": 1000, "country_year": 15_000},
    kind="dataset",
    needs={"nonstate": "actor"},
)

# Column, property, language: the names of an actor. "n/a" stands for a name UCDP does not know.
_NAMES = (
    ("NameData", "name", None),
    ("NameOrigFullEng", "alias", "eng"),
    ("NameOrigFull", "alias", None),
    ("NameOrig", "alias", None),
    ("NewNameFullEng", "alias", "eng"),
    ("NewNameFullMotherTongue", "alias", None),
    ("NewName", "alias", None),
)
# Column of the ids, column of the names, kind: whom an actor came from, joined or fought beside.
_TIES = (
    ("ActorIdPrev", "NamePrev", "split_from", None),
    ("ActorIdSplitTemp", "NameSplitTemp", "split_from", "temporary"),
    ("ActorIdGroup", "GroupName", "joined", None),
    ("ActorIdAlliance", "NameAlliance", "allied_with", None),
)
_IDENTIFIERS = ("ConflictId", "DyadId", "OSID", "OSCoalitionID", "NSID", "NSCoalitionID")
_ORG = {
    "1": "formally organised group",
    "2": "informally organised supporters or affiliates",
    "3": "informally organised group of a common identity",
    "4": "government",
}


def recognises(head: Head) -> bool:
    """Whether a file is the actor table: by its header."""
    first = head.text.split("\n", 1)[0]
    return first.startswith("ActorId,") and "NameOrigFullEng" in first and "ActorIdPrev" in first


def facts(head: Head) -> Facts:
    """The year of release, from the version every row carries."""
    found = _VERSION.search(head.text)
    return Facts(published=None if found is None else f"20{found[1]}")


def parse(stream: BinaryIO) -> Iterator[Item]:
    """One entry an actor."""
    for record in records(stream, "utf-8-sig", _COLUMNS):
        key = record["ActorId"]
        if key.isdigit():
            yield _entry(key, record)
        else:
            yield Reject(
                record=key or "?",
                reason="the actor has no numeric id",
                locator="ActorId",
                printed=key,
            )


def _entry(key: str, record: dict[str, str]) -> Entry:
    rows: list[Statement | Relation] = [Statement(prop="id", value=key, locator="ActorId")]
    rows += _names(record)
    rows += _renaming(record)
    rows += [
        row for ids, names, kind, role in _TIES for row in _ties(record, ids, names, kind, role)
    ]
    rows += _places(record)
    rows += _codes(record)
    return Entry(id=f"ucdp:{key}", schema=_schema(record), rows=list(rows))


def _schema(record: dict[str, str]) -> str:
    return "PublicBody" if record.get("Org") == "4" else "Organization"


def _names(record: dict[str, str]) -> Iterator[Statement]:
    """Each name once; those before a change of name as previous names."""
    renamed, said = record.get("NameChange") == "1", set[str]()
    for column, prop, lang in _NAMES:
        value = _given(record, column)
        if value is not None and value not in said:
            said.add(value)
            former = renamed and column.startswith("NameOrig")
            yield Statement(
                prop="previousName" if former else prop, value=value, lang=lang, locator=column
            )


def _given(record: dict[str, str], column: str) -> str | None:
    value = " ".join(record.get(column, "").split())
    return None if value.lower() in ("", "n/a") else value


def _renaming(record: dict[str, str]) -> Iterator[Relation]:
    old, new = _given(record, "NameOrig"), _given(record, "NewName")
    if record.get("NameChange") == "1" and new is not None:
        itself = f"ucdp:{record['ActorId']}"
        yield Relation(
            kind="renamed_to",
            object=itself,
            object_name=new,
            under_name=old,
            locator="NameChange, NewName",
        )


def _ties(
    record: dict[str, str], ids: str, names: str, kind: str, role: str | None
) -> Iterator[Relation]:
    """One relation for each id; the names are used only where there are as many of them."""
    keys = _split(record.get(ids, ""))
    printed = _split(record.get(names, ""))
    whole = " ".join(record.get(names, "").split()) or None
    for at, key in enumerate(keys):
        name = printed[at] if len(printed) == len(keys) else whole
        yield Relation(
            kind=kind, object=f"ucdp:{key}", object_name=name, role=role, locator=f"{ids}, {names}"
        )


def _split(printed: str) -> list[str]:
    return [part.strip() for part in printed.split(",") if part.strip()]


def _places(record: dict[str, str]) -> Iterator[Statement]:
    for place in _split(record.get("Location", "")):
        code = alpha2(place)
        yield Statement(
            prop="country",
            value=code or place,
            original=place if code else None,
            locator="Location",
        )


def _codes(record: dict[str, str]) -> Iterator[Statement]:
    """UCDP's own identifiers and codes, by which its event datasets name the actor."""
    for column in _IDENTIFIERS:
        for value in _split(record.get(column, "")):
            yield Statement(prop="sb:ucdpId", value=f"{column} {value}", locator=column)
    for column in ("GWNOLoc", "Region"):
        for value in _split(record.get(column, "")):
            yield Statement(prop="sb:ucdpCode", value=f"{column} {value}", locator=column)
    kind = _ORG.get(record.get("Org", ""))
    if kind is not None:
        yield Statement(prop="sb:actorType", value=kind, original=record["Org"], locator="Org")
    if record.get("PrimaryParty") == "1":
        yield Statement(
            prop="sb:actorType", value="primary party to a conflict", locator="PrimaryParty"
        )


FORMATS = (Format("ucdp-actor-csv", ("actor",), recognises, facts, parse),)

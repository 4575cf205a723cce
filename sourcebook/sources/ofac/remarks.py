"""OFAC's remarks: everything it knows beside the name, as clauses in one line of at most 1,000 characters.

`DOB 20 Apr 1970; POB Meftah, Algeria; nationality Algeria; a.k.a. 'ABDELWADOUD, Abou'.` Clauses are parted by
semicolons; each begins with a label (see `labels`), `alt.` before it for a further value. A remark that is cut
off at its thousandth character goes on in sdn_comments.csv in the middle of a word; the two pieces of the cut
clause are kept as notes, since neither can be read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import structs

from sourcebook.record.rows import Reject, Statement
from sourcebook.sources.ofac.labelled import Labelled, Read, read
from sourcebook.sources.ofac.labels import CLAUSE, plain_label
from sourcebook.sources.ofac.names import other

CUT_AT = 1000
_ALIAS = re.compile(r"(?P<kind>[afn]\.k\.a\.) ['\"](?P<name>.+)['\"]")
_ALT = re.compile(r"^[aA]lt\. +")
# The point that ends a remark is also the one of an abbreviation it ends in ("S.A. DE C.V.").
_ABBREVIATED = re.compile(r"\.[A-Za-z]$")
_BRACKETED = re.compile(r"^\((Linked To: .*)\)$")
_LOCATOR = "Remarks"


def clauses(record: str, remark: str, goes_on: bool = False) -> Iterator[Read]:
    """What a remark says.

    Args:
        record: Id of the entry.
        remark: The whole text.
        goes_on: The text is the continuation of a cut remark.
    """
    parts = _parted(remark)
    first = parts.pop(0) if goes_on and parts else None
    last = parts.pop() if len(remark) >= CUT_AT and not remark.endswith(".") and parts else None
    if first is not None:
        yield _piece(first, "first clause, begun in sdn.csv")
    for clause in parts:
        for row in _said(clause):
            yield row if isinstance(row, Statement) else _of(record, row)
    if last is not None:
        yield _piece(last, "last clause, cut off")


def _parted(remark: str) -> list[str]:
    folded = " ".join(remark.split())
    whole = folded.removesuffix(".")
    if whole != folded and _ABBREVIATED.search(whole):
        whole = folded
    return [part.strip() for part in whole.split("; ") if part.strip(" ;")]


# Many clauses stand in many entries ("Gender Male", "Secondary sanctions risk: ..."), and rows are frozen.
@lru_cache(maxsize=8192)
def _said(clause: str) -> tuple[Read, ...]:
    """What a clause says, whoever it is said of."""
    return tuple(_clause("", clause))


def _of(record: str, row: Read) -> Read:
    return structs.replace(row, record=record) if isinstance(row, Reject) else row


def _clause(record: str, clause: str) -> Iterator[Read]:
    plain = _ALT.sub("", clause, count=1) if clause.startswith(("alt.", "Alt.")) else clause
    alias = _ALIAS.fullmatch(plain) if plain[1:6] == ".k.a." else None
    if alias is not None:
        name = re.sub(r"^'(.*)'$", r"\1", alias["name"])
        yield other(alias["kind"], name, True, f"{_LOCATOR}/{alias['kind']}", clause)
        return
    found = CLAUSE.fullmatch(_BRACKETED.sub(r"\1", plain) if plain.startswith("(") else plain)
    if found is None:
        yield Statement(prop="notes", value=clause, locator=_LOCATOR, quote=clause)
        return
    label = (found["label"] + found["join"]).strip()
    locator = f"{_LOCATOR}/{plain_label(label)}"
    yield from read(
        record, Labelled(label=label, value=found["value"], locator=locator, quote=clause)
    )


def _piece(clause: str, where: str) -> Statement:
    return Statement(prop="notes", value=clause, locator=f"{_LOCATOR}/{where}", quote=clause)

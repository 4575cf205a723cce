"""Remarks of the EU list: prose in brackets, with a few fixed phrases in it.

`Date of UN designation` is the label of a field that the list also fills for programmes of its own (Zimbabwe):
it is read as a listing by the United Nations only under programmes that carry out a UN list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcebook.record.rows import Relation, Statement
from sourcebook.sources.eu.subject import Subject

_LISTED = re.compile(r"Date of UN designation: (\d{4}-\d{2}-\d{2})")
_REGIME = re.compile(
    r"in regime (?P<act>\d[^()]* \(OJ [^()]*\)) of programme (?P<programme>[A-Z]+)"
)
_UN_ID = re.compile(
    r"\bUN (?:Ref(?:erence)?(?: number| no\.?)?|ID)[:\s]+(?P<id>[A-Z]{2}[ei]?\.?[A-Z0-9.]+\d)"
)
_UN_PROGRAMMES = frozenset(
    {
        "TAQA",
        "AFG",
        "COD",
        "IRQ",
        "CAF",
        "PRK",
        "UNLI",
        "LBY",
        "SOM",
        "SSD",
        "SDN",
        "YEM",
        "HTI",
        "MLI",
        "GNB",
        "ERI",
    }
)


def said_in(remark: str, subject: Subject) -> Iterator[Statement | Relation]:
    """The remark as a note, and what its fixed phrases say."""
    folded = " ".join(remark.split())
    yield Statement(prop="notes", value=folded, locator="remark", quote=folded)
    yield from _un_designation(folded, subject)
    yield from _regimes(folded, subject)
    for found in _UN_ID.finditer(folded):
        yield Statement(prop="sb:unReference", value=found["id"], locator="remark", quote=found[0])


def _un_designation(remark: str, subject: Subject) -> Iterator[Statement | Relation]:
    found = _LISTED.search(remark)
    if found is None:
        return
    programmes = {act.programme for act in subject.regulations}
    if subject.un_reference or programmes & _UN_PROGRAMMES:
        yield Relation(
            kind="designated_by", object="authority:UN", object_name="United Nations",
            reference=subject.un_reference, listed_on=found[1], locator="remark", quote=found[0],
        )  # fmt: skip
    else:
        yield Statement(prop="sb:designationDate", value=found[1], locator="remark", quote=found[0])


def _regimes(remark: str, subject: Subject) -> Iterator[Relation]:
    """The regimes a remark says the entity is sanctioned in, where they are not among its acts."""
    known = {(act.title, act.programme) for act in subject.regulations}
    for found in _REGIME.finditer(remark):
        if (found["act"], found["programme"]) not in known:
            yield Relation(
                kind="designated_by", object="authority:EU", object_name="European Union",
                programme=found["programme"], instrument=found["act"], reference=subject.eu_reference,
                locator="remark", quote=found[0],
            )  # fmt: skip

"""Names of the group, one fact for each spelling, and the changes of name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sourcebook.profiles.facts import Claim, NameFact, Renaming
from sourcebook.profiles.gathering.witness import REGISTER, Witness, detail
from sourcebook.record.dates import PartialDate, parsed
from sourcebook.record.held import Held
from sourcebook.record.rows import Relation, Statement

_KINDS = {
    "name": "primary", "previousName": "former", "alias": "alias", "weakAlias": "alias", "abbreviation": "acronym"
}  # fmt: skip
_RANK = ("native", "former", "primary", "acronym", "translation", "alias")


def names(statements: Sequence[Held[Statement]], witness: Witness) -> tuple[NameFact, ...]:
    """Every spelling once; letters in capitals alone do not make another."""
    grouped: dict[str, list[Held[Statement]]] = {}
    for held in statements:
        if held.row.prop in _KINDS:
            grouped.setdefault(_folded(held.row.value), []).append(held)
    return tuple(_name(same, witness) for same in grouped.values())


def _name(same: list[Held[Statement]], witness: Witness) -> NameFact:
    texts = sorted({h.row.value for h in same}, key=lambda t: (t.isupper() and " " in t, t))
    langs = sorted(h.row.lang for h in same if h.row.lang)
    grades = tuple(sorted({h.row.grade for h in same if h.row.grade}))
    claims = tuple(witness.period(h) for h in same)
    return NameFact(texts[0], _kind(same), langs[0] if langs else None, grades, claims)


def _kind(same: list[Held[Statement]]) -> str:
    """What the register says it is, else what the lists do: an old name that one list still prints first is old."""
    by_us = [str(detail(h.row).get("kind")) for h in same if h.provenance.source == REGISTER]
    found = [k for k in by_us if k in _RANK] or [_KINDS[h.row.prop] for h in same]
    return min(found, key=_RANK.index)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'").replace("`", "'")
    return " ".join(plain.split())


def renamings(relations: Sequence[Held[Relation]], witness: Witness) -> tuple[Renaming, ...]:
    """The changes of name in order of time; undated ones only where no source gives a date."""
    grouped: dict[tuple[str, str], list[Held[Relation]]] = {}
    for held in relations:
        if held.row.kind == "renamed_to" and held.row.under_name and held.row.object_name:
            grouped.setdefault((held.row.under_name, held.row.object_name), []).append(held)
    found = [Renaming(old, new, _dates(same, witness)) for (old, new), same in grouped.items()]
    dated = [r for r in found if r.claims]
    dated.sort(key=lambda r: min(c.value for c in r.claims))
    return tuple(dated or found[:1])


def _dates(same: list[Held[Relation]], witness: Witness) -> tuple[Claim[PartialDate], ...]:
    return tuple(
        witness.claim(h, when) for h in same if (when := parsed(h.row.valid_from)) is not None
    )

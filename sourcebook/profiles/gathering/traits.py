"""Dates of the group itself, aims, strength, resources, areas, targets, tactics, gaps: the statements about it."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.profiles.facts import (
    AreaFact,
    Claim,
    Dates,
    GapFact,
    Share,
    StrengthFact,
    TagFact,
    TextFact,
)
from sourcebook.profiles.gathering.witness import REGISTER, Witness, detail
from sourcebook.record.dates import parsed
from sourcebook.record.held import Held
from sourcebook.record.rows import Statement

Rows = Sequence[Held[Statement]]


def dates(rows: Rows, prop: str, witness: Witness) -> Dates:
    """What sources give for a date of the group."""
    return tuple(
        witness.claim(h, when)
        for h in rows
        if h.row.prop == prop and (when := parsed(h.row.value)) is not None
    )


def value(rows: Rows, prop: str) -> str:
    """A plain value of the register, such as the acronym."""
    return next((h.row.value for h in rows if h.row.prop == prop), "")


def texts(rows: Rows, prop: str, witness: Witness) -> tuple[TextFact, ...]:
    """Sentences or words, each once with everybody who says so."""
    grouped: dict[tuple[str, str], list[Held[Statement]]] = {}
    for held in rows:
        if held.row.prop == prop:
            kind = str(detail(held.row).get("kind") or "")
            grouped.setdefault((held.row.value, kind), []).append(held)
    return tuple(
        TextFact(text, kind, tuple(witness.period(h) for h in same))
        for (text, kind), same in grouped.items()
    )


def strength(rows: Rows, witness: Witness) -> tuple[StrengthFact, ...]:
    """Each estimate by itself: estimates are never merged."""
    return tuple(_estimate(h, witness) for h in rows if h.row.prop == "sb:strength")


def _estimate(held: Held[Statement], witness: Witness) -> StrengthFact:
    more = detail(held.row)
    return StrengthFact(
        at=parsed(more.get("at")), low=more.get("low"), best=more.get("best"), high=more.get("high"),
        scope=str(more.get("scope") or ""), evidence=witness.evidence(held), note=str(more.get("note") or ""),
    )  # fmt: skip


def areas(rows: Rows, witness: Witness) -> tuple[AreaFact, ...]:
    """The register's areas with their roles, and the countries that lists and datasets print."""
    grouped: dict[tuple[str, str, str], list[Held[Statement]]] = {}
    for held in rows:
        if held.row.prop == "sb:area":
            more = detail(held.row)
            key = (
                held.row.value.upper(),
                str(more.get("place") or ""),
                str(more.get("role") or "operation"),
            )
        elif held.row.prop == "country" and held.provenance.source != REGISTER:
            key = (_code(held.row.value), "", "country")
        else:
            continue
        grouped.setdefault(key, []).append(held)
    return tuple(
        AreaFact(country, place, role, tuple(witness.period(h) for h in same))
        for (country, place, role), same in grouped.items()
    )


def _code(printed: str) -> str:
    return printed.upper() if len(printed) == 2 else printed


def tags(rows: Rows, prop: str, witness: Witness) -> tuple[TagFact, ...]:
    """Targets or tactics, with the shares that datasets count; what most sources name comes first."""
    grouped: dict[str, list[Claim[Share | None]]] = {}
    for held in rows:
        if held.row.prop == prop:
            more = detail(held.row)
            count = more.get("count")
            share = None if count is None else Share(int(count), more.get("of"))
            grouped.setdefault(held.row.value, []).append(witness.claim(held, share))
    found = [TagFact(value, tuple(claims)) for value, claims in grouped.items()]
    return tuple(sorted(found, key=lambda f: (-len(f.claims), f.value)))


def gaps(rows: Rows) -> tuple[GapFact, ...]:
    """Where the register's editors looked in vain."""
    return tuple(
        GapFact(h.row.value, str(more.get("looked_at") or ""), str(more.get("note") or ""))
        for h in rows
        if h.row.prop == "sb:gap" and (more := detail(h.row)) is not None
    )

"""Somebody to look for, and how.

A query is what the asker knows: one or several spellings of a name, and perhaps when and where the person was born,
of what country, under which document number. Only the names find; the rest is evidence for or against.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Query(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whom to look for.

    Attributes:
        names: Spellings of one name, in any script.
        schema: FollowTheMoney schema (`Person`, `Organization`, `LegalEntity`, …); None: whatever bears the name.
        born: EDTF dates of birth, each as precise as it is known: `1965`, `1970-04-20`.
        countries: ISO 3166 alpha-2 codes: nationality, jurisdiction, residence.
        birth_places: Places of birth, as printed.
        gender: `male`, `female`, or None.
        identifiers: Passport, registration and other official numbers.
        ref: The asker's own id: echoed, never scored.
    """

    names: tuple[str, ...]
    schema: str | None = None
    born: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    gender: str | None = None
    identifiers: tuple[str, ...] = ()
    ref: str | None = None


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Where to look, when, and what to report.

    Attributes:
        limit: The most hits for one query.
        threshold: From which score on a hit counts as a match.
        cutoff: Hits that score no more than this, or than the threshold where that is lower, are dropped.
        known: Only what the sources had said by this day; None: all that the record knows.
        as_of: Only designations in force on this day; None: whatever the lists carry.
        sources: Only entries of these sources; empty: of all.
        exclude_sources: No entries of these.
        exclude_schemata: Nothing of these schemata.
        topics: Only entities with one of these topics (`sanction`, `crime.terror`); empty: all.
        changed_since: Only entries that a list added or amended since this day.
        exclude_ids: Entities (canonical ids or entries) that are not to be reported; any number.
        with_cleared: Whether to report hits that were cleared, marked as such.
    """

    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.5
    known: date | None = None
    as_of: date | None = None
    sources: tuple[str, ...] = ()
    exclude_sources: tuple[str, ...] = ()
    exclude_schemata: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    changed_since: date | None = None
    exclude_ids: frozenset[str] = frozenset()
    with_cleared: bool = True

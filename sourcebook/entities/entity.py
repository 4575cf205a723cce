"""An entity and the view of the record it is drawn in.

The form is FollowTheMoney's (https://followthemoney.tech/docs/) with the fields that OpenSanctions adds: the datasets
it is from, the ids of the entries that are one with it, when it was first and last seen and last changed.
"""

from __future__ import annotations

from datetime import date

import msgspec

# Of persons: they serve matching, and are shown to nobody who does not ask for them.
PRIVATE = frozenset({
    "address", "addressEntity", "idNumber", "passportNumber", "socialSecurityNumber", "taxNumber", "phone", "email",
    "sb:identityDocument",
})  # fmt: skip


class View(msgspec.Struct, frozen=True):
    """How the record is looked at.

    Attributes:
        known: Only what the sources had said by this day.
        as_of: Only ties and designations that held on this day; None: all that the sources carry.
        withheld: Sources whose terms keep their rows in.
        private: Whether home addresses and document numbers of persons are shown.
    """

    known: date
    as_of: date | None = None
    withheld: frozenset[str] = frozenset()
    private: bool = False


class Entity(msgspec.Struct, kw_only=True, omit_defaults=False):
    """A group, person, thing or tie.

    Attributes:
        id: Canonical id; of a tie `row:` and the id of its row.
        caption, schema: How it is headed, and what it is.
        properties: Values by FollowTheMoney property; where a tie names another entity, that entity or its id.
        datasets: The sources that speak of it.
        referents: The entries that are one with it.
        target: Whether somebody designates it.
        first_seen: Day of the first loaded version with it.
        last_seen: Day of the newest one with it.
        last_change: Day of the newest one that said something new of it.
    """

    id: str
    caption: str
    schema: str
    properties: dict[str, list[str | Entity]]
    datasets: list[str] = []
    referents: list[str] = []
    target: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None


def moment(day: date | None) -> str | None:
    """A day as the wire wants it."""
    return None if day is None else f"{day.isoformat()}T00:00:00"

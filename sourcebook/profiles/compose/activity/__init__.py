"""What datasets of events say the group did: counted, drawn and told.

Every number is a dataset's coding, and the sentence says whose. What no loaded dataset codes is named and not drawn;
a month that none covers is hatched, which is not the same as quiet.
"""

from __future__ import annotations

from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.model import Gap, Section


def activity(desk: Desk) -> Section:
    """What datasets say it did; that none is loaded, where none is."""
    title, fact = desk.label("section.activity"), desk.facts.activity
    if fact is None:
        return Section("activity", title, (Gap(desk.label("activity.none_loaded")),))
    # A page without events has no use for the drawings and the sums.
    from sourcebook.profiles.compose.activity.section import blocks  # noqa: PLC0415

    return Section("activity", title, tuple(blocks(desk, fact)))


__all__ = ["activity"]

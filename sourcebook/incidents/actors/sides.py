"""A side of an event that lists several actors: "AQIM, Jama'atu Ahlis Sunna Lidda'awati wal-Jihad, MUJAO".

Commas also stand inside names, so a side is split only where every part that results is a known actor or where none of
the joined readings is one; what stands in brackets is never split.
"""

from __future__ import annotations

import re
from collections.abc import Container

_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")


def split_side(printed: str, known: Container[str] = ()) -> tuple[str, ...]:
    """The actors a side lists, in its order.

    Args:
        printed: As the dataset prints the side.
        known: Names that are known to be one actor's, as printed.
    """
    whole = printed.strip()
    if whole in known:
        return (whole,)
    parts = [part.strip() for part in _COMMA.split(whole) if part.strip()]
    out: list[str] = []
    while parts:
        taken = _longest(parts, known)
        out.append(", ".join(parts[:taken]))
        parts = parts[taken:]
    return tuple(out)


def _longest(parts: list[str], known: Container[str]) -> int:
    """How many of the first parts are one known name; one where none are."""
    for length in range(len(parts), 1, -1):
        if ", ".join(parts[:length]) in known:
            return length
    return 1

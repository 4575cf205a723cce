"""After which of its reports an incident is called: those of datasets whose rows may be shown come first."""

from __future__ import annotations

FIRST = ("register", "ucdp")


def precedence(incident: str) -> tuple[int, str]:
    """The lower of two is the one that both are called when they are one.

    Args:
        incident: `source:event`, or `source/part:event`.
    """
    source = incident.partition(":")[0].partition("/")[0]
    return (FIRST.index(source) if source in FIRST else len(FIRST), incident)

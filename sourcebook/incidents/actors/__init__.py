"""Actors as datasets print them, resolved to the record's groups: who `AQIM, …, MUJAO` or `Muslim Extremists` are.

UCDP, ACLED and GTD spell every actor differently. A name is resolved once for all events, with a grade (same, wing,
umbrella, faction, allied, generic, uncertain), a score and its ground; what is uncertain waits for a person,
and what people judge comes first. How, and how well, is in docs/actors-methods.md.
"""

from sourcebook.incidents.actors.compiling import load_resolution
from sourcebook.incidents.actors.groups import Groups
from sourcebook.incidents.actors.resolution import Asked, Resolution, actor_id
from sourcebook.incidents.actors.resolving import resolve, resolve_actors
from sourcebook.incidents.actors.sides import split_side

__all__ = [
    "Asked", "Groups", "Resolution", "actor_id", "load_resolution", "resolve", "resolve_actors", "split_side",
]  # fmt: skip

"""Whom an exact name means: a printed name looked up among the names of the record's groups.

Twenty-three names of UCDP's actor file are borne by several of its actors (PLA in India and in China); the countries of
the events tell most of them apart, and what they do not tell apart goes to review.
"""

from __future__ import annotations

from sourcebook.incidents.actors.groups import Group, Groups
from sourcebook.incidents.actors.owners import Owner
from sourcebook.names import search_key

UCDP = "ucdp:"


def bearers(groups: Groups, name: str, source: str = UCDP) -> list[int]:
    """The groups that a source calls exactly so; by its main names, else by any of its names.

    Args:
        groups: Of the record.
        name: As printed.
        source: Prefix of the source's entries; empty for any source and any spelling of one key.
    """
    held = [groups.groups[at] for at in groups.by_key.get(search_key(name), ())]
    if not source:
        return list(groups.by_key.get(search_key(name), ()))
    found = {prop: _bearing(held, name, source, prop) for prop in ("name", "previousName", "alias")}
    first = next((ids for ids in found.values() if ids), [])
    return [groups.by_entry[entry] for entry in first]


def _bearing(held: list[Group], name: str, source: str, prop: str) -> list[str]:
    wanted = " ".join(name.split())
    entries = {
        n.entry
        for group in held
        for n in group.names
        if n.prop == prop and n.entry.startswith(source) and " ".join(n.text.split()) == wanted
    }
    return sorted(entries)


def at_home(groups: Groups, found: list[int], countries: frozenset[str]) -> list[int]:
    """Of several groups those at home in one of some countries; all of them where none is."""
    home = [at for at in found if groups.groups[at].countries & countries]
    return home or found


def as_asked(group: Group, name: str) -> Owner:
    """A group under a name: a former name means it as it was, with its former names alone.

    Args:
        group: Of the record.
        name: One of its names.
    """
    ucdp = [n for n in group.names if n.entry.startswith(UCDP)]
    called = {n.prop for n in ucdp if n.text == name}
    former = {n.text: None for n in ucdp if n.prop == "previousName"}
    if called == {"previousName"}:
        own = frozenset(former)
        return Owner(tuple(former), frozenset((name,)), own, group.countries)
    whole = group.owner
    own = whole.own - (frozenset(former) - {name})
    return Owner(whole.names, frozenset((name,)) | (whole.first & own), own, whole.countries)

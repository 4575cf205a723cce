"""Printed names resolved to the record's groups: the surest ground first.

What people judged comes first, then a dataset's own id, the form of a name (a state, civilians, a crowd), an exact
name of UCDP with the countries of the events where several bear it, and last the likeness of names. A few thousand
distinct names are resolved at once; events are never looked at one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pyarrow as pa

from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.groups import Ask, Group, Groups
from sourcebook.incidents.actors.heads import Followings
from sourcebook.incidents.actors.judged import Judged
from sourcebook.incidents.actors.kinds import read
from sourcebook.incidents.actors.known import at_home, bearers
from sourcebook.incidents.actors.likely import by_likeness, countries
from sourcebook.incidents.actors.resolution import Asked, Basis, Resolution, table
from sourcebook.record.territories import name as state_name

STATE = "state:"


def resolve_actors(actors: pa.Table, ask: Ask, judgements: Sequence[Judgement] = ()) -> pa.Table:
    """Resolve the distinct actors of event datasets.

    Args:
        actors: Columns `source`, `name`, and, null where unknown, `dataset_id`, `country` (ISO), `from_year` and
            `until_year`, and a list `countries` (ISO) of all its events: one row for each distinct actor. A name of
            UCDP that several actors bear is answered once for each of its countries.
        ask: Answers SQL about the record with columns, after identities are linked: `Record.arrow`.
        judgements: Those in force.

    Returns:
        The table `actor_resolution` (`resolution.SCHEMA`), sorted.
    """
    if not actors.num_rows:
        return table([])
    groups = Groups.read(ask)
    asked = [one for row in actors.to_pylist() for one in _asked(groups, row)]
    return table(resolve(groups, asked, judgements))


def _asked(groups: Groups, row: dict[str, Any]) -> list[Asked]:
    """What a row asks: once, or for each country where a name of UCDP is several actors'."""
    countries = tuple(sorted(code for code in row.pop("countries", None) or () if code))
    one = Asked(**row, countries=countries)
    if not one.of_ucdp or one.dataset_id or one.country or not countries[1:]:
        return [one]
    if not bearers(groups, one.name)[1:]:
        return [one]
    return [msgspec.structs.replace(one, country=code, countries=()) for code in countries]


def resolve(
    groups: Groups, asked: Sequence[Asked], judgements: Sequence[Judgement] = ()
) -> list[Resolution]:
    """Resolve names against groups.

    Args:
        groups: Of the record.
        asked: The names, in any order.
        judgements: Those in force.
    """
    judged, followings = Judged.of(groups, judgements), Followings(groups)
    found: dict[Asked, Resolution] = {}
    for one in sorted(set(asked), key=_key):
        known = (
            _judged(judged, groups, one)
            or _by_id(groups, one)
            or _by_form(groups, one, followings)
            or _by_name(groups, one)
        )
        if known is not None:
            found[one] = known
    rest = [one for one in sorted(set(asked), key=_key) if one not in found]
    return [*found.values(), *by_likeness(groups, rest, judged, followings)]


def _key(asked: Asked) -> tuple[str, ...]:
    return (
        asked.source,
        asked.name,
        asked.dataset_id or "",
        asked.country or "",
        str(asked.from_year),
    )


def _judged(judged: Judged, groups: Groups, asked: Asked) -> Resolution | None:
    if asked.actor not in judged.same or asked.actor in groups.by_entry:
        return None
    judgement, entry = judged.same[asked.actor]
    why = f"{judgement.who} judged so: {judgement.why}"
    return _means(groups, asked, entry, ("judged", why))


def _means(groups: Groups, asked: Asked, entry: str, ground: tuple[Basis, str]) -> Resolution:
    """That a name means an entry; under the canonical id of its group, or of the state it is."""
    group = groups.groups[groups.by_entry[entry]]
    state = read(group.caption).state if group.state else None
    canonical = f"{STATE}{state}" if state else group.id
    return Resolution(asked, entry, canonical, "same", 1.0, *ground)


def _by_id(groups: Groups, asked: Asked) -> Resolution | None:
    if not asked.dataset_id or not asked.of_ucdp:
        return None
    entry = f"ucdp:{asked.dataset_id}"
    if entry not in groups.by_entry:
        return None
    return _means(groups, asked, entry, ("id", f"the dataset gives UCDP's id {asked.dataset_id}"))


def _by_form(groups: Groups, asked: Asked, followings: Followings) -> Resolution | None:
    """A state, civilians or a crowd; a name that a group bears exactly, or of its head's people, is none of them."""
    actor = read(asked.name)
    if actor.kind == "group":
        return None
    if actor.kind == "generic" and (
        bearers(groups, asked.name, "") or followings.of(asked.name, countries(asked))
    ):
        return None
    if actor.kind != "state":
        what = "civilians" if actor.kind == "civilians" else "a kind of people, not a group"
        return Resolution(asked, None, None, "generic", 1.0, "form", f"the name speaks of {what}")
    entry = _government(groups, asked, actor.state or "")
    why = f"the name is a form of the state {state_name(actor.state or '')} and its forces"
    return Resolution(asked, entry, f"{STATE}{actor.state}", "same", 1.0, "state", why)


def _government(groups: Groups, asked: Asked, code: str) -> str | None:
    """The entry of a state's government: the one of that name, else the first that UCDP numbered."""
    named = [groups.groups[at] for at in bearers(groups, asked.name)]
    held = named or [g for g in groups.groups if g.state and read(g.caption).state == code]
    entries = [entry for group in held for entry in group.entries if entry.startswith("ucdp:")]
    return min(entries, key=lambda entry: (len(entry), entry), default=None)


def _by_name(groups: Groups, asked: Asked) -> Resolution | None:
    """An exact name of UCDP, in a dataset of UCDP."""
    if not asked.of_ucdp:
        return None
    found = bearers(groups, asked.name)
    home = at_home(groups, found, countries(asked))
    if not found:
        return None
    if len(home) == 1:
        where = (
            f", the only one of {len(found)} at home in {asked.country}" if len(found) > 1 else ""
        )
        entry = _ucdp_entry(groups.groups[home[0]], asked.name)
        return _means(groups, asked, entry, ("name", f"UCDP's actor file has this name{where}"))
    told = "; ".join(
        f"{_ucdp_entry(groups.groups[at], asked.name)} ({groups.groups[at].caption})" for at in home
    )
    return Resolution(
        asked,
        None,
        None,
        "uncertain",
        1 / len(home),
        "name",
        f"UCDP gives this name to several: {told}",
    )


def _ucdp_entry(group: Group, name: str) -> str:
    """The UCDP entry of a group that bears a name."""
    wanted = " ".join(name.split())
    held = [
        n.entry
        for n in group.names
        if n.entry.startswith("ucdp:") and " ".join(n.text.split()) == wanted
    ]
    return min(held, default=min(group.entries))

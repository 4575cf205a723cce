"""Printed names resolved to the record's groups: the surest ground first.

What people judged comes first, then a dataset's own id, the form of a name (a state, civilians, a crowd), an exact
name of UCDP with the countries of the events where several bear it, and last the likeness of names. A few thousand
distinct names are resolved at once; events are never looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sourcebook.identity.journal import Judgement
from sourcebook.incidents.actors.groups import Ask, Group, Groups
from sourcebook.incidents.actors.kinds import read
from sourcebook.incidents.actors.known import at_home, bearers
from sourcebook.incidents.actors.likelihood import Models, likelihood, models
from sourcebook.incidents.actors.matching import pairs
from sourcebook.incidents.actors.owners import Flags, Floats, Owner, Side
from sourcebook.incidents.actors.resolution import Asked, Basis, Resolution, table
from sourcebook.incidents.actors.standing import SCORES, Standing, by_ties, by_words
from sourcebook.record.territories import name as state_name

Candidate = tuple[int, float]
Whole = NDArray[np.int64] | NDArray[np.int32]
STATE = "state:"
UCDP = "ucdp"
# How many candidates of an uncertain name are told.
TOLD = 3
# Odds of a group that is at home where the events were, and of one that is not.
HERE, ELSEWHERE = 0.6, -1.2
# How far, in odds, the best group has to be ahead of another that would do.
AHEAD = 2.5
# A dataset of UCDP prints its own actors' names: what its actor file lacks is hardly another's name spelt differently.
SURE_OF_UCDP = 0.9
# And of one that bears exactly the printed name.
EXACT = 1.5


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
    if not one.source.startswith(UCDP) or one.dataset_id or one.country or not countries[1:]:
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
    judged = _Judged.of(groups, judgements)
    found: dict[Asked, Resolution] = {}
    for one in sorted(set(asked), key=_key):
        known = (
            _judged(judged, groups, one)
            or _by_id(groups, one)
            or _by_form(groups, one)
            or _by_name(groups, one)
        )
        if known is not None:
            found[one] = known
    rest = [one for one in sorted(set(asked), key=_key) if one not in found]
    return [*found.values(), *_by_likeness(groups, rest, judged)]


def _key(asked: Asked) -> tuple[str, ...]:
    return (
        asked.source,
        asked.name,
        asked.dataset_id or "",
        asked.country or "",
        str(asked.from_year),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """Judgements about datasets' actors: who is the same as which group, and who is not.

    Attributes:
        same: Actor to the judgement and the entry it is one with.
        different: Pairs of an actor and the index of a group.
    """

    same: dict[str, tuple[Judgement, str]]
    different: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, groups: Groups, judgements: Iterable[Judgement]) -> _Judged:
        same: dict[str, tuple[Judgement, str]] = {}
        different: set[tuple[str, int]] = set()
        for j in judgements:
            for actor, entry in ((j.a, j.b), (j.b, j.a)):
                if entry not in groups.by_entry:
                    continue
                if j.verdict == "same":
                    same.setdefault(actor, (j, entry))
                elif j.verdict == "different":
                    different.add((actor, groups.by_entry[entry]))
        return cls(same, frozenset(different))


def _judged(judged: _Judged, groups: Groups, asked: Asked) -> Resolution | None:
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
    if not asked.dataset_id or not asked.source.startswith(UCDP):
        return None
    entry = f"ucdp:{asked.dataset_id}"
    if entry not in groups.by_entry:
        return None
    return _means(groups, asked, entry, ("id", f"the dataset gives UCDP's id {asked.dataset_id}"))


def _by_form(groups: Groups, asked: Asked) -> Resolution | None:
    """A state, civilians or a crowd; a name that a group of the record bears exactly is none of them."""
    actor = read(asked.name)
    if actor.kind == "group" or (actor.kind == "generic" and bearers(groups, asked.name, "")):
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
    if not asked.source.startswith(UCDP):
        return None
    found = bearers(groups, asked.name)
    home = at_home(groups, found, _countries(asked))
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


def _by_likeness(groups: Groups, asked: Sequence[Asked], judged: _Judged) -> list[Resolution]:
    if not asked:
        return []
    fitted = models()
    # States are told by their form alone: their names are words of every group's name.
    real = [at for at, group in enumerate(groups.groups) if not group.state]
    left = Side.of([groups.groups[at].owner for at in real])
    right = Side.of([Owner.of(read(one.name).name, _said(one)) for one in asked])
    held = pairs(left, right)
    group = np.array(real, np.int64)[held.left]
    likely = _weighed(groups, asked, group, held.right, likelihood(held, fitted))
    best = _best(asked, group, held.right, likely, judged)
    found = [_chosen(groups, one, told, fitted) for one, told in zip(asked, best, strict=True)]
    words = by_words(left, right, held, likely >= fitted.sure)
    standing = [msgspec.structs.replace(s, group=real[s.group]) for s in words]
    meant = {
        at: (groups.by_entry[r.entry],)
        for at, r in enumerate(found)
        if r.grade == "same" and r.entry
    } | _meant_by_name(groups, best, fitted)
    return _with_standing(groups, found, [*standing, *by_ties(groups, meant)])


def _meant_by_name(
    groups: Groups, best: list[list[Candidate]], fitted: Models
) -> dict[int, tuple[int, ...]]:
    """Names that mean somebody who is known by name only, alone or as well as another."""
    found = {}
    for at, told in enumerate(best):
        means = as_likely(told, fitted.sure)
        if any(not groups.groups[group].entries for group in means):
            found[at] = means
    return found


def as_likely(told: Sequence[Candidate], sure: float) -> tuple[int, ...]:
    """Of the likeliest groups of a name, those that are sure and not left behind by the first.

    Args:
        told: Groups and how likely, the likeliest first.
        sure: The least likelihood.
    """
    return tuple(
        group for group, score in told if score >= sure and _odds(score) > _odds(told[0][1]) - AHEAD
    )


def _best(
    asked: Sequence[Asked], group: Whole, name: Whole, likely: Floats, judged: _Judged
) -> list[list[Candidate]]:
    """The likeliest groups of each name, without those judged different."""
    order = np.lexsort((group, -likely, name))
    starts = np.searchsorted(name[order], np.arange(len(asked) + 1))
    out = []
    for at, one in enumerate(asked):
        rows = order[starts[at] : starts[at + 1]][: TOLD + len(judged.different)]
        told = [(int(group[r]), float(likely[r])) for r in rows]
        out.append([t for t in told if (one.actor, t[0]) not in judged.different][:TOLD])
    return out


def _with_standing(
    groups: Groups, found: list[Resolution], standing: list[Standing]
) -> list[Resolution]:
    """Names that stand to a group otherwise than as itself, beside what they are; an army is no longer its party."""
    wings = {(s.name, groups.groups[s.group].id) for s in standing if s.grade == "wing"}
    kept = [r for at, r in enumerate(found) if (at, r.canonical) not in wings]
    more = {}
    for s in standing:
        group, asked = groups.groups[s.group], found[s.name].asked
        if not group.entries:
            continue
        key = (s.name, s.group, s.grade)
        basis: Basis = "ties" if s.grade == "allied" or " says so of " in s.why else "structure"
        more[key] = Resolution(
            asked, _entry(group), group.id, s.grade, SCORES[s.grade], basis, s.why
        )
    return [*kept, *more.values()]


def _said(asked: Asked) -> frozenset[str]:
    state = read(asked.name).state
    return frozenset([state] if state else [])


def _countries(asked: Asked) -> frozenset[str]:
    acts = [asked.country] if asked.country else asked.countries
    return _said(asked) | frozenset(acts)


def _weighed(
    groups: Groups, asked: Sequence[Asked], group: Whole, name: Whole, likely: Floats
) -> Floats:
    """Likelihoods with the countries of the events and exact names: by priors set by hand, for the benchmark's names
    come without countries."""
    homes = [_countries(one) for one in asked]
    codes = sorted(
        {c for g in groups.groups for c in g.countries} | {c for home in homes for c in home}
    )
    number = {code: at for at, code in enumerate(codes)}
    ours, theirs = _table([g.countries for g in groups.groups], number), _table(homes, number)
    known = (ours[group].any(axis=1)) & (theirs[name].any(axis=1))
    shared = (ours[group] & theirs[name]).any(1)
    exact = {
        (at, n) for n, one in enumerate(asked) for at in bearers(groups, read(one.name).name, "")
    }
    bears = np.fromiter(
        ((g, n) in exact for g, n in zip(group.tolist(), name.tolist(), strict=True)),
        np.bool_,
        len(group),
    )
    kept = np.clip(likely.astype(np.float64), 1e-6, 1 - 1e-6)
    odds = np.log(kept) - np.log1p(-kept) + np.where(known, np.where(shared, HERE, ELSEWHERE), 0)
    return np.asarray(1 / (1 + np.exp(-(odds + EXACT * bears))), np.float32)


def _table(homes: Sequence[frozenset[str]], number: dict[str, int]) -> Flags:
    out = np.zeros((len(homes), max(1, len(number))), np.bool_)
    for at, codes in enumerate(homes):
        out[at, [number[code] for code in sorted(codes)]] = True
    return out


def _chosen(
    groups: Groups, asked: Asked, best: list[tuple[int, float]], fitted: Models
) -> Resolution:
    told = "; ".join(f"{groups.groups[at].caption} {score:.2f}" for at, score in best)
    if not best or best[0][1] < fitted.likely or not groups.groups[best[0][0]].entries:
        why = (
            f"no group of the record is called so; nearest: {told}"
            if told
            else "no group of the record is called so"
        )
        return Resolution(
            asked, None, asked.actor, "same", 1 - (best[0][1] if best else 0), "itself", why
        )
    at, score = best[0]
    sure = max(fitted.sure, SURE_OF_UCDP) if asked.source.startswith(UCDP) else fitted.sure
    rivals = [
        other
        for other, found in best
        if found >= sure and _odds(found) > _odds(score) - AHEAD and groups.groups[other].entries
    ]
    if score < sure or len(rivals) > 1:
        leading = _leading(groups, asked, rivals)
        if leading is None:
            group = groups.groups[at]
            return Resolution(
                asked, _entry(group), group.id, "uncertain", score, "likeness", f"may be: {told}"
            )
        at = leading
    group = groups.groups[at]
    return Resolution(
        asked, _entry(group), group.id, "same", score, "likeness", f"names agree: {told}"
    )


def _odds(likely: float) -> float:
    kept = min(max(likely, 1e-6), 1 - 1e-6)
    return float(np.log(kept / (1 - kept)))


def _leading(groups: Groups, asked: Asked, rivals: list[int]) -> int | None:
    """Of several groups that bear exactly this name, the one that UCDP or the register knows, if it is one.

    A list may hold a group that is not yet linked to UCDP's entry of it.
    """
    name = read(asked.name).name
    bearing = set(bearers(groups, name, ""))
    if not rivals or not set(rivals) <= bearing:
        return None
    known = [
        at
        for at in rivals
        if any(e.startswith(("ucdp:", "register:")) for e in groups.groups[at].entries)
    ]
    return known[0] if len(known) == 1 else None


def _entry(group: Group) -> str:
    """The entry a name is tied to: that of UCDP or the register where there is one."""
    order = {"ucdp": 0, "register": 1, "un": 2}
    return min(group.entries, key=lambda entry: (order.get(entry.partition(":")[0], 3), entry))

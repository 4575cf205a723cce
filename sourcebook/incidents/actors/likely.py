"""Whom a name most likely means, where neither an id nor an exact name says so.

Likeness of names is turned into odds, moved by where the events were and by exact names; the first group wins only if
it is sure and well ahead. Beside it stand the groups that the name belongs to otherwise: as a wing, a faction, an ally.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sourcebook.incidents.actors.groups import Group, Groups
from sourcebook.incidents.actors.heads import Followings, by_heads
from sourcebook.incidents.actors.judged import Judged
from sourcebook.incidents.actors.kinds import read
from sourcebook.incidents.actors.known import bearers
from sourcebook.incidents.actors.likelihood import Models, likelihood, models
from sourcebook.incidents.actors.matching import pairs
from sourcebook.incidents.actors.owners import Flags, Floats, Owner, Side
from sourcebook.incidents.actors.resolution import Asked, Basis, Grade, Resolution
from sourcebook.incidents.actors.standing import SCORES, Standing, by_ties, by_words

Candidate = tuple[int, float]
Whole = NDArray[np.int64] | NDArray[np.int32]
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


def _said(asked: Asked) -> frozenset[str]:
    state = read(asked.name).state
    return frozenset([state] if state else [])


def countries(asked: Asked) -> frozenset[str]:
    """Where a name is at home: the states it speaks of and those of its events (ISO)."""
    acts = [asked.country] if asked.country else asked.countries
    return _said(asked) | frozenset(acts)


def by_likeness(
    groups: Groups, asked: Sequence[Asked], judged: Judged, followings: Followings
) -> list[Resolution]:
    """What names that no surer ground decides most likely mean, and how else they stand to groups.

    Args:
        groups: Of the record.
        asked: The names.
        judged: What people said of them.
        followings: Those who headed the groups.
    """
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
    may_be = {at: [g for g, score in told if score >= fitted.sure] for at, told in enumerate(best)}
    standing += by_ties(groups, meant, may_be)
    standing += by_heads(followings, [(one.name, countries(one)) for one in asked], may_be)
    return _with_standing(groups, found, standing)


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
    asked: Sequence[Asked], group: Whole, name: Whole, likely: Floats, judged: Judged
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


def _weighed(
    groups: Groups, asked: Sequence[Asked], group: Whole, name: Whole, likely: Floats
) -> Floats:
    """Likelihoods with the countries of the events and exact names: by priors set by hand, for the benchmark's names
    come without countries."""
    homes = [countries(one) for one in asked]
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


def _chosen(groups: Groups, asked: Asked, best: list[Candidate], fitted: Models) -> Resolution:
    """What a name means: itself, one group, or one that a person has to choose."""
    told = "; ".join(f"{groups.groups[at].caption} {score:.2f}" for at, score in best)
    if not best or best[0][1] < fitted.likely or not groups.groups[best[0][0]].entries:
        return _itself(asked, best[0][1] if best else 0, told)
    first, score = best[0]
    winner = _winner(groups, asked, best, fitted)
    group = groups.groups[first if winner is None else winner]
    grade: Grade = "uncertain" if winner is None else "same"
    why = f"may be: {told}" if winner is None else f"names agree: {told}"
    return Resolution(asked, _entry(group), group.id, grade, score, "likeness", why)


def _itself(asked: Asked, likely: float, told: str) -> Resolution:
    """A name that stands for itself; the likelier another is meant, the less surely."""
    why = "no group of the record is called so" + (f"; nearest: {told}" if told else "")
    return Resolution(asked, None, asked.actor, "same", 1 - likely, "itself", why)


def _winner(groups: Groups, asked: Asked, best: list[Candidate], fitted: Models) -> int | None:
    """The group that a name means; None where it is not sure, or a second would do nearly as well."""
    first, score = best[0]
    sure = max(fitted.sure, SURE_OF_UCDP) if asked.of_ucdp else fitted.sure
    rivals = [at for at in as_likely(best, sure) if groups.groups[at].entries]
    if score >= sure and len(rivals) == 1:
        return first
    return _leading(groups, asked, rivals)


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

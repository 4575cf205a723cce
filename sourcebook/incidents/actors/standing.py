"""How a name that is not a group stands to it: its armed wing, an umbrella over it, a faction of it, or an ally.

Told from how names are built and from ties that a source states. `Kachin Independence Army` has the words of the
Kachin Independence Organization and an army for an organisation; `Karen National Union - Brigade 5` would say of which
group it is a faction. What UCDP counts by itself under such a name (`MNLF - HM`, `NSCN-IM`) is a splinter: a group of
its own, and most often a rival of what it left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sourcebook.incidents.actors.groups import Groups, Tie
from sourcebook.incidents.actors.matching import Pairs
from sourcebook.incidents.actors.owners import Flags, Side
from sourcebook.incidents.actors.resolution import Grade
from sourcebook.incidents.actors.tokens import Printed, meaning

POLITICAL = frozenset(
    ("organization", "party", "front", "movement", "union", "council", "alliance")
)
ARMED = frozenset(("army", "force", "armed", "brigade", "command"))
# A part of a name is a whole name from here on; an army for a party leaves this much of both.
WHOLE, BUT_HEAD = 0.95, 0.75
# What has to meet at least, in bits, for words to say anything.
LEAST_MASS = 5.0
SCORES = {"wing": 0.6, "umbrella": 0.5, "faction": 0.5, "allied": 0.5}
ALLIED = ("allied_with", "pledged_to")
# What UCDP calls an alliance is an actor of its own, with members.
UCDP = "ucdp"


class Standing(msgspec.Struct, frozen=True, order=True):
    """A name that stands to a group otherwise than as itself.

    Attributes:
        group: Index of the group.
        name: Index of the name.
        grade: As what.
        why: The ground, for the reader.
    """

    group: int
    name: int
    grade: Grade
    why: str


def by_words(left: Side, right: Side, pairs: Pairs, same: Flags) -> list[Standing]:
    """What the building of names says.

    Args:
        left: Groups.
        right: Names.
        pairs: Held against each other.
        same: Of each pair, whether it is one group.
    """
    told = (pairs.mass >= LEAST_MASS) & (pairs.abroad == 0)
    at_right = np.maximum(pairs.name_right, 0)
    army_for_party = _political(left)[pairs.left] & (_heads(right.names)[at_right] == -1)
    near = (pairs.covers_left >= BUT_HEAD) & (pairs.covers_right >= BUT_HEAD)
    met = (pairs.covers_left >= WHOLE) & (pairs.covers_right >= WHOLE)
    whole_left, whole_right = pairs.whole_left > 0, pairs.whole_right > 0
    # An army that a list names beside the party, as if it were another name of it.
    alias = same & (pairs.own == 0)
    found = {
        "wing": army_for_party
        & (alias | (told & near & whole_left & whole_right & (pairs.own > 0))),
        "faction": told & met & whole_left & ~whole_right & _faction(right.names)[at_right],
    }
    return [
        Standing(int(pairs.left[row]), int(pairs.right[row]), grade, _WHY[grade])  # type: ignore[arg-type]
        for grade, rows in found.items()
        for row in np.flatnonzero(rows & (~same if grade != "wing" else True))
    ]


_WHY = {
    "wing": "the same words, with an army or force for a party, front or organisation",
    "faction": "the name says that it is a faction of the group",
}


def _political(left: Side) -> Flags:
    """Which groups are political organisations by all their own names, and armed forces by none."""
    heads = _heads(left.names)
    own = left.own > 0
    out = np.zeros(left.count, np.bool_)
    out[left.owner[own & (heads == 1)]] = True
    out[left.owner[own & (heads == -1)]] = False
    return out


def _heads(names: Sequence[Printed]) -> NDArray[np.int8]:
    """1 for names of political organisations, -1 for names of armed forces, 0 for both or neither."""
    out = np.zeros(len(names), np.int8)
    for at, name in enumerate(names):
        said = {meaning(word) for variant in name.variants for word in variant.words}
        out[at] = bool(said & POLITICAL and not said & ARMED) - bool(
            said & ARMED and not said & POLITICAL
        )
    return out


def _faction(names: Sequence[Printed]) -> Flags:
    """Which names are built as a faction's: a group, a dash, and whose or which."""
    return np.array(
        ["-" in name.text or "faction" in name.text.lower() for name in names], np.bool_
    )


def by_ties(
    groups: Groups, meant: Mapping[int, Sequence[int]], may_be: Mapping[int, Collection[int]]
) -> list[Standing]:
    """What sources say of the groups that names mean.

    Args:
        groups: Of the record.
        meant: Index of a name to the indices of the groups it means; more than one where they are as likely.
        may_be: The same, with all that it may well mean: who is perhaps the group itself is not told as a part of it.
    """
    names: dict[int, list[int]] = {}
    for name, means in sorted(meant.items()):
        for group in means:
            names.setdefault(group, []).append(name)
    told = _told(groups)
    out: dict[tuple[int, int], Standing] = {}
    for (end, to), (said, source) in sorted(
        [*told.items(), *_further(told).items()], key=lambda tie: (-CLOSE.index(tie[1][0]), tie)
    ):
        if source == UCDP or said == "wing" or not groups.groups[end].acts:
            for name in names.get(end, []):
                if to not in may_be.get(name, ()):
                    why = f"{source} says so of {groups.groups[end].caption}: {_TIES[said]}"
                    # The closest comes last.
                    out[to, name] = Standing(to, name, said, why)  # type: ignore[arg-type]
    return sorted(out.values())


# Who stands to whom, as what, and who says so.
Told = dict[tuple[int, int], tuple[str, str]]


def _told(groups: Groups) -> Told:
    """Ties from both their ends. Where sources say several things, the closest."""
    number = {group.id: at for at, group in enumerate(groups.groups)}
    found: Told = {}
    for tie in groups.ties:
        one, other, grade = number.get(tie.one), number.get(tie.other), _grade(tie)
        if grade is None or one is None or other is None or one == other:
            continue
        for pair, said in (((other, one), grade), ((one, other), BACK[grade])):
            known = found.get(pair)
            if known is None or _before(said, tie.source) < _before(*known):
                found[pair] = (said, tie.source)
    return found


def _before(said: str, source: str) -> tuple[int, bool]:
    """What is told before what: the closer, and of what two sources say alike, UCDP's word."""
    return CLOSE.index(said), source != UCDP


def _further(told: Told) -> Told:
    """A step on: the wing or a part of a part is a part of the whole."""
    parts: dict[int, list[int]] = {}
    for (part, whole), (said, _) in told.items():
        if said == "faction":
            parts.setdefault(part, []).append(whole)
    return {
        (end, whole): ("faction", source)
        for (end, part), (said, source) in told.items()
        if said in ("wing", "faction")
        for whole in parts.get(part, [])
        if end != whole and (end, whole) not in told
    }


def _grade(tie: Tie) -> str | None:
    """As what the other stands to the one."""
    if tie.grade is not None:
        return tie.grade if tie.grade in BACK else None
    if tie.kind == "part_of" or (tie.kind == "allied_with" and tie.source == UCDP):
        return "umbrella"
    return "allied" if tie.kind in ALLIED else None


# As what the one stands to the other: whose armed wing it is, is told of the wing as of the party.
CLOSE = ("wing", "faction", "umbrella", "allied")
BACK = {"wing": "wing", "umbrella": "faction", "faction": "umbrella", "allied": "allied"}


_TIES = {
    "wing": "the armed wing of the group, or the party that the group is the armed wing of",
    "faction": "a part of the group, or a member of the alliance that it is",
    "umbrella": "what the group was a part or a member of",
    "allied": "allied with the group, or pledged to it or it to them",
}

"""Names that say whose people somebody is: `Aidid Militia`, `Gunmen loyal to Mohammad Farah Aideed`.

A dataset that knows no more of armed men than whom they follow names them for him. Where a source says that he headed a
group, they are a part of that group; whether they are all of it the name does not say. What is named in honour of
somebody (a front, a brigade, a battalion) is no following of his, so that such words do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec
import yaml

from sourcebook.incidents.actors.groups import Groups
from sourcebook.incidents.actors.standing import Standing
from sourcebook.names.comparison import meeting
from sourcebook.names.forms import Token, token
from sourcebook.names.words import words

# How alike two words of a person's name have to be: `Aideed` and `Aidid`, not `Curcio` and `Krause`.
ALIKE = 0.85
# A name of one word is a family name or a nom de guerre, and no initial.
LEAST_LETTERS = 4


class _Words(msgspec.Struct):
    following: str
    titles: str


@cache
def _said() -> tuple[frozenset[str], frozenset[str]]:
    """The words for a following, and those that say nothing of who is followed."""
    text = (resources.files("sourcebook.incidents.actors") / "followings.yaml").read_text("utf-8")
    read = msgspec.convert(yaml.safe_load(text), type=_Words)
    return frozenset(read.following.split()), frozenset(read.titles.split())


def followed(name: str) -> tuple[str, ...]:
    """The words of the person whose people a name speaks of, folded; none where it speaks of nobody.

    Args:
        name: As a dataset prints it.
    """
    following, titles = _said()
    folded = words(name)
    if following.isdisjoint(folded):
        return ()
    return tuple(word for word in folded if word not in following and word not in titles)


# A group, how its head is headed, and the words of one of his names.
_Called = tuple[str, str, tuple[Token, ...]]


class Followings:
    """Those who headed groups, found by the words of their names."""

    def __init__(self, groups: Groups) -> None:
        """Args: groups: Of the record."""
        _, titles = _said()
        self._at = {group.id: at for at, group in enumerate(groups.groups)}
        self._groups = groups
        self._by_sound: dict[str, set[_Called]] = {}
        for head in groups.heads:
            for name in head.names:
                tokens = tuple(token(word) for word in words(name) if word not in titles)
                for one in tokens:
                    self._by_sound.setdefault(one.skeleton, set()).add(
                        (head.group, head.caption, tokens)
                    )

    def of(self, name: str, countries: Collection[str] = ()) -> list[tuple[int, str]]:
        """The groups whose head a name speaks of, with what he is called there.

        Args:
            name: As a dataset prints it.
            countries: Where its events were, ISO codes; groups at home elsewhere are left out.
        """
        asked = tuple(token(word) for word in followed(name))
        if not asked or (len(asked) == 1 and len(asked[0].text) < LEAST_LETTERS):
            return []
        near = sorted(self._by_sound.get(asked[-1].skeleton, ()))
        found = {group: caption for group, caption, tokens in near if _is_he(asked, tokens)}
        return [
            (self._at[group], caption)
            for group, caption in sorted(found.items())
            if self._at_home(group, countries)
        ]

    def _at_home(self, group: str, countries: Collection[str]) -> bool:
        home = self._groups.groups[self._at[group]].countries
        return not home or not countries or not home.isdisjoint(countries)


def _is_he(asked: Sequence[Token], called: Sequence[Token]) -> bool:
    """Whether all words of a name meet words of a person's; a single one, the last of his."""
    left = list(called[-1:] if len(asked) == 1 else called)
    for word in asked:
        met = [
            (meets.likeness, at) for at, other in enumerate(left) if (meets := meeting(word, other))
        ]
        if not met or max(met)[0] < ALIKE:
            return False
        left.pop(max(met)[1])
    return True


def by_heads(
    followings: Followings,
    names: Sequence[tuple[str, Collection[str]]],
    may_be: Mapping[int, Collection[int]],
) -> list[Standing]:
    """Which names speak of the people of a group's head.

    Args:
        followings: Of the record.
        names: As printed, with the countries of their events.
        may_be: Index of a name to the groups it may well mean: who is perhaps the group itself is no part of it.
    """
    return [
        Standing(at, nr, "faction", _WHY.format(caption))
        for nr, (name, countries) in enumerate(names)
        for at, caption in followings.of(name, countries)
        if at not in may_be.get(nr, ())
    ]


_WHY = "the name speaks of the people of {}, who headed the group"

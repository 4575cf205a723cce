"""Groups and what joins them, as the genealogy takes them.

Kinds and their direction are the record's own: the subject is the one who acts, so `split_from` runs
from the splinter to the group it left. A relation without a date is kept: it cannot be drawn, and the
figure says so in a line of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sourcebook.profiles.figures.figure import Note
from sourcebook.profiles.figures.when import Bound, Edge, When


class Kind(StrEnum):
    """What one group is to another; values are the record's relation kinds."""

    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    JOINED = "joined"
    PLEDGED_TO = "pledged_to"
    PART_OF = "part_of"
    ALLIED_WITH = "allied_with"
    SUPPORTS = "supports"
    RIVAL_OF = "rival_of"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A change of name, which continues the same band.

    Attributes:
        when: When, or the last date of the old name if the change lies in a span.
        old: The name before.
        new: The name after.
        words: What stands beside it: "renamed, Jan 2007".
        until: The first date of the new name, if the change lies somewhere in between.
        note: The letter of a note, or nothing.
    """

    when: When
    old: str
    new: str
    words: str = ""
    until: When | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One group and how long it existed.

    Attributes:
        id: Its id in the record; breaks ties.
        label: Its name.
        short: A shorter name for a narrow band, or nothing.
        start: When it began.
        end: When it ended; `Edge.OPEN` if it still exists on the record's date.
        href: Its own page.
        renamings: Its changes of name, in order.
        lang: The language of its name, if not the page's.
    """

    id: str
    label: str
    short: str = ""
    start: Bound = Edge.UNKNOWN
    end: Bound = Edge.UNKNOWN
    href: str | None = None
    renamings: tuple[Renaming, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What one group was to another on a date.

    Attributes:
        kind: What.
        subject: The id of the group that split, merged, joined, pledged.
        object: The id of the group it did so from, into, with or to.
        when: The date, or None where no source gives one.
        words: What stands beside the line: "split, 1998". Relations that share date, words and
            object are printed once.
        note: The letter of a note, or nothing.
        leads: In a merger, whether the product continues the lane of this subject.
    """

    kind: Kind
    subject: str
    object: str
    when: When | None
    words: str = ""
    note: str = ""
    leads: bool = False

    def other(self, group: str) -> str:
        """The id at the other end."""
        return self.object if group == self.subject else self.subject

    def touches(self, group: str) -> bool:
        """Whether the group is one of the two."""
        return group in (self.subject, self.object)

    @property
    def order(self) -> tuple[date, str, str, str]:
        """By date, the undated last, then by ids."""
        day = date.max if self.when is None else self.when.earliest
        return (day, self.subject, self.object, self.kind.value)


@dataclass(frozen=True, slots=True)
class Lineage:
    """The groups around the one that a page is about.

    Attributes:
        page: The id of the group of the page.
        groups: All groups, the page's own among them.
        relations: What joins them.
        notes: The lettered lines under the figure.
    """

    page: str
    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        known = [group.id for group in self.groups]
        if len(set(known)) < len(known):
            raise ValueError("a lineage names the same group twice")
        named = {self.page} | {i for r in self.relations for i in (r.subject, r.object)}
        if missing := sorted(named - set(known)):
            raise ValueError(f"a lineage speaks of groups it does not hold: {', '.join(missing)}")

    @property
    def centre(self) -> Group:
        """The group of the page."""
        return next(group for group in self.groups if group.id == self.page)

    @property
    def in_order(self) -> tuple[Relation, ...]:
        """The relations by date, then by ids; never a group with itself."""
        pairs = [r for r in self.relations if r.subject != r.object]
        return tuple(sorted(pairs, key=lambda relation: relation.order))

    def name(self, group: str) -> str:
        """A group's name."""
        return next(g.label for g in self.groups if g.id == group)

"""The published way of recognising one incident in several datasets, for comparison with ours.

MELTT (Donnay, Dunford, McGrath, Backer and Cunningham, Journal of Conflict Resolution 63(5), 2019): datasets are taken
one after the other; two entries within a window of space and time may be one incident if they agree on some level of
every taxonomy, the finer the better; each entry takes its best partner. An entry of several days (an episode) is
matched with episodes only, and one that lies near an event of a day is flagged for a person to look at.

Written from that description. The result depends on the order of the datasets, which is why it is not what the record
uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
EARTH_KM = 6371.0088
# The entries that are one: positions of their datasets and their numbers there.
Members = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """One dataset, by columns.

    Attributes:
        name: Of the dataset.
        event: The number of each entry in it.
        starts, ends: Days, counted from any fixed day; an episode ends later than it starts.
        latitude, longitude: In degrees.
        levels: Per taxonomy, the category of each entry at each level, the finest first, as numbers that mean the same
            in every dataset: an array of entries by levels.
    """

    name: str
    event: Whole
    starts: Whole
    ends: Whole
    latitude: Real
    longitude: Real
    levels: tuple[Whole, ...]

    def at(self, rows: Whole) -> Entries:
        """Some of the entries."""
        return Entries(
            self.name, self.event[rows], self.starts[rows], self.ends[rows],
            self.latitude[rows], self.longitude[rows], tuple(one[rows] for one in self.levels),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """How far apart two reports of one incident may lie."""

    km: float
    days: int


@dataclass(slots=True)
class Integrated:
    """What came of it.

    Attributes:
        names: The datasets in the order taken.
        members: Per unique entry, the position of its dataset and its number there, in the order taken.
        episodes: Whether each unique entry is an episode.
        flagged: Unmatched pairs of an event and an episode that lie together, as two such members.
    """

    names: tuple[str, ...]
    members: list[Members]
    episodes: list[bool]
    flagged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    @property
    def matched(self) -> int:
        """Unique entries that several datasets report."""
        return sum(len(one) > 1 for one in self.members)

    @property
    def duplicates(self) -> int:
        """Entries that are another's."""
        return sum(len(one) - 1 for one in self.members)

    @property
    def episode_matches(self) -> int:
        """Matches between episodes."""
        return sum(
            len(one) > 1 and long for one, long in zip(self.members, self.episodes, strict=True)
        )

    def overlap(self) -> dict[tuple[str, ...], int]:
        """How many unique entries each set of datasets reports."""
        found = Counter(tuple(self.names[d] for d, _ in one) for one in self.members)
        return dict(sorted(found.items(), key=lambda one: (len(one[0]), one[0])))


def integrate(datasets: Sequence[Entries], window: Window) -> Integrated:
    """Take the datasets one after the other and join what is one.

    Args:
        datasets: In the order that decides whose entry stands for a match.
        window: How far apart a match may lie.
    """
    held = datasets[0]
    found = Integrated(tuple(one.name for one in datasets), _alone(0, held), [])
    for position, other in enumerate(datasets[1:], start=1):
        near = _contenders(held, other, window)
        alike = near.of_one_kind()
        best = alike.at(_best(alike))
        new = _alone(position, other)
        for row, partner in zip(best.left, best.right, strict=True):
            found.members[row] += new[partner]
        found.flagged += _flags(near, best, found.members, new)
        rest = np.setdiff1d(np.arange(len(other.event)), best.right)
        found.members += [new[row] for row in rest]
        held = _joined(held, other.at(rest))
    found.episodes = [bool(one) for one in held.starts != held.ends]
    return found


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Entries that may be one: rows of either side, the score (0 is perfect), and which are episodes."""

    left: Whole
    right: Whole
    score: Real
    left_long: npt.NDArray[np.bool_]
    right_long: npt.NDArray[np.bool_]

    def at(self, rows: npt.NDArray[np.generic]) -> _Pairs:
        return _Pairs(
            self.left[rows],
            self.right[rows],
            self.score[rows],
            self.left_long[rows],
            self.right_long[rows],
        )

    def of_one_kind(self) -> _Pairs:
        return self.at(self.left_long == self.right_long)


def _alone(position: int, entries: Entries) -> list[Members]:
    return [((position, int(event)),) for event in entries.event]


def _contenders(held: Entries, other: Entries, window: Window) -> _Pairs:
    """All pairs inside the window that agree on some level of every taxonomy."""
    chord = 2 * np.sin(min(window.km / EARTH_KM, np.pi) / 2)
    near = cKDTree(_sphere(held)).sparse_distance_matrix(
        cKDTree(_sphere(other)), chord, output_type="ndarray"
    )
    left, right = near["i"].astype(np.int64), near["j"].astype(np.int64)
    close = np.abs(held.starts[left] - other.starts[right]) <= window.days
    left, right = left[close], right[close]
    score = _score(held, other, left, right)
    agree = ~np.isnan(score)
    left, right = left[agree], right[agree]
    long = held.starts[left] != held.ends[left], other.starts[right] != other.ends[right]
    return _Pairs(left, right, score[agree], *long)


def _sphere(entries: Entries) -> Real:
    """Points on the unit sphere; a distance through it stands for one over it."""
    latitude, longitude = np.radians(entries.latitude), np.radians(entries.longitude)
    level = np.cos(latitude)
    points = [level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)]
    return np.stack(points, axis=1)


def _score(held: Entries, other: Entries, left: Whole, right: Whole) -> Real:
    """The mean over taxonomies of how coarse the finest agreeing level is; not a number where one disagrees."""
    total = np.zeros(len(left))
    for ours, theirs in zip(held.levels, other.levels, strict=True):
        agree = ours[left] == theirs[right]
        finest = np.where(agree.any(axis=1), agree.argmax(axis=1), np.nan)
        total += finest / agree.shape[1]
    return total / max(1, len(held.levels))


def _best(pairs: _Pairs) -> Whole:
    """The pairs of best score in which no entry stands twice, ties in the order of the entries."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen = []
    for pair in np.lexsort((pairs.right, pairs.left, pairs.score)):
        row, partner = int(pairs.left[pair]), int(pairs.right[pair])
        if row not in used_left and partner not in used_right:
            used_left.add(row)
            used_right.add(partner)
            chosen.append(pair)
    return np.array(chosen, dtype=np.int64)


def _flags(
    near: _Pairs, best: _Pairs, members: Sequence[Members], new: Sequence[Members]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """An event and an episode that lie together while neither has a match."""
    mixed = near.left_long != near.right_long
    free = ~np.isin(near.left, best.left) & ~np.isin(near.right, best.right)
    pairs = near.at(mixed & free)
    order = np.lexsort((pairs.right, pairs.left))
    return [(members[pairs.left[n]][0], new[pairs.right[n]][0]) for n in order]


def _joined(held: Entries, more: Entries) -> Entries:
    """Both, the first first: an entry that has a match goes on under what its first dataset says."""
    levels = tuple(np.concatenate(pair) for pair in zip(held.levels, more.levels, strict=True))
    return Entries(
        name=held.name,
        event=np.concatenate((held.event, more.event)),
        starts=np.concatenate((held.starts, more.starts)),
        ends=np.concatenate((held.ends, more.ends)),
        latitude=np.concatenate((held.latitude, more.latitude)),
        longitude=np.concatenate((held.longitude, more.longitude)),
        levels=levels,
    )

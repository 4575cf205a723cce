"""In what two reports agree: each question answered by one of a few words, for many pairs at once.

The words of a question are ordered from the nearest to the farthest; a question that either report leaves open is
answered `unknown` and weighs nothing. What is printed to explain a link are these words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sourcebook.incidents.nearby import Pairs
from sourcebook.incidents.reports import COUNTRY, DAY, DISTRICT, MONTH, REGION, Reports
from sourcebook.incidents.vocabulary import Kind, vocabulary
from sourcebook.names.batches import likeness, ready

Answers = npt.NDArray[np.int8]
Real = npt.NDArray[np.float32]

# How many dead by the lower figure, and how near the best figures are to each other.
_COUNTED = ("none", "one", "two", "three", "four or five", "six to nine", "ten to nineteen", "more")
_SIZES = ("below three", "three to nine", "ten or more")
_CLOSE = ("equal", "close", "near", "apart", "far apart", "very far apart")
# The words of each question. `unknown` is the last of all.
WORDS: dict[str, tuple[str, ...]] = {
    "distance": (
        "same spot", "within 3 km", "within 8 km", "within 15 km", "within 25 km", "within 40 km",
        "same district", "same region", "same country", "unknown",
    ),
    "time": (
        "same day", "1 day apart", "2 days apart", "3 days apart", "4 or 5 days apart", "inside the days given",
        "near the days given", "inside the month", "unknown",
    ),
    "violence": ("same", "other", "unknown"),
    "tactic": ("same", "near", "far", "other", "unknown"),
    "target": ("same", "near", "other", "unknown"),
    "actors": ("both", "one of several", "only one named", "alike by name", "none", "unknown"),
    "deaths": (
        *(f"every figure equal, {many}" for many in _COUNTED),
        *(f"{near}, {many}" for near in _CLOSE for many in _SIZES), "unknown",
    ),
    "range": ("alike", "unlike", "unknown"),
    "place": ("same name", "unknown"),
}  # fmt: skip
QUESTIONS = tuple(WORDS)
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Kinship:
    """How near each two values of a vocabulary are, and each two actors by name; made once for all pairs."""

    tactic: Real
    target: Real
    names: _Names


class _Names:
    """The likeness of actors' names, each pair of names compared once."""

    def __init__(self, reports: Reports) -> None:
        self.ready = [ready(_bare(name)) for name in reports.names]
        self.many = len(self.ready)
        self.keys = np.zeros(0, np.int64)
        self.found = np.zeros(0, np.bool_)

    def alike(
        self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]
    ) -> npt.NDArray[np.bool_]:
        """Whether names read alike; numbers of actors, -1 for none."""
        known = (left >= 0) & (right >= 0)
        low, high = np.minimum(left, right)[known], np.maximum(left, right)[known]
        keys, where = np.unique(low.astype(np.int64) * self.many + high, return_inverse=True)
        self._learn(keys[~np.isin(keys, self.keys, assume_unique=True)])
        answer = np.zeros(left.shape, np.bool_)
        answer[known] = self.found[np.searchsorted(self.keys, keys)][where]
        return answer

    def _learn(self, keys: npt.NDArray[np.int64]) -> None:
        if not len(keys):
            return
        ours = [self.ready[n] for n in keys // self.many]
        theirs = [self.ready[n] for n in keys % self.many]
        found = likeness(ours, theirs) >= _ALIKE
        order = np.argsort(np.concatenate((self.keys, keys)), kind="stable")
        self.keys = np.concatenate((self.keys, keys))[order]
        self.found = np.concatenate((self.found, found))[order]


# Words in which datasets differ when they name the forces of one state, and which all states share.
_STATE = frozenset(
    [
        "government",
        "military",
        "police",
        "armed",
        "security",
        "forces",
        "army",
        "of",
        "the",
        "republic",
    ]
)


def _bare(name: str) -> str:
    """A name without what the forces of every state are called; the whole where nothing else is left."""
    kept = [word for word in name.split() if word.casefold() not in _STATE]
    return " ".join(kept) or name


def kinship(reports: Reports) -> Kinship:
    """What pairs are compared by.

    Args:
        reports: All of them.
    """
    return Kinship(
        _near("tactic", reports.tactics), _near("target", reports.target_terms), _Names(reports)
    )


def _near(kind: Kind, words: tuple[str, ...]) -> Real:
    """The nearness of the values in use; one that no vocabulary knows is near itself alone."""
    held = vocabulary(kind)
    places = {name: n for n, name in enumerate(held.names())}
    whole, near = held.kinship(), np.eye(len(words), dtype=np.float32)
    for n, one in enumerate(words):
        for m, other in enumerate(words):
            if one in places and other in places:
                near[n, m] = whole[places[one], places[other]]
    return near


def answers(reports: Reports, pairs: Pairs, kin: Kinship) -> Answers:
    """The answers, a row per question in the order of `QUESTIONS` and a column per pair.

    Args:
        reports: All of them.
        pairs: Which to compare.
        kin: From `kinship`.
    """
    return np.stack(
        [
            _distance(reports, pairs),
            _time(reports, pairs),
            _violence(reports, pairs),
            _tactic(reports, pairs, kin),
            _target(reports, pairs, kin),
            _actors(reports, pairs, kin),
            _deaths(reports, pairs),
            _range(reports, pairs),
            _place(reports, pairs),
        ]
    )


def _word(question: str, word: str) -> int:
    return WORDS[question].index(word)


def _distance(reports: Reports, pairs: Pairs) -> Answers:
    by_km = np.digitize(pairs.km, (0.5, 3, 8, 15, 25)).astype(np.int8)
    reach = np.maximum(reports.reach[pairs.left], reports.reach[pairs.right])
    coarse = [reach == DISTRICT, reach == REGION, reach >= COUNTRY]
    words = [_word("distance", one) for one in ("same district", "same region", "same country")]
    return np.select(coarse, words, by_km).astype(np.int8)


def _time(reports: Reports, pairs: Pairs) -> Answers:
    starts = np.maximum(reports.starts[pairs.left], reports.starts[pairs.right])
    ends = np.minimum(reports.ends[pairs.left], reports.ends[pairs.right])
    gap = np.maximum(0, starts - ends)
    width = np.maximum(reports.width[pairs.left], reports.width[pairs.right])
    inside, beside = _word("time", "inside the days given"), _word("time", "near the days given")
    month = np.where(gap == 0, _word("time", "inside the month"), beside)
    wide = np.where(width >= MONTH, month, np.where(gap == 0, inside, beside))
    return np.where(width == DAY, np.minimum(gap, 4), wide).astype(np.int8)


def _violence(reports: Reports, pairs: Pairs) -> Answers:
    ours, theirs = reports.violence[pairs.left], reports.violence[pairs.right]
    return np.where((ours < 0) | (theirs < 0), 2, ours != theirs).astype(np.int8)


def _tactic(reports: Reports, pairs: Pairs, kin: Kinship) -> Answers:
    ours, theirs = reports.tactic[pairs.left], reports.tactic[pairs.right]
    known = (ours >= 0) & (theirs >= 0)
    answer = np.full(len(ours), _word("tactic", "unknown"), np.int8)
    near = kin.tactic[ours[known], theirs[known]]
    # Nearer than half is a term and the one above it, or two under one that is not the head.
    answer[known] = np.select([near >= 1, near > 0.6, near > 0], [0, 1, 2], 3)
    return answer


def _target(reports: Reports, pairs: Pairs, kin: Kinship) -> Answers:
    """The nearest of the targets that either names."""
    ours, theirs = reports.targets[pairs.left], reports.targets[pairs.right]
    near = np.zeros(len(ours), np.bool_)
    for n in range(len(reports.target_terms)):
        related = sum(1 << m for m in np.flatnonzero(kin.target[n] > 0).tolist())
        near |= (ours >> n & 1).astype(np.bool_) & ((theirs & related) != 0)
    unknown = (ours == 0) | (theirs == 0)
    return np.select([unknown, (ours & theirs) != 0, near], [3, 0, 1], 2).astype(np.int8)


def _actors(reports: Reports, pairs: Pairs, kin: Kinship) -> Answers:
    """Whether the same groups act in both, on whichever side either dataset puts them."""
    ours, theirs = reports.actors[pairs.left], reports.actors[pairs.right]
    shared = np.zeros(len(ours), np.int8)
    for n in range(ours.shape[1]):
        one = ours[:, n]
        if (one >= 0).any():
            shared += ((one[:, None] == theirs).any(axis=1) & (one >= 0)).astype(np.int8)
    fewest = np.minimum((ours >= 0).sum(axis=1), (theirs >= 0).sum(axis=1))
    answer = np.select(
        [fewest == 0, shared >= 2, (shared == 1) & (fewest == 1), shared == 1], [5, 0, 2, 1], 4
    ).astype(np.int8)
    none = np.flatnonzero(answer == _word("actors", "none"))
    answer[none[_alike(ours[none], theirs[none], kin)]] = _word("actors", "alike by name")
    return answer


def _alike(
    ours: npt.NDArray[np.int32], theirs: npt.NDArray[np.int32], kin: Kinship
) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(ours), np.bool_)
    for n in range(ours.shape[1]):
        for m in range(theirs.shape[1]):
            some = np.flatnonzero(~found & (ours[:, n] >= 0) & (theirs[:, m] >= 0))
            if len(some):
                found[some] = kin.names.alike(ours[some, n], theirs[some, m])
    return found


def _deaths(reports: Reports, pairs: Pairs) -> Answers:
    """Best figures against each other, by how many they count: few are often equal by chance, many hardly ever."""
    ours, theirs = reports.best[pairs.left], reports.best[pairs.right]
    fewer = np.minimum(ours, theirs)
    ratio = np.abs(np.log2(ours + np.float32(1.5)) - np.log2(theirs + np.float32(1.5)))
    close = np.where(ours == theirs, 0, 1 + np.digitize(ratio, (0.3, 0.6, 1.0, 1.6)))
    near = len(_COUNTED) + close * len(_SIZES) + np.digitize(fewer, (3, 10))
    answer = np.where(_equal(reports, pairs), np.digitize(fewer, (1, 2, 3, 4, 6, 10, 20)), near)
    return np.where(fewer < 0, _word("deaths", "unknown"), answer).astype(np.int8)


def _equal(reports: Reports, pairs: Pairs) -> npt.NDArray[np.bool_]:
    """Whether low, best and high are all the same."""
    left, right = pairs.left, pairs.right
    three = (reports.low, reports.best, reports.high)
    return np.asarray(np.logical_and.reduce([one[left] == one[right] for one in three]))


def _range(reports: Reports, pairs: Pairs) -> Answers:
    """Whether both or neither give a lower and a higher figure.

    Not asked where all figures are equal anyhow, nor of a dataset that gives no ranges at all.
    """
    left, right = pairs.left, pairs.right
    below, above = reports.low < reports.best, reports.best < reports.high
    alike = (below[left] == below[right]) & (above[left] == above[right])
    gives = np.bincount(reports.dataset, below | above)[reports.dataset] > 0
    unknown = np.minimum(reports.best[left], reports.best[right]) < 0
    unknown |= ~(gives[left] & gives[right])
    return np.select([unknown | _equal(reports, pairs), alike], [2, 0], 1).astype(np.int8)


def _place(reports: Reports, pairs: Pairs) -> Answers:
    ours, theirs = reports.place[pairs.left], reports.place[pairs.right]
    return np.where((ours >= 0) & (ours == theirs), 0, 1).astype(np.int8)

"""What is there to be found: linking by one who knows how a truth was made, with nothing to learn.

The likelihood of each copy given each event is computed from the very distributions that made it; the probability that
a pair is one incident follows by belief propagation over all one-to-one pairings (Huang and Jebara, "Approximating the
permanent with belief propagation", 2009), and of those the pairing of the highest expected F1 is taken. Two of them:
`informed` has in hand what any linker has, the two datasets; `all_knowing` is also told which events happened that only
the second dataset has, each to the metre and the day, so that no linker can do better.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from bench.incident_rivals import Score
from bench.incident_truth import Disturbance, Events, Made, Rows
from sourcebook.incidents import reports as reading
from sourcebook.incidents.assignment import paired
from sourcebook.incidents.nearby import Window, pairs

Real = npt.NDArray[np.float64]
ROUNDS = 60
# How wide the neighbourhood is from which an oracle takes how common such an event is.
WIDE = (60.0, 10)


@dataclass(frozen=True)
class Edges:
    """Pairs of an event and a copy, with the density of the copy given that it is of that event."""

    event: Rows
    copy: Rows
    density: Real


def informed(made: Made) -> Score:
    """An oracle that knows the distributions, and the two datasets."""
    began = time.perf_counter()
    edges = _edges(made.one, made.two, made.how)
    odds = made.how.twins / (1 - made.how.twins)
    common = _common(made.two, made.how)
    found = _marginals(edges, odds, (1 - made.how.twins) * common, np.ones(len(made.one.day)))
    return _scored(made, edges, found, began)


def all_knowing(made: Made) -> Score:
    """An oracle that is told every event that happened: more than any linker can know."""
    began = time.perf_counter()
    every = _joined(made.one, made.before.from_row(made.shared))
    edges = _edges(every, made.two, made.how)
    first = len(made.one.day)
    alone = np.ones(len(every.day))
    # An event of the second dataset alone has its copy for certain.
    alone[first:] = 0.0
    odds = np.where(edges.event < first, made.how.twins / (1 - made.how.twins), 1.0)
    found = _marginals(edges, odds, np.zeros(len(made.two.day)), alone)
    ours = edges.event < first
    kept = Edges(edges.event[ours], edges.copy[ours], edges.density[ours])
    return _scored(made, kept, found[ours], began)


def _joined(one: Events, other: Events) -> Events:
    return Events(
        *(
            np.concatenate((getattr(one, name), getattr(other, name)))
            for name in one.__dataclass_fields__
        )
    )


def _edges(events: Events, copies: Events, how: Disturbance) -> Edges:
    """All pairs that the disturbance can have made."""
    parts = []
    for left, right, km in _near(events, copies, how.km + 0.05, how.days):
        density = _of_place(km, how) * _of_day(copies.day[right] - events.day[left], how)
        density *= _of_kind(events.kind[left] == copies.kind[right], how)
        density *= _of_deaths(_figures(events, left), _figures(copies, right), how)
        likely = density > 0
        parts.append((left[likely], right[likely], density[likely]))
    return Edges(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _near(events: Events, copies: Events, km: float, days: int):  # type: ignore[no-untyped-def]
    """Rows of either that lie near each other and name the same sides, with the kilometres between."""
    held = _as_reports(events, copies)
    many = len(events.day)
    sides = _sides(events, copies)
    for found in pairs(held, np.arange(len(held), dtype=np.int32), Window(km, days)):
        given = np.array(held.event.cast("int64"))
        one, other = given[found.left], given[found.right]
        left, right = np.minimum(one, other), np.maximum(one, other)
        same = sides[left] == sides[right]
        yield left[same], right[same] - many, found.km[same].astype(np.float64)


def _as_reports(events: Events, copies: Events) -> reading.Reports:
    from bench.incident_truth import as_reports

    many = len(events.day)
    tables = (
        as_reports("one", events, [f"one:{n}" for n in range(many)]),
        as_reports("two", copies, [f"two:{n + many}" for n in range(len(copies.day))]),
    )
    import pyarrow as pa

    blank = pa.table(
        {name: pa.array([], pa.string()) for name in ("row_id", "side", "name", "entry")}
    )
    nobody = blank.append_column("position", pa.array([], pa.int32()))
    return reading.read(pa.concat_tables(tables), nobody)


def _sides(events: Events, copies: Events) -> Rows:
    """A number for country and both sides, of the events and then the copies."""
    texts = [
        np.concatenate((getattr(events, name), getattr(copies, name))).astype(str)
        for name in ("country", "side_a", "side_b")
    ]
    number = np.zeros(len(texts[0]), np.int64)
    for text in texts:
        _, codes = np.unique(text, return_inverse=True)
        _, number = np.unique(number * (codes.max() + 1) + codes, return_inverse=True)
    return number


def _of_place(km: Real, how: Disturbance) -> Real:
    """Per square kilometre; a copy that is not moved lies within a hundred metres."""
    ring = np.where(km <= how.km, how.moved / (how.km * 2 * np.pi * np.maximum(km, 0.05)), 0.0)
    return ring + np.where(km < 0.1, (1 - how.moved) / (np.pi * 0.1**2), 0.0)


def _of_day(days: Rows, how: Disturbance) -> Real:
    return how.redated / (2 * how.days + 1) + (1 - how.redated) * (days == 0)


def _of_kind(same: npt.NDArray[np.bool_], how: Disturbance) -> Real:
    return np.where(same, 1 - how.recoded, how.recoded / 2)


def _figures(events: Events, rows: Rows) -> tuple[Rows, Rows, Rows]:
    return events.low[rows], events.best[rows], events.high[rows]


def _of_deaths(
    ours: tuple[Rows, ...], theirs: tuple[Rows, ...], how: Disturbance, spread: float = 1.0
) -> Real:
    """All three figures times one factor, rounded: the factors that give just these."""
    lowest = np.full(len(ours[0]), -np.inf)
    highest = np.full(len(ours[0]), np.inf)
    possible = np.ones(len(ours[0]), np.bool_)
    for one, other in zip(ours, theirs, strict=True):
        possible &= (one > 0) | (other == 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            least = np.where(other > 0, np.log((other - 0.5) / one), -np.inf)
            most = np.log((other + 0.5) / one)
        lowest = np.where(one > 0, np.maximum(lowest, least), lowest)
        highest = np.where(one > 0, np.minimum(highest, most), highest)
    scale = how.spread * spread
    share = np.where(possible & (highest > lowest), ndtr(highest / scale) - ndtr(lowest / scale), 0)
    equal = np.all([a == b for a, b in zip(ours, theirs, strict=True)], axis=0)
    return how.recounted * share + (1 - how.recounted) * equal


def _common(copies: Events, how: Disturbance) -> Real:
    """How common such a copy is where it lies: from the other copies between the same sides, itself left out."""
    km, days = how.km * 1.3, how.days + 1
    near = np.pi * km**2 * (2 * days + 1)
    wide = np.pi * WIDE[0] ** 2 * (2 * WIDE[1] + 1)
    often = _frequency(copies)
    common = np.full(len(copies.day), 1e-9) * often
    for one, other, km_apart in _near(copies, copies, *WIDE):
        two = one != other
        left, right, apart = one[two], other[two], km_apart[two]
        inside = (apart <= km) & (np.abs(copies.day[left] - copies.day[right]) <= days)
        figure = _of_deaths(_figures(copies, left), _figures(copies, right), how, 1.41)
        kind = np.where(copies.kind[left] == copies.kind[right], 0.68, 0.16)
        common += np.bincount(right, 0.9 * inside * figure * kind / near, len(common))
        common += np.bincount(right, 0.1 * often[right] * kind / wide, len(common))
    return common


def _frequency(events: Events) -> Real:
    """How often just these figures of deaths stand in the dataset."""
    three = np.stack(_figures(events, np.arange(len(events.day))))
    _, where, many = np.unique(three, axis=1, return_inverse=True, return_counts=True)
    return np.asarray((many[where.ravel()] + 1) / (three.shape[1] + len(many)))


def _marginals(edges: Edges, odds: Real | float, unseen: Real, alone: Real) -> Real:
    """How likely each pair is one, over all ways to give each copy one event at most and each event one copy.

    Args:
        edges: The pairs.
        odds: That an event has a copy.
        unseen: Per copy, the density of copies of events that are not among the pairs.
        alone: Per event, 1 where it may have no copy, 0 where it must have one.
    """
    weight = edges.density * odds
    to_event = weight / (weight + unseen[edges.copy] + 1e-300)
    for _ in range(ROUNDS):
        total = np.bincount(edges.event, to_event, len(alone))
        to_copy = 1 / np.maximum(alone[edges.event] + total[edges.event] - to_event, 1e-12)
        offered = weight * to_copy
        sums = np.bincount(edges.copy, offered, len(unseen))
        fresh = weight / np.maximum(unseen[edges.copy] + sums[edges.copy] - offered, 1e-30)
        to_event = np.sqrt(to_event * np.clip(fresh, 1e-12, 1e12))
    total = np.bincount(edges.event, to_event, len(alone))
    return np.asarray(to_event / (alone[edges.event] + total[edges.event]))


def _scored(made: Made, edges: Edges, found: Real, began: float) -> Score:
    """The pairing whose expected F1 is highest: a pair is worth taking from half of it on (Lipton and others, 2014)."""
    least = 0.4
    for _ in range(6):
        rows = [side.astype(np.int32) for side in (edges.event, edges.copy)]
        chosen = paired(*rows, found - least)
        least = found[chosen].sum() / (chosen.sum() + made.shared)
    right = (edges.event[chosen] == edges.copy[chosen]) & (edges.event[chosen] < made.shared)
    seconds = time.perf_counter() - began
    return Score(right.mean(), right.sum() / made.shared, seconds, int(chosen.sum()))

"""Linking as the package does it, and the published method in plain Python, scored against a truth."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import pyarrow.compute as pc

from bench.incident_truth import Truth, is_true


@dataclass(frozen=True)
class Score:
    """How well, how long."""

    precision: float
    recall: float
    seconds: float
    links: int
    cpu: float = 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def ours(made: Truth) -> Score:
    """What the package finds."""
    from sourcebook.incidents.linking import link

    started, worked = time.perf_counter(), time.process_time()
    found = link(made.reports, made.actors).link
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    same = found.filter(pc.equal(found["kind"], "same"))
    right = is_true(made, *(same[end].to_numpy() for end in ("a", "b")))
    return Score(right.mean(), right.sum() / len(made.pairs), seconds, len(right), cpu)


def published(made: Truth, km: float = 15, days: int = 3) -> Score:
    """The published method in plain Python: pair by pair inside the days, best score first.

    Its taxonomies: the kind of violence, and the second side below its country; `km` and `days` those of the truth.
    """
    started = time.perf_counter()
    one, two = _plain(made, "one"), _plain(made, "two")
    found, first = [], 0
    for n, row in enumerate(one):
        while first < len(two) and two[first][0] < row[0] - days:
            first += 1
        for m in range(first, len(two)):
            if two[m][0] > row[0] + days:
                break
            if _km(row, two[m]) <= km:
                kind = 0 if row[3] == two[m][3] else 1
                side = 0 if row[4] == two[m][4] else 1 if row[5] == two[m][5] else None
                if side is not None:
                    found.append(((kind + side) / 4, n, m))
    used: tuple[set[int], set[int]] = (set(), set())
    right = links = 0
    for _, n, m in sorted(found):
        if n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
            links += 1
            right += (one[n][6], two[m][6]) in made.pairs
    seconds = time.perf_counter() - started
    return Score(right / max(1, links), right / len(made.pairs), seconds, links)


def _plain(made: Truth, source: str) -> list[tuple[object, ...]]:
    """Rows of one dataset as tuples in order of time: day, latitude, longitude, kind, second side, country, id."""
    side = {row["row_id"]: row["name"] for row in made.actors.to_pylist() if row["side"] == "b"}
    rows = made.reports.filter(pc.equal(made.reports["source"], source)).to_pylist()
    return sorted(
        (row["starts"].toordinal(), row["latitude"], row["longitude"], row["violence"],
         side[row["row_id"]], row["country"], row["row_id"])
        for row in rows
    )  # fmt: skip


def _km(left: tuple[object, ...], right: tuple[object, ...]) -> float:
    a, b, c, d = (math.radians(x) for x in (left[1], left[2], right[1], right[2]))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))

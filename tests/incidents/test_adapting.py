"""What two datasets show of each other is learnt from them, and a few pairs teach little."""

from datetime import date, timedelta

import numpy as np
import pyarrow.compute as pc

from bench.incident_truth import KINDS, Disturbance, Events, make
from sourcebook.incidents.linking import link
from tests.incidents.reporting import report, tables


def _scores(rows):
    reports, actors = tables(rows)
    found = link(reports, actors).link
    return dict(
        zip(
            zip(found["a"].to_pylist(), found["b"].to_pylist(), strict=True),
            found["score"].to_pylist(),
            strict=True,
        )
    )


def _together(days: int, north: float) -> float:
    """How likely a pair a few kilometres and days apart is one, beside two hundred pairs that differ by so much."""
    rows = [
        report("gtd", "x"),
        report("ucdp", "x", starts=date(2012, 6, 3), latitude=16.36, deaths_best=6),
    ]
    for n in range(200):
        day = date(1990, 1, 1) + timedelta(days=20 * n)
        rows.append(report("gtd", str(n), starts=day, latitude=-20.0))
        rows.append(
            report("ucdp", str(n), starts=day + timedelta(days=days), latitude=-20.0 + north)
        )
    return _scores(rows).get(("gtd-x", "ucdp-x"), 0.0)


def test_datasets_that_agree_to_the_metre_make_a_metre_count():
    assert _together(days=0, north=0.0) < _together(days=2, north=0.09)


def _events(many: int) -> Events:
    random = np.random.default_rng(1)
    names = np.array(["A", "B", "C", "D"], object)
    best = random.geometric(0.3, many)
    return Events(
        day=np.sort(random.integers(0, 4000, many)), latitude=random.uniform(10, 20, many),
        longitude=random.uniform(-10, 10, many), kind=random.integers(0, len(KINDS), many),
        country=np.full(many, "ML", object), side_a=names[random.integers(0, 4, many)],
        side_b=names[random.integers(0, 4, many)], low=best, best=best, high=best + 1,
    )  # fmt: skip


def test_most_of_a_known_truth_is_found_and_little_else():
    made = make(_events(3000), 1500, Disturbance(""))
    found = link(made.reports, made.actors).link
    same = found.filter(pc.equal(found["kind"], "same"))
    pairs = {
        tuple(sorted(pair))
        for pair in zip(same["a"].to_pylist(), same["b"].to_pylist(), strict=True)
    }
    right = len(pairs & made.pairs)
    assert right / len(pairs) > 0.95
    assert right / len(made.pairs) > 0.95

"""Change points against `ruptures`, the reference implementation of PELT."""

from itertools import pairwise

import numpy as np
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sourcebook.trends.changepoints import changes, levelled, pelt, penalty_of


def theirs(signal: np.ndarray, penalty: float) -> list[int]:
    model = ruptures.Pelt(model="l2", jump=1, min_size=2).fit(signal)
    return [int(end) for end in model.predict(pen=penalty)]


def price(signal: np.ndarray, ends: list[int], penalty: float) -> float:
    edges = [0, *ends]
    parts = [signal[a:b] for a, b in pairwise(edges)]
    return sum(float(((p - p.mean()) ** 2).sum()) + penalty for p in parts)


@pytest.mark.parametrize("seed", range(12))
def test_change_points_are_those_of_ruptures_on_counts(seed: int) -> None:
    draw = np.random.default_rng(seed)
    levels = np.repeat(draw.uniform(0, 30, 6), draw.integers(5, 60, 6))
    signal = levelled(draw.poisson(levels).astype(float))
    for penalty in (penalty_of(signal), 2.0, 20.0):
        assert pelt(signal, penalty) == theirs(signal, penalty)


@settings(max_examples=150, deadline=None)
@given(
    arrays(np.float64, st.integers(4, 60), elements=st.floats(-50, 50, width=32)),
    st.floats(0.5, 200),
)
def test_segments_cost_what_those_of_ruptures_cost(signal: np.ndarray, penalty: float) -> None:
    ours = pelt(signal, penalty)
    # Segmentations of one price may differ, since the last digit decides between them.
    same = pytest.approx(price(signal, theirs(signal, penalty), penalty), rel=1e-9, abs=1e-6)
    assert price(signal, ours, penalty) == same
    assert ours[-1] == len(signal)
    assert min(np.diff([0, *ours])) >= 2


def test_a_step_is_found_where_it_is_with_the_levels_on_either_side() -> None:
    months = [f"{2010 + n // 12}-{n % 12 + 1:02}" for n in range(48)]
    found = changes(months, [1, 2, 1, 0] * 6 + [20, 22, 19, 21] * 6)
    (point,) = found.points
    assert (point.at, point.until) == ("2012-01", "2013-12")
    assert (point.before, point.after) == (1.0, 20.5)


@pytest.mark.parametrize("counts", [[], [3], [0, 5, 0], [4] * 30, [0] * 100])
def test_what_is_short_or_never_changes_has_no_change_point(counts: list[int]) -> None:
    assert not changes([f"m{n:03}" for n in range(len(counts))], counts).points

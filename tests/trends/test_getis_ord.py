"""Gi* against `esda`, and the correction against its definition."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.trends.getis_ord import corrected, gi_star, two_sided

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what the oracle and its own dependencies warn of at import
    from esda import G_Local
    from libpysal.weights import W, lat2W, w_subset


def theirs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return scored(values, lat2W(*values.shape, rook=False))


def scored(values: np.ndarray, weights: W) -> tuple[np.ndarray, np.ndarray]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = G_Local(values.ravel(), weights, transform="B", star=True, permutations=0)
    return found.Zs.reshape(values.shape), found.p_norm.reshape(values.shape)


@pytest.mark.parametrize("shape", [(4, 5), (12, 9), (30, 41)])
def test_scores_are_those_of_esda(shape: tuple[int, int]) -> None:
    values = np.random.default_rng(7).poisson(0.6, shape).astype(float)
    values[1:3, 1:4] += 9
    z, one_sided = theirs(values)
    assert gi_star(values) == pytest.approx(z, rel=1e-9, abs=1e-9)
    assert two_sided(gi_star(values)) == pytest.approx(2 * one_sided, rel=1e-7, abs=1e-12)


def test_scores_on_a_lattice_with_holes_are_those_of_esda() -> None:
    draw = np.random.default_rng(11)
    values, there = draw.poisson(0.8, (14, 17)).astype(float), draw.random((14, 17)) < 0.8
    values[4:7, 5:8] += 6
    land = np.flatnonzero(there.ravel())
    weights = w_subset(lat2W(*values.shape, rook=False), land.tolist())
    z, one_sided = scored(values.ravel()[land], weights)
    found = gi_star(values, there)
    assert found[there] == pytest.approx(z, rel=1e-9, abs=1e-9)
    assert two_sided(found)[there] == pytest.approx(2 * one_sided, rel=1e-7, abs=1e-12)
    assert np.isnan(found[~there]).all()


def test_where_no_cell_counts_there_is_no_score() -> None:
    assert np.isnan(gi_star(np.ones((3, 3)), np.zeros((3, 3), dtype=bool))).all()


def test_cells_that_are_all_alike_have_no_score() -> None:
    assert np.isnan(gi_star(np.full((5, 6), 3.0))).all()
    assert np.isnan(gi_star(np.array([[4.0]]))).all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_the_correction_is_that_of_benjamini_and_hochberg(p: list[float]) -> None:
    adjusted = corrected(np.array(p))
    ranked = sorted(p)
    for alpha in (0.01, 0.05, 0.2):
        passing = [k for k, one in enumerate(ranked, 1) if one * len(p) / k <= alpha]
        limit = ranked[passing[-1] - 1] if passing else -1.0
        assert list(adjusted <= alpha) == [one <= limit for one in p]


def test_what_has_no_score_is_not_counted_by_the_correction() -> None:
    found = corrected(np.array([0.01, np.nan, 0.04]))
    assert found[0] == pytest.approx(0.02)
    assert np.isnan(found[1])

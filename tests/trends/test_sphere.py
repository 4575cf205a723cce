"""Centres on the globe."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.trends.sphere import EARTH_KM, spread

PLACES = st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), min_size=1, max_size=30)


def test_the_centre_of_places_on_both_sides_of_the_date_line_lies_on_it() -> None:
    found = spread(np.array([10.0, 10.0]), np.array([179.0, -179.0]))
    assert found is not None
    assert abs(found.longitude) == pytest.approx(180)
    assert found.latitude == pytest.approx(10, abs=0.01)


def test_one_degree_of_the_equator_is_a_360th_of_it() -> None:
    found = spread(np.array([0.0, 0.0]), np.array([-1.0, 1.0]))
    assert found is not None
    assert found.gyration_km == pytest.approx(EARTH_KM * np.pi / 180)
    assert found.median_km == pytest.approx(found.gyration_km)


def test_no_places_and_places_that_balance_have_no_centre() -> None:
    assert spread(np.array([]), np.array([])) is None
    assert spread(np.array([0.0, 0.0]), np.array([0.0, 180.0])) is None


@given(PLACES, st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(places: list[tuple[float, float]], draw) -> None:
    there = spread(*np.array(places).T)
    draw.shuffle(places)
    back = spread(*np.array(places).T)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.gyration_km == pytest.approx(back.gyration_km, rel=1e-6, abs=1e-4)
        assert there.latitude == pytest.approx(back.latitude, abs=1e-6)

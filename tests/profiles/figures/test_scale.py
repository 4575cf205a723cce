"""Scales from zero."""

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.profiles.figures.scale import Scale


@given(st.integers(0, 10**9))
def test_a_scale_holds_its_highest_value_with_few_ticks(highest: int) -> None:
    scale = Scale.up_to(highest)
    assert scale.top >= highest
    assert 2 <= len(scale.ticks) <= 6

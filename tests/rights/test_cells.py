"""No figure that leaves rests on one or two rows of a source that lets none out."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.rights.cells import FEWEST, outward
from sourcebook.trends.values import Band, Companion, Counts, Point, Portion


class Table(msgspec.Struct, frozen=True):
    """Cells with a total, as every measure has them."""

    points: tuple[Point, ...]
    total: Counts


def table(rows: list[int]) -> Table:
    points = tuple(
        Point(f"m{n}", ("acled",), Counts(incidents=k + 1, reports=k + 1, restricted=k))
        for n, k in enumerate(rows)
    )
    return Table(points, Counts(incidents=sum(rows) + len(rows), restricted=sum(rows)))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_neither_a_figure_nor_a_difference_from_the_total_is_a_row(rows: list[int]) -> None:
    found = outward(table(rows))
    shown = [p.counts.restricted for p in found.points if p.counts and not p.counts.withheld]
    assert all(k == 0 or (k or 0) >= FEWEST for k in shown)
    if not found.total.withheld:
        assert sum(rows) == 0 or sum(rows) >= FEWEST
        difference = sum(rows) - sum(k or 0 for k in shown)
        assert difference == 0 or difference >= FEWEST


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_what_is_withheld_says_so_and_carries_nothing(rows: list[int]) -> None:
    for point, k in zip(outward(table(rows)).points, rows, strict=True):
        assert point.counts is not None
        if point.counts.withheld:
            assert point.counts == Counts(
                incidents=None, reports=None, without_deaths=None, restricted=None, withheld=True
            )
        else:
            assert point.counts.incidents == k + 1


def test_zero_and_open_figures_pass() -> None:
    whole = table([0, 0, 3, 7])
    assert outward(whole) == whole


def test_days_and_places_of_a_withheld_actor_go_with_its_figures() -> None:
    few = Counts(incidents=2, reports=2, deaths=Band(1, 1, 1), restricted=2)
    met = Companion("Army", None, "against", few, "2012-01-01", "2012-02-01", ("ML",))
    (found,) = outward((met,))
    assert (found.first, found.last, found.countries) == (None, None, ())
    assert found.counts.withheld


def test_a_share_whose_smaller_part_is_a_row_is_withheld() -> None:
    assert outward(Portion(1, 40, 0.025, "coded", restricted=1)).share is None
    assert outward(Portion(5, 40, 0.125, "coded", restricted=5)).share == 0.125

"""Maps: fixed classes, one frame for all panels, every country closed and where it is."""

from __future__ import annotations

import itertools
import re

from sourcebook.profiles.figures import outlines
from sourcebook.profiles.figures.figure import Caption, Figure
from sourcebook.profiles.figures.outlines import Frame
from sourcebook.profiles.figures.place_map import Cell, Panel, place_map

NAMES = {"DZ": "Algeria", "ML": "Mali"}
BEFORE = Panel("2000 to 2006", {"DZ": 607, "ML": 1}, (Cell(3, 36, 400), Cell(-4, 16, 1)))
AFTER = Panel("2013 to 2020", {"DZ": 114, "ML": 61}, (Cell(3, 36, 100),))


def drawn(*panels: Panel) -> Figure:
    return place_map(panels, NAMES, "events", Caption("map", "Events <by> place"))


def _inside(longitude: float, latitude: float, code: str) -> bool:
    """Whether a point lies in a country, by counting the borders to its east."""
    crossed = 0
    for ring, _ in outlines.rings(code):
        for (x1, y1), (x2, y2) in itertools.pairwise(ring):
            if (y1 > latitude) != (y2 > latitude):
                crossed += longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


def test_cities_lie_in_their_countries_and_the_sea_in_none() -> None:
    cities = {
        "ML": (-8.0, 12.65),
        "DZ": (3.05, 36.7),
        "NE": (2.1, 13.55),
        "AF": (69.2, 34.5),
        "PS": (35.2, 31.9),
    }
    for code, point in cities.items():
        assert [c for c in outlines.codes() if _inside(*point, c)] == [code]
    assert not any(_inside(-30.0, 0.0, code) for code in outlines.codes())


def test_every_ring_is_closed_and_within_the_earth() -> None:
    for code in outlines.codes():
        assert outlines.rings(code), code
        for ring, frame in outlines.rings(code):
            assert ring[0] == ring[-1], code
            assert frame == Frame.around(ring)
            assert -180 <= frame.west <= frame.east <= 180
            assert -90 <= frame.south <= frame.north <= 90


def test_shades_are_fixed_classes_whatever_the_other_panels_hold() -> None:
    figure = drawn(BEFORE, AFTER)
    shades = re.findall(r'href="#map-(dz|ml)" class="map-(\d)"', str(figure.markup))
    assert shades == [("dz", "3"), ("ml", "1"), ("dz", "3"), ("ml", "2")]


def test_the_area_of_a_circle_is_the_count_and_panels_share_the_scale() -> None:
    radii = [float(r) for r in re.findall(r'r="([\d.]+)"', str(drawn(BEFORE, AFTER).markup))]
    assert radii[0] == 15
    assert radii[2] == 15 / 2  # a quarter of the count


def test_all_values_are_said_and_tabled_and_the_numbers_stand_on_the_countries() -> None:
    figure = drawn(BEFORE, AFTER)
    assert "Algeria 607; Mali 1" in figure.description
    assert ("2013 to 2020: Mali", "61") in figure.table.rows
    assert re.findall(r'class="map-count">([\d,]+)<', str(figure.markup)) == [
        "607",
        "1",
        "114",
        "61",
    ]


def test_labels_are_escaped_and_the_bytes_are_the_same_each_time() -> None:
    hostile = Panel("<script>", {"DZ": 3}, ())
    assert "<script>" not in drawn(hostile).html()
    assert drawn(BEFORE).html() == drawn(BEFORE).html()


def test_a_map_without_events_is_still_a_map() -> None:
    figure = drawn(Panel("2000", {}, ()))
    assert "none" in figure.description
    assert figure.table.rows == ()

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.profiles.figures.figure import Caption
from sourcebook.profiles.figures.ranges import Count, Incident, Standing, ranges
from sourcebook.profiles.figures.scale import Scale
from sourcebook.profiles.figures.series import Year, series
from tests.profiles.figures.aqim import INCIDENTS, TIMELINE

CAPTION = Caption("counts", "The counts seldom agree")


def test_every_value_is_repeated_in_words_with_its_source() -> None:
    figure = ranges(INCIDENTS, CAPTION)
    for incident in INCIDENTS:
        for count in incident.counts:
            assert f"<b>{count.label}</b> {count.source}" in figure.markup
            assert f"{count.label} (" in figure.description


def test_press_and_first_reports_are_hollow() -> None:
    incident = Incident(
        "2007", "Algiers", (Count(33, "GTD", Standing.DATASET), Count(23, "AP", Standing.PRESS))
    )
    markup = ranges((incident,), CAPTION).markup
    assert markup.count('class="fig-count"') == 2  # one in the key
    assert markup.count('class="fig-count-hollow"') == 2


def test_all_incidents_share_one_scale_from_zero() -> None:
    assert Scale.up_to(77) == Scale(80, 20)
    assert Scale.up_to(0).ticks == (0, 1)
    assert Scale.up_to(1200).ticks == (0, 500, 1000, 1500)


def test_lowest_and_highest_that_touch_are_printed_as_a_range() -> None:
    incident = Incident("2013", "Tigantourine", (Count(35, "a"), Count(39, "b")))
    markup = ranges((incident,), CAPTION, scale=Scale(80, 20)).markup
    assert (
        '<text x="46.25%" y="19" text-anchor="middle" class="fig-value fig-at-narrow">35–39<'
        in markup
    )


def test_a_number_printed_with_a_bound_keeps_it() -> None:
    incident = Incident("2013", "Tigantourine", (Count(38, "US State", printed="≥38"),))
    assert "<b>≥38</b> US State" in ranges((incident,), CAPTION).markup


def test_an_incident_without_counts_keeps_its_row() -> None:
    assert "Algiers" in ranges((Incident("2007", "Algiers", ()),), CAPTION).markup


def test_hostile_text_is_escaped() -> None:
    evil = "<img onerror=x>"
    incident = Incident(evil, evil, (Count(1, evil, printed=evil),), evil, evil)
    assert "<img" not in ranges((incident,), CAPTION).html()


@given(st.integers(0, 10**9))
def test_a_scale_holds_its_highest_value_with_few_ticks(highest: int) -> None:
    scale = Scale.up_to(highest)
    assert scale.top >= highest
    assert 2 <= len(scale.ticks) <= 6


def test_years_that_are_not_loaded_are_hatched_and_told() -> None:
    figure = series((Year(2024, 3), Year(2025, None)), "deaths", TIMELINE, CAPTION)
    assert "url(#counts-hatch)" in figure.markup
    assert "2025: not loaded" in figure.description
    assert figure.table.rows == (("2024", "3"), ("2025", "not loaded"))

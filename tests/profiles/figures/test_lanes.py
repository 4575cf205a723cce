import re
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.profiles.figures.designations import ListedName, Listing, designations
from sourcebook.profiles.figures.figure import Caption
from sourcebook.profiles.figures.leaders import Office, Tenure, leaders
from sourcebook.profiles.figures.marks import Bar, Lane, Mark, Shape
from sourcebook.profiles.figures.stretch import reach
from sourcebook.profiles.figures.when import Edge, When
from sourcebook.profiles.figures.wording import NARROW, WIDE, bar_words, date_words
from tests.profiles.figures.aqim import LISTINGS, OFFICES, TIMELINE, more, when

CAPTION = Caption("rows", "A finding")


def row(bar: Bar, **rest: object) -> Lane:
    return Lane("row", "said", ("row",), bars=(bar,), **rest)  # type: ignore[arg-type]


def drawn(tenure: Tenure) -> str:
    return str(leaders((Office("", (tenure,)),), TIMELINE, CAPTION).markup)


def test_words_stand_inside_the_bar_where_they_fit() -> None:
    (words,) = bar_words(row(Bar(when("2004"), when("2020"), words="GSPC")), TIMELINE, WIDE)
    assert (words.text, words.ink) == ("GSPC", "on-other")


def test_words_that_do_not_fit_go_beside_the_bar() -> None:
    bar = Bar(when("2003-08"), when("2004-06"), words="killed, 20 Jun 2004", short="2004")
    (words,) = bar_words(row(bar), TIMELINE, WIDE)
    assert (words.text, words.ink) == ("killed, 20 Jun 2004", "words")


def test_words_shorten_to_the_year_then_fall_away() -> None:
    long = "reported killed in a long sentence that no telephone has the room to print"
    bar = Bar(when("2001-01-01"), when("2009-01-01"), words=long, short="2009")
    assert [w.text for w in bar_words(row(bar), TIMELINE, NARROW)] == ["2009"]
    bare = Bar(when("2001-01-01"), when("2009-01-01"), words=long)
    assert bar_words(row(bare), TIMELINE, NARROW) == ()


def test_dates_above_a_bar_shorten_together_where_they_would_meet() -> None:
    far = row(Bar(when("2001"), Edge.OPEN), dates=(when("2001-10-06"), when("2009-04-26")))
    near = row(Bar(when("2006"), Edge.OPEN), dates=(when("2006-10-06"), when("2009-04-26")))
    assert [w.text for w in date_words(far, TIMELINE, WIDE)] == ["6 Oct 2001", "26 Apr 2009"]
    assert [w.text for w in date_words(near, TIMELINE, WIDE)] == ["2006", "2009"]


def test_a_known_day_has_a_sharp_edge_and_a_year_fades() -> None:
    sharp = reach(Bar(when("2003-08-01"), when("2004-06-20")), TIMELINE)
    faded = reach(Bar(when("1998"), when("2004-06-20")), TIMELINE)
    assert sharp is not None and sharp.left == sharp.solid_left
    assert faded is not None and faded.left < faded.solid_left


def test_an_edge_without_a_date_fades_and_is_named() -> None:
    markup = drawn(Tenure("Djamel Akkacha", Edge.UNKNOWN, when("2019-02")))
    assert "-in-other" in markup
    assert "start not in the record" in markup


def test_a_person_without_any_date_keeps_a_row_without_a_bar() -> None:
    markup = drawn(Tenure("Nobody knows", Edge.UNKNOWN, Edge.UNKNOWN))
    assert "dates not in the record" in markup
    assert "<rect" not in markup


def test_a_vacancy_is_drawn_and_told() -> None:
    figure = leaders(OFFICES, TIMELINE, CAPTION)
    assert "nobody named" in figure.markup
    assert "the record names nobody between" in figure.description


def test_a_disputed_day_has_a_ring_and_is_told() -> None:
    figure = leaders(OFFICES, TIMELINE, CAPTION)
    assert "fig-ring-mark" in figure.markup
    assert (
        "Abdelmalek Droukdel: 2004 to Jun 2020; killed, June 2020; sources differ"
        in figure.description
    )


def test_what_no_file_covers_is_dashed_and_told_as_such() -> None:
    figure = designations(LISTINGS[:1], TIMELINE, CAPTION)
    assert "fig-uncovered" in figure.markup
    assert "newest file held: 3 May 2024; not covered after that" in figure.description


def test_a_removal_is_marked_and_followed_by_no_dashes() -> None:
    figure = designations(LISTINGS[-1:], TIMELINE, CAPTION)
    assert "fig-stop" in figure.markup
    assert "fig-uncovered" not in figure.markup
    assert "removed, 15 Oct 2010" in figure.description


def test_a_name_that_changed_on_an_unknown_day_blends() -> None:
    markup = designations(LISTINGS[2:3], TIMELINE, CAPTION).markup
    assert 'fill="url(#rows-0-blend-0)"' in markup


def test_a_change_of_name_is_a_dotted_line_in_every_row() -> None:
    markup = designations(LISTINGS, TIMELINE, CAPTION).markup
    assert markup.count('class="fig-renamed"') == len(LISTINGS)


def test_hostile_text_is_escaped_in_every_figure_and_attribute() -> None:
    evil = '"><script>alert(1)</script>'
    listing = Listing(evil, evil, (ListedName(evil, when("2001")),), remark=evil)
    html = designations((listing,), TIMELINE, Caption("evil", evil, evil, evil)).html(evil)
    html += leaders(
        (Office(evil, (Tenure(evil, when("2001"), Edge.OPEN, evil),)),), TIMELINE, CAPTION
    ).html()
    assert "<script" not in html
    assert not re.search(r'="[^"]*"><script', html)


def test_element_ids_are_unique_on_a_page() -> None:
    html = "".join(str(figure.html()) for figure in more())
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_every_reference_to_a_gradient_has_its_gradient() -> None:
    html = "".join(str(figure.html()) for figure in more())
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(re.findall(r' id="([^"]+)"', html))


def test_figures_carry_no_styles_scripts_or_colours() -> None:
    html = "".join(str(figure.html()) for figure in more())
    assert not re.search(r"style=|<script|onload|#[0-9a-f]{6}\b", html)


DAYS = st.dates(date(1990, 1, 1), date(2026, 11, 1)).map(lambda d: When.day(d, d.isoformat()))
YEARS = st.integers(1990, 2025).map(When.year)
TENURES = st.builds(
    Tenure,
    st.text(min_size=1, max_size=30),
    DAYS | YEARS | st.just(Edge.UNKNOWN),
    DAYS | YEARS | st.sampled_from(Edge),
    st.text(max_size=40),
    disputed=st.lists(DAYS, max_size=1).map(tuple),
    later=st.lists(
        st.builds(Mark, DAYS, st.just(Shape.HOLLOW), st.text(max_size=30)), max_size=1
    ).map(tuple),
)


@given(TENURES)
@settings(max_examples=200, deadline=None)
def test_words_stay_inside_and_apart_at_every_width(tenure: Tenure) -> None:
    bar = Bar(tenure.start, tenure.end, words=tenure.how_ended, short="2020", at_end=True)
    lane = row(bar, marks=tenure.disputed and (Mark(tenure.disputed[0], Shape.RING), *tenure.later))
    for least in (NARROW, WIDE):
        words = bar_words(lane, TIMELINE, least)
        for across in (least, least * 1.3, least * 2):
            spans = sorted(w.span(across) for w in words)
            assert all(left >= 0 and right <= across for left, right in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(st.lists(TENURES, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_tenures_give_the_same_bytes_twice(tenures: list[Tenure]) -> None:
    office = (Office("Leaders", tuple(tenures)),)
    once = leaders(office, TIMELINE, CAPTION).html()
    assert once == leaders(office, TIMELINE, CAPTION).html()

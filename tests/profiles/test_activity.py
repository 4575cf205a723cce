"""The section on activity: what datasets count, what they do not code, what a licence keeps in."""

from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

import msgspec
import pytest

from sourcebook.profiles.activity import ActivityFact, DatasetFile, Loaded
from sourcebook.profiles.compose import compose
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.gathering import read_group
from sourcebook.profiles.html import render_html
from sourcebook.profiles.model import (
    FigureBlock,
    Gap,
    Glance,
    Paragraph,
    Profile,
    Section,
    TableBlock,
)
from sourcebook.record.dates import PartialDate
from sourcebook.record.dossier import Question
from sourcebook.record.store import Record
from sourcebook.rights.cells import outward
from sourcebook.rights.gate import Withheld
from sourcebook.trends.agreement import Agreement, Apart, Given
from sourcebook.trends.geography import Border, Centre, HotSpots, Move
from sourcebook.trends.values import (
    Band,
    ChangePoint,
    Coding,
    Companion,
    Counts,
    Coverage,
    Levels,
    Mix,
    NameUse,
    Point,
    Portion,
    Series,
    Share,
)
from sourcebook.trends.whereabouts import CountryYear, SquareYear, Whereabouts

ASKED = ("tactic", "targets", "hostages", "wounded", "civilians", "violence")


def counts(n: int, dead: int = 0, restricted: int = 0) -> Counts:
    return Counts(
        incidents=n, reports=n, deaths=Band(dead, dead, dead + 1), lethality=dead / n if n else None,
        restricted=restricted,
    )  # fmt: skip


def file(dataset: str = "ucdp/ged", names: tuple[str, ...] = ("AQIM",)) -> DatasetFile:
    title = "UCDP GED" if dataset == "ucdp/ged" else dataset
    evidence = Evidence(
        row="r1", source=dataset.partition("/")[0], kind="dataset", publisher="Uppsala Conflict Data Program",
        short="UCDP", title=title, version=PartialDate.parse("2021"), locator=f"side_a, side_b: {names[0]}",
        licence="CC BY 4.0",
        file="e" * 64, scope="extract",
    )  # fmt: skip
    return DatasetFile(dataset, 30, names, evidence)


def measured(restricted: int = 0) -> ActivityFact:
    """Two years, thirty incidents: ten in January 2012, one a month from 2012-02 on, none coded by tactic."""
    months = [f"{year}-{month:02}" for year in (2012, 2013) for month in range(1, 13)]
    points = tuple(
        Point(at, ("ucdp/ged",), counts(10 if n == 0 else 1, 20 if n == 0 else 1, restricted if n == 3 else 0))
        for n, at in enumerate(months)
    )  # fmt: skip
    change = ChangePoint(at="2012-02", before=10, after=1, until="2014-01")
    series = Series(
        unit="month", points=points, total=counts(33, 43, restricted), unplaced=Counts(), aggregates=Counts(),
        changes=Levels(since="2012-01", until="2013-12", points=(change,), penalty=3.0, method="PELT"),
        names=(
            NameUse("Salafist Group", "GSPC", None, "2012-06-30", counts(15, 25)),
            NameUse("AQIM", None, "2012-07-01", None, counts(18, 18)),
        ),
        coverage=(Coverage("ucdp/ged", "2012-01", "2013-12", ("DZ", "ML")),),
        coding=tuple(Coding(field, "not coded", (), ("ucdp/ged",), 0) for field in ASKED[:-1]),
    )  # fmt: skip
    violence = Mix(
        "violence", Coding("violence", "coded", ("ucdp/ged",), (), 33), 33,
        (Share("state_based", counts(30, 40, restricted), 30 / 33), Share("one_sided", counts(3, 3), 3 / 33)),
    )  # fmt: skip
    uncoded = Mix("tactic", Coding("tactic", "not coded", (), ("ucdp/ged",), 0), 0, ())
    nothing = HotSpots(
        value="incidents", alpha=0.05, cells=9, spots=(), unplaced=0, centre=Centre(36.7, 3.1, 50.0, 30.0, 33),
        method="",
    )  # fmt: skip
    where = Whereabouts(
        (CountryYear(2012, "DZ", counts(20)), CountryYear(2013, "ML", counts(13))),
        (SquareYear(2012, 3, 36, counts(20)),),
    )  # fmt: skip
    return ActivityFact(
        loaded=(Loaded(series.coverage[0], "UCDP GED", (file().evidence,)),), files=(file(),), series=series,
        mixes=(violence, uncoded), kidnapping=Portion(None, None, None, "not coded"),
        border=Border("DZ", Portion(13, 33, 13 / 33, "coded"), (), (Move(2013, "DZ", "ML"),)),
        hotspots=nothing, places={},
        company=(Companion("MUJAO", "mujao", "with", counts(2, 3), "2012-06-27", "2012-07-01", ("ML",)),),
        whereabouts=where, agreement=Agreement(of=0, apart=()), withheld=(),
    )  # fmt: skip


def section(facts: GroupFacts) -> Section:
    return next(s for s in compose(facts).sections if s.id == "activity")


def said(found: Section) -> str:
    return " ".join(s.text for b in found.blocks if isinstance(b, Paragraph) for s in b.sentences)


def tables(found: Section) -> dict[str, TableBlock]:
    return {b.id: b for b in found.blocks if isinstance(b, TableBlock)}


@pytest.fixture
def facts(small: ModuleType) -> GroupFacts:
    group: GroupFacts = small.aqim()
    return group


@pytest.fixture
def told(facts: GroupFacts) -> Section:
    return section(replace(facts, activity=measured()))


def test_the_sum_is_said_with_its_range_and_who_counts_it(told: Section) -> None:
    assert (
        "UCDP codes 33 incidents with AQIM on one side from January 2012 to December 2013"
        in said(told)
    )
    assert "43 people killed in them (between 43 and 44)" in said(told)


def test_incidents_before_a_change_of_name_are_told_under_the_old_one(told: Section) -> None:
    assert (
        "15 of them, with 25 deaths, happened before 1 July 2012, when it was called the Salafist Group"
        in said(told)
    )


def test_a_month_that_no_dataset_covers_is_not_drawn_and_said_to_be_so(facts: GroupFacts) -> None:
    fact = measured()
    late = Point("2014-01", (), counts(2, 2))
    series = msgspec.structs.replace(fact.series, points=(*fact.series.points, late))
    found = section(replace(facts, activity=replace(fact, series=series)))
    assert "2 of them lie in months of which the loaded files hold too little to be drawn." in said(
        found
    )
    figure = next(b for b in found.blocks if isinstance(b, FigureBlock))
    assert figure.table is not None
    assert ["2014-01", "not loaded"] in [
        [cell.text for cell in row[:2]] for row in figure.table.rows
    ]


def test_a_lasting_change_of_level_is_told_and_a_short_one_is_not(facts: GroupFacts) -> None:
    fact = measured()
    assert "From February 2012 on there were fewer: 1 incidents a month, after 10 before." in said(
        section(replace(facts, activity=fact))
    )
    brief = msgspec.structs.replace(fact.series.changes.points[0], until="2012-12")
    levels = msgspec.structs.replace(fact.series.changes, points=(brief,))
    series = msgspec.structs.replace(fact.series, changes=levels)
    assert "there were fewer" not in said(
        section(replace(facts, activity=replace(fact, series=series)))
    )


def test_what_no_source_codes_is_named_and_has_no_table(told: Section) -> None:
    assert (
        "Not coded by the loaded sources, and so not drawn: tactic, target, hostages, wounded and civilians killed."
        in said(told)
    )
    assert "mix-tactic" not in tables(told) and "mix-violence" in tables(told)
    assert "seized" not in said(told)


def test_movement_across_borders_is_told(told: Section) -> None:
    assert "13 of 33 incidents with a known country, 39.4 %, were outside Algeria" in said(told)
    assert "In 2013 most were in Mali, no longer in Algeria." in said(told)


def test_both_figures_have_their_data_and_their_notes(told: Section) -> None:
    drawn = [b for b in told.blocks if isinstance(b, FigureBlock)]
    assert [b.id for b in drawn] == ["figure-activity", "figure-places"]
    assert all(b.notes and b.table is not None and b.table.rows for b in drawn)
    assert drawn[0].table is not None and drawn[0].table.rows[0][1].text == "10"


def test_months_after_the_last_that_is_loaded_are_hatched(told: Section) -> None:
    figure = next(b for b in told.blocks if isinstance(b, FigureBlock))
    assert "url(#activity-0-hatch)" in figure.markup
    assert any(
        row[0].text == "2014-01" and row[1].text == "not loaded"
        for row in (figure.table or tables(told)["x"]).rows
    )


def test_every_sentence_about_the_world_rests_on_a_file(told: Section) -> None:
    sentences = [s for b in told.blocks if isinstance(b, Paragraph) for s in b.sentences]
    assert len(sentences) > 8
    assert [s.text for s in sentences if not s.notes and not s.about_page] == []


def test_a_figure_that_a_licence_keeps_in_is_neither_said_nor_drawn(facts: GroupFacts) -> None:
    fact = measured(restricted=2)
    kept = replace(
        fact, series=outward(fact.series), mixes=outward(fact.mixes), whereabouts=outward(fact.whereabouts),
        withheld=(Withheld("acled", 2, "ACLED terms", "why"),),
    )  # fmt: skip
    found = section(replace(facts, activity=kept))
    assert "43" not in said(found) and "33 incidents with AQIM" not in said(found)
    assert "2 rows of ACLED are counted and not shown" in said(found)
    row = tables(found)["mix-violence"].rows[0]
    assert [cell.text for cell in row] == ["with a state", "withheld", "", "", ""]


def test_sources_that_cannot_both_be_right_stand_side_by_side(facts: GroupFacts) -> None:
    apart = Apart(
        incident="i1", restricted=0, given=(Given("register/groups/aqim", 30, 37, 38), Given("ucdp/ged", 52, 52, 60)),
    )  # fmt: skip
    fact = replace(measured(), agreement=Agreement(of=4, apart=(apart,)))
    found = section(replace(facts, activity=fact))
    assert "For one incident the numbers of dead do not meet." in said(found)
    assert [[c.text for c in row][1:] for row in tables(found)["apart"].rows] == [
        ["publications the register cites", "37", "30 to 38"],
        ["UCDP GED", "52", "52 to 60"],
    ]


def test_the_last_incident_of_the_first_minute_may_be_one_that_a_dataset_counts(
    facts: GroupFacts,
) -> None:
    fact = measured()
    late = msgspec.structs.replace(
        fact.series, points=(*fact.series.points, Point("2019-05", ("ucdp/ged",), counts(1, 1)))
    )
    early = msgspec.structs.replace(fact.series, points=fact.series.points[:12])
    for series, said_of_it in ((early, "January 2013"), (late, "May 2019")):
        page = compose(replace(facts, activity=replace(fact, series=series)))
        glance = next(b for s in page.sections for b in s.blocks if isinstance(b, Glance))
        status = " ".join(s.text for s in glance.items[0].sentences)
        assert said_of_it in status, status


def test_without_a_dataset_the_section_says_so_and_draws_nothing(facts: GroupFacts) -> None:
    found = section(facts)
    assert [type(b) for b in found.blocks] == [Gap]
    assert "No dataset of events is loaded" in found.blocks[0].text  # type: ignore[union-attr]


def test_a_group_that_no_dataset_names_is_told_so_beside_what_is_covered(facts: GroupFacts) -> None:
    fact = measured()
    empty = msgspec.structs.replace(fact.series, points=(), total=Counts(), names=())
    found = section(replace(facts, activity=replace(fact, series=empty, files=())))
    assert "No loaded dataset of events names AQIM" in found.blocks[0].text  # type: ignore[union-attr]
    assert list(tables(found)) == ["coverage"]


@pytest.fixture(scope="module")
def page(eventful: Record) -> Iterator[Profile]:
    known = eventful.known
    yield compose(read_group(eventful, Question("aqim", known, known)))


def test_aqim_in_the_precise_extract(page: Profile, eventful: Record) -> None:
    found = next(s for s in page.sections if s.id == "activity")
    assert (
        "UCDP codes 1,227 incidents with AQIM on one side from January 2000 to December 2020"
        in said(found)
    )
    assert "4,121 people killed" in said(found)
    assert (
        "613 of them" in said(found) or "610 of them" in said(found) or "612 of them" in said(found)
    )
    assert "Recorded activity was highest in 2004" in render_html(page)
    assert "Jama'at" not in said(found)
    assert {"mix-violence", "hot-spots", "company", "coverage"} <= set(tables(found))


def test_the_files_of_events_are_among_the_sources_of_the_page(page: Profile) -> None:
    files = next(s for s in page.sections if s.id == "sources")
    listed = [row[1].text for b in files.blocks if isinstance(b, TableBlock) for row in b.rows]
    assert any("UCDP GED" in text for text in listed)

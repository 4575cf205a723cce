"""The three GED extracts of the shared folder: their invariants, and what a record of them counts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.findings import RULES, Scope, look
from sourcebook.record.store import Record

PRECISE, SYRIA, SAMPLE = (
    "ucdp_ged211_precise_176579.csv.xz", "ucdp_ged191_syria_16566.csv.xz", "ucdp_ged231_sample1000_fullcols.csv.xz",
)  # fmt: skip
ACTORS = "ucdp_actor_22.1.csv.xz"
V19, V21, V23 = date(2019, 12, 31), date(2021, 12, 31), date(2023, 12, 31)


def made(shared: Path, folder: Path, *names: str) -> Path:
    home = folder / "home"
    (folder / "register").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCEBOOK_REGISTER", str(folder / "register"))
        for name in names:
            add(Archive(home), shared / "data/ucdp" / name, Wish())
        build(home)
    return home


@pytest.fixture(scope="module")
def alone(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The extract of precisely placed events, and UCDP's actors."""
    with Record.open(made(shared, tmp_path_factory.mktemp("alone"), PRECISE, ACTORS)) as record:
        yield record


@pytest.fixture(scope="module")
def together(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """All three, in another order, and the yearly figures of version 25.1."""
    names = (
        SAMPLE,
        PRECISE,
        ACTORS,
        SYRIA,
        "organizedviolencecy_v25_1.csv.xz",
        "ucdp_nonstate_21.1.csv.xz",
    )
    with Record.open(made(shared, tmp_path_factory.mktemp("together"), *names)) as record:
        yield record


def of(record: Record, actor: str, known: date) -> dict[str | None, tuple[int, int]]:
    """Events and deaths (best) by country, None for all, of an actor that GED names on either side."""
    rows = record.rows(
        """select country, count(*) as n, count(distinct event) as e, sum(deaths_best)::integer as d from report_on($2)
        where part = 'ged' and row_id in (select row_id from report_actor where name = $1) group by rollup(country)""",
        [actor, known],
    )
    assert all(row["n"] == row["e"] for row in rows), "an event counts once"
    return {row["country"]: (row["n"], row["d"]) for row in rows}


def test_aqim_and_jnim_are_counted_on_whichever_side_they_stand(alone: Record) -> None:
    found = of(alone, "AQIM", V21)
    assert found.pop(None) == (1227, 4121)
    assert {country: n for country, (n, _) in found.items()} == {
        "DZ": 1146, "ML": 70, "MR": 6, "TD": 1, "NE": 1, "BF": 1, "CI": 1, "TN": 1,
    }  # fmt: skip
    assert of(alone, "JNIM", V21)[None][0] == 546


def test_before_2007_it_is_the_same_actor(alone: Record) -> None:
    row = alone.rows(
        """select count(*) as n, sum(deaths_best)::integer as d, min(year(starts)) as first from report_on($1)
        where row_id in (select row_id from report_actor where entry = 'ucdp:539') and year(starts) < 2007""",
        [V21],
    )[0]
    assert (row["n"], row["d"], row["first"]) == (610, 1991, 2000)


def test_figures_out_of_order_are_kept_and_found(alone: Record) -> None:
    for rule, count in (("low-above-best", 364), ("best-above-high", 1101)):
        found = look(alone, Scope(V21), {rule: RULES[rule]})
        assert len(found) == count
        assert all(len(one.evidence) == 1 for one in found)


def test_other_extracts_change_nothing_that_was_known_by_its_version(
    alone: Record, together: Record
) -> None:
    for actor in ("AQIM", "JNIM"):
        assert of(together, actor, V21) == of(alone, actor, V21)


def test_the_later_sample_adds_what_is_less_precisely_placed(together: Record) -> None:
    """Four events of AQIM that the extract leaves out for their place, with 15 dead."""
    assert of(together, "AQIM", V23)[None] == (1231, 4136)
    assert of(together, "AQIM", V19) == {None: (0, None)}


def test_an_event_of_several_extracts_counts_once(together: Record) -> None:
    for known, count in ((V19, 16_566), (V21, 176_579 + 16_566 - 14_623)):
        found = together.rows(
            "select count(*) as n, count(distinct event) as e from report_on($1) where part = 'ged'",
            [known],
        )
        assert found == [{"n": count, "e": count}]


def test_the_best_figure_is_the_sum_of_its_parts(together: Record) -> None:
    row = together.rows(
        """select count(*) as n, count(*) filter (
            deaths_best != deaths_a + deaths_b + deaths_civilians + deaths_unknown
        ) as off from report where part = 'ged' and deaths_a is not null"""
    )[0]
    assert row == {"n": 17_566, "off": 0}


def test_no_row_of_the_files_with_grid_cells_is_refused(together: Record) -> None:
    """Each prints its PRIO-GRID cell, and a row whose coordinates lie in another is a reject."""
    assert together.rows("select * from reject where part = 'ged'") == []
    cells = together.rows("select grid from report where event = '300380' and deaths_a is not null")
    assert cells == [{"grid": 181154}]


def test_yearly_figures_stand_beside_the_events(together: Record) -> None:
    row = together.rows(
        "select sum(deaths_best)::integer as d from country_year where country = 'AF' and year = 1989"
    )[0]
    assert row["d"] == 5411


def test_pairs_of_sides_are_sums_and_name_their_sides(together: Record) -> None:
    row = together.rows(
        "select count(*) as n, bool_and(aggregate) as sums from report where part = 'nonstate'"
    )
    assert row == [{"n": 1356, "sums": True}]
    assert together.value(
        "select count(*) from statements where part = 'nonstate' and subject = 'ucdp:300' and value = 'Unity Party'"
    )

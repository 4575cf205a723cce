"""What is counted: incidents once, aggregates apart, nothing where nothing is covered."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.errors import RecordError, UsageError
from sourcebook.record.store import Record
from sourcebook.rights.cells import outward
from sourcebook.trends.activity import activity
from sourcebook.trends.coverage import covered
from sourcebook.trends.mixes import kidnapping, mix
from sourcebook.trends.places import border, hotspots
from sourcebook.trends.scope import Box, Scope
from sourcebook.trends.series import series
from sourcebook.trends.values import Band, Counts, Series
from tests.trends.loading import RESOLVED, add, as_record, empty, opened

ALL = Scope(as_of=date(2022, 12, 31), known=date(2022, 12, 31))
NUMBER = count()
Rows = Sequence[dict[str, Any]]
Make = Callable[..., Record]


def made(folder: Path, rows: Rows, links: Rows = (), complete: bool = True) -> Record:
    path = folder / f"record{next(NUMBER)}"
    con = empty(path)
    add(con, rows)
    for link in links:
        con.execute(
            "insert into incident values (?, ?, null, null, ?, 1)",
            [link["incident"], link["row_id"], link.get("role", "member")],
        )
    con.execute("insert into version values ('ucdp', 'ged', '2021-12-31', ?, 'f')", [complete])
    return opened(path, con)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return lambda *args, **more: made(tmp_path, *args, **more)


def measured(record: Record, scope: Scope = ALL, **more: Any) -> Series:
    with activity(record, scope) as held:
        return series(held, **more)


def on(day: str, **more: Any) -> dict[str, Any]:
    return {"starts": date.fromisoformat(day), **more}


TWICE = [
    on("2012-03-01", deaths_low=2, deaths_best=3, deaths_high=9),
    on("2012-03-02", source="gtd", part="main", deaths_best=5, rights="no-rows-out", tactic="bombing"),
    on("2012-04-02", deaths_low=1, deaths_best=1, deaths_high=1),
]  # fmt: skip
SAME = [{"incident": "i1", "row_id": "r0000"}, {"incident": "i1", "row_id": "r0001"}]


def test_an_incident_that_two_datasets_report_counts_once_with_the_band_of_both(make: Make) -> None:
    found = measured(make(TWICE, SAME))
    assert (found.total.incidents, found.total.reports) == (2, 3)
    assert found.total.deaths == Band(2 + 1, 3 + 1, 9 + 1)
    assert found.total.restricted == 1


def test_it_counts_in_the_month_of_the_more_precise_report(make: Make) -> None:
    rows = [
        on("2012-02-28", date_precision="month", deaths_best=1),
        on("2012-03-02", source="gtd", part="main", deaths_best=1),
    ]
    points = {p.at: p.counts for p in measured(make(rows, SAME)).points}
    assert points["2012-03"] is not None
    assert points["2012-03"].incidents == 1
    assert points["2012-02"] == Counts()


def test_two_rows_of_one_dataset_for_one_incident_add_up(make: Make) -> None:
    rows = [on("2012-03-01", deaths_best=2), on("2012-03-01", deaths_best=3)]
    assert measured(make(rows, SAME)).total.deaths == Band(5, 5, 5)


def test_reports_that_sum_up_several_incidents_are_kept_apart(make: Make) -> None:
    rows = [
        on("2012-03-01", deaths_best=2),
        on("2012-03-05", deaths_best=100, aggregate=True),
        on("2012-03-09", deaths_best=50),
    ]
    sums_up = {"incident": "i9", "row_id": "r0002", "role": "aggregate"}
    found = measured(make(rows, [sums_up]))
    assert (found.total.incidents, found.total.deaths) == (1, Band(2, 2, 2))
    assert (found.aggregates.incidents, found.aggregates.deaths) == (2, Band(150, 150, 150))


def test_a_figure_that_nobody_gives_is_none_and_not_zero(make: Make) -> None:
    found = measured(make([on("2012-03-01")]))
    assert found.total.deaths is None
    assert found.total.lethality is None
    assert found.total.without_deaths == 1


def test_bands_are_as_the_source_prints_them(make: Make) -> None:
    found = measured(make([on("2012-03-01", deaths_low=7, deaths_best=3, deaths_high=2)]))
    assert found.total.deaths == Band(7, 3, 2)


def test_months_without_events_are_zero_and_months_outside_are_not_covered(make: Make) -> None:
    record = make([on("2012-03-01", deaths_best=1), on("2012-06-01", deaths_best=1)])
    asked = msgspec.structs.replace(ALL, since=date(2012, 1, 1), until=date(2012, 8, 31))
    points = measured(record, asked).points
    assert [p.at for p in points] == [f"2012-{month:02}" for month in range(1, 9)]
    assert [None if p.counts is None else p.counts.incidents for p in points] == [
        None, None, 1, 0, 0, 1, None, None,
    ]  # fmt: skip
    assert points[0].covered_by == ()


def test_the_register_tells_of_incidents_and_covers_no_month(make: Make) -> None:
    rows = [on(f"2012-0{month}-01", source="register", part="incidents") for month in (3, 5)]
    found = measured(make(rows))
    assert found.coverage == ()
    assert [(p.at, p.covered_by, p.counts and p.counts.incidents) for p in found.points] == [
        ("2012-03", (), 1), ("2012-04", (), None), ("2012-05", (), 1),
    ]  # fmt: skip


def test_at_least_so_many_dead_are_so_many_in_a_sum(make: Make) -> None:
    found = measured(make([on("2012-03-01", deaths_low=30), on("2012-03-02", deaths_best=2)]))
    assert found.total.deaths == Band(32, 32, 32)
    assert found.total.without_deaths == 0


def test_an_extract_covers_only_the_countries_it_holds(make: Make) -> None:
    rows = [on("2012-03-01"), on("2012-06-01", country="NE")]
    in_chad = msgspec.structs.replace(ALL, country="TD")
    whole, extract = make(rows), make(rows, complete=False)
    assert [c.dataset for c in covered(whole, in_chad)] == ["ucdp/ged"]
    assert len(measured(whole, in_chad).points) == 4
    assert covered(extract, in_chad) == ()
    assert measured(extract, in_chad).points == ()
    (held,) = covered(extract, ALL)
    assert held.countries == ("ML", "NE")


def test_a_year_of_which_an_extract_holds_a_trickle_is_not_covered_and_counts_all_the_same(
    make: Make,
) -> None:
    rows = [on(f"{year}-{month:02}-01") for year in (2012, 2013) for month in range(1, 13)]
    rows.append(on("2015-07-01"))
    (whole,), (extract,) = (covered(make(rows, complete=c), ALL) for c in (True, False))
    assert (whole.until, extract.until) == ("2015-07", "2013-12")
    found = measured(make(rows, complete=False))
    assert found.points[-1].at == "2015-07" and found.points[-1].covered_by == ()
    assert (
        sum(p.counts.incidents or 0 for p in found.points if p.counts)
        == found.total.incidents
        == 25
    )
    by_year = measured(make(rows, complete=False), unit="year")
    assert [p.at for p in by_year.points if not p.covered_by] == ["2014", "2015"]


def test_rows_that_a_later_version_dropped_count_as_known_before(make: Make) -> None:
    rows = [
        on("2012-03-01", known_from=date(2018, 1, 1), known_until=date(2020, 1, 1), deaths_best=3),
        on("2012-03-01", known_from=date(2020, 1, 1), deaths_best=5),
    ]
    record = make(rows)
    then = msgspec.structs.replace(ALL, known=date(2019, 1, 1))
    assert measured(record, then).total.deaths == Band(3, 3, 3)
    assert measured(record).total.deaths == Band(5, 5, 5)


def test_what_is_dated_too_widely_for_a_month_is_in_the_total_and_in_no_month(make: Make) -> None:
    rows = [
        on("2012-01-01", ends=date(2012, 12, 31), date_precision="year", deaths_best=9),
        on("2012-03-01", deaths_best=1),
    ]
    record = make(rows)
    by_month, by_year = measured(record), measured(record, unit="year")
    assert by_month.unplaced.incidents == 1
    assert by_year.unplaced.incidents == 0
    assert [p.counts and p.counts.incidents for p in by_year.points] == [2]


def test_an_actor_with_an_id_of_another_group_is_not_found_by_name(
    make: Make, tmp_path: Path
) -> None:
    path = tmp_path / "named"
    con = empty(path)
    rows = [
        on("2012-03-01", actors=[("a", "Front", "ucdp:1")]),
        on("2012-03-01", actors=[("a", "Front", "ucdp:2")]),
        on("2012-03-01", actors=[("b", "Front")]),
        on("2012-03-01", country="NE", actors=[("b", "Front")]),
        on("2012-03-01", source="gtd", part="main", actors=[("b", "Front")]),
        on("2012-03-01", actors=[("b", "Front Wing")]),
    ]
    add(con, rows)
    con.execute("insert into identity values ('ucdp:1', 'front')")
    con.execute(RESOLVED, ["ucdp", "Front", "ucdp:1", "same", "ML"])
    con.execute(RESOLVED, ["ucdp", "Front Wing", "ucdp:1", "wing", None])
    with opened(path, con) as record:
        front = msgspec.structs.replace(ALL, group="front")
        assert measured(record, front).total.incidents == 2
        wider = msgspec.structs.replace(front, grades=("same", "wing"))
        assert measured(record, wider).total.incidents == 3


def test_a_box_across_the_date_line_is_its_two_halves(make: Make) -> None:
    rows = [
        on("2012-03-01", latitude=-17.0, longitude=longitude) for longitude in (178.5, -179.5, 20.0)
    ]
    across = msgspec.structs.replace(ALL, box=Box.parse("178,-20,-179,-10"))
    assert measured(make(rows), across).total.incidents == 2


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "0,10,5,-10", "-200,0,0,5", "nan,0,1,1", ""])
def test_what_is_no_box_is_refused_with_advice(text: str) -> None:
    with pytest.raises(UsageError, match="box"):
        Box.parse(text)


def test_a_record_without_datasets_and_a_dataset_not_loaded_are_clear_errors(
    family_home: Path, make: Make
) -> None:
    with Record.open(family_home) as bare:
        if not bare.has("report"):
            with pytest.raises(RecordError, match="no dataset of events"), activity(bare, ALL):
                pass
    nowhere = msgspec.structs.replace(ALL, datasets=("acled",))
    with pytest.raises(UsageError, match="ucdp/ged"), activity(make([on("2012-03-01")]), nowhere):
        pass


def test_kidnapping_is_abduction_and_what_stands_under_it(make: Make) -> None:
    tactics = ("kidnapping", "hostage-taking", "bombing", None, "clash")
    rows = [on("2012-03-01", tactic=tactic) for tactic in tactics]
    with activity(make(rows), ALL) as held:
        share = kidnapping(held)
    assert (share.part, share.of, share.share) == (2, 4, 0.5)


def test_an_incident_counts_under_every_target_it_has(make: Make) -> None:
    rows = [
        on("2012-03-01", targets=["police", "civilians"]),
        on("2012-03-02", targets=["police"]),
        on("2012-03-03", targets=[]),
    ]
    with activity(make(rows), ALL) as held:
        found = mix(held, "target")
    assert [(s.value, s.counts.incidents, s.share) for s in found.shares] == [
        ("police", 2, 1.0), ("civilians", 1, 0.5),
    ]  # fmt: skip
    assert found.of == 2
    assert found.coding.state == "coded"


def test_moves_are_the_years_in_which_another_country_was_first(make: Make) -> None:
    years = {"2010": ["ML", "ML", "NE"], "2012": ["NE"], "2013": ["NE", "NE", "ML"]}
    rows = [on(f"{year}-03-01", country=c) for year, places in years.items() for c in places]
    with activity(make(rows), ALL) as held:
        found = border(held)
    assert [(m.year, m.before, m.after) for m in found.moves] == [(2012, "ML", "NE")]
    assert (found.main, found.abroad.part, found.abroad.of) == ("NE", 3, 7)


def test_places_known_only_to_a_province_enter_no_cell(make: Make) -> None:
    rows = [
        on("2012-03-01", grid=154_441, latitude=14.1, longitude=-15.9, place_precision=precision)
        for precision in ("exact", "admin1", "country")
    ]
    with activity(make(rows), ALL) as held:
        found = hotspots(held)
    assert [s.counts.incidents for s in found.spots if s.cell == 154_441] == [1]
    assert (found.unplaced, found.cells) == (2, 9)


def test_nothing_in_scope_is_an_answer(make: Make) -> None:
    with activity(make([]), ALL) as held:
        assert series(held).points == ()
        assert hotspots(held).spots == ()
        assert border(held).main is None
        assert mix(held, "country").shares == ()


REPORTS = st.lists(
    st.builds(
        lambda day, span, precision, figures, country, linked, source: (
            on("2010-01-01")
            | {
                "starts": date(2010, 1, 1) + timedelta(days=day),
                "ends": date(2010, 1, 1) + timedelta(days=day + span),
                "date_precision": precision,
                "deaths_low": figures[0], "deaths_best": figures[1], "deaths_high": figures[2],
                "country": country, "source": source, "linked": linked,
            }
        ),
        st.integers(0, 900), st.integers(0, 400),
        st.sampled_from(["day", "week", "month", "year", "longer", "unknown"]),
        st.tuples(*[st.integers(0, 50)] * 3).map(sorted) | st.just((None, None, None)),
        st.sampled_from(["ML", "NE", None]), st.integers(0, 4), st.sampled_from(["ucdp", "gtd"]),
    ),
    min_size=1,
    max_size=15,
)  # fmt: skip


@pytest.fixture(scope="module")
def refilled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Rows], Record]:
    """A record in memory whose reports are replaced."""
    path = tmp_path_factory.mktemp("refilled") / "record"
    con = empty(path, ":memory:")
    con.execute("insert into version values ('ucdp', 'ged', '2021-12-31', true, 'f')")
    record = as_record(path, con)

    def fill(rows: Rows) -> Record:
        for table in ("report", "report_actor", "incident"):
            con.execute(f"delete from {table}")
        add(con, [{k: v for k, v in row.items() if k != "linked"} for row in rows])
        links = [[f"i{row['linked']}", row["row_id"]] for row in rows if row["linked"]]
        for link in links:
            con.execute("insert into incident values (?, ?, null, null, 'member', 1)", link)
        return record

    return fill


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=REPORTS, draw=st.randoms(use_true_random=False))
def test_points_add_up_to_the_total_and_the_order_of_rows_does_not_matter(
    refilled: Callable[[Rows], Record], rows: list[dict[str, Any]], draw: random.Random
) -> None:
    rows = [row | {"row_id": f"x{n}", "event": f"e{n}"} for n, row in enumerate(rows)]
    first = measured(refilled(rows))
    cells = [p.counts for p in first.points if p.counts] + [first.unplaced]
    assert sum(c.incidents or 0 for c in cells) == first.total.incidents
    assert sum(c.reports or 0 for c in cells) == first.total.reports == len(rows)
    best = sum(c.deaths.best for c in cells if c.deaths)
    assert best == (first.total.deaths.best if first.total.deaths else 0)
    for cell in cells:
        # Every source in these rows orders its own figures, and then so does every sum of them.
        if cell.deaths:
            assert cell.deaths.low <= cell.deaths.best <= cell.deaths.high
    draw.shuffle(rows)
    assert measured(refilled(rows)) == first


def test_a_level_that_rests_on_rows_that_may_not_leave_stays_in(make: Make) -> None:
    quiet = [on(f"{year}-{month:02}-01") for year in (2005, 2006) for month in range(1, 13)]
    busy = [on(f"2007-{month:02}-{day:02}") for month in range(1, 13) for day in range(1, 28)]
    kept_in = {"source": "acled", "part": "events", "rights": "no-rows-out"}
    hidden = [on("2005-01-09", **kept_in), on("2007-12-30", **kept_in)]
    shown = measured(make([*quiet, *busy])).changes
    assert [point.at for point in shown.points] == ["2007-01"]
    assert outward(shown) == shown
    found = outward(measured(make([*quiet, *busy, *hidden])).changes)
    assert found.withheld
    assert not found.points

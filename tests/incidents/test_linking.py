"""One incident, several reports: what is joined, what is not, and what must make no difference."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.incidents.linking import Judged, Linked, link
from tests.incidents.reporting import report, tables


def linked(rows: list[dict[str, Any]], **how: Any) -> Linked:
    return link(*tables(rows), **how)


def groups(found: Linked) -> set[frozenset[str]]:
    """The incidents as sets of row ids."""
    members: dict[str, set[str]] = {}
    for row in found.incident.to_pylist():
        members.setdefault(row["incident"], set()).add(row["row_id"])
    return {frozenset(one) for one in members.values()}


def joined(*rows: dict[str, Any], **how: Any) -> bool:
    return any(len(one) > 1 for one in groups(linked(list(rows), **how)))


def test_a_report_alone_is_its_own_incident():
    found = linked([report("ucdp", "7"), report("ucdp", "8")])
    assert found.incident.to_pylist() == [
        {
            "incident": f"ucdp:{n}",
            "row_id": f"ucdp-{n}",
            "source": "ucdp",
            "event": n,
            "role": "member",
            "score": 1.0,
        }
        for n in ("7", "8")
    ]
    assert found.link.num_rows == 0


def test_two_datasets_that_say_the_same_tell_of_one_incident():
    found = linked([report("gtd", "1"), report("ucdp", "9")])
    assert groups(found) == {frozenset({"gtd-1", "ucdp-9"})}
    assert set(found.incident["incident"].to_pylist()) == {"ucdp:9"}
    (row,) = found.link.to_pylist()
    assert (row["a"], row["b"], row["kind"]) == ("gtd-1", "ucdp-9", "same")
    assert any(reason.startswith("distance: same spot (+") for reason in row["reasons"])
    assert any(
        reason.startswith("deaths: every figure equal, four or five (+")
        for reason in row["reasons"]
    )


@pytest.mark.parametrize(
    "other",
    [
        {"starts": date(2012, 6, 10)},
        {"latitude": 17.2},
        {"deaths_best": 400, "violence": "one_sided", "starts": date(2012, 6, 4)},
        {"latitude": None, "longitude": None, "country": None},
    ],
)
def test_reports_too_far_apart_stay_apart(other):
    assert not joined(report("ucdp", "1"), report("gtd", "1", **other))


def test_two_rows_of_one_dataset_are_two_incidents():
    assert not joined(report("ucdp", "1"), report("ucdp", "2"))


def test_each_report_has_one_partner_in_another_dataset():
    found = linked([report("ucdp", "1"), report("gtd", "1"), report("gtd", "2", deaths_best=6)])
    assert groups(found) == {frozenset({"ucdp-1", "gtd-1"}), frozenset({"gtd-2"})}


def test_crossed_reports_find_their_partners():
    rows = [
        report("ucdp", "1", deaths_best=5), report("ucdp", "2", deaths_best=14, starts=date(2012, 6, 2)),
        report("gtd", "1", deaths_best=14, starts=date(2012, 6, 2)), report("gtd", "2", deaths_best=5),
    ]  # fmt: skip
    assert groups(linked(rows)) == {frozenset({"ucdp-1", "gtd-2"}), frozenset({"ucdp-2", "gtd-1"})}


def test_three_datasets_meet_in_one_incident():
    found = linked([report(name, "1") for name in ("ucdp", "gtd", "acled")])
    assert groups(found) == {frozenset({"ucdp-1", "gtd-1", "acled-1"})}
    assert found.link.num_rows == 3


def test_a_chain_that_would_join_two_rows_of_one_dataset_is_cut_at_its_weakest():
    rows = [
        report("ucdp", "1", starts=date(2012, 6, 1), deaths_best=30),
        report("gtd", "1", starts=date(2012, 6, 1), deaths_best=30),
        report("acled", "1", starts=date(2012, 6, 3), deaths_best=30, latitude=16.33),
        report("ucdp", "2", starts=date(2012, 6, 4), deaths_best=30, latitude=16.38),
    ]
    for one in groups(linked(rows)):
        assert len({name.split("-")[0] for name in one}) == len(one)


def test_a_resolved_actor_joins_what_names_would_not():
    left = report("ucdp", "1", starts=date(2012, 6, 3), actors=(("GSPC", "ucdp:539"),))
    right = {"latitude": 16.4, "deaths_best": 7}
    same = linked([left, report("gtd", "1", actors=(("AQIM", "ucdp:539"),), **right)]).link
    other = linked([left, report("gtd", "1", actors=(("AQIM", "ucdp:999"),), **right)]).link
    score = {len(table): table["score"].to_pylist() for table in (same, other)}
    assert same.num_rows == 1
    assert score
    assert other.num_rows == 0 or other["score"][0].as_py() < same["score"][0].as_py()


def test_actors_count_on_whichever_side_a_dataset_puts_them():
    rows = [report("ucdp", "1", actors=("A", "B")), report("gtd", "1", actors=("B", "A"))]
    (row,) = linked(rows).link.to_pylist()
    assert any(reason.startswith("actors: both") for reason in row["reasons"])


def test_tactics_are_compared_through_the_vocabulary():
    said = {}
    for tactic in ("suicide attack", "kidnapping"):
        rows = [report("gtd", "1", tactic="bombing"), report("acled", "1", tactic=tactic)]
        said[tactic] = next(
            r for r in linked(rows).link["reasons"][0].as_py() if r.startswith("tactic")
        )
    assert said["suicide attack"].startswith("tactic: near (+")
    assert said["kidnapping"].startswith("tactic: other (-")


def test_a_report_of_the_month_may_match_within_its_month():
    vague = report("gtd", "1", starts=date(2012, 6, 15), date_precision="month", deaths_best=24)
    assert joined(report("ucdp", "1", starts=date(2012, 6, 28), deaths_best=24), vague)
    assert not joined(report("ucdp", "1", starts=date(2012, 7, 9), deaths_best=24), vague)


def test_a_report_of_a_region_may_match_within_its_region():
    vague = {
        "latitude": 17.0,
        "longitude": 0.5,
        "place_precision": "admin1",
        "admin1": "Gao Region",
    }
    near = report("ucdp", "1", admin1="Gao", deaths_best=24)
    far = report("ucdp", "1", admin1="Kidal", deaths_best=24)
    assert joined(near, report("gtd", "1", deaths_best=24, **vague))
    assert not joined(far, report("gtd", "1", deaths_best=24, **vague))


@given(
    day=st.integers(0, 3), km=st.floats(0, 10), deaths=st.integers(0, 60),
    width=st.sampled_from(["week", "month"]), shift=st.integers(-2, 2),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_a_vague_report_never_beats_an_exact_one_that_says_the_same(day, km, deaths, width, shift):
    middle = date(2012, 6, 14)
    one = report("ucdp", "1", starts=middle, deaths_best=deaths)
    said = {"latitude": 16.27 + km / 111.2, "deaths_best": deaths}
    exact = report("gtd", "exact", starts=middle + timedelta(days=min(day, 1)), **said)
    vague = report(
        "gtd", "vague", starts=middle + timedelta(days=shift), date_precision=width, **said
    )
    assert frozenset({"ucdp-1", "gtd-vague"}) not in groups(linked([one, exact, vague]))


def test_a_region_and_a_month_together_are_compared_with_nothing():
    vague = report("gtd", "1", place_precision="admin1", admin1="Gao", date_precision="month")
    found = linked([report("ucdp", "1", admin1="Gao"), vague])
    assert found.unlinked == 1
    assert len(groups(found)) == 2


def test_a_sum_of_several_events_is_kept_apart_and_covers_what_lies_in_it():
    rows = [
        report(
            "ucdp",
            "1",
            starts=date(2012, 6, 1),
            ends=date(2012, 6, 30),
            aggregate=True,
            deaths_best=90,
        ),
        report("gtd", "1"),
        report("gtd", "2", starts=date(2012, 8, 1)),
        report("gtd", "3", actors=("Government of Niger", "Boko Haram")),
        report("ucdp", "2"),
    ]
    found = linked(rows)
    roles = {row["row_id"]: row["role"] for row in found.incident.to_pylist()}
    assert roles == {
        "ucdp-1": "aggregate",
        **dict.fromkeys(("gtd-1", "gtd-2", "gtd-3", "ucdp-2"), "member"),
    }
    covers = found.link.filter(pc.equal(found.link["kind"], "covers"))
    assert list(zip(covers["a"].to_pylist(), covers["b"].to_pylist(), strict=True)) == [
        ("ucdp-1", "gtd-1")
    ]


@pytest.mark.parametrize(
    ("days", "deaths", "role"),
    [(40, 3, "aggregate"), (20, 150, "aggregate"), (20, 30, "member"), (1, 900, "member")],
)
def test_a_sum_is_recognised_by_its_span_and_its_dead(days, deaths, role):
    long = report("ucdp", "1", ends=date(2012, 6, 1) + timedelta(days=days - 1), deaths_best=deaths)
    found = linked([long, report("gtd", "1", starts=date(2015, 1, 1))])
    assert {r["row_id"]: r["role"] for r in found.incident.to_pylist()}["ucdp-1"] == role


def test_what_is_not_sure_goes_to_review():
    # Two equal candidates: one of them is taken, neither is sure.
    found = linked([report("ucdp", "1"), report("gtd", "1"), report("gtd", "2")])
    assert {row["kind"]: row["review"] for row in found.link.to_pylist()} == {
        "same": True,
        "possible": True,
    }


def test_what_people_have_said_decides():
    rows = [report("ucdp", "1"), report("gtd", "1")]
    assert not joined(*rows, judged=Judged(different=[("gtd:1", "ucdp:1")]))
    unlike = [
        report("ucdp", "1"),
        report("gtd", "1", deaths_best=300, latitude=16.45, violence="one_sided"),
    ]
    assert not joined(*unlike)
    assert joined(*unlike, judged=Judged(same=[("ucdp:1", "gtd:1")]))


def test_only_what_was_known_on_the_day_counts():
    rows = [report("ucdp", "1"), report("gtd", "1", known_from=date(2021, 1, 1))]
    assert joined(*rows, known=date(2021, 1, 1))
    found = linked(rows, known=date(2020, 6, 1))
    assert groups(found) == {frozenset({"ucdp-1"})}


def test_two_versions_of_a_row_may_share_the_incident_of_another_dataset():
    rows = [
        report("ucdp", "1"),
        report("acled", "1", row_id="old", known_until=date(2021, 1, 1)),
        report("acled", "1", row_id="new", known_from=date(2021, 1, 1), deaths_best=6),
    ]
    assert groups(linked(rows)) == {frozenset({"ucdp-1", "old", "new"})}


def test_an_event_that_is_gone_keeps_the_incident_it_had():
    rows = [
        report("ucdp", "1"),
        report("acled", "1", known_until=date(2021, 1, 1)),
        report("acled", "2", known_from=date(2021, 1, 1)),
    ]
    assert groups(linked(rows)) == {frozenset({"ucdp-1", "acled-1", "acled-2"})}


def test_what_several_publications_say_of_one_event_is_one_incident():
    rows = [
        report("register", "in-amenas", row_id="state", deaths_best=38),
        report("register", "in-amenas", row_id="press", deaths_best=40),
        report("ucdp", "1", deaths_best=38),
    ]
    found = linked(rows)
    assert groups(found) == {frozenset({"state", "press", "ucdp-1"})}
    assert set(found.incident["incident"].to_pylist()) == {"register:in-amenas"}


def test_an_incident_of_the_register_is_never_a_sum_nor_the_same_as_another_of_it():
    long = {"ends": date(2012, 12, 31)}
    found = linked(
        [
            report("register", "a", **long),
            report("register", "b"),
            report("ucdp", "1"),
        ]
    )
    assert {row["row_id"]: row["role"] for row in found.incident.to_pylist()}[
        "register-a"
    ] == "member"
    assert groups(found) == {frozenset({"register-a"}), frozenset({"register-b", "ucdp-1"})}


def test_two_incidents_of_one_number_are_told_apart_by_part():
    rows = [
        report("ucdp", "1", row_id="x", part="ged"),
        report("ucdp", "1", row_id="y", part="candidate", latitude=30.0),
    ]
    assert set(linked(rows).incident["incident"].to_pylist()) == {"ucdp/ged:1", "ucdp/candidate:1"}


_SPOTS = st.tuples(
    st.sampled_from(["ucdp", "gtd", "acled", "own"]), st.integers(0, 4), st.sampled_from([0.0, 0.02, 0.1, 0.4]),
    st.sampled_from([0, 1, 3, 12]), st.sampled_from(["state_based", "one_sided"]),
    st.sampled_from(["day", "week", "month"]), st.sampled_from(["A", "B"]),
)  # fmt: skip


def _rows(spots: list[Any], naming: dict[str, str] | None = None) -> list[dict[str, Any]]:
    return [
        report(
            (naming or {}).get(source, source), str(n), row_id=f"r{n}", starts=date(2012, 6, 10 + day),
            latitude=16 + north, deaths_best=dead, violence=kind, date_precision=width, actors=(who, "Government"),
        )
        for n, (source, day, north, dead, kind, width, who) in enumerate(spots)
    ]  # fmt: skip


@given(spots=st.lists(_SPOTS, max_size=14), data=st.data())
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_and_datasets_makes_no_difference(spots, data):
    rows = _rows(spots)
    mixed = data.draw(st.permutations(rows))
    one, other = linked(rows), linked(list(mixed))
    assert one.incident.equals(other.incident)
    assert one.link.equals(other.link)


@given(spots=st.lists(_SPOTS, max_size=14), names=st.permutations(["ucdp", "gtd", "acled", "own"]))
@settings(max_examples=20, deadline=None)
def test_the_names_of_datasets_make_no_difference(spots, names):
    naming = dict(zip(["ucdp", "gtd", "acled", "own"], names, strict=True))
    assert groups(linked(_rows(spots))) == groups(linked(_rows(spots, naming)))


@given(spots=st.lists(_SPOTS, max_size=14))
@settings(max_examples=20, deadline=None)
def test_every_report_is_in_one_incident_and_no_incident_has_two_of_one_dataset(spots):
    rows = _rows(spots)
    found = linked(rows)
    assert sorted(found.incident["row_id"].to_pylist()) == sorted(row["row_id"] for row in rows)
    sources = {row["row_id"]: row["source"] for row in rows}
    for one in groups(found):
        assert len({sources[row] for row in one}) == len(one)


def test_points_on_either_side_of_the_date_line_are_near():
    left = report("ucdp", "1", latitude=-16.8, longitude=179.98)
    assert joined(left, report("gtd", "1", latitude=-16.8, longitude=-179.98))


def test_no_reports_are_no_incidents():
    assert linked([]).incident.num_rows == 0

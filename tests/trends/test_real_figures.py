"""The measures on 176,579 events of UCDP GED 21.1, held against figures counted from the file by other means."""

from datetime import date

import msgspec
import pytest

from sourcebook.record.store import Record
from sourcebook.trends.activity import activity
from sourcebook.trends.company import company
from sourcebook.trends.mixes import kidnapping, mix
from sourcebook.trends.places import border, centre, hotspots
from sourcebook.trends.scope import Scope
from sourcebook.trends.series import series


def test_aqim_has_the_events_and_deaths_that_the_file_has(ged: Record, aqim: Scope) -> None:
    with activity(ged, aqim) as held:
        found = series(held)
    assert found.total.incidents == found.total.reports == 1_227
    assert found.total.deaths is not None
    assert found.total.deaths.best == 4_121
    with_incidents = [p.at for p in found.points if p.counts and p.counts.incidents]
    assert (with_incidents[0][:4], with_incidents[-1][:4]) == ("2000", "2020")
    assert (found.points[0].at, found.points[-1].at) == ("1989-01", "2020-12")


def test_before_2007_it_is_shown_under_the_name_of_that_time(ged: Record, aqim: Scope) -> None:
    with activity(ged, msgspec.structs.replace(aqim, as_of=date(2006, 12, 31))) as held:
        early = series(held)
    assert early.total.incidents == 610
    assert early.total.deaths is not None
    assert early.total.deaths.best == 1_991
    assert early.names[0].counts.incidents == 610
    with activity(ged, aqim) as held:
        first, second = series(held).names
    assert (first.name, first.acronym) == ("Salafist Group for Preaching and Combat", "GSPC")
    assert (second.name, second.acronym) == ("Al-Qa'ida in the Islamic Maghreb", "AQIM")
    assert (first.until, second.since) == ("2007-01-23", "2007-01-24")
    assert (first.counts.incidents or 0) + (second.counts.incidents or 0) == 1_227


def test_its_countries_are_those_of_the_file_and_most_of_it_is_algeria(
    ged: Record, aqim: Scope
) -> None:
    with activity(ged, aqim) as held:
        countries, across = mix(held, "country"), border(held)
    assert [(s.value, s.counts.incidents) for s in countries.shares] == [
        ("DZ", 1146), ("ML", 70), ("MR", 6), ("BF", 1), ("CI", 1), ("NE", 1), ("TD", 1), ("TN", 1),
    ]  # fmt: skip
    assert across.main == "DZ"
    assert (across.abroad.part, across.abroad.of) == (81, 1227)
    assert across.moves
    assert (across.moves[0].before, across.moves[0].after) == ("DZ", "ML")


def test_jnim_has_the_events_of_the_file(ged: Record, aqim: Scope) -> None:
    with activity(ged, msgspec.structs.replace(aqim, group="jnim")) as held:
        found = series(held)
    assert found.total.incidents == 546


def test_what_ged_does_not_code_is_said_not_to_be_coded(ged: Record, aqim: Scope) -> None:
    with activity(ged, aqim) as held:
        found = {one.field: one for one in series(held).coding}
        tactics, taken = mix(held, "tactic"), kidnapping(held)
    for field in ("tactic", "targets", "hostages", "wounded", "civilians"):
        assert found[field].state == "not coded"
    assert found["violence"].state == "coded"
    assert (tactics.of, tactics.shares, tactics.coding.state) == (0, (), "not coded")
    assert (taken.share, taken.state) == (None, "not coded")


def test_who_was_on_which_side_is_as_the_file_has_it(ged: Record, aqim: Scope) -> None:
    with activity(ged, aqim) as held:
        met = {(one.name, one.stance): one.counts.incidents for one in company(held)}
    assert met["Government of Algeria", "against"] == 1_067
    assert met["Civilians", "against"] == 93
    assert met["MUJAO", "with"] == 1
    assert ("AQIM", "with") not in met


def test_its_hot_spots_are_kabylie_and_all_cells_add_up(ged: Record, aqim: Scope) -> None:
    with activity(ged, aqim) as held:
        found, where = hotspots(held), centre(held)
    hottest = found.spots[0]
    assert hottest.kind == "hot"
    assert (36 < hottest.latitude < 37) and (3 < hottest.longitude < 5)
    assert sum(spot.counts.incidents or 0 for spot in found.spots) + found.unplaced == 1_227
    assert where.of == 1_227
    assert where.gyration_km is not None
    assert where.median_km is not None
    assert where.median_km < where.gyration_km


@pytest.mark.parametrize(
    ("narrowed", "incidents"),
    [
        ({"country": "ML"}, 70),
        ({"since": date(2007, 1, 1)}, 617),
        ({"datasets": ("ucdp",)}, 1227),
        ({"datasets": ("ucdp/ged",)}, 1227),
        ({"known": date(2020, 1, 1)}, 0),
    ],
)
def test_a_scope_narrows(
    ged: Record, aqim: Scope, narrowed: dict[str, object], incidents: int
) -> None:
    with activity(ged, msgspec.structs.replace(aqim, **narrowed)) as held:
        assert series(held).total.incidents == incidents


def test_extremes_of_the_file_are_kept_as_they_are(ged: Record, aqim: Scope) -> None:
    """In 364 rows low is greater than best, in 1,101 best is greater than high; nothing is put in order."""
    everything = msgspec.structs.replace(aqim, group=None)
    with activity(ged, everything) as held:
        rows = ged.rows(
            f"""select count(*) filter (low > best) as over, count(*) filter (best > high) as under,
            count(*) as n from {held.incidents}"""
        )
    assert rows == [{"over": 364, "under": 1101, "n": 176579}]

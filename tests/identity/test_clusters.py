"""Clusters follow from evidence and judgements, whatever the order."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import UsageError
from sourcebook.identity.clusters import Edge, canonical_id, cluster
from sourcebook.identity.journal import Journal, Judgement

AQIM = ("register:aqim", "un:QDe.014", "ofac:6897", "eu:481", "uk:7247", "ucdp:539")
ENTRIES = [f"{source}:{n}" for source in ("un", "ofac", "uk") for n in range(4)]
PAIRS = st.tuples(st.sampled_from(ENTRIES), st.sampled_from(ENTRIES)).filter(lambda p: p[0] < p[1])
EDGES = st.lists(
    st.builds(lambda p, s: Edge(*p, "names", s / 10, ""), PAIRS, st.integers(1, 10)), max_size=14
)


def judged(verdict: Any, a: str, b: str) -> Judgement:
    return Judgement(
        id=f"{a}{b}", verdict=verdict, a=min(a, b), b=max(a, b), who="M. Keita", why="a test"
    )


def chain(*entries: str) -> list[Edge]:
    return [Edge.between(a, b, "names", 0.9, "") for a, b in pairwise(entries)]


def test_the_register_names_the_cluster() -> None:
    assert set(cluster(chain(*AQIM)).values()) == {"aqim"}


def test_without_the_register_the_lowest_id_in_the_order_of_the_sources_does() -> None:
    assert canonical_id(["uk:9157", "ofac:10612", "un:QDi.232"]) == "un:QDi.232"
    assert canonical_id(["ofac:10612", "ofac:6897"]) == "ofac:6897"


def test_a_judgement_wins_over_any_evidence() -> None:
    found = cluster(
        chain("un:QDi.232", "ofac:10612"), [judged("different", "un:QDi.232", "ofac:10612")]
    )
    assert found == {}


def test_two_judged_different_do_not_meet_through_a_third() -> None:
    edges = [
        Edge.between("un:QDi.232", "uk:9157", "reference", 1.0, ""),
        Edge.between("ofac:10612", "uk:9157", "names", 0.9, ""),
    ]
    found = cluster(edges, [judged("different", "un:QDi.232", "ofac:10612")])
    assert found == {"un:QDi.232": "un:QDi.232", "uk:9157": "un:QDi.232"}


def test_names_alone_do_not_bring_two_entries_of_one_list_together() -> None:
    edges = [
        Edge.between("ofac:4706", "ucdp:744", "names", 0.99, ""),
        Edge.between("ofac:4706", "uk:7364", "names", 0.98, ""),
        Edge.between("uk:7364", "ucdp:721", "names", 0.95, ""),
    ]
    found = cluster(edges)
    assert found["ucdp:744"] == found["uk:7364"] == "ofac:4706"
    assert "ucdp:721" not in found


def test_a_judged_same_needs_no_evidence() -> None:
    assert cluster([], [judged("same", "un:QDe.014", "uk:7247")])["uk:7247"] == "un:QDe.014"


@given(
    EDGES,
    st.lists(st.tuples(st.sampled_from(["same", "different"]), PAIRS), max_size=4),
    st.randoms(),
)
def test_the_order_of_anything_does_not_matter(edges: list[Edge], said: Any, chance: Any) -> None:
    judgements = list({pair: judged(verdict, *pair) for verdict, pair in said}.values())
    found = cluster(edges, judgements)
    shuffled, others = list(edges), list(judgements)
    chance.shuffle(shuffled)
    chance.shuffle(others)
    assert cluster(shuffled, others) == found


@given(EDGES, st.lists(PAIRS, max_size=4))
def test_no_cluster_holds_two_judged_different(
    edges: list[Edge], pairs: list[tuple[str, str]]
) -> None:
    found = cluster(edges, [judged("different", *pair) for pair in pairs])
    assert all(found.get(a, a) != found.get(b, b) for a, b in pairs)


def test_a_withdrawn_judgement_no_longer_holds(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    made = journal.judge(
        "same", "un:QDe.014", "uk:7247", "M. Keita", "UN reference in the UK entry"
    )
    assert [j.id for j in journal.in_force()] == [made.id]
    journal.withdraw(made.id[:6], "M. Keita", "looked again")
    assert journal.in_force() == []
    assert len(journal.lines()) == 2


def test_the_last_judgement_on_a_pair_is_in_force(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.judge("same", "un:QDe.014", "uk:7247", "A", "one reason")
    journal.judge("different", "uk:7247", "un:QDe.014", "B", "a better one")
    assert [j.verdict for j in journal.in_force()] == ["different"]


def test_a_judgement_needs_two_entries_a_person_and_a_reason(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    with pytest.raises(UsageError, match="one entry"):
        journal.judge("same", "un:QDe.014", "un:QDe.014", "A", "x")
    with pytest.raises(UsageError, match="who"):
        journal.judge("same", "un:QDe.014", "uk:7247", " ", "x")

"""The official client of yente works unmodified against a running server."""

from collections.abc import Iterator

import pytest
from yente_client import (
    BadRequestError,
    Client,
    Company,
    NotFoundError,
    Organization,
    Person,
    ScoredEntity,
)

from tests.web.serving import Served


@pytest.fixture(scope="module")
def client(served: Served) -> Iterator[Client]:
    with Client(base_url=served.url) as client:
        yield client


def test_health_and_readiness(client: Client) -> None:
    assert client.healthz().status == "ok"
    assert client.readyz().status == "ok"


def test_catalogue_lists_sources_and_collections(client: Client) -> None:
    found = client.datasets()
    by_name = {one.name: one for one in found.datasets}
    assert by_name["default"].children == ["register", "un"]
    assert by_name["sanctions"].children == ["un"]
    assert by_name["un"].title == "United Nations Security Council Consolidated List"
    assert by_name["un"].version == "2026-02-27"
    assert by_name["un"].publisher is not None and by_name["un"].publisher.official
    assert found.current == ["default", "sanctions", "register", "un"]


def test_algorithms(client: Client) -> None:
    found = client.algorithms()
    assert found.default == found.best == "sourcebook"
    assert "birth_date" in (found.algorithms[0].docs or {})


def test_match_finds_explains_and_counts(client: Client) -> None:
    found = client.match(
        Person(id="4711", name=["Abdelmalek DROUKDEL"], birthDate=["1970"]), threshold=0.5
    )
    top = found.top
    assert isinstance(top, ScoredEntity)
    assert top.id == "abdelmalek-droukdel"
    assert top.schema_ == "Person"
    assert "عبد المالك دروكدال" in top.properties["name"]
    assert top.datasets == ["register", "un"]
    assert set(top.referents) == {"register:abdelmalek-droukdel", "un:QDi.232"}
    assert top.target and top.match and 0.5 < top.score <= 1
    assert {"name", "birth_date"} <= top.explanations.keys()
    assert top.explanations["name"].query == "Abdelmalek DROUKDEL"
    assert top.first_seen is not None and top.last_seen is not None
    assert found.query == {
        "id": "4711", "schema": "Person", "properties": {"name": ["Abdelmalek DROUKDEL"], "birthDate": ["1970"]},
    }  # fmt: skip
    assert found.total.value == len(found.matches)
    assert found.limit == 5


def test_match_takes_every_filter_of_the_client(client: Client) -> None:
    aqim = Organization(name=["The Organization of Al-Qaida in the Islamic Maghreb"])
    assert client.match(aqim, datasets=["un"], algorithm="best", topics=["sanction"]).results
    assert not client.match(aqim, exclude_entities=["un:QDe.014"]).results
    assert not client.match(aqim, exclude_schemata=["LegalEntity"]).results
    assert not client.match(aqim, exclude_datasets=["un", "register"]).results
    assert not client.match(aqim, changed_since="2026-12-01").results
    assert not client.match(aqim, topics=["crime.cyber"]).results
    assert client.match(aqim, datasets=["default", "un"]).results
    assert not client.match(
        aqim, datasets=["register", "un"]
    ).results  # yente too takes what both hold


def test_match_refuses_what_it_does_not_know(client: Client) -> None:
    with pytest.raises(NotFoundError, match=r"No such dataset\."):
        client.match(Company(name=["AQIM"]), datasets=["nowhere"])
    with pytest.raises(BadRequestError, match="Unknown algorithm"):
        client.match(Company(name=["AQIM"]), algorithm="logic-v9")


def test_match_iter_mixes_nothing_up(client: Client) -> None:
    names = ["Abdelmalek Droukdel", "Lionel Dumont", "Nobody Atall"] * 8
    entities = [(str(n), Person(id=f"c{n}", name=[name])) for n, name in enumerate(names)]
    found = dict(client.match_iter(entities, workers=6, threshold=0.5))
    assert found.keys() == {key for key, _ in entities}
    for key, one in found.items():
        assert one.query["id"] == f"c{key}"  # type: ignore[union-attr]
        assert one.query["properties"]["name"] == [names[int(key)]]  # type: ignore[union-attr]


def test_search_with_facets_and_paging(client: Client) -> None:
    found = client.search("islamic maghreb")
    assert [one.id for one in found.results] == ["aqim"]
    assert found.total.value == 1
    assert {item.name for item in found.facets["topics"].values} == {"sanction", "crime.terror"}
    assert {item.name for item in found.facets["datasets"].values} == {"register", "un"}
    everything = client.search("", limit=2, offset=2, facets=["countries"])
    assert len(everything.results) == 2 and everything.total.value > 4
    assert [item.label for item in everything.facets["countries"].values][:1] == ["Algeria"]
    assert [one.id for one in client.search("", schema="Person", countries=["dz"]).results] == [
        "abdelmalek-droukdel"
    ]
    assert [one.id for one in client.search("Droukdal Abdelmalik", fuzzy=True).results][:1] == [
        "abdelmalek-droukdel"
    ]


def test_fetch_follows_a_merged_id_and_nests_ties(client: Client) -> None:
    found = client.fetch("un:QDe.014")
    assert found.id == "aqim" and found.caption == "Al-Qaida in the Islamic Maghreb"
    sanctions = found.properties["sanctions"]
    assert {s.properties["authority"][0] for s in sanctions} == {"United Nations", "Australia"}  # type: ignore[union-attr]
    leader = found.properties["directorshipOrganization"][0].properties["director"][0]  # type: ignore[union-attr]
    assert leader.id == "abdelmalek-droukdel"  # type: ignore[union-attr]
    flat = client.fetch("aqim", nested=False)
    assert "sanctions" not in flat.properties and flat.properties["name"]
    with pytest.raises(NotFoundError):
        client.fetch("un:QDe.999")


def test_adjacent_gives_ties_by_property(client: Client) -> None:
    found = client.adjacent("aqim")
    assert found.entity.id == "aqim"
    assert found.adjacent["sanctions"].total.value == 2
    page = client.adjacent("aqim", prop="sanctions", limit=1, offset=1, sort=["listingDate:desc"])
    assert page.total.value == 2 and len(page.results) == 1
    assert client.adjacent("aqim", prop="familyPerson").total.value == 0
    assert client.adjacent("un:QDe.014", prop="sanctions").total.value == 2


def test_statements_with_provenance(client: Client) -> None:
    found = client.statements(canonical_id="abdelmalek-droukdel", prop="birthDate")
    assert [(s.entity_id, s.value, s.dataset) for s in found.results] == [
        ("un:QDi.232", "1970-04-20", "un")
    ]
    assert found.results[0].prop_type == "date"
    assert client.statements(dataset="un", limit=3).total.value > 3

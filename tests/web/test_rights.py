"""Rows of a source whose terms keep them in do not leave through any route."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from tests.lists import AQIM, DROUKDEL, small_home, un_list
from tests.shell import asked
from tests.web.serving import serving

# An entity of a FollowTheMoney stream, made up except for the name; its publisher's terms are unknown to us.
STREAM = [
    {
        "id": "X1", "schema": "Person", "datasets": ["x"], "last_seen": "2026-03-01",
        "properties": {"name": ["Abdelmalek Droukdel", "Secret Alias"], "birthDate": ["1969"]},
    },
    {
        "id": "X2", "schema": "Person", "datasets": ["x"], "last_seen": "2026-03-01",
        "properties": {"name": ["Wholly Withheld"]},
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("rights")
    home = small_home(folder, [un_list("2026-02-27", (DROUKDEL,), (AQIM,))])
    path: Path = folder / "stream.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in STREAM))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCEBOOK_REGISTER", str(folder / "register"))
        add(Archive(home), path, Wish())
        build(home)
    asked(home, "same", "un:QDi.232", "ftm:X1", "--who", "M. Keita", "--why", "test")
    with (
        serving(home, folder / "log") as server,
        httpx.Client(base_url=server.url, timeout=30) as http,
    ):
        yield http


def match(http: httpx.Client, **properties: str) -> str:
    query = {"schema": "Person", "properties": properties}
    return http.post(
        "/match/default", json={"queries": {"q": query}}, params={"threshold": 0.1, "cutoff": 0}
    ).text


def test_screening_finds_no_withheld_entity_and_shows_no_withheld_value(http: httpx.Client) -> None:
    assert json.loads(match(http, name="Wholly Withheld"))["responses"]["q"]["results"] == []
    assert "Secret Alias" not in match(http, name="Secret Alia")
    found = match(http, name="Abdelmalek Droukdel", birthDate="1969-05-01")
    assert (
        "un:QDi.232" in found
        and "ftm:" not in found
        and '"1969"' not in found
        and "has 1969" not in found
    )
    line = json.dumps({"properties": {"name": "Abdelmalek Droukdel", "birthDate": "1969-05-01"}})
    streamed = http.post("/screen", content=line, params={"cutoff": 0}).text
    assert "un:QDi.232" in streamed and "ftm:" not in streamed and "has 1969" not in streamed


def test_no_other_route_shows_it(http: httpx.Client) -> None:
    assert http.get("/search/default", params={"q": "withheld"}).json()["total"]["value"] == 0
    assert (
        http.get("/search/default", params={"q": "withheld", "fuzzy": "true"}).json()["results"]
        == []
    )
    assert http.get("/search/ftm").status_code == 403
    assert http.get("/entities/ftm:X2").status_code == 404
    assert "Secret" not in http.get("/entities/un:QDi.232", follow_redirects=True).text
    assert "ftm" not in http.get("/catalog").text
    for wanted in ({}, {"dataset": "ftm"}, {"entity_id": "ftm:X2"}, {"value": "Secret Alias"}):
        answer = http.get("/statements", params={"limit": 5000, **wanted})
        assert answer.status_code == 403 or "ftm" not in answer.text


def test_no_verdict_on_a_text_rests_on_it(http: httpx.Client, tmp_path: Path) -> None:
    text = "Abdelmalek Droukdel is also known as Secret Alias. Abdelmalek Droukdel died in 2020."
    answer = http.post("/check", json={"text": text})
    page = http.post("/check", json={"text": text}, headers={"accept": "text/html"})
    first = answer.json()["claims"][0]
    assert (first["type"], first["verdict"], first["evidence"]) == ("alias_of", "not_in_record", [])
    assert "ftm" not in answer.text.lower() and "ftm:" not in page.text

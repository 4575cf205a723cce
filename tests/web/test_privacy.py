"""Screened names are private: no log, no error and no metric repeats them."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from sourcebook.record.store import Record
from sourcebook.screening.hit import Hit
from sourcebook.screening.query import Options, Query
from sourcebook.web.app import create_app
from sourcebook.web.keys import Keys
from sourcebook.web.live import Live
from sourcebook.web.service import Service
from tests.web.serving import serving

OPTIONS = Options()
NAME = "Zebediah Unheardof"


def test_nothing_that_was_asked_is_said_again(own: Path, tmp_path: Path) -> None:
    with serving(own, tmp_path / "log") as server, httpx.Client(base_url=server.url) as http:
        query = {"q": {"schema": "Person", "properties": {"name": NAME}}}
        http.post("/match/default", json={"queries": query})
        http.post(
            "/match/default",
            json={"queries": {NAME: {"properties": {"name": NAME}, "options": {NAME: 1}}}},
        )
        http.post("/match/default", content=f'{{"queries": {NAME}'.encode())
        http.get("/search/default", params={"q": NAME, "fuzzy": "true"})
        http.get("/search/default", params={"q": f"({NAME})"})
        http.get(f"/{NAME}", params={"q": NAME})
        http.post("/screen", content=f'{{"properties": {{"name": "{NAME}"}}}}\n{NAME}'.encode())
        assert "zebediah" not in http.get("/metrics").text.lower()
    said = server.said.lower()
    assert "zebediah" not in said and "unheardof" not in said


class Faulty:
    """A screener with a fault that has the name in its words."""

    def screen(self, queries: Sequence[Query], options: Options = OPTIONS) -> list[list[Hit]]:
        raise ValueError(f"cannot take {queries[0].names[0]}")


def test_a_fault_is_logged_by_its_place_and_not_in_its_words(
    family_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service = Service(Live(family_home, Record.open, lambda _: Faulty()), Keys(family_home))
    service.live.refresh()

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(service))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            query = {"q": {"properties": {"name": NAME}}}
            return await http.post("/match/default", json={"queries": query})

    answer = asyncio.run(ask())
    service.close()
    assert answer.status_code == 500
    assert "Zebediah" not in answer.text and "Zebediah" not in caplog.text
    assert "ValueError on /match/{dataset}" in caplog.text and "answers.py" in caplog.text

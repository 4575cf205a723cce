"""A new build takes the place of the old one while questions are answered; judgements act at once."""

import threading
import time
from pathlib import Path

import httpx
import pytest

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.sources.un.consolidated import SOURCE as UN
from tests.lists import AQIM, DROUKDEL, un_list
from tests.shell import asked
from tests.web.serving import Served, serving

LATER = "2026-06-01"


def until(http: httpx.Client, path: str, true: object) -> None:
    """Ask until the answer is as told."""
    for _ in range(100):
        if true(http.get(path).json()):  # type: ignore[operator]
            return
        time.sleep(0.1)
    pytest.fail(f"{path} never changed: {http.get(path).text[:300]}")


def build_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list without Dumont and Yas Air."""
    monkeypatch.setenv("SOURCEBOOK_REGISTER", str(home.parent / "register"))
    monkeypatch.setitem(UN.manifest.floor, "list", 0)
    path = home.parent / "later.xml"
    path.write_bytes(un_list(LATER, (DROUKDEL,), (AQIM,)))
    add(Archive(home), path, Wish(allow_shrink=True))
    build(home)


def test_a_new_build_is_served_without_a_stop(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(own, tmp_path / "log") as server:
        asking = Asking(server)
        asking.start()
        try:
            build_anew(own, monkeypatch)
            with httpx.Client(base_url=server.url, timeout=30) as http:
                until(http, "/catalog", lambda found: found["datasets"][-1]["version"] == LATER)
                gone = http.get("/search/default", params={"q": "dumont"}).json()
        finally:
            asking.stop()
    assert gone["total"]["value"] == 0
    assert asking.answers and set(asking.answers) == {200}


class Asking(threading.Thread):
    """Asks all the time."""

    def __init__(self, server: Served) -> None:
        super().__init__()
        self._server, self._done = server, threading.Event()
        self.answers: list[int] = []

    def run(self) -> None:
        query = {"queries": {"q": {"properties": {"name": "Abdelmalek Droukdel"}}}}
        with httpx.Client(base_url=self._server.url, timeout=30) as http:
            while not self._done.is_set():
                self.answers.append(http.post("/match/default", json=query).status_code)

    def stop(self) -> None:
        self._done.set()
        self.join()


def test_a_judgement_is_heard_at_once(own: Path, tmp_path: Path) -> None:
    with (
        serving(own, tmp_path / "log") as server,
        httpx.Client(base_url=server.url, timeout=30) as http,
    ):
        assert http.get("/entities/un:QDi.232").status_code == 308
        by = ("--who", "M. Keita", "--why", "test")
        asked(own, "different", "un:QDi.232", "abdelmalek-droukdel", *by)
        until(
            http,
            "/entities/abdelmalek-droukdel",
            lambda found: "un:QDi.232" not in found["referents"],
        )
        assert http.get("/entities/un:QDi.232").status_code == 200


def test_without_a_record_it_says_so_and_waits_for_one(
    tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = own / "hidden"
    (own / "current").rename(hidden)
    with (
        serving(own, tmp_path / "log", ready=False) as server,
        httpx.Client(base_url=server.url) as http,
    ):
        assert http.get("/healthz").status_code == 200
        answer = http.get("/readyz")
        assert answer.status_code == 503 and "sourcebook build" in answer.json()["detail"]
        assert http.get("/catalog").status_code == 503
        hidden.rename(own / "current")
        until(http, "/readyz", lambda found: found == {"status": "ok"})
        assert http.get("/catalog").status_code == 200

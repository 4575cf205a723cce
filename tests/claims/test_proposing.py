"""A language model may propose claims; what it invents is dropped, and where it fails the reader is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sourcebook.claims.checking import check
from sourcebook.claims.checking.check import Days, Wishes
from sourcebook.claims.model import Check
from sourcebook.claims.proposing.service import ModelError, Service
from sourcebook.documents.reading import plain
from sourcebook.errors import UsageError
from sourcebook.record.store import Record

# Worded as no pattern reads it.
TEXT = "To Mohammed Yusuf, Boko Haram owed in 1985 its first breath."
QUOTE = "Boko Haram owed in 1985 its first breath"
Asked = list[dict[str, object]]


@contextmanager
def served(answer: str, status: int = 200) -> Iterator[tuple[str, Asked]]:
    """A service on this machine that gives one answer, and what it was asked."""
    asked: Asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(
                {"path": self.path, "key": self.headers.get("Authorization"), **json.loads(body)}
            )
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def completion(*items: dict[str, object]) -> str:
    said = f"```json\n{json.dumps(list(items))}\n```"
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]})


def item(**changed: object) -> dict[str, object]:
    return {
        "sentence": 0, "type": "founded", "quote": QUOTE, "subject": "Boko Haram", "object": "", "time": "1985",
        "negated": False,
    } | changed  # fmt: skip


@pytest.fixture
def read_by(register: Record) -> Callable[[Service | None], Check]:
    day = register.known
    return lambda service: check(
        register, plain.read(TEXT), Days(day, day), Wishes(proposer=service)
    )


def test_a_proposal_is_judged_as_any_claim_is(read_by: Callable[[Service], Check]) -> None:
    with served(completion(item())) as (url, asked):
        found = read_by(Service.at(url, "small", "secret")).claims
    (one,) = [j for j in found if j.claim.proposed_by == "small"]
    assert one.verdict == "contradicted"
    assert TEXT[one.claim.span.start : one.claim.span.end] == QUOTE
    assert asked[0]["path"] == "/v1/chat/completions"
    assert asked[0]["key"] == "Bearer secret"
    assert asked[0]["temperature"] == 0


def test_the_text_is_sent_and_nothing_of_the_record(read_by: Callable[[Service], Check]) -> None:
    with served(completion()) as (url, asked):
        read_by(Service.at(url, "small"))
    messages = asked[0]["messages"]
    assert isinstance(messages, list)
    assert messages[1] == {"role": "user", "content": f"0: {TEXT}"}
    assert "2002" not in json.dumps(asked)


@pytest.mark.parametrize(
    "changed",
    [
        {"quote": "Boko Haram was founded in 1985"},
        {"subject": "Al-Qaida"},
        {"time": "1999"},
        {"type": "owns"},
        {"sentence": 7},
        {"type": "led_by", "object": "Abubakar Shekau"},
        {"quote": ""},
        {"subject": 3},
    ],
)
def test_what_does_not_stand_in_the_text_is_dropped(
    read_by: Callable[[Service], Check], changed: dict[str, object]
) -> None:
    with served(completion(item(**changed))) as (url, _):
        found = read_by(Service.at(url, "small")).claims
    assert not [j for j in found if j.claim.proposed_by == "small"]


def test_nobody_proposes_unless_asked_to(read_by: Callable[[Service | None], Check]) -> None:
    assert {j.claim.proposed_by for j in read_by(None).claims} <= {"rules"}


def test_an_answer_without_a_list_proposes_nothing(read_by: Callable[[Service], Check]) -> None:
    said = json.dumps({"choices": [{"message": {"content": "I cannot help with that."}}]})
    with served(said) as (url, _):
        assert not [j for j in read_by(Service.at(url, "m")).claims if j.claim.proposed_by == "m"]


@pytest.mark.parametrize(("answer", "status"), [("busy", 503), ("no json", 200), ("{}", 200)])
def test_a_service_that_fails_is_told_of(
    read_by: Callable[[Service], Check], answer: str, status: int
) -> None:
    with served(answer, status) as (url, _), pytest.raises(ModelError, match=r"127\.0\.0\.1"):
        read_by(Service.at(url, "small"))


def test_a_service_that_is_not_there_is_told_of(read_by: Callable[[Service], Check]) -> None:
    with served("") as (url, _):
        pass
    with pytest.raises(ModelError, match="gave no answer"):
        read_by(Service.at(url, "small"))


@pytest.mark.parametrize(
    ("url", "model"), [("file:///etc/passwd", "m"), ("localhost:1", "m"), ("http://h", None)]
)
def test_an_address_of_no_service_is_refused(url: str, model: str | None) -> None:
    with pytest.raises(UsageError):
        Service.at(url, model)

"""What a caller may not do, and what happens to whoever tries."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.web.conftest import Ask
from tests.web.serving import Served

NAME = "Abdelmalek Droukdel"


def queries(count: int) -> dict[str, object]:
    return {f"q{n}": {"schema": "Person", "properties": {"name": NAME}} for n in range(count)}


def test_a_hundred_queries_are_answered_and_one_more_is_refused(http: httpx.Client) -> None:
    found = http.post("/match/default", json={"queries": queries(100)})
    assert found.status_code == 200
    assert len(found.json()["responses"]) == 100
    refused = http.post("/match/default", json={"queries": queries(101)})
    assert refused.status_code == 400
    assert "limit: 100" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/match/nowhere", 404),
        ("/match/ftm", 403),
        ("/match/default?include_dataset=nowhere", 404),
        ("/match/default?algorithm=logic-v9", 400),
        ("/match/default?limit=501", 422),
        ("/match/default?limit=0", 422),
        ("/match/default?limit=999999999999999999999999", 422),
        ("/match/default?threshold=nan", 422),
        ("/match/default?threshold=1e999", 422),
        ("/match/default?cutoff=-1", 422),
        ("/match/default?known=yesterday", 422),
        ("/match/default?known=9999-99-99", 422),
        ("/match/default?exclude_schema=Nope", 400),
        ("/match/default?private=true", 403),
    ],
)
def test_what_is_ill_put_is_refused_with_a_detail(http: httpx.Client, path: str, code: int) -> None:
    answer = http.post(path, json={"queries": queries(1)})
    assert answer.status_code == code
    assert answer.json()["detail"]


def test_the_words_of_a_missing_dataset_are_those_of_yente(http: httpx.Client) -> None:
    answer = http.post("/match/nowhere", json={"queries": queries(1)})
    assert answer.json() == {"detail": "No such dataset."}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"1e999", b'{"queries": null}', b'{"queries": {}}', b'{"queries": {"q": null}}',
        b'{"queries": {"q": {"properties": {"name": {"a": 1}}}}}', b"[" * 100_000, b'{"queries": ' * 5000,
        b'{"queries": {"q": {"schema": "Nope", "properties": {}}}}', b"\xff\xfe\x00", b'{"queries": {"q": 1}}',
        b'{"queries": {"q": {"schema": "Person", "properties": {"name": "\\ud800"}}}}',
        b'{"queries": {"\\udfff": {"schema": "Nope", "properties": {"name": "x"}}}}',
        b'{"queries": {"q": {"properties": {"name": ' + b"9" * 5000 + b"}}}}",
    ],
)  # fmt: skip
def test_bodies_that_are_no_queries_are_refused(http: httpx.Client, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = http.post("/match/default", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]


def test_a_property_is_a_text_a_number_or_a_list(match: Ask) -> None:
    assert match(NAME).json() == match([NAME]).json() | {}
    assert match([NAME, None, 7, True]).json()["responses"]["q"]["query"]["properties"]["name"] == [
        NAME, "7", "True",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "'; drop table entry; --",
        "\u202eledkuorD",
        "👩‍👩‍👧 𝕯",
        "%",
        "*",
        '"',
        "\x00",
        "a" * 10_000,
        "ا" * 3000,
        "\\",
        "{{7*7}}",
    ],
)
def test_no_name_breaks_screening_or_search(http: httpx.Client, match: Ask, name: str) -> None:
    answer = match(name)
    assert answer.status_code == 200
    assert answer.json()["responses"]["q"]["query"]["properties"] == (
        {"name": [name.strip()]} if name.strip() else {}
    )
    for simple in ("true", "false"):
        found = http.get(
            "/search/default", params={"q": name[:500], "simple": simple, "fuzzy": "true"}
        )
        assert found.status_code in {200, 400}


def test_a_query_without_a_name_says_so(match: Ask) -> None:
    answer = match([]).json()["responses"]["q"]
    assert answer["status"] == 400 and answer["results"] == [] and "no name" in answer["detail"]


def test_too_many_values_are_refused(match: Ask) -> None:
    assert match([f"Name {n}" for n in range(1001)]).status_code == 413


def test_a_body_too_long_is_refused_before_it_is_read(served: Served, http: httpx.Client) -> None:
    answer = http.post("/match/default", content=b" " * (8 * 1024**2 + 1))
    assert answer.status_code == 413
    assert "8,388,608" in answer.json()["detail"]
    with _connected(served) as link:
        link.sendall(
            b"POST /match/default HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999\r\n\r\n"
        )
        assert b"413" in link.recv(200)


def test_a_chunked_body_too_long_is_refused_while_it_comes(http: httpx.Client) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(64):
            sent += 1
            yield b" " * 1024**2

    try:
        answer = http.post("/match/default", content=chunks())
    except httpx.TransportError:
        pass  # the server hung up on us, which is its right
    else:
        assert answer.status_code == 413
    assert sent < 64


def test_the_host_must_be_this_machine(http: httpx.Client) -> None:
    assert http.get("/healthz", headers={"host": "evil.example"}).status_code == 421
    assert http.get("/healthz", headers={"host": "localhost:1"}).status_code == 200


def test_answers_carry_headers_of_caution_and_no_cross_origin_leave(http: httpx.Client) -> None:
    answer = http.get("/catalog", headers={"origin": "https://example.org"})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["/nowhere", "/entities/", "/entities/x/adjacent/y/z", "/screen"])
def test_other_paths_answer_in_the_one_form_of_errors(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert answer.status_code in {404, 405}
    assert answer.json()["detail"]


def test_an_exclusion_list_has_no_cap(http: httpx.Client) -> None:
    body = {"queries": queries(1), "exclude_entity_ids": [f"un:X{n}" for n in range(50_000)]}
    assert http.post("/match/default", json=body).json()["responses"]["q0"]["results"]
    body["exclude_entity_ids"] = ["un:QDi.232"]
    assert not http.post("/match/default", json=body).json()["responses"]["q0"]["results"]


def test_a_public_address_without_a_key_is_refused_with_the_remedy(own: Path) -> None:
    from tests.shell import run

    done = run(own, "serve", "--host", "0.0.0.0", "--port", "0")
    assert done.returncode == 2
    assert "--new-key" in done.stderr


def test_an_address_that_is_taken_is_told(served: Served, own: Path) -> None:
    from tests.shell import run

    done = run(own, "serve", "--port", served.url.rsplit(":", 1)[1])
    assert done.returncode == 3
    assert "cannot listen" in done.stderr


def _connected(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", int(served.url.rsplit(":", 1)[1])), timeout=10)

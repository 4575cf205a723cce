"""What goes beyond yente: days, options of one query, streams, statements, metrics, pages."""

import json
import re
import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.web.conftest import Ask
from tests.web.serving import Served

DUMONT, YAS_AIR = "Lionel Dumont", "Yas Air"


def first(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["responses"]["q"]["results"]]


def test_known_asks_what_the_lists_had_said_by_a_day(match: Ask) -> None:
    assert first(match(DUMONT, known="2020-06-01")) == ["un:QDi.095"]
    assert first(match(DUMONT, known="2024-12-01")) == []
    assert first(match(DUMONT, known="2026-03-01")) == ["un:QDi.095"]
    assert first(match(YAS_AIR, known="2024-12-01")) == []
    assert first(match(YAS_AIR)) == ["un:IRe.077"]


def test_as_of_asks_what_was_in_force_on_a_day(match: Ask) -> None:
    assert first(match(DUMONT, as_of="2003-01-01")) == []
    assert first(match(DUMONT, as_of="2026-03-01")) == ["un:QDi.095"]


def test_an_entity_is_drawn_as_known_on_the_day(http: httpx.Client) -> None:
    before = http.get("/entities/aqim", params={"known": "2020-06-01"}).json()
    now = http.get("/entities/aqim").json()
    assert before["last_seen"] < now["last_seen"]
    assert before["target"] and now["target"]
    gone = http.get("/entities/un:QDi.095", params={"known": "2024-12-01"}).json()
    assert gone["target"] is False and gone["properties"]["name"] == ["LIONEL DUMONT"]
    assert http.get("/entities/un:IRe.077", params={"known": "2024-12-01"}).status_code == 404


def test_one_query_may_ask_otherwise_than_its_batch(http: httpx.Client) -> None:
    example = {"schema": "Person", "properties": {"name": DUMONT}}
    body = {
        "queries": {
            "now": example,
            "then": {**example, "options": {"known": "2024-12-01"}},
            "out": {**example, "options": {"exclude_entity_ids": ["un:QDi.095"]}},
        }
    }
    answers = http.post("/match/default", json=body).json()["responses"]
    assert {name: len(one["results"]) for name, one in answers.items()} == {
        "now": 1,
        "then": 0,
        "out": 0,
    }
    body["queries"]["now"] = {**example, "options": {"nonsense": 1}}
    assert http.post("/match/default", json=body).status_code == 422


def test_weights_are_said_to_be_unused_and_settings_refused(http: httpx.Client) -> None:
    body = {"queries": {"q": {"properties": {"name": DUMONT}}}, "weights": {"name": 1.0}}
    assert "weights" in http.post("/match/default", json=body).json()["notes"][0]
    assert http.post("/match/default", json={**body, "config": {"nm": 1}}).status_code == 400


def test_private_values_of_persons_are_hidden(http: httpx.Client) -> None:
    assert "address" not in http.get("/entities/abdelmalek-droukdel").json()["properties"]
    rows = http.get(
        "/statements", params={"canonical_id": "abdelmalek-droukdel", "limit": 500}
    ).json()["results"]
    assert not {"address", "passportNumber", "idNumber"} & {row["prop"] for row in rows}


def lines(*entities: object) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in entities)


def test_a_stream_is_answered_line_by_line_in_order(http: httpx.Client) -> None:
    rows = [{"id": str(n), "properties": {"name": [DUMONT, YAS_AIR][n % 2]}} for n in range(1200)]
    answer = http.post("/screen", content=lines(*rows), params={"limit": 1})
    assert answer.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [one["id"] for one in found] == [row["id"] for row in rows]
    assert [one["line"] for one in found] == list(range(1, 1201))
    assert {one["hits"][0]["id"] for one in found[::2]} == {"un:QDi.095"}
    assert {one["hits"][0]["id"] for one in found[1::2]} == {"un:IRe.077"}


def test_a_line_that_cannot_be_read_is_answered_and_the_rest_goes_on(http: httpx.Client) -> None:
    body = b"\n".join([
        b"{bad", b"", b'{"properties": {"name": "' + b"x" * 300_000 + b'"}}', b"\xff\xfe", b"null", b"[]", b"7",
        b'{"id": "ok", "properties": {"name": "Lionel Dumont"}}', b'{"schema": "Nope", "properties": {}}',
        b'{"id": "none", "properties": {}}', b'{"properties": {"name": "\\ud800"}}',
    ])  # fmt: skip
    found = [json.loads(line) for line in http.post("/screen", content=body).text.splitlines()]
    assert [(one["line"], one["status"]) for one in found] == [
        (1, 422), (3, 413), (4, 422), (5, 422), (6, 422), (7, 422), (8, 200), (9, 400), (10, 400), (11, 422),
    ]  # fmt: skip
    assert found[6]["id"] == "ok" and found[6]["hits"][0]["id"] == "un:QDi.095"
    assert all(one["detail"] for one in found if one["status"] != 200)
    assert "bad" not in found[0]["detail"]


def test_a_stream_in_small_pieces_is_the_same_stream(http: httpx.Client) -> None:
    body = lines(*({"id": str(n), "properties": {"name": DUMONT}} for n in range(20)))

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(body), 7):
            yield body[start : start + 7]

    assert http.post("/screen", content=pieces()).text == http.post("/screen", content=body).text


def test_a_caller_who_reads_as_they_send_is_answered_as_they_send(served: Served) -> None:
    with socket.create_connection(
        ("127.0.0.1", int(served.url.rsplit(":", 1)[1])), timeout=10
    ) as link:
        link.sendall(
            b"POST /screen HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        for n in range(3):
            row = lines({"id": f"r{n}", "properties": {"name": DUMONT}})
            link.sendall(f"{len(row):x}\r\n".encode() + row + b"\r\n")
            seen = b""
            while f'"id":"r{n}"'.encode() not in seen:
                seen += link.recv(65536)


def test_a_caller_who_leaves_in_the_middle_harms_nobody(
    served: Served, http: httpx.Client, match: Ask
) -> None:
    row = lines({"id": "x", "properties": {"name": DUMONT}}) * 500
    for _ in range(3):
        with socket.create_connection(
            ("127.0.0.1", int(served.url.rsplit(":", 1)[1])), timeout=10
        ) as link:
            link.sendall(
                b"POST /screen HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            )
            link.sendall(f"{len(row):x}\r\n".encode() + row + b"\r\n")
            link.recv(100)
    assert match(DUMONT).status_code == 200
    assert http.get("/healthz").status_code == 200


def test_a_stream_that_is_ill_put_is_refused_before_it_begins(http: httpx.Client) -> None:
    assert http.post("/screen", content=b"{}", params={"dataset": "nowhere"}).status_code == 404
    assert http.post("/screen", content=b"{}", params={"limit": "x"}).status_code == 422


def test_metrics_count_routes_and_never_names(http: httpx.Client, match: Ask) -> None:
    match("Zebediah Unheardof")
    http.get("/search/default", params={"q": "zebediah"})
    http.request("ZEBEDIAH", "/zebediah")
    text = http.get("/metrics").text
    assert re.search(
        r'sourcebook_requests_total\{method="POST",route="/match/\{dataset\}",status="200"\} [1-9]',
        text,
    )
    assert re.search(r'sourcebook_info\{version="[\d.]+",build="\w+",known="2026-11-22"', text)
    assert 'le="+Inf"' in text and "sourcebook_screened_queries_total" in text
    assert "zebediah" not in text.lower()
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) .*|\w+(\{.*\})? [\d.e+-]+", line), line


@pytest.mark.parametrize("path", ["/", "/docs", "/profiles/aqim"])
def test_pages_need_no_script_and_nothing_from_elsewhere(http: httpx.Client, path: str) -> None:
    page = http.get(path)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert not re.search(r'(?:src|href)="https?://[^"]*\.(?:js|css)"', page.text)
    assert "style-src 'sha256-" in page.headers["content-security-policy"]


def test_the_policy_of_a_profile_is_that_of_the_page(http: httpx.Client) -> None:
    page = http.get("/profiles/aqim")
    sheet = re.search(r"sha256-[\w+/=]+", page.headers["content-security-policy"])
    assert sheet is not None and sheet[0] in page.text
    assert http.get("/profiles/abdelmalek-droukdel").status_code == 404


def test_the_reference_names_every_route_with_an_example(http: httpx.Client) -> None:
    page, document = http.get("/docs").text, http.get("/openapi.json").json()
    assert {
        "/match/{dataset}",
        "/search/{dataset}",
        "/entities/{entity_id}",
        "/screen",
        "/statements",
    } <= document["paths"].keys()
    for path in document["paths"]:
        assert path in page


def test_search_says_what_it_does_not_understand(http: httpx.Client) -> None:
    for q in ("a OR b", "(a)", "name~2"):
        assert "not understood" in http.get("/search/default", params={"q": q}).json()["detail"]
        assert http.get("/search/default", params={"q": q, "simple": "true"}).status_code == 200


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("droukd*", ["abdelmalek-droukdel"]),
        ('"islamic maghreb"', ["aqim"]),
        ("ansar -libya", ["ansar-al-sharia-tunisia"]),
        ("ansar NOT libya", ["ansar-al-sharia-tunisia"]),
        ("birthDate:1970*", ["abdelmalek-droukdel"]),
        ("countries:dz schema:Person", ["abdelmalek-droukdel"]),
        ("topics:sanction datasets:un yas", ["un:IRe.077"]),
        ("دروكدال", ["abdelmalek-droukdel"]),
        ("nobody at all", []),
    ],
)
def test_search_understands(http: httpx.Client, q: str, found: list[str]) -> None:
    answer = http.get("/search/default", params={"q": q})
    assert [one["id"] for one in answer.json()["results"]] == found


def test_search_by_day_topic_target_and_sort(http: httpx.Client) -> None:
    def ids(**asked: str) -> list[str]:
        return [one["id"] for one in http.get("/search/default", params=asked).json()["results"]]

    assert "un:QDi.095" not in ids(known="2024-12-01") and "un:QDi.095" in ids()
    assert set(ids(topics="crime.terror")) == {"aqim", "abdelmalek-droukdel", "un:QDi.095"}
    assert set(ids(target="false")) == {"ansar-al-sharia-tunisia", "ansar-al-sharia-libya"}
    assert ids(sort="caption:desc")[0] == "un:IRe.077"
    assert ids(changed_since="2026-02-01", datasets="un") == ["un:QDi.095", "un:IRe.077"]
    assert http.get("/search/default", params={"sort": "nonsense"}).status_code == 400

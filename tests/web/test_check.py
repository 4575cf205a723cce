"""Texts checked over HTTP: every way to send one, both ways to be answered, and what never comes out."""

import asyncio
import json
import zipfile
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from fastapi import HTTPException

from sourcebook.web.server import Address, service_of
from sourcebook.web.service import Limits
from sourcebook.web.texts import Turns
from tests.web.serving import serving

TEXT = "AQIM was founded in 1975. AQIM is led by Abdelmalek Droukdel. AQIM was formed in 1998."
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}


def verdicts(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [claim["verdict"] for claim in answer.json()["claims"]]


def sent(http: httpx.Client, content: str | bytes, media: str, **parameters: str) -> httpx.Response:
    return http.post("/check", content=content, headers={"content-type": media}, params=parameters)


def test_a_text_is_answered_claim_by_claim_with_offsets_and_sources(http: httpx.Client) -> None:
    answer = http.post("/check", json={"text": TEXT})
    assert verdicts(answer)[0] == "contradicted"
    found = answer.json()
    for claim in found["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["text"]
    assert found["claims"][0]["evidence"][0]["source"].startswith("Mapping Militants Project")
    assert found["question"]["about"] == ["aqim"]
    assert sum(found["summary"].values()) == len(found["claims"])


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (TEXT, "text/plain"),
        (TEXT, "text/plain; charset=utf-8"),
        (TEXT.encode("utf-16"), "text/plain; charset=UTF-16"),
        (f"# Note\n\n{TEXT}", "text/markdown"),
        (f"<b>{TEXT}</b>", "text/html"),
        (json.dumps({"text": TEXT}), "application/json"),
        (str(httpx.QueryParams({"text": TEXT})), "application/x-www-form-urlencoded"),
    ],
)
def test_however_it_is_sent_the_verdicts_are_the_same(
    http: httpx.Client, content: str | bytes, media: str
) -> None:
    assert verdicts(sent(http, content, media)) == verdicts(
        http.post("/check", json={"text": TEXT})
    )


def test_a_docx_is_read_under_its_type(http: httpx.Client) -> None:
    import docx

    made, held = docx.Document(), BytesIO()
    made.add_paragraph(TEXT)
    made.save(held)
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert verdicts(sent(http, held.getvalue(), media))[0] == "contradicted"


def test_the_two_days_are_asked_for(http: httpx.Client) -> None:
    asked = sent(http, TEXT, "text/plain", as_of="2019", known="2026-01-31").json()["question"]
    assert (asked["as_of"], asked["known"]) == ("2019-12-31", "2026-01-31")
    form = http.post("/check", data={"text": TEXT, "as_of": "2019", "known": ""}).json()["question"]
    assert (form["as_of"], form["known"]) == ("2019-12-31", "2026-11-22")


def test_what_is_read_less_surely_can_be_left_out(http: httpx.Client) -> None:
    assert sent(http, TEXT, "text/plain", min_confidence="1.5").status_code == 422
    least = max(c["confidence"] for c in http.post("/check", json={"text": TEXT}).json()["claims"])
    kept = sent(http, TEXT, "text/plain", min_confidence=str(least)).json()["claims"]
    assert kept and all(claim["confidence"] >= least for claim in kept)


@pytest.mark.parametrize(
    ("content", "media", "code"),
    [
        (b"%PDF-1.4 nothing", "application/pdf", 422),
        (b"PK\x03\x04 nothing", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 422),
        (b"\x00" * 100, "text/plain", 422),
        (b"   ", "text/plain", 422),
        (b"{", "application/json", 422),
        (b'{"text": null}', "application/json", 422),
        (b'{"text": "\\ud800"}', "application/json", 422),
        (b"GIF89a", "image/gif", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
        (TEXT.encode(), "text/plain; charset=rot13", 415),
        (b"a " * 250_001, "text/plain", 413),
        (b"a" * (8 * 1024**2 + 1), "text/plain", 413),
        (b"text=x&" + b"a=1&" * 30, "application/x-www-form-urlencoded", 422),
        (b"text=x&as_of=soon", "application/x-www-form-urlencoded", 422),
        (b"", "", 422),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_the_reason(
    http: httpx.Client, content: bytes, media: str, code: int
) -> None:
    answer = sent(http, content, media)
    assert answer.status_code == code
    assert answer.json()["detail"]


def test_a_docx_that_swells_is_refused(http: httpx.Client) -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * 300_000_000)
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert sent(http, held.getvalue(), media).status_code == 422


def test_a_browser_gets_a_form_and_a_page_that_load_nothing(http: httpx.Client) -> None:
    form = http.get("/check")
    page = http.post("/check", data={"text": TEXT}, headers={"accept": "text/html,*/*;q=0.8"})
    for answer in (form, page):
        assert answer.headers["content-type"].startswith("text/html")
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        for sign in ("<script", '<link rel="stylesheet', " src=", "@import", " onload="):
            assert sign not in answer.text
    assert "form-action 'self'" in form.headers["content-security-policy"]
    assert (
        'id="claim-1"' in page.text
        and "form-action 'none'" in page.headers["content-security-policy"]
    )


def test_hostile_words_come_back_as_words(http: httpx.Client) -> None:
    hostile = f"</textarea><script>alert(1)</script> {TEXT} <img src=x onerror=alert(2)>"
    page = http.post("/check", data={"text": hostile}, headers={"accept": "text/html"}).text
    again = http.post(
        "/check", data={"text": hostile, "as_of": '"><script>'}, headers={"accept": "text/html"}
    )
    assert again.status_code == 422 and "No day: as_of" in again.text
    for text in (page, again.text):
        assert "<script" not in text and "<img" not in text
        assert "&lt;script&gt;" in text


def test_json_is_answered_unless_a_page_is_asked_for(http: httpx.Client) -> None:
    for accept in ("*/*", "application/json", "application/json, text/html"):
        answer = http.post("/check", json={"text": TEXT}, headers={"accept": accept})
        assert answer.headers["content-type"] == "application/json"


def test_a_text_is_neither_logged_nor_kept(family_home: Path, own: Path, tmp_path: Path) -> None:
    secret = "Zanzibarquux"
    with (
        serving(own, tmp_path / "log") as server,
        httpx.Client(base_url=server.url, timeout=30) as http,
    ):
        text = f"{secret} said that {TEXT}"
        http.post("/check", json={"text": text})
        http.post("/check", data={"text": text}, headers={"accept": "text/html"})
        for media in ("image/gif", "application/pdf", "application/json"):
            assert secret not in sent(http, text, media).text
        assert secret not in http.get("/metrics").text
        assert secret not in server.said
    for path in own.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_all_threads_but_one_check_texts_and_a_turn_ends_with_its_thread(tmp_path: Path) -> None:
    service = service_of(tmp_path, Address(), threads=2, limits=Limits(seconds=0.05))

    async def late() -> None:
        turns = Turns(service)
        async with turns.waited():
            with pytest.raises(HTTPException, match="No answer within"):
                async with turns.waited():
                    pass
        with turns.taken(), pytest.raises(HTTPException, match="Too many"), turns.taken():
            pass
        async with turns.waited():
            with turns.taken():
                pass

    asyncio.run(late())

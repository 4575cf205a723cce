"""Keys: made once, kept hashed, asked of everybody as soon as there is one."""

import stat
from pathlib import Path

import httpx
import pytest
from yente_client import AuthenticationError, Client, Person

from sourcebook.errors import RecordError, UsageError
from sourcebook.web.keys import Keys
from tests.shell import asked, run
from tests.web.serving import serving


def test_a_key_is_shown_once_and_kept_as_its_hash(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    secret, key = keys.make("M. Keita", "2026-11-23T00:00:00")
    file = tmp_path / "keys.jsonl"
    assert secret not in file.read_text() and key.hash in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(secret) >= 43 and keys.admits(secret)
    assert (
        not keys.admits(secret[:-1])
        and not keys.admits(None)
        and not keys.admits("")
        and not keys.admits(key.hash)
    )


def test_a_key_withdrawn_opens_nothing(tmp_path: Path) -> None:
    keys, others = Keys(tmp_path), Keys(tmp_path)
    one, _ = keys.make("one", "2026-11-23T00:00:00")
    two, key = keys.make("two", "2026-11-23T00:00:00")
    assert others.admits(one) and others.admits(two)
    keys.withdraw(key.id)
    assert others.admits(one) and not others.admits(two)
    with pytest.raises(UsageError):
        keys.withdraw("two")


def test_a_damaged_file_of_keys_lets_nobody_in(tmp_path: Path) -> None:
    (tmp_path / "keys.jsonl").write_text('{"id": "x"\n')
    with pytest.raises(RecordError):
        Keys(tmp_path).kept()


def test_keys_on_the_command_line(own: Path) -> None:
    made = asked(own, "serve", "--new-key", "M. Keita")
    assert made["key"].startswith("sb_") and made["results"][0]["name"] == "M. Keita"
    assert asked(own, "serve", "--keys")["results"] == made["results"]
    assert "hash" not in made["results"][0]
    asked(own, "serve", "--withdraw-key", "M. Keita")
    assert asked(own, "serve", "--keys")["results"] == []
    assert run(own, "serve", "--withdraw-key", "M. Keita").returncode == 2


def test_with_a_key_everybody_needs_one(own: Path, tmp_path: Path) -> None:
    key = asked(own, "serve", "--new-key", "client")["key"]
    with serving(own, tmp_path / "log", "--host", "0.0.0.0") as server:
        url = server.url.replace("0.0.0.0", "127.0.0.1")
        with httpx.Client(base_url=url) as http:
            assert http.get("/healthz").status_code == 200
            refused = http.get("/catalog")
            assert refused.status_code == 401 and refused.json()["detail"]
            assert refused.headers["www-authenticate"] == "ApiKey"
            assert http.get("/metrics").status_code == 401
            assert (
                http.get("/catalog", headers={"authorization": f"ApiKey {key[:-1]}"}).status_code
                == 401
            )
            assert http.get("/catalog", params={"api_key": key}).status_code == 200
            assert http.get("/catalog", params={"api_key": ""}).status_code == 401
            shown = http.get("/entities/aqim", params={"private": "true", "api_key": key})
            assert shown.status_code == 200
        with Client(base_url=url, api_key=key) as client:
            assert client.match(Person(name=["Abdelmalek Droukdel"])).results
        with Client(base_url=url, api_key="wrong") as client, pytest.raises(AuthenticationError):
            client.datasets()
        asked(own, "serve", "--withdraw-key", "client")
        asked(own, "serve", "--new-key", "another")
        assert httpx.get(f"{url}/catalog", params={"api_key": key}).status_code == 401
    assert key not in server.said

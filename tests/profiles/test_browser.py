"""The page opened as a reader opens it: Chromium shows no error and asks the network for nothing."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sourcebook.profiles.gathering import read_group
from sourcebook.profiles.pages import render
from sourcebook.record.dossier import Question
from sourcebook.record.store import Record

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--disable-quic", "--enable-logging=stderr", "--log-level=0",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> str:
    found = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium (.ci/browser installs it)")
        pytest.skip("no Chromium on this machine")
    return found


@pytest.fixture(scope="module")
def page(register_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "aqim.html"
    with Record.open(register_home) as record:
        day = record.known
        path.write_text(
            render(read_group(record, Question("aqim", day, day)), "html"), encoding="utf-8"
        )
    return path


def opened(chromium: str, page: Path, tmp: Path, *flags: str) -> tuple[str, str]:
    done = subprocess.run(
        [chromium, *FLAGS, f"--user-data-dir={tmp / 'data'}", *flags, page.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.stdout, done.stderr


def test_the_console_stays_empty(chromium: str, page: Path, tmp_path: Path) -> None:
    dom, log = opened(chromium, page, tmp_path, "--dump-dom")
    assert "Islamic Maghreb" in dom
    assert [line for line in log.splitlines() if "CONSOLE" in line] == []


def test_the_page_makes_no_request(chromium: str, page: Path, tmp_path: Path) -> None:
    log = tmp_path / "net.json"
    opened(chromium, page, tmp_path, f"--log-net-log={log}", "--dump-dom")
    text = log.read_text(encoding="utf-8")
    events = json.loads(text)["events"]
    asked = [url for e in events if (url := e.get("params", {}).get("url", "")).startswith("http")]
    own = [url for url in asked if "google" not in url and "gstatic" not in url]
    assert own == []

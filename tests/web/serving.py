"""Running the server as a user does: a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.shell import environment


@dataclass(frozen=True)
class Served:
    """A server: its address, its process, and where its stderr and stdout go."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    home: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(home: Path, log: Path, *args: str, ready: bool = True) -> Iterator[Served]:
    """Run `sourcebook serve` on a free port until done."""
    command = [sys.executable, "-m", "sourcebook", "serve", "--port", "0", "--json", *args]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment(home), stdout=subprocess.PIPE, stderr=out
        )
    try:
        assert process.stdout is not None
        lines = []
        for raw in process.stdout:
            lines.append(raw.decode())
            if raw.rstrip() == b"}":
                break
        assert lines, log.read_text()
        server = Served(json.loads("".join(lines))["url"], process, log, home)
        url = server.url.replace("0.0.0.0", "127.0.0.1")
        assert httpx.get(f"{url}/readyz", timeout=30).status_code == (200 if ready else 503), (
            server.said
        )
        yield server
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()

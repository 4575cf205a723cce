"""Running Sourcebook as a user does: a process of its own on a home of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "SOURCEBOOK_HOME": str(home),
        "SOURCEBOOK_REGISTER": str(home.parent / "register"),
    }


def run(home: Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one command; whatever happens, no user sees a traceback."""
    command = [sys.executable, "-m", "sourcebook", *map(str, args)]
    done = subprocess.run(
        command, env=environment(home), capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def asked(home: Path, *args: str | Path, code: int = 0) -> dict[str, Any]:
    """Ask with `--json`."""
    done = run(home, *args, "--json")
    assert done.returncode == code, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    assert list(answer)[:2] == ["question", "results"]
    return answer

"""The command line does not pay for the server."""

import subprocess
import sys

HEAVY = ("fastapi", "pydantic", "uvicorn", "starlette", "httpx")


def test_the_command_line_loads_nothing_of_the_server() -> None:
    code = f"import sys, sourcebook.cli.app; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

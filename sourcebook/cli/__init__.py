"""The command line: a face without logic.

Every command asks the rooms behind it and prints: a table for people, or with `--json` one object of
`question` (as understood) and `results`, each with its sources. Exit codes: 0 fine, 1 findings, 2 usage,
3 data or source error, 4 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED_BY_TYPER = 130


def main() -> None:
    """Run the command line; the only place that turns errors into exit codes."""
    gc.set_threshold(200_000, 50, 100)  # a short answer is over before collecting pays
    # numpy starts threads for dense algebra, of which there is none here; idle, they spin for a tenth of a second.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        _stop()


def _interrupt(_: int, frame: FrameType | None) -> None:
    """Unwind; but stop at once during an import, which an extension that is interrupted there would abort."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            _stop()
        frame = frame.f_back
    raise KeyboardInterrupt


def _stop() -> NoReturn:
    sys.stderr.write("sourcebook: interrupted; the last version of the record is untouched.\n")
    sys.stderr.flush()
    os._exit(4)  # whatever state Python is in


def _run() -> int:
    from sourcebook.cli.app import app
    from sourcebook.cli.printing import warn
    from sourcebook.errors import SourcebookError

    try:
        app()
    except SourcebookError as error:
        warn(f"sourcebook: {error}")
        return error.exit_code
    except (
        OSError
    ) as error:  # a folder that cannot be written, a full disk; a closed pipe never comes here
        warn(f"sourcebook: {error}.")
        return 3
    except SystemExit as stop:
        # Typer turns the user's interrupt into the exit code of a shell.
        if stop.code == INTERRUPTED_BY_TYPER:
            raise KeyboardInterrupt from stop
        raise
    return 0


__all__ = ["main"]

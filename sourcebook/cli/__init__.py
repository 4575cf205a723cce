"""The command line: a face without logic.

Every command asks the rooms behind it and prints: a table for people, or with `--json` one object of
`question` (as understood) and `results`, each with its sources. Exit codes: 0 fine, 1 findings, 2 usage,
3 data or source error, 4 interrupted.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the only place that turns errors into exit codes."""
    from sourcebook.cli.app import app
    from sourcebook.errors import SourcebookError

    try:
        app()
    except SourcebookError as error:
        print(f"sourcebook: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print(
            "sourcebook: interrupted; the last version of the record is untouched.", file=sys.stderr
        )  # noqa: T201
        sys.exit(4)
    except BrokenPipeError:
        sys.stderr.close()


__all__ = ["main"]

"""Where Sourcebook keeps its things: the only module that reads the environment.

| variable | meaning | default |
|---|---|---|
| `SOURCEBOOK_HOME` | archive, journal and builds | `$XDG_DATA_HOME/sourcebook`, else `~/.local/share/sourcebook` |
| `SOURCEBOOK_REGISTER` | folder of register files to use instead of the ones shipped | shipped |
| `SOURCEBOOK_SHARED` | folder of publishers' files for the demo and the tests | none |
| `SOURCEBOOK_DECISIONS` | log to which every screening of a name appends its decision, names as hashes | none |
| `SOURCEBOOK_USER` | whose judgements are recorded where none is named | the user of the system |
| `SOURCEBOOK_MODEL_KEY` | sent to the language model that proposes claims, where one is named and wants a key | none |
| `SOURCEBOOK_THREADS` | threads of the build, processes that screen a file | as many as the machine has |
"""

from __future__ import annotations

import getpass
import os
from importlib import resources
from pathlib import Path

from sourcebook.errors import UsageError


def home() -> Path:
    """The folder that holds the archive, the journal and the builds."""
    chosen = os.environ.get("SOURCEBOOK_HOME")
    if chosen:
        return Path(chosen).expanduser()
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "sourcebook"


def register_folder() -> Path:
    """The folder of register files."""
    chosen = os.environ.get("SOURCEBOOK_REGISTER")
    return Path(chosen) if chosen else Path(str(resources.files("sourcebook") / "register"))


def shared_folder() -> Path | None:
    """The folder of publishers' files, where one is named."""
    chosen = os.environ.get("SOURCEBOOK_SHARED")
    return Path(chosen) if chosen else None


def decision_log() -> Path | None:
    """The log of decisions, where one is to be kept."""
    chosen = os.environ.get("SOURCEBOOK_DECISIONS")
    return Path(chosen).expanduser() if chosen else None


def model_key() -> str:
    """The key that a language model wants, or an empty string."""
    return os.environ.get("SOURCEBOOK_MODEL_KEY", "")


def user() -> str:
    """Whose judgements are recorded where none is named."""
    return os.environ.get("SOURCEBOOK_USER") or getpass.getuser()


def threads() -> int:
    """How many threads a build, and processes a run over a file, may use.

    Raises:
        UsageError: `SOURCEBOOK_THREADS` is not a positive whole number.
    """
    chosen = os.environ.get("SOURCEBOOK_THREADS")
    if not chosen:
        return os.cpu_count() or 1
    if not chosen.isdigit() or int(chosen) < 1:
        raise UsageError(f"SOURCEBOOK_THREADS is {chosen!r}.", "Give a whole number of at least 1.")
    return int(chosen)

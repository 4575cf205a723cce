"""A home with tables of events and no register, for tests of their versions."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Added, Wish, add

Dated = tuple[str, bytes]


def added(home: Path, content: bytes, name: str = "table.csv", **wish: object) -> Added:
    """Add a table that comes under a name."""
    path = home.parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return add(Archive(home), path, Wish(**wish))  # type: ignore[arg-type]


def event_home(folder: Path, versions: Sequence[Dated], extracts: Sequence[Dated] = ()) -> Path:
    """A home with some dated tables, whole ones first in the order given, built."""
    home = folder / "home"
    (folder / "register").mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCEBOOK_REGISTER", str(folder / "register"))
        for day, content in versions:
            added(home, content, published=day)
        for day, content in extracts:
            added(home, content, published=day, extract=True)
        build(home)
    return home

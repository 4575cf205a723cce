"""What the tests share: the folder of publishers' files, and a home of their own."""

import lzma
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sourcebook.record.store import Record

ROOT = Path(__file__).resolve().parent.parent

# What a shell started in the background ignores an interrupt, and so do the commands it starts: the tests send some.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder: `$SOURCEBOOK_SHARED`, else `../shared`."""
    folder = Path(os.environ.get("SOURCEBOOK_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI needs the shared folder beside the clone (or SOURCEBOOK_SHARED)")
        pytest.skip("no shared folder: set SOURCEBOOK_SHARED to run the tests on publishers' files")
    return folder


@pytest.fixture(scope="session")
def shared_bytes(shared: Path) -> Callable[[str], bytes]:
    """Read a file below `data/`, uncompressed."""

    def read(name: str) -> bytes:
        path = shared / "data" / name
        return lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()

    return read


@pytest.fixture(scope="session")
def whole_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with every list file of the shared folder and the shipped register, built once."""
    from scripts.demo import publishers_files
    from sourcebook.archive.files import Archive
    from sourcebook.build.builder import build
    from sourcebook.build.intake import Wish, add

    home = tmp_path_factory.mktemp("whole") / "home"
    for path in publishers_files(shared):
        add(Archive(home), path, Wish())
    build(home)
    return home


@pytest.fixture(scope="session")
def whole(whole_home: Path) -> Iterator[Record]:
    """The record of everything, open."""
    with Record.open(whole_home) as record:
        yield record


@pytest.fixture(scope="session")
def eventful(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The shipped register, UCDP's actors, and its datasets of events: GED 21.1 as an extract, non-state conflicts."""
    from sourcebook.archive.files import Archive
    from sourcebook.build.builder import build
    from sourcebook.build.intake import Wish, add

    home = tmp_path_factory.mktemp("eventful") / "home"
    for name in ("actor_22.1", "ged211_precise_176579", "nonstate_21.1"):
        add(Archive(home), shared / f"data/ucdp/ucdp_{name}.csv.xz", Wish())
    build(home)
    with Record.open(home) as record:
        yield record


@pytest.fixture(scope="session")
def register_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the shipped register alone, built once."""
    from sourcebook.build.builder import build

    home = tmp_path_factory.mktemp("register") / "home"
    build(home)
    return home


@pytest.fixture(scope="session")
def family_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small home with three UN lists and a few register files, built once; do not write to it."""
    from tests.lists import family

    return family(tmp_path_factory.mktemp("family"))

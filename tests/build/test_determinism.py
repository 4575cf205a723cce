"""Same files, whatever the order of adding and the number of threads: the same content hash."""

import itertools
from pathlib import Path

import pytest

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from tests.lists import AQIM, DROUKDEL, un_list

WISH = Wish(allow_shrink=True)
LISTS = {
    "2024-09-26": un_list("2024-09-26"),
    "2025-09-26": un_list("2025-09-26", individuals=()),
    "2026-02-27": un_list(
        "2026-02-27", entities=(AQIM.replace("AQIM", "AQMI"),), individuals=(DROUKDEL,)
    ),
}


def content(home: Path, files: dict[str, bytes]) -> str:
    home.mkdir()
    for name, raw in files.items():
        (home / name).write_bytes(raw)
        add(Archive(home), home / name, WISH)
    return build(home).manifest.content


@pytest.fixture
def empty_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "register").mkdir()
    monkeypatch.setenv("SOURCEBOOK_REGISTER", str(tmp_path / "register"))


@pytest.mark.usefixtures("empty_register")
def test_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    orders = itertools.permutations(LISTS)
    found = {
        content(tmp_path / str(n), {d: LISTS[d] for d in order}) for n, order in enumerate(orders)
    }
    assert len(found) == 1


def test_the_number_of_threads_does_not_matter(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (
        "uk/ofsi_conlist_2018-04-13.csv.xz",
        "ucdp/ucdp_actor_22.1.csv.xz",
        "un/un_consolidated_2024-09-26.xml.xz",
    )
    found = set()
    for threads, order in (("1", names), ("2", names[::-1]), ("5", names)):
        monkeypatch.setenv("SOURCEBOOK_THREADS", threads)
        home = tmp_path / threads
        for name in order:
            add(Archive(home), shared / "data" / name, Wish())
        found.add(build(home).manifest.content)
    assert len(found) == 1


@pytest.mark.usefixtures("empty_register")
def test_building_again_from_the_archive_alone_gives_the_same_rows(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = content(home, LISTS)
    for name in ("staged", "builds"):
        for path in sorted((home / name).rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
    (home / "current").unlink()
    assert build(home).manifest.content == first

"""The archive keeps files as they came and survives what happens to disks."""

import gzip
import io
import lzma
import zipfile
from pathlib import Path
from typing import IO, Any

import pytest

from sourcebook.archive import wrapping
from sourcebook.archive.files import Archive, ArchivedFile, append_line, digest, whole_lines
from sourcebook.archive.wrapping import unwrapped
from sourcebook.errors import RefusedFileError, SourceError, UsageError

CONTENT = "QDe.014 القاعدة\n".encode() * 100


def zipped(content: bytes, members: int = 1) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        for n in range(members):
            bundle.writestr(f"list{n}.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "packed", [CONTENT, lzma.compress(CONTENT), gzip.compress(CONTENT), zipped(CONTENT)]
)
def test_any_wrapping_gives_the_same_content(tmp_path: Path, packed: bytes) -> None:
    path = tmp_path / "list"
    path.write_bytes(packed)
    with unwrapped(path) as stream:
        assert stream.read() == CONTENT


@pytest.mark.parametrize("pack", [lzma.compress, gzip.compress, zipped])
def test_a_wrapping_cut_off_is_a_clear_error(tmp_path: Path, pack: Any) -> None:
    path = tmp_path / "list"
    path.write_bytes(pack(CONTENT * 50)[:60])
    with pytest.raises(SourceError, match="damaged"), unwrapped(path):
        pass


def test_a_zip_of_several_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lists.zip"
    path.write_bytes(zipped(CONTENT, members=2))
    with pytest.raises(RefusedFileError, match="2 files"), unwrapped(path):
        pass


def test_what_unpacks_beyond_the_cap_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrapping, "UNPACKED_CAP", 1000)
    path = tmp_path / "bomb.xz"
    path.write_bytes(lzma.compress(b"0" * 100_000))
    with pytest.raises(RefusedFileError, match="more than"), unwrapped(path):
        pass


def archived(sha: str, published: str = "2024-09-26") -> ArchivedFile:
    return ArchivedFile(
        sha=sha, content=sha, size=1, name="un.xml", source="un", format="un-xml", parts=("list",),
        published=published, dated_by="file", scope="complete", records=875,
    )  # fmt: skip


def keep(archive: Archive, path: Path, published: str) -> str:
    with archive.receive(path) as copy:
        with copy.open("rb") as raw:
            sha = digest(raw)
        archive.keep(copy, archived(sha, published))
    return sha


def test_a_kept_file_is_found_by_its_content(tmp_path: Path) -> None:
    source = tmp_path / "un.xml"
    source.write_bytes(CONTENT)
    archive = Archive(tmp_path / "home")
    sha = keep(archive, source, "2024-09-26")
    assert archive.path(sha).read_bytes() == CONTENT
    found = archive.holding(sha)
    assert found is not None
    assert found.records == 875


def test_a_file_that_is_not_kept_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "un.xml"
    source.write_bytes(CONTENT)
    archive = Archive(tmp_path / "home")
    with archive.receive(source):
        pass
    assert list((tmp_path / "home" / "archive").iterdir()) == []


def test_the_order_of_the_index_does_not_depend_on_the_order_of_adding(tmp_path: Path) -> None:
    orders = []
    for home, dates in (("a", ["2024", "2026"]), ("b", ["2026", "2024"])):
        archive = Archive(tmp_path / home)
        for published in dates:
            source = tmp_path / f"{published}.xml"
            source.write_bytes(published.encode())
            keep(archive, source, published)
        orders.append([f.published for f in archive.files()])
    assert orders[0] == orders[1] == ["2024", "2026"]


def test_a_line_cut_off_by_a_crash_is_not_read_and_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "index.jsonl"
    append_line(path, b'{"n":1}')
    with path.open("ab") as torn:
        torn.write(b'{"n":2')
    assert whole_lines(path) == [b'{"n":1}']
    append_line(path, b'{"n":3}')
    assert whole_lines(path) == [b'{"n":1}', b'{"n":3}']


def test_an_empty_file_a_folder_and_nothing_are_told_apart(tmp_path: Path) -> None:
    archive, empty = Archive(tmp_path / "home"), tmp_path / "empty.xml"
    empty.touch()
    with pytest.raises(RefusedFileError, match="empty"), archive.receive(empty):
        pass
    with pytest.raises(UsageError, match="folder"), archive.receive(tmp_path):
        pass
    with pytest.raises(UsageError, match="no file"), archive.receive(tmp_path / "missing"):
        pass


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "un.xml"
    source.write_bytes(CONTENT)

    def copy_and_grow(raw: IO[bytes], target: IO[bytes], size: int) -> None:
        target.write(raw.read())
        with source.open("ab") as growing:
            growing.write(b"more")

    monkeypatch.setattr(wrapping.shutil, "copyfileobj", copy_and_grow)
    with (
        pytest.raises(RefusedFileError, match="changed while it was read"),
        Archive(tmp_path / "h").receive(source),
    ):
        pass
    assert not list((tmp_path / "h" / "archive").glob(".incoming*"))


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    first, second = Archive(tmp_path), Archive(tmp_path)
    with (
        first.locked(),
        pytest.raises(RefusedFileError, match="another sourcebook"),
        second.locked(),
    ):
        pass

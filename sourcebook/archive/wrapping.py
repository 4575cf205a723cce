"""The wrapping a file came in: xz, gzip, zip with one member, or none.

Publishers and mirrors compress; the parsers read what is inside. A wrapping is recognised by its first
bytes; a workbook is a zip too, and no wrapping. What it unpacks to is capped, and so is how many times its size that
is, so that a small file cannot fill the disk.
"""

from __future__ import annotations

import gzip
import lzma
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from sourcebook.errors import RefusedFileError, SourceError

UNPACKED_CAP = 64 * 1024**3
# Tables of text shrink to a tenth or a thirtieth; what grows two hundredfold beyond this size is no table.
SWELLS, UNSUSPECTED = 200, 256 * 1024**2
_WORKBOOK = "[Content_Types].xml"
_IN_MEMORY = 64 * 1024**2
_DAMAGE = (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile, zipfile.BadZipFile)


@contextmanager
def unwrapped(path: Path) -> Iterator[BinaryIO]:
    """The file's content without its wrapping, seekable, at its start.

    Raises:
        SourceError: The wrapping is damaged or cut off.
        RefusedFileError: It unpacks to more than 64 GiB or far more than its size, or is a zip with other than one
            member.
    """
    with path.open("rb") as raw:
        magic = raw.read(6)
        raw.seek(0)
        opened = _open(raw, magic)
        if opened is raw:
            yield raw
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as plain:
            _unpack(opened, plain, path)
            yield cast(BinaryIO, plain)


def _open(raw: BinaryIO, magic: bytes) -> IO[bytes]:
    if magic == b"\xfd7zXZ\x00":
        return lzma.open(raw)
    if magic[:2] == b"\x1f\x8b":
        return cast(IO[bytes], gzip.open(raw))
    if magic[:4] == b"PK\x03\x04":
        return _open_zip(raw)
    return raw


def _open_zip(raw: BinaryIO) -> IO[bytes]:
    try:
        bundle = zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise SourceError(f"the zip file is damaged: {error}.", "Download it again.") from error
    members = [m for m in bundle.infolist() if not m.is_dir()]
    if any(m.filename == _WORKBOOK for m in members):
        _refuse_swollen(sum(m.file_size for m in members), sum(m.compress_size for m in members))
        raw.seek(0)
        return raw
    if len(members) != 1:
        raise RefusedFileError(
            f"the zip holds {len(members)} files.", "Unpack it and add the files one by one."
        )
    return bundle.open(members[0])


def _unpack(packed: IO[bytes], plain: IO[bytes], path: Path) -> None:
    size = path.stat().st_size
    try:
        while chunk := packed.read(1 << 20):
            plain.write(chunk)
            _refuse_swollen(plain.tell(), size)
    except _DAMAGE as error:
        raise SourceError(
            f"the wrapping of {path.name} is damaged: {error}.", "Get it again."
        ) from error
    plain.seek(0)


def _refuse_swollen(unpacked: int, packed: int) -> None:
    if unpacked > UNPACKED_CAP:
        raise RefusedFileError(f"it unpacks to more than {UNPACKED_CAP:,} bytes.")
    if unpacked > max(UNSUSPECTED, SWELLS * packed):
        raise RefusedFileError(
            f"{packed:,} bytes unpack to more than {SWELLS} times as much, as a bomb does and no table.",
            "If it is what you want, unpack it yourself and add what is in it.",
        )


def copy_steadily(path: Path, target: IO[bytes]) -> None:
    """Copy a file that must not change meanwhile.

    Raises:
        RefusedFileError: Its size or time of change moved during the copy.
    """
    before = path.stat()
    with path.open("rb") as raw:
        shutil.copyfileobj(raw, target, 1 << 20)
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise RefusedFileError(
            f"{path.name} changed while it was read.", "Add it again when it is complete."
        )

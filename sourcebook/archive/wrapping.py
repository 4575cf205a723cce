"""The wrapping a file came in: xz, gzip, zip with one member, or none.

Publishers and mirrors compress; the parsers read what is inside. A wrapping is recognised by its first
bytes. What it unpacks to is capped, so that a small file cannot fill the disk.
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
_IN_MEMORY = 64 * 1024**2
_DAMAGE = (lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile, zipfile.BadZipFile)


@contextmanager
def unwrapped(path: Path) -> Iterator[BinaryIO]:
    """The file's content without its wrapping, seekable, at its start.

    Raises:
        SourceError: The wrapping is damaged or cut off.
        RefusedFileError: It unpacks to more than 64 GiB, or is a zip with other than one member.
    """
    with path.open("rb") as raw:
        magic = raw.read(6)
        raw.seek(0)
        opened = _open(raw, magic)
        if opened is raw:
            yield raw
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as plain:
            _unpack(opened, plain, path.name)
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
    if len(members) != 1:
        raise RefusedFileError(
            f"the zip holds {len(members)} files.", "Unpack it and add the files one by one."
        )
    return bundle.open(members[0])


def _unpack(packed: IO[bytes], plain: IO[bytes], name: str) -> None:
    try:
        while chunk := packed.read(1 << 20):
            plain.write(chunk)
            if plain.tell() > UNPACKED_CAP:
                raise RefusedFileError(f"{name} unpacks to more than {UNPACKED_CAP:,} bytes.")
    except _DAMAGE as error:
        raise SourceError(
            f"the wrapping of {name} is damaged: {error}.", "Get it again."
        ) from error
    plain.seek(0)


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

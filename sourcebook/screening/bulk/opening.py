"""What a file is, told from what is in it: compressed or not, table or lines, in which encoding.

A suffix is a promise that many files break, so the first bytes decide: Parquet, gzip, xz, zstd and bzip2 have their
marks. Text without a mark is UTF-8 if it can be; else the runs of its high bytes tell Arabic (cp1256: long runs, whole
words) from Western Europe (cp1252: single accented letters).
"""

from __future__ import annotations

import codecs
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sourcebook.errors import SourceError, UsageError

SAMPLE = 1 << 22
BLOCK = 1 << 20
_MARKS = ((b"\x1f\x8b", "gzip"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bz2"))  # fmt: skip
_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_HIGH = re.compile(rb"[\x80-\xff]+")
KEPT_BYTES = "sourcebook.kept"
# Of a stream that is damaged; Arrow's error of it is a ValueError.
_BROKEN = (OSError, EOFError, lzma.LZMAError, ValueError)


def _kept(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no text, as lone surrogates: the row they are in is told by them later."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(KEPT_BYTES, _kept)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, recognised.

    Attributes:
        path: Where it lies.
        compression: `gzip`, `xz`, `zstd`, `bz2` or None.
        form: `csv`, `jsonl` or `parquet`.
        encoding: Of text, as Python names it; empty for Parquet.
        sample: The beginning of it, as text.
        size: In bytes, as it lies there.
    """

    path: Path
    compression: str | None
    form: str
    encoding: str
    sample: str
    size: int


def recognise(path: Path, encoding: str | None = None) -> Source:
    """What a file is.

    Args:
        path: The file.
        encoding: Of its text, where the user says so.

    Raises:
        UsageError: It is no file that names can be read from.
    """
    size = _size(path)
    with path.open("rb") as file:
        head = file.read(16)
    _refuse_others(path, head)
    if head.startswith(b"PAR1"):
        return Source(path, None, "parquet", "", "", size)
    compression = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    sample = _sample(path, compression)
    chosen = _checked(encoding) if encoding else encoding_of(sample)
    if chosen == "utf-8" and sample.startswith(codecs.BOM_UTF8):
        chosen = "utf-8-sig"
    text = sample.decode(chosen, KEPT_BYTES)
    return Source(path, compression, _form(path, text), chosen, text, size)


def _size(path: Path) -> int:
    if path.is_dir():
        raise UsageError(
            f"{path} is a folder.", "Give one file of names: CSV, JSON lines or Parquet."
        )
    if not path.is_file():
        raise UsageError(f"there is no file {path}.")
    return path.stat().st_size


def _refuse_others(path: Path, head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        raise UsageError(
            f"{path} is a zip archive or a spreadsheet.",
            "Unpack it, or save the sheet as CSV (UTF-8), and screen that.",
        )
    if head.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UsageError(
            f"{path} is a document, no table.", "Save its table as CSV (UTF-8) and screen that."
        )


def _checked(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise UsageError(
            f"--encoding: there is no encoding {encoding!r}.",
            "Common ones: utf-8, utf-16, cp1252, cp1256.",
        ) from error


def _sample(path: Path, compression: str | None) -> bytes:
    with opened(path, compression) as file:
        try:
            return bytes(file.read(SAMPLE))
        except _BROKEN as error:
            raise _damaged(path, error) from error


def opened(path: Path, compression: str | None) -> IO[Any]:
    """The bytes of a file, unpacked as they are read."""
    if compression is None:
        return path.open("rb")
    if compression == "xz":
        return lzma.open(path, "rb")
    import pyarrow as pa  # noqa: PLC0415 - loaded where something is packed

    file: IO[Any] = pa.CompressedInputStream(pa.OSFile(str(path)), compression)
    return file


def _damaged(path: Path, error: BaseException) -> SourceError:
    return SourceError(
        f"{path} cannot be unpacked: {error}.", "Get the file again, or unpack it first."
    )


def encoding_of(sample: bytes) -> str:
    """The encoding that the beginning of a file is most likely written in."""
    for mark, name in _ORDER_MARKS:
        if sample.startswith(mark):
            return name
    if _zeros(sample[1::2]) or _zeros(sample[::2]):
        return "utf-16-le" if _zeros(sample[1::2]) else "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _without_mark(sample)
    return "utf-8"


def _zeros(half: bytes) -> bool:
    """Whether most of every second byte is nought: Latin text in two bytes a letter."""
    return len(half) > 1 and half.count(0) > len(half) * 0.6


def _without_mark(sample: bytes) -> str:
    """UTF-8 with some broken places, or one of the two code pages."""
    signs = [ord(sign) for sign in sample.decode("utf-8", KEPT_BYTES) if ord(sign) > 127]
    broken = sum(0xDC00 <= sign <= 0xDCFF for sign in signs)
    if (
        len(signs) - broken >= broken / 2
    ):  # hardly a letter of a code page is one of UTF-8 by chance
        return "utf-8"
    runs = _HIGH.findall(sample)
    return "cp1256" if sum(map(len, runs)) >= 2.5 * len(runs) else "cp1252"


def _form(path: Path, text: str) -> str:
    beginning = text.lstrip("\ufeff \t\r\n")
    if beginning.startswith("[") and beginning[1:].lstrip()[:1] in ("{", '"', "]", "["):
        raise UsageError(
            f"{path} is one JSON array.",
            "Write one object a line, for example: jq -c '.[]' FILE > FILE.jsonl",
        )
    return "jsonl" if beginning.startswith("{") else "csv"


def blocks(source: Source) -> Iterator[tuple[str, int]]:
    """The text of a file piece by piece, each with the bytes of the file read so far.

    Raises:
        SourceError: It is damaged and cannot be unpacked further.
    """
    decoder = codecs.getincrementaldecoder(source.encoding)(KEPT_BYTES)
    with source.path.open("rb") as raw, _unpacked(raw, source.compression) as file:
        while True:
            try:
                piece = file.read(BLOCK)
            except _BROKEN as error:
                raise _damaged(source.path, error) from error
            yield decoder.decode(piece, final=not piece), raw.tell()
            if not piece:
                return


def _unpacked(raw: IO[bytes], compression: str | None) -> IO[Any]:
    if compression is None:
        return raw
    if compression == "xz":
        return lzma.open(raw, "rb")
    import pyarrow as pa  # noqa: PLC0415 - loaded where something is packed

    file: IO[Any] = pa.CompressedInputStream(pa.PythonFile(raw, "r"), compression)
    return file

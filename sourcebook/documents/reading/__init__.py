"""A file of any of the known formats as a document, recognised by its content.

Plain text, Markdown, HTML, DOCX and PDF. What cannot be read (encrypted, scanned, damaged, too large) is refused with
the reason and the remedy; nothing of a document is kept after it was read.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from sourcebook.documents.passages import Document
from sourcebook.documents.reading import docx, hypertext, markdown, pdf, plain
from sourcebook.errors import SourceError, UsageError

SIZE_CAP = 64 * 1024**2
_MARKDOWN = (".md", ".markdown")


def read_file(path: Path) -> Document:
    """Read a document from disk.

    Raises:
        UsageError: There is no such file, or it is a folder.
        SourceError: It cannot be read as a text.
    """
    if not path.is_file():
        raise UsageError(
            f"{path} is {'a folder' if path.is_dir() else 'not there'}.", "Name a document."
        )
    with path.open("rb") as stream:
        return read(stream, path.name)


def read(stream: BinaryIO, name: str = "") -> Document:
    """Read a document.

    Args:
        stream: Its bytes.
        name: The name it came under; of use only to tell Markdown from plain text.

    Raises:
        SourceError: It is too large, or cannot be read as a text.
    """
    content = stream.read(SIZE_CAP + 1)
    if len(content) > SIZE_CAP:
        raise SourceError(
            f"{name or 'the document'} is over {SIZE_CAP // 1024**2} MB.", "Check a part of it."
        )
    if content.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return pdf.read(content, name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return docx.read(content, name)
    return _read_text(plain.decoded(content, name), name)


def _read_text(text: str, name: str) -> Document:
    if hypertext.is_html(text):
        return hypertext.read(text, name)
    if name.lower().endswith(_MARKDOWN):
        return markdown.read(text, name)
    return plain.read(text, name)

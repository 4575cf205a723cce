"""DOCX (ISO/IEC 29500, WordprocessingML): its paragraphs and table cells in order.

A document is a ZIP of XML and can be made to swell without bounds; its declared and its real sizes are limited before
anything is parsed. The original, for offsets, is the text taken out of it: one line a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from sourcebook.documents.passages import Document, Kind
from sourcebook.documents.reading.lines import assembled
from sourcebook.errors import RefusedFileError, SourceError

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SWOLLEN = 256 * 1024**2
_MAIN = "word/document.xml"


def read(content: bytes, name: str = "") -> Document:
    """Read a DOCX.

    Raises:
        RefusedFileError: It would swell to more than 256 MB, or declares a document type.
        SourceError: It is another kind of ZIP, encrypted or damaged.
    """
    called = name or "the document"
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse_unsafe(archive, called)
        return assembled(list(_paragraphs(content)), MEDIA, name)
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise SourceError(
            f"{called} cannot be read as DOCX: {error}.", "Open it and save it again, or as text."
        ) from error


def _refuse_unsafe(archive: ZipFile, called: str) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise SourceError(f"{called} is encrypted.", "Save it without a password.")
    if _MAIN not in archive.namelist():
        raise SourceError(
            f"{called} is a ZIP but no DOCX.", "Give plain text, Markdown, HTML, DOCX or PDF."
        )
    size = 0
    for info in infos:
        with archive.open(info) as member:
            head = b""
            while chunk := member.read(1024**2):
                head = head or chunk
                size += len(chunk)
                if size > SWOLLEN:
                    raise RefusedFileError(f"{called} swells to over {SWOLLEN // 1024**2} MB.")
            if b"<!DOCTYPE" in head[:4096]:
                raise RefusedFileError(f"{called} declares a document type, which no DOCX does.")


def _paragraphs(content: bytes) -> Iterator[tuple[str, Kind, int | None]]:
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text, _kind(block.style.name if block.style else None), None
        elif isinstance(block, Table):
            seen: set[object] = set()  # a merged cell stands in a row once for each column it spans
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield cell.text, "cell", None


def _kind(style: str | None) -> Kind:
    lower = (style or "").lower()
    if lower.startswith(("heading", "title")):
        return "heading"
    return "item" if lower.startswith("list") else "paragraph"

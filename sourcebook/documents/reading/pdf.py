"""PDF (ISO 32000): the text its pages hold, as paragraphs.

PDFium gives the lines of a page as they are set. A line that ends short of the others, or in a full stop before a
capital, ends a paragraph; a word broken at the end of a line is put together again. A scanned page holds no text,
and nothing here reads pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sourcebook.documents.passages import Document, Kind
from sourcebook.documents.reading.lines import assembled
from sourcebook.errors import SourceError

MEDIA = "application/pdf"
_HYPHENS = "-\u00ad\u2010"
_SOFT = "\ufffe"  # where PDFium joined a word that was broken at the end of a line
_ENDED = re.compile(r"""[.!?:;]["'”’»)\]]*$""")
_FURNITURE = re.compile(r"^\W*(?:page\s*)?\d{1,4}\W*(?:(?:of|/|sur)\W*\d{1,4}\W*)?$", re.I)
# Of the longest line of a page: one shorter than this is not full.
_FULL = 0.72


def read(content: bytes, name: str = "") -> Document:
    """Read a PDF.

    Raises:
        SourceError: It is encrypted, damaged, or holds no text.
    """
    called = name or "the document"
    paragraphs = [found for found in _paragraphs(content, called) if found[0].strip()]
    if not paragraphs:
        raise SourceError(
            f"{called} holds no text; it seems to be scanned.",
            "Run text recognition (OCR) on it first.",
        )
    return assembled(paragraphs, MEDIA, name)


def _paragraphs(content: bytes, called: str) -> Iterator[tuple[str, Kind, int | None]]:
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise SourceError(
            f"{called} is encrypted." if locked else f"{called} cannot be read as PDF: {error}.",
            "Save it without a password." if locked else "Download or print it again.",
        ) from error
    try:
        for number in range(len(opened)):
            page = opened[number]
            words = page.get_textpage()
            for text in _joined(_mended(words.get_text_range()).splitlines()):
                yield text, "paragraph", number + 1
            words.close()
            page.close()
    finally:
        opened.close()


def _mended(text: str) -> str:
    """Broken words without their hyphen; before a capital it belongs there."""
    return re.sub(rf"{_SOFT}(?=[^\W\d_])", lambda m: "-" if text[m.end()].isupper() else "", text)


def _joined(lines: list[str]) -> Iterator[str]:
    """The paragraphs of a page from its lines, without page numbers."""
    kept = [line.rstrip() for line in lines if not _FURNITURE.match(line)]
    full = _FULL * max(map(len, kept), default=0)
    held = ""
    for line in kept:
        if not line.strip():
            if held:
                yield held
            held = ""
            continue
        held = _appended(held, line)
        if len(line) < full and (_ENDED.search(line) or line == held):
            yield held
            held = ""
    if held:
        yield held


def _appended(held: str, line: str) -> str:
    if held and held[-1] in _HYPHENS:
        soft = held[-1] != "-" or line[:1].islower()
        return (held[:-1] if soft else held) + line
    return f"{held} {line}" if held else line

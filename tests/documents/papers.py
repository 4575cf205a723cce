"""Documents made by hand for the tests: a small PDF, an encrypted one, a DOCX."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx


def pdf(pages: list[list[str]], encrypted: bool = False) -> bytes:
    """A PDF (ISO 32000-1, 7.5) with lines of text on each page; encrypted with a password nobody knows if asked."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = b" ".join(f"({line}) Tj 0 -14 Td".encode("latin-1") for line in lines)
        stream = b"BT /F1 11 Tf 50 780 Td " + shown + b" ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    lock = b""
    if encrypted:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >>" % (b"41" * 32, b"42" * 32)
        )
        lock = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return _file(objects, lock)


def _file(objects: list[bytes], more: bytes) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, more, len(body))
    )


def word(*paragraphs: str, cells: tuple[str, ...] = ()) -> bytes:
    """A DOCX with a heading, paragraphs and a table of one row."""
    document = docx.Document()
    document.add_heading("A profile", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        table = document.add_table(1, len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """A DOCX that swells to 257 MB."""
    out = BytesIO()
    with (
        ZipFile(out, "w", ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(257):
            member.write(b" " * 1024**2)
    return out.getvalue()

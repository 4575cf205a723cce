"""A document made of paragraphs that were taken out of a format that is no text itself."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.documents.passages import Document, Kind, Pieces


def assembled(
    paragraphs: Sequence[tuple[str, Kind, int | None]], media: str, name: str
) -> Document:
    """One text of all paragraphs, a line feed between them, and its passages.

    Args:
        paragraphs: The words, the kind and the page of each.
        media: Of the file.
        name: Of the file.
    """
    texts, passages, start = [], [], 0
    for text, kind, page in paragraphs:
        pieces = Pieces()
        pieces.add(text, start)
        if (passage := pieces.passage(kind, page)) is not None:
            passages.append(passage)
        texts.append(text)
        start += len(text) + 1
    return Document(text="\n".join(texts), passages=tuple(passages), media=media, name=name)

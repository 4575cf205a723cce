"""Markdown (CommonMark): its words without the marks, with their place in the source.

The parser tells which lines a block stands on and which words its inline marks leave; each word is then found again
in those lines, in order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sourcebook.documents.passages import Document, Kind, Passage, Pieces

_KINDS: dict[str, Kind] = {
    "heading_open": "heading", "list_item_open": "item", "blockquote_open": "quotation", "td_open": "cell",
    "th_open": "cell",
}  # fmt: skip


def read(text: str, name: str = "") -> Document:
    """Read a Markdown text; raw HTML in it is left out."""
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    passages = [p for token, kind in _inline(text) if (p := _passage(text, starts, token, kind))]
    return Document(text=text, passages=tuple(passages), media="text/markdown", name=name)


def _inline(text: str) -> Iterable[tuple[Token, Kind]]:
    """The blocks that hold words, each with the innermost thing it stands in."""
    within: list[Kind] = ["paragraph"]
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        kind = _KINDS.get(token.type)
        if kind is not None:
            within.append(kind)
        elif token.type.replace("_close", "_open") in _KINDS:
            within.pop()
        elif token.type == "inline":
            yield token, within[-1]


def _passage(text: str, starts: list[int], token: Token, kind: Kind) -> Passage | None:
    first, last = token.map or (0, 0)
    at, end = starts[first], starts[min(last, len(starts) - 1)]
    pieces = Pieces()
    for child in token.children or ():
        words = " " if child.type in ("softbreak", "hardbreak") else child.content
        if child.type not in ("text", "code_inline", "softbreak", "hardbreak") or not words:
            continue
        sought = "\n" if words == " " else words
        found = text.find(sought, at, end)
        # What is written otherwise in the source (an entity, an escape) stands where the reading has come to.
        pieces.add(words, max(found, at), None if found >= 0 else 0)
        at = found + len(sought) if found >= 0 else at
    return pieces.passage(kind)

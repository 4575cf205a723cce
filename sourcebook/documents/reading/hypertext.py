"""HTML: what a reader sees of a page, with its place in the source.

Read with the parser of the standard library, which gives the place of every stretch of text and runs nothing. Scripts,
styles, templates and hidden elements are not text; block elements end a passage.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from sourcebook.documents.passages import Document, Kind, Passage, Pieces


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSEEN = _tags("title script style template noscript head svg math iframe object select")
_VOID = _tags("area base br col embed hr img input link meta source track wbr")
_IMPLIED = _tags("p li td th tr dt dd option")  # the next of its kind ends it
_INLINE = _tags(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)
_HEADINGS: dict[str, Kind] = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_KINDS: dict[str, Kind] = _HEADINGS | {
    "li": "item", "td": "cell", "th": "cell", "blockquote": "quotation",
}  # fmt: skip
_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p|h1)\b",
    re.I | re.S,
)


def is_html(text: str) -> bool:
    """Whether a text is a page: it begins as one."""
    return _HEAD.match(text[:4096]) is not None


def read(text: str, name: str = "") -> Document:
    """Read a page or a fragment of one."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    return Document(text=text, passages=tuple(reader.passages), media="text/html", name=name)


class _Reader(HTMLParser):
    """Gathers the passages of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.passages: list[Passage] = []
        self._pieces = Pieces()
        self._kind: Kind = "paragraph"
        self._unseen: list[str] = []
        self._lines = [0, *(m.end() for m in re.finditer("\n", text))]

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "br":
            self._pieces.add(" ", self._here())
        if self._unseen and tag == self._unseen[-1] and tag in _IMPLIED:
            self._unseen.pop()
        hidden = tag in _UNSEEN or any(name == "hidden" for name, _ in attrs)
        if self._unseen or (hidden and tag not in _VOID):
            if tag not in _VOID and (hidden or tag == self._unseen[-1]):
                self._unseen.append(tag)
            return
        if tag not in _INLINE and tag != "br":
            self._end_passage()
            self._kind = _KINDS.get(tag, "paragraph")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content; HTML knows none but the void ones."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag not in _INLINE:
            self._end_passage()

    def handle_data(self, data: str) -> None:
        """Take text."""
        if not self._unseen:
            self._pieces.add(data, self._here())

    def handle_entityref(self, name: str) -> None:
        """Take a named character."""
        self._refer(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Take a numbered character."""
        self._refer(f"&#{name}")

    def _refer(self, written: str) -> None:
        if self._unseen:
            return
        start = self._here()
        # The parser is fed once, so that its buffer is the whole text.
        ended = self.rawdata.startswith(";", start + len(written))
        whole = written + (";" if ended else "")
        self._pieces.add(unescape(whole), start, len(whole))

    def _end_passage(self) -> None:
        passage = self._pieces.passage(self._kind)
        if passage is not None:
            self.passages.append(passage)
        self._kind = "paragraph"

    def close(self) -> None:
        """End the page."""
        super().close()
        self._end_passage()

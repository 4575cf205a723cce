"""Elements of HTML and SVG as values.

Text from sources is hostile until escaped: every string that goes in is escaped here, once, unless it
is `Markup` already. There are no inline styles and no scripts, so that a page can forbid both. Numbers are
written with at most two decimals, so the same figure has the same bytes everywhere.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_SAFE_LINK = re.compile(r"(?:https?://|/|\.{1,2}/|#|[\w.-]+(?:[/?#]|$))", re.IGNORECASE)
_KEY = re.compile(r"[a-z][a-z0-9-]*")


def number(value: float) -> str:
    """A number without needless decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """A share of the width as a percentage."""
    return number(share * 100) + "%"


def tag(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """One element.

    Args:
        name: The element's name.
        children: Texts, which are escaped, and markup, which stands as it is.
        attributes: `class_` becomes `class`, `text_anchor` becomes `text-anchor`; None is left out.
    """
    pairs = [
        Markup(' {}="{}"').format(
            _attribute(key), plain(value) if isinstance(value, str) else number(value)
        )
        for key, value in attributes.items()
        if value is not None
    ]
    opening = Markup("<{}{}>").format(name, Markup("").join(pairs))
    return opening + join(*children) + Markup("</{}>").format(name)


def join(*parts: str) -> Markup:
    """Parts one after the other, escaped where they are plain text."""
    return Markup("").join(escape(part) for part in parts)


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def plain(text: str) -> str:
    """What a reader reads of a text that may be markup: for widths, labels and text alternatives."""
    return text.striptags() if isinstance(text, Markup) else str(text)


def safe_href(href: str | None) -> str | None:
    """An address that can only be a page: anything with another scheme is dropped."""
    return href if href is not None and _SAFE_LINK.match(href) else None


def checked_key(key: str) -> str:
    """A figure's key, which becomes part of element ids.

    Raises:
        ValueError: It holds anything but lower-case letters, digits and hyphens.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot be a figure's key: use a word such as 'lineage'")
    return key


def direction(text: str) -> str | None:
    """`rtl` if the first strong character runs right to left, `ltr` if left to right, else None."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return None


def words_of(text: str) -> Markup:
    """A text for an SVG label: right-to-left runs keep their order inside a left-to-right figure."""
    if direction(text) != "rtl":
        return escape(text)
    return tag("tspan", text, direction="rtl", unicode_bidi="embed", class_="fig-rtl")

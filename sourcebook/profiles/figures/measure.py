"""How wide a text is, by a fixed table.

Placement must not depend on the fonts of the machine that writes the page, so widths come from one table:
the advances of Noto Sans in thousandths of an em, which is wider than most of the stack the page asks for.
A label that fits by this table fits on the reader's screen.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.resources import files

PLAIN = "regular"
STRONG = "semibold"

# Per writing system, for what the table does not hold: generous, so that labels never collide.
_ARABIC = 620
_WIDE = 1000
_OTHER = 680


@cache
def _table(weight: str) -> dict[str, int]:
    text = files(__package__).joinpath("widths.json").read_text("utf-8")
    groups: dict[str, str] = json.loads(text)[weight]
    return {char: int(width) for width, chars in groups.items() for char in chars}


def _advance(char: str, weight: str) -> int:
    known = _table(weight).get(char)
    if known is not None:
        return known
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _WIDE
    return _ARABIC if unicodedata.bidirectional(char) in ("R", "AL") else _OTHER


def width(text: str, size: float, weight: str = PLAIN) -> float:
    """The width of a text in pixels.

    Args:
        text: What is set.
        size: The type size in pixels.
        weight: `PLAIN` or `STRONG`.
    """
    return sum(_advance(char, weight) for char in text) * size / 1000


def fitted(text: str, room: float, size: float, weight: str = PLAIN) -> str:
    """The text, cut with an ellipsis if it is wider than the room."""
    if width(text, size, weight) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size, weight) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"

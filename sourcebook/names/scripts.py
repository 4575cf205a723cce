"""The writing systems a text uses, by their ISO 15924 codes (https://www.unicode.org/iso15924/).

Told from the code points alone: the blocks listed here are those in which public lists print names. Digits,
spaces and punctuation belong to no script; a text of nothing else is `Zyyy` (common), an unlisted one `Zzzz`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

COMMON = "Zyyy"
UNKNOWN = "Zzzz"

_RANGES = (
    (0x41, 0x5A, "Latn"), (0x61, 0x7A, "Latn"), (0xAA, 0xAA, "Latn"), (0xBA, 0xBA, "Latn"),
    (0xC0, 0x24F, "Latn"), (0x250, 0x2AF, "Latn"), (0x370, 0x3FF, "Grek"), (0x400, 0x52F, "Cyrl"),
    (0x531, 0x58F, "Armn"), (0x591, 0x5F4, "Hebr"), (0x600, 0x6FF, "Arab"), (0x700, 0x74F, "Syrc"),
    (0x750, 0x77F, "Arab"), (0x780, 0x7BF, "Thaa"), (0x8A0, 0x8FF, "Arab"), (0x900, 0x97F, "Deva"),
    (0x980, 0x9FF, "Beng"), (0xA00, 0xA7F, "Guru"), (0xA80, 0xAFF, "Gujr"), (0xB80, 0xBFF, "Taml"),
    (0xC00, 0xC7F, "Telu"), (0xD00, 0xD7F, "Mlym"), (0xD80, 0xDFF, "Sinh"), (0xE00, 0xE7F, "Thai"),
    (0xE80, 0xEFF, "Laoo"), (0xF00, 0xFFF, "Tibt"), (0x1000, 0x109F, "Mymr"), (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"), (0x1200, 0x139F, "Ethi"), (0x1780, 0x17FF, "Khmr"), (0x1800, 0x18AF, "Mong"),
    (0x1C90, 0x1CBF, "Geor"), (0x1E00, 0x1EFF, "Latn"), (0x1F00, 0x1FFF, "Grek"), (0x2D30, 0x2D7F, "Tfng"),
    (0x2E80, 0x2FDF, "Hani"), (0x3005, 0x3007, "Hani"), (0x3041, 0x309F, "Hira"), (0x30A0, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"), (0x3400, 0x4DBF, "Hani"), (0x4E00, 0x9FFF, "Hani"), (0xA640, 0xA69F, "Cyrl"),
    (0xAC00, 0xD7FB, "Hang"), (0xF900, 0xFAFF, "Hani"), (0xFB1D, 0xFB4F, "Hebr"), (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"), (0xFF21, 0xFF5A, "Latn"), (0xFF66, 0xFF9F, "Kana"), (0x20000, 0x323AF, "Hani"),
)  # fmt: skip
_STARTS = tuple(first for first, _, _ in _RANGES)


def script_of(char: str) -> str:
    """The script of one character."""
    code = ord(char)
    place = bisect_right(_STARTS, code) - 1
    if place >= 0:
        _, last, script = _RANGES[place]
        if code <= last and char.isalpha():
            return script
    return UNKNOWN if char.isalpha() else COMMON


def scripts(text: str) -> tuple[str, ...]:
    """Every script a text uses, the most used first, ties in alphabetical order."""
    if text.isascii():
        return ("Latn",) if any(map(str.isalpha, text)) else ()
    counts = Counter(map(script_of, text))
    counts.pop(COMMON, None)
    return tuple(sorted(counts, key=lambda script: (-counts[script], script)))


def script(text: str) -> str:
    """The script most of a text is written in; `Zyyy` where it has no letters."""
    found = scripts(text)
    return found[0] if found else COMMON

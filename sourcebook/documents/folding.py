"""A text folded for finding names in it, with the way back to its own characters.

Lower case, no diacritics, no apostrophes, every other sign a blank: `Al-Qa’ida` and `al Qaida` fold alike, in any
script. Folding is by character, so that what is found can be pointed at.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters for ʿayn and hamza, apostrophes, Arabic vowel signs and the stretching sign: written or not as one likes.
_DROPPED = frozenset("'’‘ʼʻʿʾ`´ʹ′ˈ\u0640\u200c\u200d\u200e\u200f\u00ad") | {
    chr(c) for c in range(0x64B, 0x660)
}
_SAME = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ı": "i", "ß": "s", "ø": "o",
    "ł": "l", "đ": "d", "æ": "a", "œ": "o",
}  # fmt: skip
_BLANKS = re.compile(r" {2,}")


# The English possessive is no part of a name.
POSSESSIVE = re.compile(r"['’]s(?!\w)")


# French joins an article or preposition to a name: "l'AQMI", "d'Ansar Dine", "qu'Aqmi".
ELISION = re.compile(r"(?<!\w)(?:[ld]|qu)['’](?=\w)", re.I)


def folded(text: str) -> str:
    """A name folded, white space single."""
    text = ELISION.sub(" ", text)
    kept = "".join([_letter(char) for char in text if char not in _DROPPED])
    return _BLANKS.sub(" ", kept).strip()


def traced(text: str) -> tuple[str, list[int]]:
    """A text folded, and for each of its characters the place it came from; white space is not folded together."""
    text = POSSESSIVE.sub("  ", ELISION.sub(lambda m: " " * len(m[0]), text))
    places = [at for at, char in enumerate(text) if char not in _DROPPED]
    return "".join([_letter(text[at]) for at in places]), places


@lru_cache(maxsize=65_536)
def _letter(char: str) -> str:
    """One character for one."""
    if char in _SAME:
        return _SAME[char]
    base = unicodedata.normalize("NFKD", char)[:1].lower()[:1]
    return base if base.isalnum() else " "

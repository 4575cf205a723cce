"""Any script in plain lower-case Latin letters, without asking for the language.

Arabic script is handled here, because what matters for names there is lost by a letter-by-letter table: the
article is set apart from its noun, the seats of hamza fold together, ta marbuta is a final *a*, short vowels
are not written and not invented. Everything else goes through anyascii (https://github.com/anyascii/anyascii).

The invariant: the result is ASCII, and giving it in again changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from sourcebook.names.cjk import apart

# Persian, Urdu and Pashto letters stand beside the Arabic ones; Arabic yeh and kaf and their Persian forms are one.
_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b", "پ": "p",
    "ت": "t", "ٹ": "t", "ټ": "t", "ة": "a", "ۃ": "a", "ث": "th", "ج": "j", "چ": "ch", "څ": "ts", "ځ": "dz",
    "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ډ": "d", "ذ": "dh", "ر": "r", "ڑ": "r", "ړ": "r", "ز": "z",
    "ژ": "zh", "ږ": "zh", "س": "s", "ش": "sh", "ښ": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
    "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ڨ": "g", "ك": "k", "ک": "k", "ګ": "g", "گ": "g", "ڭ": "ng",
    "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ں": "n", "ڼ": "n", "ه": "h", "ھ": "h", "ہ": "h", "ۀ": "h",
    "ە": "a", "و": "u", "ۆ": "o", "ۇ": "u", "ۈ": "u", "ۋ": "w", "ی": "i", "ي": "i", "ى": "a", "ې": "e",
    "ے": "e", "ۍ": "i", "ێ": "e", "ـ": "",
}  # fmt: skip
_MARKS = [
    *range(0x610, 0x61B),
    *range(0x64B, 0x660),
    0x670,
    *range(0x6D6, 0x6EE),
    *range(0x200B, 0x2010),
]
_FROM_ARABIC = str.maketrans(_ARABIC | dict.fromkeys(map(chr, _MARKS), ""))
_ARABIC_LETTER = re.compile(r"[\u0620-\u06d3]")
# The article, and wa- (and) or bi- (in) written on to it.
_ARABIC_WORD = re.compile(r"(?<!\w)(و|ب)?ال(?=\w{2})", re.UNICODE)
# At the head of a word waw and yeh are consonants, and carry a vowel that is not written.
_GLIDES = {"و": "w", "ي": "y", "ی": "y"}
_GLIDE = re.compile(r"(?<!\w)([ويی])(?=\w)([اوىيیع]?)", re.UNICODE)
_WHOLE = {"الله": "allah", "اللہ": "allah", "طه": "taha"}
_WHOLE_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_WHOLE)})(?!\w)", re.UNICODE)
# Turkish dotless i and the modifier letters that stand for ʿayn and hamza; anyascii spells an emoji out.
_APOSTROPHES = dict.fromkeys("’‘ʼʻʿʾ`´ʹʺ′ˈ", "'")
_PLAIN = str.maketrans({**_APOSTROPHES, "ı": "i", "İ": "i"})
_KEPT = re.compile(r"[^\w\s'.,()\[\]&/+-]", re.UNICODE)


class _Spelt(dict[int, str]):
    """What each sign is in ASCII, looked up once."""

    def __missing__(self, sign: int) -> str:
        found = self[sign] = anyascii(chr(sign))
        return found


_SPELT = _Spelt()


def latin(text: str) -> str:
    """A text in lower-case ASCII.

    Args:
        text: In any script, or several.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    if _ARABIC_LETTER.search(folded):
        folded = _from_arabic(folded)
    if not folded.isascii():
        folded = apart(_KEPT.sub(" ", folded.replace("\u0640", ""))).translate(_SPELT)
    return folded.lower()


def _from_arabic(text: str) -> str:
    """The Arabic-script letters of a text in Latin, the article as a word of its own."""
    text = text.translate(_STRIPPED)
    text = _WHOLE_WORD.sub(lambda m: _WHOLE[m[0]], text)
    text = _ARABIC_WORD.sub(lambda m: f"{'wa ' if m[1] == 'و' else ''}al-", text)
    text = _GLIDE.sub(lambda m: _GLIDES[m[1]] + (m[2] or "a"), text)
    return text.translate(_FROM_ARABIC)


# Vowel signs go first, so that what follows sees bare letters.
_STRIPPED = dict.fromkeys([*_MARKS, 0x640])

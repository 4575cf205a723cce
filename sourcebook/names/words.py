"""The words of a name, folded: what is written apart in one list and together in the next becomes one word.

`ʿAbd al-Malik`, `Abdelmalek` and `عبد المالك` all begin with one word that starts *abd*; `Abu Bakr` is one word
(a kunya names one person), as are `Nour al-Din` and `Hizb Allah`. The article is dropped, apostrophes are
dropped or joined, initials written with dots come together. Folding folded words again changes nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sourcebook.names.latin import latin
from sourcebook.names.vocabulary import ABD, ABU, ALLAH, ARTICLES, DIN, PARTICLES, TITLES, UMM

_BREAKS = {chr(c): " " for c in range(128) if not chr(c).isalnum()}
_SPACED = str.maketrans({**_BREAKS, "'": None})
_ELISION = re.compile(r"(?<![a-z0-9])([ld])'(?=[aeiouh])")
_DOTTED = re.compile(r"(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z]))")
_NUMBERED = re.compile(r"(?<![a-z0-9])([a-z]{1,3})-(?=\d)")
# Abdelmalek, Abdurrahman, Abdirahman: the servant-of names, whatever stands between abd and the attribute.
_GLUED_ABD = re.compile(
    r"abd(?:[aeiou]{1,2}(?:l(?!l)(?=.{3})|([rsztdn])(?=\1.{3})|(?=[^aeioul].{3})))(.+)"
)
_ABDALLAH = re.compile(r"abdl?[aeiou]{1,2}ll?ah?")
_GLUED_ALLAH = re.compile(r"(.{3,}?)[aeiou]?llah")
_GLUED_DIN = re.compile(r"(.{3,}?)[aeiou]*(?:[aeiou]dd|[aeu]ld|ud)(?:in|ine|een)")
_SUN = re.compile(r"[aeiou](?:sh|th|dh|[tdrzsn])")


def words(text: str) -> list[str]:
    """The folded words of a text, in its order.

    Args:
        text: In any script.

    Returns:
        Lower-case ASCII words; empty for a text without letters or digits.
    """
    if text.isascii() and text.isalpha():  # most of what is asked by the word
        return [_unglued(text.lower())]
    plain = latin(text)
    if "'" in plain:
        plain = _ELISION.sub(r"\1 ", plain)
    if "." in plain:
        plain = _DOTTED.sub(r"\1", plain)
    if "-" in plain:
        plain = _NUMBERED.sub(r"\1", plain)
    return bound(plain.translate(_SPACED).split())


def bound(apart: list[str]) -> list[str]:
    """Words with the article dropped and what belongs together joined.

    Args:
        apart: Words as they were written apart.
    """
    out: list[str] = []
    prefix, last = "", len(apart) - 1
    for place, word in enumerate(apart):
        if word in _SPECIAL or (len(word) < 4 and place < last and _SUN.fullmatch(word)):
            if place < last and _is_article(word, apart[place + 1]):
                continue
            if place < last and word in _PREFIX:
                prefix += _PREFIX[word]
                continue
            if not prefix and word in _SUFFIX and out and _takes_suffix(out[-1]):
                out[-1] = _unglued(out[-1] + _SUFFIX[word])
                continue
        out.append(_unglued(prefix + word))
        prefix = ""
    return out


_PREFIX = dict.fromkeys(ABD, "abdl") | dict.fromkeys(ABU, "abu") | dict.fromkeys(UMM, "umm")
_SUFFIX = dict.fromkeys(DIN, "din") | dict.fromkeys(ALLAH, "allah")
_SPECIAL = ARTICLES | _PREFIX.keys() | _SUFFIX.keys()


def _is_article(word: str, following: str) -> bool:
    """Whether a word is the Arabic article, also as it sounds before a sun letter: *ash-Shabab*."""
    if word in ARTICLES:
        return True
    return _SUN.fullmatch(word) is not None and following.startswith(word[1:])


def may_be_article(word: str) -> bool:
    """Whether a folded word, before another that begins as it ends, is the Arabic article: *ash* in *ash Shabab*."""
    return len(word) < 4 and _SUN.fullmatch(word) is not None


def _takes_suffix(word: str) -> bool:
    return len(word) > 1 and word not in PARTICLES and word not in TITLES


@lru_cache(maxsize=131_072)
def _unglued(word: str) -> str:
    """A word in which a compound is written together, spelt as if it had been written apart."""
    if word.startswith("abd"):
        if _ABDALLAH.fullmatch(word):
            return "abdallah"
        found = _GLUED_ABD.fullmatch(word)
        return "abdl" + found[2] if found else word
    if word.endswith("llah") and (found := _GLUED_ALLAH.fullmatch(word)):
        return found[1] + "allah"
    if word.endswith(("in", "ine", "een")) and (found := _GLUED_DIN.fullmatch(word)):
        return found[1] + "din"
    return word

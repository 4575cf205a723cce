"""How a word sounds, vowels kept: one spelling for what romanisations of one name write differently.

`Jang` and `Chang`, `Kyu` and `Gyu`, `Yong` and `Young`, `Evgenievich` and `Evgenyevich` come out the same. It is a
coarser fold than `names.skeletons` in its consonants (voiced and unvoiced are one) and a finer one in that vowels stay,
as two classes and *a*; Arabic script, which writes no short vowels, needs the skeleton. What is one given name in
several languages (`names.given`) counts as one sound.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sourcebook.names.given import one_spelling

# What a word must have for a fold to be tried, the fold, and what is put.
_FOLDS = tuple(
    (need, re.compile(pattern), put)
    for need, pattern, put in (
        ("h", "shch|sch|sh", "S"), ("", "tch|dzh|dj|ch|zh|j", "J"), ("kh", "kh", "h"), ("", "gh|ck|q", "k"),
        ("ph", "ph", "v"), ("h", "th|dh", "t"), ("", "ts|tz|dz", "s"), ("c", "c(?=[eiy])", "s"), ("x", "x", "ks"),
        ("ng", "ng", "n"), ("h", "(?<=.)h(?=$|[^aeiouy])", ""), ("e", "oeu|eou|eo|eu|ae|oe", "u"),
        ("", "ou|oo|uo|au|aw|ow", "u"), ("", "(?<=.)[yi]+(?=[ou])", ""), ("", "ia|ya|iya|ie|iy|ye|ey|ei|ai|ay|ee", "i"),
    )
)  # fmt: skip
_LETTERS = str.maketrans("gcbdfwzeyo", "kkptvvsiiu")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=131_072)
def sounded(word: str) -> str:
    """A folded word as it sounds.

    Args:
        word: As `names.words` gives it.
    """
    word = one_spelling(word)
    for need, pattern, put in _FOLDS:
        if need in word:
            word = pattern.sub(put, word)
    return _DOUBLED.sub(r"\1", word.translate(_LETTERS))

"""How a word sounds, roughly: its consonants, folded so that Arabic, French and English spellings meet.

Arabic script writes no short vowels, French writes *ou*, *ch* and *dj* where English has *u*, *sh* and *j*, and
*q*, *k* and *c* change with the list. The skeleton of all of them is the same: *Khaled*, *Khalid*, *خالد* are `hld`.
It is a key for finding and a weak likeness, never a match by itself: *Salim* and *Islam* stay apart only because an
initial vowel leaves its mark.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SOUNDS = {
    "tch": "x", "sch": "x", "shch": "x", "ch": "x", "sh": "x", "dj": "g", "dzh": "g", "j": "g",
    "kh": "h", "gh": "g", "ph": "f", "th": "s", "dh": "d", "ck": "k", "q": "k", "qu": "k", "x": "ks",
    "c": "k", "ts": "s", "tz": "s", "dz": "z", "zh": "g",
}  # fmt: skip
_SOUND = re.compile(r"shch|sch|tch|dzh|c(?=[eiy])|qu(?=[ei])|[cskgptdz]h|dj|ck|t[sz]|dz|[jqxc]")
_GLIDE = re.compile(r"(?:ou|[wvu])(?=[aeiouy])|[yi](?=[aou])")
_UNSOUNDED = re.compile(r"[aeiouyw]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=131_072)
def skeleton(word: str) -> str:
    """The consonants of a folded word; a word that begins with a vowel keeps an *a* in front.

    Args:
        word: Lower-case ASCII, as `words.words` gives it.
    """
    if word.isdigit():
        return word
    onset, rest = _onset(word)
    sounded = _SOUND.sub(_sound, rest).replace("v", "f")
    bare = _DOUBLED.sub(r"\1", onset + _UNSOUNDED.sub("", sounded))
    return bare[:-1] if len(bare) > 2 and bare[-1] == "h" else bare


def _onset(word: str) -> tuple[str, str]:
    """How a word begins, where that is a vowel or a glide, and what follows."""
    glide = _GLIDE.match(word)
    if glide:
        return ("y" if glide[0] in "yi" else "w"), word[glide.end() :]
    return ("a", word[1:]) if word[:1] in tuple("aeiouyw") else ("", word)


def _sound(match: re.Match[str]) -> str:
    found = match[0]
    if found == "c" and match.string[match.end() : match.end() + 1] in ("e", "i", "y"):
        return "s"
    return _SOUNDS[found]

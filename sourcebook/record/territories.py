"""States and territories as the lists print them, and the ISO 3166-1 alpha-2 code they mean.

The lists write "Iran (Islamic Republic of)", "Algerian", "DR Congo (Zaire)" or "Region: Gaza". A row keeps the printed
word; the code is what countries are compared by. A word that no code is known for has none, and is never guessed.
The names are in `territories.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

import yaml

_NOISE = re.compile(r"[^\w]+")
# Names of this length or less are codes and abbreviations.
SHORT = 3


@lru_cache(maxsize=4096)
def alpha2(printed: str) -> str | None:
    """The code of a printed name or adjective of nationality; None where none is known.

    Args:
        printed: For example `Iran (Islamic Republic of)` or `Algerian`.
    """
    return _codes().get(_folded(printed))


def named(text: str) -> list[str]:
    """The codes of the states that a longer name speaks of, in its order: `Communist Party of Peru`.

    Args:
        text: In Latin script; names and adjectives of up to three words are known.
    """
    words = _folded(text).split()
    spans = (words[at : at + size] for at in range(len(words)) for size in (3, 2, 1))
    codes = _codes()
    # A code by itself is no name of a state: "de" and "la" are words.
    found = (codes.get(span) for span in map(" ".join, spans) if len(span) > SHORT)
    return list(dict.fromkeys(code for code in found if code))


@lru_cache(maxsize=512)
def name(code: str) -> str:
    """The name a code is shown by in English; the code itself where it is none."""
    return _shown().get(code.upper(), code)


def words() -> dict[str, list[str]]:
    """Every word for every state, by code: names first, then former ones and adjectives."""
    return _table()


@cache
def _table() -> dict[str, list[str]]:
    text = (resources.files("sourcebook.record") / "territories.yaml").read_text("utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@cache
def _codes() -> dict[str, str]:
    return {_folded(word): code for code, words in _table().items() for word in (code, *words)}


@cache
def _shown() -> dict[str, str]:
    return {code: _PLAIN.get(code, words[0]) for code, words in _table().items()}


# ISO's own names put the common one last ("Iran, Islamic Republic of"); prose wants it plain.
_PLAIN = {
    "BO": "Bolivia", "CD": "Democratic Republic of the Congo", "FM": "Micronesia", "IR": "Iran", "KP": "North Korea",
    "KR": "South Korea", "LA": "Laos", "MD": "Moldova", "PS": "Palestine", "RU": "Russia", "SY": "Syria",
    "TW": "Taiwan", "TZ": "Tanzania", "VE": "Venezuela", "VG": "British Virgin Islands", "VN": "Vietnam",
    "CI": "Côte d’Ivoire", "VA": "Holy See", "FK": "Falkland Islands", "TR": "Türkiye",
}  # fmt: skip


def _folded(printed: str) -> str:
    plain = (
        unicodedata.normalize("NFKD", printed.replace("’", "'")).encode("ascii", "ignore").decode()
    )
    return _NOISE.sub(" ", plain.lower()).strip()

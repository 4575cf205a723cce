"""The words of an actor's name by what they mean, and the parts a printed name falls into.

Datasets print one group as `Free Papua Movement (OPM-Organisasi Papua Merdeka)`, `JSS/SB` or
`JNIM: Group for Support of Islam and Muslims`. Each part may be a name, an acronym, or a country that tells two groups
of one name apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from sourcebook.incidents.actors.vocabulary import (
    LEAST_LETTERS,
    LONGEST_STATE,
    state_of,
    vocabulary,
)
from sourcebook.names.words import words

_QUOTES = str.maketrans(dict.fromkeys("`´’‘ʿʾ′ʼ", "'"))
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_PERIOD = re.compile(r"\(\s*((?:1[89]|20)\d\d)?\s*-\s*((?:1[89]|20)\d\d)?\s*\)")
_PARTS = re.compile(r"\s*(?:[;:/]|\s[-–—]+\s|,\s(?:aka|a\.k\.a\.))\s*")
_LEAD_IN = re.compile(
    r"(?i)^(?:formerly|previously|also|now|the|aka|a\.k\.a\.?|f\.k\.a\.?)\s+(?:known as\s+)?"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9]{0,12}(?:[-/&.][A-Za-z0-9]{1,8})*")
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
MOST_PARTICLE_LETTERS = 2
LEAST_ACRONYM, MOST_ACRONYM, LEAST_TAIL = 2, 16, 3


@lru_cache(maxsize=65_536)
def telling(text: str) -> tuple[str, ...]:
    """The words of a text that tell something, folded, in their order.

    Args:
        text: A name or a part of one, in any script.

    Returns:
        Words as they are spelt; a state as `@` and its code.
    """
    folded = words(text.translate(_QUOTES))
    out: list[str] = []
    at = 0
    while at < len(folded):
        length, code = _state_at(folded, at)
        if code is not None:
            out.append(f"@{code}")
        elif _tells(folded[at]):
            out.append(folded[at])
        at += length
    return tuple(out)


def _state_at(folded: list[str], at: int) -> tuple[int, str | None]:
    """The longest state that begins at a word, and how many words it takes."""
    for length in range(min(LONGEST_STATE, len(folded) - at), 0, -1):
        code = state_of(" ".join(folded[at : at + length]))
        if code is not None:
            return length, code
    return 1, None


def _tells(word: str) -> bool:
    known = vocabulary()
    if word in known.meaning:
        return True
    return word not in known.particles and not (len(word) == 1 and word.isalpha())


@lru_cache(maxsize=65_536)
def meaning(word: str) -> str:
    """The word that stands for all words of one meaning; numbers without their ending, others in the singular."""
    known = vocabulary().meaning
    if word in known:
        return known[word]
    if ordinal := _ORDINAL.fullmatch(word):
        return ordinal[1]
    plural = len(word) > LEAST_LETTERS and word.endswith("s") and not word.endswith("ss")
    return known.get(word[:-1], word[:-1]) if plural else word


class Variant(msgspec.Struct, frozen=True, order=True):
    """A part of a printed name that may be a name itself.

    Attributes:
        words: Its telling words (`telling`).
        text: As printed.
        whole: Whether it is all of the name, its brackets apart.
    """

    words: tuple[str, ...]
    text: str
    whole: bool


class Printed(msgspec.Struct, frozen=True):
    """A printed name, taken apart.

    Attributes:
        text: As printed.
        variants: The name and its parts that may be names.
        acronyms: Acronyms it states, lower case, letters and digits alone.
        initials: What its parts would be abbreviated to.
        states: ISO codes it mentions.
    """

    text: str
    variants: tuple[Variant, ...]
    acronyms: tuple[str, ...]
    initials: tuple[str, ...]
    states: tuple[str, ...]


@lru_cache(maxsize=65_536)
def printed(name: str) -> Printed:
    """Take a printed name apart.

    Args:
        name: As a dataset or list prints it.
    """
    text = " ".join(_PERIOD.sub(" ", name.translate(_QUOTES)).split()) or name
    plain = " ".join(_BRACKETED.sub(" ", text).split())
    asides = [_LEAD_IN.sub("", (a or b).strip()) for a, b in _BRACKETED.findall(text)]
    pieces = list(dict.fromkeys(p for p in (text, plain, *asides, *_split(plain, asides)) if p))
    spelt = [piece for piece in pieces if not _abbreviates(piece, asides)]
    variants = tuple(
        Variant(found, piece, piece in (text, plain))
        for piece in spelt
        if (found := telling(piece)) and (piece in (text, plain) or not _says_states_alone(found))
    )
    stated = [
        short for piece in (plain, *asides, *_opening(asides)) for short in acronyms_in(piece)
    ]
    stated += [short for part in re.split(r"[/:]", plain) for short in acronyms_in(part)]
    if len(variants[:1]) == 1 and " " not in plain and plain.isascii():
        stated.append(
            _folded(plain)
        )  # Renamo: a word of its own in one dataset, an acronym in another.
    return Printed(
        text=name, variants=tuple({v.words: v for v in reversed(variants)}.values())[::-1],
        acronyms=tuple(dict.fromkeys(stated)),
        initials=tuple(dict.fromkeys(i for p in pieces for i in initials(p))),
        states=tuple(sorted({w[1:] for w in telling(text) if w.startswith("@")})),
    )  # fmt: skip


def _says_states_alone(found: tuple[str, ...]) -> bool:
    """`(Pakistan)` tells two names apart and is none itself."""
    return all(word.startswith("@") for word in found)


def _abbreviates(piece: str, asides: list[str]) -> bool:
    """Whether a piece is an acronym, or a name with one in brackets: those are compared apart from words."""
    return bool(acronyms_in(piece)) or any(f"({a})" in piece and acronyms_in(a) for a in asides)


def _split(plain: str, asides: list[str]) -> list[str]:
    """What slashes, colons and dashes set apart, in the name and in its brackets."""
    out = []
    for piece in (plain, *asides):
        parts = [part for part in _PARTS.split(piece) if part]
        if len(parts) > 1:
            out += parts
        out += _opening([piece])
        halves = piece.split("-")
        if len(halves) == 2 and all(" " in half.strip() for half in halves):
            out += [half.strip() for half in halves]
    return out


def _opening(pieces: list[str]) -> list[str]:
    """`OPM-Organisasi Papua Merdeka`: an acronym and what it stands for."""
    out = []
    for piece in pieces:
        head, _, tail = piece.partition("-")
        if " " in tail and " " not in head and acronyms_in(head):
            out += [head, tail]
    return out


def acronyms_in(piece: str) -> list[str]:
    """The acronyms a piece reads as: `SPLM/A` is splma, splm and spla; `KDP-QM` is no KDP."""
    piece = piece.strip()
    if not _ACRONYM.fullmatch(piece) or sum(map(str.isupper, piece)) < 2:
        return []
    stem, slash, tail = piece.partition("/")
    found = [piece, *re.split(r"[/&]", piece)]
    if slash and len(tail) < len(stem):
        # The tail stands in for as many letters of the stem: Movement or Army.
        found.append(stem[: -len(tail)] + tail)
    stem, dash, tail = piece.rpartition("-")
    if dash and len(tail) >= LEAST_TAIL and tail.isupper():
        found.append(tail)
    folded = dict.fromkeys(_folded(f) for f in found)
    return [f for f in folded if LEAST_ACRONYM <= len(f) <= MOST_ACRONYM]


def _folded(piece: str) -> str:
    return _NOT_ALNUM.sub("", piece.lower())


def initials(piece: str) -> list[str]:
    """What the words of a piece abbreviate to: with and without its particles."""
    spelt = words(piece.translate(_QUOTES))
    if len(spelt) < 2:
        return []
    particles = vocabulary().particles
    bare = "".join(w[0] for w in spelt if w not in particles)
    found = [bare, "".join(w[0] for w in spelt)]
    return [f for f in dict.fromkeys(found) if len(f) > 2]

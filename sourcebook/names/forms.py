"""One name, taken apart: its words and what each of them is, its acronyms, kunyas and chain of fathers.

`GROUPE SALAFISTE POUR LA PREDICATION ET LE COMBAT (GSPC)` is a name of seven words and the acronym GSPC;
`Noureddine ben Ali ben Belkassem` is a chain of three names; `Abu Musab Abdel Wadoud` has the kunya Abu Musab. A
word weighs as much as it tells: a given name that half a list bears little, a particle next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sourcebook.names.scripts import script
from sourcebook.names.skeletons import skeleton
from sourcebook.names.vocabulary import (
    BIN,
    COMMON_NAMES,
    GENERIC,
    LEGAL_FORMS,
    MOHAMMED,
    PARTICLES,
    TITLES,
)
from sourcebook.names.words import words

Kind = Literal["word", "common", "generic", "title", "particle", "legal", "initial", "kunya"]

_WEIGHT: dict[str, float] = {
    "word": 1.0, "kunya": 1.0, "common": 0.6, "generic": 0.55, "title": 0.15, "particle": 0.06,
    "legal": 0.1, "initial": 0.3,
}  # fmt: skip
# From this weight on a word is more than a particle, a title or a legal form.
TELLING = 0.25
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LEAD_IN = re.compile(
    r"(?i)^(?:formerly|previously|also)?\s*(?:(?:known|listed) as|[af]\.?k\.?a\.?)?[\s:]*"
)
_ACRONYM = re.compile(r"[^\W\d_][\w.&/-]{1,7}")
_SKIPPED_INITIALS = PARTICLES | LEGAL_FORMS


@dataclass(frozen=True, slots=True, order=True)
class Token:
    """One word of a name.

    Attributes:
        text: Folded: lower-case ASCII.
        skeleton: How it sounds (`skeletons.skeleton`).
        kind: What it is in a name.
        weight: How much it tells, 0 to 1.
    """

    text: str
    skeleton: str
    kind: Kind
    weight: float

    @property
    def tells(self) -> bool:
        """Whether it is more than a particle, a title or a legal form."""
        return self.weight >= TELLING


@dataclass(frozen=True, slots=True)
class NameForms:
    """A name and its forms.

    Attributes:
        text: As it was given.
        script: ISO 15924 code of the script most of it is written in.
        plain: The text without its brackets.
        tokens: Its words, in order.
        acronyms: Acronyms it states (in brackets, or all it is), lower case.
        initials: The initials of its words, were it abbreviated; empty below three.
        bracketed: What stands in brackets.
        kunyas: `abumusab` for Abu Musab.
        chain: The names between `ben`, `ibn`, `ould`: the person, the father, his father.
    """

    text: str
    script: str
    plain: str
    tokens: tuple[Token, ...]
    acronyms: tuple[str, ...]
    initials: str
    bracketed: tuple[str, ...]
    kunyas: tuple[str, ...]
    chain: tuple[str, ...]

    @property
    def latin(self) -> str:
        """The folded words in order."""
        return " ".join(token.text for token in self.tokens)

    @property
    def telling(self) -> tuple[Token, ...]:
        """The words that tell something; all of them where none does."""
        return tuple(t for t in self.tokens if t.tells) or self.tokens


def forms(name: str) -> NameForms:
    """Take a name apart.

    Args:
        name: In any script, as a list prints it.
    """
    plain, bracketed = split_brackets(name)
    folded = words(plain)
    tokens = tuple(map(token, folded))
    acronyms = [words(aside) for aside in bracketed if is_acronym(aside)]
    if is_acronym(plain.strip()) and len(plain.strip()) <= 6:
        acronyms.append(folded)
    return NameForms(
        text=name, script=script(plain), plain=plain, tokens=tokens,
        acronyms=tuple(sorted({"".join(a) for a in acronyms if a})),
        initials=initials(folded),
        bracketed=tuple(bracketed),
        kunyas=tuple(t.text for t in tokens if t.kind == "kunya"), chain=_chain(folded),
    )  # fmt: skip


def split_brackets(name: str) -> tuple[str, list[str]]:
    """A name without its brackets, and what stood in them; a name that is all brackets keeps them."""
    if "(" not in name and "[" not in name:
        return name, []
    asides = [(a or b).strip() for a, b in _BRACKETS.findall(name)]
    plain = " ".join(_BRACKETS.sub(" ", name).split())
    return (plain, [a for a in asides if a]) if words(plain) else (name, [])


def aside_names(asides: list[str]) -> list[str]:
    """What stood in brackets and is a name itself: `(GSPC)`, `(formerly Ansar Dine)`, not `(deceased)`."""
    named = [_LEAD_IN.sub("", aside) for aside in asides]
    return [name for name in named if name[:1].isupper() or not name.isascii()]


def is_acronym(text: str) -> bool:
    """Whether a text reads as an acronym: one short word, mostly capitals."""
    if not _ACRONYM.fullmatch(text):
        return False
    capitals = sum(map(str.isupper, text))
    return capitals >= 2 and capitals * 2 > len(text)


def initials(folded: list[str]) -> str:
    """The initials of a name's words, without particles and legal forms."""
    if len(folded) < 3:
        return ""
    letters = [initial(word) for word in folded if word not in _SKIPPED_INITIALS]
    return "".join(letters) if len(letters) > 2 else ""


def initial(word: str) -> str:
    """What of a folded word stands in an abbreviation: its first letter, or all of a number, as in *M23*."""
    return word if word.isdigit() else word[0]


def has_initial(word: str) -> bool:
    """Whether a folded word counts among the initials of a name."""
    return word not in _SKIPPED_INITIALS


@lru_cache(maxsize=131_072)
def token(word: str) -> Token:
    """What a folded word is."""
    if word in MOHAMMED:
        word = "mohammad"
    kind = _kind(word)
    length = 0.6 + 0.1 * min(len(word), 4) if kind in ("word", "common") else 1.0
    return Token(word, skeleton(word), kind, round(_WEIGHT[kind] * length, 3))


_KINDS: tuple[tuple[frozenset[str], Kind], ...] = (
    (PARTICLES, "particle"), (LEGAL_FORMS, "legal"), (TITLES, "title"), (COMMON_NAMES, "common"),
    (GENERIC, "generic"),
)  # fmt: skip


def _kind(word: str) -> Kind:
    for table, kind in _KINDS:
        if word in table:
            return kind
    if len(word) == 1 and word.isalpha():
        return "initial"
    return "kunya" if word.startswith("abu") and len(word) > 5 else "word"


def _chain(folded: list[str]) -> tuple[str, ...]:
    """The names that `ben` and its like stand between; empty where there is none."""
    links: list[list[str]] = [[]]
    for word in folded:
        if word in BIN:
            links.append([])
        elif word not in TITLES:
            links[-1].append(word)
    return tuple(" ".join(link) for link in links if link) if len(links) > 1 else ()

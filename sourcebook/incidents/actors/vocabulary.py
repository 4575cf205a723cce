"""The general vocabulary of actors' names: words of one meaning, peoples, states.

`vocabulary.yaml` is written by hand and holds words, not names of groups. A word is replaced by the first of
its row, a state or its adjective by `@` and the ISO code: `Frente`, `Jabhat` and `Front` become one word, and so do
`Chadian` and `Tchad`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
import yaml

from sourcebook.names.words import words
from sourcebook.record.territories import alpha2

# Words of a state's name that follow one another: "Central African Republic" is the longest.
LONGEST_STATE = 4
LEAST_LETTERS = 4


class Vocabulary(msgspec.Struct, frozen=True):
    """What words mean.

    Attributes:
        meaning: Folded word to the word that stands for it.
        generic: Words that stand for a meaning or a people, apart from states.
        particles: Words that tell nothing.
        states: Folded words, joined by spaces, to the ISO code.
    """

    meaning: dict[str, str]
    generic: frozenset[str]
    particles: frozenset[str]
    states: dict[str, str]


class _Printed(msgspec.Struct):
    meanings: list[str]
    particles: str
    states: dict[str, list[str]]
    peoples: list[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    text = (resources.files("sourcebook.incidents.actors") / "vocabulary.yaml").read_text("utf-8")
    printed = msgspec.convert(yaml.safe_load(text), type=_Printed)
    meaning = {word: row.split()[0] for row in printed.meanings for word in row.split()}
    peoples = {word: row.split()[0] for row in printed.peoples for word in row.split()}
    return Vocabulary(
        meaning=meaning | peoples,
        generic=frozenset(row.split()[0] for row in printed.meanings),
        particles=frozenset(printed.particles.split()),
        states={" ".join(words(w)): code for code, held in printed.states.items() for w in held},
    )


def state_of(phrase: str) -> str | None:
    """The ISO code of a state or an adjective of nationality; None where it is none.

    Args:
        phrase: Folded words, joined by spaces. Two-letter codes are words of other languages here.
    """
    if phrase in vocabulary().states:
        return vocabulary().states[phrase]
    return alpha2(phrase) if len(phrase) >= LEAST_LETTERS else None

"""The words in which incidents are told: tactics, targets, kinds of violence.

Each list is a reviewed YAML file with its sources; the register's words are among them, so that a page and a
dataset speak alike. A term may stand under a broader one; the tree says how near two terms are.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt
import yaml

from sourcebook.errors import SourcebookError

Kind = Literal["tactic", "target", "violence"]
KINDS: tuple[Kind, ...] = ("tactic", "target", "violence")
FOLDER = Path(__file__).parent


class Publication(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a category or a code is taken from."""

    publisher: str
    title: str
    published: str
    url: str | None = None


class Term(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}
):
    """A word of a vocabulary.

    Attributes:
        term: The word.
        definition: What it covers, in our words.
        source: Keys of the publications whose category it is.
        broader: The term it stands under.
        violent: Whether it is violence at all; None where the question does not arise.
    """

    term: str
    definition: str
    source: tuple[str, ...]
    broader: str | None = None
    violent: bool | None = None


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The terms of one kind, in the order of the file."""

    kind: Kind
    reviewed: str
    sources: dict[str, Publication]
    terms: tuple[Term, ...]

    def names(self) -> tuple[str, ...]:
        """Its terms."""
        return tuple(one.term for one in self.terms)

    def line(self, term: str) -> tuple[str, ...]:
        """A term and what it stands under, the broadest last.

        Args:
            term: One of the vocabulary.
        """
        broader = {one.term: one.broader for one in self.terms}
        found: list[str] = []
        above: str | None = term
        while above is not None and above not in found:
            found.append(above)
            above = broader[above]
        return tuple(found)

    def under(self, term: str) -> tuple[str, ...]:
        """A term and every one that stands under it: all that a count of the term includes."""
        return tuple(one for one in self.names() if term in self.line(one))

    def kinship(self) -> npt.NDArray[np.float32]:
        """How near each two terms are: 1 the same, 0 with nothing in common.

        Twice the steps from the head of the tree to what both stand under, over the steps to each (Wu and Palmer, ACL
        1994).
        """
        lines = [self.line(term) for term in self.names()]
        return np.array([[_near(a, b) for b in lines] for a in lines], dtype=np.float32)


def _near(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    shared = sum(1 for term in left if term in right)
    return 2 * shared / (len(left) + len(right))


@cache
def vocabulary(kind: Kind) -> Vocabulary:
    """The vocabulary of a kind.

    Args:
        kind: Which.

    Raises:
        SourcebookError: The shipped file is damaged.
    """
    path = FOLDER / f"{kind}.yaml"
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Vocabulary)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise SourcebookError(
            f"{path.name}: {error}.", "Correct the file or install again."
        ) from error


def problems(held: Vocabulary) -> list[str]:
    """What is wrong with a vocabulary, each with where.

    Args:
        held: As read.
    """
    names = held.names()
    found = [f"{held.kind}: {name!r} stands twice" for name in names if names.count(name) > 1]
    for term in held.terms:
        where = f"{held.kind} {term.term!r}"
        if term.broader is not None and term.broader not in names:
            found.append(f"{where}: broader term {term.broader!r} is not in the vocabulary")
        elif held.line(term.term)[-1:] and _circles(held, term.term):
            found.append(f"{where}: stands under itself")
        found += [f"{where}: no source {key!r}" for key in term.source if key not in held.sources]
        if not term.source:
            found.append(f"{where}: says not where it comes from")
    return list(dict.fromkeys(found))


def _circles(held: Vocabulary, term: str) -> bool:
    head = held.line(term)[-1]
    return any(one.term == head and one.broader is not None for one in held.terms)

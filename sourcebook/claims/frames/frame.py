"""A frame: words that say a kind of claim, and seats for those who take part in it.

A pattern foresees a sentence word for word; a frame only knows that a leader and a group stand near "commanded" (after
Fillmore 1982, "Frame semantics"). One data file for each language beside this module; `en.yaml` says what each part is.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from sourcebook.claims.language import held_in
from sourcebook.claims.model import ClaimType
from sourcebook.documents.sieve import Sieve
from sourcebook.errors import SourcebookError

# Places of a seat that are told by where it is; any other is by a word before it, one of the file's `markers`.
PLACES = ("before", "after", "near", "owner", "actor", "direct", "patient", "topic")


class Seating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A frame as its file has it.

    Attributes:
        type: Of the claims.
        words: What they are said with: expressions, matched without regard to case and whole.
        seats: For each role, in the order in which they are filled, where whoever has it may stand, the likeliest
            place first, with the kinds of mention that can; a role with "?" may be empty.
        value: A fixed value of the claim.
        table: Or the table of the language's patterns that says what the words mean.
        active: Whether before a passive of its words nobody has a seat that nothing marks.
        dated: Whether it is a claim only with a date or an object.
        beside: One of these has to stand in the same part of the sentence.
        unless: None of these may.
    """

    type: ClaimType
    words: list[str]
    seats: dict[str, list[dict[str, str]]]
    value: str | None = None
    table: str | None = None
    active: bool = False
    dated: bool = False
    beside: list[str] = []
    unless: list[str] = []


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The frames of a language, and what of its syntax they rest on.

    Attributes:
        code: ISO 639-1.
        impersonal: Words of names in capitals that no person bears.
        collective: Those that only groups bear.
        onward: Words that go on after a verb that nobody is the object of.
        markers: Words before a mention that tell its part: by, from, with.
        prepositions: Words before a mention that make it no subject.
        clauses: Words with which another clause begins.
        passive: Words that make what follows them a passive.
        unreal: Words before the words of a frame by which it has not happened.
        frames: The frames.
    """

    code: str
    impersonal: list[str]
    collective: list[str]
    onward: list[str]
    markers: dict[str, list[str]]
    prepositions: list[str]
    clauses: list[str]
    passive: list[str]
    unreal: list[str]
    frames: list[Seating]


class Seat(msgspec.Struct, frozen=True):
    """One place that a role may be filled from.

    Attributes:
        kinds: The letters of the mentions it takes.
        place: One of `PLACES`, or `marked`.
        marker: What has to stand right before it, if it is marked.
    """

    kinds: str
    place: str
    marker: re.Pattern[str] | None = None


class Role(msgspec.Struct, frozen=True):
    """Somebody who takes part.

    Attributes:
        name: subject, object, by or former.
        needed: Whether there is no claim without.
        seats: Where to look, in order.
    """

    name: str
    needed: bool
    seats: tuple[Seat, ...]


class Frame(msgspec.Struct, frozen=True):
    """A frame ready to look for.

    Attributes:
        seating: As its file has it.
        words: The expression of its words.
        roles: Who takes part.
        beside: What has to stand near, or None.
        unless: What may not, or None.
    """

    seating: Seating
    words: re.Pattern[str]
    roles: tuple[Role, ...]
    beside: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def marked(self) -> Frame:
        """The frame with none but marked seats."""
        roles = tuple(
            msgspec.structs.replace(r, seats=tuple(s for s in r.seats if s.marker is not None))
            for r in self.roles
        )
        return msgspec.structs.replace(self, roles=roles)


@cache
def grammar(code: str) -> Grammar | None:
    """The frames of a language as written; None where it has none."""
    return held_in(__name__.rpartition(".")[0], code, Grammar)


@cache
def frames(code: str) -> tuple[Frame, ...]:
    """The frames of a language, in the order of its file.

    Raises:
        SourcebookError: One of their expressions is none.
    """
    held = grammar(code)
    return () if held is None else tuple(_ready(held, seating) for seating in held.frames)


@cache
def frame_sieve(code: str) -> Sieve:
    """What tells which of the `frames` of a language, by their numbers, a sentence can hold."""
    return Sieve(frame.words for frame in frames(code))


def whole_words(words: list[str]) -> re.Pattern[str]:
    """An expression for any of some expressions, as whole words."""
    try:
        return re.compile(rf"(?<!\w)(?<!\w-)(?:{'|'.join(words)})(?![\w-])", re.I)
    except re.error as error:
        raise SourcebookError(f"the words {words!r} of a frame are broken: {error}.") from error


def _ready(held: Grammar, seating: Seating) -> Frame:
    roles = tuple(
        Role(name.rstrip("?"), not name.endswith("?"), _seats(held, seats))
        for name, seats in seating.seats.items()
    )
    near, never = seating.beside, seating.unless
    return Frame(
        seating, whole_words(seating.words), roles, whole_words(near) if near else None,
        whole_words(never) if never else None,
    )  # fmt: skip


def _seats(held: Grammar, seats: list[dict[str, str]]) -> tuple[Seat, ...]:
    pairs = [(place, kinds) for seat in seats for place, kinds in seat.items()]
    return tuple(
        Seat(kinds, place) if place in PLACES else Seat(kinds, "marked", _marker(held, place))
        for place, kinds in pairs
    )


def _marker(held: Grammar, name: str) -> re.Pattern[str]:
    """What stands before a marked mention: the word, and up to five others that mark nothing else."""
    every = "|".join(held.prepositions)
    other = rf"(?: (?!(?:{every})\b)[\w’'-]+| ⟦[nlowat]\d+⟧(?:['’]s?)?)"
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(held.markers[name])}){other}{{0,5}}?,? [“\"«]?$", re.I
    )

"""How a language says what a claim is: one data file for each language.

`en.yaml` says in comments what each part is. Patterns are compiled once; a file that does not compile is refused with
the pattern at fault.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

from sourcebook.claims.model import ClaimType
from sourcebook.documents.sieve import Sieve
from sourcebook.errors import SourcebookError

_SLOT = re.compile(r"\{(?P<role>[a-z]\w*)(?::(?P<kinds>[a-z]+))?\}")
_PIECE = re.compile(r"\{=(\w+)\}")
_OWNER = re.compile(
    r"(?<![\\\w])(?:its|his|their|her|son|sa|ses|leurs?)(?!\w)"
)  # tagged where it stands for somebody
# Stretches of words between two blanks, or nothing.
# The shorter may hold dates, adjectives of nationality and possessives: "left, in 1998, Shekau's Boko Haram".
_WITHIN = r"(?:[^;,⟦⟧]|⟦[ownt]\d+⟧|⟦[plga]\d+⟧['’]s?(?= ))"
_GAPS = {" <> ": rf" (?:{_WITHIN}{{0,40}}? )??", " <..> ": r" (?:[^;]{0,90}? )??"}
_TIME, _COUNT = "t", "q"
_NAME = (
    r"[^\W\d_a-zà-þ][\w'’.-]*(?:\s(?:al-|el-|bin |ibn |ben |ould )?[^\W\d_a-zà-þ][\w'’.-]*){0,6}"
)
# What may follow a tag as a part of the word: a possessive, a closing quotation mark or bracket.
_TAIL = r"(?:['’]s?)?[\"”»)]?"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns of one type of claim.

    Attributes:
        type: The type.
        patterns: As written in the file.
        value: A fixed value of the claim, where it has one.
        each: Whether every value of the table in reach is a claim of its own.
    """

    type: ClaimType
    patterns: list[str]
    value: str | None = None
    each: bool = False


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language file.

    Attributes:
        code: ISO 639-1.
        pieces: Parts of patterns that many share.
        tables: Words by what they mean, for the values of claims.
        reported: Words by which a text only says that somebody says so.
        negated: Words that deny.
        delayed: Words by which something came about at the time named and not before: "not until".
        opinion: Words of judgement and advice.
        past: Words that say an office or state of things is over.
        beginning: Words for entering an office.
        gone: Words of a sentence that say that somebody it names holds an office no longer.
        reign: Words for being led by somebody whose time is told of.
        lesser: Words for one leader of several, or of a part.
        founder: Words for somebody who founded, whose dates are not the founding's.
        mainly: Words by which a place is the chief or the only one.
        claims: The patterns.
    """

    code: str
    pieces: dict[str, str]
    tables: dict[str, dict[str, list[str]]]
    reported: list[str]
    negated: list[str]
    delayed: list[str]
    opinion: list[str]
    past: list[str]
    beginning: list[str]
    gone: list[str]
    reign: list[str]
    lesser: list[str]
    founder: list[str]
    mainly: list[str]
    claims: list[Rule]


class Pattern(msgspec.Struct, frozen=True):
    """A pattern ready to search with.

    Attributes:
        rule: The rule it belongs to.
        search: The expression.
        table: The table its value is from: expressions and the words they mean; None where it has none.
        anywhere: The same, to find its words within a sentence; only where each is a claim of its own.
    """

    rule: Rule
    search: re.Pattern[str]
    table: tuple[tuple[re.Pattern[str], str], ...] | None
    anywhere: tuple[tuple[re.Pattern[str], str], ...] = ()


Held = TypeVar("Held")


def held_in(package: str, code: str, kind: type[Held]) -> Held | None:
    """What a package has in its file of a language; None where it has none.

    Args:
        package: Its name.
        code: Of the language.
        kind: What the file holds.
    """
    source = files(package).joinpath(f"{code}.yaml")
    if not source.is_file():
        return None
    return msgspec.convert(yaml.safe_load(source.read_text("utf-8")), kind)


@cache
def wording(code: str) -> Wording | None:
    """The wording of a language; None where claims in it cannot be read."""
    return held_in(__name__, code, Wording)


@cache
def patterns(code: str) -> tuple[Pattern, ...]:
    """The patterns of a language, in the order of the file.

    Raises:
        SourcebookError: One of them is no regular expression.
    """
    held = wording(code)
    if held is None:
        return ()
    return tuple(_compiled(held, rule, text) for rule in held.claims for text in rule.patterns)


@cache
def sieve(code: str) -> Sieve:
    """What tells which of the `patterns` of a language, by their numbers, a sentence can match."""
    return Sieve(pattern.search for pattern in patterns(code))


@cache
def table(code: str, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A table of the file: expressions that find its words within a text, each with what they mean."""
    held = wording(code)
    return () if held is None else _anywhere(_table(held, name))


@cache
def any_words(code: str, kind: str) -> re.Pattern[str]:
    """The words of a list of the file (`reported`, `negated`, `opinion`), as one expression."""
    words: list[str] = getattr(wording(code), kind)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.I)


def _compiled(held: Wording, rule: Rule, text: str) -> Pattern:
    table = next((m["kinds"] for m in _SLOT.finditer(text) if m["role"] == "value"), None)
    whole = text
    while _PIECE.search(whole):
        whole = _PIECE.sub(lambda m: held.pieces[m[1]], whole)
    for gap, filled in _GAPS.items():
        whole = whole.replace(gap, filled).replace(gap[1:], filled[1:])
    whole = _OWNER.sub(lambda m: rf"(?:{m[0]}|⟦[ow]\d+⟧)", whole)
    try:
        search = re.compile(_SLOT.sub(lambda m: _slot(held, m), whole), re.I)
    except re.error as error:
        raise SourcebookError(
            f"the pattern {text!r} of claims in {held.code!r} is broken: {error}."
        ) from error
    known = _table(held, table or _implied(text))
    return Pattern(rule, search, known, _anywhere(known) if rule.each else ())


def _implied(text: str) -> str | None:
    """The table of a value that the pattern spells out itself."""
    return "event" if "(?P<value>" in text else None


def _table(held: Wording, name: str | None) -> tuple[tuple[re.Pattern[str], str], ...] | None:
    if name is None or name == "name":
        return None
    return tuple(
        (re.compile(rf"(?:{'|'.join(words)})$", re.I), term)
        for term, words in held.tables[name].items()
    )


def _anywhere(
    table: tuple[tuple[re.Pattern[str], str], ...] | None,
) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{words.pattern.removesuffix('$')})(?!\w)", re.I), term)
        for words, term in table or ()
    )


def _slot(held: Wording, match: re.Match[str]) -> str:
    role, kinds = match["role"], match["kinds"]
    if role == "value":
        if kinds == "name":
            # A name is told by its capitals, whatever the rest of the pattern does.
            return rf"(?P<value>(?-i:{_NAME}))"
        words = [word for words in held.tables[kinds].values() for word in words]
        # The longest first, and whole words: "attack" is not the whole of "attacked".
        listed = "|".join(sorted(words, key=lambda word: (-len(word), word)))
        return rf"(?P<value>(?<!\w)(?:{listed})(?!\w))"
    letters = {"time": _TIME, "count": _COUNT}.get(role, kinds or "g")
    if role not in ("object", "former"):
        letters += "o" * ("g" in letters) + "w" * ("p" in letters)
    # "Head of its province" says of another than "it".
    own = "(?:(?<! of )|(?!⟦[ow]))" if {"o", "w"} & set(letters) else ""
    return rf"{own}⟦[{letters}](?P<{role}>\d+)⟧{_TAIL}"

"""Languages a text can be read in, each a data file.

The files hold what readers of a language know: how sentences end, how dates and numbers are written. Adding a language
is adding a file.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

DEFAULT = "en"
_WORD = re.compile(r"[^\W\d_]+")


class Quantities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language writes how many.

    Attributes:
        bounds: Words before a number, by what they make of it: `low`, `high`, `about`.
        vague: Words that are numbers, with the least and the most they mean.
        ranges: Words between the two ends of a range.
        scales: Words that multiply.
        counted: What is counted.
        cues: Words right before a number of whomever.
    """

    bounds: dict[str, list[str]]
    vague: dict[str, tuple[int, int | None]]
    ranges: list[str]
    scales: dict[str, int]
    counted: list[str]
    cues: list[str]


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language file; en.yaml says in comments what each part is.

    Attributes:
        code: ISO 639-1.
        common: Its commonest small words.
        abbreviations: Words whose full stop ends no sentence.
        words: What the names in braces stand for: months, parts of a year, numbers.
        dates: Patterns of dates, the longest first.
        year_after: Words after which four digits are a year.
        approximately: Words that make a date approximate.
        relations: Words before a date, by how what is told stands to it.
        spans: Pairs of words that make a period of two dates.
        relative: Patterns of dates told from the last one, and what to add.
        quantities: How many.
        authorities: Who designates, by authority.
        descriptions: What stands for a group named before.
        pronouns: Likewise, and for a person.
        objects: Words before a name that make it no subject: to, with.
        articles: Words that may stand between such a word and the name.
        headless: Words with which a note begins that leaves its subject out: "Led by …".
        possessives: Those of the pronouns that stand before what is somebody's.
        countries: States and their adjectives, where the record has them in another language only.
    """

    code: str
    common: list[str]
    abbreviations: list[str]
    words: dict[str, dict[str, Any]]
    dates: list[str]
    year_after: list[str]
    approximately: list[str]
    relations: dict[str, list[str]]
    spans: list[tuple[str, str]]
    relative: dict[str, dict[str, int]]
    quantities: Quantities
    authorities: dict[str, list[str]]
    descriptions: dict[str, list[str]]
    pronouns: dict[str, list[str]]
    objects: list[str] = []
    articles: list[str] = []
    headless: list[str] = []
    possessives: list[str] = []
    countries: dict[str, list[str]] = {}


@cache
def language(code: str = DEFAULT) -> Language:
    """A language by its code.

    Raises:
        KeyError: There is no file for it.
    """
    source = files(__package__).joinpath(f"{code}.yaml")
    if not source.is_file():
        raise KeyError(code)
    return msgspec.convert(yaml.safe_load(source.read_text("utf-8")), Language)


def codes() -> tuple[str, ...]:
    """The languages there are, in alphabetical order."""
    return tuple(
        sorted(
            f.name.removesuffix(".yaml")
            for f in files(__package__).iterdir()
            if f.name.endswith(".yaml")
        )
    )


def told(text: str) -> Language:
    """The language a text is in, told from its small words; English where they do not tell."""
    counts = Counter(word.lower() for word in _WORD.findall(text[:20_000]))
    scored = {code: sum(counts[word] for word in language(code).common) for code in codes()}
    best = max(sorted(scored), key=lambda code: (scored[code], code == DEFAULT))
    return language(best if scored[best] > scored[DEFAULT] else DEFAULT)

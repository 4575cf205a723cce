"""Authorities, states, nationalities, regions and places in a sentence.

States and their adjectives are those the lists print (`record/territories.yaml`) and those of the language file; places
are the ones at which the record has an incident. A state that designates is both a place and an authority: which of
the two is meant is for the reader of the claim to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sourcebook.documents.language import language
from sourcebook.documents.mention import Mention, MentionKind, Referent
from sourcebook.documents.patterns import any_of
from sourcebook.documents.regions import PREFIX, regions
from sourcebook.record import territories
from sourcebook.record.store import Record

_ADJECTIVE = re.compile(r"(?:an|ian|i|ese|ish|ch|abe|eois|ard|ean|yan|iot|is|ic|k)$")
_LEAST = 3


def find(text: str, code: str, places: Places) -> list[Mention]:
    """What of a sentence is an authority, a state, a nationality or a place; overlapping, the longest first."""
    found = [
        *_authorities(text, code), *_countries(text, code), *_regions(text, code), *places.find(text),
    ]  # fmt: skip
    return sorted(found, key=lambda m: (m.start - m.end, m.start))


class Places:
    """The places at which the record has incidents."""

    def __init__(self, named: Iterable[tuple[str, str | None]]) -> None:
        self._countries = {name.lower(): country for name, country in named}
        names = [re.escape(name) for name in self._countries]
        self._pattern = re.compile(rf"(?<!\w)(?:{any_of(names)})(?!\w)", re.I) if names else None

    @classmethod
    def of(cls, record: Record, words: Iterable[str]) -> Places:
        """The places all of whose words are among some words, in lower case."""
        rows = record.rows(
            """with place as (
                select distinct trim(unnest(string_split(replace(place, ';', ','), ','))) as name, country
                from events where place is not null
            )
            select name, any_value(country order by country) as country from place
            where length(name) >= $least and list_has_all($words, string_split(lower(name), ' '))
            group by name order by name""",
            {"least": _LEAST, "words": sorted(set(words))},
        )
        return cls((row["name"], row["country"]) for row in rows)

    def find(self, text: str) -> Iterator[Mention]:
        """The places in a text; a name in small letters is none."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            if not match[0].islower():
                country = self._countries[match[0].lower()]
                id_ = f"place:{country or ''}:{match[0].lower()}"
                yield _mention(match, "place", id_, match[0])


def _authorities(text: str, code: str) -> Iterator[Mention]:
    for match in _authority_words(code).finditer(text):
        word = next(name for name, value in match.groupdict().items() if value)
        yield _mention(match, "authority", f"authority:{word}", word)


@cache
def _authority_words(code: str) -> re.Pattern[str]:
    named = (
        rf"(?P<{name}>{any_of(re.escape(w).replace(chr(92) + ' ', ' ') for w in words)})"
        for name, words in language(code).authorities.items()
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(named)})(?!\w)")


def _regions(text: str, code: str) -> Iterator[Mention]:
    words, pattern = _region_words(code)
    for match in pattern.finditer(text):
        if not match[0].islower() or code != "en":
            id_ = words[" ".join(match[0].lower().split())]
            yield _mention(match, "place", PREFIX + id_, match[0])


@cache
def _region_words(code: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """What each word for a region means."""
    words = {w.lower(): r.id for r in regions().values() for w in r.names.get(code, ())}
    pattern = any_of(re.escape(word).replace("\\ ", " ") for word in words)
    return words, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.I)


def _countries(text: str, code: str) -> Iterator[Mention]:
    words, pattern = _country_words(code)
    for match in pattern.finditer(text):
        country, kind = words[match[0].lower()]
        if not match[0].islower() or (kind == "nationality" and code != "en"):
            yield _mention(match, kind, country, territories.name(country))


@cache
def _country_words(code: str) -> tuple[dict[str, tuple[str, MentionKind]], re.Pattern[str]]:
    """What each word means: a state, or a nationality."""
    known: dict[str, tuple[str, MentionKind]] = {}
    for country, words in territories.words().items():
        for word in words:
            known[word.lower()] = (country, _kind(word, words[0]))
    for country, words in language(code).countries.items():
        for word in words:
            known[word.lower()] = (country, "nationality" if word.islower() else "place")
    pattern = any_of(re.escape(word).replace("\\ ", " ") for word in known if len(word) >= _LEAST)
    return known, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.I)


def _kind(word: str, first: str) -> MentionKind:
    """Whether a word of the table is an adjective of nationality: the table's first word never is."""
    plain = word != first and not first.startswith(word) and " " not in word and not word.isupper()
    return "nationality" if plain and _ADJECTIVE.search(word) else "place"


def _mention(match: re.Match[str], kind: MentionKind, id_: str, caption: str) -> Mention:
    return Mention(
        start=match.start(), end=match.end(), text=match[0], kind=kind, basis="name",
        referents=(Referent(id_, caption, 1.0),), name=match[0],
    )  # fmt: skip

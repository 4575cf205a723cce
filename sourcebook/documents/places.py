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
from sourcebook.documents.sieve import lowered
from sourcebook.documents.wordlist import WordList
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
        self._countries = {lowered(name): country for name, country in named}
        self._names = WordList(self._countries)

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
        for start, end in self._names.find(text):
            printed = text[start:end]
            if not printed.islower():
                country = self._countries[lowered(printed)]
                id_ = f"place:{country or ''}:{lowered(printed)}"
                yield _mention((start, end, printed), "place", id_, printed)


def _authorities(text: str, code: str) -> Iterator[Mention]:
    for match in _authority_words(code).finditer(text):
        word = next(name for name, value in match.groupdict().items() if value)
        yield _mention((*match.span(), match[0]), "authority", f"authority:{word}", word)


@cache
def _authority_words(code: str) -> re.Pattern[str]:
    named = (
        rf"(?P<{name}>{any_of(re.escape(w).replace(chr(92) + ' ', ' ') for w in words)})"
        for name, words in language(code).authorities.items()
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(named)})(?!\w)")


def _regions(text: str, code: str) -> Iterator[Mention]:
    words, listed = _region_words(code)
    for start, end in listed.find(text):
        printed = text[start:end]
        if not printed.islower() or code != "en":
            id_ = words[lowered(printed)]
            yield _mention((start, end, printed), "place", PREFIX + id_, printed)


@cache
def _region_words(code: str) -> tuple[dict[str, str], WordList]:
    """What each word for a region means."""
    words = {lowered(w): r.id for r in regions().values() for w in r.names.get(code, ())}
    return words, WordList(words, "-")


def _countries(text: str, code: str) -> Iterator[Mention]:
    words, listed = _country_words(code)
    for start, end in listed.find(text):
        printed = text[start:end]
        country, kind = words[lowered(printed)]
        if not printed.islower() or (kind == "nationality" and code != "en"):
            yield _mention((start, end, printed), kind, country, territories.name(country))


@cache
def _country_words(code: str) -> tuple[dict[str, tuple[str, MentionKind]], WordList]:
    """What each word means: a state, or a nationality."""
    known: dict[str, tuple[str, MentionKind]] = {}
    for country, words in territories.words().items():
        for word in words:
            known[lowered(word)] = (country, _kind(word, words[0]))
    for country, words in language(code).countries.items():
        for word in words:
            known[lowered(word)] = (country, "nationality" if word.islower() else "place")
    return known, WordList((word for word in known if len(word) >= _LEAST), "-")


def _kind(word: str, first: str) -> MentionKind:
    """Whether a word of the table is an adjective of nationality: the table's first word never is."""
    plain = word != first and not first.startswith(word) and " " not in word and not word.isupper()
    return "nationality" if plain and _ADJECTIVE.search(word) else "place"


def _mention(place: tuple[int, int, str], kind: MentionKind, id_: str, caption: str) -> Mention:
    start, end, printed = place
    return Mention(
        start=start, end=end, text=printed, kind=kind, basis="name",
        referents=(Referent(id_, caption, 1.0),), name=printed,
    )  # fmt: skip

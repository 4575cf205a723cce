"""All names of the record that a text could hold, and where it holds them.

Two ways of finding. The names as they are written, all at once (Aho and Corasick 1975, doi:10.1145/360825.360855), over
the folded text; and, for spellings and word orders that no list prints, the key of every capitalised stretch. Which
names are held for a text says `possible`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind

from sourcebook.documents.folding import folded, traced
from sourcebook.names import compare, search_key, words
from sourcebook.names.skeletons import skeleton
from sourcebook.names.vocabulary import COMMON_NAMES, GENERIC

GROUP, PERSON = "group", "person"
CURATED = 3.0  # what it weighs that the register heads somebody
_SHORTEST = 3
_ALIKE = 0.88
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ0-9]{1,7}(?:-[A-Z0-9]{1,4})?")
_LAST_FIRST = re.compile(r"^([^,()]+), ([^,()]+)$")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who bears a name.

    Attributes:
        id: Canonical id.
        caption: How the record heads it.
        kind: `group` or `person`.
        weight: How well known it is to the record: the register's own before others, then by entries.
    """

    id: str
    caption: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text.

    Attributes:
        start: Where it begins.
        end: Where it ends, exclusive.
        name: The name of the record.
        bearers: Who bears it, the weightiest first.
        acronym: Whether it is one.
    """

    start: int
    end: int
    name: str
    bearers: tuple[Bearer, ...]
    acronym: bool = False


# The name of the record, who bears it, and whether it is an acronym.
Reading = tuple[str, tuple[Bearer, ...], bool]


class Gazetteer:
    """Names ready to be found."""

    def __init__(self, names: Iterable[tuple[str, Bearer]]) -> None:
        self._bearers: dict[str, dict[Bearer, str]] = defaultdict(dict)
        self._keys: dict[str, dict[Bearer, str]] = defaultdict(dict)
        self._sounds: dict[str, dict[Bearer, str]] = defaultdict(dict)
        surnames: dict[str, dict[Bearer, str]] = defaultdict(dict)
        for name, bearer in names:
            self._enter(name, bearer)
            for last in _surnames(name, bearer):
                surnames[last].setdefault(bearer, name)
        for last, known in surnames.items():
            if len(known) == 1:
                self._bearers[last] |= known
        self._patterns = sorted(self._bearers)
        self._readings: dict[tuple[int, str, bool], Reading | None] = {}
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    def _enter(self, name: str, bearer: Bearer) -> None:
        for form in _forms(name):
            if len(text := folded(form)) >= _SHORTEST:
                self._bearers[text].setdefault(bearer, name)
        if len(words(name)) > 1:
            self._keys[search_key(name)].setdefault(bearer, name)
            self._sounds[_sound(name)].setdefault(bearer, name)

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: str) -> list[Found]:
        """The names in a text, in order, none within another: of two that overlap the longer.

        Args:
            text: A sentence or a passage.
        """
        kept: list[Found] = []
        every = [*self._written(text), *self._spelt(text)]
        taken = bytearray(len(text))
        for found in sorted(every, key=lambda f: (f.start - f.end, f.start)):
            # Of a shorter one that overlaps a longer, one end lies within it.
            if not taken[found.start] and not taken[found.end - 1]:
                taken[found.start : found.end] = b"\1" * (found.end - found.start)
                kept.append(found)
        starts = {found.start for found in kept}
        return sorted(
            (f for f in kept if not _is_longer_name(text, f, starts)), key=lambda f: f.start
        )

    def _written(self, text: str) -> Iterator[Found]:
        plain, places = traced(text)
        plain, places = _single_spaced(plain, places)
        for number, start, end in self._automaton.find_matches_as_indexes(plain):
            if not _is_whole(plain, start, end) or _goes_on(text, places[end - 1] + 1):
                continue
            first, last = places[start], _closed(text, places[start], places[end - 1] + 1)
            read = self._read(number, text[first:last], first == 0)
            if read is not None:
                yield Found(first, last, *read)

    def _read(self, number: int, printed: str, opens: bool) -> Reading | None:
        """What a name is as it is printed, worked out once."""
        asked = (number, printed, opens)
        if asked not in self._readings:
            bearers = self._bearers[self._patterns[number]]
            self._readings[asked] = _reading(printed, opens, bearers)
        return self._readings[asked]

    def _spelt(self, text: str) -> Iterator[Found]:
        """Names in another spelling or order of words: by the key of capitalised stretches."""
        for tokens in _stretches(text):
            yield from self._within(text, tokens)

    def _within(self, text: str, tokens: list[tuple[int, int]]) -> Iterator[Found]:
        first = 0
        while first < len(tokens):
            for last in range(len(tokens), first + 1, -1):
                start, end = tokens[first][0], tokens[last - 1][1]
                bearers = self._borne(text[start:end])
                read = _reading(text[start:end], start == 0, bearers) if bearers else None
                if read is not None:
                    yield Found(start, end, *read)
                    first = last - 1
                    break
            first += 1

    def _borne(self, printed: str) -> dict[Bearer, str]:
        """Who bears a name that is spelt so, or sounds so and is nearly spelt so."""
        exact = self._keys.get(_key(printed))
        if exact:
            return exact
        alike = self._sounds.get(_sound(printed), {})
        return {b: name for b, name in alike.items() if compare(printed, name).score >= _ALIKE}


def _reading(printed: str, opens: bool, bearers: dict[Bearer, str]) -> Reading | None:
    """A find that its case allows: an acronym in capitals, any other name with one at least."""
    kept = {b: name for b, name in bearers.items() if _allowed(printed, name, b)}
    if not kept or (opens and _is_one_word(printed, kept)):
        return None
    ranked = sorted(kept, key=lambda b: (-b.weight, b.id))
    name = kept[ranked[0]]
    return name, tuple(ranked), _ACRONYM.fullmatch(name) is not None


@lru_cache(maxsize=65_536)
def _key(printed: str) -> str:
    return search_key(printed)


@lru_cache(maxsize=65_536)
def _sound(name: str) -> str:
    return " ".join(sorted(skeleton(word) for word in words(name)))


_LONG_SURNAME = 5  # letters


def _surnames(name: str, bearer: Bearer) -> tuple[str, ...]:
    """By what a text calls somebody of the register: the last word of the name if it tells, with its article or not."""
    parts = name.split()
    if (
        bearer.kind != PERSON
        or bearer.weight <= CURATED
        or len(parts) < 2
        or not parts[-1][-1].isalpha()
    ):
        return ()
    whole = folded(parts[-1])
    last = whole.removeprefix("al ").removeprefix("el ")
    if len(last) < _LONG_SURNAME or " " in last or last in GENERIC or last in COMMON_NAMES:
        return ()
    return (whole,) if whole == last else (whole, last)


def _forms(name: str) -> Iterator[str]:
    """A name as a list prints it and as a text would."""
    turned = _LAST_FIRST.match(name)
    yield f"{turned[2]} {turned[1]}" if turned else name
    if "'" in name or "’" in name:
        yield _ANY_POSSESSIVE.sub(" ", name)
    short = _SHORT_FORM.sub("", name)
    if short != name:
        yield short
    yield from _without_group(name)


_ANY_POSSESSIVE = re.compile(r"['’]s(?!\w)", re.I)
_SHORT_FORM = re.compile(r"\s*\([A-Z0-9-]{2,8}\)$")
_CALLED_GROUP = re.compile(r"(.+) (group|brigade|battalion)", re.I)


def _without_group(name: str) -> Iterator[str]:
    """The Abu Sayyaf Group is "Abu Sayyaf" in most texts, the Houthi Group "the Houthis"."""
    match = _CALLED_GROUP.fullmatch(name)
    if match is None or all(word in GENERIC for word in words(match[1])):
        return
    if len(match[1].split()) > 1:
        yield match[1]
    elif match[2].lower() == "group":
        yield f"{match[1]}s"


def _allowed(printed: str, name: str, bearer: Bearer) -> bool:
    """Whether the case of what is printed lets it be the name: an acronym in capitals, no name in small letters."""
    if bearer.kind == GROUP and name != name.lower() and _as_printed(printed, name, bearer):
        return True
    if _ACRONYM.fullmatch(name):
        return printed.replace(".", "") == name or _is_word(printed, name, bearer)
    if bearer.kind == PERSON and folded(printed) in _surnames(name, bearer):
        return any(char.isupper() for char in printed)
    kind = bearer.kind
    content = [word for word in TOKEN.findall(printed) if word.lower() not in LINKS]
    if len(content) < 2 and (kind == PERSON or len(printed) < 4 or folded(printed) in GENERIC):
        return False
    small = [word for word in content if word[0].islower() and not _PREFIXED.match(word)]
    if content[-1:] == small and small[0].lower() in _BODIES and _tells(content):
        return True
    # "An Islamic state" is no name; French sets all but the first word of one in small letters.
    french = len(content) > 2 and content[0] not in small
    return not small or (french and len(small) < len(content))


# The last word of a name, which texts often set in small letters: "the Haqqani network".
_BODIES = frozenset(
    {"network", "group", "movement", "front", "brigade", "army", "party", "battalion", "faction"}
)
_PRINTED_WORD = (
    6  # letters from which a word in capitals is no acronym, but a word of a list in capitals
)


def _tells(content: list[str]) -> bool:
    return any(word[0].isupper() and folded(word) not in GENERIC for word in content)


def _is_word(printed: str, name: str, bearer: Bearer) -> bool:
    """Whether a list prints a word in capitals that a text does not: TALIBAN."""
    plain = len(name) >= _PRINTED_WORD and name.isalpha() and folded(name) not in GENERIC
    return bearer.kind == GROUP and plain and printed == name.capitalize()


_PREFIXED = re.compile(r"(?:al|el)-|[a-z]{1,3}[-'’][^\W\d_a-zà-þ]")


def _as_printed(printed: str, name: str, bearer: Bearer) -> bool:
    """Whether a text has a name of several words as the record has it, or heads a group as the register does."""
    if len(name.split()) > 1:
        return printed == name
    curated = bearer.weight > CURATED and printed[:1].isupper()
    return curated and folded(printed) == folded(bearer.caption)


def _closed(text: str, start: int, end: int) -> int:
    """The end of a match, with the bracket that closes it."""
    return end + 1 if text[end : end + 1] == ")" and "(" in text[start:end] else end


def _is_one_word(printed: str, kept: dict[Bearer, str]) -> bool:
    """Whether what opens a sentence, where any word has a capital, is one word and no name as it is printed."""
    same = [n for n in kept.values() if folded(n) == folded(printed) and not _ACRONYM.fullmatch(n)]
    known = any(b.weight > CURATED for b in kept) or printed in kept.values() or same
    return printed.isalpha() and not known and not printed.isupper()


_MORE_NAME = re.compile(r" (?=(?:(?:al|el|a[dnrstz]|ash)[- ])?[^\W\d_a-zà-þ][a-zà-þ])")


def _is_longer_name(text: str, found: Found, starts: set[int]) -> bool:
    """Whether what was found is the beginning of somebody else's name: "Ahmed Abdi" in "Ahmed Abdi Godane"."""
    more = _MORE_NAME.match(text, found.end)
    persons = all(b.kind == PERSON for b in found.bearers)
    return persons and more is not None and more.end() not in starts


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Whether a match begins and ends at the edges of words."""
    before = start == 0 or not plain[start - 1].isalnum()
    return before and (end == len(plain) or not plain[end].isalnum())


def _goes_on(text: str, end: int) -> bool:
    """Whether a hyphen and a capital follow: "PBCP-ML" is not PBCP; "AQIM-linked" speaks of AQIM."""
    return text[end : end + 1] == "-" and (
        text[end + 1 : end + 2].isupper() or text[end + 1 : end + 2].isdigit()
    )


def _single_spaced(plain: str, places: list[int]) -> tuple[str, list[int]]:
    if "  " not in plain:
        return plain, places
    kept = [n for n, (a, b) in enumerate(pairwise(" " + plain)) if not (a == b == " ")]
    return "".join([plain[n] for n in kept]), [places[n] for n in kept]


TOKEN = re.compile(r"[^\W_](?:[\w'’ʿʼ`.-]*[^\W_'’.-])?['’ʿʼ`]?")
# Words that may stand within a name, between words that are capitalised.
LINKS = frozenset({
    "of", "the", "in", "for", "and", "to", "de", "la", "le", "les", "du", "des", "d", "l",
    "et", "pour", "al", "el", "ul", "bin", "ben", "ibn", "ould", "wal", "wa", "fi", "bi", "von",
    "van", "da", "do", "dos", "e", "y", "au", "aux", "en",
})  # fmt: skip
_LONGEST = 9


def _stretches(text: str) -> Iterator[list[tuple[int, int]]]:
    """Rows of words that may be a name: capitalised, or of a script without capitals, and what links them."""
    row: list[tuple[int, int]] = []
    last = 0
    for token in TOKEN.finditer(text):
        near = text[last : token.start()].strip(" \u00a0-") == ""
        if row and (not near or len(row) == _LONGEST):
            yield from _proper(text, row)
            row = []
        if _names(token[0]) or (row and token[0].lower() in LINKS):
            row.append(token.span())
        elif row:
            yield from _proper(text, row)
            row = []
        last = token.end()
    yield from _proper(text, row)


def _names(word: str) -> bool:
    return not word[0].islower() or word[:3] in ("al-", "el-")


def _proper(text: str, row: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    while row and text[row[-1][0] : row[-1][1]].lower() in LINKS:
        row.pop()
    if row and text[row[0][0] : row[0][1]].lower() == "the":
        row = row[1:]
    if len(row) > 1:
        yield row

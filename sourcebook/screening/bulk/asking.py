"""From the values of a row to a query: names put together, dates, countries and kinds understood.

What a cell says beside the name is evidence only if it can be read; what cannot be read is noted, and the name is
screened without it. In a column of dates, days come first or months do, never both: which, is told by the dates of the
beginning of the file that can be read in one way only; where none tells, both readings are asked.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib import resources

import msgspec

from sourcebook.names import words as name_words
from sourcebook.record.dates import PartialDate
from sourcebook.record.schema import schemata
from sourcebook.record.territories import alpha2
from sourcebook.record.territories import name as territory
from sourcebook.screening.bulk.columns import PARTS, Columns, folded
from sourcebook.screening.bulk.reading import texts
from sourcebook.screening.bulk.rows import Fault
from sourcebook.screening.query import Query
from sourcebook.screening.spelling import LONGEST

MOST_NAMES = 50
_OF_NAMES = frozenset({"name", "alias", "id", *PARTS})
# Letters that no folding loses, whatever stands beside them: a text with one has a word, so that most names need not be
# folded to know that they are names.
LETTERS = (
    "a-zA-Z0-9À-ÖØ-öø-ƷЀ-ЩЫЭ-щыэ-ҁב-סף-ת"
    "\u0622-\u063f\u0641-\u064a\u0904-\u0939\u0e01-\u0e2e\u30a1-\u30fa\u4e00-\u9fb2\uac00-\ud7a3"
)
_WORD = re.compile(f".{{0,300}}?[{LETTERS}]")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ][\d:.,+Z-]*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_MONTH_LAST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th)?[\s.,/-]+)?(\D+?)[\s.,/-]+(?:(\d{1,2})[\s,]+)?(\d{4})"
)


class Asked(msgspec.Struct, frozen=True, gc=False):
    """A row understood.

    Attributes:
        ref: The user's own id of it.
        name: The name as the file has it.
        query: What is asked; None where the row has no name.
        notes: What could not be read.
    """

    ref: str
    name: str
    query: Query | None
    notes: tuple[str, ...] = ()


class Asker:
    """Understands rows of one file.

    Args:
        columns: What is read of them.
        day_first: Whether dates begin with the day; None: either way.
    """

    def __init__(self, columns: Columns, day_first: bool | None) -> None:
        self._columns = columns
        self._day_first = day_first
        self._places = {one.role: columns.of(one.role) for one in columns.taken}
        self._names_alone = self._places.keys() <= _OF_NAMES
        single = (
            self._places.keys() <= {"name", "id"}
            and max(map(len, self._places.values()), default=2) == 1
        )
        self._simple = (
            (columns.of("name")[0], *columns.of("id")) if single and "name" in self._places else ()
        )

    def ask(self, values: Sequence[object]) -> Asked | Fault:
        """What a row asks.

        Args:
            values: One for each column of the file.
        """
        if plain := self.plain(values):
            return plain
        held: dict[str, list[str]] = {}
        for role, places in self._places.items():
            found = texts(
                values[places[0]] if len(places) == 1 else [values[place] for place in places]
            )
            if isinstance(found, Fault):
                return Fault(f"{role}: {found.reason}")
            held[role] = found
        names = _names(held)
        if len(names) > MOST_NAMES:
            return Fault(f"{len(names):,} names in one row; the most that is read is {MOST_NAMES}")
        shown, ref = names[0] if names else "", " ".join(held.get("id", ()))
        if not any(_WORD.match(name) or name_words(name[:LONGEST]) for name in names):
            return Asked(ref, shown, None)
        if self._names_alone and max(map(len, names)) <= LONGEST:
            return Asked(ref, shown, Query(names=tuple(names), ref=ref or None))
        notes: list[str] = [
            f"a name of {len(name):,} characters; its first {LONGEST} are screened"
            for name in names
            if len(name) > LONGEST
        ]
        return Asked(ref, shown, self._query(names, held, ref, notes), tuple(notes))

    def plain(self, values: Sequence[object]) -> Asked | None:
        """A row of one name and perhaps an id, as most files are; None where there is more to see to.

        Args:
            values: One for each column of the file.
        """
        if not self._simple:
            return None
        name = values[self._simple[0]]
        ref = values[self._simple[1]] if len(self._simple) > 1 else ""
        if not isinstance(name, str) or not isinstance(ref, str) or len(name) > LONGEST:
            return None
        name, ref = name.strip(), ref.strip()
        if name[:1] not in _surely() and (not _WORD.match(name) or is_nothing(name)):
            return None
        return Asked(ref, name, Query(names=(name,), ref=ref or None))

    def _query(
        self, names: list[str], held: dict[str, list[str]], ref: str, notes: list[str]
    ) -> Query:
        return Query(
            names=tuple(name[:LONGEST] for name in names),
            schema=_first(held, "schema", schema_of, notes),
            born=self._born(held.get("born", ()), notes),
            countries=self._countries(held.get("country", ()), notes),
            birth_places=tuple(text for text in held.get("birthplace", ()) if not is_nothing(text)),
            gender=_first(held, "gender", gender_of, notes),
            identifiers=tuple(text for text in held.get("identifier", ()) if not is_nothing(text)),
            ref=ref or None,
        )  # fmt: skip

    def _countries(self, given: Iterable[str], notes: list[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for text in given for code in _codes(text, notes)))

    def _born(self, given: Iterable[str], notes: list[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for text in given:
            days = days_of(text, self._day_first)
            if not days and not is_nothing(text):
                notes.append(f"born: {_short(text)!r} cannot be read as a date")
            found |= dict.fromkeys(days)
        return tuple(found)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _names(held: dict[str, list[str]]) -> list[str]:
    """The spellings: the whole name, else its parts in order; then the aliases."""
    whole = held.get("name") or [" ".join(text for role in PARTS for text in held.get(role, ()))]
    aliases = [part for text in held.get("alias", ()) for part in _SEVERAL.split(text)]
    return [name for name in dict.fromkeys(whole + aliases) if name and not is_nothing(name)]


def _first(held: dict[str, list[str]], role: str, meaning: object, notes: list[str]) -> str | None:
    for text in held.get(role, ()):
        if is_nothing(text):
            continue
        found: str | None = meaning(text)  # type: ignore[operator]
        if found is None:
            notes.append(f"{role}: {_short(text)!r} is not known")
        return found
    return None


def _codes(text: str, notes: list[str]) -> list[str]:
    """The codes of a cell with one country or several."""
    whole = _country(text)
    parts = [text] if whole else [part.strip() for part in re.split(r"[;,/|\n]", text)]
    found = []
    for part in parts:
        code = whole or _country(part)
        if code:
            found.append(code)
        elif not is_nothing(part):
            notes.append(f"country: {_short(part)!r} is not known")
    return found


@lru_cache(maxsize=4096)
def _country(text: str) -> str | None:
    code = text.strip().upper()
    if len(code) == 2 and territory(code) != code:
        return code
    return alpha2(text)


@cache
def _words(of: str) -> dict[str, str]:
    """The meaning of each word of one list of `words.yaml`, folded and as it stands there."""
    text = (resources.files("sourcebook.screening.bulk") / "words.yaml").read_bytes()
    table = msgspec.yaml.decode(text, type=dict[str, dict[str | int, list[str]] | list[str]])[of]
    listed = {"": table} if isinstance(table, list) else table
    return {
        key: str(meaning)
        for meaning, held in listed.items()
        for word in held
        for key in (folded(word), word.casefold())
    }


_SIGNS = str.maketrans(dict.fromkeys("/._-?*", " "))


def is_nothing(text: str) -> bool:
    """Whether a cell says that it says nothing: `n/a`, `-`, `inconnu`."""
    if len(text) > 20 or (text[:1].isalpha() and text[0].casefold() not in _begun()):
        return False  # told by the first letter alone: most that is asked about is somebody
    return " ".join(text.translate(_SIGNS).casefold().split()) in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset(_words("nothing"))


@cache
def _begun() -> frozenset[str]:
    return frozenset(text[:1] for text in _nothing())


@cache
def _surely() -> frozenset[str]:
    """The first letters by which a cell is told to be a name: it is a word, and none that says nothing."""
    return frozenset(letter for letter in string.ascii_letters if letter.casefold() not in _begun())


@lru_cache(maxsize=4096)
def schema_of(text: str) -> str | None:
    """The FollowTheMoney schema that a kind of party means; None where it is not known."""
    if text in schemata():
        return text
    return _words("schema").get(folded(text))


@lru_cache(maxsize=4096)
def gender_of(text: str) -> str | None:
    """`male`, `female`, `other`; None where the word is not known."""
    return _words("gender").get(folded(text))


def day_first(given: Iterable[str]) -> bool | None:
    """Whether a column of dates gives the day before the month; None where no date of it tells."""
    found = [
        (int(match[1]), int(match[2]))
        for text in given
        if (match := _YEAR_LAST.fullmatch(text.strip()))
    ]
    days = any(first > 12 for first, _ in found)
    months = any(second > 12 for _, second in found)
    return None if days == months else days


@lru_cache(maxsize=65536)
def days_of(text: str, first: bool | None) -> tuple[str, ...]:
    """The dates that a cell can mean, as EDTF; none where it is no date.

    Args:
        text: As printed.
        first: Whether the day stands before the month; None: either.
    """
    plain = text.strip()
    try:
        return (str(PartialDate.parse(plain)),)
    except ValueError:
        pass
    found = [day for parts in _readings(plain, first) if (day := _day(*parts))]
    return tuple(dict.fromkeys(found))


Parts = tuple[int, int | None, int | None]


def _readings(text: str, first: bool | None) -> list[Parts]:
    """Year, month and day, in each way a text can be read."""
    if match := _YEAR_FIRST.fullmatch(text) or _PACKED.fullmatch(text):
        return [_parts(*match.groups())]
    if match := _YEAR_LAST.fullmatch(text):
        one, two, year = (int(part) for part in match.groups())
        orders: list[Parts] = [(year, two, one)] if first is not False else []
        return orders + ([(year, one, two)] if first is not True else [])
    if match := _MONTH_LAST.fullmatch(text):
        return [(int(match[2]), int(match[1]), None)]
    match = _WORDED.fullmatch(text)
    month = _words("month").get(folded(match[2])) if match else None
    return [_parts(match[4], month, match[1] or match[3])] if match and month else []


def _parts(year: str, month: str | None, day: str | None) -> Parts:
    return int(year), int(month) if month else None, int(day) if day else None


def _day(year: int, month: int | None, day: int | None) -> str | None:
    try:
        return str(PartialDate.of(year, month, day))
    except ValueError:
        return None

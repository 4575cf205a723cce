"""Words for values: sentence templates of one language, filled.

A language is a YAML file of labels and templates. A template is a whole sentence, never a fragment, with slots
`{leader}`, an optional way of saying a slot `{when:at}`, and the places of its citations `[start]`. Text that
fills a slot is never read as a template again. Plural forms follow the categories of Unicode CLDR
(https://cldr.unicode.org/index/cldr-spec/plural-rules): a template may be a mapping `one:`, `other:` and
is then chosen by the slot `n`.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from sourcebook.profiles.model import Clause
from sourcebook.record.dates import PartialDate

Slot = str | int | PartialDate | Sequence[str]
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_WEB = re.compile(r"https?://[^\s<>\"']+")
_CITE = re.compile(r"\[(\w+)\]")
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
PLURALS: dict[str, Callable[[int], str]] = {
    "one-other": lambda n: "one" if n == 1 else "other",
    "french": lambda n: "one" if n in (0, 1) else "other",
}


class LanguageError(LookupError):
    """A language file lacks a key that the page needs, or a template a slot: a fault of ours."""


@dataclass(frozen=True, slots=True)
class Language:
    """Labels and templates of one language.

    Attributes:
        code: BCP 47.
        texts: By key, nested keys joined by a full stop.
        used: Keys asked for so far, where somebody keeps count (the tests do).
    """

    code: str
    texts: Mapping[str, Any]
    used: set[str] | None = None

    def raw(self, key: str) -> Any:
        """What stands under a key.

        Raises:
            LanguageError: Nothing does.
        """
        if self.used is not None:
            self.used.add(key)
        if key not in self.texts:
            raise LanguageError(f"the language file {self.code}.yaml has no {key!r}")
        return self.texts[key]

    def has(self, key: str) -> bool:
        """Whether there is such a key; asking counts as using it."""
        found = key in self.texts
        if found and self.used is not None:
            self.used.add(key)
        return found

    def say(self, key: str, **slots: Slot) -> str:
        """A label, or a sentence without the places of its citations."""
        return self._filled(_CITE.sub("", self._template(key, slots)), key, slots)

    def name_of(self, group: str, code: str) -> str:
        """A word of a vocabulary (`country.ML`), or the code itself where the language has none."""
        key = f"{group}.{code}"
        return self.say(key) if self.has(key) else code

    def clauses(
        self, key: str, notes: Mapping[str, tuple[int, ...]], slots: Mapping[str, Slot]
    ) -> tuple[Clause, ...]:
        """A sentence as clauses, each followed by the notes that its template puts there.

        Args:
            key: Of the template.
            notes: Numbers by the name of the place: `{"start": (3, 4)}`.
            slots: What fills it.
        """
        parts = _CITE.split(self._template(key, slots))
        texts, places = parts[0::2], [*parts[1::2], None]
        filled = [self._filled(text, key, slots) for text in texts]
        filled[0] = self._opened(filled[0])
        pairs = zip(filled, places, strict=True)
        return tuple(
            Clause(text, notes.get(place, ()) if place else ())
            for text, place in pairs
            if text or place
        )

    def _opened(self, text: str) -> str:
        """The sentence with its first letter as the language begins a sentence."""
        return text[:1].upper() + text[1:] if self.texts["grammar.capital"] else text

    def _template(self, key: str, slots: Mapping[str, Slot]) -> str:
        found = self.raw(key)
        if isinstance(found, Mapping):
            category = PLURALS[self.texts["grammar.plural"]](int(str(slots["n"])))
            return str(found.get(category) or found["other"])
        return str(found)

    def _filled(self, template: str, key: str, slots: Mapping[str, Slot]) -> str:
        def fill(match: re.Match[str]) -> str:
            if match[1] not in slots:
                raise LanguageError(f"{key!r} wants a slot {match[1]!r}")
            return self._said(slots[match[1]], match[2] or "")

        return _SLOT.sub(fill, template)

    def _said(self, value: Slot, how: str) -> str:
        if isinstance(value, PartialDate):
            return self.at(value) if how == "at" else self.date(value, short=how == "short")
        if isinstance(value, int):
            return self.words(value) if how == "words" else self.number(value)
        if isinstance(value, str):
            return self.with_article(clean(value)) if how == "the" else clean(value)
        return self.listed([clean(v) for v in value], how or "and")

    def slot(self, value: str) -> Slot:
        """A printed value for a slot: a date as one, several as a list of them in words, anything else as text."""
        try:
            dates = [PartialDate.parse(part) for part in value.split("; ")]
        except ValueError:
            return clean(value)
        return dates[0] if len(dates) == 1 else "; ".join(self.date(date) for date in dates)

    def date(self, when: PartialDate, *, short: bool = False) -> str:
        """A date as far as it is known: `26 April 2007`, `June 2020`, `2004`, `3 or 4 June 2020`."""
        text = self._exact(when, short)
        return self.say("date.about", date=text) if when.approximate else text

    def at(self, when: PartialDate) -> str:
        """A date with its preposition: `on 26 April 2007`, `in June 2020`."""
        kind = "about" if when.approximate else self._kind(when)
        return self.say(f"date.at.{kind}", date=self._exact(when, short=False))

    def _kind(self, when: PartialDate) -> str:
        if when.latest - when.earliest == dt.timedelta(days=1):
            return "day"
        return "months" if _whole_months(when) else when.precision

    def _exact(self, when: PartialDate, short: bool) -> str:
        match when.precision:
            case "day":
                return self._day(when.earliest, short)
            case "month":
                return self.say(
                    "date.month",
                    month=self._month(when.earliest, short),
                    year=str(when.earliest.year),
                )
            case "year":
                return str(when.earliest.year)
        return self._span(when, short)

    def _span(self, when: PartialDate, short: bool) -> str:
        first, last = when.earliest, when.latest
        if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
            return self.say("date.between", first=str(first.year), last=str(last.year))
        if _whole_months(when):
            months = [self._month(day, short) for day in (first, last)]
            return self.say("date.months_of", first=months[0], last=months[1], year=str(last.year))
        key = "date.either" if last - first == dt.timedelta(days=1) else "date.between"
        if key == "date.either" and first.month == last.month:
            return self.say(key, first=str(first.day), last=self._day(last, short))
        return self.say(key, first=self._day(first, short), last=self._day(last, short))

    def _day(self, day: dt.date, short: bool) -> str:
        month = self._month(day, short)
        return self.say("date.day", day=str(day.day), month=month, year=str(day.year))

    def _month(self, day: dt.date, short: bool) -> str:
        return str(self.raw("date.short_months" if short else "date.months")[day.month - 1])

    def number(self, n: int) -> str:
        """Digits, grouped from four or five on as the language groups them."""
        return f"{n:,}".replace(",", str(self.raw("grammar.thousands"))) if n >= 1000 else str(n)

    def words(self, n: int) -> str:
        """A small number in words, a larger one in digits."""
        small = self.raw("grammar.numbers")
        return str(small[n]) if 0 <= n < len(small) else self.number(n)

    def listed(self, items: Sequence[str], how: str = "and") -> str:
        """`a, b and c`, or with `or`."""
        if len(items) < 2:
            return "".join(items)
        word = self.raw(f"grammar.{how}")
        comma = str(self.raw("grammar.comma"))
        return comma.join(items[:-1]) + f" {word} " + items[-1]

    def with_article(self, name: str) -> str:
        """A name with its article, where the language has articles for such names."""
        words = set(re.findall(r"\w+", name))
        if not words & set(self.raw("grammar.article_nouns")) or name.lower().startswith("the "):
            return name
        return f"{self.raw('grammar.article')} {name}"


def _whole_months(when: PartialDate) -> bool:
    """Whether a span is some whole months of one year: June to December 2004."""
    first, last = when.earliest, when.latest
    ends = (last + dt.timedelta(days=1)).day == 1
    return when.precision == "span" and first.day == 1 and ends and first.year == last.year


def clean(text: str) -> str:
    """Text from a source on one line, without control characters and without marks that turn the reading order."""
    return " ".join(_UNPRINTABLE.sub("", unicodedata.normalize("NFC", text)).split())


def web(address: str | None) -> str | None:
    """An address a citation may link to; anything but a plain web address is dropped."""
    return address if address and _WEB.fullmatch(address) else None


def printable(value: Any) -> Any:
    """A tree of plain values with every text freed of what would steer a terminal or turn a line."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {name: printable(one) for name, one in value.items()}
    return [printable(one) for one in value] if isinstance(value, list | tuple) else value


def script_direction(text: str) -> str | None:
    """`rtl` where most letters of a text run right to left, else None."""
    strong = [unicodedata.bidirectional(c) for c in text if c.isalpha()]
    right = sum(kind in ("R", "AL") for kind in strong)
    return "rtl" if right * 2 > len(strong) else None


@cache
def language(code: str = "en") -> Language:
    """The language of a code.

    Raises:
        LanguageError: There is no file for it.
    """
    return Language(code, _texts(code))


def counting(code: str) -> Language:
    """The same, keeping count of the keys it is asked for."""
    return Language(code, _texts(code), set())


def available() -> tuple[str, ...]:
    """The codes of the languages there are."""
    found = files(__package__).joinpath("language").iterdir()
    return tuple(sorted(f.name.removesuffix(".yaml") for f in found if f.name.endswith(".yaml")))


def _texts(code: str) -> dict[str, Any]:
    source = files(__package__).joinpath("language", f"{code}.yaml")
    if not source.is_file():
        raise LanguageError(
            f"profiles are not written in {code!r}; there is {', '.join(available())}"
        )
    return _flat(yaml.load(source.read_text("utf-8"), Loader=_Loader), "")


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """YAML in which `on`, `no` and `NO` are words: country codes and prepositions are keys here."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in found if not tag.endswith(":bool") or first in "tTfF"
    ]
    for first, found in _Loader.yaml_implicit_resolvers.items()
}
_PLURAL_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


def _flat(node: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    """Nested keys joined by full stops; plural forms stay together."""
    found: dict[str, Any] = {}
    for name, value in node.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and not _PLURAL_CATEGORIES.issuperset(value):
            found |= _flat(value, key + ".")
        else:
            found[key] = value
    return found


def _arabic(n: int) -> str:
    small = {0: "zero", 1: "one", 2: "two"}
    if n in small:
        return small[n]
    rest = n % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"


PLURALS["arabic"] = _arabic

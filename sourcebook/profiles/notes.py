"""Numbering: every citation once, in order of first use.

A note is a record and a field of it, or a publication and a place in it. Cited again it keeps its number; values
printed in the same field are gathered in the one note. The first note on a source prints the publisher in full,
later ones the short name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sourcebook.profiles.facts import Evidence
from sourcebook.profiles.model import Note
from sourcebook.profiles.prose import Language, clean, script_direction
from sourcebook.record.dates import PartialDate

_Key = tuple[str, str, str, str, str]
# ISO 639-3, as the record has it, to the shortest BCP 47 code, as a page wants it.
LANGUAGES = {
    "ara": "ar", "eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "zho": "zh", "fas": "fa", "urd": "ur",
    "deu": "de", "pus": "ps", "tur": "tr", "heb": "he", "ell": "el", "bul": "bg", "ces": "cs", "dan": "da",
    "est": "et", "fin": "fi", "hun": "hu", "ita": "it", "lit": "lt", "lav": "lv", "mlt": "mt", "nld": "nl",
    "pol": "pl", "por": "pt", "ron": "ro", "slk": "sk", "slv": "sl", "swe": "sv", "hrv": "hr", "hau": "ha",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "ps", "he"})


@dataclass(slots=True)
class _Entry:
    evidence: Evidence
    first: bool
    printed: dict[str, None] = field(default_factory=dict)
    rows: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Notebook:
    """The notes of one page, as they are first used."""

    _entries: dict[_Key, _Entry] = field(default_factory=dict)
    _numbers: dict[_Key, int] = field(default_factory=dict)
    _publishers: set[str] = field(default_factory=set)

    def cite(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        """The numbers of some evidence, each once, in the order given."""
        return tuple(dict.fromkeys(self._number(e) for e in evidence))

    def notes(self, language: Language) -> tuple[Note, ...]:
        """Every note, by number; dates in the words of the language."""
        return tuple(_note(n, e, language) for n, e in enumerate(self._entries.values(), 1))

    def _number(self, evidence: Evidence) -> int:
        key = _key(evidence)
        if key not in self._entries:
            first = evidence.source not in self._publishers
            self._publishers.add(evidence.source)
            self._entries[key] = _Entry(evidence, first)
            self._numbers[key] = len(self._entries)
        entry = self._entries[key]
        entry.rows[evidence.row] = None
        if evidence.printed:
            entry.printed[clean(evidence.printed)] = None
        return self._numbers[key]


def _key(evidence: Evidence) -> _Key:
    return (
        evidence.source, str(evidence.version or ""), evidence.record, evidence.locator, evidence.quote or "",
    )  # fmt: skip


def _note(number: int, entry: _Entry, language: Language) -> Note:
    e = entry.evidence
    quote = clean(e.quote) if e.quote else None
    return Note(
        number=number, publisher=clean(e.publisher), short=clean(e.short), first=entry.first,
        title=clean(e.title), version=str(e.version) if e.version else None,
        dated=_dated(e, language), record=clean(e.record),
        locator=clean(e.locator), quote=quote, quote_lang=bcp47(e.quote_lang, quote),
        quote_dir=script_direction(quote) if quote else None, printed=tuple(entry.printed),
        url=_cleaned(e.url), read=e.read, read_in=_cleaned(e.read_in), licence=e.licence,
        rows=tuple(entry.rows), file=e.file,
    )  # fmt: skip


def _cleaned(text: str | None) -> str | None:
    return clean(text) if text else None


def _dated(evidence: Evidence, language: Language) -> str:
    """When a file or publication is of; of an undated page, that it is undated and when it was read."""
    when = evidence.version
    if evidence.scope:
        return "" if when is None else language.say(f"page.version_{evidence.scope}", when=when)
    if when is not None and when.precision != "span":
        return language.date(when)
    if evidence.read_on is None:
        return language.say("page.undated")
    return language.say("page.undated_read", when=PartialDate.parse(evidence.read_on))


def bcp47(code: str | None, text: str | None = None) -> str | None:
    """The language tag of a text: as the record has it, else what its script allows to say."""
    if code:
        short = LANGUAGES.get(code, code)
        romanised = short in _RIGHT_TO_LEFT and bool(text) and script_direction(text or "") is None
        return f"{short}-Latn" if romanised else short
    return "und-Arab" if text and script_direction(text) == "rtl" else None

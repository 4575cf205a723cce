"""Who says so: a value is never held without the row it was read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sourcebook.record.dates import PartialDate

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of the record, and where it was read.

    Attributes:
        row: Id of the row.
        source: Id of the source, or the key of the publication the register cites.
        kind: official, dataset, research, press, claim, encyclopedia.
        publisher, short, title: For the note.
        version: Date of the file or publication.
        record, locator: Where in it.
        quote, quote_lang: Its words, where it is prose.
        printed: The value as printed, where it is structured.
        url, read, read_in, licence, file: For the note.
        confidence: high, medium or low, where the register says.
        scope: `complete` or `extract` for a file, empty for a publication.
        read_on: When a publication was read.
    """

    row: str
    source: str
    kind: str
    publisher: str
    short: str
    title: str
    version: PartialDate | None = None
    record: str = ""
    locator: str = ""
    quote: str | None = None
    quote_lang: str | None = None
    printed: str | None = None
    url: str | None = None
    read: str = "direct"
    read_in: str | None = None
    licence: str = ""
    file: str = ""
    confidence: str | None = None
    scope: str = ""
    read_on: str | None = None


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """One value and who gives it; `note` is the register's remark on it."""

    value: T
    evidence: Evidence
    note: str = ""


Dates = tuple[Claim[PartialDate], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever stands at the other end of a tie: a group, a person, a community, a state.

    Attributes:
        label: What to call it.
        id: Canonical id, where the record has an entry.
        kind: group, person, community, state.
    """

    label: str
    id: str | None = None
    kind: str = "group"

    @property
    def key(self) -> str:
        """What tells it from others."""
        return self.id or self.label.casefold()

"""What every source is: a manifest and one or more formats.

A manifest says who publishes the list and what may be done with its rows. A format recognises a file by its
content (never by its name) and turns bytes into entries: no database, no network, no clock. The sources
page, the licence gate and the fetch schedule all come from the manifests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal

from sourcebook.record.rows import Item, Reject

if TYPE_CHECKING:
    import pyarrow as pa

HEAD_SIZE = 65_536
Rights = Literal["open", "attribution", "no-rows-out"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who publishes a source, and on what terms.

    Attributes:
        id: Prefix of its entry ids: `un`.
        publisher: In full, as a citation prints it the first time.
        short: As later citations print it: `UN`.
        title: Of the list or dataset.
        licence: Name of the terms.
        attribution: The text that must stand beside what is shown.
        url: Where the live list is.
        formats: One line for the reader: what files it comes as.
        rhythm: How often it changes: `daily`, `weekly`, `yearly`, `irregular`.
        rights: May its rows be passed on: `open`, `attribution` (with the text above), `no-rows-out`.
        floor: Per part, the fewest records of a complete file; fewer means an extract.
        kind: What it is as a witness: official, dataset, research.
        authority: ISO-like code of the designating authority, for lists: `UN`, `US`, `EU`, `UK`.
        needs: Parts that make no entity of their own, and the part that holds their main rows.
        closed_by: Parts that a later part replaces: `{"conlist": ("uksl", "2026-01-28")}`.
    """

    id: str
    publisher: str
    short: str
    title: str
    licence: str
    attribution: str
    url: str
    formats: str
    rhythm: str
    rights: Rights
    floor: dict[str, int] = field(default_factory=dict)
    kind: str = "official"
    authority: str | None = None
    needs: dict[str, str] = field(default_factory=dict)
    closed_by: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of a file, uncompressed, and the name it came under.

    Attributes:
        data: At most 64 KiB.
        name: File name; never used to recognise, only as the last resort for a date.
    """

    data: bytes
    name: str = ""

    @property
    def text(self) -> str:
        """The bytes as text, whatever does not decode replaced."""
        return self.data.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself.

    Attributes:
        published: EDTF date the file carries, or None.
        extract: True where the file itself says it is filtered.
        supposed: EDTF date that follows from the name or version it came under, if nobody says another.
    """

    published: str | None = None
    extract: bool = False
    supposed: str | None = None


@dataclass(frozen=True, slots=True)
class Tabulated:
    """Rows of one staged table, by columns.

    Attributes:
        table: `reports` or `country_years`.
        batch: With the columns of that table.
    """

    table: str
    batch: pa.RecordBatch


def nothing(stream: BinaryIO) -> Iterator[Item]:
    """A format that holds no entries yields none."""
    return iter(())


def no_tables(stream: BinaryIO) -> Iterator[Tabulated | Reject]:
    """A format that holds no tables yields none."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which a source's file comes.

    Attributes:
        name: For example `ofac-csv-alt`.
        parts: The parts of the list a file of this format holds; the first is the default of its entries.
        recognises: Whether a head is of this format, judged by content alone. Must be strict: two formats
            never recognise the same file.
        facts: What the file says of itself, from its head.
        parse: Bytes in, entries, rejects and citations out. Raises `SourceError` where the file as a whole
            cannot be read (truncated, wrong encoding, DTD).
        tabulate: Bytes in, whole columns and rejects out, for datasets of events: never an object of a row.
        extent: What a complete file of it is complete for: the years and countries it speaks of; none: everything.
        key: What reading follows from beside the code: the hash of a user's mapping.
    """

    name: str
    parts: tuple[str, ...]
    recognises: Callable[[Head], bool]
    facts: Callable[[Head], Facts]
    parse: Callable[[BinaryIO], Iterator[Item]] = nothing
    tabulate: Callable[[BinaryIO], Iterator[Tabulated | Reject]] = no_tables
    extent: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A manifest and its formats."""

    manifest: Manifest
    formats: tuple[Format, ...]

"""Who says so: a held row as the evidence a note is printed from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sourcebook.profiles.facts import Claim, Evidence, Party
from sourcebook.record.citing import FileFact, Label, SourceFact
from sourcebook.record.dates import PartialDate, Period, parsed
from sourcebook.record.held import Held
from sourcebook.record.rows import Citation, Event, Relation, Statement

REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Witness:
    """Turns rows into evidence: what is known of sources, files, publications and labels.

    Attributes:
        sources, files, citations, labels: As a dossier holds them.
    """

    sources: Mapping[str, SourceFact]
    files: Mapping[str, FileFact]
    citations: Mapping[str, Citation]
    labels: Mapping[str, Label]

    def evidence(self, held: Held[Any]) -> Evidence:
        """The row's source, file or publication, record, locator and words."""
        citation = self.citations.get(held.provenance.citation or "")
        return self._listed(held) if citation is None else self._published(held, citation)

    def _listed(self, held: Held[Any]) -> Evidence:
        p = held.provenance
        source, file = self.sources[p.source], self.files.get(p.file)
        return Evidence(
            row=p.row_id, source=p.source, kind=source.kind, publisher=source.publisher, short=source.short,
            title=source.title, version=PartialDate.parse(file.published) if file else PartialDate.day(p.version),
            record=p.record.removeprefix(f"{p.source}:"), locator=p.locator, quote=p.quote,
            printed=_printed(held.row), url=source.url, licence=source.licence, file=p.file,
            scope=file.scope if file else "complete",
        )  # fmt: skip

    def _published(self, held: Held[Any], citation: Citation) -> Evidence:
        p, more = held.provenance, detail(held.row)
        return Evidence(
            row=p.row_id, source=citation.url or f"{p.source}/{citation.key}", kind=citation.kind,
            publisher=citation.publisher, short=short_name(citation.publisher), title=citation.title,
            version=parsed(citation.published), locator=_printed_place(p.locator), quote=p.quote,
            quote_lang=more.get("quote_lang"), url=citation.url, read=citation.read, read_in=citation.read_in,
            licence=self.sources[p.source].licence, file=p.file, confidence=more.get("confidence"),
            read_on=citation.read_on,
        )  # fmt: skip

    def claim(self, held: Held[Any], value: Any) -> Claim[Any]:
        """A value with its evidence and the register's remark."""
        return Claim(value, self.evidence(held), str(detail(held.row).get("note") or ""))

    def period(self, held: Held[Any]) -> Claim[Period]:
        """When the row says it was so."""
        return self.claim(held, Period(parsed(held.row.valid_from), parsed(held.row.valid_until)))

    def party(self, entry: str | None, printed: str | None, kind: str = "group") -> Party:
        """Whoever an entry or a printed name stands for."""
        label = self.labels.get(entry or "")
        if label is None:
            return Party(printed or slug_words(entry or "?"), entry, kind)
        what = "person" if label.schema == "Person" else kind
        return Party(label.caption, label.canonical, what)


def detail(row: Statement | Relation | Event) -> dict[str, Any]:
    """The further values of a row; an empty mapping where it has none."""
    try:
        found = json.loads(row.detail) if row.detail else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def short_name(publisher: str) -> str:
    """How later notes print a publisher: without what stands in brackets or after a comma, where enough is left."""
    head = publisher.partition(" (")[0]
    first, comma, rest = head.partition(", ")
    if comma and first.startswith(("United States", "African Union", "Stanford", "HM Treasury")):
        return rest
    return _SHORT.get(head, first if comma else head)


_SHORT = {
    "United States Department of State": "US State",
    "United States Department of the Treasury": "US Treasury",
    "United Nations Security Council": "UN Security Council",
    "Uppsala Conflict Data Program": "UCDP",
    "Associated Press": "AP",
    "Agence France-Presse": "AFP",
}


def slug_words(entry: str) -> str:
    """A readable form of an id that nothing names: `register:al-mulathamun` reads "al-mulathamun"."""
    return entry.partition(":")[2] or entry


def _printed(row: Statement | Relation | Event) -> str | None:
    """The value as printed, for a row of a list or dataset."""
    if isinstance(row, Statement):
        return row.original or row.value
    if isinstance(row, Relation):
        dates = (row.listed_on, *row.amended_on, row.delisted_on)
        given = [d for d in dates if d]
        return "; ".join(given) if given else (row.object_name or row.programme)
    return None


def _printed_place(locator: str) -> str:
    """Of a register locator the part that says where in the publication; the other is where in our file."""
    return locator.partition("; ")[2]

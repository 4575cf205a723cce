"""Claims as rows: who says it, since when that was known, and what a row has no column for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from sourcebook.record.dates import PartialDate
from sourcebook.record.rows import Relation, Statement
from sourcebook.sources.register import schema as s


def detail(**values: object) -> str | None:
    """What is given, as JSON with sorted keys; None where nothing is."""
    given = {key: value for key, value in values.items() if value not in (None, "", (), {})}
    return json.dumps(given, ensure_ascii=False, sort_keys=True) if given else None


class Sayer:
    """Turns the claims of one file into rows."""

    def __init__(self, file: s.RegisterFile) -> None:
        self._file = file
        self._known = {key: known_from(p) for key, p in file.citations.items()}

    def first_known(self) -> str | None:
        """The day from which the first publication cited was known; None where the file cites nothing."""
        return min(self._known.values(), default=None)

    def replaced(self, claims: Sequence[s.Claim]) -> dict[str, str]:
        """For each citation that a later claim of the same value replaces, the day from which it no longer held."""
        return {c.replaces: self._since(c.cite) for c in claims if c.replaces is not None}

    def _since(self, cite: str) -> str:
        if cite not in self._known:
            raise KeyError(f"there is no citation {cite!r} in this file")
        return self._known[cite]

    def source(self, claim: s.Claim | s.Report, gone: Mapping[str, str]) -> dict[str, Any]:
        """The columns that say who says so and since when."""
        return {
            "citation": f"{self._file.id}/{claim.cite}",
            "quote": claim.quote,
            "known_from": self._since(claim.cite),
            "known_until": gone.get(claim.cite),
        }

    def statement(  # noqa: PLR0913 - the columns of a row
        self, prop: str, value: str, claim: s.Claim, where: str, gone: Mapping[str, str], *,
        lang: str | None = None, **more: object,
    ) -> Statement:  # fmt: skip
        """One claim as a statement."""
        return Statement(
            prop=prop, value=value, lang=lang, valid_from=claim.start, valid_until=claim.end,
            locator=located(where, claim.locator), detail=self._detail(claim, more),
            **self.source(claim, gone),
        )  # fmt: skip

    def statements(
        self,
        prop: str,
        value: str,
        claims: Sequence[s.Claim],
        where: str,
        lang: str | None = None,
        **more: object,
    ) -> Iterator[Statement]:
        """Each claim of a value as a statement."""
        gone = self.replaced(claims)
        for claim in claims:
            yield self.statement(prop, value, claim, where, gone, lang=lang, **more)

    def relation(  # noqa: PLR0913 - the columns of a row
        self, fixed: Relation, claim: s.Claim, where: str, gone: Mapping[str, str], *,
        object_kind: str | None = None, text: str | None = None, **columns: Any,
    ) -> Relation:  # fmt: skip
        """One claim as a relation: what the claims share, and what this one gives."""
        return structs.replace(
            fixed, valid_from=claim.start, valid_until=claim.end, locator=located(where, claim.locator),
            detail=self._detail(claim, {"object_kind": object_kind, "text": text}),
            **self.source(claim, gone), **columns,
        )  # fmt: skip

    def relations(
        self, fixed: Relation, claims: Sequence[s.Claim], where: str, **more: Any
    ) -> Iterator[Relation]:
        """Each claim of a tie as a relation."""
        gone = self.replaced(claims)
        for claim in claims:
            yield self.relation(fixed, claim, where, gone, **more)

    def _detail(self, claim: s.Claim, more: Mapping[str, object]) -> str | None:
        own = {"note": claim.note, "confidence": claim.confidence, "quote_lang": claim.quote_lang}
        return detail(**own, **more)


def located(where: str, printed: str | None) -> str:
    """Where in the register, and where in the publication."""
    return f"{where}; {printed}" if printed else where


def known_from(publication: s.Publication) -> str:
    """The day by which a publication was certainly out: the last its date can mean, or the day we read it."""
    day = PartialDate.parse(publication.published).latest
    if publication.read_on is not None:
        day = min(day, PartialDate.parse(publication.read_on).latest)
    return day.isoformat()

"""What a rule finds, and looking for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from sourcebook.record.dates import PartialDate
from sourcebook.record.dossier import Held, held_by_id, kindred_entries
from sourcebook.record.store import Record


class Scope(msgspec.Struct, frozen=True):
    """Where to look.

    Attributes:
        known: Only what the sources had said by this day.
        ids: Canonical ids to look at; None: the whole record.
    """

    known: date
    ids: tuple[str, ...] | None = None

    def bound(self) -> dict[str, object]:
        """The values of `$known` and `$ids` in a rule's query."""
        return {"known": self.known, "ids": None if self.ids is None else list(self.ids)}


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule returns: whom it is about, the words of its sentence, the rows it rests on."""

    id: str
    slots: dict[str, str]
    rows: tuple[str, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something a reader of the record should see.

    Attributes:
        rule: The rule's name; the sentence template is `finding.<rule>.text` in the language file.
        id, caption: Whom it is about.
        slots: The values of the sentence.
        evidence: The rows it rests on.
    """

    rule: str
    id: str
    caption: str
    slots: dict[str, str]
    evidence: list[Held[Any]]


Rule = Callable[[Record, Scope], Iterable[Hit]]

ABOUT = timedelta(days=365)
_ABOUT = "($ids is null or {} in (select unnest($ids)))"


def about(column: str) -> str:
    """A condition that keeps a rule's query to the ids of its scope."""
    return _ABOUT.format(column)


def standing(alias: str) -> str:
    """A condition that keeps a query to rows that stood on the day of the scope."""
    return f"{alias}.known_from <= $known and ({alias}.known_until is null or {alias}.known_until > $known)"


def parsed(text: str | None) -> PartialDate | None:
    """An EDTF date of a row, or None where there is none or it is not one; "about" is a year to either side."""
    if text is None:
        return None
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return None
    if not found.approximate or found.earliest.year < 2:
        return found
    return PartialDate(found.earliest - ABOUT, found.latest + ABOUT, approximate=True)


def look(
    record: Record, scope: Scope, rules: dict[str, Rule], near: Sequence[str] | None = None
) -> list[Finding]:
    """Run the rules.

    Args:
        record: The open record.
        scope: Whom and up to when.
        rules: By name.
        near: `kindred_entries` of the ids of the scope, where the caller has them.

    Returns:
        The findings, in the order of the rules, then of the ids.
    """
    hits = [(name, hit) for name, rule in rules.items() for hit in rule(record, scope)]
    if near is None and scope.ids is not None:
        near = kindred_entries(record, scope.ids)
    rows = held_by_id(
        record, sorted({row for _, hit in hits for row in hit.rows}), scope.known, near
    )
    captions = _captions(record, sorted({hit.id for _, hit in hits}))
    return [
        Finding(
            rule=name, id=hit.id, caption=captions.get(hit.id, hit.id), slots=hit.slots,
            evidence=[rows[row] for row in hit.rows if row in rows],
        )
        for name, hit in hits
    ]  # fmt: skip


def _captions(record: Record, ids: list[str]) -> dict[str, str]:
    rows = record.rows(
        """select canonical as id, first(caption order by source != 'register', entry) as caption
        from identity join entry using (entry) where canonical in (select unnest($ids)) group by canonical""",
        {"ids": ids},
    )
    return {row["id"]: row["caption"] for row in rows}

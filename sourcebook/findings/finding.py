"""What a rule finds, and looking for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from sourcebook.record.dates import PartialDate, parsed
from sourcebook.record.held import Held, held_by_id
from sourcebook.record.kindred import kindred_entries
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


def loosely(text: str | None) -> PartialDate | None:
    """An EDTF date of a row, or None where there is none or it is not one; "about" is a year to either side."""
    found = parsed(text)
    if found is None or not found.approximate or found.earliest.year < 2:
        return found
    return PartialDate(found.earliest - ABOUT, found.latest + ABOUT, approximate=True)


class Raw(msgspec.Struct, frozen=True):
    """A hit with the name of its rule, its rows still to be read."""

    rule: str
    hit: Hit


def hits(record: Record, scope: Scope, rules: dict[str, Rule]) -> list[Raw]:
    """Run the rules, in their order; `told` makes findings of what they hit."""
    return [Raw(name, hit) for name, rule in rules.items() for hit in rule(record, scope)]


def told(record: Record, raw: Sequence[Raw], rows: Mapping[str, Held[Any]]) -> list[Finding]:
    """Findings with their evidence.

    Args:
        record: The open record.
        raw: What the rules hit.
        rows: The rows they rest on, by id (`held_by_id`).
    """
    captions = _captions(record, sorted({one.hit.id for one in raw}))
    return [
        Finding(
            rule=one.rule, id=one.hit.id, caption=captions.get(one.hit.id, one.hit.id), slots=one.hit.slots,
            evidence=[rows[row] for row in one.hit.rows if row in rows],
        )
        for one in raw
    ]  # fmt: skip


def look(record: Record, scope: Scope, rules: dict[str, Rule]) -> list[Finding]:
    """Run the rules and read what they rest on.

    Args:
        record: The open record.
        scope: Whom and up to when.
        rules: By name.

    Returns:
        The findings, in the order of the rules, then of the ids.
    """
    if scope.ids is None:
        return _looked(record, scope, rules)
    with record.nearby(kindred_entries(record, scope.ids)):
        return _looked(record, scope, rules)


def _looked(record: Record, scope: Scope, rules: dict[str, Rule]) -> list[Finding]:
    raw = hits(record, scope, rules)
    ids = sorted({row for one in raw for row in one.hit.rows})
    return told(record, raw, held_by_id(record, ids, scope.known))


def _captions(record: Record, ids: list[str]) -> dict[str, str]:
    rows = record.rows(
        """select canonical as id, first(caption order by source != 'register', entry) as caption
        from identity join entry using (entry) where canonical in (select unnest($ids)) group by canonical""",
        {"ids": ids},
    )
    return {row["id"]: row["caption"] for row in rows}

"""The lists of authorities, as far as a check asks for what is not on them.

That a group is on no list is said only of a complete list of the time, which bears none of its names; each authority
is asked for its newest list, and for the names on its lists, once in a check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sourcebook.record.store import Record

_CURRENT = 366  # days for which a list is taken to be of its day
_NEWEST = """select v.day, v.file, s.short, s.title, s.url from version v join source s on s.id = v.source
    where s.authority = $authority and v.complete and v.day <= $known order by v.day desc, v.file limit 1"""
_NAMED = """select distinct n.key from name n join entry e using (entry) join source s on s.id = e.source
    where s.authority = $authority"""


class Lists:
    """The authorities' lists in a record, at the two dates of a check."""

    def __init__(self, record: Record, as_of: date, known: date) -> None:
        self._record = record
        self._as_of = as_of
        self._known = known
        self._newest: dict[str, Mapping[str, Any] | None] = {}
        self._names: dict[str, frozenset[str]] = {}

    def complete(self, authority: str) -> Mapping[str, Any] | None:
        """The newest complete version of a list of an authority, no older than a year on the day of the check."""
        if authority not in self._newest:
            asked: dict[str, object] = {"authority": authority, "known": self._known}
            found = self._record.rows(_NEWEST, asked)
            recent = [row for row in found if (self._as_of - row["day"]).days <= _CURRENT]
            self._newest[authority] = recent[0] if recent else None
        return self._newest[authority]

    def bear(self, authority: str, keys: Iterable[str]) -> bool:
        """Whether any entry of an authority's lists bears one of some names, given by their keys."""
        if authority not in self._names:
            rows = self._record.rows(_NAMED, {"authority": authority})
            self._names[authority] = frozenset(row["key"] for row in rows)
        return not self._names[authority].isdisjoint(keys)

"""The dates of a register file: real days, and each end after its beginning.

The pattern of a date is checked with the types; whether there is such a day only the calendar knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from sourcebook.record.dates import PartialDate
from sourcebook.sources.register.schema import RegisterFile

_FIELDS = frozenset(
    {"start", "end", "at", "published", "read_on", "listed_on", "delisted_on", "amended_on", "reviewed"}
)  # fmt: skip
_DATED = frozenset({"formed", "disbanded", "first_attack", "last_attack", "born", "died"})


def misdated(file: RegisterFile) -> Iterator[tuple[str, str]]:
    """Where a date is none or ends before it begins, and what is wrong with it."""
    plain = msgspec.to_builtins(file)
    for where, value in walk(plain):
        field = where.rsplit(".", 1)[-1].split("[")[0]
        dated = field in _FIELDS or (field == "value" and where.split("[")[0] in _DATED)
        if dated and isinstance(value, str):
            try:
                PartialDate.parse(value)
            except ValueError as error:
                yield where, f"{value!r} is no date ({error}); correct it or write less of it"
    yield from _orders(plain, "")


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of a file and where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from walk(inner, f"{path}[{at}]")
    else:
        yield path, value


def _orders(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _orders(inner, f"{path}[{at}]")
    if not isinstance(value, dict):
        return
    start, end = value.get("start"), value.get("end")
    if isinstance(start, str) and isinstance(end, str) and _ends_first(start, end):
        yield path, f"it ends ({end}) before it begins ({start})"
    for key, inner in value.items():
        yield from _orders(inner, f"{path}.{key}" if path else key)


def _ends_first(start: str, end: str) -> bool:
    try:
        return PartialDate.parse(end).certainly_before(PartialDate.parse(start))
    except ValueError:
        return False

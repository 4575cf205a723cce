"""Claims read by patterns: which expressions of a language match a tagged sentence, and with whom in what role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sourcebook.claims.language import Pattern, patterns, sieve
from sourcebook.claims.match import ROLES, Match
from sourcebook.claims.tagging import Item, Tagged
from sourcebook.documents.mention import Mention, Quantity, TimeMention

# So many mentions are a list or a table, no sentence.
MOST_MENTIONS = 60


def matches(held: Tagged) -> Iterator[Match]:
    """Whatever the patterns of its language find in a sentence.

    Args:
        held: The sentence, tagged.
    """
    if len(held.items) > MOST_MENTIONS:
        return
    named = any(isinstance(i, Mention) and i.kind in ("group", "person") for i in held.items)
    code = held.sentence.language
    for number in sieve(code).passed(held.text):
        pattern = patterns(code)[number]
        if not named and pattern.rule.type != "killed":
            continue
        yield from _every_value(pattern, held) if pattern.rule.each else _found(pattern, held)


def _found(pattern: Pattern, held: Tagged) -> Iterator[Match]:
    for match in pattern.search.finditer(held.text):
        yield _matched(pattern, match, held)


def _every_value(pattern: Pattern, held: Tagged) -> Iterator[Match]:
    """Matches with the same subject and each value after it."""
    for match in pattern.search.finditer(held.text):
        first = _matched(pattern, match, held)
        yield first
        for words, term in pattern.anywhere:
            for more in words.finditer(held.text, match.end()):
                yield replace(first, end=more.end(), value=term)


def _matched(pattern: Pattern, match: re.Match[str], held: Tagged) -> Match:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    roles = {name.rstrip("2"): int(n) for name, n in groups.items() if name.rstrip("2") in ROLES}
    time, count = _item(held, groups.get("time")), _item(held, groups.get("count"))
    return Match(
        pattern.rule.type, match.start(), match.end(), roles, _value(pattern, groups.get("value")),
        time if isinstance(time, TimeMention) else None, count if isinstance(count, Quantity) else None,
        match.span("aside") if "aside" in groups else (-1, -1),
    )  # fmt: skip


def _item(held: Tagged, number: str | None) -> Item | None:
    return None if number is None else held.items[int(number)]


def _value(pattern: Pattern, printed: str | None) -> str | None:
    if printed is None or pattern.table is None:
        return printed or pattern.rule.value
    return next((term for words, term in pattern.table if words.match(printed)), printed)


def distinct(matches: Iterator[Match]) -> Iterator[Match]:
    """Of several patterns of one type that say the same of the same, the first, or the first with a date."""
    best: dict[tuple[object, ...], Match] = {}
    for match in matches:
        told = (match.type, tuple(sorted(match.roles.items())), match.value)
        if told not in best or (best[told].time is None and match.time is not None):
            best[told] = match
    yield from best.values()

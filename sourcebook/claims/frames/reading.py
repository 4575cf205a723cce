"""The claims that the frames of a language find in a sentence.

A sentence falls into parts at semicolons, colons and dashes; a frame is looked for within one. What a pattern has
read of the same words goes before it, and what has not happened is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sourcebook.claims.frames.frame import Frame, frame_sieve, frames, grammar, whole_words
from sourcebook.claims.frames.seating import Stage, passive, seated, tags
from sourcebook.claims.language import table
from sourcebook.claims.match import Match
from sourcebook.claims.tagging import Tagged

_SURE = 0.8  # a frame is less sure than a pattern
# A colon after a few words ends a label, which is a part of what it heads: "Leader: …".
_PARTS = re.compile(r";|(?<=[^;]{30}):|\s[–—-]\s|—")
_UNREAL = 40  # characters before the words of a frame in which others make it unreal


def framed(held: Tagged, read: Sequence[Match]) -> Iterator[Match]:
    """What frames find in a sentence and no pattern has.

    Args:
        held: The sentence, tagged.
        read: What patterns found.
    """
    code = held.sentence.language
    for number in frame_sieve(code).passed(held.text):
        frame = frames(code)[number]
        for match in frame.words.finditer(held.text):
            if not _is_read(frame, match, read):
                yield from _found(frame, match, held, read)


def _is_read(frame: Frame, match: re.Match[str], read: Sequence[Match]) -> bool:
    """Whether a pattern has already taken these words for a claim of this type."""
    return any(
        m.type == frame.seating.type and m.start < match.end() and match.start() < m.end
        for m in read
    )


def _found(
    frame: Frame, match: re.Match[str], held: Tagged, read: Sequence[Match]
) -> Iterator[Match]:
    start, end = _part(held.text, match.start(), match.end())
    part = held.text[start:end]
    passive = frame.seating.active and _is_passive(held, match.start())
    wanted = frame.beside is None or frame.beside.search(part) is not None
    barred = frame.unless is not None and frame.unless.search(part) is not None
    if not wanted or barred or _is_unreal(held, match):
        return
    stage = Stage(held, tags(held, start, end), match.start(), match.end())
    roles = seated(frame.marked() if passive else frame, stage)
    if roles is None or _is_told(frame, roles, read):
        return
    # The words alone: a date near one who takes part may be another claim's.
    yield Match(
        frame.seating.type,
        match.start(),
        match.end(),
        roles,
        _value(frame, match[0], held),
        sure=_SURE,
        dated=frame.seating.dated,
    )


def _is_told(frame: Frame, roles: dict[str, int], read: Sequence[Match]) -> bool:
    """Whether a pattern has already told, of whoever this is about, a claim of this type."""
    who = "object" if "object" in roles else "subject"
    return any(m.type == frame.seating.type and m.roles.get(who) == roles.get(who) for m in read)


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence in which some words stand."""
    cuts = [0, *(m.end() for m in _PARTS.finditer(text)), len(text)]
    return max(c for c in cuts if c <= start), min(c for c in cuts if c >= end)


def _value(frame: Frame, words: str, held: Tagged) -> str | None:
    if frame.seating.table is None:
        return frame.seating.value
    known = table(held.sentence.language, frame.seating.table)
    return next((term for spelt, term in known if spelt.search(words)), frame.seating.value)


def _is_unreal(held: Tagged, match: re.Match[str]) -> bool:
    before = held.text[max(0, match.start() - _UNREAL) : match.start()]
    return _unreal(held.sentence.language).search(re.split(r"[,;:]", before)[-1]) is not None


def _is_passive(held: Tagged, at: int) -> bool:
    return passive(held.sentence.language).search(held.text, max(0, at - _UNREAL), at) is not None


@cache
def _unreal(code: str) -> re.Pattern[str]:
    held = grammar(code)
    return whole_words(held.unreal if held else [])

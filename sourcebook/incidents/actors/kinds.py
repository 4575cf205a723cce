"""What kind of actor a printed name speaks of: a state, civilians, a crowd, or a group with a name of its own.

ACLED prints `Military Forces of Nigeria (1993-1999)` and `Protesters (Mali)`, UCDP `Government of Algeria`, GTD `Muslim
Extremists`. The forms are data (`patterns.yaml`); what a pattern calls a state counts only if its name is one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

import msgspec
import yaml

from sourcebook.incidents.actors.vocabulary import state_of, vocabulary
from sourcebook.names.words import words
from sourcebook.record.territories import alpha2

Kind = Literal["state", "civilians", "generic", "group"]

_PERIOD = re.compile(r"\s*\(\s*((?:1[89]|20)\d\d)?\s*-\s*((?:1[89]|20)\d\d)?\s*\)")
_PLACE = re.compile(r"\(([^()]+)\)\s*$")


class Actor(msgspec.Struct, frozen=True):
    """A printed name, read by its form.

    Attributes:
        name: As printed, without its period.
        kind: What it speaks of.
        state: ISO code, of a state; of a place in brackets else.
        since, until: Years of the period it prints.
    """

    name: str
    kind: Kind
    state: str | None = None
    since: int | None = None
    until: int | None = None


class _Patterns(msgspec.Struct):
    state: list[str]
    not_state: list[str]
    civilians: list[str]
    generic: list[str]
    crowd: str
    around: str


@cache
def _patterns() -> _Patterns:
    text = (resources.files("sourcebook.incidents.actors") / "patterns.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), type=_Patterns)


@lru_cache(maxsize=32_768)
def read(printed: str) -> Actor:
    """Read a printed name by its form.

    Args:
        printed: As the dataset prints it.
    """
    period = _PERIOD.search(printed)
    since, until = (_year(period[1]), _year(period[2])) if period else (None, None)
    name = " ".join(_PERIOD.sub(" ", printed).split())
    kind, state = _kind(name)
    return Actor(name, kind, state, since, until)


def _year(printed: str | None) -> int | None:
    return int(printed) if printed else None


def _kind(name: str) -> tuple[Kind, str | None]:
    place = _PLACE.search(name)
    where = alpha2(place[1]) if place else None
    if not _matches("not_state", name) and (state := _as_state(name)):
        return "state", state
    if _matches("civilians", name):
        return "civilians", where
    if _matches("generic", name) or _is_crowd(name):
        return "generic", where
    return "group", where


@cache
def _compiled(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in getattr(_patterns(), kind)))


def _matches(kind: str, name: str) -> bool:
    return _compiled(kind).fullmatch(name) is not None


@cache
def _states() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p.replace("{state}", "(?P<state>.+?)")) for p in _patterns().state)


def _as_state(name: str) -> str | None:
    """The state whose government or forces a name speaks of: the first form whose state is one."""
    for pattern in _states():
        found = pattern.fullmatch(name)
        code = _state(found["state"]) if found else None
        if code is not None:
            return code
    return None


def _state(printed: str) -> str | None:
    printed = printed.removeprefix("the ")
    return alpha2(printed) or state_of(" ".join(words(printed)))


def _is_crowd(name: str) -> bool:
    """Whether a name is made of words for kinds of people alone."""
    folded = [w for w in words(name) if w not in vocabulary().particles]
    crowd, around = _words("crowd"), _words("around")
    if not folded or not any(word in crowd for word in folded):
        return False
    return all(w in crowd or w in around or _is_people(w) for w in folded)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(w for w in words(getattr(_patterns(), kind)) if len(w) > 1)


def _is_people(word: str) -> bool:
    known = vocabulary()
    meant = known.meaning.get(word)
    return state_of(word) is not None or (meant is not None and meant not in known.generic)

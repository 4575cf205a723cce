"""What somebody typed into a search box, taken apart.

Understood are words, all of which one name must bear; `"a phrase"` in its order; a beginning with `*`; `-word` or
`NOT word`, which no name may bear; and `property:value` for any FollowTheMoney property, `schema`, `countries`,
`topics` and `datasets`. What else Elasticsearch's query strings can do (OR, brackets, ranges, `~`, `^`, `?`) is refused
rather than taken for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from sourcebook.errors import UsageError
from sourcebook.names import words
from sourcebook.record.schema import schemata

_PART = re.compile(
    r'(?P<no>-)?(?:(?P<field>[A-Za-z][\w.]*):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))'
)
_REFUSED = re.compile(r"[(){}\[\]^~?\\/|+]|&&")
FIELDS = frozenset({"schema", "countries", "topics", "datasets"})
_ADVICE = (
    'Use words, "a phrase", begin*, -word and property:value; or simple=true to take all as words.'
)
MOST_WORDS = 32


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """A search.

    Attributes:
        words: That one name must bear, folded.
        beginnings: Of words that one name must bear.
        phrases: That one name must hold, as typed.
        without: Words and phrases that no name may hold, as typed.
        fields: Properties and the values they must have, or, with a last True, must not have.
    """

    words: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    fields: tuple[tuple[str, str, bool], ...] = ()

    @property
    def named(self) -> bool:
        """Whether anything is asked of names."""
        return bool(self.words or self.beginnings or self.phrases)


def plain(text: str) -> Terms:
    """All of a text as words."""
    return Terms(words=_bounded(words(text)))


def parse(text: str) -> Terms:
    """Take a search apart.

    Args:
        text: As typed.

    Raises:
        UsageError: It uses what is not understood.
    """
    found: dict[str, list[str]] = {"words": [], "beginnings": [], "phrases": [], "without": []}
    fields: list[tuple[str, str, bool]] = []
    negated = False
    for part in _PART.finditer(text):
        word, phrase = part["word"] or "", part["phrase"]
        if part[0] in {"AND", "NOT"}:
            negated = part[0] == "NOT"
            continue
        no, negated = negated or part["no"] is not None, False
        if part["field"] in _fields():
            fields.append(
                (
                    part["field"].removeprefix("properties."),
                    phrase if phrase is not None else word,
                    no,
                )
            )
            continue
        printed = f"{part['field']}:{word}" if part["field"] else word
        _place(found, printed, phrase, no)
    return Terms(**{kind: _bounded(kept) for kind, kept in found.items()}, fields=tuple(fields))


def _place(found: dict[str, list[str]], word: str, phrase: str | None, no: bool) -> None:
    """Add a word or phrase to its kind."""
    if phrase is not None:
        found["without" if no else "phrases"] += [phrase] if words(phrase) else []
        return
    if word == "OR" or _REFUSED.search(word):
        raise UsageError(f"{word[:40]!r} is not understood in a search.", _ADVICE)
    if word.endswith("*") and not no:
        folded_words = words(word.rstrip("*"))
        found["words"] += folded_words[:-1]
        found["beginnings"] += folded_words[-1:]
        return
    if "*" in word:
        raise UsageError(f"{word[:40]!r} is not understood in a search.", _ADVICE)
    found["without" if no else "words"] += [word] if no else words(word)


def _bounded(found: Iterable[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(found))
    if len(kept) > MOST_WORDS:
        raise UsageError(f"a search has {len(kept)} words; at most {MOST_WORDS} are taken.")
    return kept


@cache
def _fields() -> frozenset[str]:
    names = {name for schema in schemata().values() for name in schema.properties}
    return FIELDS | names | {f"properties.{name}" for name in names}

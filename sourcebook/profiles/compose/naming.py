"""Short forms of the group's names, for figures and for the first minute."""

from __future__ import annotations

import re

from sourcebook.profiles.facts import GroupFacts

_BRACKET = re.compile(r"\(([A-Z][A-Za-z-]{1,9})\)")
_CURRENT = ("primary", "native", "acronym", "translation", "alias")


def former_short(facts: GroupFacts) -> str | None:
    """A short form of the name before the first renaming: its acronym where the record has one, else the name."""
    if not facts.renamings:
        return None
    old = facts.renamings[0].old
    acronyms = _acronyms(facts)
    same = [a for a in acronyms if a == _initials(old)]
    former = [a for a in acronyms if a in _former_acronyms(facts)]
    return next(iter([*same, *former]), old)


def shortened(facts: GroupFacts, name: str) -> str:
    """A name as a bar has room for: the acronym in its brackets, the page's own, or the former one's."""
    if not name:
        return ""
    bracket = _BRACKET.search(name)
    if bracket is not None:
        return bracket[1]
    kinds = {n.kind for n in facts.names if n.text.casefold() == name.casefold()}
    if "former" in kinds:
        return former_short(facts) or name
    return facts.short if kinds & set(_CURRENT) else name


def _acronyms(facts: GroupFacts) -> list[str]:
    return [
        n.text
        for n in facts.names
        if n.text.isupper() and " " not in n.text and 2 < len(n.text) < 8
    ]


def _former_acronyms(facts: GroupFacts) -> set[str]:
    """Acronyms that some former name carries in brackets, or whose use ended."""
    bracketed = {m[1] for n in facts.names if n.kind == "former" if (m := _BRACKET.search(n.text))}
    ended = {n.text for n in facts.names if any(c.value.end is not None for c in n.claims)}
    return bracketed | ended


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())

"""References to other entries: by the tie that opens the words around them, else as associated.

"Member of X (QDe.128) and linked to Y (QDe.001)" makes X, and only X, what he is a member of. A tie that
cannot be is not made: nobody is a member of a person or the brother of a group.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sourcebook.record.rows import Relation
from sourcebook.record.territories import alpha2
from sourcebook.sources.un import phrases as p
from sourcebook.sources.un.sentences import Sentence

# Phrase, kind, what the object may be: e group, i person.
_TIES = (
    (p.MEMBER_OF, "member_of", "e"),
    (p.FAMILY_OF, "family_of", "i"),
    (p.OWNED_BY, "owned_by", "ei"),
    (p.ACTS_FOR, "acts_for", "ei"),
)


def references(
    sentence: Sentence, reference: str, claimed: set[str], own: Callable[[str], bool]
) -> Iterator[Relation]:
    """A relation for each reference of a sentence.

    Args:
        sentence: Where they stand.
        reference: Of the record.
        claimed: Those that a phrase has said more of; each reference made is added.
        own: Whether the words before a tie make it the entry's.
    """
    found = list(p.REFERENCE.finditer(sentence.text))
    if (owner := p.OWNER_OF.match(sentence.text)) and owner["ref"] not in claimed:
        claimed.add(owner["ref"])
        yield sentence.ties("owned_by", reference, subject=owner["ref"], role=owner["role"].lower())
    for pattern, kind, allowed in _TIES:
        for opening in pattern.finditer(sentence.text):
            if own(sentence.text[: opening.start()]):
                for one in _tied(sentence.text, opening.end(), found, allowed):
                    role = opening["role"].lower() if kind in ("member_of", "family_of") else None
                    yield from _once(sentence, one, kind, role, claimed)
    for one in found:
        yield from _once(sentence, one, "associated_with", None, claimed)


def _tied(
    text: str, start: int, found: list[re.Match[str]], allowed: str
) -> Iterator[re.Match[str]]:
    """The references an opening governs: the first after it, and those added to it by a comma or "and"."""
    end = start
    for one in found:
        if one.start() < start:
            continue
        between = text[end : one.start()]
        governed = p.AND_ALSO.fullmatch(between) if end > start else not p.TURNS.search(between)
        if not governed or one["ref"][2] not in allowed:
            return
        yield one
        end = one.end()


def _once(
    sentence: Sentence, one: re.Match[str], kind: str, role: str | None, claimed: set[str]
) -> Iterator[Relation]:
    if one["ref"] not in claimed:
        claimed.add(one["ref"])
        name = name_before(sentence.text[: one.start()])
        yield sentence.ties(kind, one["ref"], name, role=role)


def name_before(text: str) -> str | None:
    """The name that ends a text: capitals joined by the small words of names; None where there is none."""
    # No name is longer, and a comment may be.
    text = text[-300:].rstrip(" (")
    text = re.sub(r"(?:,? \(?(?:listed as|also known as) [^(),;]+)?$", "", text)
    text = re.sub(r" \([^()]{1,30}\)$", "", text)
    text = re.sub(r",? (?:listed as|also known as) [^(),;]+$", "", text)
    found = p.TAIL.search(text)
    if found is None:
        return None
    name = found[0]
    head, comma, _ = text.rpartition(", ")
    if comma and head and alpha2(name) and (longer := p.TAIL.search(head)):
        name = text[longer.start() :]
    name = p.OPENERS.sub("", name)
    return re.sub(r"[’']s$", "", name).strip("“”‘’' ") or None

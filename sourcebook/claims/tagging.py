"""A sentence with every mention replaced by a tag, so that patterns speak of roles and not of names.

"GSPC split from the GIA in 1998" becomes "⟦g0⟧ split from ⟦g1⟧ in ⟦t2⟧". Tags have one letter for the kind: g group,
p person, l place, a authority, n nationality, t time, q quantity, o and w for possessive
pronouns of a group and of a person; and the number of the mention.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from msgspec import structs

from sourcebook.documents.language import language
from sourcebook.documents.mention import Mention, Quantity, ReadSentence, TimeMention

LETTERS = {"group": "g", "person": "p", "place": "l", "authority": "a", "nationality": "n"}
# "Its" and "his" stand for a group and a person, but also before the name, the list and the life of one.
OWNERS = {"group": "o", "person": "w"}
Item = Mention | TimeMention | Quantity
TAG = re.compile(r"⟦([gplantqow])(\d+)⟧")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tagged sentence.

    Attributes:
        text: With tags.
        items: What the tags stand for, by number.
        sentence: The sentence itself.
        _places: For each tag, where it begins in the tagged text and how far the text is ahead after it.
    """

    text: str
    items: tuple[Item, ...]
    sentence: ReadSentence
    _places: tuple[tuple[int, int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the tagged text stands in the sentence; a tag counts whole."""
        return self._begin(start), self._begin(end)

    def _begin(self, at: int) -> int:
        n = bisect_right(self._places, at, key=lambda p: p[0]) - 1
        if n < 0:
            return at
        begin, length, ahead = self._places[n]
        item = self.items[n]
        return (
            item.end
            if at < begin + length and at > begin
            else (item.start if at == begin else at - ahead)
        )


def tagged(sentence: ReadSentence) -> Tagged:
    """A sentence with its mentions as tags; of those that overlap the first."""
    found: list[Item] = sorted(
        [*sentence.mentions, *sentence.times, *sentence.quantities], key=lambda m: (m.start, -m.end)
    )
    kept: list[Item] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return _with_tags(sentence, _shortened(sentence.text, kept))


_OPENED = re.compile(r"\s?\(\s?[\"“'‘«]?")


def _shortened(text: str, items: list[Item]) -> list[Item]:
    """Items of which a short form in brackets, of the same group or person, is a part of the name before it."""
    kept: list[Item] = []
    for item in items:
        last = kept[-1] if kept else None
        if (
            isinstance(last, Mention)
            and isinstance(item, Mention)
            and _is_short_of(text, last, item)
        ):
            kept[-1] = structs.replace(last, end=text.index(")", item.end) + 1)
        else:
            kept.append(item)
    return kept


def _is_short_of(text: str, whole: Mention, short: Mention) -> bool:
    """Whether "(AQIM)" follows the name it is short for."""
    if (
        whole.kind != short.kind
        or not whole.referents
        or not short.referents
        or whole.kind != "group"
    ):
        return False
    same = {r.id for r in whole.referents} & {r.id for r in short.referents}
    closed = text[short.end : short.end + 3].lstrip("\"”'’»").startswith(")")
    return bool(same) and closed and _OPENED.fullmatch(text[whole.end : short.start]) is not None


def _with_tags(sentence: ReadSentence, kept: list[Item]) -> Tagged:
    parts, places, last, length = [], [], 0, 0
    for number, item in enumerate(kept):
        between = sentence.text[last : item.start].replace("⟦", "[").replace("⟧", "]")
        tag = f"⟦{_letter(item, sentence.language)}{number}⟧"
        if item.start == item.end:  # a subject left out
            tag += ", "
        length += len(between)
        places.append((length, len(tag), length + len(tag) - item.end))
        length += len(tag)
        parts += [between, tag]
        last = item.end
    parts.append(sentence.text[last:].replace("⟦", "[").replace("⟧", "]"))
    return Tagged("".join(parts), tuple(kept), sentence, tuple(places))


def _letter(item: Item, code: str) -> str:
    if isinstance(item, TimeMention):
        return "t"
    if isinstance(item, Quantity):
        return "q"
    if item.basis == "pronoun" and item.text.lower() in language(code).possessives:
        return OWNERS[item.kind]
    return LETTERS[item.kind]

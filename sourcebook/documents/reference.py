"""What "the group", "it" and "he" stand for.

A description or pronoun for a group stands for the first group its own sentence names before it as a subject may be
named, not after "to" or "with"; else for the first of the last sentence that named one so. Where a text is about one
group, its next paragraph is about that group again. A person is whoever was named last. That is a reading, not a
certainty: what rests on it is held with less confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sourcebook.documents.language import language
from sourcebook.documents.mention import Basis, Mention, MentionKind
from sourcebook.documents.patterns import any_of

_KINDS: tuple[MentionKind, ...] = ("group", "person")


class Antecedents:
    """Remembers whom the sentences named, and resolves what stands for them."""

    def __init__(self, code: str, about: Mention | None = None) -> None:
        """Begin a document.

        Args:
            code: Language of the text.
            about: The group that the whole of it is about, if it is about one.
        """
        self._code = code
        self._about = about
        self._topics: dict[MentionKind, Mention] = {}
        self._opened: MentionKind = "group"

    def speaks(self, code: str) -> None:
        """The language of what follows."""
        self._code = code

    def opens(self) -> None:
        """A paragraph opens: what "the group" stands for is again whom the text is about."""
        if self._about is not None:
            self._topics["group"] = self._about

    @property
    def topic(self) -> Mention | None:
        """The group that what was read last speaks of."""
        return self._topics.get("group")

    def resolved(self, text: str, named: Sequence[Mention]) -> list[Mention]:
        """The mentions of a sentence with its descriptions and pronouns, in order.

        Args:
            text: The sentence.
            named: Whom it names.
        """
        found = list(named)
        for kind, basis, start, end in self._written(text, named):
            meant = self._meant(text, kind, start, found)
            found.append(_stand_in(text, start, end, (kind, basis, meant)))
        found += self._left_out(text, found)
        ordered = sorted(found, key=lambda m: m.start)
        who = next((m for m in ordered if m.kind in _KINDS and m.referents), None)
        self._opened = self._opened if who is None else who.kind
        for kind in _KINDS:
            self._remember(kind, [m for m in ordered if m.kind == kind and m.referents], text)
        return ordered

    def _left_out(self, text: str, found: Sequence[Mention]) -> list[Mention]:
        """The subject that a note leaves out ("Led by …"), where its sentence names no group that could be it."""
        meant = self._topics.get("group")
        opening = _headless(self._code)
        if (
            meant is None
            or opening is None
            or any(m.kind == "group" and not _is_object(text, m, self._code) for m in found)
        ):
            return []
        if opening.match(text) is None:
            return []
        return [_stand_in(text, 0, 0, ("group", "pronoun", meant))]

    def _written(
        self, text: str, named: Sequence[Mention]
    ) -> list[tuple[MentionKind, Basis, int, int]]:
        """Where descriptions and pronouns stand, in order; a word that can be either kind is read as the first."""
        found: list[tuple[MentionKind, Basis, int, int]] = []
        for kind, basis, pattern in _standing(self._code):
            for match in pattern.finditer(text):
                start, end = match.span()
                if kind == "group" and not self._is_group(match[0], start, named):
                    continue
                others = [*((m.start, m.end) for m in named), *((s, e) for _, _, s, e in found)]
                if all(end <= first or last <= start for first, last in others):
                    found.append((kind, basis, start, end))
        return sorted(found, key=lambda f: f[2])

    def _is_group(self, word: str, start: int, named: Sequence[Mention]) -> bool:
        """Of a pronoun for groups and persons alike: whether the first one named, here or last, is a group."""
        if word.lower() not in language(self._code).pronouns.get("person", ()):
            return True
        before = [m for m in named if m.kind in _KINDS and m.referents and m.end <= start]
        if before:
            return min(before, key=lambda m: m.start).kind == "group"
        return self._opened != "person"

    def _meant(
        self, text: str, kind: MentionKind, start: int, found: Sequence[Mention]
    ) -> Mention | None:
        before = [m for m in found if m.kind == kind and m.referents and m.end <= start]
        before.sort(key=lambda m: m.start)
        if before and kind == "person":
            return before[-1]
        if before:
            subjects = [m for m in before if not _is_object(text, m, self._code)]
            return subjects[0] if subjects else self._topics.get(kind, before[0])
        ahead = _ahead(text, kind, start, found)
        if ahead is not None:
            return ahead
        return None if self._names_another(text, start, found) else self._topics.get(kind)

    def _names_another(self, text: str, start: int, found: Sequence[Mention]) -> bool:
        """Whether a sentence names somebody unknown before a pronoun, who is then the one it stands for."""
        small = language(self._code).common
        return any(
            all(match.end() <= m.start or m.end <= match.start() for m in found)
            and len([w for w in match[0].split() if w.lower() not in small]) > 1
            for match in _PROPER.finditer(text, 0, start)
        )

    def _remember(self, kind: MentionKind, named: Sequence[Mention], text: str) -> None:
        if named and kind == "person":
            self._topics[kind] = named[-1]
        elif named:
            subjects = [m for m in named if not _is_object(text, m, self._code)]
            self._topics[kind] = subjects[0] if subjects else self._topics.get(kind, named[0])


@cache
def _headless(code: str) -> re.Pattern[str] | None:
    words = language(code).headless
    return re.compile(rf"(?i:(?:{any_of(words)})\b)|[a-zà-þ]+(?:ed|es|ing)? ") if words else None


def _is_object(text: str, mention: Mention, code: str) -> bool:
    """Whether a word before a name makes it somebody something is done to or with: "joined", "to the"."""
    before = _before(code)
    # Only the words right before it: a line may hold hundreds of names.
    first = max(0, mention.start - _REACH)
    return before is not None and before.search(text, first, mention.start) is not None


_REACH = 60  # characters in which a word before a name stands, with its article


@cache
def _before(code: str) -> re.Pattern[str] | None:
    held = language(code)
    if not held.objects:
        return None
    articles = "".join(f"(?:{one} )?" for one in held.articles)
    return re.compile(rf"(?<![\w-])(?:{any_of(held.objects)}) {articles}\Z", re.I)


_OPENING = 40  # characters within which a sentence's opening phrase has its pronoun


def _ahead(text: str, kind: MentionKind, start: int, found: Sequence[Mention]) -> Mention | None:
    """Whom a pronoun in a sentence's opening phrase stands for: "since its founding in 1998, the GSPC"."""
    comma = text.find(",", start)
    if start > _OPENING or "," in text[:start] or comma < 0 or text[start].isupper():
        return None
    later = [
        m
        for m in found
        if m.kind == kind and m.referents and m.start > comma and m.basis != "pronoun"
    ]
    first = min(later, key=lambda m: m.start, default=None)
    return first if first is not None and first.start - comma <= _OPENING else None


# Two words in capitals, or more: the name of somebody.
_PROPER = re.compile(r"(?<![\w-])[^\W\d_a-zà-þ][\w'’.-]+(?:\s[^\W\d_a-zà-þ][\w'’.-]+)+")


def _stand_in(
    text: str, start: int, end: int, meaning: tuple[MentionKind, Basis, Mention | None]
) -> Mention:
    kind, basis, meant = meaning
    return Mention(
        start=start, end=end, text=text[start:end], kind=kind, basis=basis,
        referents=() if meant is None else meant.referents, name=None if meant is None else meant.name,
    )  # fmt: skip


def apart(mention: Mention, kept: Sequence[Mention]) -> bool:
    """Whether a mention overlaps none of some others."""
    return all(mention.end <= k.start or k.end <= mention.start for k in kept)


@cache
def _standing(code: str) -> tuple[tuple[MentionKind, Basis, re.Pattern[str]], ...]:
    held = language(code)
    listed: list[tuple[MentionKind, Basis, list[str]]] = []
    for kind in _KINDS:
        listed.append((kind, "description", held.descriptions.get(kind, [])))
        listed.append((kind, "pronoun", held.pronouns.get(kind, [])))
    return tuple(
        (kind, basis, re.compile(rf"(?<![\w'’-])(?:{any_of(ws)})(?![\w-])", re.I))
        for kind, basis, ws in listed
        if ws
    )

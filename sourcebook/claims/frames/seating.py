"""Who of those a sentence names has which part in a frame: the nearest in the right place, if nobody else is as near.

Nearness is counted in characters, a name as three; a comma and the beginning of another clause add to it, what
stands between commas after a name adds nothing. Where two are about as near nobody is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sourcebook.claims.frames.frame import Frame, Role, Seat, grammar, whole_words
from sourcebook.claims.tagging import TAG, Tagged
from sourcebook.documents.language import language
from sourcebook.documents.mention import Mention

_FARTHEST = 110
_MARGIN = 22  # by which the nearest has to be nearer than the next
_COMMA, _CLAUSE, _PREPOSITION, _OWNING, _JOINED = 18, 25, 40, 60, 80
_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE = re.compile(r"^(?:['’]s?)?[\"”»]?(?: \([^()]*\))?,(?! and )[^,;]{1,140}, ?")
_OWNER = re.compile(r"['’](?:s|(?<=s['’]))?(?!\w)")
# Two words in capitals, or more, that no article makes a thing.
_PROPER = re.compile(r"(?<![\w-])[^\W\d_a-zà-þ][\w'’.-]+(?:\s[^\W\d_a-zà-þ][\w'’.-]+)+")
_INITIALS = re.compile(r"(?<![\w⟦-])[A-Z]{2,5}(?![\w⟧-])(?!\))")
_THE = re.compile(r"(?i:(?<!\w)the |l['’])$")
_VERB = 40  # characters before a verb in which what makes it a passive stands
_WORD = re.compile(r"[^\W\d_]{2,}")
UNKNOWN, TOPIC = -1, -2  # no numbers of mentions
_WHOSE = re.compile(r",? (?:whose|dont)(?= )")
_FREE = {"g": "go!", "p": "pw?"}  # a possessive pronoun stands for its owner


@dataclass(frozen=True, slots=True)
class Tag:
    """A mention in a tagged text."""

    number: int
    letter: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a tagged sentence with the words of a frame in it.

    Attributes:
        held: The sentence.
        tags: The mentions of the part.
        start: Where the words begin.
        end: Where they end.
    """

    held: Tagged
    tags: tuple[Tag, ...]
    start: int
    end: int


def tags(held: Tagged, start: int, end: int) -> tuple[Tag, ...]:
    """The mentions in a stretch of a tagged text, and names of persons whom the record does not hold."""
    known = [Tag(int(m[2]), m[1], m.start(), m.end()) for m in TAG.finditer(held.text, start, end)]
    other = _names("impersonal", held.sentence.language)
    persons = [
        Tag(UNKNOWN, "?", m.start(), m.end())
        for m in _PROPER.finditer(held.text, start, end)
        if not _THE.search(held.text, max(0, m.start() - 6), m.start())
        and other.search(m[0]) is None
    ]
    return (*known, *persons, *_other_groups(held, start, end))


def _other_groups(held: Tagged, start: int, end: int) -> Iterator[Tag]:
    """Names of groups whom the record does not hold."""
    words = _names("collective", held.sentence.language)
    for match in _PROPER.finditer(held.text, start, end):
        if words.search(match[0]):
            yield Tag(UNKNOWN, "!", match.start(), match.end())
    for match in _INITIALS.finditer(held.text, start, end):
        yield Tag(UNKNOWN, "!", match.start(), match.end())


def seated(frame: Frame, stage: Stage) -> dict[str, int] | None:
    """Who has which role, by the numbers of the mentions; None where somebody needed is not to be told.

    Args:
        frame: The frame.
        stage: Where its words stand.
    """
    found: dict[str, int] = {}
    for role in frame.roles:
        number = _of_role(role, stage, _referents(stage.held, found.values()))
        if number == UNKNOWN or (number is None and role.needed):
            return None
        if number is not None and number != TOPIC:
            found[role.name] = number
    return found


def _referents(held: Tagged, numbers: Iterable[int]) -> frozenset[str]:
    return frozenset(_who(held, n) for n in numbers)


def _who(held: Tagged, number: int) -> str:
    item = held.items[number] if number >= 0 else None
    return item.referents[0].id if isinstance(item, Mention) and item.referents else f"#{number}"


def _of_role(role: Role, stage: Stage, taken: frozenset[str]) -> int | None:
    """The mention in the first of its places where anybody is; nobody where two vie for it."""
    for seat in role.seats:
        if seat.place == "topic" and stage.held.sentence.topic is not None:
            return None if _has_a_subject(stage) else TOPIC
        near = sorted(_costs(seat, stage, taken))
        if not near:
            continue
        cost, number = near[0]
        rivals = [c for c, n in near[1:] if _who(stage.held, n) != _who(stage.held, number)]
        return number if not rivals or rivals[0] >= cost + _MARGIN else None
    return None


def _costs(seat: Seat, stage: Stage, taken: frozenset[str]) -> Iterator[tuple[int, int]]:
    kinds = "".join(_FREE.get(letter, letter) for letter in seat.kinds)
    for tag in stage.tags:
        if tag.letter not in kinds or _who(stage.held, tag.number) in taken:
            continue
        cost = _cost(seat, stage, tag)
        if cost is not None and cost <= _FARTHEST:
            yield cost, tag.number


def _cost(seat: Seat, stage: Stage, tag: Tag) -> int | None:
    """How far a mention is from the words of a frame; None where it cannot have the seat."""
    text, ahead = stage.held.text, tag.start < stage.start
    if not _can_sit(seat, stage, tag):
        return None
    between = text[tag.end : stage.start] if ahead else text[stage.end : tag.start]
    owns = _OWNER.match(text, tag.end) is not None or tag.letter in "ow"
    if seat.place == "owner":
        whose = _WHOSE.match(between)
        between = between[whose.end() :] if whose else between
        return _length(stage, between) if ahead and (owns or whose) and "," not in between else None
    cost = _length(stage, _ASIDE.sub(" ", between) if ahead else between)
    if seat.place in ("before", "patient") and _is_marked(stage, tag):
        cost += _PREPOSITION
    return cost + _OWNING * (owns and seat.place != "near" and seat.marker is None)


def _can_sit(seat: Seat, stage: Stage, tag: Tag) -> bool:
    """Whether a mention is on the side, and behind the words, that a seat asks for."""
    text, ahead = stage.held.text, tag.start < stage.start
    if seat.marker is not None:
        listed = ahead and text[: tag.start].endswith(", ")
        return (
            not listed and seat.marker.search(text, max(0, tag.start - 80), tag.start) is not None
        )
    if seat.place in ("actor", "direct") and _is_marked(stage, tag):
        return False
    if seat.place == "patient" and not _is_done_to(stage):
        return False
    return seat.place == "near" or ahead is (seat.place not in ("after", "direct"))


def _is_done_to(stage: Stage) -> bool:
    """Whether what a verb tells was done to whoever is before it: it is a passive, or has no object."""
    code = stage.held.sentence.language
    text = stage.held.text
    return (
        passive(code).search(text, max(0, stage.start - _VERB), stage.start) is not None
        or _onward(code).match(text, stage.end) is not None
    )


@cache
def passive(code: str) -> re.Pattern[str]:
    """What stands before a passive."""
    held = grammar(code)
    words = "|".join(held.passive if held else [])
    return re.compile(
        rf"(?<!\w)(?:{words})(?: (?:\w+(?:ly|ment)|⟦t\d+⟧|then|later|first))? $", re.I
    )


@cache
def _onward(code: str) -> re.Pattern[str]:
    held = grammar(code)
    words = "|".join(held.onward if held else [])
    return re.compile(rf"(?: \w+ly)?(?:\s*(?:[.,;:!?)(]|⟦t|$)| (?:{words})(?!\w))", re.I)


def _length(stage: Stage, between: str) -> int:
    plain = _BRACKETS.sub("", between)
    clauses = len(_clause(stage.held.sentence.language).findall(plain))
    joined = _JOINED * (between.rstrip().endswith((" and", " et")) or between.startswith(" and "))
    return joined + len(TAG.sub("xxx", plain)) + _COMMA * plain.count(",") + _CLAUSE * clauses


def _is_marked(stage: Stage, tag: Tag) -> bool:
    before = _preposition(stage.held.sentence.language)
    return before.search(stage.held.text, max(0, tag.start - 60), tag.start) is not None


def _has_a_subject(stage: Stage) -> bool:
    """Whether a sentence names a group, or somebody unknown before the words of a frame."""
    held = stage.held
    if any(tag.letter in "go" for tag in _every(held)):
        return True
    words = _WORD.findall(TAG.sub(" ", held.text[: stage.start]))
    small = {*language(held.sentence.language).common, *_small(held.sentence.language)}
    return any(word[0].isupper() and word.lower() not in small for word in words)


@cache
def _small(code: str) -> frozenset[str]:
    """Words of syntax, with which a sentence may open in a capital."""
    held = grammar(code)
    return frozenset([*held.prepositions, *held.clauses, *held.onward] if held else [])


def _every(held: Tagged) -> tuple[Tag, ...]:
    """All mentions of a sentence."""
    return tags(held, 0, len(held.text))


@cache
def _names(kind: str, code: str) -> re.Pattern[str]:
    """The words of names of a kind, `impersonal` or `collective`."""
    held = grammar(code)
    return whole_words(getattr(held, kind) if held else [])


@cache
def _clause(code: str) -> re.Pattern[str]:
    held = grammar(code)
    return whole_words(held.clauses if held else [])


@cache
def _preposition(code: str) -> re.Pattern[str]:
    held = grammar(code)
    words = "|".join(held.prepositions if held else [])
    return re.compile(rf"(?<![\w-])(?:{words})(?: (?!\w+(?:ed|ing)\b)[\w’'-]+){{0,2}} $", re.I)

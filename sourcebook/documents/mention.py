"""What a sentence points at: those it names, when, and how many.

All places are character offsets into the sentence. A mention keeps every reading that the record allows, the likeliest
first; nothing is decided here that the text leaves open.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from sourcebook.record.dates import Period

MentionKind = Literal["group", "person", "place", "authority", "nationality"]
Basis = Literal["name", "acronym", "description", "pronoun"]


class Referent(msgspec.Struct, frozen=True):
    """Who or what may be meant.

    Attributes:
        id: Canonical id of a group or person, `authority:UN`, a country (`ML`) or a place (`geonames:2460596`).
        caption: How the record heads it.
        score: 0 to 1, how likely it is that it is meant.
    """

    id: str
    caption: str
    score: float


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a sentence that names or stands for somebody or something.

    Attributes:
        start: Where it begins.
        end: Where it ends, exclusive.
        text: Its words.
        kind: What it points at.
        basis: By a name, an acronym, a description ("the group", "its leader"), or a pronoun.
        referents: Who may be meant, the likeliest first; empty where the text names somebody the record does not hold.
        name: The name of the record that was recognised, for a name or an acronym.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    basis: Basis
    referents: tuple[Referent, ...]
    name: str | None = None


class TimeMention(msgspec.Struct, frozen=True, kw_only=True):
    """A date or period.

    Attributes:
        start: Where it begins.
        end: Where it ends, exclusive.
        text: Its words.
        period: From when to when, each end as precise as the text has it; of something that happened once, both
            ends are the one partial date it happened in.
        relation: How what is told stands to it: it happened in it, has been so since, was so until, before or after it.
    """

    start: int
    end: int
    text: str
    period: Period
    relation: Literal["in", "since", "until", "before", "after"] = "in"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number or range of something.

    Attributes:
        start: Where it begins.
        end: Where it ends, exclusive.
        text: Its words.
        low: The least it can be, or None.
        high: The most it can be, or None.
        of: What is counted, as the text has it: `people`, `hostages`, `soldiers`.
    """

    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    of: str | None = None


class ReadSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with all that was recognised in it.

    Attributes:
        text: Its words.
        number: Its place in the document, from 0.
        passage: The passage it stands in.
        start: Where it begins in that passage.
        language: ISO 639-1 code of the language it was read in.
        mentions: In order, none within another.
        times: In order.
        quantities: In order.
        topic: Of whom the text was speaking before it, if of a group.
    """

    text: str
    number: int
    passage: int
    start: int
    language: str
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    topic: Mention | None = None

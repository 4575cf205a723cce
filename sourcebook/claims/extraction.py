"""Claims read from sentences by the patterns of their language.

Each match is one claim, or one for each of several mentions that a comma or "and" joins. A date that no pattern took
belongs to the nearest claim. What the text denies or only reports is marked, not dropped; a sentence that claims
nothing and judges or advises is an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from msgspec import structs

from sourcebook.claims.language import Pattern, any_words, patterns, sieve, wording
from sourcebook.claims.model import Claim, Span
from sourcebook.claims.tagging import TAG, Item, Tagged, tagged
from sourcebook.documents.mention import Mention, Quantity, ReadSentence, Referent, TimeMention
from sourcebook.documents.passages import Document, Passage
from sourcebook.record.dates import Period

# Types that happen somewhere.
_PLACED = frozenset({"carried_out", "died", "killed", "allied_with"})
ROLES = ("subject", "object", "by", "former")
# Types whose claims happen or hold at a time.
_TIMED = frozenset(
    {
        "called",
        "founded",
        "split_from",
        "merged_with",
        "pledged_to",
        "led_by",
        "died",
        "designated_by",
        "carried_out",
        "killed",
        "allied_with",
    }
)
_JOINING = re.compile(
    r"(?:\s|,|and|or|&|the|both|as well as|all|the governments? of|in|of"
    r"|et|ou|ainsi que|au|aux|en|à|les?|la|l['’]|du|des?|d['’])*",
    re.I,
)
_SURE = {"name": 0.95, "acronym": 0.95, "description": 0.8, "pronoun": 0.7}


@dataclass(frozen=True, slots=True)
class _Match:
    """A pattern found in a sentence; `aside` is what stands between commas in it, whose dates are not its own."""

    pattern: Pattern
    start: int
    end: int
    roles: dict[str, int]
    value: str | None
    time: TimeMention | None = None
    count: Quantity | None = None
    aside: tuple[int, int] = (-1, -1)


def extract(document: Document, sentences: Iterable[ReadSentence]) -> tuple[Claim, ...]:
    """The claims of a document, in the order of the text.

    Args:
        document: The text.
        sentences: It, read.
    """
    found: list[Claim] = []
    for sentence in sentences:
        passage = document.passages[sentence.passage]
        found += sorted(
            _of_sentence(sentence, passage), key=lambda c: (c.span.start, c.span.end, c.type)
        )
    return tuple(found)


def _of_sentence(sentence: ReadSentence, passage: Passage) -> list[Claim]:
    if wording(sentence.language) is None:
        return []
    held = tagged(sentence)
    matches = _dated(list(_distinct(_matches(held))), held)
    claims = [claim for match in matches for claim in _claims(match, held, passage)]
    return _unique(claims) or list(_opinion(held, passage))


# So many mentions are a list or a table, no sentence.
_MOST_MENTIONS = 60


def _matches(held: Tagged) -> Iterator[_Match]:
    if len(held.items) > _MOST_MENTIONS:
        return
    named = any(isinstance(i, Mention) and i.kind in ("group", "person") for i in held.items)
    code = held.sentence.language
    for number in sieve(code).passed(held.text):
        pattern = patterns(code)[number]
        if not named and pattern.rule.type != "killed":
            continue
        yield from _every_value(pattern, held) if pattern.rule.each else _found(pattern, held)


def _found(pattern: Pattern, held: Tagged) -> Iterator[_Match]:
    for match in pattern.search.finditer(held.text):
        yield _matched(pattern, match, held)


def _every_value(pattern: Pattern, held: Tagged) -> Iterator[_Match]:
    """Matches with the same subject and each value after it."""
    for match in pattern.search.finditer(held.text):
        first = _matched(pattern, match, held)
        yield first
        for words, term in pattern.anywhere:
            for more in words.finditer(held.text, match.end()):
                yield replace(first, end=more.end(), value=term)


def _matched(pattern: Pattern, match: re.Match[str], held: Tagged) -> _Match:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    roles = {name.rstrip("2"): int(n) for name, n in groups.items() if name.rstrip("2") in ROLES}
    time, count = _item(held, groups.get("time")), _item(held, groups.get("count"))
    return _Match(
        pattern, match.start(), match.end(), roles, _value(pattern, groups.get("value")),
        time if isinstance(time, TimeMention) else None, count if isinstance(count, Quantity) else None,
        match.span("aside") if "aside" in groups else (-1, -1),
    )  # fmt: skip


def _item(held: Tagged, number: str | None) -> Item | None:
    return None if number is None else held.items[int(number)]


def _value(pattern: Pattern, printed: str | None) -> str | None:
    if printed is None or pattern.table is None:
        return printed or pattern.rule.value
    return next((term for words, term in pattern.table if words.match(printed)), printed)


def _distinct(matches: Iterator[_Match]) -> Iterator[_Match]:
    """Of several patterns of one type that say the same of the same, the first, or the first with a date."""
    best: dict[tuple[object, ...], _Match] = {}
    for match in matches:
        told = (match.pattern.rule.type, tuple(sorted(match.roles.items())), match.value)
        if told not in best or (best[told].time is None and match.time is not None):
            best[told] = match
    yield from best.values()


def _dated(matches: list[_Match], held: Tagged) -> list[_Match]:
    """Matches with the dates that no pattern took, each given to the nearest it can belong to."""
    out = [_followed(m, held) for m in matches]
    days = [m.start() for m in re.finditer(r"⟦t\d+⟧", held.text)]
    near = [
        min((_distance(m, held, d) for d in days if _reaches(m, held, d)), default=0) for m in out
    ]
    for number, item in enumerate(held.items):
        if not isinstance(item, TimeMention):
            continue
        at = held.text.index(f"⟦t{number}⟧")
        open_ = [
            n
            for n, m in enumerate(out)
            if m.time is None and m.pattern.rule.type in _TIMED and _reaches(m, held, at)
        ]
        if any(m.time is item for m in out) or not open_:
            continue
        far = {n: _distance(out[n], held, at) for n in open_}
        for n in open_:
            # Another date may be nearer to it: "in 2002 by Yusuf, whom the police killed in 2009".
            shared = far[n] <= near[n] and far[n] <= min(far.values()) + _SHARED
            if shared or _same_stretch(out[n], at):
                out[n] = replace(out[n], time=item)
    return _at_once(out)


def _at_once(matches: list[_Match]) -> list[_Match]:
    """An attack and those it killed in one sentence have one date."""
    days = {m.time for m in matches if m.pattern.rule.type in _HAPPENS and m.time is not None}
    if len(days) != 1:
        return matches
    (day,) = days
    return [
        replace(m, time=day) if m.time is None and m.pattern.rule.type in _HAPPENS else m
        for m in matches
    ]


_HAPPENS = frozenset({"carried_out", "killed"})


# What may stand before a date that a sentence opens with: "In early 2004, …"; no participle, whose date it would be.
_OPENING = re.compile(r"(?:(?!\w+(?:ed|ée?s?) )[\w’'-]+ ){0,3}")


def _reaches(match: _Match, held: Tagged, at: int) -> bool:
    """Whether a date can belong to a claim: beyond a comma only one with which the sentence opens, or after it.

    A participle after a comma goes on with what has been dated: "on 7 August 1998, killing 224 people".
    """
    if at >= match.start:
        return not match.aside[0] <= at < match.aside[1]
    between = held.text[at : match.start]
    goes_on = between.count(",") == 1 and _PARTICIPLE.match(held.text, match.start) is not None
    return "," not in between or goes_on or _OPENING.fullmatch(held.text[:at]) is not None


_PARTICIPLE = re.compile(r"\w+(?:ing|ant)\b")
_NEXT_DATE = re.compile(r"(?: \w+){0,3} ⟦t(\d+)⟧")


def _followed(match: _Match, held: Tagged) -> _Match:
    """A match right after which a date stands, with that, where it would have the choice of several."""
    after = _NEXT_DATE.match(held.text, match.end)
    within = re.search(r"⟦t\d+⟧", held.text[match.start : match.end])
    if (
        match.time is not None
        or within is None
        or after is None
        or match.pattern.rule.type not in _TIMED
    ):
        return match
    item = held.items[int(after[1])]
    return replace(match, time=item) if isinstance(item, TimeMention) else match


_SHARED = 25  # characters by which a claim may be farther from a date than the nearest and share it
_CLAUSE = 30  # characters that a comma or the like is worth


def _distance(match: _Match, held: Tagged, at: int) -> int:
    """How far a date is from a claim; what is beyond a comma is farther."""
    if match.start <= at < match.end:
        return 0
    between = held.text[at : match.start] if at < match.start else held.text[match.end : at]
    return len(between) + _CLAUSE * sum(between.count(sign) for sign in ",;:")


def _same_stretch(match: _Match, at: int) -> bool:
    return match.start <= at < match.end


def _claims(match: _Match, held: Tagged, passage: Passage) -> Iterator[Claim]:
    names = list(match.roles)
    numbers = frozenset(match.roles.values())
    siblings = [_siblings(held, match.roles[name], numbers) for name in names]
    for choice in product(*siblings):
        roles = dict(zip(names, choice, strict=True))
        if "subject" not in roles and match.pattern.rule.type not in ("alias_of", "died"):
            roles |= _topic(held, roles)
        if _is_of_two(match, roles) and ("subject" in roles or match.pattern.rule.type == "killed"):
            yield _claim(match, roles, held, passage)
            if (
                match.pattern.rule.type == "founded"
                and "object" in roles
                and match.time is not None
            ):
                # By whom and when are two things.
                yield _claim(match, {"subject": roles["subject"]}, held, passage)


def _topic(held: Tagged, roles: dict[str, Mention]) -> dict[str, Mention]:
    """Of whom a sentence speaks that names no subject: the first group in it that is not the other one."""
    other = roles.get("object")
    taken = other.referents[0].id if other and other.referents else None
    groups = [i for i in held.items if isinstance(i, Mention) and i.kind == "group" and i.referents]
    return next(({"subject": g} for g in groups if g.referents[0].id != taken), {})


def _is_of_two(match: _Match, roles: dict[str, Mention]) -> bool:
    """A tie binds two: a match whose subject and object are one is another name, or nothing."""
    one, other = roles.get("subject"), roles.get("object")
    if one is None or other is None or match.pattern.rule.type in ("called", "alias_of"):
        return True
    return not one.referents or not other.referents or one.referents[0].id != other.referents[0].id


_OWNER = re.compile(r"['’]s?\b")


def _siblings(held: Tagged, number: int, taken: frozenset[int]) -> list[Mention]:
    """A mention and those of its kind that a comma or "and" joins to it, but none that has a part of its own."""
    tags = [(int(m[2]), m[1], m.start(), m.end()) for m in TAG.finditer(held.text)]
    place = next(n for n, tag in enumerate(tags) if tag[0] == number)
    found = [place]
    for step in (1, -1):
        at = place
        while 0 <= at + step < len(tags) and tags[at + step][0] not in taken:
            if not _are_joined(held.text, *sorted((tags[at], tags[at + step]))):
                break
            if _OWNER.match(held.text, tags[at + step][3]):  # "Sahraoui, Droukdel's predecessor"
                break
            at += step
            found.append(at)
    items = [held.items[tags[n][0]] for n in sorted(found)]
    return [item for item in items if isinstance(item, Mention)]


def _are_joined(
    text: str, one: tuple[int, str, int, int], other: tuple[int, str, int, int]
) -> bool:
    between = text[one[3] : other[2]]
    alike = one[1] == other[1] or {one[1], other[1]} == {"a", "l"}
    return alike and bool(between.strip(" ")) and _JOINING.fullmatch(between) is not None


def _claim(match: _Match, roles: dict[str, Mention], held: Tagged, passage: Passage) -> Claim:
    start, end = _stretch(match, roles, held)
    said = held.sentence.text[start:end]
    first, last = passage.original(held.sentence.start + start, held.sentence.start + end)
    cue = held.original(match.start, match.end)
    before = re.split(r"[.;:,]", held.text[max(0, match.start - 40) : match.start])[-1]
    before += held.text[match.start : match.end]
    code = held.sentence.language
    late = any_words(code, "delayed").search(held.text) is not None
    return Claim(
        type=match.pattern.rule.type, text=said, span=Span(first, last), sentence=held.sentence.number,
        subject=_referents(roles.get("subject")), object=_referents(roles.get("object") or roles.get("former")),
        value=_said_value(match, roles), place=_place(held, match), by=_referents(roles.get("by")),
        time=_on_time(match.time) if late else match.time, count=match.count or _count(held, match),
        negated=not late and any_words(code, "negated").search(before) is not None,
        reported=_is_reported(held, match, before),
        cue=Span(*passage.original(held.sentence.start + cue[0], held.sentence.start + cue[1])),
        confidence=_confidence(roles),
    )  # fmt: skip


def _is_reported(held: Tagged, match: _Match, before: str) -> bool:
    """Whether the text only says that somebody says so: before the claim, or right after it beyond a comma."""
    words = any_words(held.sentence.language, "reported")
    after = re.match(r"[^.;,]{0,60}, ", held.text[match.end :])
    follows = after is not None and words.match(held.text, match.end + after.end()) is not None
    return follows or words.search(before) is not None


def _on_time(time: TimeMention | None) -> TimeMention | None:
    """ "Not until June" is in June."""
    day = time.period.end if time is not None and time.relation == "until" else None
    if time is None or day is None:
        return time
    return structs.replace(time, relation="in", period=Period(day, day))


def _stretch(match: _Match, roles: dict[str, Mention], held: Tagged) -> tuple[int, int]:
    """The words of a claim: what matched, with its date and all who take part."""
    start, end = held.original(match.start, match.end)
    items: list[Item] = [*roles.values()]
    if match.time is not None:
        items.append(match.time)
    return min([start, *(i.start for i in items)]), max([end, *(i.end for i in items)])


def _said_value(match: _Match, roles: dict[str, Mention]) -> str | None:
    if match.pattern.rule.type in ("called", "alias_of") and match.value is None:
        named = roles.get("object") or roles.get("former")
        return None if named is None else named.text
    return match.value


def _place(held: Tagged, match: _Match) -> tuple[Referent, ...]:
    """Where an event or a death was: the places the sentence names after it."""
    if match.pattern.rule.type not in _PLACED:
        return ()
    found = [i for i in held.items if isinstance(i, Mention) and i.kind == "place"]
    return tuple(r for mention in found for r in mention.referents[:1])


def _count(held: Tagged, match: _Match) -> Quantity | None:
    if match.pattern.rule.type != "carried_out":
        return None
    return next((i for i in held.items if isinstance(i, Quantity)), None)


def _referents(mention: Mention | None) -> tuple[Referent, ...]:
    return () if mention is None else mention.referents


def _confidence(roles: dict[str, Mention]) -> float:
    least = min((_SURE[m.basis] for m in roles.values()), default=0.5)
    meant = min((m.referents[0].score if m.referents else 0.3 for m in roles.values()), default=0.5)
    return round(least * (0.5 + meant / 2), 3)


def _unique(claims: list[Claim]) -> list[Claim]:
    """Claims that differ in what they say; of those that do not, the surest."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        ids = tuple(r[0].id if r else None for r in (claim.subject, claim.object))
        plain = claim.type in ("died", "designated_by")
        key: tuple[object, ...] = (claim.type, *ids, None if plain else claim.value)
        if claim.type == "killed":
            key = (claim.type, claim.count)
        if key not in best or _better(claim, best[key]):
            best[key] = claim
    return list(best.values())


def _better(claim: Claim, other: Claim) -> bool:
    """Whether of two claims that say the same one says more, or is surer."""
    return _told(claim) > _told(other)


def _told(claim: Claim) -> tuple[bool, bool, float]:
    return claim.time is not None, claim.value is not None, claim.confidence


def _opinion(held: Tagged, passage: Passage) -> Iterator[Claim]:
    sentence = held.sentence
    found = any_words(sentence.language, "opinion").search(held.text)
    if found is not None:
        start, end = sentence.start, sentence.start + len(sentence.text)
        first, last = held.original(found.start(), found.end())
        cue = passage.original(start + first, start + last)
        yield Claim(
            type="opinion", text=sentence.text, span=Span(*passage.original(start, end)), sentence=sentence.number,
            cue=Span(*cue), confidence=0.7,
        )  # fmt: skip

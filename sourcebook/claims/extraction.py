"""Claims read from sentences.

Each match of a pattern or frame is one claim, or one for each of several mentions that a comma or "and" joins. What the
text denies or only reports is marked, not dropped; a sentence that claims nothing and judges or advises is an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from msgspec import structs

from sourcebook.claims.alike import unique
from sourcebook.claims.dating import dated
from sourcebook.claims.frames.reading import framed
from sourcebook.claims.language import any_words, wording
from sourcebook.claims.match import Match
from sourcebook.claims.matching import MOST_MENTIONS, distinct, matches
from sourcebook.claims.model import Claim, Span
from sourcebook.claims.siblings import own_time, siblings
from sourcebook.claims.tagging import Item, Tagged, tagged
from sourcebook.documents.mention import Mention, Quantity, ReadSentence, Referent, TimeMention
from sourcebook.documents.passages import Document, Passage
from sourcebook.record.dates import Period

# Types that happen somewhere.
_PLACED = frozenset({"carried_out", "died", "killed", "allied_with"})
_SURE = {"name": 0.95, "acronym": 0.95, "description": 0.8, "pronoun": 0.7}


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
    found = dated(list(_matches(held)), held)
    claims = [
        claim for match in found if _is_whole(match) for claim in _claims(match, held, passage)
    ]
    return unique(claims) or list(_opinion(held, passage))


def _matches(held: Tagged) -> Iterator[Match]:
    """What patterns find, and frames beside them."""
    read = _with_subject(list(distinct(matches(held))))
    if len(held.items) <= MOST_MENTIONS:
        read += distinct(framed(held, read))
    yield from (match for match in read if not _is_of_member(match, held))


def _is_of_member(match: Match, held: Tagged) -> bool:
    """Whether it is somebody of the group, and not the group, whom an authority lists: "its leader, Mukulu"."""
    subject = match.roles.get("subject")
    if match.type != "designated_by" or subject is None:
        return False
    owner = re.search(rf"⟦\w{subject}⟧(?:['’]s?)? [^.;⟦⟧]*⟦p\d+⟧", held.text[: match.end])
    return owner is not None and (owner[0][1] == "o" or "⟧'" in owner[0] or "⟧’" in owner[0])


def _with_subject(read: list[Match]) -> list[Match]:
    """Matches but those without a subject of which another with one says the same of the same."""
    told = {(m.type, m.value, m.roles.get("object")) for m in read if "subject" in m.roles}
    return [
        m
        for m in read
        if "subject" in m.roles
        or "object" not in m.roles
        or (m.type, m.value, m.roles["object"]) not in told
    ]


def _is_whole(match: Match) -> bool:
    return not match.dated or match.time is not None or "object" in match.roles


def _at_its_time(
    match: Match, held: Tagged, roles: dict[str, Mention], joined: list[list[Mention]]
) -> Match:
    """A match with the date that one of several who are joined has to itself."""
    for mentions, mention in zip(joined, roles.values(), strict=True):
        times = [own_time(held, one) for one in mentions]
        if sum(time is not None for time in times) > 1:
            return replace(match, time=times[mentions.index(mention)])
    return match


def _claims(found: Match, held: Tagged, passage: Passage) -> Iterator[Claim]:
    names = list(found.roles)
    numbers = frozenset(found.roles.values())
    joined = [siblings(held, found.roles[name], numbers) for name in names]
    for choice in product(*joined):
        roles = dict(zip(names, choice, strict=True))
        match = _at_its_time(found, held, roles, joined)
        if "subject" not in roles and match.type not in ("alias_of", "died"):
            roles |= _topic(held, roles, framed=match.sure < 1)
        if _is_of_two(match, roles) and ("subject" in roles or match.type == "killed"):
            yield _claim(match, roles, held, passage)
            if _is_founding_too(match, roles, held):
                yield _claim(match, {"subject": roles["subject"]}, held, passage)


def _is_founding_too(match: Match, roles: dict[str, Mention], held: Tagged) -> bool:
    """Whether what says who founded a group says when: two claims, for which frames have one each."""
    if match.type != "founded" or "object" not in roles or match.time is None or match.sure < 1:
        return False
    words = held.text[match.start : match.end]
    return any_words(held.sentence.language, "founder").search(words) is None


def _topic(held: Tagged, roles: dict[str, Mention], framed: bool) -> dict[str, Mention]:
    """Of whom a sentence speaks that names no subject: a group in it but not the other one, or the text's topic."""
    other = roles.get("object")
    taken = other.referents[0].id if other and other.referents else None
    groups = [i for i in held.items if isinstance(i, Mention) and i.kind == "group" and i.referents]
    about = held.sentence.topic
    if framed and not groups and about is not None:
        return {"subject": structs.replace(about, basis="pronoun")}
    return next(({"subject": g} for g in groups if g.referents[0].id != taken), {})


def _is_of_two(match: Match, roles: dict[str, Mention]) -> bool:
    """A tie binds two: a match whose subject and object are one is another name, or nothing."""
    one, other = roles.get("subject"), roles.get("object")
    if one is None or other is None or match.type in ("called", "alias_of"):
        return True
    return not one.referents or not other.referents or one.referents[0].id != other.referents[0].id


def _claim(match: Match, roles: dict[str, Mention], held: Tagged, passage: Passage) -> Claim:
    start, end = _stretch(match, roles, held)
    said = held.sentence.text[start:end]
    first, last = passage.original(held.sentence.start + start, held.sentence.start + end)
    cue = _cue(match, roles, held)
    before = re.split(r"[.;:,]", held.text[max(0, match.start - 40) : match.start])[-1]
    before += held.text[match.start : match.end]
    code = held.sentence.language
    late = any_words(code, "delayed").search(held.text) is not None
    return Claim(
        type=match.type, text=said, span=Span(first, last), sentence=held.sentence.number,
        subject=_referents(roles.get("subject")), object=_referents(roles.get("object") or roles.get("former")),
        value=_said_value(match, roles), place=_place(held, match), by=_referents(roles.get("by")),
        time=_on_time(match.time) if late else match.time, count=match.count or _count(held, match),
        negated=not late and any_words(code, "negated").search(before) is not None,
        reported=_is_reported(held, match, before),
        cue=Span(*passage.original(held.sentence.start + cue[0], held.sentence.start + cue[1])),
        confidence=round(_confidence(roles) * match.sure, 3),
    )  # fmt: skip


def _is_reported(held: Tagged, match: Match, before: str) -> bool:
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


def _cue(match: Match, roles: dict[str, Mention], held: Tagged) -> tuple[int, int]:
    """The words that make a claim; those of a frame reach to all who take part."""
    start, end = held.original(match.start, match.end)
    items = [m for m in roles.values() if m in held.items] if match.sure < 1 else []
    return min([start, *(i.start for i in items)]), max([end, *(i.end for i in items)])


def _stretch(match: Match, roles: dict[str, Mention], held: Tagged) -> tuple[int, int]:
    """The words of a claim: what matched, with its date and all who take part."""
    start, end = held.original(match.start, match.end)
    items: list[Item] = [m for m in roles.values() if m in held.items]
    if match.time is not None:
        items.append(match.time)
    return min([start, *(i.start for i in items)]), max([end, *(i.end for i in items)])


def _said_value(match: Match, roles: dict[str, Mention]) -> str | None:
    if match.type in ("called", "alias_of") and match.value is None:
        named = roles.get("object") or roles.get("former")
        return None if named is None else named.text
    return match.value


def _place(held: Tagged, match: Match) -> tuple[Referent, ...]:
    """Where an event or a death was: the places the sentence names after it."""
    if match.type not in _PLACED:
        return ()
    found = [i for i in held.items if isinstance(i, Mention) and i.kind == "place"]
    return tuple(r for mention in found for r in mention.referents[:1])


def _count(held: Tagged, match: Match) -> Quantity | None:
    if match.type != "carried_out":
        return None
    return next((i for i in held.items if isinstance(i, Quantity)), None)


def _referents(mention: Mention | None) -> tuple[Referent, ...]:
    return () if mention is None else mention.referents


def _confidence(roles: dict[str, Mention]) -> float:
    least = min((_SURE[m.basis] for m in roles.values()), default=0.5)
    meant = min((m.referents[0].score if m.referents else 0.3 for m in roles.values()), default=0.5)
    return round(least * (0.5 + meant / 2), 3)


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

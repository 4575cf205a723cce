"""Which date of a sentence belongs to which of its claims.

A date that no pattern took belongs to the nearest claim that happens or holds at a time, and to those about as near.
Commas part: beyond one a date is another's, unless the sentence opens with it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from sourcebook.claims.match import Match
from sourcebook.claims.tagging import Tagged
from sourcebook.documents.mention import TimeMention

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


def dated(matches: list[Match], held: Tagged) -> list[Match]:
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
            if m.time is None and m.type in _TIMED and _reaches(m, held, at)
            if m.sure == 1.0 or _distance(m, held, at) <= _FRAMED
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


def _at_once(matches: list[Match]) -> list[Match]:
    """An attack and those it killed in one sentence have one date."""
    days = {m.time for m in matches if m.type in _HAPPENS and m.time is not None}
    if len(days) != 1:
        return matches
    (day,) = days
    return [replace(m, time=day) if m.time is None and m.type in _HAPPENS else m for m in matches]


_HAPPENS = frozenset({"carried_out", "killed"})


# What may stand before a date that a sentence opens with: "In early 2004, …"; no participle, whose date it would be.
_OPENING = re.compile(r"(?:(?!\w+(?:ed|ée?s?) )[\w’'-]+ ){0,3}")


def _reaches(match: Match, held: Tagged, at: int) -> bool:
    """Whether a date can belong to a claim: beyond a comma only one with which the sentence opens, or after it.

    A participle after a comma goes on with what has been dated: "on 7 August 1998, killing 224 people".
    """
    if at < match.start and "former" in match.roles and "subject" in match.roles:
        return False  # "since 2001 AQIM, then the GSPC, has been listed"
    if at < match.start and _APPOSED.match(held.text, match.start):
        return False  # "in 2013 MUJAO merged with the AMB, another AQIM offshoot"
    if at >= match.start:
        return not match.aside[0] <= at < match.aside[1]
    between = held.text[at : match.start]
    goes_on = between.count(",") == 1 and _PARTICIPLE.match(held.text, match.start) is not None
    return "," not in between or goes_on or _OPENING.fullmatch(held.text[:at]) is not None


_APPOSED = re.compile(
    r"⟦g\d+⟧(?: \([^()]*\))?, (?:an?|another|the|une?|le|la|l['’])(?: \w+)? ?⟦?\w"
)
_PARTICIPLE = re.compile(r"\w+(?:ing|ant)\b")
_NEXT_DATE = re.compile(r"(?: \w+){0,3} ⟦t(\d+)⟧")


def _followed(match: Match, held: Tagged) -> Match:
    """A match right after which a date stands, with that, where it would have the choice of several."""
    after = _NEXT_DATE.match(held.text, match.end)
    within = re.search(r"⟦t\d+⟧", held.text[match.start : match.end])
    if match.time is not None or within is None or after is None or match.type not in _TIMED:
        return match
    item = held.items[int(after[1])]
    return replace(match, time=item) if isinstance(item, TimeMention) else match


_SHARED = 25  # characters by which a claim may be farther from a date than the nearest and share it
_FRAMED = 90  # beyond so many a date is not taken for the claim of a frame
_CLAUSE = 30  # characters that a comma or the like is worth


def _distance(match: Match, held: Tagged, at: int) -> int:
    """How far a date is from a claim; what is beyond a comma is farther."""
    if match.start <= at < match.end:
        return 0
    between = held.text[at : match.start] if at < match.start else held.text[match.end : at]
    return len(between) + _CLAUSE * sum(between.count(sign) for sign in ",;:")


def _same_stretch(match: Match, at: int) -> bool:
    return match.start <= at < match.end

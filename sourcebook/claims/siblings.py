"""Mentions that a comma or "and" joins, of which one claim is made each: "listed by the UN, the EU and Canada".

Each may have a date of its own: "by the United States in 2013 and the United Nations in 2014"."""

from __future__ import annotations

import re

from sourcebook.claims.tagging import TAG, Tagged
from sourcebook.documents.mention import Mention, TimeMention

_JOINING = re.compile(
    r"(?:\s|,|and|or|&|the|both|as well as|all|the governments? of|in|of"
    r"|(?:by|in|on|since|from|par|depuis|le|[(\[])?\s?⟦t\d+⟧[)\]]?"
    r"|et|ou|ainsi que|au|aux|en|à|les?|la|l['’]|du|des?|d['’])*",
    re.I,
)
_DATE = r",? ?\(?(?:in |on |since |from |en |le |depuis )?⟦t(\d+)⟧"
_Tag = tuple[int, str, int, int]
_VERB = re.compile(
    r" (?:\w+ly )?(?:is|was|were|are|ha[sd]|have|became|took|went|split|broke|fought|began|rose|\w{3,}ed"
    r"|a|ont|est|sont|fut|était)(?!\w)"
)
_OWNER = re.compile(r"['’]s?\b")


def siblings(held: Tagged, number: int, taken: frozenset[int]) -> list[Mention]:
    """A mention and those of its kind that a comma or "and" joins to it, but none that has a part of its own."""
    tags = [(int(m[2]), m[1], m.start(), m.end()) for m in TAG.finditer(held.text) if m[1] != "t"]
    place = next(n for n, tag in enumerate(tags) if tag[0] == number)
    found = [place]
    for step in (1, -1):
        at = place
        while 0 <= at + step < len(tags) and tags[at + step][0] not in taken:
            if not _are_joined(held.text, *sorted((tags[at], tags[at + step]))):
                break
            if _OWNER.match(held.text, tags[at + step][3]):  # "Sahraoui, Droukdel's predecessor"
                break
            if step == 1 and _is_clause(held.text, tags[at], tags[at + step]):
                break
            if _stands_in(
                held, tags[at + step][0]
            ):  # "to the Islamic State, and the group renamed"
                break
            at += step
            found.append(at)
    items = [held.items[tags[n][0]] for n in sorted(found)]
    return [item for item in items if isinstance(item, Mention)]


def own_time(held: Tagged, mention: Mention) -> TimeMention | None:
    """The date that stands right after a mention."""
    number = held.items.index(mention)
    after = re.search(rf"⟦\w{number}⟧{_DATE}", held.text)
    item = held.items[int(after[1])] if after else None
    return item if isinstance(item, TimeMention) else None


def _is_clause(text: str, one: _Tag, other: _Tag) -> bool:
    """Whether a comma and "and" join not two mentions but two clauses: "…, and Boko Haram became …"."""
    joined = re.fullmatch(r", (?:and|et) (?:the |le |la |l['’])?", text[one[3] : other[2]])
    return joined is not None and _VERB.match(text, other[3]) is not None


def _stands_in(held: Tagged, number: int) -> bool:
    item = held.items[number]
    return isinstance(item, Mention) and item.basis in ("description", "pronoun")


def _are_joined(
    text: str, one: tuple[int, str, int, int], other: tuple[int, str, int, int]
) -> bool:
    between = text[one[3] : other[2]]
    alike = one[1] == other[1] or {one[1], other[1]} == {"a", "l"}
    return alike and bool(between.strip(" ")) and _JOINING.fullmatch(between) is not None

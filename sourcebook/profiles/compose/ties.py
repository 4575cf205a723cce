"""Relations that are no descent: with other groups, with states, with communities."""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.profiles.compose.desk import Desk, paragraph
from sourcebook.profiles.facts import TieFact
from sourcebook.profiles.model import Block, Section, Sentence

_TURNED = {"supports": "supported_by", "part_of": "has_part"}
_SYMMETRIC = ("allied_with", "rival_of", "associated_with")


def ties(desk: Desk) -> Section:
    """The section: the register's own sentences first, then what lists and datasets tie to the group."""
    title, found = desk.label("section.ties"), desk.facts.ties
    told = [desk.own_words(t.text, [c.evidence for c in t.claims]) for t in found if t.text]
    bare = list(_bare(desk))
    blocks: list[Block] = [paragraph(*told[at : at + 4]) for at in range(0, len(told), 4)]
    if bare:
        blocks.append(paragraph(*bare))
    return Section("ties", title, tuple(blocks) or (desk.gap("relations"),))


def _bare(desk: Desk) -> Iterator[Sentence]:
    """Ties without a sentence of their own: one sentence for each kind and other end, as far as not told above."""
    told = {(t.kind, t.other.key) for t in desk.facts.lineage} | {
        (t.kind, t.other.key) for t in desk.facts.ties if t.text
    }
    grouped: dict[tuple[str, str], list[TieFact]] = {}
    for tie in desk.facts.ties:
        if not tie.text and (tie.kind, tie.other.key) not in told:
            grouped.setdefault((_key(tie), tie.other.label), []).append(tie)
    for (key, label), found in grouped.items():
        evidence = [c.evidence for t in found for c in t.claims]
        witnesses = list(dict.fromkeys(e.short for e in evidence))[:4]
        yield desk.sentence(
            f"ties.{key}", {"says": evidence}, who=desk.language.listed(witnesses), others=label,
            group=desk.facts.short, n=len(witnesses),
        )  # fmt: skip


def _key(tie: TieFact) -> str:
    turned = not tie.of_page and tie.kind not in _SYMMETRIC
    return _TURNED.get(tie.kind, tie.kind) if turned else tie.kind

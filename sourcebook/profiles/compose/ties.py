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
    """Ties without a sentence of their own: one sentence for each kind and source."""
    grouped: dict[tuple[str, str], list[TieFact]] = {}
    for tie in desk.facts.ties:
        if not tie.text:
            for short in dict.fromkeys(c.evidence.short for c in tie.claims):
                grouped.setdefault((_key(tie), short), []).append(tie)
    for (key, short), found in grouped.items():
        evidence = [c.evidence for t in found for c in t.claims if c.evidence.short == short]
        others = list(dict.fromkeys(t.other.label for t in found))
        yield desk.sentence(
            f"ties.{key}", {"says": evidence}, who=desk.who(evidence), others=desk.language.listed(others),
            group=desk.facts.short,
        )  # fmt: skip


def _key(tie: TieFact) -> str:
    turned = not tie.of_page and tie.kind not in _SYMMETRIC
    return _TURNED.get(tie.kind, tie.kind) if turned else tie.kind

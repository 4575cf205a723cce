"""Where the group came from: formation, names taken, splits, mergers and pledges, each dated and cited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sourcebook.profiles.compose.desk import Desk, dates_of, paragraph
from sourcebook.profiles.compose.drawings import genealogy
from sourcebook.profiles.facts import Dates, LineageFact, Renaming
from sourcebook.profiles.model import Block, Section, Sentence

# How a tie reads when the group of the page is its object.
_TURNED = {
    "split_from": "split_off", "merged_into": "absorbed", "joined": "was_joined", "founded_by": "founded",
    "pledged_to": "was_pledged", "part_of": "has_part", "allied_with": "allied_with",
}  # fmt: skip
_Item = tuple[tuple[int, date, str], list[Sentence]]


def lineage(desk: Desk) -> Section:
    """The section."""
    blocks: list[Block] = []
    dated, undated = _in_order(desk)
    if not dated and not undated:
        blocks.append(desk.gap("lineage"))
    for start in range(0, len(dated), 4):
        blocks.append(paragraph(*(s for _, said in dated[start : start + 4] for s in said)))
    if undated:
        blocks.append(paragraph(*undated))
    if not desk.facts.formed:
        blocks.append(desk.gap("formed"))
    figure = genealogy(desk)
    if figure is not None:
        blocks.append(figure)
    return Section("lineage", desk.label("section.lineage"), tuple(blocks))


def _in_order(desk: Desk) -> tuple[list[_Item], list[Sentence]]:
    """Everything dated in order of time, and what no source dates.

    The order is found before the sentences are written, so that notes are numbered as they are read.
    """
    facts = desk.facts
    jobs: list[tuple[Dates, str, object]] = [
        (facts.formed, "formed", None),
        (facts.first_attack, "first_attack", None),
        *((r.claims, "renamed", r) for r in facts.renamings),
        *((t.dates, t.kind, t) for t in facts.lineage if t.dates),
        (_newest(facts.last_attack), "last_attack", None),
        (facts.disbanded, "disbanded", None),
    ]
    timed = [
        (_when(claims, place), claims, kind, fact)
        for place, (claims, kind, fact) in enumerate(jobs)
        if claims
    ]
    timed.sort(key=lambda item: item[0])
    dated = [(key, list(_said(desk, claims, kind, fact))) for key, claims, kind, fact in timed]
    return dated, list(_undated(desk))


def _newest(claims: Dates) -> Dates:
    """The claims for the latest attack of all: a publication knows none that came after it."""
    latest = max((c.value for c in claims), default=None)
    return tuple(c for c in claims if c.value == latest)


def _when(claims: Dates, place: int) -> tuple[int, date, str]:
    weighed = dates_of(claims)
    assert weighed is not None
    return weighed.first.earliest.year, weighed.first.earliest, f"{place:04}"


def _said(desk: Desk, claims: Dates, kind: str, fact: object) -> Iterator[Sentence]:
    weighed = dates_of(claims)
    assert weighed is not None
    key, asked, slots, id_ = _words(kind, fact)
    who = desk.then(weighed.first)
    flag = desk.differ_on_date(id_, desk.label(f"ask.{asked}", **_asked(desk, fact)), weighed)
    yield desk.sentence(
        f"lineage.{key}",
        {"says": weighed.shown_evidence},
        flag,
        who=who,
        when=weighed.first,
        **slots,
    )
    yield from desk.others(weighed)


def _asked(desk: Desk, fact: object) -> dict[str, str]:
    """The slots of the question, read subject first whichever page it stands on."""
    me = desk.facts.short
    if isinstance(fact, Renaming):
        return {"new": fact.new}
    if not isinstance(fact, LineageFact):
        return {"who": me}
    ends = (me, fact.object.label) if fact.of_page else (fact.subject.label, me)
    return dict(zip(("who", "other"), ends, strict=True))


def _words(kind: str, fact: object) -> tuple[str, str, dict[str, str], str]:
    """Template, question, slots, and the question's id."""
    if isinstance(fact, Renaming):
        return (
            "renamed",
            "renamed",
            {"old": fact.old, "new": fact.new},
            f"renamed-{_slug(fact.new)}",
        )
    if not isinstance(fact, LineageFact):
        return kind, kind, {}, kind
    slots = {"other": fact.other.label, "others": fact.other.label}
    id_ = f"{kind}-{_slug(fact.subject.key)}-{_slug(fact.object.key)}"
    if fact.of_page:
        return kind, kind, slots, id_
    return _TURNED[kind], kind, slots, id_


def _undated(desk: Desk) -> Iterator[Sentence]:
    """Ties that no source dates; alliances in one sentence."""
    allied: list[LineageFact] = []
    for tie in desk.facts.lineage:
        if tie.dates:
            continue
        if tie.kind == "allied_with":
            allied.append(tie)
            continue
        key = tie.kind if tie.of_page else _TURNED[tie.kind]
        slots = {"who": desk.facts.short, "other": tie.other.label, "others": tie.other.label}
        yield desk.sentence(f"lineage.{key}_undated", {"says": tie.evidence}, **slots)
    if allied:
        evidence = [e for t in allied for e in t.evidence]
        labels = list(dict.fromkeys(t.other.label for t in allied))
        slots2 = {"who": desk.facts.short, "others": desk.language.listed(labels)}
        yield desk.sentence("lineage.allied_with_undated", {"says": evidence}, **slots2)


def _slug(text: str) -> str:
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return "-".join(part for part in kept.split("-") if part) or "x"

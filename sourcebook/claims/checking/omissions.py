"""What a text leaves out that its reader would need.

Looked for only in the groups the text is about: a successor in office, a merger or renaming since, a listing that was
made under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sourcebook.claims.checking.desk import Desk, pro
from sourcebook.claims.explanations import explain
from sourcebook.claims.model import Judged, Omission
from sourcebook.names import search_key
from sourcebook.profiles.compose.office import first_day, head_on
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.preference import weigh_dates

_MERGERS = {"merged_into": "merged into", "joined": "joined"}


class Text:
    """What a text names: ids of groups and persons, and the keys of all its words for them."""

    def __init__(self, ids: frozenset[str], words: str) -> None:
        self.ids = ids
        self._words = f" {words.casefold()} "

    def names(self, name: str) -> bool:
        """Whether a name, or its acronym in brackets, stands in the text."""
        return bool(name) and name.casefold() in self._words


def omissions(
    desk: Desk, about: Sequence[str], text: Text, claims: Sequence[Judged]
) -> list[Omission]:
    """What is left out of each group the text is about, in their order."""
    found: list[Omission] = []
    for id_ in about:
        facts = desk.facts(id_)
        for look in (_successor, _listed_under, _former_name, _mergers):
            found += look(desk, facts, text, claims)
    return found


def _successor(
    desk: Desk, facts: GroupFacts, text: Text, claims: Sequence[Judged]
) -> Iterator[Omission]:
    """The head now, where the text names an earlier one and not this."""
    holder = head_on(facts).holder
    named = [n for n, j in enumerate(claims) if j.claim.type == "led_by" and _is_about(j, facts)]
    if (
        holder is None
        or not named
        or holder.person.key in text.ids
        or text.names(holder.person.label)
    ):
        return
    start, person = first_day(holder), claims[named[0]].claim.object
    yield Omission(
        kind="successor", about=facts.id,
        explanation=explain(
            "omitted_successor", person=person[0].caption if person else "", holder=holder.person.label,
            subject=facts.short, since=desk.words.date(start) if start else "a date not in the record",
        ),
        evidence=pro(holder.evidence, holder.person.label), beside=named[0],
    )  # fmt: skip


def _is_about(judged: Judged, facts: GroupFacts) -> bool:
    return bool(judged.claim.subject) and judged.claim.subject[0].id == facts.id


def _listed_under(
    desk: Desk, facts: GroupFacts, text: Text, claims: Sequence[Judged]
) -> Iterator[Omission]:
    """Designations that the text reports and that were made under a name it does not give."""
    told = [
        n for n, j in enumerate(claims) if j.claim.type == "designated_by" and _is_about(j, facts)
    ]
    taken = [c for r in facts.renamings for c in r.claims]
    if not told or not taken:
        return
    since = weigh_dates(taken).first
    before = [
        d
        for d in facts.designations
        if d.listed and weigh_dates(d.listed).first.certainly_before(since)
    ]
    old = facts.renamings[0].old
    if not before or _any_form_in(facts, old, text):
        return
    authorities = desk.words.listed(sorted({d.authority for d in before}))
    yield Omission(
        kind="designated_under_other_name", about=facts.id,
        explanation=explain("omitted_listed_under", authorities=authorities, name=old),
        evidence=pro([e for d in before for e in d.evidence], old), beside=told[0],
    )  # fmt: skip


def _any_form_in(facts: GroupFacts, old: str, text: Text) -> bool:
    """Whether the text gives a former name in any form."""
    former = [n.text for n in facts.names if n.kind == "former"] + [old]
    acronyms = [
        n.text
        for n in facts.names
        if n.kind == "acronym" and search_key(n.text) != search_key(facts.acronym)
    ]
    return any(text.names(name) for name in (*former, *acronyms) if len(name) > 2)


def _former_name(
    desk: Desk, facts: GroupFacts, text: Text, _: Sequence[Judged]
) -> Iterator[Omission]:
    for renaming in facts.renamings[:1]:
        if not _any_form_in(facts, renaming.old, text):
            told = explain(
                "omitted_former_name", dates=desk.dates(renaming.claims), name=renaming.old
            )
            rows = [c.evidence for c in renaming.claims]
            yield Omission(
                kind="renamed", about=facts.id, explanation=told, evidence=pro(rows, renaming.old)
            )


def _mergers(desk: Desk, facts: GroupFacts, text: Text, _: Sequence[Judged]) -> Iterator[Omission]:
    for tie in facts.lineage:
        if (
            tie.kind in _MERGERS
            and tie.of_page
            and tie.dates
            and tie.other.id not in text.ids
            and not text.names(tie.other.label)
        ):
            told = explain(
                "omitted_merger",
                subject=facts.short,
                kind=_MERGERS[tie.kind],
                other=tie.other.label,
                dates=desk.dates(tie.dates),
            )
            yield Omission(
                kind="merger",
                about=facts.id,
                explanation=told,
                evidence=pro(tie.evidence, tie.other.label),
            )

"""A lineage in words and as a table.

The description gives what the drawing gives to the eye: how long each group existed, and every relation
with its date. What could not be drawn is said under the figure, for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.profiles.figures.figure import DataTable
from sourcebook.profiles.figures.layout import Layout
from sourcebook.profiles.figures.lineage import Group, Lineage, Relation, Renaming
from sourcebook.profiles.figures.periods import period
from sourcebook.profiles.figures.phrases import Phrases


def description(lineage: Lineage, layout: Layout, text: Phrases) -> str:
    """The drawing in words: groups, renamings, relations by date."""
    groups = [
        text.say("lineage_group", name=p.band.group.label, period=_period(p.band.group, text))
        for p in layout.placed
    ]
    renamings = [_renamed(renaming, text) for g in lineage.groups for renaming in g.renamings]
    relations = [_dated(joint.relation, lineage, text) for joint in layout.connectors]
    return text.say(
        "lineage_summary",
        groups=len(groups),
        relations=len(relations),
        body=" ".join([*groups, *renamings, *relations]),
    )


def undrawn(lineage: Lineage, layout: Layout, text: Phrases) -> Iterator[str]:
    """What the figure leaves out, and why."""
    drawn = {joint.relation for joint in layout.connectors}
    left = [relation for relation in lineage.in_order if relation not in drawn]
    undated = [_sentence(r, lineage, text) for r in left if r.when is None]
    outside = [_sentence(r, lineage, text) for r in left if r.when is not None]
    if undated:
        yield text.say("lineage_undated", relations="; ".join(undated))
    if outside:
        yield text.say("lineage_outside", relations="; ".join(outside))


def table(lineage: Lineage, text: Phrases) -> DataTable:
    """Groups with their dates, then renamings and relations by date."""
    rows = [_group_row(group, text) for group in lineage.groups]
    rows += [_renaming_row(r, text) for group in lineage.groups for r in group.renamings]
    rows += [_relation_row(relation, lineage, text) for relation in lineage.in_order]
    return DataTable(text.say("lineage_table"), text.each("lineage_columns"), tuple(rows))


def _period(group: Group, text: Phrases) -> str:
    return period(group.start, group.end, text)


def _renamed(renaming: Renaming, text: Phrases) -> str:
    return text.say(
        "lineage_renamed", old=renaming.old, new=renaming.new, when=_renaming_date(renaming, text)
    )


def _renaming_date(renaming: Renaming, text: Phrases) -> str:
    if renaming.until is None:
        return renaming.when.label
    return text.say("between", start=renaming.when.label, end=renaming.until.label)


def _sentence(relation: Relation, lineage: Lineage, text: Phrases) -> str:
    return text.say(
        "relation",
        subject=lineage.name(relation.subject),
        kind=text.say(f"kind_{relation.kind.value}"),
        object=lineage.name(relation.object),
    )


def _dated(relation: Relation, lineage: Lineage, text: Phrases) -> str:
    sentence = _sentence(relation, lineage, text)
    when = "" if relation.when is None else relation.when.label
    return text.say("relation_dated", relation=sentence, when=when)


def _group_row(group: Group, text: Phrases) -> tuple[str, ...]:
    return (group.label, text.say("kind_existed"), "", _period(group, text), "", "")


def _renaming_row(renaming: Renaming, text: Phrases) -> tuple[str, ...]:
    kind = text.say("kind_renamed_to")
    date = _renaming_date(renaming, text)
    return (renaming.old, kind, renaming.new, date, renaming.words, renaming.note)


def _relation_row(relation: Relation, lineage: Lineage, text: Phrases) -> tuple[str, ...]:
    when = text.say("date_unknown") if relation.when is None else relation.when.label
    return (
        lineage.name(relation.subject),
        text.say(f"kind_{relation.kind.value}"),
        lineage.name(relation.object),
        when,
        relation.words,
        relation.note,
    )

"""The first minute: the lede, the answers at a glance, and how old the page is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sourcebook.profiles.compose.desk import Desk, dates_of, paragraph
from sourcebook.profiles.compose.naming import former_short
from sourcebook.profiles.compose.office import Office, head_on
from sourcebook.profiles.facts import DesignationFact, Evidence, LineageFact, NameFact
from sourcebook.profiles.model import (
    Block,
    Flag,
    Glance,
    GlanceItem,
    GlanceLine,
    Section,
    Sentence,
    Warning,
)
from sourcebook.profiles.preference import weigh_dates
from sourcebook.profiles.prose import clean
from sourcebook.record.dates import PartialDate

_BELONGS = ("pledged_to", "merged_into", "joined", "part_of")


def opening(desk: Desk) -> Section:
    """The part of the page that stands above every other."""
    blocks: list[Block] = [
        paragraph(*_lede(desk), role="lede"),
        _glance(desk),
        freshness(desk),
    ]
    return Section("glance", desk.label("section.glance"), tuple(blocks))


def _lede(desk: Desk) -> Iterator[Sentence]:
    yield _who(desk)
    first = _first_name(desk)
    if first is not None:
        evidence = [c.evidence for c in first.claims]
        yield desk.sentence("lede.formed_as", {"says": evidence}, name=first.text)
    split = next((t for t in desk.facts.lineage if t.kind == "split_from" and t.of_page), None)
    if split is not None:
        yield _dated(desk, "lede.split", split)
    if desk.facts.renamings:
        weighed = dates_of(desk.facts.renamings[-1].claims)
        if weighed is not None:
            yield desk.sentence(
                "lede.renamed", {"says": weighed.shown_evidence}, when=weighed.first
            )
    yield from _listed(desk)
    yield from _led(desk)


def _who(desk: Desk) -> Sentence:
    """The first sentence: what it is and when it was formed, or who names it."""
    facts, weighed = desk.facts, dates_of(desk.facts.formed)
    more = "_acronym" if facts.acronym and facts.acronym not in facts.label else ""
    slots = {"label": facts.label, "acronym": facts.acronym}
    if weighed is not None:
        flag = desk.differ_on_date("formed", desk.label("ask.formed", who=facts.short), weighed)
        return desk.sentence(
            f"lede.formed{more}",
            {"says": weighed.shown_evidence},
            flag,
            when=weighed.first,
            **slots,
        )
    evidence = _naming(desk)
    if not evidence:
        return desk.remark("lede.nothing", label=facts.label, when=PartialDate.day(facts.known))
    sources = list(dict.fromkeys(clean(e.short) for e in evidence))
    return desk.sentence(
        f"lede.bare{more}", {"says": evidence}, sources=sources, n=len(sources), **slots
    )


def _naming(desk: Desk) -> list[Evidence]:
    """Who prints the name of the page, else any name."""
    facts = desk.facts
    same = [n for n in facts.names if n.text.casefold() == facts.label.casefold()]
    return [c.evidence for n in same or facts.names for c in n.claims][:4]


def _first_name(desk: Desk) -> NameFact | None:
    """The former name that a renaming left behind, where there is one."""
    if not desk.facts.renamings:
        return None
    old = desk.facts.renamings[0].old.casefold()
    return next((n for n in desk.facts.names if n.text.casefold() == old), None)


def _dated(desk: Desk, key: str, tie: LineageFact) -> Sentence:
    weighed = dates_of(tie.dates)
    if weighed is None:
        return desk.sentence(f"{key}_undated", {"says": tie.evidence}, other=tie.other.label)
    return desk.sentence(
        key, {"says": weighed.shown_evidence}, other=tie.other.label, when=weighed.first
    )


def _listed(desk: Desk) -> Iterator[Sentence]:
    """The United Nations' listing first, else the earliest of any authority."""
    listed = [d for d in in_force(desk) if d.listed]
    listed.sort(key=lambda d: (d.authority != "UN", weigh_dates(d.listed).first, d.instrument))
    for fact in listed[:1]:
        weighed = weigh_dates(fact.listed)
        key = "lede.listed_under" if fact.under_name else "lede.listed"
        yield desk.sentence(
            key, {"says": weighed.shown_evidence}, when=weighed.first, name=fact.under_name,
            authority=desk.language.name_of("authority", fact.authority),
        )  # fmt: skip


def _led(desk: Desk) -> Iterator[Sentence]:
    office = head_on(desk.facts)
    day = PartialDate.day(desk.facts.as_of)
    if office.holder is None:
        if desk.facts.tenures:
            yield desk.remark("lede.vacant", when=day)
        return
    leader = office.holder.person.label
    if not office.holder.starts:
        cites = {"says": office.holder.evidence}
        yield desk.sentence(
            "lede.leader_undated", cites, leader=leader, who=desk.who(office.holder.evidence)
        )
    elif office.possible:
        yield desk.sentence("lede.leader_possible", {"says": office.holder.evidence}, leader=leader)
    else:
        weighed = weigh_dates(office.holder.starts)
        cites = {"says": weighed.shown_evidence}
        yield desk.sentence("lede.leader", cites, leader=leader, when=weighed.first)


def in_force(desk: Desk) -> list[DesignationFact]:
    """The designations not known to have ended by the day asked about."""
    day = desk.facts.as_of
    found = []
    for fact in desk.facts.designations:
        begun = not fact.listed or weigh_dates(fact.listed).first.earliest <= day
        over = bool(fact.delisted) and weigh_dates(fact.delisted).first.latest <= day
        if begun and not over and not fact.withdrawn:
            found.append(fact)
    return found


def _glance(desk: Desk) -> Glance:
    """The five answers."""
    items = (_status(desk), _since(desk), _leader(desk, head_on(desk.facts)), _belongs(desk))
    listed, remark = _authorities(desk)
    return Glance(
        items=items,
        listed_label=desk.label("glance.listed_by"),
        listed=listed,
        listed_remark=remark,
        identifiers_label=desk.label("glance.identifiers"),
        identifiers=tuple(
            f"{clean(short)} {clean(key)}".strip() for short, key in desk.facts.identifiers
        ),
    )


def _status(desk: Desk) -> GlanceItem:
    facts, said = desk.facts, []
    value = desk.label("glance.listed" if in_force(desk) else _unlisted(desk))
    if facts.disbanded:
        weighed = weigh_dates(facts.disbanded)
        value = desk.label("glance.disbanded_short", when=weighed.first)
        said.append(
            desk.sentence("glance.disbanded", {"says": weighed.shown_evidence}, when=weighed.first)
        )
    said.append(_last_incident(desk))
    return GlanceItem(desk.label("glance.status"), value, tuple(said))


def _unlisted(desk: Desk) -> str:
    return "glance.delisted" if desk.facts.designations else "glance.not_listed"


def _last_incident(desk: Desk) -> Sentence:
    """When the newest incident was, be it one that is told or one that a dataset counts."""
    dated = [i for i in desk.facts.incidents if i.dates]
    found = [
        (weighed.first, weighed.shown_evidence) for i in dated if (weighed := weigh_dates(i.dates))
    ]
    activity = desk.facts.activity
    if activity is not None and activity.active:
        found.append((PartialDate.parse(activity.active[-1]), activity.evidence))
    if not found:
        return desk.remark("glance.no_events")
    when, evidence = max(found, key=lambda pair: pair[0])
    return desk.sentence("glance.last_incident", {"says": evidence[:2]}, when=when)


def _since(desk: Desk) -> GlanceItem:
    facts, label = desk.facts, desk.label("glance.since")
    weighed, said = dates_of(facts.formed), []
    flag = None
    if weighed is not None:
        flag = desk.differ_on_date("formed", desk.label("ask.formed", who=facts.short), weighed)
    split = next((t for t in facts.lineage if t.kind == "split_from" and t.of_page), None)
    if split is not None:
        said.append(
            desk.sentence("glance.split", {"says": split.evidence}, flag, other=split.object.label)
        )
    if facts.renamings and facts.renamings[-1].claims:
        renamed = weigh_dates(facts.renamings[-1].claims)
        said.append(
            desk.sentence(
                "glance.renamed",
                {"says": renamed.shown_evidence},
                name=facts.short,
                when=renamed.first,
            )
        )
    if weighed is None:
        return GlanceItem(label, desk.label("glance.since_unknown"), tuple(said))
    first = _first_name(desk)
    short = None if first is None else former_short(desk.facts)
    value = desk.label(
        "glance.since_as" if short else "glance.since_value", when=weighed.first, name=short or ""
    )
    return GlanceItem(label, value, tuple(said))


def _leader(desk: Desk, office: Office) -> GlanceItem:
    label = desk.label("glance.leader", when=PartialDate.day(desk.facts.as_of))
    said: list[Sentence] = []
    if office.holder is None:
        value = desk.label("glance.vacant" if office.last else "glance.leader_none")
        if office.last is not None and office.last.ends:
            said.append(ended(desk, office))
    else:
        value, why = _holder(desk, office)
        said.append(why)
    said += [_stale(desk, e, who) for who, e in office.stale[:1]]
    return GlanceItem(label, value, tuple(said))


def _holder(desk: Desk, office: Office) -> tuple[str, Sentence]:
    assert office.holder is not None
    leader, starts = office.holder.person.label, office.holder.starts
    if not starts:
        return leader, desk.sentence("glance.leader_undated", {"says": office.holder.evidence})
    if office.possible:
        value = desk.label("glance.leader_possible", leader=leader)
        return value, desk.sentence("glance.leader_possible_why", {"says": office.holder.evidence})
    weighed = weigh_dates(starts)
    said = desk.sentence(
        "glance.leader_since", {"says": weighed.shown_evidence}, when=weighed.first
    )
    return leader, said


def ended(desk: Desk, office: Office) -> Sentence:
    """How and when the last holder's time ended."""
    assert office.last is not None
    weighed = weigh_dates(office.last.ends)
    return desk.sentence(
        "glance.vacant_why", {"says": weighed.shown_evidence}, leader=office.last.person.label,
        ended=desk.label(f"leaders.how.{office.how}"), when=weighed.first,
    )  # fmt: skip


def _stale(desk: Desk, evidence: Evidence, leader: str) -> Sentence:
    flag = Flag(desk.label("flag.stale"), "#findings")
    return desk.sentence(
        "glance.leader_stale", {"says": [evidence]}, flag, who=desk.who([evidence]), leader=leader
    )


def _belongs(desk: Desk) -> GlanceItem:
    ties = [
        t
        for t in desk.facts.lineage
        if (t.of_page and t.kind in _BELONGS) or (not t.of_page and t.kind == "founded_by")
    ]
    ties.sort(key=lambda t: (_latest(t), t.other.key))
    parties = {t.other.key: t for t in ties}
    label = desk.label("glance.belongs")
    if not parties:
        return GlanceItem(label, desk.label("glance.belongs_none"))
    shown = list(parties.values())[-3:]
    value = "; ".join(t.other.label for t in shown)
    return GlanceItem(label, value, tuple(_dated(desk, f"glance.{_kind(t)}", t) for t in shown))


def _kind(tie: LineageFact) -> str:
    return tie.kind if tie.of_page else "founded"


def _latest(tie: LineageFact) -> date:
    weighed = dates_of(tie.dates)
    return date.min if weighed is None else weighed.first.earliest


def _authorities(desk: Desk) -> tuple[tuple[GlanceLine, ...], tuple[Sentence, ...]]:
    """One line an authority, with its earliest listing."""
    first: dict[str, tuple[PartialDate | None, DesignationFact]] = {}
    for fact in in_force(desk):
        when = weigh_dates(fact.listed).first if fact.listed else None
        held = first.get(fact.authority)
        if held is None or (when is not None and (held[0] is None or when < held[0])):
            first[fact.authority] = (when, fact)
    ordered = sorted(
        first.items(), key=lambda i: (i[1][0] is None, i[1][0] or PartialDate.of(9999), i[0])
    )
    lines = tuple(_line(desk, code, *found) for code, found in ordered)
    if not lines:
        return (), (desk.remark("glance.listed_none"),)
    return lines, _before_name(desk, [when for _, (when, _) in ordered])


def _line(desk: Desk, code: str, when: PartialDate | None, fact: DesignationFact) -> GlanceLine:
    evidence = weigh_dates(fact.listed).shown_evidence if fact.listed else fact.evidence
    value = (
        desk.label("designations.no_date") if when is None else desk.language.date(when, short=True)
    )
    return GlanceLine(
        desk.language.name_of("authority_name", code), value, desk.cite(evidence, most=2)
    )


def _before_name(desk: Desk, dates: list[PartialDate | None]) -> tuple[Sentence, ...]:
    """That all listings precede the name of the page, where they certainly do."""
    renamings = [r for r in desk.facts.renamings if r.claims]
    known = [d for d in dates if d is not None]
    if not renamings or len(known) != len(dates):
        return ()
    every = [c.value for c in renamings[-1].claims]
    if not all(d.certainly_before(r) for d in known for r in every):
        return ()
    cites = {"says": weigh_dates(renamings[-1].claims).shown_evidence}
    return (desk.sentence("glance.listed_before_name", cites, n=len(known), name=desk.facts.short),)


def freshness(desk: Desk) -> Warning:
    """How old the files behind the page are; the oldest are named."""
    known, link = desk.facts.known, Flag(desk.label("fresh.link"), "#sources")
    files = [s for s in desk.facts.sources if s.list_file and s.version is not None]
    if not files:
        said = [desk.remark("fresh.register_only"), desk.remark("fresh.screening")]
        return Warning(desk.label("fresh.title"), tuple(said), link)
    newest: dict[str, PartialDate] = {}
    for line in files:
        assert line.version is not None
        newest[line.short] = max(line.version, newest.get(line.short, line.version))
    said = [desk.remark("fresh.newest", when=max(newest.values()))]
    old = sorted((w, p) for p, w in newest.items() if (known - w.latest).days > 365)
    if old:
        items = [desk.label("fresh.item", who=short, when=day) for day, short in old]
        said.append(desk.remark("fresh.older", files=items, n=len(items)))
    said.append(desk.remark("fresh.screening"))
    title = "fresh.title" if old else "fresh.title_fine"
    return Warning(desk.label(title), tuple(said), link)

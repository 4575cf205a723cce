"""Who led the group, when, and how it ended; who may have, and which lists lag behind."""

from __future__ import annotations

from collections.abc import Iterator

from sourcebook.profiles.compose.desk import Desk, paragraph
from sourcebook.profiles.compose.drawings import tenures
from sourcebook.profiles.compose.office import (
    Office,
    began,
    first_day,
    head_on,
    how_ended,
    is_head,
    last_day,
    standing,
)
from sourcebook.profiles.facts import Tenure
from sourcebook.profiles.model import Block, Flag, Section, Sentence
from sourcebook.profiles.preference import weigh_dates
from sourcebook.record.dates import PartialDate


def leaders(desk: Desk) -> Section:
    """The section: the leader on the day first, then back in time, then other roles."""
    title = desk.label("section.leaders")
    if not desk.facts.tenures:
        return Section("leaders", title, (desk.gap("leaders"),))
    office = head_on(desk.facts)
    past = _past(desk, office)
    blocks: list[Block] = [paragraph(*_now(desk, office))]
    blocks += [paragraph(*_led(desk, tenure)) for tenure in past]
    others = [s for t in in_order(desk.facts.tenures) if not is_head(t) for s in _role(desk, t)]
    blocks += [paragraph(*others[start : start + 4]) for start in range(0, len(others), 4)]
    figure = tenures(desk)
    return Section("leaders", title, tuple(blocks if figure is None else [*blocks, figure]))


def in_order(found: tuple[Tenure, ...]) -> list[Tenure]:
    """By beginning, else by end, else by name."""
    return sorted(found, key=began)


def _past(desk: Desk, office: Office) -> list[Tenure]:
    """The other heads up to the day, latest first."""
    day, found = desk.facts.as_of, []
    for tenure in in_order(desk.facts.tenures):
        start = first_day(tenure)
        begun = start is None or start.earliest <= day
        if is_head(tenure) and tenure is not office.holder and begun:
            found.append(tenure)
    return found[::-1]


def _now(desk: Desk, office: Office) -> Iterator[Sentence]:
    group, day = desk.facts.short, PartialDate.day(desk.facts.as_of)
    holder = office.holder
    if holder is None:
        yield desk.remark("leaders.vacant", group=group, day=day)
    elif not holder.starts:
        who, leader = desk.who(holder.evidence), holder.person.label
        yield desk.sentence("leaders.named", {"says": holder.evidence}, who=who, leader=leader)
    elif office.possible:
        cites = {"start": holder.evidence}
        yield desk.sentence(
            "leaders.may_lead", cites, leader=holder.person.label, group=group, day=day
        )
    else:
        weighed = weigh_dates(holder.starts)
        flag = _differ(desk, holder, "start")
        cites = {"start": weighed.shown_evidence}
        yield desk.sentence(
            "leaders.leads",
            cites,
            flag,
            leader=holder.person.label,
            group=group,
            start=weighed.first,
        )
        yield from desk.others(weighed)
    yield from _stale(desk, office)


def _stale(desk: Desk, office: Office) -> Iterator[Sentence]:
    flag = Flag(desk.label("flag.stale"), "#findings")
    for leader, evidence in office.stale:
        if evidence.version is not None and evidence.scope:
            yield desk.sentence(
                "leaders.stale", {"says": [evidence]}, flag, who=desk.who([evidence]), leader=leader,
                version=evidence.version,
            )  # fmt: skip


def _led(desk: Desk, tenure: Tenure) -> Iterator[Sentence]:
    """A past head: from when to when, how it ended, and who gives other dates."""
    start, end = first_day(tenure), last_day(tenure)
    slots = {"leader": tenure.person.label, "group": desk.facts.short}
    key = _template(start, end)
    if key is None:
        who = desk.who(tenure.undated)
        yield desk.sentence(
            "leaders.named", {"says": tenure.undated}, who=who, leader=tenure.person.label
        )
        return
    cites = {}
    if start is not None:
        cites["start"] = weigh_dates(tenure.starts).shown_evidence
        slots |= {"start": desk.language.date(start)}
    if end is not None:
        cites["end"] = weigh_dates(tenure.ends or tenure.deaths).shown_evidence
    flag = _differ(desk, tenure, "end") or _differ(desk, tenure, "start")
    how = desk.label(f"leaders.how.{how_ended(tenure)}")
    yield desk.sentence(f"leaders.{key}", cites, flag, ended=how, end=end or "", **slots)
    yield from _other_dates(desk, tenure)


def _template(start: PartialDate | None, end: PartialDate | None) -> str | None:
    if start is None:
        return None if end is None else "led_no_start"
    return "led_no_end" if end is None else "led"


def _other_dates(desk: Desk, tenure: Tenure) -> Iterator[Sentence]:
    for claims, word in ((tenure.starts, "start_word"), (tenure.ends, "end_word")):
        if claims:
            yield from desk.others(weigh_dates(claims), f"leaders.others_{word}")


def _differ(desk: Desk, tenure: Tenure, which: str) -> Flag | None:
    claims = tenure.starts if which == "start" else tenure.ends
    if not claims:
        return None
    asked = desk.label(f"ask.tenure_{which}", who=tenure.person.label)
    slug = tenure.person.key.replace(":", "-").replace(".", "-").replace(" ", "-").lower()
    return desk.differ_on_date(f"{which}-{slug}", asked, weigh_dates(claims))


def _role(desk: Desk, tenure: Tenure) -> Iterator[Sentence]:
    """Somebody in another role."""
    if standing(tenure, (), desk.facts.as_of) == "no" and not tenure.ends and not tenure.undated:
        return
    start, end = first_day(tenure), last_day(tenure) if tenure.ends else None
    role = desk.language.name_of("leaders.roles", tenure.role)
    slots = {"leader": tenure.person.label, "role": role, "who": desk.who(tenure.evidence)}
    key = {
        (True, True): "role", (True, False): "role_start", (False, True): "role_end", (False, False): "role_undated"
    }[start is not None, end is not None]  # fmt: skip
    if tenure.role == "founder":
        key = "founder" if start is None else "founder_start"
    yield desk.sentence(
        f"leaders.{key}", {"says": tenure.evidence}, start=start or "", end=end or "", **slots
    )

"""Who has designated a group, when and as what.

A listing under UN Security Council resolutions, or an EU regulation that carries one out, freezes assets; it is no
designation as a terrorist organisation, and texts that say so are imprecise (`labels.yaml` says which instrument bears
which label). That a group is on no list is said only of a complete list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from sourcebook.claims.checking.desk import Desk, contra, judged, pro
from sourcebook.claims.checking.when import agreement
from sourcebook.claims.model import Claim, Evidence, Judged, VerdictName
from sourcebook.names import search_keys
from sourcebook.profiles.facts import DesignationFact, GroupFacts
from sourcebook.record.dates import PartialDate

_CODES = {"GB": "UK"}


def designated_by(desk: Desk, claim: Claim) -> Judged:
    """An authority designated the group."""
    facts, authority = desk.facts(claim.subject[0].id), _authority(claim)
    held = [d for d in facts.designations if d.authority == authority]
    if not held:
        return _absent(desk, claim, facts, authority)
    standing = [d for d in held if not d.withdrawn and not _over(desk, d)]
    return (
        _listed(desk, claim, facts, standing) if standing else _formerly(desk, claim, facts, held)
    )


def _authority(claim: Claim) -> str:
    """The authority's code; a capital stands for its government ("Abuja outlawed …")."""
    code = claim.object[0].id.removeprefix("authority:")
    if code.startswith("place:"):
        code = code.split(":")[1]
    return _CODES.get(code, code)


def _over(desk: Desk, designation: DesignationFact) -> bool:
    return any(c.value.latest <= desk.as_of for c in designation.delisted)


def _listed(desk: Desk, claim: Claim, facts: GroupFacts, held: Sequence[DesignationFact]) -> Judged:
    dates = [c for d in held for c in d.listed]
    rows, told = [e for d in held for e in d.evidence], desk.each(d.listed for d in held)
    slots = {
        "authority": held[0].authority,
        "subject": facts.short,
        "dates": told or "a date not given",
    }
    if claim.time is not None and dates:
        agreed = agreement(claim.time, dates)
        if not agreed.agreeing:
            closed = _is_closed(desk, held)
            case = "listed_other_date" if closed else "listed_date_open"
            evidence = contra(agreed.against)
            verdict: VerdictName = "contradicted" if closed else "not_in_record"
            return judged(
                claim, verdict, case, evidence, said=claim.time.text, preferred=told, **slots
            )
    means = _other_meaning(claim, held)
    if means is not None:
        label = claim.value or ""
        return judged(
            claim, "imprecise", "listed_label", pro(rows, told), means=means, label=label, **slots
        )
    case = "listed_held" if told else "listed_undated"
    return judged(claim, "supported", case, pro(rows, told), under=_under(held, facts), **slots)


def _under(held: Sequence[DesignationFact], facts: GroupFacts) -> str:
    names = sorted({d.under_name for d in held if d.under_name and d.under_name != facts.label})
    return f", under the name {names[0]}" if names else ""


def _is_closed(desk: Desk, held: Sequence[DesignationFact]) -> bool:
    """Whether all listings by the authority are rows of complete lists, so that there is no other date."""
    return all(e.scope == "complete" for d in held for e in d.evidence)


def _other_meaning(claim: Claim, held: Sequence[DesignationFact]) -> str | None:
    """What the listings are, where none of them bears the label that the text gives."""
    label = claim.value
    if label is None or label == "sanctions":
        return None
    kinds = [kind for d in held if (kind := _kind(d)) is not None]
    if not kinds or any(label in kind.labels for kind in kinds):
        return None
    return kinds[0].means


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instrument of an authority, and what a listing under it is.

    Attributes:
        authority: Its code.
        words: What stands in the instrument or programme of such a listing; none for all others of the authority.
        labels: The labels of a text that it bears out.
        means: What it is, in words.
    """

    authority: str
    words: list[str]
    labels: list[str]
    means: str


def _kind(designation: DesignationFact) -> Instrument | None:
    words = f"{designation.instrument} {designation.programme}".lower()
    own = [i for i in _instruments() if i.authority == designation.authority]
    named = (i for i in own if any(word in words for word in i.words))
    return next(named, next((i for i in own if not i.words), None))


@cache
def _instruments() -> tuple[Instrument, ...]:
    text = files(__package__).joinpath("labels.yaml").read_text("utf-8")
    return tuple(msgspec.convert(yaml.safe_load(text)["instruments"], list[Instrument]))


def _formerly(
    desk: Desk, claim: Claim, facts: GroupFacts, held: Sequence[DesignationFact]
) -> Judged:
    dates = [c for d in held for c in d.listed]
    ends = [c.value for d in held for c in d.delisted]
    day = desk.words.date(max(ends)) if ends else desk.words.date(PartialDate.day(desk.as_of))
    rows = [e for d in held for e in d.evidence]
    slots = {
        "authority": held[0].authority,
        "subject": facts.short,
        "dates": desk.dates(dates),
        "day": day,
    }
    return judged(claim, "outdated", "listed_over", contra(rows, day), **slots)


def _absent(desk: Desk, claim: Claim, facts: GroupFacts, authority: str) -> Judged:
    """Nothing is held: contradicted only where a complete list of that time has no entry by any of its names.

    What was listed once may have been taken off since; a list of today closes only what a text says of today.
    """
    version = desk.lists.complete(authority)
    closed = version is not None and not desk.has(claim, "past") and claim.time is None
    if (
        version is None
        or not closed
        or claim.value == "foreign terrorist organization"
        or _borne(desk, claim, facts, authority)
    ):
        return judged(claim, "not_in_record", "listed_not_covered", authority=authority)
    said = desk.words.date(PartialDate.day(version["day"]))
    return judged(
        claim,
        "contradicted",
        "listed_absent",
        (_no_entry(version),),
        subject=facts.short,
        authority=authority,
        day=said,
    )


def _no_entry(version: Mapping[str, Any]) -> Evidence:
    """The list itself as evidence of what is not on it."""
    return Evidence(
        stance="against", source=f"{version['short']}: {version['title']}", date=str(version["day"]),
        locator="complete list", quote="no entry", value="no entry", row_id=version["file"], url=version["url"],
    )  # fmt: skip


def _borne(desk: Desk, claim: Claim, facts: GroupFacts, authority: str) -> bool:
    """Whether any entry of the authority's lists bears the name of the text, or one by which a source heads the group.

    It may then be the group, not yet linked; an alias that two groups share says less.
    """
    sentence = desk.sentence(claim)
    printed = [
        m.text
        for m in (sentence.mentions if sentence else ())
        if facts.id in {r.id for r in m.referents} and m.basis in ("name", "acronym")
    ]
    heading = [n.text for n in facts.names if n.kind in ("primary", "acronym", "former")]
    keys = {key for name in (*printed, *heading) for key in search_keys(name)}
    return desk.lists.bear(authority, keys)

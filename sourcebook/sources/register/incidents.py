"""Incidents of the register: one event row for each publication that reports one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sourcebook.record.rows import Event
from sourcebook.sources.register import schema as s
from sourcebook.sources.register.saying import Sayer, detail, located


def reports(incidents: Iterable[s.Incident], sayer: Sayer) -> Iterator[Event]:
    """Each report as an event; reports of one incident share its id."""
    for incident in incidents:
        for report in incident.reports:
            yield _event(incident, report, sayer)


def _event(incident: s.Incident, report: s.Report, sayer: Sayer) -> Event:
    killed = report.killed or s.Number()
    return Event(
        incident=f"register:{incident.id}", label=incident.label, starts=report.start, ends=report.end,
        place=incident.place, country=incident.country, latitude=incident.latitude,
        longitude=incident.longitude, actors=tuple(_actor(a) for a in report.actors), tactic=report.tactic,
        targets=report.targets, deaths_low=killed.low, deaths_best=killed.best, deaths_high=killed.high,
        deaths_by=tuple(report.killed_parts.items()), scope=killed.scope, wounded=_one(report.wounded),
        hostages=_one(report.hostages), hostages_killed=report.hostages_killed, note=report.note,
        detail=_detail(report), locator=located(f"incidents[{incident.id}]", report.locator),
        **sayer.source(report, {}),
    )  # fmt: skip


def _actor(actor: s.Actor) -> tuple[str | None, str, str]:
    entry = None if actor.group is None else f"register:{actor.group}"
    return entry, actor.name or actor.group or "", actor.basis


def _one(number: s.Number | None) -> int | None:
    """The figure a column holds: the best, else the lowest, else the highest; all are in `detail`."""
    if number is None:
        return None
    given = (n for n in (number.best, number.low, number.high) if n is not None)
    return next(given, None)


def _detail(report: s.Report) -> str | None:
    numbers = {
        name: {
            k: v for k in ("low", "best", "high", "scope") if (v := getattr(number, k)) is not None
        }
        for name, number in (("wounded", report.wounded), ("hostages", report.hostages))
        if number is not None
    }
    return detail(confidence=report.confidence, quote_lang=report.quote_lang, **numbers)

"""The whole page: sections in reading order, the head that counts what they found, and the notes."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sourcebook.profiles.compose.activity import activity
from sourcebook.profiles.compose.closing import disagreements, findings, sources
from sourcebook.profiles.compose.designations import designations
from sourcebook.profiles.compose.desk import Desk
from sourcebook.profiles.compose.drawings import years_of
from sourcebook.profiles.compose.incidents import incidents
from sourcebook.profiles.compose.leaders import leaders
from sourcebook.profiles.compose.lineage import lineage
from sourcebook.profiles.compose.names import names
from sourcebook.profiles.compose.opening import opening
from sourcebook.profiles.compose.ties import ties
from sourcebook.profiles.compose.traits import aims, areas, country, strength, targets
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.model import Fact, Flag, NativeName, Oddities, Profile, RecordFact, Section
from sourcebook.profiles.notes import bcp47
from sourcebook.profiles.prose import Language, clean, language, printable, script_direction
from sourcebook.record.dates import PartialDate

SECTIONS: tuple[Callable[[Desk], Section], ...] = (
    opening, lineage, leaders, names, designations, aims, strength, areas, targets, incidents, activity, ties,
    disagreements, findings, sources,
)  # fmt: skip


def compose(facts: GroupFacts, words: Language | None = None) -> Profile:
    """Write the page.

    Args:
        facts: What the record says.
        words: The language to write in; English unless told otherwise.
    """
    desk = Desk(words or language(), facts, years=years_of(facts))
    sections = tuple(section(desk) for section in SECTIONS)
    # Whatever a section forgot to clean is clean from here on, in all three forms.
    return msgspec.convert(printable(msgspec.to_builtins(_page(desk, sections))), Profile)


def _page(desk: Desk, sections: tuple[Section, ...]) -> Profile:
    """The head, the sections and the notes as one page."""
    facts = desk.facts
    return Profile(
        language=desk.language.code,
        group=facts.id,
        label=clean(facts.label),
        acronym="" if facts.acronym in facts.label else clean(facts.acronym),
        native=_native(facts),
        kicker=_kicker(desk),
        formerly=_formerly(desk),
        as_of=facts.as_of.isoformat(),
        known=facts.known.isoformat(),
        dates=_dates(desk),
        flags=_flags(desk, sections),
        record=RecordFact(facts.record_id, facts.record_content, facts.register_only),
        sections=sections,
        notes=desk.notebook.notes(desk.language),
        colophon=desk.label("page.colophon", record=facts.record_id),
    )


def _native(facts: GroupFacts) -> NativeName | None:
    """The name in its own script: the register's native name first, else one that runs right to left."""
    ranked = sorted(facts.names, key=lambda n: (n.kind != "native", -len(n.claims), n.text))
    for name in ranked:
        turned = script_direction(name.text)
        if turned is not None and all(c.value.end is None for c in name.claims):
            return NativeName(clean(name.text), bcp47(name.lang, name.text) or "und", turned)
    return None


def _kicker(desk: Desk) -> str:
    counts: dict[str, int] = {}
    for area in desk.facts.areas:
        counts[area.country] = counts.get(area.country, 0) + len(area.claims)
    if not counts:
        return desk.label("page.kicker")
    codes = sorted(counts, key=lambda code: (-counts[code], code))
    places = [country(desk, code) for code in codes[:3]]
    return desk.label("page.kicker_places", places=desk.language.listed(places))


def _formerly(desk: Desk) -> str:
    old = list(dict.fromkeys(clean(r.old) for r in desk.facts.renamings))
    return desk.label("page.formerly", names=desk.language.listed(old)) if old else ""


def _dates(desk: Desk) -> tuple[Fact, ...]:
    found = (("page.as_of", desk.facts.as_of), ("page.known", desk.facts.known))
    return tuple(
        Fact(desk.label(key), desk.language.date(PartialDate.day(day))) for key, day in found
    )


def _flags(desk: Desk, sections: tuple[Section, ...]) -> tuple[Flag, ...]:
    """How many questions and oddities the page holds, as links."""
    odd = sum(len(b.items) for s in sections for b in s.blocks if isinstance(b, Oddities))
    counts = (("disagreements", len(desk.doubts), "disagreements"), ("oddities", odd, "findings"))
    return tuple(
        Flag(desk.label(f"page.{key}", n=n), f"#{target}") for key, n, target in counts if n
    )

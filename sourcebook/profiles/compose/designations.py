"""Who has listed the group, under which instrument and name, since when, and how the entry changed.

A printed listing date stays as printed. Where no list of an authority is loaded the page says so: that is not the
same as not listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sourcebook.profiles.compose.desk import Desk, dates_of, paragraph
from sourcebook.profiles.compose.drawings import amendments, listings
from sourcebook.profiles.facts import DesignationFact
from sourcebook.profiles.model import Block, Cell, Column, Section, Sentence, TableBlock
from sourcebook.profiles.preference import weigh_dates
from sourcebook.profiles.prose import clean
from sourcebook.record.dates import PartialDate

_HEADINGS = ("authority", "instrument", "reference", "listed", "name", "amended")
# Authorities whose lists a reader expects; those in no source are said to be not covered.
_EXPECTED = ("UN", "US", "EU", "UK", "CA", "AU")


def designations(desk: Desk) -> Section:
    """The section."""
    title, found = desk.label("section.designations"), in_order(desk)
    blocks: list[Block] = []
    if not found:
        blocks.append(desk.gap("designations"))
    for start in range(0, len(found), 3):
        said = [s for fact in found[start : start + 3] for s in _said(desk, fact)]
        blocks.append(paragraph(*said))
    figure = listings(desk, found)
    if figure is not None:
        blocks.append(figure)
    if found:
        blocks.append(_table(desk, found))
    blocks.append(paragraph(_uncovered(desk, found), role="small"))
    return Section("designations", title, tuple(b for b in blocks if b != paragraph(role="small")))


def in_order(desk: Desk) -> list[DesignationFact]:
    """By date of listing, those without a date last."""
    late = PartialDate.day(date.max)

    def key(fact: DesignationFact) -> tuple[PartialDate, str, str]:
        return (
            (weigh_dates(fact.listed).first if fact.listed else late),
            fact.authority,
            fact.instrument,
        )

    return sorted(desk.facts.designations, key=key)


def _said(desk: Desk, fact: DesignationFact) -> Iterator[Sentence]:
    authority = desk.language.name_of("authority", fact.authority)
    slots = {
        "authority": authority,
        "instrument": clean(fact.instrument),
        "name": clean(fact.under_name),
    }
    weighed = dates_of(fact.listed)
    if weighed is None:
        yield _undated(desk, fact, authority)
    else:
        flag = desk.differ_on_date(
            f"listed-{_slug(fact)}", desk.label("ask.listed", **slots), weighed
        )
        key = (
            "designations.listed"
            + ("_instrument" if fact.instrument else "")
            + ("_under" if fact.under_name else "")
        )
        yield desk.sentence(
            key, {"says": weighed.shown_evidence}, flag, when=weighed.first, **slots
        )
        yield from desk.others(weighed)
    yield from _changes(desk, fact, authority)


def _undated(desk: Desk, fact: DesignationFact, authority: str) -> Sentence:
    programme = clean(fact.programme or fact.instrument)
    key = "designations.undated_programme" if programme else "designations.undated"
    slots = {"programme": programme} if programme else {}
    return desk.sentence(key, {"says": fact.evidence}, authority=authority, **slots)


def _changes(desk: Desk, fact: DesignationFact, authority: str) -> Iterator[Sentence]:
    amended = amendments(fact)
    if amended:
        says = [c.evidence for c in fact.amended]
        dates = [
            desk.language.at(d) if len(amended) == 1 else desk.language.date(d) for d in amended
        ]
        yield desk.sentence("designations.amended", {"says": says}, n=len(amended), dates=dates)
    if fact.delisted:
        weighed = weigh_dates(fact.delisted)
        cites = {"says": weighed.shown_evidence}
        yield desk.sentence("designations.delisted", cites, authority=authority, when=weighed.first)
    elif fact.withdrawn:
        yield desk.sentence(
            "designations.removed", {"says": fact.evidence}, when=PartialDate.day(desk.facts.known)
        )


def _uncovered(desk: Desk, found: list[DesignationFact]) -> Sentence | None:
    """Authorities of which neither a list is loaded nor a listing cited."""
    held = {f.authority for f in found} | set(desk.facts.covered)
    missing = [desk.language.name_of("authority_name", a) for a in _EXPECTED if a not in held]
    if not missing:
        return None
    key = "designations.not_covered_one" if len(missing) == 1 else "designations.not_covered"
    return desk.remark(key, authorities=desk.language.listed(missing, "or"))


def _table(desk: Desk, found: list[DesignationFact]) -> TableBlock:
    return TableBlock(
        id="designations-table",
        caption=desk.label("designations.table_caption"),
        columns=tuple(Column(desk.label(f"designations.column.{h}")) for h in _HEADINGS),
        rows=tuple(_row(desk, fact) for fact in found),
    )


def _row(desk: Desk, fact: DesignationFact) -> tuple[Cell, ...]:
    listed = desk.label("designations.no_date")
    if fact.listed:
        listed = desk.language.date(weigh_dates(fact.listed).first, short=True)
    amended = [desk.language.date(d, short=True) for d in amendments(fact)]
    what = [clean(t) for t in (fact.instrument, fact.programme) if t]
    return (
        Cell(text=desk.language.name_of("authority_name", fact.authority), strong=True),
        Cell(text="; ".join(dict.fromkeys(what))),
        Cell(text=clean(fact.reference) or desk.label("designations.reference_none")),
        Cell(text=listed, notes=desk.cite(fact.evidence, most=2)),
        Cell(text=_name(desk, fact)),
        Cell(text="; ".join(amended) or desk.label("designations.amended_none")),
    )


def _name(desk: Desk, fact: DesignationFact) -> str:
    return clean(fact.under_name or fact.main_name) or desk.label("designations.name_none")


def _slug(fact: DesignationFact) -> str:
    text = f"{fact.authority}-{fact.instrument or fact.programme}".lower()
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text)
    return "-".join(part for part in kept.split("-") if part)[:60]

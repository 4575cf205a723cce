"""Every name, spelling and script, with its period and who prints it."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.profiles.compose.desk import Desk, year
from sourcebook.profiles.facts import NameFact
from sourcebook.profiles.model import Bar, Block, Cell, Column, Paragraph, Section, TableBlock
from sourcebook.profiles.notes import bcp47
from sourcebook.profiles.prose import clean, script_direction
from sourcebook.record.dates import Period

SHOWN = 14
_ORDER = ("native", "primary", "former", "acronym", "alias", "translation")


def names(desk: Desk) -> Section:
    """The section: the names that matter most in one table, the rest folded below it."""
    title, found = desk.label("section.names"), sorted(desk.facts.names, key=_rank)
    if not found:
        return Section("names", title, (desk.gap("names"),))
    sources = list(dict.fromkeys(clean(c.evidence.short) for n in found for c in n.claims))
    intro = desk.remark("names.intro", n=len(found), sources=len(sources))
    caption = desk.label("names.caption", first=str(desk.years[0]), last=str(desk.years[1]))
    blocks: list[Block] = [
        Paragraph((intro,)),
        _table(desk, "names-table", caption, found[:SHOWN], "names"),
    ]
    if found[SHOWN:]:
        rest = desk.label("names.rest_caption")
        blocks.append(_table(desk, "names-rest", rest, found[SHOWN:], "folded"))
    return Section("names", title, tuple(blocks))


def _rank(name: NameFact) -> tuple[int, int, str]:
    """Native and primary names first, then by how many publishers print it."""
    kind = _ORDER.index(name.kind) if name.kind in _ORDER else len(_ORDER)
    return kind, -len({c.evidence.publisher for c in name.claims}), name.text.casefold()


def _table(desk: Desk, id_: str, caption: str, found: Sequence[NameFact], kind: str) -> TableBlock:
    first, last = desk.years
    ticks = tuple(
        (str(y), round(100 * (y - first) / (last - first), 2))
        for y in range(first, last)
        if y % 10 == 0
    )
    headings = ("name", "language", "kind", "valid", "source")
    columns = tuple(
        Column(desk.label(f"names.column.{h}"), years=ticks if h == "valid" else ())
        for h in headings
    )
    rows = tuple(_row(desk, name) for name in found)
    return TableBlock(id=id_, caption=caption, columns=columns, rows=rows, kind=kind)


def _row(desk: Desk, name: NameFact) -> tuple[Cell, ...]:
    evidence = [c.evidence for c in name.claims]
    return (
        Cell(
            text=clean(name.text),
            lang=bcp47(name.lang, name.text),
            dir=script_direction(name.text),
            strong=True,
        ),
        Cell(text=_language(desk, name)),
        Cell(text=desk.label(f"names.kind.{_kind(name)}")),
        Cell(text=_valid(desk, name), bar=_bar(desk, name)),
        Cell(text=desk.who(evidence), notes=desk.cite(evidence, most=3)),
    )


def _kind(name: NameFact) -> str:
    return (
        "low" if name.grades and set(name.grades) == {"low"} and name.kind == "alias" else name.kind
    )


def _language(desk: Desk, name: NameFact) -> str:
    code = bcp47(name.lang, name.text)
    if code is None:
        return desk.label("names.unknown_language")
    plain, romanised, _ = code.partition("-Latn")
    named = desk.language.name_of("language", plain)
    return desk.label("names.romanised", language=named) if romanised else named


def _period(name: NameFact) -> Period:
    """From the earliest start to the latest end that sources give."""
    starts = [c.value.start for c in name.claims if c.value.start is not None]
    ends = [c.value.end for c in name.claims if c.value.end is not None]
    return Period(min(starts, default=None), max(ends, default=None))


def _valid(desk: Desk, name: NameFact) -> str:
    period = _period(name)
    match (period.start, period.end):
        case (None, None):
            return _in_lists(desk, name)
        case (start, None) if start is not None:
            return desk.label("names.since", start=start)
        case (None, end) if end is not None:
            return desk.label("names.until", end=end)
    assert period.start is not None and period.end is not None
    return desk.label("names.period", start=period.start, end=period.end)


def _in_lists(desk: Desk, name: NameFact) -> str:
    """Of a name without a period: the newest list that prints it."""
    dated = [c.evidence.version for c in name.claims if c.evidence.scope and c.evidence.version]
    return desk.label("names.listed", when=max(dated)) if dated else desk.label("names.undated")


def _bar(desk: Desk, name: NameFact) -> Bar | None:
    period, now = _period(name), desk.facts.as_of
    if period.start is None and period.end is None:
        return None
    end = now.year + now.month / 12 if period.end is None else year(period.end)
    start = year(period.start) if period.start is not None else desk.years[0]
    past = period.end is not None or name.kind == "former"
    return desk.bar(start, end, "past" if past else "now")

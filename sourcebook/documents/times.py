"""Dates and periods in a sentence, as intervals.

"In the early 2000s" is an interval of years, "June 2020" one of days; "from 2004 until his death in June 2020" is a
period with two ends. What a text tells from the last date it named ("the following year") is resolved from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sourcebook.documents import patterns
from sourcebook.documents.language import language
from sourcebook.documents.mention import TimeMention
from sourcebook.documents.sieve import lowered
from sourcebook.record.dates import PartialDate, Period

Relation = Literal["in", "since", "until", "before", "after"]
_REACH = 40  # characters before a date in which the words that relate it stand
_LABEL = re.compile(r"^\W*[^\W\d][\w ]{2,30}: ?$")  # "Founded: 2012"
# Which months a part of a year means, and which years of a decade.
_MONTHS = {
    "early": (1, 4), "mid": (5, 8), "late": (9, 12), "first_half": (1, 6), "second_half": (7, 12), "spring": (3, 6),
    "summer": (6, 9), "autumn": (9, 12), "winter": (1, 3),
}  # fmt: skip
_YEARS = {
    "early": (0, 3),
    "mid": (4, 6),
    "late": (7, 9),
    "first_half": (0, 4),
    "second_half": (5, 9),
}
_DAYS = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "first_half": (1, 15),
    "second_half": (16, 31),
}


@dataclass(frozen=True, slots=True)
class _Atom:
    """One date as written."""

    start: int
    end: int
    date: PartialDate
    relation: Relation | None = None
    lead: int | None = None


def find(text: str, code: str, last: PartialDate | None = None) -> tuple[TimeMention, ...]:
    """The dates and periods of a sentence.

    Args:
        text: The sentence.
        code: Its language.
        last: The last date named before it.
    """
    atoms = list(_related(text, code, _apart(_written(text, code, last))))
    return tuple(_mention(text, *found) for found in _joined(text, code, atoms))


def _mention(text: str, first: _Atom, last: _Atom, relation: Relation) -> TimeMention:
    once = first is last
    start, end = first.start, last.end
    if not once or relation == "in":
        return TimeMention(
            start=start,
            end=end,
            text=text[start:end],
            period=Period(first.date, last.date),
            relation="in",
        )
    period = (
        Period(first.date, None) if relation in ("since", "after") else Period(None, first.date)
    )
    return TimeMention(start=start, end=end, text=text[start:end], period=period, relation=relation)


def _written(text: str, code: str, last: PartialDate | None) -> Iterator[_Atom]:
    """Every date written out or told from another, in no order, overlapping."""
    year = last.earliest.year if last is not None else None
    for number in patterns.date_sieve(code).passed(text):
        for match in patterns.dates(code)[number].finditer(text):
            found = _dated(match, code, year)
            if found is not None and _is_year(text, match, code):
                yield _Atom(match.start(), match.end(), found)
    if last is not None:
        yield from _told(text, code, last)


def _told(text: str, code: str, last: PartialDate) -> Iterator[_Atom]:
    numbers = language(code).words["number"]
    for pattern, adds in patterns.relative(code):
        for match in pattern.finditer(text):
            n = match.groupdict().get("n")
            times = 1 if n is None else int(numbers.get(lowered(n), 0)) or int(n)
            yield _Atom(match.start(), match.end(), _moved(last, adds, times))


def _moved(last: PartialDate, adds: dict[str, int], times: int) -> PartialDate:
    ((unit, step),) = adds.items()
    first, by = last.earliest, step * times
    if unit == "days":
        return PartialDate.day(first + timedelta(days=by))
    if unit == "years":
        return PartialDate.of(max(1, first.year + by))
    months = first.year * 12 + first.month - 1 + by
    return PartialDate.of(months // 12, months % 12 + 1)


def _is_year(text: str, match: re.Match[str], code: str) -> bool:
    """Whether four digits alone are a year: after words that say so, in brackets, or beside another year."""
    if not match[0].isdigit():
        return True
    before, after = text[max(0, match.start() - _REACH) : match.start()], text[match.end() :][:2]
    if before.rstrip()[-1:] in ("(", "–", "-", "—") or after[:1] in (")", "–", "—"):
        return True
    if _LABEL.search(text[: match.start()]):
        return True
    return any(p.search(before) for name, p in patterns.lead_in(code) if name != "about") or (
        before.rstrip().endswith(",") and match[0] < "2100"
    )


def _dated(match: re.Match[str], code: str, year: int | None) -> PartialDate | None:
    """The interval that a match means; None where there is no such day."""
    found = {name: value for name, value in match.groupdict().items() if value}
    try:
        if "iso" in found:
            return PartialDate.parse(found["iso"])
        if "decade" in found:
            return _decade(int(found["decade"]), _part(found, code))
        if "year" not in found and year is None:
            return None
        return _calendar(found, code, int(found.get("year", year or 0)))
    except ValueError:
        return None


def _part(found: dict[str, str], code: str) -> str | None:
    words = language(code).words["part"]
    return words.get(" ".join(lowered(found["part"]).split())) if "part" in found else None


def _calendar(found: dict[str, str], code: str, year: int) -> PartialDate:
    if "month" not in found:
        return _of_year(year, _part(found, code))
    months = [
        int(language(code).words["month"][lowered(found[m])])
        for m in ("month", "month2")
        if m in found
    ]
    if len(months) > 1:
        return PartialDate(
            PartialDate.of(year, months[0]).earliest, PartialDate.of(year, months[1]).latest
        )
    days = [int(found[d]) for d in ("day", "day2") if d in found]
    if days:
        return PartialDate(date(year, months[0], days[0]), date(year, months[0], days[-1]))
    return _of_month(PartialDate.of(year, months[0]), _part(found, code))


def _of_year(year: int, part: str | None) -> PartialDate:
    first, last = _MONTHS[part] if part else (1, 12)
    return PartialDate(PartialDate.of(year, first).earliest, PartialDate.of(year, last).latest)


def _of_month(whole: PartialDate, part: str | None) -> PartialDate:
    low, high = _DAYS.get(part or "", (1, 31))
    first, last = whole.earliest, whole.latest
    return PartialDate(first.replace(day=low), first.replace(day=min(high, last.day)))


def _decade(first: int, part: str | None) -> PartialDate:
    low, high = _YEARS.get(part or "", (0, 9))
    return PartialDate(date(first + low, 1, 1), date(first + high, 12, 31))


def _apart(atoms: Iterator[_Atom]) -> list[_Atom]:
    """Of dates that overlap the longest, in order."""
    kept: list[_Atom] = []
    for atom in sorted(atoms, key=lambda a: (a.start - a.end, a.start)):
        if all(atom.end <= k.start or k.end <= atom.start for k in kept):
            kept.append(atom)
    return sorted(kept, key=lambda a: a.start)


def _related(text: str, code: str, atoms: list[_Atom]) -> Iterator[_Atom]:
    """Each date with what stands before it: since, until, before, after, about."""
    for atom in atoms:
        before = text[max(0, atom.start - _REACH) : atom.start]
        lead = {name: m.start() for name, p in patterns.lead_in(code) if (m := p.search(before))}
        known = replace(atom.date, approximate=True) if "about" in lead else atom.date
        names: tuple[Relation, ...] = ("until", "before", "after", "since")
        relation = next((name for name in names if name in lead), None)
        if relation == "since" and atom.date.precision == "span" and _opens(before, code):
            relation = None  # "from January to March 2013" says until when as well
        start = None if relation is None else atom.start - len(before) + lead[relation]
        yield _Atom(atom.start, atom.end, known, relation, start)


def _joined(text: str, code: str, atoms: list[_Atom]) -> Iterator[tuple[_Atom, _Atom, Relation]]:
    """Dates that make a period together, and the others by themselves."""
    at = 0
    while at < len(atoms):
        first = atoms[at]
        second = atoms[at + 1] if at + 1 < len(atoms) else None
        if second is not None and _is_span(text, code, first, second):
            yield first, second, "in"
            at += 2
            continue
        relation = first.relation or "in"
        # "From" opens a period only where something closes it; alone it says since when.
        yield first, first, relation
        at += 1


def _opens(before: str, code: str) -> bool:
    """Whether what stands before a date opens a period with two ends."""
    words = {opening for opening, _ in language(code).spans if opening}
    return re.search(rf"(?<!\w)(?:{patterns.any_of(words)})\s*$", before, re.I) is not None


def _is_span(text: str, code: str, first: _Atom, second: _Atom) -> bool:
    if second.date.earliest < first.date.earliest:
        return False
    between = text[first.end : second.start].strip(" ,").lower()
    before = text[max(0, first.start - _REACH) : first.start].rstrip().lower()
    for opening, joining in language(code).spans:
        joined = re.fullmatch(joining, between) or (second.relation == "until" and opening)
        if joined and (not opening or re.search(rf"(?<!\w){opening}$", before)):
            return True
    return False

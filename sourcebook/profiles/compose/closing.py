"""The end of the page: where the sources disagree, what looks stale, and the sources with their licences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sourcebook.profiles.compose.desk import Desk, paragraph, year
from sourcebook.profiles.facts import FindingFact, SourceLine
from sourcebook.profiles.model import (
    Bar,
    Block,
    Cell,
    Column,
    Oddities,
    Oddity,
    Questions,
    Section,
    Sentence,
    TableBlock,
)
from sourcebook.profiles.prose import Slot, clean
from sourcebook.record.dates import PartialDate

# A rule that finds many small things is summed up after the first few.
_MANY = {"name-of-one-source": 3}
# What sources differ on is asked and answered one section above.
_ELSEWHERE = frozenset({"sources-differ"})


def disagreements(desk: Desk) -> Section:
    """Every question met on the page that has more than one answer, and the rule for preferring."""
    found = tuple(desk.doubts.values())
    title, short = desk.label("section.disagreements"), desk.label("section.disagreements_short")
    if not found:
        return Section("disagreements", title, (paragraph(desk.remark("prefer.none")),), short)
    said = paragraph(desk.remark("prefer.count", n=len(found)), desk.remark("prefer.rule"))
    asked = Questions(tuple(desk.question(doubt) for doubt in found))
    return Section("disagreements", title, (said, asked), short)


def findings(desk: Desk) -> Section:
    """What the rules over the record found about the group."""
    title, short = desk.label("section.findings"), desk.label("section.findings_short")
    shown, more = _shown(desk.facts.findings)
    if not shown:
        return Section("findings", title, (paragraph(desk.remark("findings.none")),), short)
    quoted = "findings.quoted_one" if len(shown) == 1 else "findings.quoted"
    intro = paragraph(desk.remark("findings.count", n=len(shown)), desk.remark(quoted))
    blocks: list[Block] = [
        intro,
        Oddities(tuple(_oddity(desk, rule, same) for rule, same in shown.items())),
    ]
    if more:
        blocks.append(paragraph(desk.remark("findings.more", n=more), role="small"))
    return Section("findings", title, tuple(blocks), short)


def _shown(found: Sequence[FindingFact]) -> tuple[dict[str, list[FindingFact]], int]:
    """What each rule found, and how much of it is only counted."""
    by_rule: dict[str, list[FindingFact]] = {}
    for one in found:
        if one.rule not in _ELSEWHERE:
            by_rule.setdefault(one.rule, []).append(one)
    shown = {rule: same[: _MANY.get(rule, len(same))] for rule, same in by_rule.items()}
    return shown, sum(len(by_rule[rule]) - len(shown[rule]) for rule in by_rule)


def _oddity(desk: Desk, rule: str, found: Sequence[FindingFact]) -> Oddity:
    key = rule if desk.language.has(f"finding.{rule}.title") else "other"
    said = tuple(_said(desk, key, found))
    return Oddity(f"finding-{rule}", desk.label(f"finding.{key}.title", rule=rule), said)


def _said(desk: Desk, key: str, found: Sequence[FindingFact]) -> Iterator[Sentence]:
    """A sentence for each; where they share their point, it is made once and each is short."""
    if desk.language.has(f"finding.{key}.lead") and len(found) > 1:
        yield _sentence(desk, f"{key}.lead", found[0])
        yield from (_sentence(desk, f"{key}.each", one) for one in found)
    else:
        yield from (_sentence(desk, f"{key}.text", one) for one in found)


def _sentence(desk: Desk, key: str, found: FindingFact) -> Sentence:
    slots: dict[str, Slot] = {
        name: desk.language.slot(value) for name, value in found.slots.items()
    }
    slots |= {"group": desk.facts.short, "rule": found.rule}
    if "says" in found.slots:
        # The rule knows the source; the page knows the publication.
        slots["says"] = desk.who(found.evidence[1:])
    if "authority" in found.slots:
        slots["authority"] = desk.language.name_of("authority", found.slots["authority"])
    if "record" in found.slots:
        slots["record"] = clean(found.slots["record"].partition(":")[2])
    return desk.sentence(f"finding.{key}", {"says": found.evidence}, **slots)


def sources(desk: Desk) -> Section:
    """Files with their age and licence, then what the register cites."""
    title, short = desk.label("section.sources"), desk.label("section.sources_short")
    known = PartialDate.day(desk.facts.known)
    files = [s for s in desk.facts.sources if s.list_file]
    blocks: list[Block] = []
    if files:
        blocks.append(paragraph(desk.remark("sources.intro", when=known)))
        blocks.append(_files(desk, files))
    else:
        blocks.append(paragraph(desk.remark("sources.none")))
    cited = [s for s in desk.facts.sources if not s.list_file]
    if cited:
        blocks.append(paragraph(desk.remark("sources.publications"), role="small"))
    return Section("sources", title, tuple(blocks), short)


def _files(desk: Desk, files: Sequence[SourceLine]) -> TableBlock:
    now = year(PartialDate.day(desk.facts.known))
    oldest = min((year(s.version) for s in files if s.version), default=now - 1)
    first = int(oldest) - 1
    headings = ("publisher", "what", "version", "licence")
    columns = tuple(Column(desk.label(f"sources.column.{h}")) for h in headings)
    rows = tuple(_file(desk, line, (first, now)) for line in files)
    last = desk.language.date(PartialDate.day(desk.facts.known), short=True)
    caption = desk.label("sources.caption", first=str(first), last=last)
    return TableBlock(id="sources-table", caption=caption, columns=columns, rows=rows, kind="files")


def _file(desk: Desk, line: SourceLine, span: tuple[float, float]) -> tuple[Cell, ...]:
    first, now = span
    version = "" if line.version is None else desk.language.date(line.version, short=True)
    bar = None
    if line.version is not None:
        at = 100 * (year(line.version) - first) / (now - first)
        bar = Bar(round(min(at, 100), 2), 100, "lag")
    what = desk.label(f"sources.{line.scope or 'complete'}", title=clean(line.title))
    return (
        Cell(text=clean(line.publisher), strong=True), Cell(text=what), Cell(text=version, bar=bar),
        Cell(text=clean(line.licence)),
    )  # fmt: skip

"""The page as Markdown with footnotes (https://github.github.com/gfm/, footnotes as GitHub and Pandoc write them).

Every character that Markdown or HTML could take for markup is escaped in text from sources, and web addresses are
printed only if they are plain ones, between angle brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sourcebook.profiles.model import (
    Block,
    Cell,
    FigureBlock,
    Gap,
    Glance,
    Incidents,
    Note,
    Oddities,
    Paragraph,
    Profile,
    Questions,
    Section,
    Sentence,
    TableBlock,
    Warning,
)
from sourcebook.profiles.prose import Language, clean, language, web

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$^&=-])")
# Marks that are markup only at the start of a line or in pairs stay readable elsewhere.
_HARMLESS = re.compile(r"\\([()+={}$^!-])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def render_markdown(profile: Profile) -> str:
    """The page.

    Args:
        profile: A composed profile.
    """
    words = language(profile.language)
    parts = [
        *_head(profile),
        *(_section(s, words) for s in profile.sections),
        escaped(profile.colophon),
    ]
    notes = "\n".join(_footnote(note, words) for note in profile.notes)
    return "\n\n".join(part for part in [*parts, notes] if part) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown prints as it stands."""
    safe = _HARMLESS.sub(r"\1", _SPECIAL.sub(r"\\\1", clean(text)))
    # A scheme would be linked by itself; a mark at the start of a line would open a list.
    safe = re.sub(r"(?i)\b(https?|ftp)://", r"\1:&#47;&#47;", safe)
    safe = re.sub(r"(?i)\bwww\.", "www&#46;", safe)
    return _START.sub(lambda m: m[1] + _escaped_start(m[2]), safe)


def _escaped_start(mark: str) -> str:
    return mark[:-1] + "\\" + mark[-1]


def _head(profile: Profile) -> Iterator[str]:
    yield f"# {escaped(profile.label)}" + (
        f" ({escaped(profile.acronym)})" if profile.acronym else ""
    )
    if profile.native is not None:
        yield escaped(profile.native.text)
    yield escaped(profile.kicker) + (f"; {escaped(profile.formerly)}" if profile.formerly else "")
    yield " · ".join(f"**{escaped(f.label)}** {escaped(f.value)}" for f in profile.dates)


def _section(section: Section, words: Language) -> str:
    blocks = [_block(block, words) for block in section.blocks]
    return "\n\n".join([f"## {escaped(section.title)}", *(b for b in blocks if b)])


def _block(block: Block, words: Language) -> str:  # noqa: PLR0911 (one answer a kind of block)
    match block:
        case Paragraph():
            return _sentences(block.sentences)
        case Gap():
            return f"*{escaped(f'{block.text} {block.looked_at}'.strip())}*"
        case Warning():
            return f"> **{escaped(block.title)}** {_sentences(block.sentences)}"
        case Glance():
            return _glance(block)
        case TableBlock():
            return _table(block)
        case FigureBlock():
            return _figure(block, words)
        case Questions() | Oddities():
            return _cards(block)
        case Incidents():
            return _incidents(block)


def _sentences(sentences: Iterable[Sentence]) -> str:
    return " ".join(_sentence(s) for s in sentences)


def _sentence(sentence: Sentence) -> str:
    return "".join(_kept(clause.text) + _refs(clause.notes) for clause in sentence.clauses)


def _kept(text: str) -> str:
    """A clause, escaped; the blanks at its ends belong to the sentence."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if len(text) > 1 and text[-1:].isspace() else ""
    return lead + escaped(text) + tail


def _refs(numbers: Iterable[int]) -> str:
    return "".join(f"[^{n}]" for n in numbers)


def _glance(glance: Glance) -> str:
    lines = [
        f"- **{escaped(i.label)}**: {escaped(i.value)}. {_sentences(i.sentences)}".rstrip()
        for i in glance.items
    ]
    listed = [f"  - {escaped(e.label)}: {escaped(e.value)}{_refs(e.notes)}" for e in glance.listed]
    lines += [
        f"- **{escaped(glance.listed_label)}**: {_sentences(glance.listed_remark)}".rstrip(),
        *listed,
    ]
    if glance.identifiers:
        ids = ", ".join(escaped(i) for i in glance.identifiers)
        lines.append(f"- **{escaped(glance.identifiers_label)}**: {ids}")
    return "\n".join(lines)


def _table(table: TableBlock) -> str:
    head = "| " + " | ".join(escaped(c.label) for c in table.columns) + " |"
    rule = "|" + "|".join(" ---: " if c.numeric else " --- " for c in table.columns) + "|"
    rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table.rows]
    return "\n".join([f"*{escaped(table.caption)}*", "", head, rule, *rows])


def _cell(cell: Cell) -> str:
    return escaped(cell.text) + _refs(cell.notes)


def _figure(figure: FigureBlock, words: Language) -> str:
    title = words.say("page.figure", n=figure.number)
    parts = [
        f"**{escaped(title)}. {escaped(figure.title)}**",
        escaped(figure.description),
        _table(figure.table) if figure.table is not None else "",
        f"*{escaped(figure.source_line)}*{_refs(figure.notes)}",
    ]
    return "\n\n".join(part for part in parts if part)


def _cards(block: Questions | Oddities) -> str:
    if isinstance(block, Oddities):
        return "\n\n".join(
            f"### {escaped(o.title)}\n\n{_sentences(o.sentences)}" for o in block.items
        )
    found = []
    for q in block.items:
        answers = [f"- **{escaped(a.value)}** {escaped(a.who)}{_refs(a.notes)}" for a in q.answers]
        found.append("\n".join([f"### {escaped(q.asked)}", "", *answers, "", _sentence(q.shown)]))
    return "\n\n".join(found)


def _incidents(block: Incidents) -> str:
    found = []
    for i in block.items:
        where = f", {escaped(i.place)}" if i.place else ""
        figures = [f"- **{escaped(f.value)}** {escaped(f.who)}{_refs(f.notes)}" for f in i.figures]
        counted = [f"{escaped(i.counted)}:", ""] if figures else []
        title = f"### {escaped(i.when)}: {escaped(i.name)}{where}"
        parts = [title, "", _sentences(i.sentences), "", *counted, *figures]
        found.append("\n".join(parts).strip())
    return "\n\n".join([*found, f"*{escaped(block.source_line)}*"])


def _footnote(note: Note, words: Language) -> str:
    name = note.publisher if note.first else note.short
    parts = [f"**{escaped(name)}**"]
    parts += [
        escaped(p) for p in (note.dated, note.title if note.first or not note.record else "") if p
    ]
    place = " › ".join(p for p in (note.record, note.locator) if p)
    parts += [escaped(place)] if place else []
    if note.quote:
        parts.append(f"“{escaped(note.quote)}”")
    elif note.printed:
        parts.append(escaped("; ".join(note.printed)))
    if note.read != "direct":
        parts.append(escaped(words.say(f"page.read_{note.read}")))
    address = web(note.url)
    if address is not None and not note.record:
        parts.append(f"<{address}>")
    return f"[^{note.number}]: " + ", ".join(parts)

"""Which notes stand where: each once, beside or below the first block that cites it.

On a wide page the notes of running text stand beside it in the same row of the grid, so they cannot collide. What
does not fit beside, and the notes of figures and tables, run in three columns below. Heights are estimated from
counts of characters, which is enough to decide and is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from sourcebook.profiles.model import (
    Block,
    FigureBlock,
    Gap,
    Glance,
    Incidents,
    Note,
    Oddities,
    Paragraph,
    Questions,
    Section,
    Sentence,
    TableBlock,
)

_TEXT_LINE, _TEXT_CHARACTERS, _PARAGRAPH_GAP = 28, 72, 17
_NOTE_LINE, _NOTE_CHARACTERS, _NOTE_GAP = 19, 37, 11
_SLACK = 64


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page.

    Attributes:
        blocks: Running text, or one wide block.
        wide: Whether it spans the notes column.
        beside, below: The notes that first appear here.
    """

    blocks: tuple[Block, ...]
    wide: bool
    beside: tuple[Note, ...]
    below: tuple[Note, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        """All of them."""
        return self.beside + self.below


def rows_of(section: Section, notes: Sequence[Note], seen: set[int]) -> tuple[Row, ...]:
    """The rows of a section.

    Args:
        section: The section.
        notes: Every note of the page, by number.
        seen: Numbers that already stand somewhere; those of this section are added.
    """
    return tuple(_row(run, notes, seen) for run in _runs(section.blocks))


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Paragraphs that follow one another together, every other block by itself."""
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph | Gap) and getattr(block, "role", "body") != "small":
            run.append(block)
            continue
        if run:
            yield run
        run = []
        yield [block]
    if run:
        yield run


def _row(blocks: list[Block], notes: Sequence[Note], seen: set[int]) -> Row:
    fresh = [n for block in blocks for n in cited(block) if n not in seen]
    mine = [notes[n - 1] for n in dict.fromkeys(fresh)]
    seen.update(fresh)
    if not isinstance(blocks[0], Paragraph | Gap):
        return Row(tuple(blocks), True, (), tuple(mine))
    room, used, fit = _height(blocks) + _SLACK, 0, 0
    for note in mine:
        used += _note_height(note)
        fit += used <= room
    return Row(tuple(blocks), False, tuple(mine[:fit]), tuple(mine[fit:]))


def _height(blocks: Iterable[Block]) -> int:
    texts = [_text(b) for b in blocks]
    return sum(ceil(len(t) / _TEXT_CHARACTERS) * _TEXT_LINE + _PARAGRAPH_GAP for t in texts)


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return " ".join(s.text for s in block.sentences)
    return block.text if isinstance(block, Gap) else ""


def _note_height(note: Note) -> int:
    head = f"{note.publisher if note.first else note.short}, {note.dated} {note.read_in and 'read in a copy'}"
    title = "" if note.record else note.title
    said = note.quote or "; ".join(note.printed)
    parts = (head, title, f"{note.record} {note.locator}".strip(), said)
    lines = sum(ceil(len(p) / _NOTE_CHARACTERS) for p in parts if p)
    return lines * _NOTE_LINE + _NOTE_GAP


def cited(block: Block) -> tuple[int, ...]:
    """The numbers a block cites, in reading order, each once."""
    return tuple(dict.fromkeys(_numbers(block)))


def _numbers(block: Block) -> Iterator[int]:
    match block:
        case Paragraph():
            yield from _of(block.sentences)
        case TableBlock():
            yield from _of_table(block)
        case FigureBlock():
            yield from _of(s for _, s in block.keys)
            yield from block.notes
        case Glance():
            yield from _of_glance(block)
        case Questions():
            for question in block.items:
                yield from (n for answer in question.answers for n in answer.notes)
        case Oddities():
            for oddity in block.items:
                yield from _of(oddity.sentences)
        case Incidents():
            for incident in block.items:
                yield from _of(incident.sentences)
                yield from (n for figures in incident.figures for n in figures.notes)
        case _:
            return


def _of(sentences: Iterable[Sentence]) -> Iterator[int]:
    for sentence in sentences:
        yield from sentence.notes


def _of_table(table: TableBlock) -> Iterator[int]:
    for row in table.rows:
        for cell in row:
            yield from cell.notes


def _of_glance(glance: Glance) -> Iterator[int]:
    for item in glance.items:
        yield from _of(item.sentences)
    for line in glance.listed:
        yield from line.notes
    yield from _of(glance.listed_remark)

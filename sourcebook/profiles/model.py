"""The page as values: what a profile says, block by block, and what every clause rests on.

A profile is composed once and rendered three times (HTML, Markdown, JSON). Nothing here is escaped: text is the
plain text of our templates and of the sources, and each renderer treats all of it as hostile. `JSON_SCHEMA` in
`jsonform` is generated from these types.

Invariant: every clause of a sentence carries the numbers of its notes; only a `Gap`, a heading, and a sentence
about the page itself (`about_page`) may stand without one.
"""

from __future__ import annotations

import msgspec

SCHEMA_VERSION = 1


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One citation: where a value was read.

    Attributes:
        number: As it stands in the text, in order of first use.
        publisher, short: In full for the first note on a source, short afterwards.
        first: Whether this is the first note on its source.
        title: Of the list, dataset or publication.
        version: EDTF date of the file or publication; `dated` says it in words.
        record: The record in it, as its publisher numbers it.
        locator: The field, paragraph or column.
        quote, quote_lang, quote_dir: The exact words, where the source is prose and they are held.
        printed: The values as printed, where it is structured data.
        url: Where the publisher has it.
        read: How it was read: direct, copy, second_hand; `read_in` says where.
        licence: Terms under which it is shown.
        rows: Ids of the rows of the record.
        file: SHA-256 of the file they were read in.
    """

    number: int
    publisher: str
    short: str
    first: bool
    title: str
    version: str | None = None
    dated: str = ""
    record: str = ""
    locator: str = ""
    quote: str | None = None
    quote_lang: str | None = None
    quote_dir: str | None = None
    printed: tuple[str, ...] = ()
    url: str | None = None
    read: str = "direct"
    read_in: str | None = None
    licence: str = ""
    rows: tuple[str, ...] = ()
    file: str = ""


class Flag(msgspec.Struct, frozen=True):
    """A word in the warning tone that leads to the place where the doubt is spelt out."""

    label: str
    target: str


class Clause(msgspec.Struct, frozen=True):
    """A piece of a sentence and the notes it rests on."""

    text: str
    notes: tuple[int, ...] = ()


class Sentence(msgspec.Struct, frozen=True):
    """One claim in words.

    Attributes:
        clauses: Its pieces; the notes follow the piece they support.
        flag: Where sources differ or the value looks stale.
        about_page: Whether it speaks of the page or the record, not of the world, and needs no note.
    """

    clauses: tuple[Clause, ...]
    flag: Flag | None = None
    about_page: bool = False

    @property
    def text(self) -> str:
        """The words without the numbers."""
        return "".join(clause.text for clause in self.clauses)

    @property
    def notes(self) -> tuple[int, ...]:
        """The numbers of all its notes, each once."""
        return tuple(dict.fromkeys(n for clause in self.clauses for n in clause.notes))


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Sentences that belong together.

    Attributes:
        role: `lede` for the first of the page, else `body`, or `small` for a remark below a block.
    """

    sentences: tuple[Sentence, ...]
    role: str = "body"


class Gap(msgspec.Struct, frozen=True, tag="gap"):
    """What the record does not hold, and where it was looked for."""

    text: str
    looked_at: str = ""


class Bar(msgspec.Struct, frozen=True):
    """A small band of time in a table cell, in per cent of the column.

    Attributes:
        start, end: From and to.
        kind: `now` for what still holds, `past` for what ended, `lag` for how far a source is behind.
    """

    start: float
    end: float
    kind: str


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell of a table.

    Attributes:
        text: What it says.
        lang, dir: Where it is in another language or direction than the page.
        below: A remark in smaller type.
        notes, flag, bar: As elsewhere.
        strong: Whether it names the row.
    """

    text: str
    lang: str | None = None
    dir: str | None = None
    below: str = ""
    notes: tuple[int, ...] = ()
    flag: Flag | None = None
    bar: Bar | None = None
    strong: bool = False


class Column(msgspec.Struct, frozen=True):
    """A table's column; `years` are ticks `(label, per cent)` above its bars."""

    label: str
    numeric: bool = False
    years: tuple[tuple[str, float], ...] = ()


class TableBlock(msgspec.Struct, frozen=True, kw_only=True, tag="table"):
    """A table with its caption; `kind` names its look."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: str = "plain"
    remark: str = ""


class FigureBlock(msgspec.Struct, frozen=True, kw_only=True, tag="figure"):
    """A drawing, what it says in words, and its data.

    Attributes:
        markup: Our own SVG or HTML, already escaped: the only markup in a profile.
        keys: Lines for the letters in rings, `(letter, sentence)`.
        notes: Numbers of what it was drawn from.
    """

    id: str
    number: int
    title: str
    subtitle: str
    markup: str
    description: str
    source_line: str
    table: TableBlock | None = None
    keys: tuple[tuple[str, Sentence], ...] = ()
    notes: tuple[int, ...] = ()


class Warning(msgspec.Struct, frozen=True, tag="warning"):
    """How old the page is: the one box in the warning ground."""

    title: str
    sentences: tuple[Sentence, ...]
    link: Flag | None = None


class GlanceItem(msgspec.Struct, frozen=True):
    """One answer of the first minute."""

    label: str
    value: str
    sentences: tuple[Sentence, ...] = ()


class GlanceLine(msgspec.Struct, frozen=True):
    """One authority that lists the group, and since when."""

    label: str
    value: str
    notes: tuple[int, ...] = ()


class Glance(msgspec.Struct, frozen=True, kw_only=True, tag="glance"):
    """What it is, whether it is listed and by whom, who leads it, and under which ids it goes."""

    items: tuple[GlanceItem, ...]
    listed_label: str
    listed: tuple[GlanceLine, ...]
    listed_remark: tuple[Sentence, ...] = ()
    identifiers_label: str = ""
    identifiers: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """One value that some sources give, and which."""

    value: str
    who: str
    notes: tuple[int, ...]


class Question(msgspec.Struct, frozen=True):
    """A question the record answers in more than one way, and what the page shows."""

    id: str
    asked: str
    answers: tuple[Answer, ...]
    shown: Sentence


class Questions(msgspec.Struct, frozen=True, tag="questions"):
    """All of them."""

    items: tuple[Question, ...]


class Oddity(msgspec.Struct, frozen=True):
    """Something a rule found: an entry at odds with a later statement or with itself."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]


class Oddities(msgspec.Struct, frozen=True, tag="oddities"):
    """All of them."""

    items: tuple[Oddity, ...]


class Figures(msgspec.Struct, frozen=True):
    """One number given for an incident.

    Attributes:
        value: As a source gives it, bounds in words: `38`, `at least 38`, `19 to 22`.
        who: The sources that give it.
        low, high: Its ends, for the scale.
        firm: Whether an official account or a dataset gives it.
    """

    value: str
    who: str
    low: int
    high: int
    firm: bool
    notes: tuple[int, ...]


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """One incident with every source's own figures.

    Attributes:
        when, name, place: For its heading.
        sentences: What happened and who says who did it.
        counted: What the figures count, in words.
        figures: One for each value given.
    """

    id: str
    when: str
    name: str
    place: str
    sentences: tuple[Sentence, ...]
    counted: str = ""
    figures: tuple[Figures, ...] = ()


class Incidents(msgspec.Struct, frozen=True, kw_only=True, tag="incidents"):
    """Incidents on one scale from zero.

    Attributes:
        id, number, title, subtitle, source_line: As in a figure.
        scale: Ticks; the last is the end of the scale.
    """

    id: str
    number: int
    title: str
    subtitle: str
    source_line: str
    firm_label: str
    loose_label: str
    scale: tuple[int, ...]
    items: tuple[Incident, ...]


Block = (
    Paragraph | Gap | TableBlock | FigureBlock | Warning | Glance | Questions | Oddities | Incidents
)


class Section(msgspec.Struct, frozen=True):
    """A part of the page under one heading; `title` is empty for the opening."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    short: str = ""


class RecordFact(msgspec.Struct, frozen=True):
    """Which record the page was written from: a build id and the hash of its content."""

    id: str
    content: str
    register_only: bool = False


class NativeName(msgspec.Struct, frozen=True):
    """The name in its own script."""

    text: str
    lang: str
    dir: str


class Fact(msgspec.Struct, frozen=True):
    """A short labelled value in the page's head: as of, known."""

    label: str
    value: str


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A cited page about one group.

    Attributes:
        schema: Version of this form.
        language: In which it is written.
        group: Canonical id.
        label, acronym, native: How it is headed.
        kicker, formerly: The lines above and below the heading.
        as_of, known: The two days of the question.
        dates: The same in words.
        flags: Links to disagreements and stale entries.
        record: What it was written from.
        sections: The page.
        notes: Every citation, by number.
        colophon: How to read the page.
    """

    schema: int = SCHEMA_VERSION
    language: str
    group: str
    label: str
    acronym: str
    native: NativeName | None
    kicker: str
    formerly: str
    as_of: str
    known: str
    dates: tuple[Fact, ...]
    flags: tuple[Flag, ...]
    record: RecordFact
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    colophon: str

"""What every figure is: a finding, a measure, a drawing, the same in words, the same as a table, a source.

The drawing is never the only place of a value: the description gives its main values to those who cannot
see it, and the table gives all of them, folded.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sourcebook.profiles.figures.markup import checked_key, direction, join, tag
from sourcebook.profiles.figures.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class Caption:
    """What the caller says of a figure.

    Attributes:
        key: A word that is unique on the page; it begins every element id of the figure.
        title: The finding, from a rule that checked it.
        subtitle: The measure.
        source_line: Source, version and licence.
    """

    key: str
    title: str
    subtitle: str = ""
    source_line: str = ""

    def __post_init__(self) -> None:
        checked_key(self.key)


@dataclass(frozen=True, slots=True)
class DataTable:
    """The values of a figure as rows.

    Attributes:
        caption: What the rows are.
        columns: The headings.
        rows: The cells; the first of a row names it. Plain text is escaped, markup stands.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> Markup:
        """The table as an element."""
        heads = [tag("th", column, scope="col") for column in self.columns]
        body = [tag("tr", *_cells(row)) for row in self.rows]
        return tag(
            "table",
            tag("caption", self.caption),
            tag("thead", tag("tr", *heads)),
            tag("tbody", *body),
        )


def _cells(row: tuple[str, ...]) -> list[Markup]:
    first = tag("th", row[0], scope="row", dir=direction(row[0]))
    return [first, *(tag("td", cell, dir=direction(cell)) for cell in row[1:])]


@dataclass(frozen=True, slots=True)
class Note:
    """One line under a figure, for a letter in a ring.

    Attributes:
        letter: The letter at the mark.
        text: What is in doubt; markup may carry a link to the comparison.
    """

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A finished figure.

    Attributes:
        key: The word that begins its element ids.
        title: The finding.
        subtitle: The measure.
        markup: The drawing, with its key of notes.
        description: The main values in words.
        table: All values.
        source_line: Source, version and licence.
        language: The language of its fixed phrases.
    """

    key: str
    title: str
    subtitle: str
    markup: Markup
    description: str
    table: DataTable
    source_line: str
    language: str = "en"

    @classmethod
    def of(
        cls, caption: Caption, markup: Markup, description: str, table: DataTable, text: Phrases
    ) -> Figure:
        """A figure under the caller's caption."""
        return cls(
            key=caption.key,
            title=caption.title,
            subtitle=caption.subtitle,
            markup=markup,
            description=description,
            table=table,
            source_line=caption.source_line,
            language=text.language,
        )

    def html(self, kicker: str = "") -> Markup:
        """The whole figure as an element, with heading, drawing, source line and folded table.

        Args:
            kicker: What stands above the title, such as "Figure 1".
        """
        title_id = f"{self.key}-title"
        return tag(
            "figure",
            self._head(kicker, title_id),
            self.markup,
            _line("p", "fig-source", self.source_line),
            self._folded_table(),
            class_="fig",
            id=f"fig-{self.key}",
            aria_labelledby=title_id,
        )

    def _head(self, kicker: str, title_id: str) -> Markup:
        return tag(
            "figcaption",
            _line("span", "fig-kicker", kicker),
            tag("h3", self.title, id=title_id),
            _line("p", "fig-subtitle", self.subtitle),
        )

    def _folded_table(self) -> Markup:
        text = phrases(self.language)
        frame = tag("div", self.table.html(), class_="fig-table")
        return tag("details", tag("summary", text.say("table_summary")), frame, class_="fig-data")


def _line(name: str, class_: str, text: str) -> Markup:
    return tag(name, text, class_=class_) if text else Markup("")


def note_list(notes: tuple[Note, ...]) -> Markup:
    """The lines under a figure, each led by its ringed letter."""
    if not notes:
        return Markup("")
    items = [
        tag("li", tag("span", note.letter, class_="fig-letter"), join(" ", note.text))
        for note in notes
    ]
    return tag("ul", *items, class_="fig-notes")

"""A mapping: which column of a table says what, and in which words.

It is written by people, so it is checked before a row is read, and every complaint names the key, what stands there
and what may stand there. docs/mapping.md explains it with an example.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Literal

import msgspec
import yaml

from sourcebook.errors import SourceError
from sourcebook.record.reports import DATE_PRECISION, PLACE_PRECISION, STATED, VIOLENCE
from sourcebook.sources.contract import Rights

Scalar = str | int | float | bool
# What a mapping may say of a row, beside actors and codes.
FIELDS = (
    "event", *(name for name in STATED if name not in ("actors", "codes", "country_printed")), "country", "grid",
)  # fmt: skip
_CLOSED = {
    "date_precision": DATE_PRECISION,
    "place_precision": PLACE_PRECISION,
    "violence": VIOLENCE,
}


class Cell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a value is read, and how.

    Attributes:
        column: Name of the column; of several the first that the table has.
        value: The value itself, where no column says it.
        codes: What the words of the column mean; a word that is not here means nothing and is reported.
        missing: Words of this column that say that nothing is known.
        format: How a date is written, as in `%d/%m/%Y`; of several the first that fits.
        year, month, day: Columns of a date in parts; 0 or nothing is an unknown part.
        separator: What stands between several values.
        joined: Columns that make an id together.
    """

    column: str | tuple[str, ...] = ()
    value: Scalar | None = None
    codes: dict[str | int, Scalar | None] | None = None
    missing: tuple[Scalar, ...] = ()
    format: str | tuple[str, ...] = ()
    year: str | None = None
    month: str | None = None
    day: str | None = None
    separator: str | None = None
    joined: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it may be read from."""
        return (self.column,) if isinstance(self.column, str) else self.column

    @property
    def formats(self) -> tuple[str, ...]:
        """The ways a date may be written."""
        return (self.format,) if isinstance(self.format, str) else self.format

    @property
    def parts(self) -> tuple[str, ...]:
        """The columns of a date in parts."""
        return tuple(part for part in (self.year, self.month, self.day) if part)


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column that names who took part.

    Attributes:
        side: `a`, `b`, `associated_a`, `associated_b`, `perpetrator` or another word of the dataset.
        name: The column, or several of which the first that the table has is read.
        id: The column of the dataset's own number of the actor.
        separator: What stands between several names.
        whole: Names that have the separator in them and are one actor's.
        missing: Words that say that nobody is named.
    """

    side: str
    name: str | tuple[str, ...]
    id: str | None = None
    separator: str | None = None
    whole: tuple[str, ...] = ()
    missing: tuple[Scalar, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns it may be read from."""
        return (self.name,) if isinstance(self.name, str) else self.name


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column whose codes the crosswalk explains: the field it names them by, and the field they lie within."""

    field: str
    column: str
    within: str | None = None


class Terms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose a user's table is and what may be done with its rows."""

    id: str
    title: str
    publisher: str
    licence: str
    short: str | None = None
    attribution: str | None = None
    url: str = ""
    rights: Rights = "no-rows-out"
    rhythm: str = "irregular"


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a table is read.

    Attributes:
        title: What the table is, for the reader.
        source: Id of a source Sourcebook knows, or whose the table is.
        part: Which part of the source the rows belong to.
        columns: Field, and where it is read: a column's name, several of which the first is
            taken that the table has, or a `Cell`.
        actors: Who took part.
        codes: Columns that the crosswalk explains.
        scope: `extract` where such a table never is the whole dataset.
        complete_for: What a whole file is whole for, where it is exported by choice: `year`, `country`.
        required: Columns without which it is no such table; none given: all that are named here.
        without: Columns that such a table does not have.
        missing: Words that say that nothing is known, in any column.
        encoding: Encodings to try, in order.
        delimiter: What stands between columns; by default what the first line shows.
        published: Version date of every such file.
    """

    title: str
    source: str | Terms
    part: str
    columns: dict[str, str | tuple[str, ...] | Cell]
    actors: tuple[Actor, ...] = ()
    codes: tuple[Code, ...] = ()
    scope: Literal["complete", "extract"] = "complete"
    complete_for: tuple[Literal["year", "country"], ...] = ()
    required: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    missing: tuple[Scalar, ...] = ("",)
    encoding: tuple[str, ...] = ("utf-8",)
    delimiter: str | None = None
    published: str | None = None

    @property
    def source_id(self) -> str:
        """The id of the source."""
        return self.source if isinstance(self.source, str) else self.source.id

    def cell(self, field: str) -> Cell | None:
        """Where a field is read; None where the mapping does not say."""
        given = self.columns.get(field)
        return Cell(column=given) if isinstance(given, (str, tuple)) else given

    def named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every place that names columns, and the columns: one of them must be in the table."""
        for field in self.columns:
            cell = self.cell(field)
            assert cell is not None
            if cell.columns:
                yield f"columns.{field}", cell.columns
            yield from ((f"columns.{field}", (part,)) for part in (*cell.parts, *cell.joined))
        for at, actor in enumerate(self.actors):
            yield f"actors[{at}].name", actor.names
            if actor.id:
                yield f"actors[{at}].id", (actor.id,)
        yield from ((f"codes[{at}].column", (code.column,)) for at, code in enumerate(self.codes))


def read(text: str, name: str) -> Mapping:
    """Read a mapping and check it.

    Args:
        text: The YAML.
        name: What to call it in errors.

    Raises:
        SourceError: It is no mapping; the message lists everything that is wrong with it.
    """
    try:
        found = msgspec.convert(
            yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), Mapping
        )
    except yaml.YAMLError as error:
        raise SourceError(
            f"the mapping {name} is not YAML: {' '.join(str(error).split())}.", _REMEDY
        ) from error
    except msgspec.ValidationError as error:
        raise SourceError(f"the mapping {name}: {_plainly(str(error))}.", _REMEDY) from error
    wrong = list(problems(found))
    if wrong:
        raise SourceError(f"the mapping {name}: {'; '.join(wrong)}.", _REMEDY)
    return found


_REMEDY = "docs/mapping.md explains what a mapping says."


def _plainly(error: str) -> str:
    """What the checker of shapes says, in words for whoever wrote the file."""
    said, _, where = error.partition(" - at `$.")
    said = said.replace("Object contains unknown field", "there is no key").replace(
        "Object missing required field", "it lacks the key"
    )
    said = said.replace("`object`", "a block of keys").replace("`array`", "a list")
    return f"{said[:1].lower()}{said[1:]}" + (f" (at {where.rstrip('`')})" if where else "")


def problems(mapping: Mapping) -> Iterator[str]:
    """What a mapping says that can not be read."""
    for needed in ("event", "starts"):
        if needed not in mapping.columns:
            yield f"columns lacks {needed!r}, without which a row is no event"
    for field in mapping.columns:
        cell = mapping.cell(field)
        assert cell is not None
        yield from (f"columns.{field}: {wrong}" for wrong in _wrong(field, cell))
    if isinstance(mapping.source, Terms) and not mapping.source.id.isidentifier():
        yield f"source.id {mapping.source.id!r} may hold letters, digits and _ alone"


def _wrong(field: str, cell: Cell) -> Iterator[str]:
    if field not in FIELDS:
        near = difflib.get_close_matches(field, FIELDS, 1)
        yield "there is no such field" + (f"; do you mean {near[0]!r}?" if near else "")
        return
    if sum(map(bool, (cell.columns, cell.value is not None, cell.parts, cell.joined))) != 1:
        yield "give a column, or a value, or year (with month and day), or the columns joined"
    if cell.parts and (field not in ("starts", "ends") or not cell.year):
        yield "year, month and day make a date, for starts and ends alone"
    allowed = _CLOSED.get(field)
    meant = [*(cell.codes or {}).values(), cell.value]
    for word in meant if allowed else ():
        if word is not None and word not in (allowed or ()):
            yield f"{word!r} is not one of {', '.join(allowed or ())}"
    if allowed and cell.columns and cell.codes is None:
        yield f"its words need codes: what each means of {', '.join(allowed)}"

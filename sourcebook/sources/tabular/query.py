"""A mapping as a query: from the text of a table's columns to staged reports, and why a row is none.

Whole columns at a time: the engine reads a batch of text and gives typed columns with a reason where the row can not
be one. A row is refused as a whole, since half an event would be counted as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from sourcebook.record.reports import DEATHS, STATED, grid, row_id
from sourcebook.sources.tabular.mapping import Actor, Cell, Mapping, Scalar

_ISO = r"\d{4}(-\d{2}(-\d{2})?)?([T ].*)?"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping held against a table's columns.

    Attributes:
        mapping: The mapping.
        header: The table's columns, lower case.
    """

    mapping: Mapping
    header: tuple[str, ...]

    def found(self, names: Sequence[str]) -> str | None:
        """The first of some columns that the table has."""
        return next((name.lower() for name in names if name.lower() in self.header), None)

    def missing(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What the mapping names and the table lacks, where it may not."""
        asked = self.mapping.required
        for where, names in self.mapping.named():
            if not asked and self.found(names) is None:
                yield where, names
        yield from (("required", (name,)) for name in asked if self.found((name,)) is None)

    def wanted(self) -> tuple[str, ...]:
        """The columns to read."""
        names = (self.found(names) for _, names in self.mapping.named())
        withins = [self.found((code.within,)) for code in self.mapping.codes if code.within]
        return tuple(dict.fromkeys(name for name in (*names, *withins) if name is not None))


def coded(table: Table) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Fields read by codes: the column, and the codes that the mapping explains."""
    out = {}
    for field in table.mapping.columns:
        cell = table.mapping.cell(field)
        column = table.found(cell.columns) if cell else None
        if cell is not None and cell.codes is not None and column is not None:
            out[field] = (column, tuple(str(code) for code in cell.codes))
    return out


def query(table: Table) -> str:
    """The query over `batch` (text columns and `nr`) and `states` (printed, code).

    Its columns are those of a staged report, then `nr` and `reason`: null where the row is a report.
    """
    said = ", ".join(f"({_field(table, name, kind)}) as {name}" for name, kind in STATED.items())
    return f"""
        with read as (
            select nr, ({_text(table, "event")}) as event, ({_printed_grid(table)}) as printed_grid,
                {said}, {_problems(table)} as unread
            from batch
        ), checked as (
            select *, case {_checks(table)} else unread end as reason from read
        )
        select {row_id(table.mapping.source_id, table.mapping.part)} as row_id, '{_quoted(table.mapping.part)}' as part,
            event, code as country, {", ".join(STATED)}, nr, reason
        from checked left join states on printed = country_printed order by nr
    """


def _quoted(text: Scalar) -> str:
    return str(text).replace("'", "''")


def _name(column: str) -> str:
    quoted = column.replace('"', '""')
    return f'"{quoted}"'


def _cell(column: str, mapping: Mapping, missing: Sequence[Scalar] = ()) -> str:
    """The text of a column, null where it says that nothing is known."""
    words = dict.fromkeys(("", *(str(word) for word in (*mapping.missing, *missing))))
    text = f"trim({_name(column)})"
    for word in words:
        text = f"nullif({text}, '{_quoted(word)}')"
    return text


def _read(table: Table, cell: Cell | None) -> str | None:
    """The text of a field's column, if the table has one."""
    column = table.found(cell.columns) if cell is not None else None
    return None if cell is None or column is None else _cell(column, table.mapping, cell.missing)


def _text(table: Table, field: str) -> str:
    """A field as text, its codes put into words."""
    cell = table.mapping.cell(field)
    if cell is None:
        return "null::varchar"
    if cell.value is not None:
        return f"'{_quoted(_worded(cell.value))}'"
    text = _joined(table, cell) if cell.joined else _read(table, cell)
    if text is None:
        return "null::varchar"
    if cell.codes is None:
        return text
    whens = " ".join(
        f"when '{_quoted(code)}' then {'null' if said is None else repr_sql(said)}"
        for code, said in cell.codes.items()
    )
    return f"case {text} {whens} end" if whens else "null::varchar"


def _joined(table: Table, cell: Cell) -> str | None:
    """Columns that make one id; null where one of them says nothing."""
    names = [table.found((name,)) for name in cell.joined]
    return " || '-' || ".join(_cell(name, table.mapping) for name in names if name is not None)


def repr_sql(said: Scalar) -> str:
    """A value of a mapping as a literal of text."""
    return f"'{_quoted(_worded(said))}'"


def _worded(said: Scalar) -> str:
    return str(said).lower() if isinstance(said, bool) else str(said)


def _field(table: Table, name: str, kind: pa.DataType) -> str:
    made = _MADE.get(name)
    if made is not None:
        return made(table, name)
    text = _text(table, "country" if name == "country_printed" else name)
    if pa.types.is_integer(kind):
        return f"round(try_cast({text} as double))::integer"
    return f"try_cast({text} as double)" if pa.types.is_floating(kind) else text


def _aggregate(table: Table, name: str) -> str:
    return f"coalesce(try_cast({_text(table, name)} as boolean), false)"


def _precision(table: Table, name: str) -> str:
    """The precision as coded; of a date in parts, which parts are known."""
    if name in table.mapping.columns:
        return f"coalesce({_text(table, name)}, 'unknown')"
    return _known_parts(table) if name == "date_precision" else "'unknown'"


def _known_parts(table: Table) -> str:
    cell = table.mapping.cell("starts")
    assert cell is not None
    if cell.parts:
        _, month, day = _parts(table, cell)
        return f"case when {day} > 0 and {month} > 0 then 'day' when {month} > 0 then 'month' else 'year' end"
    text = _read(table, cell)
    if cell.formats:
        return f"case {' '.join(f'when {_by(text, one)} is not null then {_width(one)!r}' for one in cell.formats)} end"
    return f"case length({text}) when 4 then 'year' when 7 then 'month' else 'day' end"


def _parts(table: Table, cell: Cell) -> tuple[str, str, str]:
    """Year, month and day as numbers; 0 where not known."""

    def part(name: str | None) -> str:
        column = table.found((name,)) if name else None
        return (
            "0"
            if column is None
            else f"coalesce(try_cast({_cell(column, table.mapping)} as integer), 0)"
        )

    return part(cell.year), part(cell.month), part(cell.day)


def _date(table: Table, name: str) -> str:
    """A date: the first day that it can be, or for `ends` the last."""
    cell = table.mapping.cell(name)
    if cell is None:
        return f"nullif({_last(table)}, {_date(table, 'starts')})"
    return _day(table, cell, last=name == "ends")


def _last(table: Table) -> str:
    """Where no column says when it ended: the last day that the start can be."""
    cell = table.mapping.cell("starts")
    assert cell is not None
    return _day(table, cell, last=True)


def _day(table: Table, cell: Cell, last: bool) -> str:
    if cell.parts:
        year, month, day = _parts(table, cell)
        first = (
            f"try_cast(printf('%04d-%02d-%02d', {year}, greatest({month}, 1), "
            f"case when {month} = 0 then 1 else greatest({day}, 1) end) as date)"
        )
        return _end_of(first, f"{month} = 0", f"{day} = 0") if last else first
    if cell.value is not None:
        return f"try_cast('{_quoted(cell.value)}' as date)"
    text = _read(table, cell)
    if text is None:
        return "null::date" if not last else _last(table)
    if cell.formats:
        return f"coalesce({', '.join(_formatted(text, one, last) for one in cell.formats)})"
    first = (
        f"try_cast(case length({text}) when 4 then {text} || '-01-01' when 7 then {text} || '-01' "
        f"else left({text}, 10) end as date)"
    )
    return _end_of(first, f"length({text}) = 4", f"length({text}) = 7") if last else first


def _formatted(text: str, one: str, last: bool) -> str:
    first, width = _by(text, one), _width(one)
    return _end_of(first, repr(width == "year"), repr(width == "month")) if last else first


def _by(text: str | None, one: str) -> str:
    """A date as one format has it."""
    return f"try_strptime({text}, '{_quoted(one)}')::date"


def _width(one: str) -> str:
    """What a date of a format stands for: its day, or the month or year that it names alone."""
    if any(mark in one for mark in ("%d", "%-d", "%j", "%x", "%c")):
        return "day"
    return "month" if any(mark in one for mark in ("%m", "%-m", "%b", "%B")) else "year"


def _end_of(first: str, year: str, month: str) -> str:
    """The last day of the year or month that a first day stands for."""
    return (
        f"case when {year} then last_day({first} + interval 11 month) "
        f"when {month} then last_day({first}) else {first} end"
    )


def _actors(table: Table, _: str) -> str:
    """Who took part, in the mapping's order; those who are not named are left out."""
    lists = ", ".join(_actor(table, actor) for actor in table.mapping.actors)
    empty = "[]::struct(side varchar, name varchar, dataset_id varchar)[]"
    return f"list_concat({empty}, {lists})" if lists else empty


def _actor(table: Table, actor: Actor) -> str:
    column, number = table.found(actor.names), table.found((actor.id,)) if actor.id else None
    if column is None:
        return "[]"
    text = _cell(column, table.mapping, actor.missing)
    id_ = "null::varchar" if number is None else _cell(number, table.mapping, actor.missing)
    if actor.separator is None:
        one = f"{{'side': '{_quoted(actor.side)}', 'name': {text}, 'dataset_id': {id_}}}"
        return f"case when {text} is null then [] else [{one}] end"
    names = f"string_split({_held_together(text, actor)}, '{_quoted(actor.separator)}')"
    name = f"replace(trim(x), chr(31), '{_quoted(actor.separator)}')"
    # The number is that of all of them together where there are several.
    number_of_one = f"case when len({names}) = 1 then {id_} end"
    one = f"{{'side': '{_quoted(actor.side)}', 'name': {name}, 'dataset_id': {number_of_one}}}"
    return f"coalesce(list_transform(list_filter({names}, lambda x: trim(x) != ''), lambda x: {one}), [])"


def _held_together(text: str, actor: Actor) -> str:
    """The names with a mark in place of the separator where it is part of a name."""
    for name in actor.whole:
        marked = name.replace(actor.separator or "", "\x1f")
        text = f"replace({text}, '{_quoted(name)}', '{_quoted(marked)}')"
    return text


def _codes(table: Table, _: str) -> str:
    """The codes that the crosswalk explains, as the row prints them."""
    out = []
    for code in table.mapping.codes:
        column = table.found((code.column,))
        if column is not None:
            around = table.found((code.within,)) if code.within else None
            within = "null::varchar" if around is None else _cell(around, table.mapping)
            text = _cell(column, table.mapping)
            one = f"{{'field': '{code.field}', 'code': {text}, 'within': {within}}}"
            out.append(f"case when {text} is null then [] else [{one}] end")
    empty = "[]::struct(field varchar, code varchar, within varchar)[]"
    return f"list_concat({empty}, {', '.join(out)})" if out else empty


def _listed(table: Table, name: str) -> str:
    cell = table.mapping.cell(name)
    text = _text(table, name)
    between = cell.separator if cell is not None else None
    if between is None:
        return f"case when {text} is null then null else [{text}] end"
    return f"list_transform(string_split({text}, '{_quoted(between)}'), lambda x: trim(x))"


# Fields that are made of more than one column, or in a way of their own.
_MADE = {
    "starts": _date,
    "ends": _date,
    "date_precision": _precision,
    "place_precision": _precision,
    "aggregate": _aggregate,
    "targets": _listed,
    "actors": _actors,
    "codes": _codes,
}


def _printed_grid(table: Table) -> str:
    return f"try_cast({_text(table, 'grid')} as integer)"


def _numbers(table: Table) -> list[str]:
    return [
        name
        for name, kind in STATED.items()
        if pa.types.is_integer(kind) or pa.types.is_floating(kind)
        if _read(table, table.mapping.cell(name)) is not None
    ]


def _problems(table: Table) -> str:
    """Why what stands in a cell can not be read; null where everything can."""
    whens = []
    for name in _numbers(table):
        text = _text(table, name)
        whens.append(
            f"when {text} is not null and try_cast({text} as double) is null then '{name} is no number: ' || {text}"
        )
    for name in ("starts", "ends"):
        cell = table.mapping.cell(name)
        printed = _read(table, cell)
        if printed is not None:
            day = _day(table, cell or Cell(), last=False)
            whens.append(
                f"when {printed} is not null and {day} is null then '{name} is no date: ' || {printed}"
            )
    return f"case {' '.join(whens)} end" if whens else "null::varchar"


def _checks(table: Table) -> str:
    """What makes a row no report, in the order in which it is said."""
    negative = [
        f"when {name} < 0 then '{name} is negative: ' || {name}"
        for name in (*DEATHS, "hostages", "wounded")
    ]
    whens = [
        "when event is null then 'the row has no id of an event'",
        "when unread is not null then unread",
        "when starts is null then 'the row has no date that there is'",
        "when ends < starts then 'it ends (' || ends || ') before it starts (' || starts || ')'",
        *negative,
        *_COORDINATES,
    ]
    if table.mapping.cell("grid") is not None:
        whens.append(
            f"when printed_grid is not null and latitude is not null and longitude is not null and printed_grid != "
            f"{grid()} then case when printed_grid = {grid('longitude', 'latitude')} "
            "then 'latitude and longitude are swapped: the grid cell says so' "
            "else 'the grid cell printed, ' || printed_grid || ', is not that of the coordinates' end"
        )
    return " ".join(whens)


_COORDINATES = (
    "when (latitude is null) != (longitude is null) then 'only one of latitude and longitude is given'",
    "when abs(latitude) > 90 and abs(latitude) <= 180 and abs(longitude) <= 90 "
    "then 'latitude ' || latitude || ' is out of range; latitude and longitude may be swapped'",
    "when abs(latitude) > 90 then 'latitude ' || latitude || ' is out of range'",
    "when abs(longitude) > 180 then 'longitude ' || longitude || ' is out of range'",
)

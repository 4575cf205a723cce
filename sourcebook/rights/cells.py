"""Figures that are so small that they are rows.

A total over one row of a source is that row, and of two rows whoever knows one learns the other. So a figure that
rests on one or two rows of a source that lets none out is withheld. Where what is withheld along an axis comes to fewer
than three rows, the total beside it would give them away: the smallest other cell goes too, or, if there is none, the
total rests on as few rows and is withheld itself. Zero is no row.
"""

from __future__ import annotations

from typing import Any, Protocol, TypeVar, runtime_checkable

import msgspec

FEWEST = 3


@runtime_checkable
class Cell(Protocol):
    """A figure, or several of one place, month or kind."""

    @property
    def restricted(self) -> int | None:
        """Rows in it whose source lets none out; None once it is withheld."""

    def blanked(self) -> Any:
        """The same without its figures."""


T = TypeVar("T")


def outward(value: T) -> T:
    """A value, however deep, with every cell withheld that would be a row.

    Args:
        value: A measure, or a tuple of measures.
    """
    if isinstance(value, tuple):
        return _axis(value)  # type: ignore[return-value]
    if isinstance(value, Cell):
        return value.blanked() if _small(value.restricted) else value
    if isinstance(value, msgspec.Struct):
        changed = {name: outward(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changed)
    return value


def _small(rows: int | None) -> bool:
    return rows is not None and 0 < rows < FEWEST


def _axis(values: tuple[Any, ...]) -> tuple[Any, ...]:
    cells = [_cell(value) for value in values]
    rows = [0 if cell is None else cell.restricted or 0 for cell in cells]
    hidden = {n for n, count in enumerate(rows) if _small(count)}
    if _small(sum(rows[n] for n in hidden)):
        others = [n for n, count in enumerate(rows) if count >= FEWEST]
        hidden |= set(sorted(others, key=lambda n: (rows[n], n))[:1])
    return tuple(_hide(value) if n in hidden else outward(value) for n, value in enumerate(values))


def _cell(value: Any) -> Cell | None:
    """The cell that a value on an axis is, or holds: a month holds its counts."""
    if isinstance(value, Cell):
        return value
    held = getattr(value, "counts", None)
    return held if isinstance(held, Cell) else None


def _hide(value: Any) -> Any:
    if isinstance(value, Cell):
        return value.blanked()
    return msgspec.structs.replace(value, counts=value.counts.blanked())

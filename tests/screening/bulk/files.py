"""Reading files of names in tests: a file in, what is asked of each row out."""

from pathlib import Path

from sourcebook.screening.bulk.asking import Asked, Asker, day_first
from sourcebook.screening.bulk.reading import Wishes, read_layout, rows_of
from sourcebook.screening.bulk.rows import Fault
from sourcebook.screening.bulk.run import sample_of
from sourcebook.screening.bulk.screening import read_row

Row = Asked | Fault


def read(path: Path, wishes: Wishes | None = None) -> list[Row]:
    """Every row of a file, understood or a fault."""
    source, layout = read_layout(path, wishes or Wishes())
    asker = Asker(layout.columns, day_first(sample_of(source, layout, "born")))
    return [read_row(row, layout, asker) for row, _ in rows_of(source, layout)]


def names(path: Path, wishes: Wishes | None = None) -> list[str]:
    """The names of a file; of a row that is a fault, what is wrong."""
    return [one.reason if isinstance(one, Fault) else one.name for one in read(path, wishes)]


def described(path: Path, wishes: Wishes | None = None) -> str:
    """How a file is read, in words."""
    return read_layout(path, wishes or Wishes())[1].described()

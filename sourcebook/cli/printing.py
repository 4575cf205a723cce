"""How answers are printed: tables for people, one JSON object for programs, progress on a terminal's stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile(r"[\t\n\u2028\u2029]")


def print_json(question: object, results: object, **more: object) -> None:
    """Print the object every command answers with."""
    sys.stdout.write(as_answer(question, results, **more) + "\n")


def as_answer(question: object, results: object, **more: object) -> str:
    """The object every command answers with, as text."""
    answer = {"question": question, "results": results, **more}
    raw = msgspec.json.format(msgspec.json.encode(answer, enc_hook=str), indent=2)
    return re.sub(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069]", _escaped, raw.decode())


def _escaped(found: re.Match[str]) -> str:
    """A character that steers a terminal, as JSON also writes it; those below a blank are escaped already."""
    return f"\\u{ord(found[0]):04x}"


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table; on a pipe, tab-separated lines."""
    shown = [[clean(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for line in [list(columns), *shown]:
            sys.stdout.write("\t".join(line) + "\n")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=title or None, header_style="bold", box=None, pad_edge=False, title_justify="left"
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in shown:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def say(text: str) -> None:
    """Print one line."""
    sys.stdout.write(clean(text) + "\n")


def warn(text: str) -> None:
    """Print one line for the user's eyes, not for a pipe."""
    sys.stderr.write(clean(text) + "\n")


def clean(value: object) -> str:
    """Text from a source without what would steer a terminal; tabs and line ends become blanks."""
    if value is None:
        return ""
    return _CONTROL.sub("", _BREAK.sub(" ", str(value)))


@contextmanager
def progress() -> Iterator[Any]:
    """A callable `(step, done, of)` that draws a bar on stderr where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1)
        yield lambda step, done, of: bar.update(task, description=step, completed=done, total=of)

"""Screening files: what `sourcebook screen FILE -o HITS` does, and the command rescreen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import msgspec
import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.hits import LEAD, print_searched
from sourcebook.cli.printing import print_json, say, warn
from sourcebook.cli.taking import taking
from sourcebook.cli.where import Cutoff, Known, Limit, Source, Threshold, Where, refuse_unknown

if TYPE_CHECKING:
    from sourcebook.screening.bulk import opening
    from sourcebook.screening.bulk.reading import Layout
    from sourcebook.screening.bulk.run import Summary
    from sourcebook.screening.coverage import Searched
    from sourcebook.screening.query import Options

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="HITS",
        help="Screen a file, and write its hits here: .csv, .jsonl or .parquet.",
    ),
]
Every = Annotated[
    bool, typer.Option("--all/--only-hits", help="Write rows of a file without a hit as well.")
]


class FileWish(msgspec.Struct, frozen=True, kw_only=True):
    """What the options say of a file, as typed.

    Attributes:
        map_, encoding, delimiter, header: How it is read, where the user says so.
        workers: How many processes.
        yes: Whether the columns are taken as guessed.
        restart: Whether an earlier run is forgotten.
    """

    map_: list[str] | None
    encoding: str | None
    delimiter: str | None
    header: bool | None
    workers: int | None
    yes: bool
    restart: bool


def file_options(
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="ROLE=COLUMN,…",
            help="Which column of a file holds what [default: told by their headings].",
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Encoding of a file [default: told by its bytes]."),
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="SIGN", help="What separates the cells of a file.")
    ] = None,
    header: Annotated[
        bool | None,
        typer.Option("--header/--no-header", help="Whether a file begins with headings."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes that screen a file [default: one for each core]."
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Take the columns as guessed; do not ask.")
    ] = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Forget what a run that was stopped has done.")
    ] = False,
) -> None:
    """The options of `FileWish`."""


class Search(NamedTuple):
    """What is asked about each row of a file.

    Attributes:
        options: Where to look.
        every: Whether rows without a hit are written.
        since: Only what the lists have altered after this day.
    """

    options: Options
    every: bool = False
    since: date | None = None


def _among(
    known: Known = None,
    source: Source = None,
    limit: Limit = 5,
    threshold: Threshold = 0.7,
    cutoff: Cutoff = 0.5,
) -> None:
    """The options of `Where` that mean something beside --since."""


@app.command()
@taking("among", Where, _among)
@taking("wish", FileWish, file_options)
def rescreen(
    among: Where,
    wish: FileWish,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file of names.")],
    since: Annotated[
        str, typer.Option(metavar="DATE", help="What the lists have altered after this day.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="CHANGES", help="Write here: .csv, .jsonl or .parquet."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Screen a file again, but only for what the lists have altered: hits new, gone or changed since a day."""
    from sourcebook.cli.opening import day

    search = Search(among.options(), since=day("--since", since))
    screen_file(file, output, wish, search, as_json)


def screen_file(
    name: str | None, output: Path, wish: FileWish, search: Search, as_json: bool
) -> NoReturn:
    """Screen a file; ends with the exit code of the run.

    Args:
        name: The file.
        output: Where its hits go.
        wish: How it is read.
        search: What is asked about each row.
        as_json: Whether the summary is printed as JSON.

    Raises:
        UsageError: There is no such file, or it is not clear how it is read.
    """
    from sourcebook import settings
    from sourcebook.screening.bulk.run import Job, form_of, run

    form_of(output)
    searched, options, build = _searched(search.options)
    source, layout = understood(name, wish)
    job = Job(
        home=settings.home(), source=source, layout=layout, output=output, options=options, every=search.every,
        workers=wish.workers or settings.threads(), restart=wish.restart, since=search.since,
    )  # fmt: skip
    with rows_progress() as tell:
        found = run(job, tell)
    if as_json:
        _print_json(found, {"options": options, "build": build}, searched, search.since)
    else:
        _print_summary(found, search.since)
        print_searched(searched, str(options.known))
    raise typer.Exit(_code(found))


def _print_json(
    found: Summary, question: dict[str, object], searched: list[Searched], since: date | None
) -> None:
    if since is None:
        print_json({"asked": None, **question}, found, searched=searched, note=LEAD, replay=None)
    else:
        print_json({"since": since, **question}, found, searched=searched, note=LEAD)


def _searched(options: Options) -> tuple[list[Searched], Options, str]:
    """The lists searched, the options with the day they are searched as known on, and the build.

    Raises:
        UsageError: A source or topic named is not in the record.
    """
    from sourcebook.cli.opening import opened
    from sourcebook.screening.coverage import coverage

    with opened() as record:
        refuse_unknown(record, options)
        options = msgspec.structs.replace(options, known=options.known or record.known)
        return coverage(record, options), options, record.manifest.id


def refuse_particulars(*given: object) -> None:
    """What is said of one name on the command line is said of no row of a file.

    Raises:
        UsageError: Something is.
    """
    from sourcebook.errors import UsageError

    if any(given):
        raise UsageError(
            "-o screens a file: what is known of each name stands in its columns, and nothing is logged or replayed.",
            "Leave out --also, --schema, --born, --nationality, --birth-place, --gender, --id-number, --log, --replay.",
        )


def refuse_file(name: str | None) -> None:
    """A file of names without a place for its hits is a slip, not a name.

    Raises:
        UsageError: It is such a file.
    """
    from sourcebook.errors import UsageError

    if name is not None and name.lower().endswith(_OF_FILES) and Path(name).is_file():
        raise UsageError(
            f"{name} is a file.", f"To screen it: sourcebook screen {name} -o HITS.csv"
        )


_OF_FILES = (
    ".csv",
    ".tsv",
    ".txt",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".gz",
    ".xz",
    ".zst",
    ".bz2",
    ".xlsx",
)


def _code(found: Summary) -> int:
    """1: somebody to look at; 3: no alert, but rows that could not be screened."""
    if found.alerts:
        return 1
    return 3 if found.errors else 0


def understood(name: str | None, wish: FileWish) -> tuple[opening.Source, Layout]:
    """The file and how it is read, stated, and on a terminal confirmed.

    Raises:
        UsageError: There is no such file, or it is not clear how it is read.
        Interrupted: The user does not agree.
    """
    from sourcebook.errors import Interrupted, UsageError
    from sourcebook.screening.bulk.columns import HELP
    from sourcebook.screening.bulk.reading import Wishes, read_layout

    if name is None:
        raise UsageError(
            "-o without a file.", "For example: sourcebook screen staff.csv -o hits.csv"
        )
    wishes = Wishes(
        mapping=tuple(wish.map_ or ()),
        encoding=wish.encoding,
        delimiter=wish.delimiter,
        header=wish.header,
    )
    source, layout = read_layout(Path(name), wishes)
    warn(f"{name}: {layout.described()}.")
    asks = sys.stdin.isatty() and sys.stderr.isatty() and not (wish.yes or wish.map_)
    if asks and not typer.confirm("Take these columns?", default=True, err=True):
        raise Interrupted("nothing was screened.", HELP)
    return source, layout


def _print_summary(found: Summary, since: date | None) -> None:
    begun = f" (of these {found.begun_at:,} by an earlier run)" if found.begun_at else ""
    say(
        f"{found.rows:,} rows{begun}: {found.screened:,} screened, {found.empty:,} without a name, "
        f"{found.errors:,} that could not be read"
    )
    if since is not None:
        say(
            f"{found.hits:,} lines on hits that are new, gone or changed; {found.alerts:,} rows with a match that is"
        )
        _print_files(found)
        return
    cleared = f", {found.cleared:,} of them cleared" if found.cleared else ""
    say(
        f"{found.hits:,} hits{cleared}; {found.alerts:,} rows with a match, {found.alerts_per_1000:.2f} in 1,000"
    )
    _print_files(found)


def _print_files(found: Summary) -> None:
    say(f"{found.seconds:,.1f} s, {found.rate:,.0f} rows a second")
    say(f"Hits: {found.output}")
    if found.errors or found.empty or found.notes:
        noted = f", and {found.notes:,} screened without all that they say" if found.notes else ""
        say(f"Rows not screened{noted}: {found.errors_file}")


@contextmanager
def rows_progress() -> Iterator[Callable[[int, int, int], None]]:
    """A callable `(read, of, rows)` that draws a bar with rate and time left where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        first: list[tuple[float, int]] = []

        def tell(read: int, of: int, rows: int) -> None:
            now = bar.get_time()
            first or first.append((now, rows))  # type: ignore[func-returns-value]
            began, had = first[0]
            rate = (rows - had) / (now - began) if now > began else 0
            shown = f"{rows:,} rows, {rate:,.0f} a second" if rate else f"{rows:,} rows"
            bar.update(task, description=shown, completed=read, total=max(of, 1))

        yield tell

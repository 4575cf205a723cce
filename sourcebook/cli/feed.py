"""Commands that feed the record and say what is in it: add, build, status, sources, rejects, changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, progress, say, warn

if TYPE_CHECKING:
    from sourcebook.build.intake import AddedLine


@app.command()
def add(
    files: Annotated[
        list[Path],
        typer.Argument(help="Publishers' files, plain or as xz, gzip or zip, or workbooks."),
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Version date of files that carry none.")
    ] = None,
    extract: Annotated[bool, typer.Option(help="The files are extracts, not whole lists.")] = False,
    allow_shrink: Annotated[
        bool, typer.Option(help="Take a list that is over 20 % shorter than the one before.")
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Read tables by this mapping: which column says what."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take publishers' files into the archive, recognised by what is in them."""
    from sourcebook import settings
    from sourcebook.archive.files import Archive
    from sourcebook.build.intake import Wish
    from sourcebook.build.intake import add as take
    from sourcebook.errors import SourcebookError

    wish = Wish(published=published, extract=extract, allow_shrink=allow_shrink, mapping=mapping)
    archive = Archive(settings.home())
    taken: list[AddedLine] = []
    failed: list[SourcebookError] = []
    with archive.locked(), progress() as tell:
        for done, path in enumerate(files):
            tell(f"reading {path.name}", done, len(files))
            try:
                taken.append(take(archive, path, wish).line)
            except SourcebookError as error:
                failed.append(error)
    if as_json:
        print_json({"files": [str(f) for f in files]}, taken, errors=[str(e) for e in failed])
    else:
        _show_taken(taken)
    for failure in failed:
        warn(f"sourcebook: {failure}")
    if failed:
        raise typer.Exit(max(failure.exit_code for failure in failed))


def _show_taken(taken: Sequence[AddedLine]) -> None:
    print_table(
        ("source", "format", "published", "scope", "records", "rejects", "file", "note"),
        [
            (a.source, a.format, a.published, a.scope, a.records, a.rejects, a.file, a.note)
            for a in taken
        ],
    )
    if any(a.new for a in taken):
        say("Now run: sourcebook build")


@app.command()
def build(as_json: AsJson = False) -> None:
    """Build a new version of the record from archive, register and journal."""
    from sourcebook import settings
    from sourcebook.build.builder import build as run

    with progress() as tell:
        built = run(settings.home(), tell)
    if as_json:
        print_json({"home": str(settings.home())}, built.manifest, new=built.new)
        return
    counts = built.manifest.counts
    say(
        "Nothing has changed since the last build."
        if not built.new
        else "A new version of the record is live."
    )
    say(
        f"{counts['entry']:,} entries, {counts['statements']:,} statements, {counts['relations']:,} relations, "
        f"{counts['events']:,} events; known to {built.manifest.known}; content {built.manifest.content[:16]}"
    )


@app.command()
def status(as_json: AsJson = False) -> None:
    """What is in the record: files, versions, counts, orphans, rejects."""
    from sourcebook.cli.opening import opened
    from sourcebook.record.overview import overview

    with opened() as record:
        found = overview(record)
    if as_json:
        print_json({}, found)
        return
    say(f"Record {found.id}, known to {found.known}, content {found.content[:16]}")
    print_table(
        ("source", "part", "published", "scope", "records", "orphans", "rejects"),
        [
            (f.source, f.part, f.published, f.scope, f.records, f.orphans, f.rejects)
            for f in found.files
        ],
    )
    for name, count in found.counts.items():
        say(f"{name}: {count:,}")
    for note in found.notes:
        say(note)


@app.command()
def sources(as_json: AsJson = False) -> None:
    """The sources Sourcebook can read, with their terms."""
    from sourcebook.sources.catalog import SOURCES

    manifests = [source.manifest for source in SOURCES]
    if as_json:
        print_json({}, manifests)
        return
    print_table(
        ("id", "publisher", "title", "formats", "licence", "rows may leave", "rhythm", "url"),
        [
            (m.id, m.publisher, m.title, m.formats, m.licence, m.rights, m.rhythm, m.url)
            for m in manifests
        ],
    )


@app.command()
def rejects(
    source: Annotated[str | None, typer.Argument(help="Only of this source.")] = None,
    as_json: AsJson = False,
) -> None:
    """What could not be read, record by record, and why."""
    from sourcebook.cli.opening import opened
    from sourcebook.record.overview import rejects as rejected

    with opened() as record:
        rows = rejected(record, source)
    if as_json:
        print_json({"source": source}, rows)
        return
    print_table(
        ("source", "record", "reason", "locator", "printed", "file"),
        [(r.source, r.record, r.reason, r.locator, r.printed, r.file) for r in rows],
    )
    say(f"{len(rows):,} rejects")


@app.command()
def changes(
    source: Annotated[
        str, typer.Argument(help="The source, for example un, or part of it: ofac/sdn.")
    ],
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Older version.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Newer version.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What changed between two versions of a list: entries added, removed, amended field by field."""
    from sourcebook.cli.opening import opened
    from sourcebook.record.changes import between

    with opened() as record:
        found = between(record, source, since, until)
    if as_json:
        print_json({"source": source, "from": found.since, "to": found.until}, found)
        return
    say(
        f"{source}, {found.since} to {found.until}: +{len(found.added)} / -{len(found.removed)} entries, "
        f"{len(found.amended)} amended"
    )
    for sign, entries in (("+", found.added), ("-", found.removed)):
        print_table(("", "entry", "name"), [(sign, e.entry, e.caption) for e in entries])
    print_table(
        ("entry", "field", "was", "is"),
        [
            (a.entry, f.field, "; ".join(f.was), "; ".join(f.now))
            for a in found.amended
            for f in a.fields
        ],
    )

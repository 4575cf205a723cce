"""Commands that ask the record: groups, findings."""

from __future__ import annotations

from typing import Annotated

import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, say


@app.command()
def groups(
    search: Annotated[str | None, typer.Argument(help="Only names that hold this text.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every organisation of every list, not only the register's.")] = False,
    as_json: AsJson = False,
) -> None:
    """Browse the groups of the record."""
    from sourcebook.cli.opening import opened
    from sourcebook.record.browse import browse

    with opened() as record:
        found = browse(record, search, register_only=not all_ and search is None)
    if as_json:
        print_json({"search": search, "all": all_}, found)
        return
    print_table(("id", "name", "sources", "entries"), [(g.id, g.caption, ", ".join(g.sources), g.entries) for g in found])
    say(f"{len(found):,} groups")

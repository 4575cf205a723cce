"""The command that shows how the actors of event datasets were resolved."""

from __future__ import annotations

from typing import Annotated

import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, say


@app.command()
def actors(
    group: Annotated[
        str | None, typer.Argument(help="A group by any name or id; all without.")
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Only names that wait for a judgement.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """How the actors that event datasets print were resolved to groups, and why."""
    from sourcebook.cli.events import say_terms
    from sourcebook.cli.opening import opened
    from sourcebook.incidents.actors.reading import resolutions
    from sourcebook.record.lookup import GROUP_SCHEMATA, find
    from sourcebook.rights.gate import totals
    from sourcebook.rights.terms import credits

    with opened() as record:
        canonical = None if group is None else find(record, group, GROUP_SCHEMATA)
        found = resolutions(record, canonical, review)
        lines, withheld = totals(record, found, lambda line: (line.source, line.restricted))
        owed = credits(record, {line.source for line in lines}, record.known)
    if as_json:
        asked = {"asked": group, "id": canonical, "review": review}
        print_json(asked, lines, credits=owed, withheld=withheld)
        return
    print_table(
        ("source", "name", "where", "grade", "is", "score", "why", "judge it as"),
        [
            (
                a.source,
                a.name,
                a.country or "",
                a.grade,
                a.canonical or "",
                f"{a.score:.2f}",
                a.explanation,
                a.actor,
            )
            for a in lines
        ],
    )
    say_terms(owed, withheld)
    if review and lines:
        say(
            "Judge one: sourcebook same ACTOR ENTRY --who NAME --why GROUND, or sourcebook different."
        )

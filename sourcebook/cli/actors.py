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
    from sourcebook.cli.opening import opened
    from sourcebook.incidents.actors.reading import resolutions
    from sourcebook.record.lookup import GROUP_SCHEMATA, find

    with opened() as record:
        canonical = None if group is None else find(record, group, GROUP_SCHEMATA)
        lines = resolutions(record, canonical, review)
    if as_json:
        print_json({"asked": group, "id": canonical, "review": review}, lines)
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
    if review and lines:
        say(
            "Judge one: sourcebook same ACTOR ENTRY --who NAME --why GROUND, or sourcebook different."
        )

"""Commands for those who write the register: register check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sourcebook.cli.app import AsJson, app
from sourcebook.cli.printing import print_json, print_table, say

register = typer.Typer(
    help="The register of groups: check its files.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(register, name="register")


@register.callback()
def _register() -> None:
    """Keep `check` a command of its own."""


@register.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of register files [default: the shipped one].")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold every register file against its format, and say what to write instead."""
    from sourcebook import settings
    from sourcebook.sources.register import check as run

    place = folder or settings.register_folder()
    problems = run(place)
    if as_json:
        print_json({"folder": str(place)}, problems)
    elif problems:
        print_table(("file", "where", "problem"), [(p.file, p.path, p.message) for p in problems])
        say(f"{len(problems)} problems")
    else:
        say("The register is in order.")
    if problems:
        raise typer.Exit(3)

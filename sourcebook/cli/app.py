"""The application and the options many commands share.

Commands import what they need when they run, so that `--help` is quick and a question about one group does not
load the parsers.
"""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="sourcebook",
    help="Cited, living profiles of armed groups from the public record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: quick, and the same in a pipe
    add_completion=False,
)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What was so on this day [default: --known]."),
]
Known = Annotated[
    str | None,
    typer.Option(
        "--known",
        metavar="DATE",
        help="What the sources had said by this day [default: the newest].",
    ),
]
Group = Annotated[str, typer.Argument(help="A name or alias in any script, or an id.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from sourcebook import __version__

        typer.echo(__version__)
        raise typer.Exit


from sourcebook.cli import actors, ask, check, events, feed, judge, links, register, screen, serve  # noqa: E402, F401  (their commands)

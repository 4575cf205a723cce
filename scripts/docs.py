"""Write the generated pages of the documentation again, or check that they are up to date (`--check`).

The command reference comes from the commands, the sources page from the manifests, the property table from the
record, the schema of the register from its types, so that none of them can drift.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import typer.main

from sourcebook.cli.app import app
from sourcebook.record.properties import PROPERTIES
from sourcebook.sources.catalog import SOURCES
from sourcebook.sources.register.schema import json_schema

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- written by scripts/docs.py; do not edit -->\n\n"


def command_reference() -> str:
    """Every command with its help."""
    root = typer.main.get_command(app)
    context = root.make_context("sourcebook", [], resilient_parsing=True)
    context.terminal_width = 100
    parts = [f"{NOTE}# Command reference\n\n{ABOUT_COMMANDS}\n"]
    parts += [f"## `{name}`\n\n```text\n{text}\n```\n" for name, text in _commands(root, context)]
    return "\n".join(parts)


ABOUT_COMMANDS = """Every command takes `--json` and then prints one object: `question` (as understood), `results`,
and for each result its sources. Exit codes: 0 fine, 1 findings (a hit, a contradiction), 2 usage, 3 data or source
error, 4 interrupted."""


def _commands(group: object, context: object) -> Iterator[tuple[str, str]]:
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        inner = type(context)(command, info_name=name, parent=context, terminal_width=100)  # type: ignore[call-arg]
        if hasattr(command, "commands"):
            yield from ((f"{name} {sub}", text) for sub, text in _commands(command, inner))
        else:
            yield name, "\n".join(line.rstrip() for line in command.get_help(inner).splitlines())


LEAVE = {"open": "yes", "attribution": "yes, with the attribution", "no-rows-out": "no"}


def sources_page() -> str:
    """Every source with its terms."""
    parts = [f"{NOTE}# Sources\n"]
    for source in SOURCES:
        m = source.manifest
        parts.append(f"## {m.title} (`{m.id}`)\n")
        rows = {
            "Publisher": m.publisher, "Live at": m.url, "Read as": m.formats,
            "Formats": ", ".join(f.name for f in source.formats), "Changes": m.rhythm,
            "Licence": m.licence, "Attribution": m.attribution, "Rows may leave": LEAVE[m.rights],
        }  # fmt: skip
        parts.append("| | |\n|---|---|\n" + "".join(f"| {k} | {v} |\n" for k, v in rows.items()))
    return "\n".join(parts)


def properties_page() -> str:
    """The properties of ours beside FollowTheMoney's."""
    rows = "".join(f"| `{p.name}` | {p.schema} | {p.meaning} |\n" for p in PROPERTIES)
    return f"{NOTE}# Properties of our own\n\n| property | of | meaning |\n|---|---|---|\n{rows}"


def register_schema() -> str:
    """The format of a register file as JSON Schema, by which an editor checks as one writes."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A register file"}
    return json.dumps({**schema, **json_schema()}, indent=2, ensure_ascii=False) + "\n"


PAGES = {
    "cli.md": command_reference, "sources.md": sources_page, "properties.md": properties_page,
    "register.schema.json": register_schema,
}  # fmt: skip


def main() -> None:
    """Write or check."""
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"out of date: {', '.join(stale)}; run: make docs")


if __name__ == "__main__":
    main()

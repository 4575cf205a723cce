"""Write the generated pages of the documentation again, or check that they are up to date (`--check`).

The command reference comes from the commands, the sources page from the manifests, the property table from the
record, so that none of them can drift.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTE = "<!-- written by scripts/docs.py; do not edit -->\n\n"


def command_reference() -> str:
    """Every command with its help."""
    import typer.main

    from sourcebook.cli.app import app

    root = typer.main.get_command(app)
    context = root.make_context("sourcebook", [], resilient_parsing=True)
    context.terminal_width = 100
    parts = [f"{NOTE}# Command reference\n\n{ABOUT_COMMANDS}\n"]
    parts += [f"## `{name}`\n\n```text\n{text}\n```\n" for name, text in _commands(root, context)]
    return "\n".join(parts)


ABOUT_COMMANDS = """Every command takes `--json` and then prints one object: `question` (as understood), `results`, and for each
result its sources. Exit codes: 0 fine, 1 findings (a hit, a contradiction), 2 usage, 3 data or source error,
4 interrupted."""


def _commands(group: object, context: object) -> Iterator[tuple[str, str]]:
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        inner = type(context)(command, info_name=name, parent=context, terminal_width=100)  # type: ignore[call-arg]
        if hasattr(command, "commands"):
            yield from ((f"{name} {sub}", text) for sub, text in _commands(command, inner))
        else:
            yield name, "\n".join(line.rstrip() for line in command.get_help(inner).splitlines())


def sources_page() -> str:
    """Every source with its terms."""
    from sourcebook.sources.catalog import SOURCES

    parts = [f"{NOTE}# Sources\n"]
    for source in SOURCES:
        m = source.manifest
        parts.append(f"## {m.title} (`{m.id}`)\n")
        rows = {
            "Publisher": m.publisher, "Live at": m.url, "Read as": m.formats, "Formats": ", ".join(f.name for f in source.formats),
            "Changes": m.rhythm, "Licence": m.licence, "Attribution": m.attribution,
            "Rows may leave": {"open": "yes", "attribution": "yes, with the attribution", "no-rows-out": "no"}[m.rights],
        }  # fmt: skip
        parts.append("| | |\n|---|---|\n" + "".join(f"| {k} | {v} |\n" for k, v in rows.items()))
    return "\n".join(parts)


def properties_page() -> str:
    """The properties of ours beside FollowTheMoney's."""
    from sourcebook.record.properties import PROPERTIES

    rows = "".join(f"| `{p.name}` | {p.schema} | {p.meaning} |\n" for p in PROPERTIES)
    return f"{NOTE}# Properties of our own\n\n| property | of | meaning |\n|---|---|---|\n{rows}"


PAGES = {"cli.md": command_reference, "sources.md": sources_page, "properties.md": properties_page}


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

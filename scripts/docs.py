"""Write the generated pages of the documentation again, or check that they are up to date (`--check`).

The command reference comes from the commands, the sources page from the manifests, the property table from the
record, the schema of the register from its types, so that none of them can drift.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import typer.main
from msgspec.json import schema_components

from sourcebook import settings
from sourcebook.cli.app import app
from sourcebook.cli.shapes import SHAPES, Shape
from sourcebook.findings import RULES
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
and for each result its sources; [json.md](json.md) has the schema of each. Exit codes: 0 fine, 1 findings (a hit, a
contradiction), 2 usage, 3 data or source error, 4 interrupted."""


def _commands(group: object, context: object) -> Iterator[tuple[str, str]]:
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        inner = type(context)(command, info_name=name, parent=context, terminal_width=100)  # type: ignore[call-arg]
        if hasattr(command, "commands"):
            yield from ((f"{name} {sub}", text) for sub, text in _commands(command, inner))
        else:
            yield name, "\n".join(line.rstrip() for line in command.get_help(inner).splitlines())


ABOUT_JSON = """Every command takes `--json` and then prints one object:

- `question`: the question as it was understood: which group was meant, and the two days it was answered for. A day is
  `YYYY-MM-DD`; a partial one given on the command line means its last day.
- `results`: one object, or a list of them, each with its sources; `check` has `claims` and `omissions` in its place.
- for some commands further keys, named below.

Dates of the record are EDTF: `2020`, `2020-06`, `2020-06-03`, `2015~`, `1978/1980`. A `row` is the id by which a row
of the record can be cited; it survives a rebuild. Errors go to stderr with an exit code of [cli.md](cli.md). The types
are given below as JSON Schema; the tests decode what the commands print by them. The one result of
`sourcebook profile --json` is the whole page, of the form of [profile.schema.json](profile.schema.json);
`--format json` prints the page alone.
"""


def json_page() -> str:
    """Every answer with `--json`, and the schema of its parts."""
    root = typer.main.get_command(app)
    about = dict(_abouts(root))
    parts = [f"{NOTE}# JSON answers\n\n{ABOUT_JSON}"]
    parts += [_shape(name, about[name], shape) for name, shape in SHAPES.items()]
    types = [t for shape in SHAPES.values() for t in (shape.results, *shape.more.values()) if t]
    _, defs = schema_components(types, ref_template="#/$defs/{name}")
    parts.append("## Types\n")
    for name, schema in sorted(defs.items()):
        text = json.dumps(schema, indent=2, ensure_ascii=False)
        parts.append(f"### Type {name}\n\n```json\n{text}\n```\n")
    return "\n".join(parts)


def _abouts(group: object) -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            yield from ((f"{name} {sub}", text) for sub, text in _abouts(command))
        else:
            yield name, str(command.help).split("\n\n", maxsplit=1)[0]


def _shape(name: str, about: str, shape: Shape) -> str:
    """One command: what it answers, and of which types the parts of its answer are."""
    rows = [(f"`question.{key}`", _type(kind)) for key, kind in shape.question.items()]
    rows += [("`results`", _type(shape.results))] if shape.results is not None else []
    rows += [(f"`{key}`", _type(kind)) for key, kind in shape.more.items()]
    table = "".join(f"| {key} | {kind} |\n" for key, kind in rows)
    return f"## `{name}`\n\n{about}\n\n| key | type |\n|---|---|\n{table}"


PLAIN = {
    str: "string", bool: "boolean", int: "number", float: "number", date: "day", type(None): "null",
}  # fmt: skip


def _type(kind: Any) -> str:
    """A type in words, linked to its schema."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is list:
        return f"list of {_type(get_args(kind)[0])}"
    if get_origin(kind) is dict:
        return f"{_type(get_args(kind)[1])} by key"
    if get_args(kind):
        return " or ".join(_type(one) for one in get_args(kind))
    return f"[{kind.__name__}](#type-{kind.__name__.lower()})"


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


def settings_page() -> str:
    """The table of `settings`."""
    table = str(settings.__doc__).partition("\n\n")[2]
    return f"{NOTE}# Settings\n\nSourcebook is set up by variables of the environment, all of them optional.\n\n{table}"


def findings_page() -> str:
    """Every rule, in the words of its docstring."""
    rows = "".join(f"| `{name}` | {_first_line(rule)} |\n" for name, rule in RULES.items())
    return f"{NOTE}# Findings\n\n{ABOUT_FINDINGS}\n| rule | finds |\n|---|---|\n{rows}"


ABOUT_FINDINGS = """`sourcebook findings [GROUP]` runs these rules over the record, as known on a day; `--rule` runs one
of them. A finding is a thing to look at, with the rows it rests on, and no verdict: a source may be right and late.
Rules err on the side of silence: two partial dates differ only if they can not be the same day, one is before another
only if every day it can be is, and "about" a year means a year more to either side.
"""


def _first_line(rule: object) -> str:
    return str(rule.__doc__).split("\n", maxsplit=1)[0]


def register_schema() -> str:
    """The format of a register file as JSON Schema, by which an editor checks as one writes."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A register file"}
    return json.dumps({**schema, **json_schema()}, indent=2, ensure_ascii=False) + "\n"


def openapi() -> str:
    """What can be asked over HTTP, as the server itself says it."""
    from sourcebook.web.app import create_app
    from sourcebook.web.server import Address, service_of

    document = create_app(service_of(DOCS, Address(), threads=1)).openapi()
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


PAGES = {
    "openapi.json": openapi,
    "cli.md": command_reference, "sources.md": sources_page, "properties.md": properties_page, "json.md": json_page,
    "settings.md": settings_page, "findings.md": findings_page,
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

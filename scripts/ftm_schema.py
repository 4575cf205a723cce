"""Write `sourcebook/record/ftm_schema.json`: FollowTheMoney's schemata, as far as the record needs them.

Of each schema: the schemata it extends directly, and the properties it declares itself with their types. The package
`followthemoney` (MIT licence) needs ICU to install and is therefore no dependency; run this in a virtual environment of
its own when the model changes:

    apt-get install -y libicu-dev pkg-config g++
    python3 -m venv .ftm && .ftm/bin/pip install followthemoney
    .ftm/bin/python scripts/ftm_schema.py
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from followthemoney import model

TARGET = Path(__file__).resolve().parent.parent / "sourcebook" / "record" / "ftm_schema.json"


def table() -> dict[str, Any]:
    """The model as plain values, in alphabetical order."""
    schemata = {name: _schema(model.schemata[name]) for name in sorted(model.schemata)}
    return {"followthemoney": version("followthemoney"), "schemata": schemata}


def _schema(schema: Any) -> dict[str, Any]:
    # A stub is the other end of a property (a person's `sanctions`) and never stands in data.
    own = [p for p in schema.properties.values() if p.schema.name == schema.name and not p.stub]
    return {
        "extends": sorted(parent.name for parent in schema.extends),
        "properties": {p.name: p.type.name for p in sorted(own, key=lambda p: p.name)},
    }


def main() -> None:
    """Write the table, one schema a line so that a change of the model reads well as a difference."""
    found = table()
    lines = [
        f"  {json.dumps(name)}: {json.dumps(schema, separators=(',', ':'))}"
        for name, schema in found["schemata"].items()
    ]
    head = f'{{"followthemoney": {json.dumps(found["followthemoney"])}, "schemata": {{\n'
    TARGET.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""docs/register.schema.json, by which an editor checks a register file as one writes."""

import json
from pathlib import Path

from sourcebook.sources.register.schema import json_schema

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "register.schema.json"


def test_the_published_schema_is_that_of_the_types() -> None:
    published = json.loads(PUBLISHED.read_text("utf-8"))
    assert published == published | json.loads(json.dumps(json_schema())), "run: make docs"


def test_the_schema_refuses_keys_it_does_not_know() -> None:
    kinds = json.loads(PUBLISHED.read_text("utf-8"))["$defs"]
    objects = [name for name, kind in kinds.items() if kind.get("type") == "object"]
    assert len(objects) > 20
    assert [name for name in objects if kinds[name].get("additionalProperties") is not False] == []

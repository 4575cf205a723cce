"""The reference page: what can be asked, drawn from the OpenAPI document on the server.

The usual viewers load a script from a content network; this page needs neither a script nor a network.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

DEEPEST = 6
METHODS = ("get", "post")


def reference(document: dict[str, Any]) -> str:
    """The page.

    Args:
        document: The OpenAPI document.
    """
    operations = [
        {"method": method.upper(), "path": path, **_told(operation, document)}
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]
    groups = {
        tag: [one for one in operations if one["tag"] == tag]
        for tag in dict.fromkeys(o["tag"] for o in operations)
    }
    page = _environment().get_template("reference.html")
    return page.render(about=document["info"], groups=groups, style=Markup(style()))


def _told(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What the page says of one operation."""
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "tag": operation["tags"][0], "summary": operation["summary"], "description": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation.get("parameters", [])],
        "body": [(kind, _example(of, document)) for kind, of in body.items()],
        "responses": [
            (code, of.get("description", ""), [_example(c, document) for c in of.get("content", {}).values()])
            for code, of in sorted(operation["responses"].items())
        ],
    }  # fmt: skip


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one.get("schema", {})
    return {
        "name": one["name"], "where": one["in"], "type": _type(schema), "default": _default(schema),
        "description": one.get("description") or schema.get("description", ""),
    }  # fmt: skip


def _default(schema: dict[str, Any]) -> str:
    return "" if schema.get("default") in (None, "", []) else json.dumps(schema["default"])


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"] if one.get("type") != "null")
    if schema.get("type") == "array":
        return f"{_type(schema['items'])}, repeated"
    if "enum" in schema:
        return " or ".join(schema["enum"])
    return str(schema.get("format") or schema.get("type", ""))


def _example(content: dict[str, Any], document: dict[str, Any]) -> str:
    """An example, the one given or one put together from those of the parts."""
    if "example" in content:
        given = content["example"]
        return given if isinstance(given, str) else json.dumps(given, indent=2, ensure_ascii=False)
    return json.dumps(_made(content.get("schema", {}), document, 0), indent=2, ensure_ascii=False)


def _made(schema: dict[str, Any], document: dict[str, Any], depth: int) -> Any:
    """An example of a schema, down to a depth: an entity holds entities."""
    if schema.get("examples"):
        return schema["examples"][0]
    if depth > DEEPEST:
        return []
    if "$ref" in schema:
        return _made(
            document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document, depth + 1
        )
    if "anyOf" in schema:
        return _made(schema["anyOf"][0], document, depth + 1)
    if "properties" in schema:
        return {name: _made(one, document, depth + 1) for name, one in schema["properties"].items()}
    kind = schema.get("type", "")
    made = (
        [_made(schema["items"], document, depth + 1)] if kind == "array" else _BLANK.get(kind, "")
    )
    return schema.get("default", made)


_BLANK: dict[str, Any] = {"integer": 0, "number": 0.0, "boolean": False, "object": {}}


@cache
def style() -> str:
    """The style sheet of the page."""
    return files(__package__).joinpath("templates/reference.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("sourcebook.web", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip

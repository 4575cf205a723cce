"""How the list's XML is read: filled elements, what they are worth, and where they stood.

The schema numbers nothing that it repeats; a locator therefore names an element by what it and its neighbours hold,
`INDIVIDUAL_ALIAS[ALIAS_NAME='AQIM']/ALIAS_NAME`. It is an XPath below the record, read with white space folded, and
the same in every version.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from lxml import etree

from sourcebook.record.rows import Statement
from sourcebook.record.territories import alpha2
from sourcebook.sources.xml import fold

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A value that could not be read, for the rejects."""

    reason: str
    locator: str
    printed: str


Found = Statement | Unreadable


def filled(node: etree._Element) -> dict[str, str]:
    """The children that hold something, white space folded."""
    return {str(child.tag): value for child in node if (value := fold(child.text or ""))}


def keyed(node: etree._Element, key: dict[str, str]) -> str:
    """The locator of an element that is repeated, by what it holds."""
    return str(node.tag) + "".join(f"[{tag}={_literal(value)}]" for tag, value in key.items())


def _literal(text: str) -> str:
    """A string of XPath 1.0, which has no way to escape a quote."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat('" + text.replace("'", "',\"'\",'") + "')"


def detail(**values: str | None) -> str | None:
    """Further values as JSON, where there are any."""
    given = {key: value for key, value in values.items() if value}
    return _JSON.encode(given) if given else None


def folded(prop: str, printed: str, locator: str) -> Statement:
    """A value with white space folded; as printed beside it where that differs."""
    value = fold(printed) or printed
    original = printed if value != printed else None
    return Statement(prop=prop, value=value, original=original, locator=locator)


def country(prop: str, printed: str, locator: str, more: str | None = None) -> Statement:
    """A country by its code; in the list's words where it has none."""
    code = alpha2(printed)
    original = printed if code and code != printed else None
    return Statement(
        prop=prop, value=code or printed, original=original, detail=more, locator=locator
    )

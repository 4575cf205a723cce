"""Values of the record as FollowTheMoney writes them.

The record keeps countries as ISO 3166 alpha-2 codes in capitals and dates as EDTF; FollowTheMoney has the codes in
small letters and dates as the beginning of an ISO day. An interval gives both its ends, and "about" is dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sourcebook.record.schema import property_type, schemata

_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
# What the record has of its own that FollowTheMoney says otherwise.
_RENAMED = {
    "sb:label": "name",
    "sb:acronym": "abbreviation",
    "sb:formed": "incorporationDate",
    "sb:disbanded": "dissolutionDate",
    "sb:reason": "notes",
    "sb:ideology": "keywords",
}
# Held under another name on the wire, or said by other fields of an entity.
_UNSAID = frozenset(
    {"id", "sb:sameAs", "sb:caption", "sb:dataset", "sb:referent", "sb:firstSeen", "sb:lastChange"}
)


@lru_cache(maxsize=8192)
def wire_property(schema: str, prop: str) -> tuple[str, str | None] | None:
    """Under which name a property goes out, and the type of its values; None where it does not.

    Args:
        schema: Of the entity.
        prop: As the record has it.
    """
    if prop in _UNSAID:
        return None
    name = _RENAMED.get(prop, prop)
    kind = property_type(schema, name)
    if name == "name" and kind is None:
        kind = "name"
    return None if kind is None or kind == "entity" else (name, kind)


def wire_values(kind: str | None, value: str) -> list[str]:
    """A value as FollowTheMoney writes it."""
    if kind == "country":
        return [value.lower()]
    if kind == "date":
        return list(dict.fromkeys(_DAY.findall(value)))
    return [value]


def record_country(code: str) -> str:
    """A country code as the record has it."""
    return code.strip().upper()


@lru_cache(maxsize=8)
def properties_of_type(kind: str) -> tuple[str, ...]:
    """Every property with values of a type, over all schemata."""
    found = {
        name for one in schemata().values() for name, of in one.properties.items() if of == kind
    }
    return tuple(sorted(found))

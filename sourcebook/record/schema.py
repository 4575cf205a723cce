"""FollowTheMoney's schemata: what is a kind of what, and which type a property's values are of.

The record names its schemata and properties as FollowTheMoney does (https://followthemoney.tech/explorer/), without
depending on the package: `ftm_schema.json` is written from its model by `scripts/ftm_schema.py`. Properties of ours
(`sb:...`) are not in it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

import msgspec


class Schema(msgspec.Struct, frozen=True):
    """One schema as the table has it.

    Attributes:
        extends: The schemata it extends directly.
        properties: The types of the properties it declares itself, by name.
    """

    extends: tuple[str, ...]
    properties: dict[str, str]


class _Table(msgspec.Struct):
    followthemoney: str
    schemata: dict[str, Schema]


@cache
def schemata() -> dict[str, Schema]:
    """All schemata by name."""
    content = (resources.files("sourcebook.record") / "ftm_schema.json").read_bytes()
    return msgspec.json.decode(content, type=_Table).schemata


# Bounded, because the names asked for come from files.
@lru_cache(maxsize=1024)
def ancestry(schema: str) -> tuple[str, ...]:
    """The schema and all that it is a kind of, nearest first; empty where there is no such schema."""
    if schema not in schemata():
        return ()
    found = dict.fromkeys([schema])
    for parent in schemata()[schema].extends:
        found.update(dict.fromkeys(ancestry(parent)))
    return tuple(found)


def is_a(schema: str, parent: str) -> bool:
    """Whether a schema is another one or a kind of it.

    Args:
        schema: For example `Company`.
        parent: For example `LegalEntity`.
    """
    return schema == parent or parent in ancestry(schema)


@lru_cache(maxsize=8192)
def property_type(schema: str, name: str) -> str | None:
    """The type of a property's values (`name`, `date`, `country`, `entity` ...), or None where there is none such.

    Args:
        schema: The schema of the entity that has it.
        name: The property.
    """
    for one in ancestry(schema):
        found = schemata()[one].properties.get(name)
        if found is not None:
            return found
    return None

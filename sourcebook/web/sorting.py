"""Ordering entities as `sort` asks: `startDate:desc`, `first_seen`, `caption`."""

from __future__ import annotations

from collections.abc import Sequence

from sourcebook.entities import Entity

FIELDS = frozenset({"id", "caption", "schema", "first_seen", "last_seen", "last_change"})


def sorted_by(entities: Sequence[Entity], sorts: Sequence[str]) -> list[Entity]:
    """Entities in the order asked for; those without a value last, and else as they came.

    Args:
        entities: To be ordered.
        sorts: Fields or properties, the weightiest first, each with `:desc` where it is to be turned.
    """
    ordered = list(entities)
    for sort in reversed(sorts):
        field, _, way = sort.partition(":")
        values = {id(one): _value(one, field) for one in ordered}
        having = [one for one in ordered if values[id(one)]]
        having.sort(key=lambda one: values[id(one)], reverse=way == "desc")
        ordered = having + [one for one in ordered if not values[id(one)]]
    return ordered


def _value(entity: Entity, field: str) -> str:
    if field in FIELDS:
        return str(getattr(entity, field) or "")
    return next((value for value in entity.properties.get(field, ()) if isinstance(value, str)), "")

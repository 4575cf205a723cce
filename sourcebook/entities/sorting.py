"""The order that a question asks for: `field`, `field:asc` or `field:desc`, as yente's clients write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sourcebook.errors import UsageError


def sorted_by(
    sorts: Sequence[str], fields: Mapping[str, str], what: str, nulls: str = ""
) -> list[str]:
    """The terms of an order in SQL.

    Args:
        sorts: As asked for.
        fields: What may be asked for, and its column.
        what: What is put in order, for the error.
        nulls: Where rows without a value stand, if it matters: `nulls last`.

    Raises:
        UsageError: There is no such field or direction.
    """
    terms = []
    for sort in sorts:
        field, _, way = sort.partition(":")
        if field not in fields or way not in {"", "asc", "desc"}:
            raise UsageError(
                f"{what} cannot be sorted by {sort[:40]!r}.", f"Fields are {', '.join(fields)}."
            )
        terms.append(f"{fields[field]} {way or 'asc'} {nulls}".rstrip())
    return terms

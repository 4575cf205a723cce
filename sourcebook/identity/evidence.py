"""The evidence that entries of different sources speak of one group or person.

Three kinds: what the register says by hand, official numbers that lists print of each other, and names that agree
with births and countries. The last two say in JSON what they rest on; the register says it in words.
"""

from __future__ import annotations

import duckdb

from sourcebook.identity.clusters import Edge
from sourcebook.identity.linking import link
from sourcebook.identity.references import references


def evidence(con: duckdb.DuckDBPyConnection) -> tuple[list[Edge], list[str]]:
    """Every edge, and what was left uncompared.

    Args:
        con: A build's database with statements, relations, entries and names loaded.

    Returns:
        The edges, and one line for the reader for each limit that was met.
    """
    by_names, capped = link(con)
    return [*_register(con), *references(con, by_names), *by_names], capped


def _register(con: duckdb.DuckDBPyConnection) -> list[Edge]:
    """Entries the register names as one with a group or person of its own."""
    rows = con.execute(
        "select t.subject, t.value, coalesce(t.detail, '') from statements t join entry e on e.entry = t.value "
        "where t.prop = 'sb:sameAs' order by all"
    ).fetchall()
    return [Edge.between(a, b, "register", 0.999, why) for a, b, why in rows]

"""Pairs of entries worth holding against each other: those of different lists that share a block.

Comparing all pairs of a million entries is out of the question, so only names that share a block key
(`names.block_keys`) are compared, and a block that would give too many pairs is passed over and said so: a name in it
is still found through its other keys. The work is done on distinct names, not on entries: a name that forty
entries bear is folded once and compared once.

Everything lies in temporary tables of the build's database, so that the engine may spill them to disk.

| table | one row for each |
|---|---|
| `link_name` | distinct name of a class (person, group, craft), with what it sounds like |
| `link_bearer` | entry and name |
| `link_key` | name and block key |
| `link_met` | two names that share a block and are alike |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from sourcebook.names import block_keys
from sourcebook.names.batches import likeness, ready

BATCH = 100_000
# Pairs of names one block may give; a larger block is a name so common that sharing it tells nothing.
MOST_PAIRS = 20_000
LEAST_LIKENESS = 0.8
_CLASSES = """case when schema = 'Person' then ['p'] when schema in ('Vessel', 'Airplane', 'Vehicle') then ['v']
    when schema in ('LegalEntity', 'Thing') then ['p', 'g'] else ['g'] end"""


def block(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Fill the tables above.

    Args:
        con: A build's database with `entry` and `name` loaded.

    Returns:
        What was passed over, a line each.
    """
    _load_bearers(con)
    _load_keys(con)
    capped = _cap(con)
    _meet(con)
    return capped


def _load_bearers(con: duckdb.DuckDBPyConnection) -> None:
    """Distinct names, by their folded key, and who bears them.

    The register says by hand which entries are one with its own; a name is no reason to add to that.
    """
    con.execute(f"""
        create or replace temp table link_class as
        select entry, source, unnest({_CLASSES}) as class from entry where source != 'register';
        create or replace temp table link_text as
        select row_number() over (order by class, key)::integer as id, class, key, min(name) as name
        from name join link_class using (entry) where key != '' group by class, key;
        create or replace temp table link_bearer as
        select t.id, n.entry, any_value(c.source) as source, min(n.name) as name, bool_and(n.prop = 'weakAlias') as weak
        from name n join link_class c using (entry) join link_text t on t.key = n.key and t.class = c.class
        group by t.id, n.entry
    """)


def _load_keys(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "create or replace temp table link_name (id integer, spelt varchar, sounds varchar)"
    )
    con.execute("create or replace temp table link_key (id integer, key varchar)")
    for rows in batches(con, "link_text", "select id, class, name from link_text"):
        insert(con, "link_name", [(number, *ready(name)) for number, _, name in rows])
        insert(
            con,
            "link_key",
            [(number, key) for number, kind, name in rows for key in _keys(kind, name)],
        )


def _keys(kind: str, name: str) -> tuple[str, ...]:
    keys = block_keys(name, "Person" if kind == "p" else "Organization")
    return tuple(f"v{key}" for key in keys) if kind == "v" else keys


def _cap(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Keep the keys that bring names of two lists together and not too many; tell of those that are too many."""
    con.execute(f"""
        create or replace temp table link_block as
        select key, sum(n)::bigint as names, (sum(n) * sum(n) - sum(n * n)) / 2 as pairs
        from (
            select key, source, count(distinct id) as n from link_key join link_bearer using (id) group by key, source
        ) group by key having count(*) > 1;
        create or replace temp table link_source as
        select distinct k.key, k.id, b.source from link_key k join link_block using (key) join link_bearer b using (id)
        where pairs <= {MOST_PAIRS}
    """)
    return _told_of(con)


def _told_of(con: duckdb.DuckDBPyConnection) -> list[str]:
    """One line on the blocks passed over, with a name out of each of the largest."""
    found = con.execute(f"""
        select names, (select min(name) from link_key k join link_text using (id) where k.key = b.key),
            count(*) over () from link_block b
        where pairs > {MOST_PAIRS} order by names desc, key limit 5
    """).fetchall()
    if not found:
        return []
    listed = "; ".join(f"{count:,} like {name}" for count, name, _ in found)
    return [
        f"{found[0][2]:,} blocks of very common names were not compared; the largest: {listed}."
    ]


def _meet(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the pairs of names that are alike enough to ask more; one name on two lists always is."""
    con.execute("""
        create or replace temp table link_met as
        select id as a, id as b, 1.0::float as likeness from link_bearer group by id having count(distinct source) > 1;
        create or replace temp table link_pair as
        select distinct least(s.id, t.id) as a, greatest(s.id, t.id) as b
        from link_source s join link_source t on s.key = t.key and s.source < t.source and s.id != t.id
    """)
    texts = """select p.a, p.b, x.spelt, x.sounds, y.spelt, y.sounds
        from link_pair p join link_name x on x.id = p.a join link_name y on y.id = p.b"""
    for rows in batches(con, "link_pair", texts, alias="p"):
        alike = likeness([(r[2], r[3]) for r in rows], [(r[4], r[5]) for r in rows])
        near = (alike >= LEAST_LIKENESS).nonzero()[0].tolist()
        insert(con, "link_met", [(rows[i][0], rows[i][1], float(alike[i])) for i in near])


def batches(
    con: duckdb.DuckDBPyConnection, table: str, sql: str, alias: str = ""
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query over a table, so many of the table's rows at a time.

    A result that is still being read would be lost with the next statement on the same connection, and another
    connection does not see temporary tables; so each batch is a query of its own.
    """
    rowid = f"{alias}.rowid" if alias else "rowid"
    size = con.execute(f"select count(*) from {table}").fetchone()
    for start in range(0, size[0] if size else 0, BATCH):
        yield con.execute(
            f"{sql} where {rowid} >= {start} and {rowid} < {start + BATCH}"
        ).fetchall()


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Append rows to a table, columnar, which is many times faster than one by one."""
    if not rows:
        return
    columns = [pa.array(column) for column in zip(*rows, strict=True)]
    con.register("link_batch", pa.table(columns, names=[f"c{n}" for n in range(len(columns))]))
    con.execute(f"insert into {table} select * from link_batch")
    con.unregister("link_batch")

"""The DuckDB file compiled from the merged Parquet, and the small tables beside the three.

Everything here follows from the Parquet files and the versions; sorted by subject, so that the rows of one
group lie together and a question about it reads a few blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from sourcebook.archive.files import ArchivedFile
from sourcebook.sources.contract import Manifest

THREE = ("statements", "relations", "events")

# The caption is the lowest by: kind of name, a name in Latin letters before others, the newest, then place and text.
_CAPTION = """
    arg_min(value, row(
        case prop when 'sb:label' then 0 when 'name' then 1 else 2 end,
        not regexp_matches(value, '[a-zA-Z]'), -epoch(known_from), locator, value
    ))
"""


def load(con: duckdb.DuckDBPyConnection, folder: Path, manifests: Sequence[Manifest]) -> None:
    """Load the three tables, set orphans apart, and derive entries and names."""
    for table in THREE:
        con.execute(
            f"create table {table} as select * from read_parquet('{folder}/{table}.parquet')"
        )
    _load_sources(con, manifests)
    _close_replaced_parts(con, manifests)
    _load_entries(con)
    _set_orphans_apart(con, manifests)
    _load_names(con)


def _load_entries(con: duckdb.DuckDBPyConnection) -> None:
    """One row for each entry that ever had a main record, with when it was on the list."""
    con.execute(
        """create table entry as
        with present as (
            select record as entry, any_value(source) as source, last(schema order by known_from) as schema,
                min(known_from) as known_from,
                case when bool_or(known_until is null) then null else max(known_until) end as known_until
            from statements where prop = 'id' group by record
        ), captioned as (
            select subject as entry, """
        + _CAPTION
        + """ as caption from statements
            where prop in ('sb:label', 'name', 'alias', 'weakAlias', 'previousName') group by subject
        )
        select present.*, coalesce(caption, present.entry) as caption
        from present left join captioned using (entry) order by entry"""
    )


def _set_orphans_apart(con: duckdb.DuckDBPyConnection, manifests: Sequence[Manifest]) -> None:
    """Rows of parts whose main record is in no version are held, counted, and make no entity."""
    needs = [(m.id, part, main) for m in manifests for part, main in m.needs.items()]
    con.execute("create table need (source varchar, part varchar, main varchar)")
    for row in needs:
        con.execute("insert into need values (?, ?, ?)", row)
    con.execute(
        "create table present as select distinct source, part, record from statements where prop = 'id'"
    )
    for table in THREE:
        con.execute(
            f"create table orphan_{table} as select t.* from {table} t join need using (source, part) "
            "where not exists (select 1 from present p "
            "where p.source = t.source and p.part = need.main and p.record = t.record)"
        )
        con.execute(
            f"delete from {table} where (source, part) in (select (source, part) from need) "
            f"and row_id in (select row_id from orphan_{table})"
        )


def _close_replaced_parts(con: duckdb.DuckDBPyConnection, manifests: Sequence[Manifest]) -> None:
    """What a publisher replaced by another list ended when the first complete version of that came."""
    for m in manifests:
        for part, (later, since) in m.closed_by.items():
            for table in THREE:
                con.execute(
                    f"""update {table} set known_until = closing.day from (
                        select min(day) as day from version
                        where source = ? and part = ? and complete and day >= ?::date
                    ) closing
                    where source = ? and part = ? and known_until is null and closing.day is not null""",
                    [m.id, later, since, m.id, part],
                )


def _load_names(con: duckdb.DuckDBPyConnection) -> None:
    """Every name of every entry under its folded key, for looking a group up by any of them."""
    con.execute(
        """create table name as select distinct n.key, n.entry, n.name, n.prop
        from read_parquet($1) n semi join entry using (entry) where n.key != '' order by all""",
        [_staged(con, "names")],
    )


def _load_sources(con: duckdb.DuckDBPyConnection, manifests: Iterable[Manifest]) -> None:
    """What citations and the sources page need of the manifests."""
    con.execute(
        "create table source (id varchar, publisher varchar, short varchar, title varchar, licence varchar, "
        "attribution varchar, url varchar, formats varchar, rhythm varchar, rights varchar, kind varchar, "
        "authority varchar)"
    )
    for m in manifests:
        row = [
            m.id,
            m.publisher,
            m.short,
            m.title,
            m.licence,
            m.attribution,
            m.url,
            m.formats,
            m.rhythm,
        ]
        con.execute(
            "insert into source values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, m.rights, m.kind, m.authority],
        )


def load_files(con: duckdb.DuckDBPyConnection, files: Iterable[ArchivedFile]) -> None:
    """What citations and `status` need of the archived files; not when or from where they were fetched."""
    con.execute(
        "create table file (sha varchar, source varchar, format varchar, parts varchar[], published varchar, "
        "scope varchar, records integer, name varchar)"
    )
    for f in files:
        con.execute(
            "insert into file values (?, ?, ?, ?, ?, ?, ?, ?)",
            [f.sha, f.source, f.format, list(f.parts), f.published, f.scope, f.records, f.name],
        )


def load_beside(con: duckdb.DuckDBPyConnection) -> None:
    """Citations, rejects and the entries of parts, from the staged tables."""
    con.execute(
        "create or replace temp table staged as select folder, any_value(source) as source, any_value(file) as file "
        "from version group by folder"
    )
    for table, target in (("citations", "citation"), ("rejects", "reject"), ("entries", "listed")):
        con.execute(
            f"""create table {target} as select s.source, s.file, t.* exclude (filename)
            from read_parquet($1, filename = true) t join staged s on t.filename = s.folder || '/{table}.parquet'
            order by all""",
            [_staged(con, table)],
        )
    con.execute("drop table staged")


def _staged(con: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The files of one staged table, to be read by one scan: a scan for each would hold buffers until all is sorted,
    and memory would run out."""
    folders = con.execute("select distinct folder from version order by folder").fetchall()
    return [f"{folder}/{table}.parquet" for (folder,) in folders]


def content_hash(con: duckdb.DuckDBPyConnection, table: str) -> str:
    """A hash of a table's rows that no order of adding, thread count or storage format changes.

    The sum, modulo 2^64, of half the MD5 of every row's text: a multiset hash, so no sort is needed. It guards
    against mistakes, not against forgery; the files' SHA-256 stand beside it in the manifest.
    """
    found = con.execute(
        f"select sum(md5_number_lower(t::varchar)::hugeint) % (1::hugeint << 64), count(*) from {table} t"
    ).fetchone()
    return f"{table}:{found[0] if found else 0}:{found[1] if found else 0}"

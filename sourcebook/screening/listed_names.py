"""The names of a record, as the index of screening is compiled from them.

One row says: from this day to that, this entry stood on its list and bore this name. Both have to be so: an alias
that a list printed before or after its entry stood there finds nobody. A row carries its canonical id, so that the
names of one group or person lie together whoever lists it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from sourcebook.screening.index import compile_index
from sourcebook.screening.scope import FOLDER

# What a name is kept under. The parts of a name, and its codes, are no names.
NAMED = ("name", "alias", "weakAlias", "previousName", "abbreviation", "sb:label", "sb:acronym")

# Runs that touch or overlap are one run: two parts of a list may carry one entry, and a list may word a name anew.
_NAMES = f"""
with stood as (
    select subject as entry, known_from, known_until from statements where prop = 'id' and subject = record
), borne as (
    select n.subject as entry, n.value as name, n.prop, n.grade,
        greatest(n.known_from, s.known_from) as known_from, least(n.known_until, s.known_until) as known_until
    from statements n join stood s on s.entry = n.subject
    where n.prop in {NAMED}
        and n.known_from < coalesce(s.known_until, 'infinity'::date)
        and s.known_from < coalesce(n.known_until, 'infinity'::date)
), grouped as (
    select entry, name, prop, grade, count(*) as times, min(known_from) as known_from,
        any_value(known_until) as known_until
    from borne group by entry, name, prop, grade
), again as (
    select b.* from borne b semi join (from grouped where times > 1) g
    on g.entry = b.entry and g.name = b.name and g.prop = b.prop and g.grade is not distinct from b.grade
), placed as (
    select *, coalesce(known_from > max(coalesce(known_until, 'infinity'::date)) over (
        partition by entry, name, prop, grade order by known_from
        rows between unbounded preceding and 1 preceding), false) as begins
    from again
), numbered as (
    select *, sum(begins::int) over (
        partition by entry, name, prop, grade order by known_from rows unbounded preceding) as run from placed
), runs as (
    select entry, name, prop, grade, known_from, known_until from grouped where times = 1
    union all
    select entry, name, prop, grade, min(known_from),
        case when bool_or(known_until is null) then null else max(known_until) end
    from numbered group by entry, name, prop, grade, run
)
select i.canonical as entity, r.entry, e.schema, r.name, r.prop, r.grade, r.known_from, r.known_until
from runs r join entry e using (entry) join identity i using (entry)
where trim(r.name) != ''
order by entity, entry, name, prop, grade, known_from, known_until
"""


def names_of(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """Every name by which somebody can be found, with the days from and until which the lists bore it.

    Args:
        con: A build's database, linked.

    Returns:
        Columns entity, entry, schema, name, prop, grade, known_from, known_until; ordered by all of them.
    """
    return con.cursor().sql(_NAMES).to_arrow_table()


def compile_names(
    names: pa.Table, folder: Path, progress: Callable[[str, int, int], None] = lambda *_: None
) -> None:
    """Compile the index of a build into its folder.

    Args:
        names: As `names_of` gives them.
        folder: Of the build.
        progress: Told (step, done, of).
    """
    progress("compiling the index of names", 0, 1)
    compile_index(names, folder / FOLDER)

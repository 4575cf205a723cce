"""The record on disk: the only code that opens the database.

A build is a folder of Parquet files, the data of record, and a DuckDB file compiled from them. Readers open it
read-only through `current`, a link that an update replaces in one rename; a reader that is open keeps the
version it opened. Query code gets a `Record` and never a connection of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb
import msgspec

from sourcebook.errors import RecordError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

DATABASE = "record.duckdb"
MANIFEST = "manifest.json"


class BuildManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a build is made of and came to.

    Attributes:
        id: Hash of the build's inputs.
        content: Hash of its rows, whatever the order of adding, threads or version of the engine.
        known: The newest version date in it, the default of `--known`.
        register_only: Whether no publisher's file is in it.
        counts: Rows per table.
        files: SHA-256 per file of the build.
        capped: What linking left uncompared, for the reader.
        judged: How many lines of the journal it knew.
    """

    id: str
    content: str
    known: str
    register_only: bool
    counts: dict[str, int]
    files: dict[str, str]
    capped: list[str] = []
    judged: int = 0


class Record:
    """One version of the record, open for reading.

    Attributes:
        folder: Of the build.
        moved: Entries whose canonical id is another than the build's, by judgements made since.
        rejoined: Events whose incident is another than the build's, likewise.
        judged_reports: Pairs of reports that people have judged.
        left_out: Sources whose rows are not to be seen through it.
        manifest: What the build says of itself.
    """

    def __init__(self, folder: Path, con: duckdb.DuckDBPyConnection) -> None:
        self.folder = folder
        self._con = con
        self.moved: dict[str, str] = {}
        self.rejoined: dict[str, str] = {}
        self.judged_reports: tuple[str, ...] = ()
        self.left_out: tuple[str, ...] = ()
        self._kept_in: dict[str, str] = {}
        self.manifest = read_manifest(folder)

    @classmethod
    def open(cls, home: Path, build: str | None = None) -> Self:
        """Open a version.

        Args:
            home: The home folder.
            build: The id of a build that is still there; None: the live one.

        Raises:
            RecordError: There is none, or it is damaged.
        """
        folder = live_folder(home) if build is None else build_folder(home, build)
        if folder is None:
            raise RecordError(f"there is no record in {home} yet.", "Run: sourcebook build")
        try:
            return cls(folder, duckdb.connect(str(folder / DATABASE), read_only=True))
        except duckdb.Error as error:
            raise RecordError(
                f"the record in {home} cannot be opened: {error}.", REBUILD
            ) from error

    @property
    def known(self) -> date:
        """The newest version date in it: the default of `--known`."""
        return date.fromisoformat(self.manifest.known)

    def rows(
        self, sql: str, values: Sequence[object] | dict[str, object] = ()
    ) -> list[dict[str, Any]]:
        """Ask the record, each row as a dictionary by column name."""
        found = self._con.execute(sql, values)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Ask for one value; None where there is no row."""
        rows = self._con.execute(sql, values).fetchall()  # an answer half read blocks the next
        return rows[0][0] if rows else None

    def arrow(self, sql: str, values: Sequence[object] | dict[str, object] = ()) -> pa.Table:
        """Ask the record, the answer as columns: for whatever is counted, drawn or written by the thousand."""
        return self._con.sql(sql, params=values).to_arrow_table()

    def numbers(
        self, sql: str, values: Sequence[object] | dict[str, object] = ()
    ) -> dict[str, NDArray[Any]]:
        """Ask for columns of numbers without gaps, each as an array, for whatever is computed with."""
        return self._con.execute(sql, values).fetchnumpy()

    def lay(self, name: str, sql: str, values: Sequence[object] | dict[str, object] = ()) -> None:
        """Keep an answer as a temporary table, to ask several things of it; `lift` lets go of it."""
        self._con.execute(f"create or replace temp table {name} as {sql}", values)

    def lift(self, name: str) -> None:
        """Let go of a temporary table."""
        self._con.execute(f"drop table if exists temp.{name}")

    def has(self, table: str, column: str | None = None) -> bool:
        """Whether the build has a table, or a column in it: older builds lack what later ones hold."""
        found = self.value(
            "select count(*) from duckdb_columns() where table_name = $1 and column_name = coalesce($2, column_name)",
            [table, column],
        )
        return bool(found)

    def override_identity(self, changed: dict[str, str]) -> None:
        """Give entries another canonical id for as long as the record is open."""
        self._con.execute("create or replace temp table judged (entry varchar, canonical varchar)")
        for entry, canonical in changed.items():
            self._con.execute("insert into judged values (?, ?)", [entry, canonical])
        self.moved = changed
        self._lay_judgements()

    def override_incidents(self, changed: dict[str, str], judged: Iterable[str] = ()) -> None:
        """Give events, as `source:event`, another incident for as long as the record is open.

        Args:
            changed: The incident of each.
            judged: Pairs of reports that people have judged, either as `report:source:event`, a space between.
        """
        self.judged_reports = tuple(judged)
        self._con.execute("create or replace temp table moved (event varchar, incident varchar)")
        for event, incident in changed.items():
            self._con.execute("insert into moved values (?, ?)", [event, incident])
        self._con.execute(
            "create or replace temp table judged_incident as select i.row_id, m.incident "
            "from incident i join moved m on m.event = i.source || ':' || i.event"
        )
        self.rejoined = changed

    @property
    def built_identity(self) -> str:
        """The table of identity as it was built, in full: `main.identity` alone would be the view laid over it."""
        return _whole("identity")

    def twin(self) -> Self:
        """The same version with the same judgements for another thread: one connection serves one at a time."""
        other = type(self)(self.folder, self._con.cursor())
        if self.moved:
            other.override_identity(self.moved)
        if self.rejoined or self.judged_reports:
            other.override_incidents(self.rejoined, self.judged_reports)
        if self.left_out:
            other._leave_out(self.left_out)
        return other

    def without(self, sources: Iterable[str]) -> Self:
        """The same version for another reader, from whom the rows of some sources are kept.

        What is asked of it comes out as if they had never been added; their terms are still known.

        Args:
            sources: Ids of sources.
        """
        other = self.twin()
        other._leave_out(tuple(sorted({*self.left_out, *sources})))
        return other

    def _leave_out(self, sources: tuple[str, ...]) -> None:
        self.left_out = sources
        found = self.rows(
            "select table_name from duckdb_columns() where column_name = 'source' and database_name = $1 "
            "and schema_name = 'main' order by 1",
            [_CATALOG],
        )
        self._kept_in = {
            str(row["table_name"]): "source"
            for row in found
            if row["table_name"] not in _OF_SOURCES
        } | {"name": "entry"}
        self._lay_shadows()

    def _lay_shadows(self) -> None:
        """Views in the place of the tables, of the rows that may be seen."""
        for table in self._kept_in:
            self._con.execute(
                f"create or replace temp view {table} as select * from {_whole(table)} where {self._seen(table)}"
            )

    def _seen(self, table: str) -> str:
        """The condition under which a row of a table is seen."""
        if table not in self._kept_in:
            return "true"
        out = ", ".join("'" + source.replace("'", "''") + "'" for source in self.left_out)
        if self._kept_in[table] == "source":
            return f"source not in ({out})"
        return f"entry not in (select entry from {_whole('entry')} where source in ({out}))"

    def _lay_judgements(self) -> None:
        self._con.execute(
            "create or replace temp view identity as select i.entry, coalesce(j.canonical, i.canonical) as canonical "
            f"from {self.built_identity} i left join judged j using (entry)"
        )

    @contextmanager
    def nearby(self, entries: Sequence[str]) -> Iterator[None]:
        """Narrow the record to some entries: identity, entries, names, what is said of them and their ties.

        A question about one group asks many things of a few hundred rows; among a million entries each would be a
        scan. Inside, the tables hold those rows alone, under the same names.

        Args:
            entries: All that will be asked about; what the narrowed tables lack is not found.
        """
        listed, values = among(entries)
        for table, condition in _NARROWED.items():
            near = condition.format(among=listed, table=_whole(table))
            # A view has no row numbers, so the tables themselves are asked.
            origin = table if table == "identity" else _whole(table)
            rows = f"select * from {origin} where {near} and {self._seen(table)}"
            self._con.execute(f"create or replace temp table near_{table} as {rows}", values)
        for table in _NARROWED:
            self._con.execute(f"drop view if exists temp.{table}")
        for table in _NARROWED:
            self._con.execute(f"alter table temp.near_{table} rename to {table}")
        try:
            yield
        finally:
            for table in _NARROWED:
                self._con.execute(f"drop table temp.{table}")
            if self.moved:
                self._lay_judgements()
            self._lay_shadows()

    def close(self) -> None:
        """Let go of the files."""
        self._con.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def among(entries: Sequence[str]) -> tuple[str, dict[str, object]]:
    """A literal list for an `in` condition, and its values: the engine skips blocks of a sorted table by it.

    Args:
        entries: Ids; none at all is a list that holds nothing.
    """
    values: dict[str, object] = {f"among{n}": entry for n, entry in enumerate(entries)}
    return ", ".join(f"${name}" for name in values) or "null", values


# The condition under which a row of a table is near. Of a wide table the few rows are found by one column first.
_NARROWED = {
    "identity": "entry in ({among})",
    "entry": "entry in ({among})",
    "name": "rowid in (select rowid from {table} where entry in ({among}))",
    "statements": "rowid in (select rowid from {table} where subject in ({among}))",
    "relations": "rowid in (select rowid from {table} where subject in ({among}) "
    "union select rowid from {table} where object in ({among}))",
}
# Tables that tell of sources and their files, not of the world.
_OF_SOURCES = frozenset({"source", "version", "file", "need"})
_CATALOG = Path(DATABASE).stem


def _whole(table: str) -> str:
    """A table as it was built, whatever is laid over it."""
    return f"{_CATALOG}.main.{table}"


REBUILD = "Remove its builds folder and run: sourcebook build"


def live_folder(home: Path) -> Path | None:
    """The folder of the live build, if there is one."""
    current = home / "current"
    return current.resolve() if (current / MANIFEST).exists() else None


def live_manifest(home: Path) -> BuildManifest:
    """What the live build says of itself, without opening it.

    Raises:
        RecordError: There is none, or its manifest is damaged.
    """
    folder = live_folder(home)
    if folder is None:
        raise RecordError(f"there is no record in {home} yet.", "Run: sourcebook build")
    return read_manifest(folder)


def build_folder(home: Path, build: str) -> Path | None:
    """The folder of a build by its id, if it is still there."""
    folder = home / "builds" / build
    return folder if build.isalnum() and (folder / MANIFEST).exists() else None


def read_manifest(folder: Path) -> BuildManifest:
    """What a build says of itself.

    Raises:
        RecordError: Its manifest is missing or damaged.
    """
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=BuildManifest)
    except (OSError, msgspec.DecodeError) as error:
        raise RecordError(f"the build {folder.name} is damaged: {error}.", REBUILD) from error


MEMORY, MODEST = "1800MB", "500MB"


@contextmanager
def modest(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let the engine hold less while columns are worked on outside it."""
    con.execute(f"set memory_limit = '{MODEST}'")
    try:
        yield
    finally:
        con.execute(f"set memory_limit = '{MEMORY}'")


def create(path: Path, threads: int, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A new database to be filled by a build.

    Args:
        path: Where it will lie.
        threads: How many the engine may use.
        memory: What the engine may hold before it spills to disk beside the database.
    """
    con = duckdb.connect(str(path))
    con.execute(f"set threads to {threads}")
    con.execute(f"set memory_limit = '{memory}'")
    con.execute(f"set temp_directory = '{path.parent / 'spill'}'")
    # Whatever is written is ordered explicitly; keeping the order of reading would only cost memory.
    con.execute("set preserve_insertion_order = false")
    return con

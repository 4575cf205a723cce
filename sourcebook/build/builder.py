"""A new version of the record, built beside the live one and put in its place in one rename.

Invariants: the live version is never touched; a build that fails, is interrupted or killed leaves it serving and
leaves at most a folder that the next build removes; the same archive, register and journal give the same rows.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import msgspec
from msgspec import structs

from sourcebook import settings
from sourcebook.archive.files import Archive, ArchivedFile, digest
from sourcebook.archive.wrapping import unwrapped
from sourcebook.build import compile as compiled
from sourcebook.build import incident_tables, report_tables
from sourcebook.build.merge import load_versions, merge
from sourcebook.build.reports import merge_reports
from sourcebook.build.staging import Reading, code_version, discard_stale, stage
from sourcebook.build.versions import Version, of_file, place
from sourcebook.errors import RecordError
from sourcebook.identity.candidates import insert
from sourcebook.identity.clusters import cluster
from sourcebook.identity.evidence import evidence
from sourcebook.identity.journal import Journal
from sourcebook.incidents.actors import load_resolution
from sourcebook.incidents.judged import Judged
from sourcebook.record.store import (
    DATABASE,
    MANIFEST,
    BuildManifest,
    create,
    live_folder,
    modest,
    read_manifest,
)
from sourcebook.screening.listed_names import compile_names, names_of
from sourcebook.sources import catalog
from sourcebook.sources.contract import HEAD_SIZE, Format, Head, Manifest

Progress = Callable[[str, int, int], None]
KEPT = 2


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to.

    Attributes:
        manifest: Of the live version now.
        new: False where nothing had changed since the last build.
    """

    manifest: BuildManifest
    new: bool


def build(home: Path, progress: Progress = lambda *_: None) -> Built:
    """Bring the record up to date with the archive, the register and the journal.

    Args:
        home: The home folder.
        progress: Told (step, done, of).

    Raises:
        SourcebookError: The build failed; the old version serves on.
    """
    archive = Archive(home)
    with archive.locked():
        files = [*archive.files(), *_register_files(archive)]
        if not files:
            raise RecordError(
                "there is nothing to build from: no file was added and the register is empty.",
                "Run: sourcebook add FILE",
            )
        identity = _inputs(home, files)
        live = live_folder(home)
        if live is not None and live.name == identity:
            return Built(read_manifest(live), new=False)
        with _rough_folder(home) as rough:
            manifest = _fill(rough, home, identity, files, progress)
            _put_in_place(home, rough, identity)
        return Built(manifest, new=True)


def _register_files(archive: Archive) -> list[ArchivedFile]:
    """The register's files, copied into the archive so that the record can be rebuilt from it alone."""
    folder = settings.register_folder()
    paths = sorted((*folder.glob("groups/*.yaml"), *folder.glob("persons/*.yaml")))
    return [_register_file(archive, path) for path in paths]


def _register_file(archive: Archive, path: Path) -> ArchivedFile:
    with path.open("rb") as stream:
        sha = digest(stream)
        head = Head(stream.read(HEAD_SIZE), path.name)
    place_ = archive.path(sha)
    if not place_.exists():
        place_.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place_)
    source, form = catalog.recognise(head)
    published = form.facts(head).published or "2026"
    part = f"{path.parent.name}/{path.stem}"
    return ArchivedFile(
        sha=sha, content=sha, size=path.stat().st_size, name=path.name, source=source.manifest.id,
        format=form.name, parts=(part,), published=published, dated_by="file", scope="extract", records=1,
    )  # fmt: skip


def _inputs(home: Path, files: list[ArchivedFile]) -> str:
    """A hash of everything the record follows from."""
    found = hashlib.sha256(_all_code().encode())
    for file in files:
        found.update(
            repr(
                (file.content, file.format, file.parts, file.published, file.scope, file.mapping)
            ).encode()
        )
    for line in Journal(home).lines_on_identity():
        found.update(msgspec.json.encode(line))
    return found.hexdigest()[:20]


def _all_code() -> str:
    return code_version("names", "record", "sources", "build", "identity", "incidents", "screening")


@contextmanager
def _rough_folder(home: Path) -> Iterator[Path]:
    """A folder to build in, gone afterwards unless it was put in place; remains of killed builds go too."""
    builds = home / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    for left in builds.glob(".rough-*"):
        shutil.rmtree(left, ignore_errors=True)
    rough = builds / f".rough-{os.getpid()}"
    rough.mkdir()
    try:
        yield rough
    except (duckdb.Error, OSError) as error:
        raise RecordError(
            f"the build failed: {error}.", "The last version of the record is untouched."
        ) from error
    finally:
        shutil.rmtree(rough, ignore_errors=True)


def _fill(
    rough: Path, home: Path, identity: str, files: list[ArchivedFile], progress: Progress
) -> BuildManifest:
    versions = list(_versions(home, files, progress))
    con = create(rough / DATABASE, settings.threads())
    try:
        load_versions(con, place(versions))
        _merge(con, rough, progress)
        capped = _compile(con, rough, home, files, progress)
        counts, content = _sums(con)
        with modest(con):
            names = names_of(con)
        con.execute("alter table version drop column folder")
    finally:
        con.close()
    compile_names(names, rough, progress)
    discard_stale(home, (v.folder for v in versions))
    known = max(v.day for v in versions) if versions else date.min
    only = all(file.source == "register" for file in files)
    judged = len(Journal(home).lines_on_identity())
    draft = BuildManifest(
        id=identity, content=content, known=known.isoformat(), register_only=only, counts=counts,
        files={}, capped=capped, judged=judged,
    )  # fmt: skip
    return _sealed(rough, draft)


def _merge(con: duckdb.DuckDBPyConnection, rough: Path, progress: Progress) -> None:
    """The rows of all versions, a row for each run of versions that say the same."""
    for step, table in enumerate(compiled.THREE):
        progress(f"merging {table}", step, 4)
        merge(con, table, rough / f"{table}.parquet")
    progress("merging reports", 3, 4)
    merge_reports(con, rough / "reports.parquet")


def _compile(
    con: duckdb.DuckDBPyConnection,
    rough: Path,
    home: Path,
    files: list[ArchivedFile],
    progress: Progress,
) -> list[str]:
    """All that follows from the merged rows; the blocks that were too large to be compared."""
    progress("compiling", 0, 1)
    compiled.load(con, rough, _manifests(home, files))
    compiled.load_beside(con)
    compiled.load_files(con, files)
    report_tables.load(con, rough)
    capped = _link(con, home, progress)
    _resolve_actors(con, home, progress)
    progress("joining reports", 0, 1)
    with modest(con):
        incident_tables.load(con, Judged.from_journal(Journal(home).in_force()))
    return capped


def _versions(home: Path, files: list[ArchivedFile], progress: Progress) -> Iterator[Version]:
    """Every file, staged: most were when they were added; the rest are parsed now."""
    archive = Archive(home)
    for done, file in enumerate(files):
        progress(f"reading {file.source} {file.published}", done, len(files))
        form = _form(archive, file)
        opened = partial(unwrapped, archive.path(file.sha))
        folder, staged = stage(
            home, Reading(file.content, file.source, form, file.parts[0]), opened
        )
        yield from of_file(file, folder, staged, form.extent)


def _form(archive: Archive, file: ArchivedFile) -> Format:
    if file.mapping is None:
        return catalog.by_name(file.source, file.format)
    return catalog.mapped(archive.path(file.mapping).read_bytes())[1]


def _manifests(home: Path, files: list[ArchivedFile]) -> list[Manifest]:
    """The manifests of all sources, then of those whose tables users map themselves, as their newest file says."""
    archive = Archive(home)
    found = {s.manifest.id: s.manifest for s in catalog.SOURCES}
    for file in files:
        if file.mapping is not None:
            source, _ = catalog.mapped(archive.path(file.mapping).read_bytes())
            found[source.manifest.id] = source.manifest
    return list(found.values())


def _link(con: duckdb.DuckDBPyConnection, home: Path, progress: Progress) -> list[str]:
    """Find who is who; returns what was left uncompared."""
    progress("linking", 0, 1)
    edges, capped = evidence(con)
    con.execute(
        "create table edge (a varchar, b varchar, kind varchar, strength double, evidence varchar)"
    )
    insert(con, "edge", [structs.astuple(e) for e in sorted(edges)])
    found = cluster(edges, Journal(home).in_force())
    con.execute("create temp table clustered (entry varchar, canonical varchar)")
    insert(con, "clustered", sorted(found.items()))
    con.execute(
        "create table identity as select entry, "
        "coalesce(canonical, regexp_replace(entry, '^register:', '')) as canonical "
        "from entry left join clustered using (entry) order by canonical, entry"
    )
    return capped


def _resolve_actors(con: duckdb.DuckDBPyConnection, home: Path, progress: Progress) -> None:
    """Find who the actors of the reports are."""
    progress("resolving actors", 0, 1)
    load_resolution(con, Journal(home).in_force())


def _sums(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], str]:
    counts, parts = {}, []
    for table in (
        *compiled.THREE,
        "entry",
        "name",
        "identity",
        "edge",
        "reject",
        "citation",
        "report",
    ):
        parts.append(compiled.content_hash(con, table))
        counts[table] = int(parts[-1].rsplit(":", 1)[1])
    return counts, hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _sealed(rough: Path, draft: BuildManifest) -> BuildManifest:
    """Verify what was written, force it to disk, and write the manifest last."""
    shutil.rmtree(rough / "spill", ignore_errors=True)
    written = sorted(path for path in rough.rglob("*") if path.is_file())
    hashes = {path.relative_to(rough).as_posix(): _settled(path) for path in written}
    manifest = structs.replace(draft, files=hashes)
    (rough / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
    _settled(rough / MANIFEST)
    _verify(rough, draft.counts)
    return manifest


def _verify(rough: Path, counts: dict[str, int]) -> None:
    """Open the finished file as a reader would and count again."""
    with duckdb.connect(str(rough / DATABASE), read_only=True) as con:
        for table, count in counts.items():
            found = con.execute(f"select count(*) from {table}").fetchone()
            if found != (count,):
                raise RecordError(f"table {table} was written with {found} rows, not {count}.")


def _settled(path: Path) -> str:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
        return digest(stream)


def _put_in_place(home: Path, rough: Path, identity: str) -> None:
    final = home / "builds" / identity
    shutil.rmtree(final, ignore_errors=True)
    rough.replace(final)
    link = home / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / identity)
    link.replace(home / "current")
    builds = sorted((home / "builds").iterdir(), key=lambda p: p.stat().st_mtime_ns)
    for old in [b for b in builds if b != final and not b.name.startswith(".")][
        : -(KEPT - 1) or None
    ]:
        shutil.rmtree(old, ignore_errors=True)

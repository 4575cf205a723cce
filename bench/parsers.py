"""What reading costs: every parser against a bare pass over the same file, in the same run.

    python bench/parsers.py [FOLDER]     the shared folder; default $SOURCEBOOK_SHARED, else ../shared

A bare pass is what nobody can do without: lxml's iterparse over XML, csv.reader over a table, a YAML or JSON reader
over the rest. The ratio says what turning the file into cited rows costs on top, and does not depend on the
machine as seconds do. Both read from memory, the better of several runs counts, and nothing else runs between.
A file over its agreed limit is marked; the exit code is then 1.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.ftm_stream import write
from sourcebook import settings
from sourcebook.record.rows import Entry, Item, Reject
from sourcebook.sources.catalog import recognise
from sourcebook.sources.contract import HEAD_SIZE, Head

RUNS = 3
STREAM_SIZE = 20_000


@dataclass(frozen=True)
class Case:
    """Files that are measured one by one.

    Attributes:
        files: A pattern below the folder of publishers' files.
        bare: The pass they are measured against.
        limit: The ratio that must not be passed, where one is agreed.
    """

    files: str
    bare: Callable[[bytes], None]
    limit: float | None = None


def bare_xml(content: bytes) -> None:
    """Every element met once and freed."""
    for _, node in etree.iterparse(io.BytesIO(content)):
        node.clear()


def bare_table(content: bytes) -> None:
    """Every row split into its cells."""
    for _ in csv.reader(io.TextIOWrapper(io.BytesIO(content), "latin-1", newline="")):
        pass


def bare_yaml(content: bytes) -> None:
    """Every value read, untyped."""
    yaml.load(content, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def bare_lines(content: bytes) -> None:
    """Every line read as JSON, untyped."""
    for line in io.BytesIO(content):
        json.loads(line)


CASES = (
    Case("un/*.xml.xz", bare_xml, limit=25),
    Case("ofac/*.xml.xz", bare_xml),
    Case("ofac/*.csv.xz", bare_table),
    Case("eu/*.xml*", bare_xml),
    Case("eu/*.csv.xz", bare_table),
    Case("uk/*.csv.xz", bare_table),
    Case("reference/*.csv", bare_table),
    Case("ucdp/ucdp_actor*.csv.xz", bare_table),
)


def best(work: Callable[[], object]) -> float:
    """Seconds of the better of a few runs."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def measure(name: str, content: bytes, case: Case) -> bool:
    """Print the line of a file; returns whether it kept its limit."""
    source, form = recognise(Head(content[:HEAD_SIZE], name))
    items: list[Item] = []

    def parse() -> None:
        items.clear()
        items.extend(form.parse(io.BytesIO(content)))

    took = best(parse)
    ratio = took / best(lambda: case.bare(content))
    kept = case.limit is None or ratio <= case.limit
    entries = [item for item in items if isinstance(item, Entry)]
    print(
        f"{source.manifest.id:9}{name:53}{len(content) / 1e6:7.1f}{len(entries):9,}"
        f"{sum(len(one.rows) for one in entries):11,}{sum(isinstance(i, Reject) for i in items):9,}"
        f"{took:9.2f}{ratio:8.1f}{'' if kept else f'  over {case.limit:g}'}"
    )
    return kept


def publishers(folder: Path) -> Iterator[tuple[str, bytes, Case]]:
    """The files of the shared folder."""
    for case in CASES:
        for path in sorted(folder.glob(case.files)):
            content = path.read_bytes()
            yield path.name, lzma.decompress(content) if path.suffix == ".xz" else content, case


def ours() -> Iterator[tuple[str, bytes, Case]]:
    """The longest file of the register, and a synthetic stream."""
    longest = max(settings.register_folder().glob("*/*.yaml"), key=lambda path: path.stat().st_size)
    yield longest.name, longest.read_bytes(), Case("", bare_yaml)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entities.ftm.json"
        write(path, STREAM_SIZE)
        yield f"{path.name} (synthetic, {STREAM_SIZE:,})", path.read_bytes(), Case("", bare_lines)


def main() -> None:
    """Measure every case."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SOURCEBOOK_SHARED", "../shared")
    print(
        f"{'source':9}{'file':53}{'MB':>7}{'entries':>9}{'rows':>11}{'rejects':>9}{'seconds':>9}{'ratio':>8}"
    )
    cases = (*publishers(Path(named) / "data"), *ours())
    kept = [measure(*case) for case in cases]
    if len(kept) < len(CASES):
        print(
            "No shared folder: set SOURCEBOOK_SHARED to measure publishers' files.", file=sys.stderr
        )
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()

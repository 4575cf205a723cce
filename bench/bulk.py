"""How fast files are screened, in how much memory, and what a rescreen costs beside a full run.

    python bench/bulk.py HOME [--names 1000000] [--rescreen 100000] [--listed 0.5] [--workers N]

HOME has a record of all shared lists; people on no list come from $SOURCEBOOK_SHARED, else ../shared. Every figure is
of the command a user runs, as a process of its own; CPU is that of all its processes, memory the sum of their
proportional shares. The peer is rapidfuzz in a loop over the same listed names, on a sample, in the same run.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.record.store import Record
from sourcebook.screening.index import Index
from sourcebook.screening.scope import FOLDER

SINCE, KNOWN = "2024-12-01", "2026-03-01"
SAMPLE = 300


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds on the clock and of all processors, megabytes at the peak, and what it printed."""

    wall: float
    cpu: float
    peak: float
    said: str


def command(home: Path, *words: str) -> Cost:
    """Run a command as a user does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-m", "sourcebook", *words], env={**os.environ, "SOURCEBOOK_HOME": str(home)},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    peak = Peak(running.pid)
    said = running.communicate()[0]
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if running.returncode not in (0, 1):
        sys.exit(f"sourcebook {words[0]} ended with {running.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak.stop(), said)


class Peak:
    """The most memory that a process and those it started had together."""

    def __init__(self, pid: int) -> None:
        self._root, self._most, self._over = psutil.Process(pid), 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            try:
                every = [self._root, *self._root.children(recursive=True)]
                self._most = max(self._most, sum(one.memory_full_info().pss for one in every) / 1e6)
            except psutil.Error:
                continue

    def stop(self) -> float:
        """End the watch; megabytes."""
        self._over.set()
        self._thread.join()
        return self._most


def nobody(shared: Path) -> list[str]:
    """People who are on no list."""
    raw = lzma.decompress((shared / "data" / "names" / "negatives_us.csv.xz").read_bytes())
    return [row["full_name"] for row in csv.DictReader(io.StringIO(raw.decode()))]


def listed(home: Path) -> list[str]:
    """Every listed name, once."""
    with Record.open(home) as record:
        return sorted(set(Index.open(record.folder / FOLDER).names.text))


def mixed(
    number: int, strangers: Sequence[str], names: Sequence[str], share: float = 0.5
) -> Iterator[str]:
    """Names of strangers, and a share of listed ones, every other of them misspelt.

    Strangers beyond those there are, are made of the first name of one and the last of another.
    """
    chance = random.Random(5)
    for place in range(number):
        drawn = chance.random()
        if drawn < share / 2:
            yield chance.choice(names)
        elif drawn < share:
            yield misspelt(chance.choice(names), chance)
        elif number * (1 - share) <= len(strangers):
            yield strangers[place % len(strangers)]
        else:
            one, other = chance.choice(strangers).split(), chance.choice(strangers).split()
            yield f"{one[0]} {other[-1]}"


def misspelt(name: str, chance: random.Random) -> str:
    """A name with words exchanged or left out, or a letter left out, exchanged or too many."""
    words, at = name.split(), chance.randrange(max(1, len(name) - 1))
    kind = chance.randrange(5)
    if kind == 0:
        return " ".join(chance.sample(words, len(words)))
    if kind == 1 and len(words) > 2:
        return " ".join(words[1:])
    if kind == 2:
        return name[:at] + name[at + 1 :]
    if kind == 3:
        return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name[:at] + chance.choice("aeiouhr") + name[at:]


def write(path: Path, names: Iterator[str]) -> None:
    """A file of names."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name"])
        writer.writerows(enumerate(names, 1))


def peer(names: Sequence[str], every: Sequence[str]) -> float:
    """Names a second of rapidfuzz in a loop over all listed names."""
    began = time.process_time()
    for name in names:
        process.extract(name, every, scorer=fuzz.token_sort_ratio, limit=5, score_cutoff=80)
    return len(names) / (time.process_time() - began)


def full_run(home: Path, folder: Path, number: int, workers: Sequence[str], shared: Path) -> None:
    """A file end to end, beside the peer."""
    strangers, names = nobody(shared), listed(home)
    path = folder / "names.csv"
    write(path, mixed(number, strangers, names))
    cost = command(home, "screen", str(path), "-o", str(folder / "hits.csv"), "--json", *workers)
    found = json.loads(cost.said)["results"]
    beside = peer(list(mixed(SAMPLE, strangers, names)), names)
    a_core = number / cost.cpu
    print(
        f"screen {number:,} names: {cost.wall:,.1f} s, {number / cost.wall:,.0f} a second, "
        f"{a_core:,.0f} a second of CPU, peak {cost.peak:,.0f} MB, "
        f"output {(folder / 'hits.csv').stat().st_size / 1e6:,.1f} MB, "
        f"{found['hits']:,} hits, {found['alerts_per_1000']} alerts in 1,000"
    )
    print(
        f"rapidfuzz in a loop: {beside:,.1f} a second of CPU; {a_core / beside:,.1f} times as many"
    )


def rescreened(
    home: Path, folder: Path, file: Iterator[str], number: int, workers: Sequence[str]
) -> None:
    """A rescreen of a file beside the two full runs whose difference it is."""
    path = folder / "some.csv"
    write(path, file)
    outputs = {day: folder / f"{day}.jsonl" for day in (SINCE, KNOWN)}
    runs = {
        day: command(home, "screen", str(path), "-o", str(output), "--known", day, *workers)
        for day, output in outputs.items()
    }
    changes = folder / "changes.jsonl"
    cost = command(
        home, "rescreen", str(path), "--since", SINCE, "--known", KNOWN, "-o", str(changes), *workers
    )  # fmt: skip
    before, after, found = read(outputs[SINCE]), read(outputs[KNOWN]), read(changes)
    expected = before ^ after
    full = runs[KNOWN]
    print(
        f"rescreen {number:,} names: {cost.wall:.1f} s and {cost.cpu:.1f} s of CPU; a full run {full.wall:.1f} s and "
        f"{full.cpu:.1f} s: {cost.cpu / full.cpu:.1%} of its CPU, {cost.wall / full.wall:.1%} of its time"
    )
    print(
        f"lines that differ between two full runs: {len(expected):,}; the rescreen has {len(found):,}, "
        f"{len(expected - found):,} missing, {len(found - expected):,} too many"
    )


def read(path: Path) -> set[str]:
    """The lines of an output, without what a rescreen adds."""
    found = set()
    for line in path.read_text("utf-8").splitlines():
        held = json.loads(line)
        held.pop("changed", None)
        found.add(json.dumps(held, sort_keys=True))
    return found


def main() -> None:
    """Measure what was asked for."""
    root = Path(__file__).resolve().parent.parent
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("home", type=Path)
    asked.add_argument("--names", type=int, default=1_000_000)
    asked.add_argument("--rescreen", type=int, default=100_000)
    asked.add_argument("--listed", type=float, default=0.5, help="share of a file to rescreen")
    asked.add_argument("--workers", type=int)
    given = asked.parse_args()
    shared = Path(os.environ.get("SOURCEBOOK_SHARED") or root.parent / "shared")
    workers = ["--workers", str(given.workers)] if given.workers else []
    with tempfile.TemporaryDirectory() as made:
        if given.names:
            full_run(given.home, Path(made), given.names, workers, shared)
        if given.rescreen:
            file = mixed(given.rescreen, nobody(shared), listed(given.home), given.listed)
            rescreened(given.home, Path(made), file, given.rescreen, workers)


if __name__ == "__main__":
    main()

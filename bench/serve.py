"""How many requests a second `sourcebook serve` answers on this machine, how long they take, and that none is lost.

Callers are processes' threads with a connection each, who ask `/match/default` one name at a time, listed names and
unlisted ones in turn; the echo and the caller's id in every answer are held against what was asked. *Cold* is the
first pass over the names, *warm* the second over the same;
CPU is the server's, for each request. Last, the same names in one stream through `/screen`.

    python bench/serve.py HOME [--count 1500]
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from sourcebook.record.store import Record

CALLERS = (1, 8, 32)


@dataclass
class Tally:
    """What callers saw."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    failed: int = 0
    hits: int = 0

    def at(self, share: float) -> float:
        """A quantile of the times, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextmanager
def served(home: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A server on a free port."""
    command = [sys.executable, "-m", "sourcebook", "serve", "--port", "0", "--json"]
    env = {**os.environ, "SOURCEBOOK_HOME": str(home)}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        text = b""
        while not text.rstrip().endswith(b"\n}"):
            text += process.stdout.readline()
        url = json.loads(text)["url"]
        ask(connect(url), "GET", "/readyz")
        print(f"ready after {time.perf_counter() - began:.1f} s")
        yield url, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def spent(process: psutil.Process) -> float:
    """Seconds of all processors that the server has taken; other than the clock, the same on a busy machine."""
    times = process.cpu_times()
    return times.user + times.system


def connect(url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(url).netloc, timeout=120)


def ask(
    link: http.client.HTTPConnection, method: str, path: str, body: bytes = b""
) -> tuple[int, bytes]:
    link.request(method, path, body, {"content-type": "application/json"})
    answer = link.getresponse()
    return answer.status, answer.read()


def caller(url: str, mine: Sequence[tuple[str, str]], tally: Tally) -> None:
    """Ask for each name, and hold the answer against the question."""
    link = connect(url)
    for ref, name in mine:
        query = {"id": ref, "schema": "Thing", "properties": {"name": [name]}}
        body = json.dumps({"queries": {ref: query}}).encode()
        began = time.perf_counter()
        status, text = ask(link, "POST", "/match/default", body)
        tally.seconds.append(time.perf_counter() - began)
        if status != 200:
            tally.failed += 1
            continue
        one = json.loads(text)["responses"].get(ref)
        tally.hits += bool(one and one["results"])
        tally.wrong += one is None or one["query"] != query


def measure(url: str, callers: int, names: Sequence[tuple[str, str]]) -> tuple[float, Tally]:
    """All names once, shared among so many callers; requests a second, and what they saw."""
    tallies = [Tally() for _ in range(callers)]
    threads = [
        threading.Thread(target=caller, args=(url, names[n::callers], tally))
        for n, tally in enumerate(tallies)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    whole = Tally(
        [s for t in tallies for s in t.seconds],
        sum(t.wrong for t in tallies),
        sum(t.failed for t in tallies),
    )
    whole.hits = sum(t.hits for t in tallies)
    return len(names) / took, whole


def names_of(home: Path, count: int) -> list[tuple[str, str]]:
    """Listed names and, in turn, names on no list: the words of two listed ones exchanged."""
    with Record.open(home) as record:
        rows = record.rows("select distinct name from name order by hash(name) limit $1", [count])
    listed = [row["name"] for row in rows]
    mixed = [
        f"{one.split()[0]} {other.split()[-1]}"
        for one, other in zip(listed, listed[::-1], strict=True)
    ]
    return [(f"r{n}", listed[n] if n % 2 else mixed[n]) for n in range(len(listed))]


def stream(url: str, names: Sequence[tuple[str, str]]) -> None:
    """The same names in one stream."""
    rows = (
        json.dumps({"id": ref, "properties": {"name": [name]}}).encode() + b"\n"
        for ref, name in names
    )
    began = time.perf_counter()
    status, text = ask(connect(url), "POST", "/screen", b"".join(rows))
    took = time.perf_counter() - began
    answers = [json.loads(line) for line in text.splitlines()]
    same = [one["id"] for one in answers] == [ref for ref, _ in names]
    print(f"stream: {len(names) / took:,.0f} names/s, in order and whole: {same and status == 200}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--count", type=int, default=1500)
    asked = parser.parse_args()
    names = names_of(asked.home, asked.count)
    print(
        f"{'callers':>7} {'pass':>5} {'req/s':>7} {'p50 ms':>7} {'p99 ms':>8} {'CPU ms':>7} "
        f"{'hits':>6} {'failed':>6} {'mixed up':>8}"
    )
    for callers in CALLERS:
        with served(asked.home) as (url, process):
            for passing in ("cold", "warm"):
                before = spent(process)
                rate, tally = measure(url, callers, names)
                each = 1000 * (spent(process) - before) / len(names)
                print(
                    f"{callers:>7} {passing:>5} {rate:>7.0f} {tally.at(0.5):>7.1f} {tally.at(0.99):>8.1f} {each:>7.1f} "
                    f"{tally.hits:>6} {tally.failed:>6} {tally.wrong:>8}"
                )
            stream(url, names)
            memory, load = process.memory_info().rss / 2**20, os.getloadavg()[0]
            print(f"memory {memory:,.0f} MB; load {load:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()

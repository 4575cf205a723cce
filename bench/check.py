"""What checking a text costs.

    python bench/check.py [--home HOME]

Prints documents and sentences a second for documents of growing length, made of sentences about the record's own
groups; how reading grows with the number of names held (the gazetteer of a text that names them all); and what a PDF
of 300 pages and one line of 10 MB take, in seconds and in memory.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.claims.checking.check import Days, check
from sourcebook.documents import Document, read
from sourcebook.documents.gazetteer import GROUP, Bearer, Gazetteer
from sourcebook.documents.reading import plain
from sourcebook.record.store import Record
from sourcebook.settings import home

SAYINGS = (
    "{g} was founded in {y}.",
    "In {y}, {g} carried out a series of bombings against soldiers and policemen.",
    "{g}, which split from {h}, operates along the border.",
    "Villagers said that they had seen nobody that night, and that the road had been closed for a week.",
    "{g} has been designated a terrorist organisation by the United States and the European Union.",
    "Its leader was killed in {y} by government forces.",
    "Prices of grain rose again in the market towns of the north, and many families moved away.",
    "The ministry gave no figures for the year {y}.",
)
LENGTHS = (100, 1_000, 5_000, 20_000)
NAMES = (1_000, 10_000, 50_000, 200_000)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    with Record.open(parser.parse_args().home or home()) as record:
        groups = [
            row["caption"]
            for row in record.rows(
                "select distinct caption from entry where schema = 'Organization' order by caption"
            )
        ]
        _lengths(record, groups)
        _pages(record, groups)
        _line(record)
    _names()
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _sentences(groups: list[str], count: int, named: int) -> Iterator[str]:
    turn = random.Random(7)
    few = turn.sample(groups, named)
    for number in range(count):
        g, h = turn.choice(few), turn.choice(few)
        yield SAYINGS[number % len(SAYINGS)].format(g=g, h=h, y=turn.randrange(1970, 2025))


def _timed(record: Record, document: Document) -> tuple[float, int]:
    began = time.perf_counter()
    claims = len(check(record, document, Days(record.known, record.known)).claims)
    return time.perf_counter() - began, claims


def _lengths(record: Record, groups: list[str]) -> None:
    print(f"{'sentences':>10}{'groups':>8}{'claims':>8}{'seconds':>9}{'sentences/s':>13}")
    for count in LENGTHS:
        named = min(len(groups), max(5, count // 50))
        text = "\n\n".join(_sentences(groups, count, named))
        seconds, claims = _timed(record, plain.read(text))
        print(f"{count:10}{named:8}{claims:8}{seconds:9.2f}{count / seconds:13.0f}")


def _pages(record: Record, groups: list[str]) -> None:
    """A PDF of 300 pages with 40 lines each."""
    from tests.documents.papers import pdf

    said = [s.encode("ascii", "replace").decode() for s in _sentences(groups, 300 * 40, 60)]
    pages = [said[n : n + 40] for n in range(0, len(said), 40)]
    began = time.perf_counter()
    document = read(BytesIO(pdf(pages)), "report.pdf")
    seconds, claims = _timed(record, document)
    print(
        f"PDF of 300 pages: {time.perf_counter() - began:.1f} s, {claims} claims, checking {seconds:.1f} s"
    )


def _line(record: Record) -> None:
    document = read(BytesIO(b"AQIM, " * 1_750_000))
    seconds, claims = _timed(record, document)
    print(f"one line of 10 MB: {seconds:.1f} s, {claims} claims")


def _names() -> None:
    """How finding names grows with how many there are."""
    text = " ".join(_sentences([f"Front {n} Brigade" for n in range(500)], 400, 500))
    for count in NAMES:
        names = ((f"Front {n} Brigade", Bearer(f"x:{n}", "", GROUP, 1.0)) for n in range(count))
        began = time.perf_counter()
        gazetteer = Gazetteer(names)
        built = time.perf_counter()
        found = len(gazetteer.find(text))
        spent = time.perf_counter() - built
        print(
            f"{count:7} names: {built - began:.2f} s to build, {spent:.3f} s for 400 sentences, {found} found"
        )


main()

"""Count again what the weights of `screening/evidence.yaml` rest on, from a built record.

usage: python -m scripts.screening_evidence [HOME]

Agreement is counted over entries that two lists tie to each other by an official number, which says nothing of births
or countries: one person, told twice. Chance is counted over entries of different persons of which a name is alike
enough to be a candidate: those are whom evidence has to tell apart. Printed are the shares of each level on either
side, the bits that their ratio amounts to, and the bits that the table has. Half an occurrence is added to every count.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from sourcebook import settings
from sourcebook.record.store import Record
from sourcebook.screening.evidence import levels, weigh
from sourcebook.screening.marks import Marks
from sourcebook.screening.particulars import Particulars, Reader, in_force
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener

ALIKE = 0.05
SAMPLE = 3_000
Pair = tuple[str, str]


def main() -> None:
    """Count and print."""
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else settings.home()
    with Record.open(home) as record:
        same, different = tied(record), confused(record, home)
        entries = particulars(record, [*same, *different])
        print(f"{len(same)} pairs of one person, {len(different)} of two\n")
        report(counted(same, entries, record.known), counted(different, entries, record.known))


def tied(record: Record) -> list[Pair]:
    """Entries of persons of two lists that an official number ties, with no judgement of names in it."""
    rows = record.rows(
        """select a, b from edge join entry x on x.entry = a join entry y on y.entry = b
        where kind = 'reference' and x.schema = 'Person' and y.schema = 'Person' order by all"""
    )
    return [(row["a"], row["b"]) for row in rows]


def confused(record: Record, home: Path) -> list[Pair]:
    """Entries of different persons of different lists, the name of one being a candidate for that of the other."""
    rows = record.rows(
        """select entry, caption, source, canonical from entry join identity using (entry)
        where schema = 'Person' and source in ('un', 'ofac', 'uk', 'eu') order by hash(entry) limit $1""",
        [SAMPLE],
    )
    options = Options(cutoff=ALIKE, threshold=ALIKE, limit=10)
    screener = Screener.open(record, home)
    found = screener.screen(
        [Query(names=(row["caption"],), schema="Person") for row in rows], options
    )
    return [
        (row["entry"], hit.name.entry)
        for row, hits in zip(rows, found, strict=True)
        for hit in hits
        if hit.id != row["canonical"] and hit.name.source != row["source"]
    ]


def particulars(record: Record, pairs: Iterable[Pair]) -> dict[str, Particulars]:
    """What the lists say of every entry of some pairs."""
    ids = sorted({end for pair in pairs for end in pair})
    canonical = record.rows(
        "select distinct canonical from identity where entry in (select unnest($ids)) order by 1",
        {"ids": ids},
    )
    found = Reader(record).of(row["canonical"] for row in canonical)
    return {one.entry: one for entries in found.values() for one in entries}


def marks(entry: Particulars, known: date) -> Marks:
    """What an entry says on a day that helps to tell people apart."""
    return Marks.of_facts(fact for fact in entry.facts if in_force(fact, known))


def counted(pairs: Sequence[Pair], entries: dict[str, Particulars], known: date) -> Counter[Pair]:
    """How often each level of each feature was met."""
    found: Counter[Pair] = Counter()
    for one, other in pairs:
        if one in entries and other in entries:
            agreed = weigh(marks(entries[one], known), marks(entries[other], known))
            found.update((each.feature, each.level) for each in agreed)
    return found


def report(agree: Counter[Pair], chance: Counter[Pair]) -> None:
    """Print the two counts beside the table."""
    print(
        "| feature | level | one person | two persons | bits counted | bits in the table |\n|---|---|---|---|---|---|"
    )
    for feature, rows in levels().items():
        totals = [sum(side[feature, level] + 0.5 for level in rows) for side in (agree, chance)]
        for level, row in rows.items():
            counts = agree[feature, level], chance[feature, level]
            shares = [(n + 0.5) / total for n, total in zip(counts, totals, strict=True)]
            bits = math.log2(shares[0] / shares[1])
            shown = " | ".join(
                f"{n} ({share:.4f})" for n, share in zip(counts, shares, strict=True)
            )
            print(f"| {feature} | {level} | {shown} | {bits:+.1f} | {row.bits:+.1f} |")


if __name__ == "__main__":
    main()

"""How much evidence beyond the name improves screening: recall at 1 % false positives, with and without it.

usage: python bench/screening_evidence.py [--negatives 10000] [--home HOME]

Asked are persons of the UN list as a file of partners would have them (names with typing errors and reshuffled words,
dates of birth, nationalities, places: `positives_un_treated_first341.csv`) and persons of no list
(`negatives_us.csv.xz`), both in the shared folder. The right answer to a listed person is the entity that the
undistorted name is exactly a name of. Harder: persons as the UK prints them, tied to a UN entry by its reference, and
OFAC's persons who are on no UN list, whose names are of the same languages. A threshold is set on the negatives' best
scores so that one in a hundred passes.
"""

from __future__ import annotations

import argparse
import csv
import io
import lzma
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from sourcebook import settings
from sourcebook.record.store import Record
from sourcebook.screening.hit import Hit
from sourcebook.screening.particulars import BELONGING, BIRTH, BIRTH_PLACE, Particulars, Reader
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener

ALL = Options(cutoff=0.0, threshold=0.0, limit=5, sources=("un",))
GIVEN = {
    "names only": (), "+ birth date": ("born",), "+ nationality": ("countries",), "+ birth place": ("birth_places",),
    "+ all three": ("born", "countries", "birth_places"),
}  # fmt: skip
Row = dict[str, str]
Case = tuple[Query, str]


def rows(path: Path) -> list[Row]:
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def query(row: Row) -> Query:
    born, country, place = (
        row[name] for name in ("date_of_birth", "nationality", "place_of_birth")
    )
    return Query(
        names=(row["full_name"],), schema="Person", born=(born,) if born else (),
        countries=(country,) if country else (), birth_places=(place,) if place else (),
    )  # fmt: skip


def truth(screener: Screener, plain: Sequence[Row]) -> list[str | None]:
    """Whose name each undistorted name is, word by word."""
    found = screener.screen([told(query(row), ()) for row in plain], ALL)
    return [
        next((h.id for h in hits if h.name.text.casefold() == row["full_name"].casefold()), None)
        for row, hits in zip(plain, found, strict=True)
    ]


def threshold(best: Sequence[float]) -> float:
    ranked = sorted(best, reverse=True)
    return ranked[int(len(ranked) * 0.01)]


def score_of(hits: Sequence[Hit], wanted: str) -> float:
    return next((hit.score for hit in hits if hit.id == wanted), 0.0)


def interval(found: Sequence[bool], seed: int = 1) -> tuple[float, float]:
    """A bootstrap interval of 95 %."""
    chance = random.Random(seed)
    drawn = sorted(mean(chance.choices(found, k=len(found))) for _ in range(1000))
    return drawn[25], drawn[974]


def measured(
    screener: Screener, cases: Sequence[Case], negatives: Sequence[Query]
) -> Iterator[str]:
    for title, given in GIVEN.items():
        start = time.perf_counter()
        no = screener.screen([told(one, given) for one in negatives], ALL)
        yes = screener.screen([told(one, given) for one, _ in cases], ALL)
        rate = (len(negatives) + len(cases)) / (time.perf_counter() - start)
        at = threshold([hits[0].score if hits else 0.0 for hits in no])
        scores = [score_of(hits, wanted) for hits, (_, wanted) in zip(yes, cases, strict=True)]
        found = [score > at for score in scores]
        low, high = interval(found)
        alerts = sum(bool(hits) and hits[0].score >= 0.7 for hits in no) * 1000 / len(no)
        recall = mean(score >= 0.7 for score in scores)
        shown = f"{mean(found):.3f} ({low:.3f} to {high:.3f})"
        yield f"| {title} | {shown} | {at:.3f} | {recall:.3f} | {alerts:.1f} | {rate:,.0f} |"


def told(asked: Query, given: Sequence[str]) -> Query:
    """The query with nothing beside the name but what is given."""
    return Query(
        names=asked.names, schema=asked.schema, **{name: getattr(asked, name) for name in given}
    )


def distorted(screener: Screener, folder: Path) -> list[Case]:
    """UN-listed persons as a file would have them."""
    plain = rows(folder / "positives_un_untreated_first341.csv")
    treated = rows(folder / "positives_un_treated_first341.csv")
    known = truth(screener, plain)
    return [(query(row), one) for row, one in zip(treated, known, strict=True) if one is not None]


def elsewhere(record: Record, where: str) -> list[Case]:
    """Persons as another list has them, each with its canonical id."""
    heads = record.rows(
        f"""select e.entry, i.canonical from entry e join identity i using (entry)
        where e.schema = 'Person' and e.known_until is null and {where} order by hash(e.entry)"""
    )
    parts = Reader(record).of(row["canonical"] for row in heads)
    own = {one.entry: one for ones in parts.values() for one in ones}
    return [(as_query(own[row["entry"]]), row["canonical"]) for row in heads]


def as_query(entry: Particulars) -> Query:
    values = {
        name: tuple(dict.fromkeys(f.value for f in entry.facts if f.prop in props))
        for name, props in (
            ("born", BIRTH),
            ("countries", BELONGING),
            ("birth_places", BIRTH_PLACE),
        )
    }
    return Query(names=(entry.caption,), schema="Person", **values)


TIED = """e.source = 'uk' and e.entry in (
    select a from edge where kind = 'reference' and b like 'un:%'
    union select b from edge where kind = 'reference' and a like 'un:%')"""
OTHERS = """e.source = 'ofac' and i.canonical not in (
    select canonical from identity where entry like 'un:%')"""
COLUMNS = (
    "given",
    "recall at 1 % FPR",
    "threshold",
    "recall at .7",
    "alerts per 1,000 at .7",
    "names/s",
)
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--negatives", type=int, default=10_000)
    parser.add_argument("--home", type=Path, default=settings.home())
    asked = parser.parse_args()
    folder = (settings.shared_folder() or Path("../shared")) / "data" / "names"
    with Record.open(asked.home) as record:
        screener = Screener.open(record, asked.home)
        easy = [query(row) for row in rows(folder / "negatives_us.csv.xz")[: asked.negatives]]
        hard = [one for one, _ in elsewhere(record, OTHERS)[: asked.negatives]]
        sets = (
            ("UN persons distorted; persons of no list", distorted(screener, folder), easy),
            (
                "UK persons tied to a UN entry; OFAC persons without one",
                elsewhere(record, TIED),
                hard,
            ),
        )
        for title, cases, negatives in sets:
            print(f"\n{title}: {len(cases)} and {len(negatives)}\n\n{HEAD}")
            for line in measured(screener, cases, negatives):
                print(line, flush=True)


if __name__ == "__main__":
    main()

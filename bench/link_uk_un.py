"""Linking measured against truth that the lists print themselves: the UK list of 2018 and the UN list of 2026.

    python bench/link_uk_un.py [FOLDER]     the shared folder; default $SOURCEBOOK_SHARED, else ../shared

The UK prints the UN's reference beside most entries it takes from the UN. Linking by names never reads references, so
they serve as truth: over the UK entries whose own reference is on the UN list, how many links go to that
entry (precision), and how many such entries have their link (recall). Some printed references are wrong.
Those below were read one by one against both lists; the figures are given with and without them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.identity.linking import link
from sourcebook.record.store import DATABASE, live_folder

FILES = ("uk/ofsi_conlist_2018-04-13.csv.xz", "un/un_consolidated_2026-02-27.xml.xz")
PRECISION, RECALL = 0.995, 0.985

# UK entry: (the reference it prints, the UN entry it is, or None, and how we know).
MISPRINTED = {
    "uk:6995": (
        "QDe.002",
        "QDi.042",
        "Hassan Dahir Aweys, a person; QDe.002 is Al-Itihaad Al-Islamiya",
    ),
    "uk:8425": (
        "QDe.002",
        "SOi.003",
        "Hassan Al-Turki, a person; QDe.002 is Al-Itihaad Al-Islamiya",
    ),
    "uk:13135": ("QDe.137", "QDi.338", "Shafi al-Ajmi, a person; QDe.137 is Al-Nusrah Front"),
    "uk:13349": (
        "QDe.004",
        None,
        "Farouq al-Qahtani, a person not on the list of 2026; QDe.004 is Al-Qaida",
    ),
    "uk:13289": (
        "QDi.345",
        "QDi.375",
        "Boubaker el-Hakim, same name and day of birth; QDi.345 is Batirashvili",
    ),
    "uk:13331": (
        "KPi.056",
        "KPi.020",
        "Kang Ryong, same name and day of birth; KPi.056 is Jang Song Chol",
    ),
    "uk:13569": (
        "KPi.074",
        "KPi.079",
        "Pak Mun Il, same name and day of birth; KPi.074 is Ri Chun Hwan",
    ),
    "uk:13571": (
        "KPi.076",
        "KPi.075",
        "Ri Chun Song, same name and day of birth; KPi.076 is Ri Pyong Chul",
    ),
    "uk:11286": (
        "KPe.023",
        "KPe.035",
        "Korea Daesong Bank, same names; KPe.023 is Daedong Credit Bank",
    ),
    "uk:11287": (
        "KPe.035",
        "KPe.042",
        "Korea Daesong General Trading, same names; KPe.035 is Korea Daesong Bank",
    ),
    "uk:13355": (
        "KPe.023",
        "KPe.048",
        "Korea National Insurance Corporation, same names; KPe.023 is another bank's",
    ),
    "uk:13484": (
        "KPe.023",
        "KPe.043",
        "Kangbong Trading, same name; KPe.023 is Daedong Credit Bank",
    ),
    "uk:13485": (
        "KPe.023",
        "KPe.044",
        "Korea Kumsan Trading, same name; KPe.023 is Daedong Credit Bank",
    ),
    "uk:13537": (
        "KPe.023",
        "KPe.049",
        "Koryo Credit Development Bank, same names; KPe.023 is Daedong Credit Bank",
    ),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """How links by names compare with references.

    Attributes:
        entries: UK entries whose reference is on the UN list.
        linked: Those of them that have a link.
        right: Those whose link goes to the entry of that reference.
    """

    entries: int
    linked: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.linked

    @property
    def recall(self) -> float:
        return self.right / self.entries

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.4f}  recall {self.recall:.4f}  "
            f"({self.entries} entries, {self.linked} linked, {self.right} right)"
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """Both sets of figures, and the entries that the reviewed ones miss."""

    reviewed: Figures
    unreviewed: Figures
    missed: tuple[str, ...]
    seconds: float


def measure(shared: Path, home: Path) -> Measured:
    """Build a record of the two lists and link it.

    Args:
        shared: The folder of publishers' files.
        home: An empty folder to build in.
    """
    archive = Archive(home)
    for name in FILES:
        add(archive, shared / "data" / name, Wish())
    build(home)
    folder = live_folder(home)
    assert folder is not None
    with duckdb.connect(str(folder / DATABASE), read_only=True) as con:
        truth = _truth(con)
        began = time.perf_counter()
        links = {e.a: e.b for e in link(con)[0] if e.a.startswith("uk:") and e.b.startswith("un:")}
        took = time.perf_counter() - began
    kept = {entry: found for entry, found in truth.items() if entry not in MISPRINTED}
    missed = sorted(entry for entry, right in kept.items() if links.get(entry) not in right)
    return Measured(_figures(kept, links), _figures(truth, links), tuple(missed), took)


def _truth(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """UN entries by the reference that a UK entry prints as its own."""
    rows = con.execute("""
        select s.subject, list(distinct e.entry order by e.entry)
        from statements s join entry e on e.entry = 'un:' || s.value
        where s.source = 'uk' and s.prop = 'sb:unReference' group by s.subject order by s.subject
    """).fetchall()
    return dict(rows)


def _figures(truth: Mapping[str, Collection[str]], links: Mapping[str, str]) -> Figures:
    linked = [entry for entry in truth if entry in links]
    return Figures(len(truth), len(linked), sum(links[entry] in truth[entry] for entry in linked))


def main() -> None:
    """Measure and print; exit code 1 where the goal is missed."""
    named = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("SOURCEBOOK_SHARED", "../shared")
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(named), Path(folder) / "home")
    print(f"reviewed    {found.reviewed}")
    print(f"unreviewed  {found.unreviewed}")
    print(f"missed      {', '.join(found.missed) or 'none'}")
    print(f"linking took {found.seconds:.1f} s. References judged misprinted ({len(MISPRINTED)}):")
    for entry, (printed, meant, why) in MISPRINTED.items():
        print(f"  {entry:9} prints {printed}, is {meant or 'not on the list'}: {why}")
    sys.exit(found.reviewed.precision < PRECISION or found.reviewed.recall < RECALL)


if __name__ == "__main__":
    main()

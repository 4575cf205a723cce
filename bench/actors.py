"""Actors of two datasets held against hand-coded pairs: UCDP's side B names and GTD's group names.

    python -m bench.actors --pairs FILE --names FILE [--home HOME] [--shared FOLDER] [--show]

The pairs are those of the Terrorism and Armed Conflict project (Fortna and others): `gname_match` 0 is the same
group, 1 an armed wing, 2 an umbrella, 3 a faction, 4 allied; negative codes are uncertain, all others
different. Of the pairs only the side, its place and its first year are given to the resolver; which names a side was
coded against is not. The record is that of HOME, else one built in a temporary folder from the publishers' files
of the shared folder, else from the register alone; the first line says which.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.incidents.actors.groups import Groups
from sourcebook.incidents.actors.heads import Followings, by_heads
from sourcebook.incidents.actors.kinds import read
from sourcebook.incidents.actors.known import as_asked, at_home, bearers
from sourcebook.incidents.actors.likelihood import Models, likelihood, models
from sourcebook.incidents.actors.likely import as_likely
from sourcebook.incidents.actors.matching import Pairs, pairs
from sourcebook.incidents.actors.owners import Owner, Side
from sourcebook.incidents.actors.standing import Standing, by_ties, by_words
from sourcebook.record.store import Record
from sourcebook.record.territories import alpha2

SAME = 0
GRADES = {1: "wing", 2: "umbrella", 3: "faction", 4: "allied"}
PRECISION = 0.90
HIT_1, HIT_5, RECALL = 0.92, 0.97, 0.72


@dataclass(slots=True)
class SideB:
    """A side of UCDP and what was coded of it.

    Attributes:
        name: As UCDP prints it.
        countries: Where its conflicts were, ISO codes.
        coded: GTD name to the codes it was given.
    """

    name: str
    countries: frozenset[str]
    coded: dict[str, set[int]] = field(default_factory=dict)

    def names(self, code: int) -> set[str]:
        """The names given a code."""
        return {name for name, codes in self.coded.items() if code in codes}


def unmangled(text: str) -> str:
    """A text whose UTF-8 was read as a Latin code page, put right."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8").strip()
        except UnicodeError:
            continue
    return text.strip()


def read_sides(path: Path) -> list[SideB]:
    """The sides of a file of pairs, in its order."""
    found: dict[str, SideB] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = unmangled(row["sideb"])
            side = found.setdefault(name, SideB(name, frozenset()))
            code = alpha2(row["location"])
            side.countries |= frozenset([code] if code else [])
            side.coded.setdefault(unmangled(row["gtd_gname"]), set()).add(int(row["gname_match"]))
    return list(found.values())


def read_names(path: Path) -> list[str]:
    """The names to choose from, each once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(name for line in lines if (name := unmangled(line))))


@contextmanager
def record_of(home: Path | None, shared: Path) -> Iterator[Record]:
    """The record to ask, and a line about it."""
    if home is not None:
        with Record.open(home) as record:
            _say(record, f"the record in {home.name}")
            yield record
        return
    with tempfile.TemporaryDirectory(prefix="actors-") as folder:
        fresh = Path(folder) / "home"
        given = _add_all(fresh, shared)
        build(fresh)
        with Record.open(fresh) as record:
            _say(record, f"a record built from {given} files of publishers and the register")
            yield record


def _add_all(home: Path, shared: Path) -> int:
    if not (shared / "data").is_dir():
        return 0
    from scripts.demo import publishers_files

    files = publishers_files(shared)
    for path in files:
        add(Archive(home), path, Wish())
    return len(files)


def _say(record: Record, what: str) -> None:
    print(f"names, countries and aliases of {what}, content {record.manifest.content[:12]}")


@dataclass(frozen=True, slots=True)
class Case:
    """The benchmark, held against the record once.

    Attributes:
        sides: With what was coded.
        names: To choose from.
        pairs: Every group of the record, and every name, held against each other.
        side: Of each pair, the side its group is; -1 for other groups.
        left, right: The groups, sides without one last, and the names.
        meant: Index of a group to the side it is.
    """

    sides: list[SideB]
    names: list[str]
    pairs: Pairs
    side: np.ndarray[tuple[int], np.dtype[np.int64]]
    left: Side
    right: Side
    meant: dict[int, int]


def case(groups: Groups, sides: list[SideB], names: list[str]) -> Case:
    """Find the groups that the sides are and hold all groups against all names."""
    owners = [
        group.owner if not group.state else Owner((), frozenset(), frozenset())
        for group in groups.groups
    ]
    meant: dict[int, int] = {}
    for number, side in enumerate(sides):
        found = bearers(groups, side.name) or bearers(groups, side.name, "")
        for at in at_home(groups, found, side.countries):
            owners[at] = as_asked(groups.groups[at], side.name)
            meant[at] = number
        if not found:
            meant[len(owners)] = number
            owners.append(Owner.of(side.name, side.countries))
    left, right = Side.of(owners), Side.of([_of_itself(name) for name in names])
    held = pairs(left, right)
    number = np.array([meant.get(at, -1) for at in range(len(owners))])
    return Case(sides, names, held, number[held.left], left, right, meant)


def _of_itself(name: str) -> Owner:
    """A name as the resolver takes it: at home where it says so in brackets."""
    state = read(name).state
    return Owner.of(name, frozenset([state] if state else []))


@dataclass(frozen=True, slots=True)
class Offer:
    """The names offered for a side, the likeliest first, with their likelihoods."""

    side: SideB
    names: tuple[str, ...]
    likelihood: tuple[float, ...]

    @property
    def first(self) -> float:
        return self.likelihood[0] if self.likelihood else 0.0

    @property
    def right(self) -> bool:
        """Whether the first name was coded the same."""
        return bool(self.names) and self.names[0] in self.side.names(SAME)


def offers(case: Case, likely: np.ndarray[tuple[int], np.dtype[np.float32]]) -> list[Offer]:
    """What is offered for every side."""
    out = []
    for number, side in enumerate(case.sides):
        rows = np.flatnonzero(case.side == number)
        rows = rows[np.lexsort((case.pairs.right[rows], -likely[rows]))]
        best: dict[str, float] = {}
        for row in rows[:40]:
            best.setdefault(case.names[case.pairs.right[row]], float(likely[row]))
        out.append(Offer(side, tuple(best), tuple(best.values())))
    return out


@dataclass(frozen=True, slots=True)
class Figures:
    """What a set of offers comes to.

    Attributes:
        hit_1, hit_5: Share of the sides with a name coded 0 whose first, or first five, names hold one.
        recall, precision: Of the first names from a threshold on, over all sides.
        threshold: The likelihood at which the recall is largest with the precision asked for.
    """

    hit_1: float
    hit_5: float
    recall: float
    precision: float
    threshold: float


def figures(found: Sequence[Offer], precision: float = PRECISION) -> Figures:
    """The figures of some offers."""
    named = [offer for offer in found if offer.side.names(SAME)]
    hit_1 = sum(offer.right for offer in named) / len(named)
    hit_5 = sum(not offer.side.names(SAME).isdisjoint(offer.names[:5]) for offer in named) / len(
        named
    )
    best = (0.0, 1.0, 1.0)
    for threshold in sorted({offer.first for offer in found}, reverse=True):
        recall, exact = at_threshold(found, threshold)
        if exact >= precision and recall > best[0]:
            best = (recall, exact, threshold)
    return Figures(hit_1, hit_5, *best)


def graded(
    case: Case, groups: Groups, likely: np.ndarray[tuple[int], np.dtype[np.float32]], sure: float
) -> set[tuple[int, str, str]]:
    """Side, name and grade of every name offered as a wing, umbrella, faction or ally."""
    same = likely >= sure
    best: dict[int, list[tuple[int, float]]] = {}
    for row in np.lexsort((case.pairs.left, -likely)):
        group = int(case.pairs.left[row])
        if same[row] and group < len(groups.groups):
            best.setdefault(int(case.pairs.right[row]), []).append((group, float(likely[row])))
    meant = {name: as_likely(told, sure) for name, told in best.items()}
    words = by_words(case.left, case.right, case.pairs, same)
    may_be = {name: [group for group, _ in told] for name, told in best.items()}
    found: list[Standing] = words + by_ties(groups, meant, may_be)
    found += by_heads(Followings(groups), [(name, ()) for name in case.names], may_be)
    return {
        (case.meant[s.group], case.names[s.name], s.grade) for s in found if s.group in case.meant
    }


def _print_graded(sides: list[SideB], offered: set[tuple[int, str, str]], show: bool) -> None:
    coded = {
        (at, name, grade)
        for at, side in enumerate(sides)
        for code, grade in GRADES.items()
        for name in side.names(code)
    }
    right = coded & offered
    seen = {(at, name, grade) for at, name, grade in offered if name in sides[at].coded}
    print(
        f"wings, umbrellas, factions, allies: {len(right)} of {len(coded)} offered with the right grade (goal half); "
        f"precision {len(right) / max(1, len(seen)):.2f} among {len(seen)} offers that were coded, "
        f"{len(right) / max(1, len(offered)):.2f} among all {len(offered)}"
    )
    for at, name, grade in sorted(offered if show else ()):
        print(
            f"  {sides[at].name}: {name} offered as {grade}, coded {sorted(sides[at].coded.get(name, ()))}"
        )


def at_threshold(found: Sequence[Offer], threshold: float) -> tuple[float, float]:
    """Recall and precision of the first names from a threshold on."""
    named = sum(bool(offer.side.names(SAME)) for offer in found)
    given = [offer for offer in found if offer.first >= threshold]
    right = sum(offer.right for offer in given)
    return right / named, right / max(1, len(given))


def main() -> int:
    """Print the figures; 1 where a goal is missed."""
    asked = _arguments()
    sides, names = read_sides(asked.pairs), read_names(asked.names)
    with record_of(asked.home, asked.shared) as record:
        groups = Groups.read(record.arrow)
    held = case(groups, sides, names)
    fitted = models()
    likely = likelihood(held.pairs, fitted)
    code = _print(offers(held, likely), fitted, asked.show)
    _print_graded(sides, graded(held, groups, likely, fitted.sure), asked.show)
    return code


def _print(found: list[Offer], fitted: Models, show: bool) -> int:
    reached, (recall, precision) = figures(found), at_threshold(found, fitted.sure)
    named = sum(bool(offer.side.names(SAME)) for offer in found)
    print(f"{len(found)} sides, {named} with a name coded the same")
    print(f"hit@1 {reached.hit_1:.3f} (goal {HIT_1})   hit@5 {reached.hit_5:.3f} (goal {HIT_5})")
    print(
        f"recall {reached.recall:.3f} at precision {reached.precision:.3f} (goal {RECALL} at {PRECISION}), "
        f"threshold {reached.threshold:.3f}"
    )
    print(f"at the shipped threshold {fitted.sure}: recall {recall:.3f}, precision {precision:.3f}")
    if show:
        _show(found)
    met = reached.hit_1 >= HIT_1 and reached.hit_5 >= HIT_5 and reached.recall >= RECALL
    return 0 if met else 1


def _show(found: list[Offer]) -> None:
    for offer in found:
        truth = offer.side.names(SAME)
        wrong = bool(truth) and not offer.right
        if wrong or (not truth and offer.first > 0.3):
            top = "; ".join(
                f"{n} {p:.2f}" for n, p in zip(offer.names[:4], offer.likelihood, strict=False)
            )
            print(f"  {offer.side.name}: {', '.join(sorted(truth)) or 'no name'} <- {top}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.actors", description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--home", type=Path, help="a home whose record is used as it is")
    default = os.environ.get("SOURCEBOOK_SHARED") or Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=Path(default))
    parser.add_argument("--show", action="store_true", help="print what is offered wrongly")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

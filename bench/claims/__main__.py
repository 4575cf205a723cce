"""The benchmark of checking texts.

    python -m bench.claims [--seed N] [--show KIND] [--home HOME]

Reads the record of $SOURCEBOOK_HOME, makes statements about every group of the register and some hundreds of others,
lets them be checked in documents of a hundred, and prints for each kind how many contradictions were found, how many
true statements were contradicted and how many unknowns left unknown: for the templates that the patterns were
improved with and for those held out.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bench.claims.cases import FOLDER, Case, Maker
from sourcebook.claims.checking.check import Days, check
from sourcebook.claims.model import Judged
from sourcebook.documents.reading import plain
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.gathering import read_groups, read_incidents
from sourcebook.record.dossier import Question
from sourcebook.record.store import Record
from sourcebook.settings import home

OTHERS = 400
AT_ONCE = 100
HELD_OUT = (
    "sentences-held-out.yaml",
    "sentences-4.yaml",
    "sentences-5.yaml",
    "sentences-6.yaml",
    "sentences-7.yaml",
    "sentences-french.yaml",
)
LOTS = ("sentences.yaml", "sentences-2.yaml", *HELD_OUT)
# The groups of lists and datasets that are organisations in arms: what UCDP codes, what pages of terrorist lists name.
_GROUPS = """select distinct canonical from identity join entry using (entry) where schema = 'Organization' and (
    source in ('register', 'ucdp', 'us_fto') or entry in (select subject from relations where kind in
    ('split_from', 'joined', 'renamed_to', 'pledged_to', 'led_by', 'part_of'))) order by 1"""


def main() -> None:
    """Run it."""
    asked = _asked()
    with Record.open(asked.home or home()) as record:
        cases = [*_free()] if asked.free else [*_made(record, asked.seed), *_free()]
        random.Random(asked.seed).shuffle(cases)
        began = time.perf_counter()
        outcomes = [pair for batch in _batches(cases) for pair in _checked(record, batch)]
        spent = time.perf_counter() - began
    for held_out in (False, True):
        _print(held_out, [(c, o) for c, o in outcomes if c.held_out is held_out])
    print(f"{len(cases)} statements about {len({c.group for c in cases})} groups in {spent:.0f} s")
    for kind in asked.show:
        _show(kind, outcomes, asked.all)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--free", action="store_true", help="only the sentences written by hand")
    parser.add_argument(
        "--show", action="append", default=[], help="print what went wrong of a kind, or `all`"
    )
    parser.add_argument("--all", action="store_true", help="show held-out ones too")
    return parser.parse_args()


def _made(record: Record, seed: int) -> list[Case]:
    """The cases about the register's groups and a sample of others, of which something can be asked."""
    ids = [row["canonical"] for row in record.rows(_GROUPS)]
    day = record.known
    facts = read_groups(record, [Question(id_, day, day) for id_ in ids])
    own = [f for f in facts if ":" not in f.id]
    others = [f for f in facts if ":" in f.id and _is_told(f)]
    random.Random(seed).shuffle(others)
    return list(Maker([*own, *others[:OTHERS]], read_incidents(record, day), seed).cases())


def _is_told(f: GroupFacts) -> bool:
    """Whether more is held of it than where it is, and its name is one that a text would print."""
    named = 4 <= len(f.label) <= 60 and any(c.isupper() for c in f.label) and f.label.isascii()
    return (
        named
        and not f.label.startswith("Supporters")
        and bool(f.lineage or f.designations or f.tenures or len(f.names) > 1)
    )


def _free() -> Iterator[Case]:
    """Sentences written by hand, each with what it deserves."""
    for name in LOTS:
        held_out = name in HELD_OUT
        for one in yaml.safe_load(FOLDER.joinpath(name).read_text("utf-8")):
            for types, truth in one["expect"].items():
                wanted = tuple(types.split("|"))
                said = tuple(t for types in one["expect"] for t in types.split("|"))
                yield Case(one["text"], "free", truth, one["group"], held_out, wanted, said)


def _batches(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    for begin in range(0, len(cases), AT_ONCE):
        yield cases[begin : begin + AT_ONCE]


def _checked(record: Record, cases: Sequence[Case]) -> Iterator[tuple[Case, list[Judged]]]:
    """Each case with the claims read from its words; what is said of several things is read once."""
    texts = list(dict.fromkeys(case.text for case in cases))
    found = check(record, plain.read("\n\n".join(texts)), Days(record.known, record.known))
    of: dict[str, list[Judged]] = {}
    begin = 0
    for text in texts:
        end = begin + len(text)
        of[text] = [j for j in found.claims if begin <= j.claim.span.start < end]
        begin = end + 2
    for case in cases:
        yield case, of[case.text]


def outcome(case: Case, found: Sequence[Judged]) -> str:
    """What became of a statement: the verdicts on the claims of its type, a contradiction before anything else.

    Of a sentence written by hand a true claim counts as contradicted also where one is that nobody made.
    """
    verdicts = {j.verdict for j in found if j.claim.type in case.types}
    stray = {j.verdict for j in found if j.claim.type not in case.said}
    if case.said and "contradicted" in stray:
        return "contradicted"
    if not verdicts:
        return (
            "contradicted"
            if not case.said and any(j.verdict == "contradicted" for j in found)
            else "unread"
        )
    for one in ("contradicted", "supported", "outdated", "disputed", "imprecise", "not_in_record"):
        if one in verdicts:
            return one
    return "unread"


def _print(held_out: bool, outcomes: Sequence[tuple[Case, list[Judged]]]) -> None:
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for case, found in outcomes:
        for kind in (case.kind, "all"):
            counts[kind][case.truth, outcome(case, found)] += 1
    print("\nheld-out templates" if held_out else "\ntemplates improved with")
    print(
        f"{'kind':14}{'true':>6}{'supported':>11}{'contradicted':>14}{'closed':>8}{'found':>8}{'open':>6}{'left':>7}"
    )
    for kind in sorted(counts, key=lambda k: (k == "all", k)):
        print(_line(kind, counts[kind]))


def _line(kind: str, seen: Counter[tuple[str, str]]) -> str:
    def total(truth: str) -> int:
        return sum(n for (t, _), n in seen.items() if t == truth)

    def share(part: int, whole: int) -> str:
        return f"{part / whole:.3f}" if whole else "-"

    true, closed, open_ = total("true"), total("closed"), total("open")
    good = (
        seen["true", "supported"]
        + seen["true", "outdated"]
        + seen["true", "disputed"]
        + seen["true", "imprecise"]
    )
    wrong = seen["true", "contradicted"]
    left = seen["open", "not_in_record"] + seen["open", "unread"] + seen["open", "imprecise"]
    return (
        f"{kind:14}{true:6}{share(good, true):>11}{share(wrong, true):>14}{closed:8}"
        f"{share(seen['closed', 'contradicted'], closed):>8}{open_:6}{share(left, open_):>7}"
    )


def _show(kind: str, outcomes: Sequence[tuple[Case, list[Judged]]], every: bool) -> None:
    wanted = {
        "true": ("supported", "outdated", "disputed", "imprecise"),
        "closed": ("contradicted",),
        "open": ("not_in_record", "unread", "imprecise"),
    }
    for case, found in outcomes:
        became = outcome(case, found)
        if (
            kind in (case.kind, "all")
            and became not in wanted[case.truth]
            and (every or not case.held_out)
        ):
            said = "; ".join(f"{j.claim.type} {j.verdict}: {j.explanation}" for j in found)
            print(f"{case.kind} {case.truth} {became}: {case.text}\n      {said[:400]}")


main()

"""Measure screening: `python -m bench.screening [--cross | --pairs | --calibration | --alerts | --write]`.

Recall and false alarms on the alias hold-out sets, with bootstrap intervals: by entity (and name of nobody) for each
set, by list for all of them; the same with a scorer that never saw the publisher (`--cross`); the pairs of
`name_pairs_dev_half.csv` (`--pairs`); what a probability comes to (`--calibration`); and what a threshold costs: alerts
per 1,000 names of nobody, by script (`--alerts`; `--write` keeps it as `screening/thresholds.json`).
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bench.screening_calibration import Answers, calibration
from bench.screening_cases import (
    SETS,
    benchmark_set,
    halves,
    persons_of_no_list,
    scripted_persons,
)
from bench.screening_matcher import names_table
from sourcebook.names import script
from sourcebook.screening.index import Index
from sourcebook.screening.model import Forest, Model, shipped_model

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "sourcebook" / "screening" / "thresholds.json"
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
DRAWS = 1000
FALSE_ALARMS = 0.01

Floats = NDArray[np.float64]
# A measure and the bounds of its interval.
Cell = tuple[float, float, float]


def measured(folder: Path, name: str, model: Model) -> dict[str, Cell]:
    """Recall at rank one and at 1 % false alarms, each with its 95 % interval.

    Args:
        folder: Of the sets.
        name: Of the set.
        model: How to score.
    """
    return _cells([_held(folder, name, model)])


def together(folder: Path, models: dict[str, Model]) -> dict[str, Cell]:
    """The same for all sets at once, with intervals by list: what another list may come to.

    Args:
        folder: Of the sets.
        models: How to score each.
    """
    return _cells([_held(folder, name, models[name]) for name in SETS])


@dataclass(frozen=True, slots=True)
class Held:
    """What a set was answered.

    Attributes:
        first: Whether each name asked about found its entity first.
        score: The score with which it was found at all.
        nobody: The best scores of names of nobody, by sort.
    """

    first: Floats
    score: Floats
    nobody: dict[str, Floats]


def _held(folder: Path, name: str, model: Model) -> Held:
    asked = benchmark_set(folder, name)
    index = Index.of(names_table(asked["entities"]), model)
    first, score = _found(index, asked["positives"])
    nobody = {
        kind: np.array([one[0].score if one else 0 for one in index.search(names, 1)])
        for kind, names in asked["negatives"].items()
    }
    return Held(first.astype(np.float64), score, nobody)


def _cells(held: Sequence[Held]) -> dict[str, Cell]:
    """The mean over sets of each measure; drawn again by set (of several), entity, and name of nobody."""
    chance = np.random.default_rng(0)
    whole = _recalls(held)
    drawn = [_recalls(_drawn(held, chance)) for _ in range(DRAWS)]
    cells = {}
    for kind, value in whole.items():
        low, high = np.quantile([one[kind] for one in drawn], (0.025, 0.975))
        cells[kind] = (value, float(low), float(high))
    return cells


def _drawn(held: Sequence[Held], chance: np.random.Generator) -> list[Held]:
    places = chance.integers(0, len(held), len(held)) if len(held) > 1 else [0]
    made = []
    for one in (held[place] for place in places):
        asked = chance.integers(0, len(one.first), len(one.first))
        nobody = {
            kind: best[chance.integers(0, len(best), len(best))]
            for kind, best in one.nobody.items()
        }
        made.append(Held(one.first[asked], one.score[asked], nobody))
    return made


def _recalls(held: Sequence[Held]) -> dict[str, float]:
    found: dict[str, list[float]] = {"r@1": [float(one.first.mean()) for one in held]}
    for one in held:
        for kind, best in one.nobody.items():
            place = len(best) - 1 - int(len(best) * FALSE_ALARMS)
            threshold = np.partition(best, place)[place]
            found.setdefault(kind, []).append(float((one.score > threshold).mean()))
    return {kind: sum(values) / len(values) for kind, values in found.items()}


def _found(index: Index, positives: Sequence[dict[str, str]]) -> tuple[NDArray[np.bool_], Floats]:
    """Whether each was found first, and with what score it was found at all."""
    first, score = [], []
    for one, hits in zip(positives, index.search([p["q"] for p in positives], 10), strict=True):
        ids = [index.entities[hit.entity] for hit in hits]
        at = ids.index(one["id"]) if one["id"] in ids else None
        ties = [hit for hit in hits if at is not None and hit.score >= hits[at].score]
        first.append(at is not None and len(ties) == 1)
        score.append(hits[at].score if at is not None else -1.0)
    return np.array(first), np.array(score)


def crossed(shared: Path) -> dict[str, Model]:
    """For each set a model that learnt from other publishers' lists alone: OFAC from the rest, the rest from OFAC.

    Args:
        shared: The shared folder.
    """
    from scripts.train_screening import LEARNT_FROM, set_examples, trained

    models: dict[str, Model] = {}
    for ofac in (True, False):
        forests = {
            kind: Forest.of(
                trained(
                    kind,
                    [set_examples(shared, kind, n) for n in names if n.startswith("ofac") == ofac],
                )
            )
            for kind, names in LEARNT_FROM.items()
        }
        models |= {name: Model(forests) for name in SETS if name.startswith("ofac") != ofac}
    return models


def best_f1(path: Path) -> tuple[float, float]:
    """The best F1 over the labelled pairs, and its threshold.

    Args:
        path: Of `name_pairs_dev_half.csv`.
    """
    with path.open(encoding="utf-8", newline="") as source:
        pairs = list(csv.DictReader(source))
    score = np.maximum(
        _pair_scores([(p["name1"], p["name2"], p["schema"]) for p in pairs]),
        _pair_scores([(p["name2"], p["name1"], p["schema"]) for p in pairs]),
    )
    match = np.array([p["is_match"] == "true" for p in pairs])
    order = np.argsort(-score, kind="stable")
    right = np.cumsum(match[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + match.sum())
    return float(f1.max()), float(score[order][f1.argmax()])


def _pair_scores(pairs: Sequence[tuple[str, str, str]]) -> Floats:
    """The score of the second name of each pair when the first is asked about."""
    many = len(pairs)
    days = pa.nulls(many, pa.date32())
    ids = [f"{at:06}" for at in range(many)]
    index = Index.of(
        pa.table(
            {
                "entity": ids, "entry": ids, "schema": [p[2] for p in pairs], "name": [p[1] for p in pairs],
                "prop": pa.nulls(many, pa.string()), "grade": pa.nulls(many, pa.string()),
                "known_from": days, "known_until": days,
            }
        )
    )  # fmt: skip
    kinds = ["person" if p[2] == "Person" else "organization" for p in pairs]
    found = index.search([p[0] for p in pairs], 50, kinds=kinds)
    return np.array(
        [max((o.score for o in one if o.entity == at), default=0.0) for at, one in enumerate(found)]
    )


def alerts(shared: Path) -> dict[str, dict[str, float]]:
    """Alerts per 1,000 names of nobody at each threshold, by script, and the share of left-out aliases found.

    Args:
        shared: The shared folder.
    """
    folder = shared / "bench" / "screening" / "sets"
    sets = {name: benchmark_set(folder, name) for name in SETS}
    entities = [
        {**e, "id": f"{name}:{e['id']}"} for name in SETS[:4] for e in sets[name]["entities"]
    ]
    index = Index.of(names_table(entities))  # type: ignore[arg-type]
    chance = random.Random(1)
    nobody = persons_of_no_list(shared / "data" / "names" / "negatives_us.csv.xz")[-4000:]
    nobody += scripted_persons(4000, chance)
    groups: dict[str, list[str]] = {}
    for name in nobody:
        groups.setdefault(script(name), []).append(name)
    groups["halves of listed names"] = halves(entities, 2000, chance)
    table = {
        name: _rates(index, names, 1000)
        for name, names in sorted(groups.items())
        if len(names) >= 100
    }
    left_out = [p["q"] for name in SETS[:4] for p in sets[name]["positives"]]
    owners = [f"{name}:{p['id']}" for name in SETS[:4] for p in sets[name]["positives"]]
    score = _scores_of(index, left_out, owners)
    table["share of left-out aliases found"] = {
        f"{t:g}": round(float((score >= t).mean()), 3) for t in THRESHOLDS
    }
    return table


def _rates(index: Index, names: Sequence[str], many: int) -> dict[str, float]:
    best = np.array([one[0].score if one else 0 for one in index.search(names, 1)])
    return {f"{t:g}": round(many * float((best >= t).mean()), 1) for t in THRESHOLDS}


def _scores_of(index: Index, names: Sequence[str], owners: Sequence[str]) -> Floats:
    found = index.search(names, 20)
    return np.array(
        [
            max((o.score for o in one if index.entities[o.entity] == owner), default=0.0)
            for one, owner in zip(found, owners, strict=True)
        ]
    )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    for flag in ("cross", "pairs", "calibration", "alerts", "write"):
        parser.add_argument(f"--{flag}", action="store_true")
    asked = parser.parse_args()
    folder = asked.shared / "bench" / "screening" / "sets"
    if asked.pairs:
        score, threshold = best_f1(asked.shared / "data" / "names" / "name_pairs_dev_half.csv")
        print(f"best F1 {score:.3f} at {threshold:.3f}")
    elif asked.calibration:
        _show_calibration(calibration(folder, shipped_model()))
    elif asked.alerts or asked.write:
        table = json.dumps(alerts(asked.shared), indent=1, ensure_ascii=False) + "\n"
        print(table)
        if asked.write:
            TABLE.write_text(table, "utf-8")
    else:
        models = crossed(asked.shared) if asked.cross else dict.fromkeys(SETS, shipped_model())
        for name in SETS:
            _show(name, measured(folder, name, models[name]))
        _show("all sets, by list", together(folder, models))


def _show(name: str, cells: dict[str, Cell]) -> None:
    said = (f"{k} {v:.3f} ({a:.3f} to {b:.3f})" for k, (v, a, b) in cells.items())
    print(name, *said, flush=True)


def _show_calibration(found: dict[str, Answers]) -> None:
    for kind, one in found.items():
        print(f"{kind}: Brier {one.brier:.4f}, expected calibration error {one.error:.4f}")
        for band, share, given, right in one.bands():
            print(f"  {band:12} share {share:.3f}  given {given:.3f}  so {right:.3f}")


if __name__ == "__main__":
    main()

"""Train the scorer of screening: `python -m scripts.train_screening [--shared DIR] [--check]`; same files, same bytes.

First the words of all lists are counted (`scripts.screening_words`), since a word tells by how rare it is. Then it
learns from entities of the benchmark's sets that the sets themselves do not ask about (`bench.screening_cases`) and
from those of further lists (`bench.screening_lists`): one alias at a time is taken out and asked about. Persons and all
others get a forest each, in two rounds. The first learns from the dozen likeliest candidates of each name by a rough
measure. The second learns from the dozen that the first thinks likeliest (of a name of nobody from two, because what is
not even second raises no alarm), and of an entity's names only from the one that met best: that two other aliases of it
are nothing like the one asked about is no mistake. It also learns who of a name's candidates comes first.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped]

from bench.screening_cases import (
    SETS,
    Asked,
    benchmark_set,
    cases,
    distinct,
    persons_of_no_list,
    training_entities,
)
from bench.screening_lists import PERSON, listed, unasked
from bench.screening_matcher import ListedEntity, names_table
from scripts.screening_loss import AmongOthers, even
from scripts.screening_words import commonness
from sourcebook.screening.features import FEATURES, glance
from sourcebook.screening.index import Index
from sourcebook.screening.model import DEPTH, Forest, Model

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "sourcebook" / "screening"
WORDS, MODEL = "commonness.txt", "model.json"
# Sets of the benchmark, and publishers whose lists hold entities that are in none of them.
LEARNT_FROM = {
    "person": ("ofac_person", "un_person", "ofac", "uk", "eu"),
    "organization": ("ofac_org", "un_org", "ofac", "uk", "eu"),
}
# Names of nobody that are learnt from; those after them are measured on.
NOBODY = 46_000
CANDIDATES, OF_NOBODY = 12, 2
# In the second round: how much more names of nobody count, because an alarm costs more than its share of the names;
# and how much it counts who comes first, beside what each candidate is given.
DEARER, FIRST = 3.0, 0.6
FIRST_ROUND, SECOND_ROUND = (60, 0.2), (220, 0.08)
# The fewest examples that a leaf may rest on, and how much it is held back; persons' names differ in more ways.
RESTRAINT = {"person": (120, 50.0), "organization": (60, 20.0)}
SEED = 20
# More of these can only speak for a candidate, or only against.
_FOR = (
    "asked_met", "listed_met", "weakest_meeting", "mean_meeting", "line_ratio", "line_sorted", "line_joined",
)  # fmt: skip
_AGAINST = ("asked_left", "asked_rarest_left", "listed_rarest_left", "both_left")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of a name asked about and a listed one.

    Attributes:
        features: A row for each.
        right: Whether it is the entity's.
        weight: How much it counts.
        query: The name asked about.
        entity: The listed one's entity.
    """

    features: Floats
    right: NDArray[np.bool_]
    weight: NDArray[np.float64]
    query: NDArray[np.int64]
    entity: NDArray[np.int64]

    def kept(self, mask: NDArray[np.bool_]) -> Examples:
        """Some of them."""
        columns = (self.features, self.right, self.weight, self.query, self.entity)
        return Examples(*(column[mask] for column in columns))  # type: ignore[arg-type]


def examples(index: Index, asked: Sequence[Asked]) -> Examples:
    """What asking an index came to, with the row of the name itself left out.

    Args:
        index: Of the training entities.
        asked: The names, and whose they are.
    """
    place = {entity: at for at, entity in enumerate(index.entities)}
    owner = np.array([place.get(one.entity or "", -1) for one in asked], np.int64)
    rows = np.array([one.row for one in asked], np.int64)
    weight = np.array([one.weight for one in asked])
    names = [one.name for one in asked]
    parts = []
    for begin in range(0, len(names), 256):
        [pairs] = index.pairs(names[begin : begin + 256])
        query = pairs.query + begin
        kept = ~index.is_only_row(pairs.bearing, rows[query])
        right = pairs.entity == owner[query]
        parts.append(Examples(pairs.features, right, weight[query], query, pairs.entity).kept(kept))
    columns = zip(*((p.features, p.right, p.weight, p.query, p.entity) for p in parts), strict=True)
    return Examples(*(np.concatenate(column) for column in columns))  # type: ignore[arg-type]


def likeliest(found: Examples, score: Floats, most: int, of_nobody: int) -> Examples:
    """The likeliest candidates of each name, and all that are right.

    Args:
        found: All.
        score: How likely each is.
        most: How many to keep of a name of which one is right.
        of_nobody: How many of any other.
    """
    order = np.lexsort((-score, found.query))
    first = _first_of(found.query[order])
    begin = np.flatnonzero(first)
    rank = np.arange(len(order)) - np.repeat(begin, np.diff(np.r_[begin, len(order)]))
    mask = found.right.copy()
    mask[order[rank < np.where(_somebodys(found), most, of_nobody)[order]]] = True
    return found.kept(mask)


def _somebodys(found: Examples) -> NDArray[np.bool_]:
    """Whether one of the candidates of each example's name is right."""
    return np.asarray((np.bincount(found.query, found.right) > 0)[found.query])


def best_right(found: Examples, score: Floats) -> Examples:
    """The examples without those that are right but not the best of their name."""
    order = np.lexsort((-score, ~found.right, found.query))
    mask = ~found.right
    mask[order[_first_of(found.query[order])]] = True
    return found.kept(mask)


def _first_of(query: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.r_[True, query[1:] != query[:-1]][: len(query)]


def trained(kind: str, sets: Sequence[Examples]) -> dict[str, Any]:
    """A forest learnt from some sets in two rounds, each example counting by the number of its set's.

    Args:
        kind: `person` or `organization`.
        sets: Their examples.
    """
    rough = joined([likeliest(s, glance(s.features), CANDIDATES, CANDIDATES) for s in sets])
    learner = _learner(kind, FIRST_ROUND)
    learner.fit(rough.features, rough.right, sample_weight=rough.weight)
    first = Forest.of(_written(learner))
    chosen = [likeliest(s, first.log_odds(s.features), CANDIDATES, OF_NOBODY) for s in sets]
    return refined(kind, joined([best_right(s, first.log_odds(s.features)) for s in chosen]))


def joined(sets: Sequence[Examples]) -> Examples:
    """The examples of some sets, weighed so that a set counts by how many it has.

    Args:
        sets: Of which each numbers its own names asked about.
    """
    before = np.cumsum([0, *(one.query.max(initial=-1) + 1 for one in sets)])
    return Examples(
        np.concatenate([one.features for one in sets]),
        np.concatenate([one.right for one in sets]),
        np.concatenate([one.weight / one.weight.mean() for one in sets]),
        np.concatenate([one.query + at for one, at in zip(sets, before, strict=False)]),
        np.concatenate([one.entity for one in sets]),
    )


def refined(kind: str, found: Examples) -> dict[str, Any]:
    """The forest of the second round.

    Args:
        kind: `person` or `organization`.
        found: What it learns from.
    """
    weight = np.where(_somebodys(found), 1.0, DEARER) * found.weight
    learner = _learner(kind, SECOND_ROUND, AmongOthers(weight, found.query, found.right, FIRST))
    learner.fit(found.features, found.right, sample_weight=weight)
    written = _written(learner)
    odds = Forest.of(written).log_odds(found.features).astype(np.float64)
    # What counts dearer must not be taken for more of it.
    written["base"] = round(written["base"] + even(odds, found.right, found.weight), 5)
    return written


def _learner(kind: str, extent: tuple[int, float], loss: Any = "log_loss") -> Any:
    (trees, rate), (least, penalty) = extent, RESTRAINT[kind]
    constraints = [1 if f in _FOR else -1 if f in _AGAINST else 0 for f in FEATURES]
    return HistGradientBoostingClassifier(
        loss=loss, max_iter=trees, max_depth=DEPTH, max_leaf_nodes=2**DEPTH, learning_rate=rate,
        l2_regularization=penalty, min_samples_leaf=least, monotonic_cst=constraints, early_stopping=False,
        random_state=SEED,
    )  # fmt: skip


def _written(learner: Any) -> dict[str, Any]:
    trees = [_complete(predictor.nodes) for (predictor,) in learner._predictors]
    return {"base": round(float(learner._baseline_prediction.ravel()[0]), 5), "trees": trees}


def _complete(nodes: Any) -> dict[str, list[Any]]:
    """A tree in which every branch is as deep as the deepest: a leaf higher up asks what changes nothing."""
    inner = 2**DEPTH - 1
    tree: dict[str, list[Any]] = {
        "feature": [FEATURES[0]] * inner, "threshold": [1e9] * inner, "leaf": [0.0] * (inner + 1),
    }  # fmt: skip

    def walk(at: int, slot: int, depth: int) -> None:
        node = nodes[at]
        if depth == DEPTH:
            tree["leaf"][slot - inner] = round(float(node["value"]), 4)
            return
        left, right = at, at
        if not node["is_leaf"]:
            tree["feature"][slot] = FEATURES[int(node["feature_idx"])]
            tree["threshold"][slot] = float(f"{node['num_threshold']:.5g}")
            left, right = int(node["left"]), int(node["right"])
        walk(left, 2 * slot + 1, depth + 1)
        walk(right, 2 * slot + 2, depth + 1)

    walk(0, 0, 0)
    return tree


def learnt_entities(shared: Path, kind: str, name: str) -> list[ListedEntity]:
    """The entities that may be learnt from.

    Args:
        shared: The shared folder.
        kind: `person` or `organization`.
        name: Of a set of the benchmark, or of a publisher.
    """
    folder = shared / "bench" / "screening" / "sets"
    if name in SETS:
        return training_entities(benchmark_set(folder, name))
    sets = [benchmark_set(folder, one) for one in SETS]
    held = {entity["id"] for one in sets for entity in one["entities"]}
    found = unasked(listed(shared, name), sets)
    return [
        distinct(entity)
        for entity in found
        if (entity["schema"] == PERSON) == (kind == "person")
        and entity["id"].removeprefix("ofac:") not in held
    ]


def set_examples(shared: Path, kind: str, name: str) -> Examples:
    """The examples of one set or list.

    Args:
        shared: The shared folder.
        kind: `person` or `organization`.
        name: One of `LEARNT_FROM`.
    """
    entities = learnt_entities(shared, kind, name)
    persons = persons_of_no_list(shared / "data" / "names" / "negatives_us.csv.xz")[:NOBODY]
    index = Index.of(names_table(entities), Model({}))
    return examples(index, cases(entities, persons, SEED))


def model_text(shared: Path) -> str:
    """The model, as the file has it.

    Args:
        shared: The shared folder.
    """
    forests = {
        kind: trained(kind, [set_examples(shared, kind, name) for name in names])
        for kind, names in LEARNT_FROM.items()
    }
    text = json.dumps({"forests": forests}, sort_keys=True, separators=(",", ":"))
    return text.replace('{"feature"', '\n{"feature"') + "\n"


def main() -> int:
    """Count the words and train both forests; write both files, or see whether they are what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a file differs"
    )
    asked = parser.parse_args()
    for name, made in ((WORDS, commonness), (MODEL, model_text)):
        text = made(asked.shared)
        if not asked.check:
            (FOLDER / name).write_text(text, "utf-8")
        elif (FOLDER / name).read_text("utf-8") != text:
            print(f"{name} is not what training writes.")
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

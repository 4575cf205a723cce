"""From features to a calibrated probability: a small forest of shallow trees, as numbers in a file.

The file (`model.json`) is written by `scripts/train_screening.py` and evaluated here with numpy alone. It holds one
forest for persons and one for everything else, the trees' splits by name of feature. Their sum is the logarithm of the
odds, so no further calibration is applied; how far it can be taken at its word is measured in the methods page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sourcebook.screening.features import FEATURES

Floats = NDArray[np.float32]
Answers = NDArray[np.bool_]
DEPTH = 3
_BLOCK = 1024
UNIT = 10_000


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth, complete: seven questions and eight answers each.

    Attributes:
        feature, threshold: Of each different question; many trees ask the same.
        asked: Which of them stands where in each tree: a row for each place, from the root down.
        leaf: What each answer adds, tree by tree, in ten-thousandths: whole numbers add up the same in any order.
        base: What the sum begins with.
    """

    feature: NDArray[np.int64]
    threshold: Floats
    asked: NDArray[np.int64]
    leaf: NDArray[np.int32]
    base: int

    @classmethod
    def of(cls, written: dict[str, Any]) -> Forest:
        """A forest as the file has it."""
        trees = [list(zip(t["feature"], t["threshold"], strict=True)) for t in written["trees"]]
        questions = sorted({question for tree in trees for question in tree})
        place = {question: at for at, question in enumerate(questions)}
        leaves = np.array([t["leaf"] for t in written["trees"]], np.float64)
        return cls(
            feature=np.array([FEATURES.index(feature) for feature, _ in questions], np.int64),
            threshold=np.array([[threshold] for _, threshold in questions], np.float32),
            asked=np.array([[place[question] for question in tree] for tree in trees], np.int64).T,
            leaf=np.rint(leaves.ravel() * UNIT).astype(np.int32),
            base=round(written["base"] * UNIT),
        )

    def log_odds(self, features: Floats) -> Floats:
        """The sum of all trees' answers, for each row of features."""
        out = np.empty(len(features), np.float32)
        for start in range(0, len(features), _BLOCK):
            out[start : start + _BLOCK] = self._summed(features[start : start + _BLOCK])
        return out

    def _summed(self, features: Floats) -> Floats:
        # A row for each question: what is compared, and later joined, lies side by side.
        more = np.ascontiguousarray(features.T)[self.feature] > self.threshold
        root, *inner = (more[questions] for questions in self.asked)
        second = _chosen(root, *inner[:2])
        third = _chosen(root, _chosen(second, *inner[2:4]), _chosen(second, *inner[4:6]))
        answer = 4 * root.view(np.int8) + 2 * second.view(np.int8) + third.view(np.int8)
        first = np.arange(0, len(self.leaf), 1 << DEPTH, dtype=np.int32)
        added = self.leaf.take(answer + first[:, None]).sum(0)
        return np.asarray((added + self.base) / UNIT, np.float32)


def _chosen(which: Answers, no: Answers, yes: Answers) -> Answers:
    """Where asked, the one answer, else the other; by logic, which is several times as quick as a choice."""
    return (which & yes) | (~which & no)


@dataclass(frozen=True, slots=True)
class Model:
    """A forest for persons and one for everything else.

    Attributes:
        forests: By `person` and `organization`.
    """

    forests: dict[str, Forest]

    def score(self, features: Floats, person: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The probability of each row.

        Args:
            features: A row for each pair.
            person: Whether the listed one is a person.
        """
        odds = np.empty(len(features), np.float64)
        for kind, rows in (("person", person), ("organization", ~person)):
            if rows.any():
                odds[rows] = self.forests[kind].log_odds(features[rows])
        return 1 / (1 + np.exp(-odds))


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that comes with the package."""
    written = json.loads(
        (resources.files("sourcebook.screening") / "model.json").read_text("utf-8")
    )
    return Model({kind: Forest.of(forest) for kind, forest in written["forests"].items()})

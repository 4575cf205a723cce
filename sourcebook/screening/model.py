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
DEPTH = 3
_INNER = 2**DEPTH - 1
_BLOCK = 1024
UNIT = 10_000


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth, complete: seven questions and eight answers each.

    Attributes:
        feature, threshold: Of each question, a row for each tree, from the root down.
        leaf: What each answer adds, in ten-thousandths: whole numbers add up the same in any order.
        base: What the sum begins with.
    """

    feature: NDArray[np.int64]
    threshold: Floats
    leaf: NDArray[np.int64]
    base: int

    @classmethod
    def of(cls, written: dict[str, Any]) -> Forest:
        """A forest as the file has it."""
        place = {name: at for at, name in enumerate(FEATURES)}
        return cls(
            feature=np.array(
                [[place[f] for f in t["feature"]] for t in written["trees"]], np.int64
            ),
            threshold=np.array([t["threshold"] for t in written["trees"]], np.float32),
            leaf=np.rint(np.array([t["leaf"] for t in written["trees"]]) * UNIT).astype(np.int64),
            base=round(written["base"] * UNIT),
        )

    def log_odds(self, features: Floats) -> Floats:
        """The sum of all trees' answers, for each row of features."""
        out = np.empty(len(features), np.float32)
        for start in range(0, len(features), _BLOCK):
            out[start : start + _BLOCK] = self._summed(features[start : start + _BLOCK])
        return out

    def _summed(self, features: Floats) -> Floats:
        more = features[:, self.feature] > self.threshold
        at = more[:, :, 0].astype(np.int8)
        second = np.where(at, more[:, :, 2], more[:, :, 1])
        node = 2 * at + second
        third = np.where(
            at,
            np.where(second, more[:, :, 6], more[:, :, 5]),
            np.where(second, more[:, :, 4], more[:, :, 3]),
        )
        leaf = 2 * node + third
        trees = np.arange(len(self.leaf)) * 8
        added = self.leaf.ravel()[leaf + trees]
        return np.asarray((added.sum(1) + self.base) / UNIT, np.float32)


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

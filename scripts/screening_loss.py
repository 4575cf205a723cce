"""What training the scorer makes small: that each pair is judged wrongly, and that the right one is not the first.

Each pair counts by its logarithmic loss, so that the scores are probabilities. Beside that each name asked about that
is somebody's counts by the logarithm of the share its right candidate has among all of its candidates: whom a name is
likest to is learnt from those it has to be told from (a list-wise loss: Cao, Qin, Liu, Tsai and Li 2007, Learning to
rank, ICML 2007, 129 to 136).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn._loss.loss import HalfBinomialLoss  # type: ignore[import-untyped]

Floats = NDArray[np.float64]


class AmongOthers(HalfBinomialLoss):  # type: ignore[misc]
    """The loss of pairs, and of the right ones among their name's others.

    Args:
        weight: How much each pair counts.
        query: The name asked about, as numbers from nought.
        right: Whether it is the entity's; at most one of a name.
        share: How much the second part counts beside the first.
    """

    def __init__(
        self, weight: Floats, query: NDArray[np.int64], right: NDArray[np.bool_], share: float
    ) -> None:
        super().__init__(sample_weight=weight)
        self._query, self._right = query, right.astype(np.float64)
        self._number = int(query.max()) + 1
        self._weight = share * weight * (np.bincount(query, right, self._number) > 0)[query]

    def gradient_hessian(self, y_true: Any, raw_prediction: Any, *rest: Any, **named: Any) -> Any:
        """Both derivatives, in place, as the learner asks for them."""
        gradient, hessian = super().gradient_hessian(y_true, raw_prediction, *rest, **named)
        share = self._share_of(np.asarray(raw_prediction, np.float64).ravel())
        slope, bend = gradient.reshape(-1), hessian.reshape(-1)
        slope += (self._weight * (share - self._right)).astype(slope.dtype)
        bend += (self._weight * share * (1 - share)).astype(bend.dtype)
        return gradient, hessian

    def _share_of(self, odds: Floats) -> Floats:
        best = np.full(self._number, -np.inf)
        np.maximum.at(best, self._query, odds)
        likely = np.exp(odds - best[self._query])
        whole = np.bincount(self._query, likely, self._number)
        return np.asarray(likely / whole[self._query], np.float64)


def even(odds: Floats, right: NDArray[np.bool_], weight: Floats) -> float:
    """What is added to all log-odds so that as many are right as they say.

    Args:
        odds: Of each pair.
        right: Whether it is.
        weight: How much it counts.
    """
    added = 0.0
    for _ in range(50):
        given = 1 / (1 + np.exp(-odds - added))
        added += float((weight * (right - given)).sum() / (weight * given * (1 - given)).sum())
    return added

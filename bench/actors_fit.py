"""Fit the weights by which names of actors are resolved, and cross-validate them.

    python -m bench.actors_fit --pairs FILE --names FILE [--home HOME] [--write]

A conditional logit over the names offered for a side, none of them being one of the choices, weighs how names agree; a
logistic model turns it and its rivals into a likelihood. Cross-validation fits weights and threshold on half of the
sides and tests on the other half, twenty times; what else was chosen by hand it does not
cover. `--write` writes `weights.json`.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.actors import (
    SAME,
    Case,
    _arguments,
    at_threshold,
    case,
    figures,
    offers,
    read_names,
    read_sides,
    record_of,
)
from sourcebook.incidents.actors.groups import Groups
from sourcebook.incidents.actors.likelihood import (
    Model,
    Models,
    likelihood,
    name_features,
    rival_features,
)

Matrix = NDArray[np.float64]

RIDGE, RIDGE_RIVALS = 0.5, 0.5
WEIGHTS = Path(__file__).resolve().parent.parent / "sourcebook/incidents/actors/weights.json"
SPLITS = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs of sides: which side, whether the same; pairs coded uncertain are left out.

    Attributes:
        rows: Indices of the pairs used.
        side: Of each used pair.
        same: Of each used pair, 0 or 1.
    """

    rows: NDArray[np.int64]
    side: NDArray[np.int64]
    same: Matrix


def labelled(held: Case, only: NDArray[np.int64]) -> Labelled:
    """The pairs of some sides."""
    rows, same = [], []
    for row in np.flatnonzero(np.isin(held.side, only)):
        codes = held.sides[held.side[row]].coded.get(held.names[held.pairs.right[row]], {1})
        if SAME in codes or min(codes) > 0:
            rows.append(row)
            same.append(float(SAME in codes))
    at = np.array(rows)
    return Labelled(at, held.side[at], np.array(same))


def fit(held: Case, only: NDArray[np.int64]) -> Models:
    """Both models, on some sides."""
    given = labelled(held, only)
    features = name_features(held.pairs)
    first = _conditional(list(features), _matrix(features)[given.rows], given)
    rivals = rival_features(held.pairs, first.odds(features))
    second = _logistic(list(rivals), _matrix(rivals)[given.rows], given.same)
    draft = Models(first, second, 1.0, 0.0)
    found = offers(held, likelihood(held.pairs, draft))
    reached = figures([found[at] for at in only])
    return msgspec.structs.replace(
        draft, sure=math.floor(1000 * reached.threshold) / 1000, likely=0.1
    )


def _matrix(features: dict[str, NDArray[np.float32]]) -> Matrix:
    return np.stack(list(features.values()), 1).astype(np.float64)


def _conditional(names: list[str], x: Matrix, given: Labelled) -> Model:
    """Which of the names offered for a side is the group, or none: softmax with a choice of odds 0."""
    order = np.argsort(given.side, kind="stable")
    x, y, side = x[order], given.same[order], given.side[order]
    sides, start = np.unique(side, return_index=True)
    part = np.repeat(np.arange(len(sides)), np.diff(np.r_[start, len(side)]))
    named = np.bincount(part, y, len(sides)) > 0
    ridge = RIDGE * len(sides) / 163

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = x @ w[:-1] + w[-1]
        top = np.maximum(np.maximum.reduceat(z, start), 0)
        e, none = np.exp(z - top[part]), np.exp(-top)
        total, right = np.bincount(part, e, len(sides)) + none, np.bincount(part, e * y, len(sides))
        value = -np.log(np.where(named, right, none) / total).sum()
        share = np.where(named[part], e * y / np.maximum(right, 1e-300)[part], 0)
        slope = e / total[part] - share
        return value + 0.5 * ridge * (w[:-1] ** 2).sum(), np.r_[
            x.T @ slope + ridge * w[:-1], slope.sum()
        ]

    found = minimize(
        loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 2000}
    )
    return _model(names, found.x)


def _logistic(names: list[str], x: Matrix, y: Matrix) -> Model:
    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = x @ w[:-1] + w[-1]
        value = np.logaddexp(0, z).sum() - y @ z
        slope = 1 / (1 + np.exp(-z)) - y
        return value + 0.5 * RIDGE_RIVALS * (w[:-1] ** 2).sum(), np.r_[
            x.T @ slope + RIDGE_RIVALS * w[:-1], slope.sum()
        ]

    found = minimize(
        loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 2000}
    )
    return _model(names, found.x)


def _model(names: list[str], w: Matrix) -> Model:
    return Model(
        {name: round(float(v), 3) for name, v in zip(names, w, strict=False)},
        round(float(w[-1]), 3),
    )


def cross_validate(held: Case) -> Matrix:
    """Rows of hit@1, hit@5, best recall at the precision asked for, recall and precision at the fitted threshold."""
    draw = np.random.default_rng(1)
    out = []
    for _ in range(SPLITS):
        order = draw.permutation(len(held.sides))
        for train, test in ((order[::2], order[1::2]), (order[1::2], order[::2])):
            fitted = fit(held, np.sort(train))
            found = offers(held, likelihood(held.pairs, fitted))
            tested = [found[at] for at in test]
            reached = figures(tested)
            out.append(
                [reached.hit_1, reached.hit_5, reached.recall, *at_threshold(tested, fitted.sure)]
            )
    return np.array(out)


def main() -> int:
    """Print the cross-validated figures; write the weights of all sides where asked."""
    write = "--write" in sys.argv
    sys.argv = [word for word in sys.argv if word != "--write"]
    asked = _arguments()
    with record_of(asked.home, asked.shared) as record:
        groups = Groups.read(record.arrow)
    held = case(groups, read_sides(asked.pairs), read_names(asked.names))
    measured = cross_validate(held)
    for at, name in enumerate(("hit@1", "hit@5", "best recall at .90", "recall", "precision")):
        print(f"{name:20} {measured[:, at].mean():.3f} ± {measured[:, at].std():.3f}")
    fitted = fit(held, np.arange(len(held.sides)))
    print(msgspec.json.format(msgspec.json.encode(fitted)).decode())
    if write:
        WEIGHTS.write_bytes(msgspec.json.format(msgspec.json.encode(fitted)) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The scorer: a small file, the same sums in any order, and constraints that hold."""

import json
from importlib import resources

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.screening.features import FEATURES
from sourcebook.screening.model import DEPTH, Forest, shipped_model

MET, LEFT = FEATURES.index("asked_met"), FEATURES.index("both_left")


def rows(number: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random((number, len(FEATURES)), np.float32) * 3


def test_the_model_is_a_small_file() -> None:
    path = resources.files("sourcebook.screening") / "model.json"
    assert len(path.read_bytes()) < 200_000


def test_a_row_scores_the_same_alone_and_among_others() -> None:
    features = rows(3000, 1)
    forest = shipped_model().forests["person"]
    alone = np.concatenate([forest.log_odds(features[at : at + 1]) for at in range(0, 3000, 500)])
    assert (forest.log_odds(features)[::500] == alone).all()


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), kind=st.sampled_from(("person", "organization")))
def test_more_met_never_speaks_against_and_more_left_never_for(seed: int, kind: str) -> None:
    forest = shipped_model().forests[kind]
    features = np.repeat(rows(1, seed), 30, axis=0)
    features[:, MET] = np.linspace(0, 1, 30)
    assert (np.diff(forest.log_odds(features)) >= -1e-4).all()
    features[:, LEFT] = np.linspace(0, 3, 30)
    features[:, MET] = 0.5
    assert (np.diff(forest.log_odds(features)) <= 1e-4).all()


def test_a_tree_is_asked_from_the_root_down() -> None:
    tree = {
        "feature": ["asked_met"] + ["both_left"] * 2 + ["met"] * 4,
        "threshold": [0.5, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0],
        "leaf": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8],
    }
    forest = Forest.of({"base": 1.0, "trees": [tree]})
    features = np.zeros((2, len(FEATURES)), np.float32)
    features[1, [MET, LEFT, FEATURES.index("met")]] = 0.9, 1.5, 2.5
    assert np.allclose(forest.log_odds(features), [1.1, 1.8])


def test_the_shipped_forests_ask_only_of_features_there_are() -> None:
    path = resources.files("sourcebook.screening") / "model.json"
    forests = json.loads(path.read_text("utf-8"))["forests"]
    assert sorted(forests) == ["organization", "person"]
    for forest in forests.values():
        trees = forest["trees"]
        assert {len(tree["feature"]) for tree in trees} == {2**DEPTH - 1}
        assert {len(tree["threshold"]) for tree in trees} == {2**DEPTH - 1}
        assert {len(tree["leaf"]) for tree in trees} == {2**DEPTH}
        assert {feature for tree in trees for feature in tree["feature"]} <= set(FEATURES)

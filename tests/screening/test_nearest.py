"""Looking among two choices of columns at once finds what looking among each alone does, ties included."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from sourcebook.screening.finding import kept_columns
from sourcebook.screening.nearest import Chosen, nearest


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([(2, 40), (3, 300), (5, 120)]),
    st.sampled_from([0.02, 0.1, 0.4]),
    st.booleans(),
)
def test_each_choice_has_the_columns_it_would_have_alone(
    seed: int, size: tuple[int, int], apart: float, even: bool
) -> None:
    chance = np.random.default_rng(seed)
    most, width = size
    values = chance.integers(1, 4, (12, width)) if even else chance.random((12, width))
    dense = np.where(chance.random((12, width)) < 0.5, values, 0).astype(np.float32)
    matrix, rows = csr_matrix(dense), csr_matrix(np.eye(12, dtype=np.float32))
    masks = [chance.random(width) > apart for _ in range(2)]
    chosen = [Chosen(kept_columns(matrix, mask), mask) for mask in masks]
    for one, found in zip(chosen, nearest(rows, chosen, most, 0.5), strict=True):
        alone = sp_matmul_topn(rows, one.matrix, top_n=most, threshold=0.5)
        owner = np.repeat(np.arange(12), np.diff(alone.indptr))
        assert set(found.tolist()) == set((owner * width + alone.indices[: len(owner)]).tolist())


def test_one_choice_of_all_columns_is_looked_at_as_it_is() -> None:
    matrix = csr_matrix(np.array([[0.1, 0.9, 0.5]], np.float32))
    (found,) = nearest(csr_matrix(np.ones((1, 1), np.float32)), [Chosen(matrix)], 2, 0.2)
    assert sorted(found.tolist()) == [1, 2]

"""What is recalled of a word is what was worked out, whatever was asked beside it and however much was forgotten."""

import pytest
from scipy.sparse import csr_matrix

from sourcebook.screening import recalled
from sourcebook.screening.recalled import Recalled
from sourcebook.screening.wordbook import Words, described


class Counting:
    """Rows that tell their word, and how many were worked out."""

    def __init__(self) -> None:
        self.worked_out = 0

    def rows(self, words: Words) -> tuple[csr_matrix, csr_matrix]:
        self.worked_out += len(words)
        lengths = [len(text) for text in words.text.tolist()]
        dense = [[float(place < length) for place in range(12)] for length in lengths]
        return csr_matrix(dense, dtype="float32"), csr_matrix(dense, dtype="float32") * 2


@pytest.mark.parametrize("most", [3, 100])
def test_rows_are_the_same_and_worked_out_once_while_they_are_kept(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(recalled, "MOST_KEPT", most)
    counting = Counting()
    kept = Recalled(counting.rows, 12)
    for batch in (["ali", "hassan"], ["abubakr", "ali"], ["omar", "hassan", "salafi"], ["ali"], []):
        first, second = kept.of(described(batch))
        assert [int(row.sum()) for row in first.toarray()] == [len(word) for word in batch]
        assert (second.toarray() == 2 * first.toarray()).all()
    assert counting.worked_out == 5 if most == 100 else counting.worked_out > 5

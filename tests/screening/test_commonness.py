"""How common words are: the same in a small index as in a large one."""

from pathlib import Path

import numpy as np

from bench.screening_matcher import ListedEntity, names_table
from scripts.screening_words import commonness, word_counts
from sourcebook.screening.commonness import Commonness, shipped_commonness
from sourcebook.screening.index import Index
from sourcebook.screening.wordbook import described, weights


def entity(place: int, name: str) -> ListedEntity:
    return {"id": f"x:{place}", "schema": "Organization", "names": [name]}


def test_a_given_name_that_many_bear_tells_less_than_a_rare_word() -> None:
    words = described(["mohammad", "hizballah", "xqwertz"])
    common, known, unknown = weights(words, np.zeros(3), 1).tolist()
    assert common < 0.6 < known < unknown


def test_a_spelling_that_was_not_counted_goes_by_its_sound() -> None:
    read = Commonness.read("# entities 10\nmhmd mohammad 9 muhammad 7\n")
    assert read.bearers(
        np.array([b"mohammad", b"mohemmad", b"qrst"]), np.array([b"mhmd", b"mhmd", b"krst"])
    ).tolist() == [9, 7, 0]


def test_a_short_sound_says_nothing_of_other_words() -> None:
    read = Commonness.read("# entities 10\nl ali 9\n")
    assert read.bearers(np.array([b"ali", b"alo"]), np.array([b"l", b"l"])).tolist() == [9, 0]


def test_a_word_weighs_nearly_the_same_in_a_small_and_in_a_large_index() -> None:
    rare = "Hezbollah"
    small = Index.of(names_table([entity(0, rare), entity(1, "Ansar Dine")]))
    large = Index.of(
        names_table([entity(0, rare)] + [entity(n, f"Ansar Dine {n}") for n in range(1, 900)])
    )
    (few,), (many,) = (index.search([rare], 1)[0] for index in (small, large))
    assert abs(few.score - many.score) < 0.1


def test_a_distinctive_name_of_one_word_is_a_match_in_an_index_of_two() -> None:
    index = Index.of(names_table([entity(0, "HIZBALLAH"), entity(1, "KATA'IB HIZBALLAH")]))
    for asked, least in (("Hizballah", 0.8), ("حزب الله", 0.7), ("Hezbollah", 0.6)):
        (first, *_) = index.search([asked])[0]
        assert index.entities[first.entity] == "x:0"
        assert first.score >= least, asked


def test_only_words_of_several_bearers_are_written() -> None:
    entities = [entity(place, f"Karim Number{place}") for place in range(6)]
    assert ("krm", "karim", 6) in word_counts(entities)
    assert all(number >= 6 for _, _, number in word_counts(entities))


def test_the_shipped_counts_are_what_the_lists_give(shared: Path) -> None:
    assert Commonness.read(commonness(shared)) == shipped_commonness()

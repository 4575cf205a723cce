"""What speaks for and against a hit beside its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.record.dates import PartialDate
from sourcebook.screening.evidence import birth_level, combined, levels, most_bits, weigh
from sourcebook.screening.hit import Hit
from sourcebook.screening.marks import Marks
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener

LOW = Options(cutoff=0.0, threshold=0.5)


def hit(screener: Screener, name: str = "Yazid Mubarak", **known: object) -> Hit:
    return screener.screen([Query(names=(name,), schema="Person", **known)], LOW)[0][0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("1970-04-20", "1970-04-20", "same_day"),
        ("1970-04-05", "1970-05-04", "swapped"),
        ("1970-04", "1970-04-20", "same_month"),
        ("1970", "1970-04-20", "overlapping"),
        ("1970", "1968/1972", "overlapping"),
        ("1970-04-20", "1970-06-01", "same_year"),
        ("1970-04-20", "1971-04-20", "near"),
        ("1970", "1971", "near"),
        ("1970", "1972~", "near"),
        ("1970", "1974", "apart"),
        ("1970-01-01", "1985", "far"),
    ],
)
def test_births_agree_as_far_as_both_are_known(mine: str, theirs: str, level: str) -> None:
    one, other = PartialDate.parse(mine), PartialDate.parse(theirs)
    assert birth_level(one, other) == birth_level(other, one) == level


def test_birth_country_place_gender_and_number_move_the_score(people: Screener) -> None:
    alone = hit(people).score
    assert hit(people, born=("1969-02-07",)).score > hit(people, born=("1969",)).score > alone
    assert hit(people, born=("1950",)).score < alone
    assert hit(people, countries=("dz",)).score > alone > hit(people, countries=("Norway",)).score
    assert (
        hit(people, birth_places=("Annaba",)).score
        > alone
        > hit(people, birth_places=("Oslo",)).score
    )
    assert hit(people, gender="m").score >= alone > hit(people, gender="female").score
    assert hit(people, identifiers=("l-723315",)).score > hit(people, born=("1969",)).score


def test_what_is_not_given_not_listed_or_not_readable_says_nothing(people: Screener) -> None:
    alone = hit(people)
    assert hit(people, identifiers=("X 99999",)).score == alone.score
    assert hit(people, born=("about 1969?",)).score == alone.score
    assert len(alone.reasons) == 1
    dumont = hit(people, "Lionel Dumont")
    assert hit(people, "Lionel Dumont", born=("1971",), gender="male").score == dumont.score


def test_every_piece_of_evidence_is_a_reason_with_both_values(people: Screener) -> None:
    found = hit(people, born=("1969",), countries=("DZ",), identifiers=("L723315",))
    assert [reason.feature for reason in found.reasons] == [
        "name",
        "identifier",
        "birth_date",
        "country",
    ]
    birth = found.reasons[2]
    assert (birth.query, birth.candidate) == ("1969", "1969-02-07")
    assert birth.detail == "born 1969; the list has 1969-02-07, which can be the same day"
    assert birth.score > 0.5


def test_a_name_its_list_grades_low_counts_for_less(people: Screener) -> None:
    found = hit(people, "Youcef Abu Obeida")
    assert found.name.grade == "low"
    assert found.score < found.reasons[0].score
    assert found.reasons[1].feature == "grade"
    assert [r.feature for r in hit(people, "Abou Obeida Youssef Al-Annabi").reasons] == ["name"]


def test_every_weight_has_its_reason_and_its_words() -> None:
    for feature, rows in levels().items():
        for level, row in rows.items():
            assert row.why and row.says.format(query="a", candidate="b"), (feature, level)
            counted = row.agree is not None and row.chance is not None
            assert counted or row.agree is row.chance is None
    table = levels()["birth_date"]
    order = ("same_day", "same_month", "overlapping", "same_year", "near", "apart", "far")
    bits = [table[level].bits for level in order]
    assert bits == sorted(bits, reverse=True)


@given(st.floats(0, 1), st.floats(-30, 30), st.floats(-30, 30))
def test_more_evidence_is_a_higher_probability(name: float, less: float, more: float) -> None:
    low, high = sorted((less, more))
    assert 0 <= combined(name, low) <= combined(name, high) <= 1 or low == 0 or high == 0
    assert combined(name, 0) == name


def test_no_evidence_adds_more_than_is_said_to_be_possible() -> None:
    asked = Marks.of_query(
        Query(names=("x",), born=("1970",), countries=("DZ",), identifiers=("A12345",))
    )
    same = weigh(asked, asked)
    assert 0 < sum(one.bits for one in same) <= most_bits(asked)
    assert most_bits(Marks()) == 0

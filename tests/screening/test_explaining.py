"""Why two names met, in words."""

from sourcebook.screening.explaining import explained


def test_words_of_one_meaning_are_said_to_mean_the_same() -> None:
    said = explained(
        "Novosibirskii Priborostroitelnyi Zavod", "Novosibirsk Instrument Plant", person=False
    )
    assert "priborostroitelnyi means the same as instrument." in said.sentences
    assert "zavod means the same as plant." in said.sentences
    assert said.comparison.left_over == said.comparison.right_over == ()


def test_two_ways_to_state_a_legal_form_are_one() -> None:
    said = explained(
        "OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU ARGUS", "ARGUS OOO", person=False
    )
    assert "obshchestvo s ogranichennoi otvetstvennostyu means the same as ooo." in said.sentences


def test_other_legal_forms_are_left_over() -> None:
    said = explained("ARGUS LLC", "ARGUS AG", person=False)
    assert said.comparison.left_over == ("llc",)


def test_a_persons_name_means_nothing() -> None:
    assert "means" not in explained("Asad Karimi", "Shir Karimi").detail

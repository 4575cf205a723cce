"""Whom "the group" and "it" stand for."""

from collections.abc import Sequence

import pytest

from sourcebook.documents.mention import Mention, MentionKind, Referent
from sourcebook.documents.reference import Antecedents


def named(text: str, *names: str, kind: MentionKind = "group") -> list[Mention]:
    found = []
    for name in names:
        start = text.index(name)
        referent = Referent(name.lower(), name, 1.0)
        found.append(
            Mention(
                start=start, end=start + len(name), text=name, kind=kind, basis="name", referents=(referent,),
            )
        )  # fmt: skip
    return found


def stood_for(held: Antecedents, text: str, *names: str) -> list[tuple[str, str | None]]:
    """The descriptions and pronouns of a sentence, and whom each stands for."""
    found: Sequence[Mention] = held.resolved(text, named(text, *names))
    return [
        (m.text, m.referents[0].caption if m.referents else None)
        for m in found
        if m.basis in ("description", "pronoun") and m.kind == "group"
    ]


def test_the_subject_of_the_sentence_is_meant() -> None:
    text = "Ansaru fought the army, and the group left for Mali."
    assert stood_for(Antecedents("en"), text, "Ansaru") == [("the group", "Ansaru")]


@pytest.mark.parametrize("word", ["to", "with", "against", "to the", "joined", "alongside"])
def test_whom_something_is_done_to_is_not_meant(word: str) -> None:
    held = Antecedents("en")
    held.resolved("Boko Haram grew.", named("Boko Haram grew.", "Boko Haram"))
    text = f"In 2015 Shekau turned {word} Daesh, and the group renamed itself."
    assert stood_for(held, text, "Daesh") == [("the group", "Boko Haram")]


def test_an_object_is_meant_where_nobody_else_is_named() -> None:
    text = "In 2015 Shekau pledged allegiance to Daesh, and the group agreed."
    assert stood_for(Antecedents("en"), text, "Daesh") == [("the group", "Daesh")]


def test_a_new_paragraph_is_about_whom_the_text_is_about() -> None:
    about = named("Boko Haram", "Boko Haram")[0]
    held = Antecedents("en", about)
    held.resolved("Ansaru split off.", named("Ansaru split off.", "Ansaru"))
    assert stood_for(held, "The group objected.") == [("The group", "Ansaru")]
    held.opens()
    assert stood_for(held, "The group went on.") == [("The group", "Boko Haram")]


@pytest.mark.parametrize("opening", ["In April 2014", "By December 2014"])
def test_a_month_is_nobody(opening: str) -> None:
    held = Antecedents("en")
    held.resolved("Boko Haram grew.", named("Boko Haram grew.", "Boko Haram"))
    assert stood_for(held, f"{opening} the group abducted many.") == [("the group", "Boko Haram")]


def test_somebody_unknown_in_between_leaves_it_open() -> None:
    held = Antecedents("en")
    held.resolved("Boko Haram grew.", named("Boko Haram grew.", "Boko Haram"))
    text = "The Free Forest Front said that the group would go on."
    assert stood_for(held, text) == [("the group", None)]

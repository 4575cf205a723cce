"""What the scorer learns from: names of nobody are nobody's."""

import random

from bench.screening_cases import halves
from bench.screening_matcher import ListedEntity
from sourcebook.names import words

ENTITIES = [
    ListedEntity(id="1", schema="Person", names=["Abdelmalek Droukdel", "Abou Mossaab Abdelouadoud"]),
    ListedEntity(id="2", schema="Person", names=["Iyad Ag Ghali", "Sidi Mohamed Arhali"]),
    ListedEntity(id="3", schema="Person", names=["Mortaza Rezaie; Mortaza Rezai"]),
    ListedEntity(id="4", schema="Person", names=["Abdelmalek Ag Ghali"]),
]  # fmt: skip


def test_halves_are_of_two_entities_and_no_listed_name() -> None:
    made = halves(ENTITIES, 300, random.Random(1))
    listed = {tuple(sorted(words(name))) for one in ENTITIES for name in one["names"]}
    assert len(made) == 300
    assert not listed & {tuple(sorted(words(name))) for name in made}
    assert "Abdelmalek Abdelouadoud" not in made
    assert "Abdelmalek Ag Ghali" not in made
    assert "Iyad Ag Droukdel" in made


def test_a_spelling_of_several_is_halved_by_itself() -> None:
    made = halves(ENTITIES, 300, random.Random(1))
    assert not any(";" in name for name in made)
    assert "Mortaza Droukdel" in made

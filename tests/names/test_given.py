"""Given names that are one name in several languages."""

import pytest

from sourcebook.names.given import one_spelling
from sourcebook.screening.sounds import sounded


@pytest.mark.parametrize(
    "names",
    [
        "vladimir volodymyr uladzimir",
        "nikolaevich mykolayovych mikalaevich",
        "sergeevich serhiyovych",
        "yurievna yuriivna",
        "novikov novikau",
        "yaakov yakov jacob",
        "qahtani alqahtani",
    ],
)
def test_one_name_in_several_languages_sounds_the_same(names: str) -> None:
    assert len({sounded(name) for name in names.split()}) == 1


@pytest.mark.parametrize("name", ["petrosyan", "ali", "mohammad", "igorov", "andreotti", "alibaba"])
def test_a_name_that_only_begins_like_one_is_left(name: str) -> None:
    assert one_spelling(name) == name


def test_one_spelling_stays_as_it_is() -> None:
    for name in ("volodymyr", "mykolayovych", "jacob", "alqahtani", "xqwertz"):
        assert one_spelling(one_spelling(name)) == one_spelling(name)

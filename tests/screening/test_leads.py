"""Whose word counts as evidence for or against a hit."""

from collections.abc import Iterable
from datetime import date

import pytest

from sourcebook.screening.leads import Day, Heard, Standings
from sourcebook.screening.particulars import Fact, Particulars

# Mokhtar Belmokhtar as two lists have him: the UN's gives the day of birth, OFAC's another country beside it.
SINCE = date(2020, 5, 1)


def entry(id_: str, *facts: tuple[str, str]) -> Particulars:
    said = tuple(Fact(prop, value, SINCE, None) for prop, value in facts)
    stood = (Fact("id", id_, SINCE, None),)
    return Particulars(
        entry=id_, source=id_.partition(":")[0], schema="Person", caption="Mokhtar Belmokhtar",
        stood=stood, facts=said, listings=(),
    )  # fmt: skip


class Lists:
    """Two entries of one person."""

    def of(self, ids: Iterable[str]) -> dict[str, tuple[Particulars, ...]]:
        un = entry("un:QDi.136", ("birthDate", "1972-06-01"), ("nationality", "dz"))
        ofac = entry("ofac:7903", ("nationality", "dz"), ("nationality", "ml"))
        return dict.fromkeys(ids, (ofac, un))


@pytest.mark.parametrize(
    ("heard", "countries", "births"),
    [
        (Heard(), {"dz", "ml"}, 1),
        (Heard(without=("ofac",)), {"dz"}, 1),
        (Heard(only=("ofac",)), {"dz", "ml"}, 0),
        (Heard(only=("un", "ofac"), without=("un",)), {"dz", "ml"}, 0),
        (Heard(only=("eu",)), set(), 0),
    ],
)
def test_only_the_word_of_sources_that_are_asked_counts(
    heard: Heard, countries: set[str], births: int
) -> None:
    standings = Standings(Lists())  # type: ignore[arg-type]
    day = Day(date(2026, 3, 1))
    assert standings.of(["belmokhtar"], day, Heard())["belmokhtar"].marks.births
    found = standings.of(["belmokhtar"], day, heard)["belmokhtar"]
    assert {code.lower() for code in found.marks.countries} == countries
    assert len(found.marks.births) == births
    # What the entity is called, and where it stands, is told whoever is heard.
    assert [one.source for one in found.entries] == ["ofac", "un"]

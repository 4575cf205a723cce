"""What cells say beside the name: dates in whichever order, countries, kinds, and what says nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.names.words import words
from sourcebook.screening.bulk.asking import (
    LETTERS,
    Asked,
    Asker,
    day_first,
    days_of,
    gender_of,
    is_nothing,
    schema_of,
)
from sourcebook.screening.bulk.columns import Columns, folded, guessed
from sourcebook.screening.bulk.rows import Fault


def asked(row: dict[str, object], *, first: bool | None = None) -> Asked:
    columns: Columns = guessed(list(row))
    found = Asker(columns, first).ask(list(row.values()))
    assert not isinstance(found, Fault)
    return found


@pytest.mark.parametrize(
    ("text", "first", "days"),
    [
        ("1970-04-20", None, ("1970-04-20",)), ("1970", None, ("1970",)), ("1970-04", None, ("1970-04",)),
        ("20/04/1970", None, ("1970-04-20",)), ("04/20/1970", None, ("1970-04-20",)),
        ("05.04.1970", True, ("1970-04-05",)), ("05/04/1970", False, ("1970-05-04",)),
        ("05/04/1970", None, ("1970-04-05", "1970-05-04")), ("04/1970", None, ("1970-04",)),
        ("19700420", None, ("1970-04-20",)), ("1970-04-20T00:00:00", None, ("1970-04-20",)),
        ("1970-04-20 00:00:00.000", None, ("1970-04-20",)), ("20 Apr 1970", None, ("1970-04-20",)),
        ("20 avril 1970", None, ("1970-04-20",)), ("1er août 1970", None, ("1970-08-01",)),
        ("April 20, 1970", None, ("1970-04-20",)), ("20 أبريل 1970", None, ("1970-04-20",)),
        ("Apr 1970", None, ("1970-04",)), ("٢٠/٠٤/١٩٧٠", None, ("1970-04-20",)), ("1978/1980", None, ("1978/1980",)),
        ("31/02/1970", None, ()), ("soon", None, ()), ("99/99/9999", None, ()), ("0000", None, ()),
    ],
)  # fmt: skip
def test_a_date_of_birth_is_read_however_it_is_written(
    text: str, first: bool | None, days: tuple[str, ...]
) -> None:
    assert days_of(text, first) == days


@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_day_is_read_in_any_order_that_is_known(day: date) -> None:
    assert days_of(f"{day.day}/{day.month}/{day.year}", True) == (day.isoformat(),)
    assert days_of(f"{day.month}-{day.day}-{day.year}", False) == (day.isoformat(),)
    assert day.isoformat() in days_of(f"{day.day:02}.{day.month:02}.{day.year}", None)


@given(st.text(max_size=40))
def test_no_text_whatever_breaks_the_reading_of_a_cell(text: str) -> None:
    assert isinstance(days_of(text, None), tuple)
    schema_of(text), gender_of(text), is_nothing(text), folded(text)


@given(st.from_regex(f"[{LETTERS}]", fullmatch=True), st.text(max_size=5), st.text(max_size=5))
def test_a_letter_by_which_a_text_is_told_to_have_a_word_is_never_lost(
    letter: str, before: str, behind: str
) -> None:
    assert words(letter)
    assert words(f"{before} {letter} {behind}")


def test_the_order_of_a_column_is_told_by_the_dates_that_can_be_read_in_one_way() -> None:
    assert day_first(["01/02/1970", "25/12/1970"]) is True
    assert day_first(["01/02/1970", "12/25/1970"]) is False
    assert day_first(["01/02/1970"]) is None
    assert day_first(["25/12/1970", "12/25/1970"]) is None


def test_what_a_row_says_beside_its_name_becomes_evidence() -> None:
    row = {
        "Name": " Jane Roe ", "Alias": "J. Roe; Jeanne Roe", "DOB": "1970", "Nationality": "Algerian; FR",
        "Place of birth": "Annaba", "Sex": "F", "Passport no": "L 723315", "Type": "Individual", "ID": 7.0,
    }  # fmt: skip
    found = asked(row)
    assert found.query and not found.notes and found.ref == "7"
    assert found.query.names == ("Jane Roe", "J. Roe", "Jeanne Roe")
    assert found.query.countries == ("DZ", "FR") and found.query.gender == "female"
    assert found.query.schema == "Person" and found.query.identifiers == ("L 723315",)


def test_a_country_with_a_comma_in_its_name_is_one() -> None:
    found = asked({"name": "A B", "country": "Iran, Islamic Republic of"})
    assert found.query and found.query.countries == ("IR",)


def test_what_cannot_be_read_is_noted_and_what_says_nothing_is_not() -> None:
    found = asked(
        {"name": "A B", "dob": "spring", "country": "Ruritania", "gender": "?", "type": "blue"}
    )
    assert found.query and found.query.born == () and found.query.countries == ()
    assert found.notes == (
        "schema: 'blue' is not known", "born: 'spring' cannot be read as a date", "country: 'Ruritania' is not known",
    )  # fmt: skip
    silent = asked(
        {"name": "A B", "dob": "n/a", "country": "-", "gender": "unknown", "type": "inconnu"}
    )
    assert silent.query and silent.notes == ()


@pytest.mark.parametrize(
    "name", ["", "  ", "n/a", "N.A.", "-", "????", "Néant", "غير معروف", "\u202e", None, []]
)
def test_a_row_without_a_name_asks_nothing(name: object) -> None:
    assert asked({"name": name, "dob": "1970"}).query is None


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        (
            ["الاسم الكامل", "تاريخ الميلاد", "الجنسية", "رقم الجواز"],
            ["name", "born", "country", "identifier"],
        ),
        (["NOM", "PRÉNOM", "Né(e) le", "Nationalité"], ["first", "last", "born", "country"]),
        (
            ["first_name", "middle_name", "last_name", "date_of_birth"],
            ["first", "middle", "last", "born"],
        ),
        (
            ["id", "schema", "name", "weakAlias", "birthDate"],
            ["name", "alias", "born", "id", "schema"],
        ),
        (["Raison sociale", "Pays"], ["name", "country"]),
    ],
)
def test_headings_of_three_languages_are_understood(headings: list[str], roles: list[str]) -> None:
    assert [role for role, _ in guessed(headings).described()] == roles

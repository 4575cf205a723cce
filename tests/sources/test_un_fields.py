"""Every filled element of the UN's list is a row or a reject, and a row's locator leads back to its element."""

import io
import re
from collections.abc import Callable, Iterator

import pytest
from lxml import etree

from sourcebook.record.rows import Entry, Relation, Statement
from sourcebook.sources.un import SOURCE
from tests.sources.parsing import entries, read, rejects, relations, statements, values
from tests.sources.test_un import NEW, OLD, a_list, person

# What stands in columns of another name, in codes or in lower case is looked for as printed.
SAID = (
    "value",
    "original",
    "detail",
    "quote",
    "programme",
    "reference",
    "under_name",
    "listed_on",
    "amended_on",
)
# Read as a property or a grade, and never as text.
MEANT = {"QUALITY", "TYPE_OF_DATE", "COUNTRY"}
WHO = "un:QDi.001"


def fold(text: str | None) -> str:
    return " ".join((text or "").split())


def folded_records(content: bytes) -> Iterator[etree._Element]:
    """Each record with the white space of every element folded."""
    for _, node in etree.iterparse(io.BytesIO(content), tag=("INDIVIDUAL", "ENTITY")):
        for one in node.iter():
            one.text = fold(one.text)
        yield node
        node.clear()


def said(entry: Entry) -> str:
    """Everything the rows of an entry say, quotes of JSON undone."""
    texts = (str(getattr(row, name, None) or "") for row in entry.rows for name in SAID)
    return fold(" ".join(texts)).replace('\\"', '"')


@pytest.mark.parametrize("name", [NEW, OLD])
def test_no_filled_element_is_lost(shared_bytes: Callable[[str], bytes], name: str) -> None:
    content = shared_bytes(name)
    found = read(SOURCE, content)
    by_id = {entry.id: said(entry) for entry in entries(found)}
    rejected = {reject.printed for reject in rejects(found)}
    for node in folded_records(content):
        text = by_id[f"un:{node.findtext('REFERENCE_NUMBER')}"]
        for one in node.iter():
            printed = re.sub(r"^(\d{4}-\d\d-\d\d)-04:00$", r"\1", one.text or "")
            kept = one.tag in MEANT or printed in text or printed in rejected
            assert kept, (node.findtext("REFERENCE_NUMBER"), one.tag, printed)


def test_a_locator_leads_to_the_element_that_was_read(shared_bytes: Callable[[str], bytes]) -> None:
    content = shared_bytes(NEW)
    by_id = {entry.id: entry for entry in entries(read(SOURCE, content))}
    for node in folded_records(content):
        for row in by_id[f"un:{node.findtext('REFERENCE_NUMBER')}"].rows:
            if not row.locator.startswith("COMMENTS1["):
                assert_leads(node, row)


def assert_leads(node: etree._Element, row: object) -> None:
    assert isinstance(row, Statement | Relation)
    there = node.xpath(row.locator)
    assert isinstance(there, list) and there, row.locator
    if isinstance(row, Statement):
        printed = " ".join(str(text) for one in there for text in one.itertext())  # type: ignore[union-attr]
        assert words(row.original or row.value) <= words(printed), row


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_a_birth_that_goes_with_an_alias_says_with_which() -> None:
    alias = (
        "<QUALITY>Good</QUALITY><ALIAS_NAME>Abou Doujana</ALIAS_NAME><DATE_OF_BIRTH>1979-12-31</DATE_OF_BIRTH>"
        "<CITY_OF_BIRTH>Algiers</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Algeria</COUNTRY_OF_BIRTH>"
    )
    found = read(SOURCE, person(INDIVIDUAL_ALIAS=alias))
    (born,) = statements(found, WHO, "birthDate")
    assert (born.value, born.detail) == ("1979-12-31", '{"alias": "Abou Doujana"}')
    assert values(found, WHO, "birthPlace") == ["Algiers, Algeria"]
    assert values(found, WHO, "birthCountry") == ["DZ"]


@pytest.mark.parametrize(("printed", "value"), [("1960", "1960"), ("1958 - 1964", "1958/1964")])
def test_an_alias_without_a_name_gives_a_further_date_of_birth(printed: str, value: str) -> None:
    # As the list printed TAi.004 (Mohammed Omar) until 2025, whose years of birth 1960 and 1953 are dates today.
    alias = f"<QUALITY/><ALIAS_NAME/><DATE_OF_BIRTH>{printed}</DATE_OF_BIRTH>"
    found = read(SOURCE, person(INDIVIDUAL_ALIAS=alias))
    assert values(found, WHO, "birthDate") == [value] and rejects(found) == []


def test_arabic_is_a_language_only_where_the_list_says_so() -> None:
    def lang(note: str) -> list[tuple[str, str | None]]:
        alias = f"<QUALITY>a.k.a.</QUALITY><ALIAS_NAME>X</ALIAS_NAME><NOTE>{note}</NOTE>"
        return [
            (r.value, r.lang)
            for r in statements(read(SOURCE, person(ENTITY_ALIAS=alias)), WHO, "alias")[1:]
        ]

    assert lang("DOB: 11 Apr. 1963. In Arabic: سيف العدل") == [("سيف العدل", "ara")]
    assert lang("in Arabic script: شركة الكوثر") == [("شركة الكوثر", None)]
    assert lang("original script: Абу Банат") == [("Абу Банат", None)]


@pytest.mark.parametrize("kind", ["Passport", "Numéro de passeport", "Número de pasaporte"])
def test_a_passport_is_one_in_every_language_of_the_list(kind: str) -> None:
    document = f"<TYPE_OF_DOCUMENT>{kind}</TYPE_OF_DOCUMENT><NUMBER>AB850901</NUMBER>"
    assert values(read(SOURCE, person(INDIVIDUAL_DOCUMENT=document)), WHO, "passportNumber") == [
        "AB850901"
    ]


def test_what_the_list_did_not_have_before_is_rejected_and_the_rest_stands() -> None:
    found = read(
        SOURCE,
        person(
            GENDER="Female", EYE_COLOUR="brown", TITLE="<NOTE>Hajji</NOTE>", LISTED_ON="2001-02-30",
            INDIVIDUAL_ALIAS="<QUALITY>Fair</QUALITY><ALIAS_NAME>Umm</ALIAS_NAME>",
        ),
    )  # fmt: skip
    assert sorted((r.locator, r.printed) for r in rejects(found)) == [
        ("EYE_COLOUR", "brown"),
        ("INDIVIDUAL_ALIAS[ALIAS_NAME='Umm']/QUALITY", "Fair"),
        ("LISTED_ON", "2001-02-30"),
        ("TITLE/NOTE", "Hajji"),
    ]
    assert values(found, WHO, "gender") == ["female"] and values(found, WHO, "alias") == ["Umm"]
    assert relations(found, "designated_by", WHO)[0].listed_on is None


def test_a_day_with_a_time_zone_is_that_day() -> None:
    found = read(SOURCE, person(FIRST_NAME="X", LISTED_ON="2015-03-27-04:00"))
    assert (
        relations(found, "designated_by", WHO)[0].listed_on == "2015-03-27" and rejects(found) == []
    )


def test_quotes_in_a_name_do_not_break_its_locator() -> None:
    for name in ("Abu 'Ali", 'The "Emir"', """Abu 'Ali "the Emir\""""):
        alias = f"<QUALITY>Low</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME>"
        content = person(INDIVIDUAL_ALIAS=alias)
        (row,) = statements(read(SOURCE, content), WHO, "weakAlias")
        for node in folded_records(content):
            assert_leads(node, row)


def test_white_space_is_folded_and_what_was_printed_is_kept() -> None:
    name_ = "<FIRST_NAME>JAMA'AT  NUSRAT\n AL-ISLAM</FIRST_NAME>"
    reference = "<REFERENCE_NUMBER> QDe.159 </REFERENCE_NUMBER>"
    found = read(SOURCE, a_list(f"<ENTITY>{name_}{reference}</ENTITY>"))
    (name,) = statements(found, "un:QDe.159", "name")
    assert (name.value, name.original) == ("JAMA'AT NUSRAT AL-ISLAM", "JAMA'AT  NUSRAT\n AL-ISLAM")


def test_the_parts_of_a_name_leave_no_gap_where_one_is_empty() -> None:
    found = read(SOURCE, person(FIRST_NAME="ABU", SECOND_NAME="", THIRD_NAME="MUSAB"))
    (name,) = statements(found, WHO, "name")
    assert (name.value, name.original, name.locator) == (
        "ABU MUSAB",
        None,
        "FIRST_NAME | THIRD_NAME",
    )

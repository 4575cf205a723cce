"""Clauses of OFAC remarks, each as sdn.csv of 2024-05-03 prints it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.record.rows import Reject, Relation, Statement
from sourcebook.sources.ofac.dates import edtf
from sourcebook.sources.ofac.names import reading_order
from sourcebook.sources.ofac.remarks import clauses

# ent_num 10612, DROUKDEL, Abdelmalek
DROUKDEL = (
    "DOB 20 Apr 1970; POB Meftah, Algeria; alt. POB Khemis El Khechna, Algeria; nationality Algeria; "
    "a.k.a. 'ABDELWADOUD, Abou'."
)


def said(remark: str, goes_on: bool = False) -> list[tuple[str, str]]:
    return [
        (row.prop, row.value)
        for row in clauses("ofac:1", remark, goes_on)
        if isinstance(row, Statement)
    ]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("20 Apr 1970", "1970-04-20"),
        ("Apr 1970", "1970-04"),
        ("1970", "1970"),
        ("circa 1957", "1957~"),
        ("1951 to 1953", "1951/1953"),
        ("circa 1979-1982", "1979/1982~"),
        ("21 Mar 1965 to 20 Mar 1966", "1965-03-21/1966-03-20"),
        ("31 Feb 1970", None),
        ("1953 to 1951", None),
        ("the seventies", None),
    ],
)
def test_a_date_is_the_interval_it_prints(printed: str, read: str | None) -> None:
    assert edtf(printed) == read


def test_every_clause_of_a_remark_becomes_what_its_label_means() -> None:
    assert said(DROUKDEL) == [
        ("birthDate", "1970-04-20"),
        ("birthPlace", "Meftah, Algeria"),
        ("birthCountry", "DZ"),
        ("birthPlace", "Khemis El Khechna, Algeria"),
        ("birthCountry", "DZ"),
        ("nationality", "DZ"),
        ("weakAlias", "Abou ABDELWADOUD"),
    ]


def test_a_passport_keeps_its_country_and_dates() -> None:
    (row,) = clauses(
        "ofac:1", "Passport A00000604 (Nicaragua) issued 19 Jun 2013 expires 19 Jun 2023."
    )
    assert isinstance(row, Statement)
    assert (row.prop, row.value) == ("passportNumber", "A00000604")
    assert json.loads(row.detail or "") == {
        "type": "Passport", "country": "NI", "issued": "2013-06-19", "expires": "2023-06-19",
    }  # fmt: skip


def test_an_imo_number_is_one_under_any_label() -> None:
    assert said("Vessel Registration Identification IMO 7406784.") == [("imoNumber", "7406784")]
    assert said("Identification Number IMO 5342883.") == [("imoNumber", "5342883")]


def test_linked_to_names_whom_and_no_entry() -> None:
    (row,) = clauses("ofac:1", "Linked To: AYAD, Adnan.")
    assert isinstance(row, Relation)
    assert (row.kind, row.role, row.object, row.object_name) == (
        "associated_with", "Linked To", None, "AYAD, Adnan",
    )  # fmt: skip
    assert row.quote == "Linked To: AYAD, Adnan"


def test_the_point_of_an_abbreviation_is_not_that_of_the_remark() -> None:
    (row,) = clauses("ofac:1", "Linked To: GRUPO CINJAB, S.A. DE C.V.")
    assert isinstance(row, Relation)
    assert row.object_name == "GRUPO CINJAB, S.A. DE C.V."


def test_what_no_label_opens_is_a_note() -> None:
    assert said("ICTY indictee in custody.") == [("notes", "ICTY indictee in custody")]


def test_a_passport_that_is_a_sentence_is_rejected_and_kept_as_a_note() -> None:
    rows = list(clauses("ofac:8116", "Passport issued in Sarajevo, Bosnia-Herzegovina."))
    assert [type(row) for row in rows] == [Reject, Statement]
    assert said("Passport issued in Sarajevo, Bosnia-Herzegovina.")[0][0] == "notes"


def test_a_cut_clause_is_a_note_on_either_side_of_the_cut() -> None:
    cut = "DOB 1970; " + "x" * 979 + "; a.k.a. 'WH"
    assert len(cut) > 1000
    assert said(cut)[0] == ("birthDate", "1970")
    assert said(cut)[-1] == ("notes", "a.k.a. 'WH")
    assert said("OIS HACKING'; a.k.a. 'ZINC'.", goes_on=True) == [
        ("notes", "OIS HACKING'"), ("weakAlias", "ZINC"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("DROUKDEL, Abdelmalek", "Abdelmalek DROUKDEL"),
        ("DELOS REYES, Feliciano Semborio, Jr.", "Feliciano Semborio DELOS REYES Jr."),
        ("ANGLO-CARIBBEAN CO., LTD.", "ANGLO-CARIBBEAN CO., LTD."),
        ("AL-QA'IDA IN THE ISLAMIC MAGHREB", "AL-QA'IDA IN THE ISLAMIC MAGHREB"),
    ],
)
def test_surnames_go_last_and_companies_stay(printed: str, spoken: str) -> None:
    assert reading_order(printed) == spoken


_PIECES = st.lists(
    st.sampled_from(
        [*DROUKDEL.split("; "), "Passport", "a.k.a. '", "Linked To:", "(Iran)", "issued", "9", ";"]
    ),
    max_size=12,
).map("; ".join) | st.text(max_size=80)


@given(_PIECES, st.booleans())
def test_no_remark_breaks_the_reader_and_every_row_stands_in_it(remark: str, goes_on: bool) -> None:
    folded = " ".join(remark.split())
    for row in clauses("ofac:1", remark, goes_on):
        assert (row.printed if isinstance(row, Reject) else row.quote or "") in folded

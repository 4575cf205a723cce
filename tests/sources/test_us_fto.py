"""The table of Foreign Terrorist Organizations (US Department of State, public domain)."""

import io
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import SourceError
from sourcebook.record.rows import Relation, Statement, row_id
from sourcebook.sources.us_fto import SOURCE, parse
from tests.sources.parsing import entries, facts_of, read, recognised, rejects, relations, values

FILE = "reference/us_fto_designations_1997-2004.csv"
# Rows of the table as the Department prints them.
TABLE = b"""date_designated,name
1997-10-08,Gama'a al-Islamiyya (Islamic Group - IG)
1997-10-08,HAMAS
1997-10-08,"Kurdistan Workers Party (PKK, aka Kongra-Gel)"
2002-03-27,al-Qaida in the Islamic Maghreb (AQIM)
"""
AQIM = "us_fto:al-qaida-in-the-islamic-maghreb-aqim"


def test_all_31_designations_of_the_extract_are_read(shared_bytes: Callable[[str], bytes]) -> None:
    found = read(SOURCE, shared_bytes(FILE))
    assert len(entries(found)) == len({entry.id for entry in entries(found)}) == 31
    assert rejects(found) == []
    days = [tie.listed_on for tie in relations(found, "designated_by")]
    assert (min(map(str, days)), max(map(str, days))) == ("1997-10-08", "2004-07-13")
    assert facts_of(SOURCE, shared_bytes(FILE)).published == "2004-07-13"
    assert SOURCE.manifest.floor["fto"] > 31, "so that the table is taken for the extract it is"


def test_aqim_is_designated_by_the_united_states_on_the_day_its_predecessor_was() -> None:
    found = read(SOURCE, TABLE)
    (listing,) = relations(found, "designated_by", AQIM)
    assert (listing.object, listing.programme, listing.listed_on) == (
        "authority:US",
        "FTO",
        "2002-03-27",
    )
    assert listing.under_name == "al-Qaida in the Islamic Maghreb (AQIM)"


@pytest.mark.parametrize(
    ("record", "name", "aliases"),
    [
        (AQIM, "al-Qaida in the Islamic Maghreb", ["AQIM"]),
        ("us_fto:hamas", "HAMAS", []),
        ("us_fto:gama-a-al-islamiyya-islamic-group-ig", "Gama'a al-Islamiyya", ["Islamic Group", "IG"]),
        ("us_fto:kurdistan-workers-party-pkk-aka-kongra-gel", "Kurdistan Workers Party", ["PKK", "Kongra-Gel"]),
    ],
)  # fmt: skip
def test_what_stands_in_brackets_are_further_names(
    record: str, name: str, aliases: list[str]
) -> None:
    found = read(SOURCE, TABLE)
    assert values(found, record, "name") == [name] and values(found, record, "alias") == aliases


def test_the_table_is_recognised_by_its_header() -> None:
    assert [form.name for form in recognised(SOURCE, TABLE)] == ["us-fto-table"]
    assert recognised(SOURCE, b"name,date\n") == []
    assert facts_of(SOURCE, b"date_designated,name\n").published is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"1997-10-32,HAMAS", "1997-10-32"),
        (b",HAMAS", "is no date"),
        (b"1997-10-08,Kurdistan Workers Party (PKK, aka Kongra-Gel)", "put quotes round"),
        (b"1997-10-08", "2 cells, this one 1"),
        (b"1997-10-08,!", "no name"),
    ],
)
def test_a_row_that_cannot_be_read_is_rejected_with_the_reason_and_the_others_stand(
    row: bytes, reason: str
) -> None:
    found = read(SOURCE, TABLE + row + b"\n")
    (reject,) = rejects(found)
    assert re.search(reason, reject.reason) and reject.printed in row.decode()
    assert len(entries(found)) == 4


def test_another_encoding_or_header_is_an_error_with_a_remedy() -> None:
    with pytest.raises(SourceError, match="publisher's encoding"):
        list(parse(io.BytesIO(TABLE + "2021-01-01,Groupe armé\n".encode("latin-1"))))
    with pytest.raises(SourceError, match="first line names them"):
        list(parse(io.BytesIO(TABLE.partition(b"\n")[2])))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(TABLE) - 1), st.binary(max_size=4), st.integers(0, 30))
def test_a_damaged_table_gives_an_error_or_values_that_stood_in_it(
    at: int, put: bytes, cut: int
) -> None:
    damaged = TABLE[:at] + put + TABLE[at + cut :]
    try:
        found = list(parse(io.BytesIO(damaged)))
    except SourceError:
        return
    # A quote that opens a cell is no part of it: `"AQ"IM` reads as AQIM.
    text = damaged.decode("utf-8-sig").replace('"', "")
    for entry in entries(found):
        for row in entry.rows:
            assert row_id("us_fto", entry.id, row)
            if isinstance(row, Statement):
                printed = row.original if row.prop == "id" else row.value
                assert str(printed).replace('"', "") in text
            elif isinstance(row, Relation):
                assert str(row.listed_on) in text
                assert str(row.under_name).replace('"', "") in text

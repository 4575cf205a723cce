"""The EU list in its three formats, with the check values of the data README."""

import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import RefusedFileError, SourceError
from sourcebook.record.rows import Entry, Reject
from sourcebook.sources.eu import SOURCE
from sourcebook.sources.eu.dates import printed_date
from sourcebook.sources.eu.lines import contacts, paper
from tests.sources.parsing import (
    entries,
    facts_of,
    form_of,
    read,
    recognised,
    rejects,
    relations,
    statements,
    values,
)

Bytes = Callable[[str], bytes]
OLD = "eu/eu_fsd_global_2016-02-11_partial.xml.xz"
TABLE = "eu/eu_fsd_csv_2018-07-04_partial.csv.xz"
NEW = "eu/eu_fsf_xmlFullSanctionsList_1_1_excerpt_2018-12-21.xml"

# Attributes and elements of the published schema 1.1 around the entry of AQIM (EU.459.37); the frame is that of the
# excerpt of 2018-12-21, the names and acts those of the list of 2016-02-11.
AQIM = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2018-12-21T14:39:54.511+01:00" globalFileId="1">
<sanctionEntity designationDetails="" unitedNationId="QDe.014" euReferenceNumber="EU.459.37" logicalId="481">
<remark>(Date of UN designation: 2001-10-06)</remark>
<regulation regulationType="amendment" organisationType="commission" publicationDate="2012-01-18"
 entryIntoForceDate="2012-01-18" numberTitle="34/2012 (OJ L15)" programme="TAQA" logicalId="1"/>
<subjectType code="enterprise" classificationCode="E"/>
<nameAlias firstName="" middleName="" lastName="" wholeName="Salafist Group for Call and Combat" function="" title=""
 nameLanguage="" strong="true" regulationLanguage="en" logicalId="1150">
<regulationSummary regulationType="amendment" publicationDate="2002-05-29" numberTitle="881/2002 (OJ L139)"/>
</nameAlias>
<nameAlias firstName="" middleName="" lastName="" wholeName="AQMI" function="" title="" nameLanguage="FR"
 strong="false" regulationLanguage="en" logicalId="5611">
<regulationSummary regulationType="amendment" publicationDate="2007-05-09" numberTitle="507/2007 (OJ L119)"/>
</nameAlias>
<birthdate circa="true" calendarType="GREGORIAN" city="" yearRangeFrom="1960" yearRangeTo="1962" region="" place=""
 countryIso2Code="DZ" countryDescription="ALGERIA" logicalId="7"/>
<address city="" street="" poBox="" zipCode="" region="" place="" asAtListingTime="false" countryIso2Code="DZ"
 countryDescription="ALGERIA" logicalId="2201"><contactInfo key="PHONE" value="497 92 63"/></address>
</sanctionEntity></export>"""


def test_the_list_of_2016_holds_595_entities_and_2993_names(shared_bytes: Bytes) -> None:
    content = shared_bytes(OLD)
    assert facts_of(SOURCE, content).published == "2016-02-11"
    items = read(SOURCE, content)
    found = entries(items)
    assert len(found) == 595
    assert sum(entry.schema == "Person" for entry in found) == 319
    assert sum(len(statements(found, e.id, p)) for e in found for p in ("name", "alias")) == 2_993
    assert [reject.record for reject in rejects(items)] == ["eu:525"]


def test_aqim_has_fourteen_names_and_was_listed_as_the_gspc(shared_bytes: Bytes) -> None:
    items = read(SOURCE, shared_bytes(OLD))
    names = [v for p in ("name", "alias") for v in values(items, "eu:481", p)]
    assert len(names) == 14 and names[0] == "Salafist Group for Call and Combat"
    greek = [row for row in statements(items, "eu:481", "alias") if row.lang == "ell"]
    assert [row.value for row in greek] == ["Οµάδα σαλαφιστών µαχητών και ιεροκηρύκων"]
    last, first = relations(items, "designated_by", "eu:481")
    assert (last.instrument, last.programme, last.listed_on) == ("34/2012 (OJ L15)", "TAQA", None)
    assert (first.instrument, first.listed_on) == ("881/2002 (OJ L139)", "2002-05-29")
    assert "earliest act" in (first.detail or "")
    assert values(items, "eu:481", "country") == ["DZ", "ML", "MR", "MA", "NE", "TN"]


def test_the_table_of_2018_holds_93_references_and_rejects_lost_letters(
    shared_bytes: Bytes,
) -> None:
    content = shared_bytes(TABLE)
    assert facts_of(SOURCE, content).published == "2018-07-04"
    items = read(SOURCE, content)
    references = {v for e in entries(items) for v in values(items, e.id, "sb:euReference")}
    assert len(references) == 93 == len(entries(items))
    assert values(items, "eu:481", "sb:euReference") == ["EU.459.37"]
    assert len([r for r in rejects(items) if "cp1252" in r.reason]) == len(rejects(items)) == 167
    assert not any("?" in v for e in entries(items) for v in values(items, e.id, "alias"))
    assert "Vice Chairman, Revolutionary Command Council" in {
        v for e in entries(items) for v in values(items, e.id, "position")
    }


def test_the_excerpt_in_the_current_format(shared_bytes: Bytes) -> None:
    content = shared_bytes(NEW)
    assert facts_of(SOURCE, content).published == "2018-12-21"
    items = read(SOURCE, content)
    assert [entry.id for entry in entries(items)] == ["eu:1", "eu:207"]
    assert values(items, "eu:1", "birthDate") == ["1924-02-21"]
    assert values(items, "eu:1", "passportNumber") == ["AD001095"]
    (bulgarian,) = [row for row in statements(items, "eu:207", "alias") if row.lang == "bul"]
    assert bulgarian.grade == "good"
    assert json.loads(bulgarian.detail or "")["act"] == "2007/445/EC (OJ L169)"


def test_an_entry_with_a_un_reference_carries_both_designations() -> None:
    items = read(SOURCE, AQIM)
    assert values(items, "eu:481", "sb:unReference") == ["QDe.014"]
    assert values(items, "eu:481", "weakAlias") == ["AQMI"]
    assert values(items, "eu:481", "birthDate") == ["1960/1962~"]
    assert values(items, "eu:481", "phone") == ["497 92 63"]
    (un,) = [r for r in relations(items, "designated_by") if r.object == "authority:UN"]
    assert (un.listed_on, un.reference, un.quote) == (
        "2001-10-06", "QDe.014", "Date of UN designation: 2001-10-06",
    )  # fmt: skip


def test_a_un_date_under_a_programme_of_the_eu_alone_is_no_un_listing(shared_bytes: Bytes) -> None:
    items = read(SOURCE, shared_bytes(TABLE))
    assert values(items, "eu:1", "sb:designationDate") == ["2002-02-21"]
    assert [r.object for r in relations(items, "designated_by", "eu:1")] == ["authority:EU"] * 2


def test_the_three_formats_are_told_apart(shared_bytes: Bytes) -> None:
    names = [[f.name for f in recognised(SOURCE, shared_bytes(name))] for name in (NEW, OLD, TABLE)]
    assert names == [["eu-fsf-xml-1.1"], ["eu-fsd-xml-2016"], ["eu-fsd-csv-2018"]]
    assert recognised(SOURCE, b"<export/>") == recognised(SOURCE, b"") == []


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("1958-03-02", "1958-03-02"),
        ("1963 (approximative)", "1963~"),
        ("1958 - 1963 (approximative)", "1958/1963~"),
    ],
)
def test_dates_of_birth_are_intervals(printed: str, read_as: str) -> None:
    assert printed_date(printed) == read_as


def test_papers_and_contacts_are_read_out_of_their_line() -> None:
    line = "SE-011697 (passport-National passport) [known to be expired](issued on 25 jan. 1988 in kabul)"
    assert paper(line) == {
        "number": "SE-011697", "code": "passport", "type": "National passport", "known_expired": "true",
        "remark": "(issued on 25 jan. 1988 in kabul)",
    }  # fmt: skip
    assert contacts("PHONE[0300-820 91 99, 668 33 01]\nFAX[662 38 14]") == {
        "phone": "0300-820 91 99, 668 33 01", "fax": "662 38 14",
    }  # fmt: skip


def test_a_truncated_or_hostile_list_is_refused() -> None:
    form = form_of(SOURCE, AQIM)
    with pytest.raises(SourceError, match="breaks off"):
        list(form.parse(io.BytesIO(AQIM[:-30])))
    with pytest.raises(RefusedFileError, match="DTD"):
        list(
            form.parse(
                io.BytesIO(AQIM.replace(b"<export", b"<!DOCTYPE a [<!ENTITY b 'c'>]><export", 1))
            )
        )


def test_a_table_in_another_encoding_is_refused(shared_bytes: Bytes) -> None:
    content = shared_bytes(TABLE)[:2000] + b"\x81\x8d\n"
    with pytest.raises(SourceError, match="cp1252"):
        list(form_of(SOURCE, content).parse(io.BytesIO(content)))


@given(
    st.lists(st.tuples(st.integers(0, len(AQIM) - 1), st.binary(max_size=3)), max_size=4),
    st.integers(0, 40),
)
def test_a_damaged_list_never_crashes_and_never_invents(
    edits: list[tuple[int, bytes]], cut: int
) -> None:
    content = AQIM
    for at, new in edits:
        content = content[:at] + new + content[at + len(new) :]
    content = content[: len(content) - cut] if cut > 30 else content
    try:
        items = list(SOURCE.formats[0].parse(io.BytesIO(content)))
    except SourceError:
        return
    printed = " ".join(content.decode("utf-8", "replace").split())
    for item in items:
        assert isinstance(item, Entry | Reject)
        if isinstance(item, Entry):
            assert item.id.removeprefix("eu:") in printed
            for prop in ("name", "alias", "weakAlias", "sb:unReference", "phone"):
                assert all(
                    value in printed for value in values([item], item.id, prop) if "&" not in value
                )

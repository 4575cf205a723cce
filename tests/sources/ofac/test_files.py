"""OFAC's files as they came, with the counts of the data README."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import RefusedFileError, SourceError
from sourcebook.record.rows import Entry, Item, Reject, Relation, row_id
from sourcebook.sources.ofac import SOURCE
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

# sdn.csv of 2024-05-03, entries 6897 and 10612.
SDN = (
    '6897,"SALAFIST GROUP FOR CALL AND COMBAT",-0- ,"FTO] [SDGT",'
    "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    '10612,"DROUKDEL, Abdelmalek","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    "\"DOB 20 Apr 1970; POB Meftah, Algeria; nationality Algeria; a.k.a. 'ABDELWADOUD, Abou'.\"\r\n\x1a"
)
# consolidated.xml of 2024-05-06, entry 9639, shortened; the frame of sdn.xml is the same.
FRAME = (
    '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="{namespace}"><publshInformation>'
    "<Publish_Date>05/06/2024</Publish_Date><Record_Count>1</Record_Count></publshInformation>{entries}</sdnList>"
)
HANIYA = (
    "<sdnEntry><uid>9639</uid><firstName>Ismail Abdul Salah</firstName><lastName>HANIYA</lastName>"
    "<sdnType>Individual</sdnType><programList><program>{programme}</program></programList><akaList>"
    "<aka><uid>9150</uid><type>a.k.a.</type><category>strong</category><lastName>HANIYA</lastName>"
    "<firstName>Ismail</firstName></aka></akaList><dateOfBirthList><dateOfBirthItem><uid>4696</uid>"
    "<dateOfBirth>1962</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList></sdnEntry>"
)
NAMESPACES = (
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML",
    "http://tempuri.org/sdnList.xsd",
)


def sdn_xml(namespace: str = NAMESPACES[0], programme: str = "SDGT") -> bytes:
    return FRAME.format(namespace=namespace, entries=HANIYA.format(programme=programme)).encode()


@pytest.mark.parametrize(
    ("name", "part", "count"),
    [
        ("sdn_2024-05-03.csv.xz", None, 14_965),
        ("sdn_2024-04-26.csv.xz", None, 14_668),
        ("sdn_2022-01.csv.xz", None, 9_044),
        ("alt_2026-06.csv.xz", "alt", 20_260),
        ("alt_2022-01.csv.xz", "alt", 12_409),
        ("add_2026-06.csv.xz", "add", 24_776),
        ("add_2022-01.csv.xz", "add", 13_625),
        ("sdn_comments_2025-12.csv.xz", "comments", 28),
    ],
)
def test_each_file_of_the_csv_set_holds_what_its_readme_says(
    shared_bytes: Bytes, name: str, part: str | None, count: int
) -> None:
    items = read(SOURCE, shared_bytes(f"ofac/{name}"))
    assert len(entries(items, part)) == count
    assert all(entry.main is (part is None) for entry in entries(items, part))


def test_the_group_of_the_sample_page_has_both_programmes_and_six_aliases(
    shared_bytes: Bytes,
) -> None:
    main = read(SOURCE, shared_bytes("ofac/sdn_2024-05-03.csv.xz"))
    assert [
        (r.programme, r.reference, r.under_name, r.object)
        for r in relations(main, "designated_by", "ofac:6897")
    ] == [
        ("FTO", "6897", "SALAFIST GROUP FOR CALL AND COMBAT", "authority:US"),
        ("SDGT", "6897", "SALAFIST GROUP FOR CALL AND COMBAT", "authority:US"),
    ]
    aliases = values(read(SOURCE, shared_bytes("ofac/alt_2026-06.csv.xz")), "ofac:6897", "alias")
    assert aliases == [
        "GSPC",
        "LE GROUPE SALAFISTE POUR LA PREDICATION ET LE COMBAT",
        "SALAFIST GROUP FOR PREACHING AND COMBAT",
        "AL-QA'IDA IN THE ISLAMIC MAGHREB",
        "AQIM",
        "TANZIM AL-QA'IDA FI BILAD AL-MAGHRIB AL-ISLAMIYA",
    ]


def test_a_number_that_stands_twice_is_reported(shared_bytes: Bytes) -> None:
    items = read(SOURCE, shared_bytes("ofac/sdn_2022-01.csv.xz"))
    assert "ofac:2677" in [reject.record for reject in rejects(items)]


def test_the_non_sdn_list_is_told_by_its_programmes(shared_bytes: Bytes) -> None:
    content = shared_bytes("ofac/ofac_consolidated_nonsdn_2024-05-06.xml.xz")
    assert form_of(SOURCE, content).parts == ("nonsdn",)
    assert facts_of(SOURCE, content).published == "2024-05-06"
    items = read(SOURCE, content)
    assert len(entries(items, "nonsdn")) == 443 == len(items) - len(rejects(items))
    names = ("alias", "weakAlias", "previousName")
    assert (
        sum(len(statements(items, e.id, p)) for e in entries(items, "nonsdn") for p in names)
        == 1_126
    )


@pytest.mark.parametrize(
    ("name", "day", "count"),
    [("IRGC_2024-08-28", "2024-08-28", 293), ("YEMEN_2024-05-24", "2024-05-24", 10)],
)
def test_a_filtered_export_is_an_extract(
    shared_bytes: Bytes, name: str, day: str, count: int
) -> None:
    content = shared_bytes(f"ofac/ofac_enhanced_{name}.xml.xz")
    facts = facts_of(SOURCE, content)
    assert (facts.published, facts.extract) == (day, True)
    assert len(entries(read(SOURCE, content))) == count


def test_relationships_keep_their_printed_type(shared_bytes: Bytes) -> None:
    items = read(SOURCE, shared_bytes("ofac/ofac_enhanced_IRGC_2024-08-28.xml.xz"))
    counts = {
        kind: len([r for r in relations(items, kind) if r.role])
        for kind in ("acts_for", "owned_by", "supports", "led_by")
    }
    assert counts == {"acts_for": 112, "owned_by": 67, "supports": 42, "led_by": 7}
    leads = relations(items, "led_by", "ofac:27255")[0]
    assert (leads.object, leads.object_name, leads.role) == (
        "ofac:27255", "Muhammad Sa'id IZADI", "Leader or official of",
    )  # fmt: skip
    arabic = [
        r
        for e in items
        if isinstance(e, Entry)
        for r in e.rows
        if '"Arabic"' in str(getattr(r, "detail", ""))
    ]
    assert len(arabic) == 92
    assert {r.listed_on for r in relations(items, "designated_by", "ofac:12478")} == {"2010-12-21"}


def test_the_formats_agree_on_the_ids_of_what_they_agree_on(shared_bytes: Bytes) -> None:
    table = _ids(read(SOURCE, shared_bytes("ofac/sdn_2024-05-03.csv.xz")))
    enhanced = read(SOURCE, shared_bytes("ofac/ofac_enhanced_YEMEN_2024-05-24.xml.xz"))
    props = (
        "id",
        "name",
        "birthDate",
        "birthPlace",
        "nationality",
        "gender",
        "passportNumber",
        "weakAlias",
    )
    rows = [
        (entry, row)
        for entry in entries(enhanced)
        for row in entry.rows
        if getattr(row, "prop", None) in props
        and getattr(row, "detail", None) in (None, '{"type": "Passport"}')
    ]
    apart = [row for entry, row in rows if row_id("ofac", entry.id, row) not in table]
    assert len(rows) > 70
    # Two spellings differ: typographic apostrophes in two places of birth.
    assert len(apart) <= 3


def _ids(items: list[Item]) -> set[str]:
    return {row_id("ofac", e.id, row) for e in items if isinstance(e, Entry) for row in e.rows}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_both_namespaces_of_sdn_xml_read_the_same(namespace: str) -> None:
    content = sdn_xml(namespace)
    assert form_of(SOURCE, content).name == "ofac-xml-sdn"
    items = read(SOURCE, content)
    assert values(items, "ofac:9639", "name") == ["Ismail Abdul Salah HANIYA"]
    assert values(entries(items, "alt"), "ofac:9639", "alias") == ["Ismail HANIYA"]
    assert values(items, "ofac:9639", "birthDate") == ["1962"]


def test_one_entry_of_the_palestinian_council_makes_it_the_non_sdn_list() -> None:
    assert form_of(SOURCE, sdn_xml(programme="NS-PLC")).name == "ofac-xml-nonsdn"


def test_small_files_are_recognised_by_their_columns() -> None:
    assert [f.name for f in recognised(SOURCE, SDN.encode())] == ["ofac-csv-sdn"]
    assert [f.name for f in recognised(SOURCE, b'36,12,"aka","AERO-CARIBBEAN",-0- \r\n')] == [
        "ofac-csv-alt"
    ]
    assert [f.name for f in recognised(SOURCE, b'36,25,-0- ,"Havana","Cuba",-0- \r\n')] == [
        "ofac-csv-add"
    ]
    assert recognised(SOURCE, b"ActorId,NameData\n1,x\n") == []
    assert recognised(SOURCE, b"1,hello\n2,world\n") == []
    assert recognised(SOURCE, b"") == []


def test_a_table_in_another_encoding_is_refused() -> None:
    content = SDN.replace("Meftah", "Meftåh").encode("cp1252")
    with pytest.raises(SourceError, match="utf-8"):
        list(SOURCE.formats[0].parse(io.BytesIO(content)))


def test_a_truncated_or_hostile_xml_is_refused() -> None:
    content = sdn_xml()
    form = form_of(SOURCE, content)
    with pytest.raises(SourceError, match="breaks off"):
        list(form.parse(io.BytesIO(content[:-20])))
    hostile = content.replace(b"<sdnList", b'<!DOCTYPE a [<!ENTITY x "y">]><sdnList', 1)
    with pytest.raises(RefusedFileError, match="DTD"):
        list(form.parse(io.BytesIO(hostile)))


def test_a_row_of_another_width_is_rejected_with_its_reason() -> None:
    items = list(SOURCE.formats[0].parse(io.BytesIO(b'36,"AEROCARIBBEAN AIRLINES"\r\n')))
    assert [type(item) for item in items] == [Reject]


def _mutations(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with a few bytes changed, or cut."""
    edit = st.tuples(st.integers(0, len(content) - 1), st.binary(max_size=3))
    return st.lists(edit, max_size=4).map(lambda edits: _edited(content, edits)) | st.integers(
        0, len(content)
    ).map(lambda end: content[:end])


def _edited(content: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    for at, new in edits:
        content = content[:at] + new + content[at + len(new) :]
    return content


@given(_mutations(SDN.encode()))
def test_damaged_rows_never_crash_and_never_invent(content: bytes) -> None:
    _holds(SOURCE.formats[0], content)


@given(_mutations(sdn_xml()))
def test_damaged_xml_never_crashes_and_never_invents(content: bytes) -> None:
    _holds(SOURCE.formats[4], content)


def _holds(form: object, content: bytes) -> None:
    try:
        items = list(form.parse(io.BytesIO(content)))  # type: ignore[attr-defined]
    except SourceError:
        return
    printed = " ".join(content.decode("utf-8", "replace").split())
    for item in items:
        if isinstance(item, Entry):
            assert item.id.removeprefix("ofac:") in printed
            assert all(
                isinstance(r, Relation) or r.quote is None or r.quote in printed for r in item.rows
            )  # type: ignore[union-attr]

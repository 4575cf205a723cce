"""The UK's lists.

The ConList records are those of OFSI's Consolidated List of 13 April 2018, and one of May 2022 (HM Treasury, Open
Government Licence v3.0), shortened to the lines a test asks about. No UK Sanctions List file is at hand: those records
are HAND-MADE, in the columns and elements of the FCDO's published format.
"""

import csv
import html
import io
import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import SourceError
from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.sources.contract import Head
from sourcebook.sources.uk import MANIFEST, conlist, prose, uksl, values

HEADER = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,DOB,Town of Birth,Country of Birth,Nationality,"
    "Passport Details,NI Number,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,"
    "Post/Zip Code,Country,Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID"
)
REGIME = "The ISIL (Da'esh) and Al-Qaida organisations"
AQIM_NOTE = (
    '"UN Ref QE.T.14.01. Headed by Abdelmalik Droukdel. Zone of operation includes Algeria and parts of Mali, '
    'Mauritania, Niger, Tunisia and Morocco."'
)
DROUKDEL_NOTE = (
    "UN Ref QI.D.232.07. Head of The Organization of Al-Qaida in the Islamic Maghreb. Father's name is Rabah "
    "Droukdel. Mother's name is Z'hour Zdigha."
)
AQIM = [
    f"{name},,,,,,,,,,,,,,,,,,,,,{country},{AQIM_NOTE},Entity,{kind},{REGIME},10/10/2001,19/01/2012,7247"
    for name, kind, country in (
        ("AQIM", "AKA", "Mali"),
        ("SALAFIST GROUP FOR CALL AND COMBAT", "FKA", "Mali"),
        ("THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB", "Prime Alias", "Algeria"),
    )
]
DROUKDEL = (
    'DROUKDEL,Abdelmalek,,,,,,20/04/1970,"Meftah, Wilaya of Blida",Algeria,Algerian,,,,,,,,,,,Algeria,'
    f"{DROUKDEL_NOTE},Individual,Prime Alias,{REGIME},29/08/2007,19/01/2012,9157"
)
AL_QAHTANI = [
    f" AL-QAHTANI,Sheikh,Farooq,,,,,00/00/{year},,Saudi Arabia,1) Saudi Arabia 2) Qatar,Passport No: 592667 (Qatari "
    "passport issued on 3 May 2007).,,,,,,,,,,Afghanistan (since 2009),UN Ref QDe.004. Emir for the eastern zone of "
    f"Afghanistan.,Individual,AKA,{REGIME},01/04/2016,01/04/2016,13349"
    for year in (1980, 1981)
]
LINES = [AQIM[0], AL_QAHTANI[0], AQIM[1], DROUKDEL, AL_QAHTANI[1], AQIM[2]]


def con_list(lines: list[str], day: str = "13/04/2018", header: str = HEADER) -> bytes:
    return "\r\n".join([f"Last Updated,{day}" + "," * 27, header, *lines]).encode("cp1252")


def read(content: bytes) -> list[Item]:
    return list(conlist.parse(io.BytesIO(content)))


def entry(found: list[Item], key: str) -> Entry:
    return next(item for item in found if isinstance(item, Entry) and item.id == key)


def said(of: Entry, prop: str) -> list[str]:
    return [row.value for row in of.rows if isinstance(row, Statement) and row.prop == prop]


def ties(of: Entry, kind: str) -> list[Relation]:
    return [row for row in of.rows if isinstance(row, Relation) and row.kind == kind]


def test_a_group_is_gathered_from_lines_scattered_over_the_file() -> None:
    aqim = entry(read(con_list(LINES)), "uk:7247")
    assert aqim.schema == "Organization" and aqim.part == "conlist"
    assert aqim.rows[0] == Statement(prop="id", value="7247", locator="id")
    assert said(aqim, "name") == ["THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB"]
    assert said(aqim, "alias") == ["AQIM"]
    assert said(aqim, "previousName") == ["SALAFIST GROUP FOR CALL AND COMBAT"]
    assert said(aqim, "country") == ["ML", "DZ"]


def test_an_old_un_reference_is_read_as_todays() -> None:
    aqim = entry(read(con_list(LINES)), "uk:7247")
    found = next(
        row for row in aqim.rows if isinstance(row, Statement) and row.prop == "sb:unReference"
    )
    assert (found.value, found.original) == ("QDe.014", "QE.T.14.01")


def test_a_listing_is_a_designation_with_its_dates() -> None:
    (listing,) = ties(entry(read(con_list(LINES)), "uk:7247"), "designated_by")
    assert (listing.object, listing.programme, listing.reference) == (
        "authority:UK",
        REGIME,
        "7247",
    )
    assert (listing.listed_on, listing.amended_on) == ("2001-10-10", ("2012-01-19",))
    assert listing.under_name == "THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB"


def test_who_heads_a_group_is_read_with_the_sentence_that_says_it() -> None:
    (leader,) = ties(entry(read(con_list(LINES)), "uk:7247"), "led_by")
    assert leader.object_name == "Abdelmalik Droukdel" and leader.object is None
    assert leader.quote == "Headed by Abdelmalik Droukdel."


def test_a_head_of_a_group_is_a_member_of_it_with_that_role() -> None:
    droukdel = entry(read(con_list(LINES)), "uk:9157")
    (tie,) = ties(droukdel, "member_of")
    assert (
        tie.object_name == "The Organization of Al-Qaida in the Islamic Maghreb"
        and tie.role == "Head"
    )
    assert said(droukdel, "fatherName") == ["Rabah Droukdel"]
    assert said(droukdel, "motherName") == ["Z'hour Zdigha"]


def test_a_person_has_partial_birth_dates_and_numbered_nationalities() -> None:
    person = entry(read(con_list(LINES)), "uk:13349")
    assert person.schema == "Person"
    assert said(person, "birthDate") == ["1980", "1981"]
    assert said(person, "nationality") == ["SA", "QA"]
    assert said(person, "passportNumber") == ["592667"]
    assert said(person, "alias") == ["Sheikh Farooq AL-QAHTANI"]
    country = next(r for r in person.rows if isinstance(r, Statement) and r.prop == "country")
    assert (country.value, country.original, country.valid_from) == (
        "AF",
        "Afghanistan (since 2009)",
        "2009",
    )


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("00/00/1980", "1980"), ("00/11/1973", "1973-11"), ("20/04/1970", "1970-04-20"),
        ("dd/mm/1945", "1945"), ("13-Feb-2026", "2026-02-13"), ("12 December 1986", "1986-12-12"),
    ],
)  # fmt: skip
def test_dates_keep_their_precision(printed: str, value: str) -> None:
    assert values.date(printed) == value


@pytest.mark.parametrize(
    "printed", ["", "31/02/1980", "20/00/1970", "00/00/0000", "circa 1960", "1 Foo 1970"]
)
def test_what_is_no_date_is_no_date(printed: str) -> None:
    with pytest.raises(ValueError):
        values.date(printed)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1) Saudi Arabia 2) Qatar", ["Saudi Arabia", "Qatar"]),
        ("(1) Manzil Tmim (2)-(6) -", ["Manzil Tmim"]),
        ("(1)-(2) Tunisia (3) Libya (4) Algeria", ["Tunisia", "Libya", "Algeria"]),
        ("(1) Germany (b) Algeria", ["Germany", "Algeria"]),
        ("a) General b)Major General", ["General", "Major General"]),
        ("Head of the foreign branch (branch 279)", ["Head of the foreign branch (branch 279)"]),
        (" - ", []),
    ],
)
def test_a_cell_may_hold_a_numbered_list(cell: str, found: list[str]) -> None:
    assert [value for _, value in values.items(cell)] == found


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("G827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001", "G827238"),
        ("Italian Fiscal Code LBR HBB 61S17 Z352F", "LBR HBB 61S17 Z352F"),
        ("Qatari passport no.00868774. expired:27.4.2014", "00868774"),
        ("Uganda Passport.", None),
        ("(Eqypt). Issued 1993.", None),
    ],
)
def test_a_document_number_is_read_where_it_is_certain(printed: str, number: str | None) -> None:
    assert values.document_number(printed) == number


def test_uncertain_references_are_rejected_and_old_iran_ones_kept_as_printed() -> None:
    assert values.un_reference("E.03.III.1") == "E.03.III.1"
    assert values.un_reference("KPI.067") == "KPi.067"
    for misprint in ("DPe.012", "QD1.410", "077"):
        with pytest.raises(ValueError):
            values.un_reference(misprint)


def test_low_quality_names_are_weak_aliases() -> None:
    text = "UN Ref QDi.406. Low quality A.K.A. (a) Muslim (b) Lava (c) John. Associated with Jabhat al-Nusrah."
    found = [
        r
        for r in prose.read("uk:1", text, "Person", "Other Information")
        if isinstance(r, Statement)
    ]
    assert [(r.value, r.grade) for r in found if r.prop == "weakAlias"] == [
        ("Muslim", "low"), ("Lava", "low"), ("John", "low"),
    ]  # fmt: skip


def test_the_list_is_recognised_and_dated_by_its_first_line() -> None:
    head = Head(con_list(LINES))
    assert (
        conlist.recognises(head) and not uksl.recognises_csv(head) and not uksl.recognises_xml(head)
    )
    assert conlist.facts(head).published == "2018-04-13"
    assert MANIFEST.closed_by == {"conlist": ("uksl", "2026-01-28")}


def test_a_missing_header_a_missing_column_and_a_wrong_encoding_are_errors() -> None:
    with pytest.raises(SourceError, match="lacks the columns"):
        read(con_list(LINES[1:], header=LINES[0]))
    with pytest.raises(SourceError, match="Alias Type"):
        read(con_list(LINES, header=HEADER.replace("Alias Type", "Kind")))
    with pytest.raises(SourceError, match="first line"):
        read(con_list(LINES).decode("cp1252").encode("utf-16"))
    with pytest.raises(SourceError, match="not utf-8-sig or cp1252"):
        read(con_list(LINES) + b"\x81\x8d")


def test_a_broken_line_is_rejected_and_the_others_stand() -> None:
    found = read(con_list([*LINES, "HALF,A,LINE"]))
    assert [item.reason for item in found if isinstance(item, Reject)] == ["the line is broken"]
    assert len([item for item in found if isinstance(item, Entry)]) == 3


def test_the_whole_list_of_2018(shared_bytes: Callable[[str], bytes]) -> None:
    content = shared_bytes("uk/ofsi_conlist_2018-04-13.csv.xz")
    found = read(content)
    entries = [item for item in found if isinstance(item, Entry)]
    assert len(entries) == 2106 and len({item.id for item in entries}) == 2106
    assert len([item for item in found if isinstance(item, Reject)]) == 8
    assert sum(said(item, "sb:unReference") != [] for item in entries) > 670
    assert said(entry(found, "uk:7247"), "sb:unReference") == ["QDe.014"]
    assert said(entry(found, "uk:9157"), "name") == ["Abdelmalek DROUKDEL"]
    assert conlist.facts(Head(content[:65536])).published == "2018-04-13"


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _printed(damaged: bytes, encoding: str) -> set[str]:
    """Every word of a file, also as it reads once quotes and character references are resolved."""
    text = damaged.decode(encoding, "replace")
    return _words(text) | _words(text.replace('"', "")) | _words(html.unescape(text))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(con_list(LINES)) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_a_damaged_list_gives_an_error_or_values_that_stood_in_it(
    at: int, put: bytes, cut: int
) -> None:
    whole = con_list(LINES)
    damaged = whole[:at] + put + whole[at + cut :]
    try:
        found = read(damaged)
    except SourceError:
        return
    words = _printed(damaged, "utf-8") | _printed(damaged, "cp1252")
    translated = {"birthDate", "country", "nationality", "birthCountry", "sb:unReference", "gender"}
    for item in found:
        for row in item.rows if isinstance(item, Entry) else []:
            if isinstance(row, Statement):
                printed = (row.prop in translated and row.original) or row.value
                assert _words(printed) <= words


@given(st.text())
def test_no_text_breaks_the_reading_of_values(text: str) -> None:
    for _, value in values.items(text):
        assert _words(value) <= _words(text)
    number = values.document_number(text)
    assert number is None or all(part in text for part in number.split())
    list(prose.read("uk:1", " ".join(text.split()), "Person", "Other Information"))


HEADER_2022 = (
    "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,"
    "Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"
    "National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,"
    "Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,"
    "UK Sanctions List Date Designated,Last Updated,Group ID"
)
ENGINEERING = (
    "(GENERAL) ORGANIZATION FOR ENGINEERING INDUSTRIES,,,,,,,,,,,,,,,,,,,PO Box 21120,,,,Baramkeh,Damascus,,Syria,"
    '"(UK Sanctions List Ref):SYR0306 (UK Statement of Reasons):Front company for the acquisition of sensitive '
    "equipment related to the production of chemical weapons by the Syrian Scientific Studies and Research Center "
    '(SSRC).",Entity,Primary name,,Syria,02/12/2011,31/12/2020,13/05/2022,12431'
)


def test_the_columns_of_2022_are_read_too() -> None:
    content = "\n".join(["Last Updated,13/05/2022" + "," * 34, HEADER_2022, ENGINEERING]).encode()
    group = entry(read(content), "uk:12431")
    assert said(group, "name") == ["(GENERAL) ORGANIZATION FOR ENGINEERING INDUSTRIES"]
    assert said(group, "address") == ["PO Box 21120, Baramkeh, Damascus, Syria"]
    assert said(group, "sb:uniqueId") == ["SYR0306"] and said(group, "sb:designationDate") == [
        "2020-12-31"
    ]


def test_the_number_of_a_ship_in_a_note_on_its_owner_is_not_the_owners() -> None:
    def numbers(note: str) -> list[str]:
        rows = prose.read("uk:1", note, "Organization", "Other Information")
        return [row.value for row in rows if isinstance(row, Statement) and row.prop == "imoNumber"]

    assert numbers("IMO: 8937675. MMSI: 445539000.") == ["8937675"]
    assert numbers("Registered owner of the tanker AN SAN 1 (IMO 7303803).") == []


# HAND-MADE records in the published format of the UK Sanctions List.
UKSL_HEADER = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,"
    "Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,"
    "Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,D.O.B,"
    "Nationality(/ies),IMO number,Current owner/operator (s),Address Line 1,Address Country,Date Designated"
)
UKSL = "\r\n".join(
    [
        "Report Date: 13-Feb-2026", UKSL_HEADER,
        "01/12/2022,AQD0001,13349,QDi.406,MADEUP,Example,,,,,Primary Name,,Dr,,,,The Example Regulations 2019,"
        "Individual,UN,Asset freeze|Travel Ban,,,dd/mm/1971,Mali,,,1 Example Street,Mali,02/03/2016",
        "01/12/2022,AQD0001,13349,QDi.406,SHORTNAME,,,,,,Alias,Low quality a.k.a,Dr,,,,The Example Regulations 2019,"
        "Individual,UN,Asset freeze|Travel Ban,,,dd/mm/1971,Mali,,,1 Example Street,Mali,02/03/2016",
        "01/12/2025,XYZ0002,,,EXAMPLE SHIP,,,,,,Primary Name,,,مثال,,Arabic,The Example Regulations 2019,Ship,UK,"
        "Asset freeze,,It is an example.,,,9562233,Example Owner,,,03/12/2025",
    ]
)  # fmt: skip
UKSL_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>13/02/2026</DateGenerated><Designation>
<LastUpdated>01/12/2022</LastUpdated><DateDesignated>02/03/2016</DateDesignated><UniqueID>AQD0001</UniqueID>
<OFSIGroupID>13349</OFSIGroupID><UNReferenceNumber>QDi.406</UNReferenceNumber>
<Names><Name><Name1>Example</Name1><Name6>MADEUP</Name6><NameType>Primary Name</NameType></Name>
<Name><Name6>SHORTNAME</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
<Titles><Title>Dr</Title></Titles><RegimeName>The Example Regulations 2019</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource>
<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
<Addresses><Address>
<AddressLine1>1 Example Street</AddressLine1><AddressCountry>Mali</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>dd/mm/1971</DOB></DOBs>
<Nationalities><Nationality>Mali</Nationality></Nationalities></Individual></IndividualDetails>
</Designation></Designations>"""


def test_the_new_list_keeps_the_id_of_the_old_one() -> None:
    found = list(uksl.parse_csv(io.BytesIO(UKSL.encode())))
    person, ship = (item for item in found if isinstance(item, Entry))
    assert (person.id, ship.id) == ("uk:13349", "uk:XYZ0002")
    assert (person.schema, ship.schema, person.part) == ("Person", "Vessel", "uksl")
    assert said(person, "name") == ["Example MADEUP"] and said(person, "weakAlias") == ["SHORTNAME"]
    assert said(person, "sb:measure") == ["Asset freeze", "Travel Ban"]
    assert said(person, "birthDate") == ["1971"] and said(person, "sb:unReference") == ["QDi.406"]
    assert said(ship, "imoNumber") == ["9562233"]
    assert [
        row.lang for row in ship.rows if isinstance(row, Statement) and row.value == "مثال"
    ] == ["ara"]
    assert ties(ship, "owned_by")[0].object_name == "Example Owner"
    (listing,) = ties(person, "designated_by")
    assert (listing.reference, listing.listed_on, listing.amended_on) == (
        "AQD0001",
        "2016-03-02",
        ("2022-12-01",),
    )


def test_the_two_formats_of_the_new_list_say_the_same() -> None:
    of_csv = entry(list(uksl.parse_csv(io.BytesIO(UKSL.encode()))), "uk:13349")
    of_xml = entry(list(uksl.parse_xml(io.BytesIO(UKSL_XML.encode()))), "uk:13349")
    assert {str(row) for row in of_csv.rows} == {str(row) for row in of_xml.rows}


def test_the_new_list_is_recognised_and_dated() -> None:
    as_csv, as_xml = Head(UKSL.encode()), Head(UKSL_XML.encode())
    assert (
        uksl.recognises_csv(as_csv)
        and not uksl.recognises_xml(as_csv)
        and not conlist.recognises(as_csv)
    )
    assert uksl.recognises_xml(as_xml) and not uksl.recognises_csv(as_xml)
    assert uksl.facts_csv(as_csv).published == uksl.facts_xml(as_xml).published == "2026-02-13"
    with pytest.raises(SourceError, match="lacks the columns"):
        list(uksl.parse_csv(io.BytesIO(b"Report Date: 13-Feb-2026\na,b\n1,2\n")))


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([UKSL, UKSL_XML]),
    st.integers(0, 900),
    st.binary(max_size=4),
    st.integers(0, 40),
)
def test_a_damaged_new_list_gives_an_error_or_values_that_stood_in_it(
    text: str, at: int, put: bytes, cut: int
) -> None:
    damaged = text.encode()[:at] + put + text.encode()[at + cut :]
    parse = uksl.parse_xml if text is UKSL_XML else uksl.parse_csv
    try:
        found = list(parse(io.BytesIO(damaged)))
    except SourceError:
        return
    words = _printed(damaged, "utf-8")
    for item in found:
        for row in item.rows if isinstance(item, Entry) else []:
            printed = (row.original or row.value) if isinstance(row, Statement) else ""
            assert {word.lower() for word in _words(printed)} <= {word.lower() for word in words}


def test_a_column_or_an_element_the_lists_did_not_have_before_is_said_to_be_unread() -> None:
    old = read(con_list([f"{DROUKDEL},brown"], header=f"{HEADER},Eye Colour"))
    new_csv = list(uksl.parse_csv(io.BytesIO(UKSL.replace(",Title,", ",Eyes,").encode())))
    wallet = "<CryptoWalletAddresses><CryptoWalletAddress>xyz</CryptoWalletAddress></CryptoWalletAddresses>"
    new_xml = list(
        uksl.parse_xml(io.BytesIO(UKSL_XML.replace("<Titles>", f"{wallet}<Titles>").encode()))
    )
    for found, where in ((old, "Eye Colour"), (new_csv, "Eyes"), (new_xml, "CryptoWalletAddress")):
        (reject,) = (item for item in found if isinstance(item, Reject))
        assert reject.locator == where and "did not have" in reject.reason
        assert any(isinstance(item, Entry) for item in found)


def test_a_new_list_that_breaks_off_or_declares_a_document_type_is_an_error() -> None:
    with pytest.raises(SourceError, match="breaks off"):
        list(uksl.parse_xml(io.BytesIO(UKSL_XML.encode()[:-20])))
    declared = UKSL_XML.replace("<Designations>", '<!DOCTYPE x [<!ENTITY a "aaaa">]><Designations>')
    with pytest.raises(SourceError, match="document type"):
        list(uksl.parse_xml(io.BytesIO(declared.encode())))


def test_no_cell_of_the_list_of_2018_is_lost(shared_bytes: Callable[[str], bytes]) -> None:
    content = shared_bytes("uk/ofsi_conlist_2018-04-13.csv.xz")
    told = {item.id: _told(item) for item in read(content) if isinstance(item, Entry)}
    _, header, *lines = csv.reader(io.StringIO(content.decode("cp1252"), newline=""))
    for cells in lines:
        for column, cell in zip(header, cells, strict=True):
            # Kinds are told by the schema and the property; the markers of numbered lists by the locators.
            if column not in ("Group Type", "Alias Type"):
                printed = {word for word in _words(cell) if len(word) > 2}
                assert printed <= told[f"uk:{cells[-1]}"], (cells[-1], column, cell)


def _told(of: Entry) -> set[str]:
    """Every word that the rows of an entry say."""
    texts = (str(value or "") for row in of.rows for value in msgspec.structs.asdict(row).values())
    return _words(" ".join(texts))

"""ENHANCED_XML on a real entity, and the cases that the two exports at hand do not show."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import SourceError
from sourcebook.record.rows import Entry, Relation
from sourcebook.sources.ofac import SOURCE
from tests.sources.parsing import (
    entries,
    facts_of,
    form_of,
    read,
    rejects,
    relations,
    statements,
    values,
)

# Entity 30624 of the export of 2024-05-24 (US Treasury, OFAC), names and parts left out, with a relationship and a
# document of the export of 2024-08-28.
ZABIN = """<entity id="30624"><generalInfo><identityId>22308</identityId><entityType refId="600">Individual</entityType>
<title>Houthi military commander; Brigadier General</title></generalInfo>
<sanctionsLists><sanctionsList refId="1550" id="1" datePublished="2020-12-10">{on}</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram refId="1" id="2">GLOMAG</sanctionsProgram>
<sanctionsProgram refId="2" id="3">YEMEN</sanctionsProgram></sanctionsPrograms>
<legalAuthorities><legalAuthority refId="1" id="4">Executive Order 13611 (Yemen)</legalAuthority></legalAuthorities>
<names><name id="48152"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
<translation id="1"><isPrimary>true</isPrimary><script refId="20122">Latin</script>
<formattedFullName>ZABIN, Sultan</formattedFullName></translation></translations></name>
<name id="48153"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType>
<isLowQuality>false</isLowQuality>
<translations><translation id="2"><isPrimary>true</isPrimary><script refId="20122">Latin</script>
<formattedFullName>ZABIN, Sultan Saleh</formattedFullName></translation>
<translation id="3"><isPrimary>false</isPrimary><script refId="20100">Arabic</script>
<formattedFullName>\u202bسلطان صالح عیضة عیضة زابن\u202c</formattedFullName></translation></translations></name>
<name id="48154"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>true</isLowQuality>
<translations><translation id="4"><isPrimary>true</isPrimary><script refId="20122">Latin</script>
<formattedFullName>SAQAR, Abu</formattedFullName></translation></translations></name></names>
<addresses><address id="46328"><country refId="11218">Yemen</country><translations><translation id="5">
<isPrimary>true</isPrimary><addressParts><addressPart id="6"><type refId="1454">CITY</type><value>Sana'a</value>
</addressPart></addressParts></translation></translations></address></addresses>
<features><feature id="38453"><type featureTypeId="8">Birthdate</type><value>1986</value></feature>
<feature id="38455"><type featureTypeId="8">Birthdate</type><value>1980</value>
<reliability refId="1">False</reliability></feature></features>
<relationships><relationship id="8156"><type refId="15002">Acting for or on behalf of</type>
<relatedEntity entityId="12478">ANSAR BANK</relatedEntity></relationship>
<relationship id="8157"><type refId="1">playing a part in</type><relatedEntity entityId="5">X</relatedEntity>
</relationship><relationship id="8158"><type refId="1">Associate Of</type></relationship></relationships>
<identityDocuments><identityDocument id="1"><type refId="1571">Passport</type><documentNumber>G9333110</documentNumber>
<isValid>false</isValid><issuingCountry refId="11109">Iran</issuingCountry><expirationDate id="2">
<fromDateBegin>2019-03-03</fromDateBegin><toDateEnd>2019-03-03</toDateEnd></expirationDate></identityDocument>
<identityDocument id="2"><type refId="1571">Passport</type></identityDocument></identityDocuments></entity>"""


def export(filters: str, on: str = "SDN List") -> bytes:
    namespace = (
        "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML"
    )
    info = f"<publicationInfo><dataAsOf>2024-05-24T15:59:26-04:00</dataAsOf>{filters}</publicationInfo>"
    body = ZABIN.format(on=on)
    return f'<sanctionsData xmlns="{namespace}">{info}<entities>{body}</entities></sanctionsData>'.encode()


def by_list(*names: str) -> str:
    lists = "".join(f'<sanctionsList refId="1">{name}</sanctionsList>' for name in names)
    return f"<filters><sanctionsLists>{lists}</sanctionsLists></filters>"


@pytest.mark.parametrize(
    ("filters", "parts", "extract"),
    [
        (by_list("SDN List"), ("sdn", "alt", "add"), False),
        (by_list("FSE List", "CAPTA List"), ("nonsdn",), False),
        (by_list("SDN List", "FSE List"), ("sdn", "alt", "add", "nonsdn"), False),
        (
            "<filters><sanctionsPrograms><sanctionsProgram refId='1'>YEMEN</sanctionsProgram></sanctionsPrograms>"
            "</filters>",
            ("sdn", "alt", "add", "nonsdn"),
            True,
        ),
        ("", ("sdn", "alt", "add", "nonsdn"), True),
    ],
)
def test_the_filters_say_which_lists_a_file_holds(
    filters: str, parts: tuple[str, ...], extract: bool
) -> None:
    content = export(filters)
    assert form_of(SOURCE, content).parts == parts
    assert (facts_of(SOURCE, content).published, facts_of(SOURCE, content).extract) == (
        "2024-05-24",
        extract,
    )


def test_names_keep_their_script_and_quality() -> None:
    items = read(SOURCE, export(by_list("SDN List")))
    assert values(items, "ofac:30624", "name") == ["Sultan ZABIN"]
    assert values(entries(items), "ofac:30624", "weakAlias") == ["Abu SAQAR"]
    latin, arabic = statements(entries(items, "alt"), "ofac:30624", "alias")
    assert (latin.value, latin.grade) == ("Sultan Saleh ZABIN", "good")
    assert arabic.value == "سلطان صالح عیضة عیضة زابن"
    assert json.loads(arabic.detail or "") == {"script": "Arabic"}


def test_a_listing_is_dated_and_rests_on_the_only_authority() -> None:
    items = read(SOURCE, export(by_list("SDN List")))
    assert [
        (r.programme, r.listed_on, r.instrument) for r in relations(items, "designated_by")
    ] == [
        ("GLOMAG", "2020-12-10", "Executive Order 13611 (Yemen)"),
        ("YEMEN", "2020-12-10", "Executive Order 13611 (Yemen)"),
    ]
    assert [r.valid_from for r in statements(items, "ofac:30624", "sb:list")] == ["2020-12-10"]


def test_what_the_list_calls_false_is_a_note_and_an_invalid_paper_says_so() -> None:
    items = read(SOURCE, export(by_list("SDN List")))
    assert values(items, "ofac:30624", "birthDate") == ["1986"]
    assert values(items, "ofac:30624", "notes") == ["Birthdate 1980 (reliability: False)"]
    (paper,) = statements(items, "ofac:30624", "passportNumber")
    assert json.loads(paper.detail or "") == {
        "type": "Passport", "country": "IR", "expires": "2019-03-03", "valid": "false",
    }  # fmt: skip


def test_an_unknown_relationship_is_an_association_with_its_printed_type() -> None:
    items = read(SOURCE, export(by_list("SDN List")))
    assert [(r.object, r.role) for r in relations(items, "acts_for")] == [
        ("ofac:12478", "Acting for or on behalf of")
    ]
    assert [r.role for r in relations(items, "associated_with")] == ["playing a part in"]
    assert [r.reason for r in rejects(items)] == [
        "a document without a number",
        "a relationship to nobody",
    ]


def test_an_entity_of_another_list_is_one_entry_of_the_non_sdn_part() -> None:
    items = read(SOURCE, export(by_list("SDN List", "FSE List"), on="FSE List"))
    (entry,) = entries(items, "nonsdn")
    assert entry.main and values([entry], entry.id, "country") == ["YE"]


@given(
    st.lists(st.tuples(st.integers(300, len(export("")) - 60), st.binary(max_size=3)), max_size=4)
)
def test_a_damaged_export_never_crashes_and_never_invents(edits: list[tuple[int, bytes]]) -> None:
    content = export("")
    for at, new in edits:
        content = content[:at] + new + content[at + len(new) :]
    try:
        items = list(SOURCE.formats[6].parse(io.BytesIO(content)))
    except SourceError:
        return
    printed = content.decode("utf-8", "replace")
    for item in items:
        for row in item.rows if isinstance(item, Entry) else []:
            if isinstance(row, Relation):
                assert (row.object or "").removeprefix(
                    "ofac:"
                ) in printed or row.object == "authority:US"

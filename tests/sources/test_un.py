import html
import io
import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import RefusedFileError, SourceError
from sourcebook.record.rows import Entry, Relation, Row, Statement, row_id
from sourcebook.sources import xml
from sourcebook.sources.un import SOURCE
from tests.sources.parsing import (
    entries,
    facts_of,
    read,
    recognised,
    rejects,
    relations,
    statements,
    values,
)  # fmt: skip

NEW, OLD = "un/un_consolidated_2026-02-27.xml.xz", "un/un_consolidated_2024-09-26.xml.xz"
ARABIC = re.compile(r"[\u0600-\u06ff]")

# The entries QDe.014 and QDi.232 as printed on 27 February 2026, without the reviews.
AQIM = """<ENTITY><DATAID>113995</DATAID><VERSIONNUM>1</VERSIONNUM>
<FIRST_NAME>THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB</FIRST_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
<REFERENCE_NUMBER>QDe.014</REFERENCE_NUMBER><LISTED_ON>2001-10-06</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>تنظيم القا عدة ببلاد المغرب الاسلامي</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Headed by Abdelmalek Droukdel (QDi.232). Zone of operation includes
Algeria and parts of Mali, Mauritania, Niger, Tunisia and Morocco.</COMMENTS1>
<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
<LAST_DAY_UPDATED><VALUE>2011-12-13</VALUE><VALUE>2020-11-24</VALUE></LAST_DAY_UPDATED>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>AQIM</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Salafist Group For Call and Combat</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><COUNTRY>Algeria</COUNTRY></ENTITY_ADDRESS><SORT_KEY/></ENTITY>"""
DROUKDEL = """<INDIVIDUAL><DATAID>2785476</DATAID><FIRST_NAME>ABDELMALEK</FIRST_NAME>
<SECOND_NAME>DROUKDEL</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
<REFERENCE_NUMBER>QDi.232</REFERENCE_NUMBER><LISTED_ON>2007-08-27</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>عبد المالك دروكدال</NAME_ORIGINAL_SCRIPT>
<COMMENTS1>Reportedly deceased in June 2020. Head of The Organization of Al-Qaida in the Islamic Maghreb (QDe.014).
Sentenced in absentia to life imprisonment in Algeria on 21 March 2007.</COMMENTS1>
<NATIONALITY><VALUE>Algeria</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abou Mossaab Abdelouadoud</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-04-20</DATE></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Meftah, Wilaya of Blida</CITY><COUNTRY>Algeria</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT/></INDIVIDUAL>"""


def a_list(*records: str) -> bytes:
    people = "".join(r for r in records if r.startswith("<INDIVIDUAL>"))
    groups = "".join(r for r in records if not r.startswith("<INDIVIDUAL>"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
        f"<INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES>{groups}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()


LIST = a_list(DROUKDEL, AQIM)


def person(**elements: str) -> bytes:
    """A list of one individual with the elements given."""
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in elements.items())
    return a_list(f"<INDIVIDUAL><REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>{inner}</INDIVIDUAL>")


@pytest.fixture(scope="module")
def whole(shared_bytes: Callable[[str], bytes]) -> Callable[[str], list[Entry]]:
    """The entries of a shared file, read once."""

    @cache
    def entries_of(name: str) -> list[Entry]:
        return entries(read(SOURCE, shared_bytes(name)))

    return entries_of


def ids(entry: Entry, only: type[Row] | None = None) -> set[str]:
    return {row_id("un", entry.id, r) for r in entry.rows if only is None or isinstance(r, only)}


def test_the_list_is_recognised_by_its_root_and_dates_itself() -> None:
    assert [form.name for form in recognised(SOURCE, LIST)] == ["un-consolidated-xml"]
    assert facts_of(SOURCE, LIST).published == "2026-02-27"
    assert recognised(SOURCE, b"<sdnList/>") == []


def test_every_individual_entity_and_alias_is_read(
    whole: Callable[[str], list[Entry]], shared_bytes: Callable[[str], bytes]
) -> None:
    for name, persons, groups, aliases, arabic in (
        (NEW, 730, 273, 2752, 327),
        (OLD, 682, 193, 2719, 329),
    ):
        found = whole(name)
        assert [e.schema for e in found].count("Person") == persons
        assert [e.schema for e in found].count("Organization") == groups
        printed = [
            r for e in found for r in e.rows
            if isinstance(r, Statement) and r.locator.endswith("/ALIAS_NAME")
        ]  # fmt: skip
        assert len(printed) == aliases
        assert {r.grade for r in printed if r.prop == "weakAlias"} == {"low"}
        assert {r.prop for r in printed} == {"alias", "weakAlias", "previousName"}
        scripts = [
            e.id for e in found for r in e.rows
            if isinstance(r, Statement) and e.schema == "Person"
            and r.locator == "NAME_ORIGINAL_SCRIPT" and ARABIC.search(r.value)
        ]  # fmt: skip
        assert len(set(scripts)) == arabic
    assert rejects(read(SOURCE, shared_bytes(NEW))) == []
    assert [r.printed for r in rejects(read(SOURCE, shared_bytes(OLD)))] == ["null"] * 4


def test_aqim_and_droukdel_stand_as_the_un_lists_them(whole: Callable[[str], list[Entry]]) -> None:
    found = whole(NEW)
    assert values(found, "un:QDe.014", "name") == [
        "THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB", "تنظيم القا عدة ببلاد المغرب الاسلامي",
    ]  # fmt: skip
    assert len(values(found, "un:QDe.014", "alias")) == 2
    assert values(found, "un:QDe.014", "previousName") == [
        "Le Groupe Salafiste pour La Prédication et le Combat (GSPC)",
        "Salafist Group For Call and Combat",
    ]
    (listing,) = relations(found, "designated_by", "un:QDe.014")
    assert (listing.object, listing.listed_on) == ("authority:UN", "2001-10-06")
    assert listing.amended_on[-1] == "2020-11-24"
    assert [r.object for r in relations(found, "led_by", "un:QDe.014")] == ["un:QDi.232"]
    assert values(found, "un:QDi.232", "name") == ["ABDELMALEK DROUKDEL", "عبد المالك دروكدال"]
    assert values(found, "un:QDi.232", "birthDate") == ["1970-04-20"]
    assert values(found, "un:QDi.232", "deathDate") == ["2020-06"]
    assert relations(found, "designated_by", "un:QDi.232")[0].listed_on == "2007-08-27"


def test_the_two_versions_differ_as_the_council_changed_them(
    whole: Callable[[str], list[Entry]],
) -> None:
    old, new = ({e.id: e for e in whole(name)} for name in (OLD, NEW))
    added, removed = new.keys() - old.keys(), old.keys() - new.keys()
    assert (len(added), len(removed)) == (134, 6)
    assert sum(id_.startswith(("un:IRe", "un:IRi")) for id_ in added) == 121
    both = sorted(new.keys() & old.keys())
    assert sum(ids(new[i]) != ids(old[i]) for i in both) == 171
    listings = [i for i in both if ids(new[i], Relation) != ids(old[i], Relation)]
    changed = [
        i for i in listings
        if relations([new[i]], "designated_by")[0] != relations([old[i]], "designated_by")[0]
    ]  # fmt: skip
    assert len(changed) == 23


def test_what_is_mined_points_at_its_sentence_in_the_comment(
    whole: Callable[[str], list[Entry]],
) -> None:
    for entry in whole(NEW):
        (comment, *_) = [*values([entry], entry.id, "notes"), ""]
        for row in entry.rows:
            if span := re.fullmatch(r"COMMENTS1\[(\d+):(\d+)\]", row.locator):
                assert comment[int(span[1]) : int(span[2])] == row.quote


def test_a_birth_is_a_day_a_year_a_span_or_about_a_year() -> None:
    def born(inner: str) -> list[tuple[str, str]]:
        found = read(SOURCE, person(INDIVIDUAL_DATE_OF_BIRTH=inner))
        rows = statements(found, "un:QDi.001", "birthDate")
        noted = statements(found, "un:QDi.001", "sb:birthNote")
        return [(r.prop, r.value) for r in (*rows, *noted)]

    assert born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-04-20</DATE>") == [
        ("birthDate", "1970-04-20")
    ]
    assert born("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1960</YEAR>") == [
        ("birthDate", "1960~")
    ]
    span = "<FROM_YEAR>1953</FROM_YEAR><TO_YEAR>1958</TO_YEAR>"
    assert born(f"<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>{span}") == [("birthDate", "1953/1958")]
    assert born("<NOTE>Approximately 1950</NOTE>") == [("sb:birthNote", "Approximately 1950")]
    assert born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE>") == []


def test_a_date_that_is_none_and_an_alias_without_a_name_are_rejected_and_the_rest_stands() -> None:
    damaged = DROUKDEL.replace("1970-04-20", "1970-04-31").replace(
        "<ALIAS_NAME>Abou Mossaab Abdelouadoud</ALIAS_NAME>", "<NOTE>Algiers</NOTE>"
    )
    found = read(SOURCE, a_list(damaged))
    reasons = sorted(r.reason.split(":")[0] for r in rejects(found))
    assert reasons == ["a date of birth that is no date", "an alias without a name"]
    assert values(found, "un:QDi.232", "name") == ["ABDELMALEK DROUKDEL", "عبد المالك دروكدال"]


def test_a_record_without_a_reference_is_rejected_by_its_name() -> None:
    found = read(SOURCE, a_list(DROUKDEL.replace("QDi.232</REF", "</REF"), AQIM))
    assert [r.record for r in rejects(found)] == ["ABDELMALEK DROUKDEL"]
    assert [e.id for e in entries(found)] == ["un:QDe.014"]


def test_a_document_is_a_passport_an_identity_number_or_words() -> None:
    def document(inner: str) -> list[tuple[str, str]]:
        (entry,) = entries(read(SOURCE, person(INDIVIDUAL_DOCUMENT=inner)))
        props = {"passportNumber", "idNumber", "sb:identityDocument"}
        return [
            (r.prop, r.value) for r in entry.rows if isinstance(r, Statement) and r.prop in props
        ]

    kind = "<TYPE_OF_DOCUMENT>{}</TYPE_OF_DOCUMENT>"
    assert document(kind.format("Passport") + "<NUMBER>0123456</NUMBER>") == [
        ("passportNumber", "0123456")
    ]
    national = kind.format("National identification number")
    assert document(national + "<NUMBER>77</NUMBER>") == [("idNumber", "77")]
    assert document(national) == [("sb:identityDocument", "National identification number")]


def test_a_name_in_its_original_script_in_a_note_is_a_name_too() -> None:
    alias = "<QUALITY>Good</QUALITY><ALIAS_NAME>Abu Musab</ALIAS_NAME><NOTE>Original script: أبو مصعب</NOTE>"
    found = read(SOURCE, person(INDIVIDUAL_ALIAS=alias))
    assert values(found, "un:QDi.001", "alias") == ["Abu Musab", "أبو مصعب"]


@pytest.mark.parametrize("kept", [0, 1, 60, 900, len(LIST) - 1])
def test_a_list_that_breaks_off_is_an_error_with_a_remedy(kept: int) -> None:
    with pytest.raises(SourceError, match="breaks off or is damaged") as raised:
        list(SOURCE.formats[0].parse(io.BytesIO(LIST[:kept])))
    assert "again" in str(raised.value)


def test_a_document_type_and_a_file_past_the_cap_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST'
    with pytest.raises(RefusedFileError, match="document type"):
        read(SOURCE, LIST.replace(b"<CONSOLIDATED_LIST", declared))
    monkeypatch.setattr(xml, "SIZE_CAP", 1000)
    with pytest.raises(RefusedFileError, match="no list is over"):
        read(SOURCE, LIST)


TRANSLATED = {"country", "nationality", "birthCountry", "sb:area"}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(LIST) - 1),
    st.one_of(
        st.binary(max_size=4),
        st.sampled_from(
            [b"<", b"&lt;", b"&#65;", b"]]>", b" (QDi.999) ", b"31 June 2020", b"Led by X (QDi.001)."]
        ),
    ),
    st.integers(0, 60),
)  # fmt: skip
def test_a_damaged_list_gives_an_error_or_values_that_stood_in_it(
    at: int, put: bytes, cut: int
) -> None:
    damaged = LIST[:at] + put + LIST[at + cut :]
    try:
        found = list(SOURCE.formats[0].parse(io.BytesIO(damaged)))
    except SourceError:
        return
    text = html.unescape(damaged.decode("utf-8", "replace"))
    for entry in entries(found):
        for row in entry.rows:
            if isinstance(row, Statement) and row.prop == "deathDate":
                assert row.value[:4] in text
            elif isinstance(row, Statement):
                printed = (row.prop in TRANSLATED and row.original) or row.value
                assert _words(printed) <= _words(text)
            elif isinstance(row, Relation) and row.kind != "designated_by":
                assert str(row.object).removeprefix("un:") in text
                assert _words(row.object_name or "") <= _words(text)

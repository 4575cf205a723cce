"""FollowTheMoney streams.

The entities are those of OpenSanctions (https://www.opensanctions.org, CC BY-NC 4.0) for AQIM and Droukdel in shape and
in the public facts they carry (names, references and dates of the UN and US lists); ids other than the referents
are made up.
"""

import importlib.util
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import SourceError
from sourcebook.record.rows import Entry, Item, Reject, Relation, Statement
from sourcebook.sources import ftm
from sourcebook.sources.contract import Head

ROOT = Path(__file__).resolve().parents[2]
SEEN = {
    "first_seen": "2023-04-20T10:38:21",
    "last_seen": "2026-02-27T06:00:02",
    "last_change": "2024-01-09T06:00:02",
}
AQIM: dict[str, Any] = {
    "id": "NK-aqim", "caption": "AL-QA'IDA IN THE ISLAMIC MAGHREB", "schema": "Organization",
    "properties": {
        "name": ["AL-QA'IDA IN THE ISLAMIC MAGHREB", "تنظيم القاعدة ببلاد المغرب الإسلامي"],
        "alias": ["Le Groupe Salafiste Pour La Predication et Le  Combat"], "weakAlias": ["AQMI"],
        "country": ["dz", "ml"], "topics": ["sanction", "crime.terror"],
    },
    "datasets": ["us_ofac_sdn", "un_sc_sanctions"], "referents": ["ofac-6897", "unsc-6908002"], "target": True, **SEEN,
}  # fmt: skip
DROUKDEL: dict[str, Any] = {
    "id": "NK-droukdel", "caption": "Abdelmalek Droukdel", "schema": "Person",
    "properties": {
        "name": ["Abdelmalek Droukdel", "عبد المالك دروكدال"], "birthDate": ["1970-04-20"], "nationality": ["dz"],
        "birthPlace": ["Meftah, Wilaya of Blida"],
    },
    "datasets": ["un_sc_sanctions"], "referents": ["unsc-2785476"], **SEEN,
}  # fmt: skip
LISTING: dict[str, Any] = {
    "id": "NK-listing", "caption": "Al-Qaida", "schema": "Sanction",
    "properties": {
        "entity": ["NK-aqim"], "authority": ["United Nations Security Council (UN SC)"], "program": ["Al-Qaida"],
        "authorityId": ["QDe.014"], "listingDate": ["2001-10-06"], "sourceUrl": ["https://scsanctions.un.org"],
        "modifiedAt": ["2007-04-26", "2020-11-24"],
    },
    "datasets": ["un_sc_sanctions"], "referents": [], **SEEN,
}  # fmt: skip
LINK: dict[str, Any] = {
    "id": "NK-link", "caption": "leader", "schema": "Membership",
    "properties": {
        "member": ["NK-droukdel"], "organization": ["NK-aqim"], "role": ["leader"], "startDate": ["2004"],
        "summary": ["Head of The Organization of Al-Qaida in the Islamic Maghreb"],
    },
    "datasets": [], "referents": [], **SEEN,
}  # fmt: skip
ENTITIES = [AQIM, DROUKDEL, LISTING, LINK]


def stream(*entities: dict[str, Any] | str) -> bytes:
    lines = [e if isinstance(e, str) else json.dumps(e, ensure_ascii=False) for e in entities]
    return "\n".join([*lines, ""]).encode()


def read(content: bytes) -> list[Item]:
    return list(ftm.parse(io.BytesIO(content)))


def entry(found: list[Item], key: str) -> Entry:
    return next(item for item in found if isinstance(item, Entry) and item.id == key)


def said(of: Entry, prop: str) -> list[str]:
    return [row.value for row in of.rows if isinstance(row, Statement) and row.prop == prop]


def ties(of: Entry) -> list[Relation]:
    return [row for row in of.rows if isinstance(row, Relation)]


def test_an_entity_is_an_entry_with_its_values_as_statements() -> None:
    aqim = entry(read(stream(*ENTITIES)), "ftm:NK-aqim")
    assert aqim.schema == "Organization"
    assert aqim.rows[0] == Statement(prop="id", value="NK-aqim", locator="id")
    assert said(aqim, "name") == AQIM["properties"]["name"]
    assert said(aqim, "alias") == ["Le Groupe Salafiste Pour La Predication et Le Combat"]
    assert said(aqim, "country") == ["DZ", "ML"]
    assert [
        row.grade for row in aqim.rows if isinstance(row, Statement) and row.value == "AQMI"
    ] == ["low"]


def test_datasets_and_referents_are_kept_and_the_day_last_seen_is_not() -> None:
    aqim = entry(read(stream(*ENTITIES)), "ftm:NK-aqim")
    assert said(aqim, "sb:dataset") == ["us_ofac_sdn", "un_sc_sanctions"]
    assert said(aqim, "sb:referent") == ["ofac-6897", "unsc-6908002"]
    assert said(aqim, "sb:firstSeen") == ["2023-04-20T10:38:21"] and said(aqim, "sb:target") == [
        "true"
    ]
    assert "2026-02-27" not in str(aqim.rows) and said(aqim, "sb:caption") == []


def test_a_sanction_is_a_designation_of_the_entity_it_names() -> None:
    listing = entry(read(stream(*ENTITIES)), "ftm:NK-listing")
    (tie,) = ties(listing)
    assert (tie.kind, tie.subject, tie.object) == ("designated_by", "ftm:NK-aqim", "authority:UN")
    assert (tie.reference, tie.programme, tie.listed_on) == ("QDe.014", "Al-Qaida", "2001-10-06")
    assert said(listing, "modifiedAt") == ["2007-04-26", "2020-11-24"]
    assert (
        said(listing, "sourceUrl") == ["https://scsanctions.un.org"]
        and said(listing, "program") == []
    )


@pytest.mark.parametrize(
    ("country", "authority", "found"),
    [
        (["us"], ["OFAC"], "authority:US"), (["gb"], ["HM Treasury"], "authority:UK"),
        ([], ["Council of the European Union"], "authority:EU"), ([], ["Interpol"], "authority:Interpol"),
    ],
)  # fmt: skip
def test_the_authority_is_the_state_or_the_body(
    country: list[str], authority: list[str], found: str
) -> None:
    properties = {"entity": ["a"], "country": country, "authority": authority}
    one = {"id": "s", "schema": "Sanction", "properties": properties}
    assert ties(entry(read(stream(one)), "ftm:s"))[0].object == found


def test_a_membership_ties_its_two_ends_and_keeps_the_rest() -> None:
    link = entry(read(stream(*ENTITIES)), "ftm:NK-link")
    (tie,) = ties(link)
    assert (tie.kind, tie.subject, tie.object) == ("member_of", "ftm:NK-droukdel", "ftm:NK-aqim")
    assert (tie.role, tie.valid_from) == ("leader", "2004")
    assert said(link, "summary") == LINK["properties"]["summary"]


@pytest.mark.parametrize(
    ("schema", "subject", "object", "kind"),
    [
        ("Ownership", "asset", "owner", "owned_by"), ("Family", "person", "relative", "family_of"),
        ("Employment", "employee", "employer", "member_of"), ("UnknownLink", "subject", "object", "associated_with"),
        ("Directorship", "director", "organization", "member_of"), ("Representation", "agent", "client", "acts_for"),
    ],
)  # fmt: skip
def test_each_kind_of_link_reads_from_subject_to_object(
    schema: str, subject: str, object: str, kind: str
) -> None:
    one = {"id": "l", "schema": schema, "properties": {subject: ["a"], object: ["b"]}}
    (tie,) = ties(entry(read(stream(one)), "ftm:l"))
    assert (tie.subject, tie.kind, tie.object) == ("ftm:a", kind, "ftm:b")


def test_what_is_no_tie_stays_statements() -> None:
    half = {"id": "l", "schema": "Ownership", "properties": {"owner": ["a"], "role": ["x"]}}
    paid = {
        "id": "p",
        "schema": "Payment",
        "properties": {"payer": ["a"], "amount": ["5"], "unheardOf": ["y"]},
    }
    found = read(stream(half, paid))
    assert said(entry(found, "ftm:l"), "owner") == ["ftm:a"] and ties(entry(found, "ftm:l")) == []
    assert said(entry(found, "ftm:p"), "payer") == ["ftm:a"] and said(
        entry(found, "ftm:p"), "unheardOf"
    ) == ["y"]


def test_bad_lines_and_values_are_rejected_and_the_others_stand() -> None:
    odd = {
        "id": "o",
        "schema": "Person",
        "properties": {"birthDate": ["soon", "1970-04"], "a b": ["x"], "name": [""]},
    }
    found = read(stream("{", '{"id": 3}', odd, '{"id": "", "schema": "Person", "properties": {}}'))
    assert said(entry(found, "ftm:o"), "birthDate") == ["1970-04"]
    rejects = [(item.record, item.locator) for item in found if isinstance(item, Reject)]
    assert rejects == [
        ("line 1", ""), ("line 2", ""), ("ftm:o", "birthDate"), ("ftm:o", "a b"), ("ftm:o", "name"), ("line 4", ""),
    ]  # fmt: skip


def test_a_file_without_an_entity_is_an_error() -> None:
    for content in (b"", b"a,b\n1,2\n"):
        with pytest.raises(SourceError, match="no line"):
            read(content)


def test_a_stream_is_recognised_by_its_first_line() -> None:
    assert ftm.recognises(Head(stream(*ENTITIES)))
    assert ftm.recognises(
        Head((b'{"id":"a","schema":"Note","properties":{"bodyText":["' + b"x" * 70_000)[:65_536])
    )
    for other in (b"", b"a,b\n", b"[1]\n", b'{"type":"Feature","properties":{}}\n', b"\xff\xfe{"):
        assert not ftm.recognises(Head(other))


def test_a_stream_is_dated_by_the_day_all_were_last_seen_if_it_is_one() -> None:
    assert ftm.facts(Head(stream(*ENTITIES))).published == "2026-02-27"
    assert ftm.facts(Head(stream(*ENTITIES)[:-20])).published == "2026-02-27"
    assert ftm.facts(Head(stream(AQIM, DROUKDEL | {"last_seen": "2026-01-01"}))).published is None
    assert (
        ftm.facts(Head(stream({"id": "a", "schema": "Person", "properties": {}}))).published is None
    )


def test_an_overlong_line_is_rejected_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ftm, "LINE_CAP", 1000)
    long = {"id": "a", "schema": "Note", "properties": {"bodyText": ["x" * 5000]}}
    found = read(stream(long, DROUKDEL))
    assert [type(item) for item in found] == [Reject, Entry]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(stream(*ENTITIES)) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_a_damaged_stream_gives_rejects_or_values_that_stood_in_it(
    at: int, put: bytes, cut: int
) -> None:
    whole = stream(*ENTITIES)
    damaged = whole[:at] + put + whole[at + cut :]
    try:
        found = read(damaged)
    except SourceError:
        return
    words = _words(re.sub(r"\\.", " ", damaged.decode("utf-8", "replace")))
    for item in found:
        for row in item.rows if isinstance(item, Entry) else []:
            printed = (row.original or row.value) if isinstance(row, Statement) else ""
            assert _words(printed) <= words


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda c: st.lists(c) | st.dictionaries(st.text(), c),
    )
)
def test_no_json_breaks_the_reading(value: Any) -> None:
    one = {
        "id": "a",
        "schema": "Sanction",
        "properties": {"entity": value, "startDate": [value], "authority": ["x"]},
    }
    assert read(stream(DROUKDEL, json.dumps(one), json.dumps(value)))


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ftm_stream", ROOT / "bench" / "ftm_stream.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_stream_is_the_same_for_a_seed_and_reads_whole(tmp_path: Path) -> None:
    write: Callable[..., int] = _generator().write
    first, again, other = (tmp_path / name for name in ("first", "again", "other"))
    assert write(first, 300, seed=1) == write(again, 300, seed=1) > 2000
    write(other, 300, seed=2)
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()
    found = read(first.read_bytes())
    assert len(found) == 300 and all(isinstance(item, Entry) for item in found)
    assert ftm.facts(Head(first.read_bytes()[:65536])).published == "2026-02-27"

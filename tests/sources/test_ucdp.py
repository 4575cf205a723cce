"""The UCDP Actor dataset 22.1, with the counts of the data README and of the issue."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import SourceError
from sourcebook.record.rows import Entry, Relation
from sourcebook.sources.ucdp import SOURCE
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
FILE = "ucdp/ucdp_actor_22.1.csv.xz"

# The header and actor 539 of the dataset, version 22.1 (UCDP, Uppsala University, CC BY 4.0), some ids left out.
HEADER = (
    "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NameChange,NewName,NewNameFullMotherTongue,NewNameFullEng,"
    "Org,ConflictId,DyadId,PrimaryParty,OSID,OSCoalition,OSCoalitionID,NSID,NSCoalition,NSCoalitionID,Splinter,NamePrev,"
    "ActorIdPrev,SplitTemp,NameSplitTemp,ActorIdSplitTemp,Alliance,NameAlliance,ActorIdAlliance,JoinGroup,GroupName,"
    "ActorIdGroup,Location,GWNOLoc,Region,Version"
)
AQIM = (
    "539,AQIM,GSPC,Groupe salafiste pour la prédication et le combat,Salafist Group for Preaching and Combat,1,AQIM,"
    "Qaida al-Jihad fi Bilad al-Maghrib al-Islami,al-Qaida Organization in the Islamic Maghreb,1,386,830,1,1040,0,,"
    '5650,0,,1,GIA,538,0,,,0,,,0,,,"Algeria, Mali","615, 432",4,22.1'
)
SMALL = f"\ufeff{HEADER}\r\n{AQIM}\r\n".encode()


def test_all_actors_are_read_and_the_version_gives_the_year(shared_bytes: Bytes) -> None:
    content = shared_bytes(FILE)
    items = read(SOURCE, content)
    assert len(entries(items)) == 1_725 == len(items)
    assert facts_of(SOURCE, content).published == "2022"


@pytest.mark.parametrize(
    ("kind", "edges", "actors"),
    [
        ("split_from", 226, 219),
        ("joined", 84, 76),
        ("allied_with", 117, 111),
        ("renamed_to", 70, 70),
    ],
)
def test_every_code_becomes_a_relation(
    shared_bytes: Bytes, kind: str, edges: int, actors: int
) -> None:
    items = read(SOURCE, shared_bytes(FILE))
    found = {e.id: [r for r in relations([e], kind) if r.role is None] for e in entries(items)}
    assert sum(map(len, found.values())) == edges
    assert sum(map(bool, found.values())) == actors


def test_four_targets_have_no_row_and_keep_their_names(shared_bytes: Bytes) -> None:
    items = read(SOURCE, shared_bytes(FILE))
    known = {entry.id for entry in entries(items)}
    stubs = {
        r.object: r.object_name
        for kind in ("split_from", "joined", "allied_with")
        for r in relations(items, kind)
        if r.object not in known
    }
    assert sorted(filter(None, stubs)) == ["ucdp:2658", "ucdp:6493", "ucdp:7610", "ucdp:7611"]
    assert all(stubs.values())


def test_aqim_was_the_gspc_and_came_out_of_the_gia() -> None:
    items = read(SOURCE, SMALL)
    assert values(items, "ucdp:539", "name") == ["AQIM"]
    assert values(items, "ucdp:539", "previousName") == [
        "Salafist Group for Preaching and Combat",
        "Groupe salafiste pour la prédication et le combat",
        "GSPC",
    ]
    (renamed,) = relations(items, "renamed_to")
    assert (renamed.object, renamed.under_name, renamed.object_name) == ("ucdp:539", "GSPC", "AQIM")
    (split,) = relations(items, "split_from")
    assert (split.object, split.object_name) == ("ucdp:538", "GIA")
    assert [(r.value, r.original) for r in statements(items, "ucdp:539", "country")] == [
        ("DZ", "Algeria"), ("ML", "Mali"),
    ]  # fmt: skip


def test_other_tables_and_encodings_are_not_taken_for_it() -> None:
    assert recognised(SOURCE, b"ActorId,NameData\n1,x\n") == []
    with pytest.raises(SourceError, match="utf-8"):
        list(form_of(SOURCE, SMALL).parse(io.BytesIO(f"{HEADER}\n{AQIM}\n".encode("cp1252"))))


def test_an_actor_without_a_number_is_rejected() -> None:
    (reject,) = rejects(read(SOURCE, SMALL.replace(b"\n539,", b"\nx,")))
    assert reject.record == "x"


@given(
    st.lists(
        st.tuples(st.integers(len(HEADER) + 8, len(SMALL) - 1), st.binary(max_size=3)), max_size=4
    )
)
def test_damaged_rows_never_crash_and_never_invent(edits: list[tuple[int, bytes]]) -> None:
    content = SMALL
    for at, new in edits:
        content = content[:at] + new + content[at + len(new) :]
    try:
        items = list(SOURCE.formats[0].parse(io.BytesIO(content)))
    except SourceError:
        return
    printed = " ".join(content.decode("utf-8-sig").split())
    for item in items:
        for row in item.rows if isinstance(item, Entry) else []:
            if isinstance(row, Relation):
                assert (row.object or "").removeprefix("ucdp:") in printed
            elif getattr(row, "prop", "") in ("name", "alias", "previousName"):
                assert row.value in printed or '"' in printed  # type: ignore[union-attr]

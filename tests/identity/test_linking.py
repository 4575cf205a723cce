"""Links by names: who is linked, on what grounds, and who is not."""

from collections.abc import Sequence

import duckdb
import msgspec
import pytest

from sourcebook.identity import candidates
from sourcebook.identity.clusters import Edge, cluster
from sourcebook.identity.evidence import evidence
from sourcebook.identity.linking import link
from sourcebook.identity.weighing import Grounds, bits, probability
from sourcebook.names import search_key

# (entry, schema, names, other statements): as the lists print them, shortened.
Given = tuple[str, str, Sequence[str], Sequence[tuple[str, str]]]

DROUKDEL_UN: Given = (
    "un:QDi.232", "Person", ["ABDELMALEK DROUKDEL", "عبد المالك دروكدال"],
    [("birthDate", "1970-04-20"), ("nationality", "DZ")],
)  # fmt: skip
DROUKDEL_UK: Given = (
    "uk:9157", "Person", ["Abdelmalek DROUKDEL", "Abou Mossaab ABDELOUADOUD"],
    [("birthDate", "1970-04-20"), ("nationality", "DZ"), ("sb:unReference", "QDi.232")],
)  # fmt: skip
# Other persons and groups of the UN list: without them no word is rare.
OTHERS: list[Given] = [
    ("un:QDi.249", "Person", ["YAHIA DJOUADI"], [("birthDate", "1967-01-01")]),
    ("un:QDi.319", "Person", ["MOHAMED LAHBOUS"], [("birthDate", "1978")]),
    ("un:QDi.062", "Person", ["MOHAMED LAKHAL"], [("birthDate", "1970-01-01")]),
    ("un:QDi.252", "Person", ["AHMED DEGHDEGH"], [("birthDate", "1967-01-17")]),
    (
        "un:QDe.014",
        "Organization",
        ["THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB", "AQIM"],
        [],
    ),
    ("un:QDe.141", "Organization", ["AL MOURABITOUN", "Les Sentinelles"], []),
]


def database(*given: Given) -> duckdb.DuckDBPyConnection:
    """What a build gives to linking."""
    con = duckdb.connect()
    con.execute("create table entry (entry varchar, source varchar, schema varchar)")
    con.execute("create table name (key varchar, entry varchar, name varchar, prop varchar)")
    con.execute(
        "create table statements (subject varchar, source varchar, prop varchar, value varchar, detail varchar)"
    )
    for entry, schema, names, stated in given:
        source = entry.partition(":")[0]
        con.execute("insert into entry values (?, ?, ?)", [entry, source, schema])
        for name in names:
            con.execute(
                "insert into name values (?, ?, ?, 'name')", [search_key(name), entry, name]
            )
        for prop, value in stated:
            con.execute(
                "insert into statements values (?, ?, ?, ?, null)", [entry, source, prop, value]
            )
    return con


def linked(*given: Given) -> set[tuple[str, str]]:
    return {(edge.a, edge.b) for edge in link(database(*given))[0]}


def test_one_person_on_two_lists_is_linked_and_the_grounds_are_said() -> None:
    (edge,) = link(database(DROUKDEL_UN, DROUKDEL_UK, *OTHERS))[0]
    assert (edge.a, edge.b, edge.kind) == ("uk:9157", "un:QDi.232", "names")
    grounds = msgspec.json.decode(edge.evidence, type=Grounds)
    assert grounds.names == ("Abdelmalek DROUKDEL", "ABDELMALEK DROUKDEL")
    assert (grounds.births, grounds.countries) == ("same_day", "shared")


def test_a_name_in_arabic_script_alone_is_enough_with_the_day_of_birth() -> None:
    uk: Given = ("uk:1", "Person", ["عبد المالك دروكدال"], [("birthDate", "1970-04-20")])
    un: Given = ("un:QDi.232", "Person", ["Abdelmalek Droukdel"], [("birthDate", "1970-04-20")])
    assert linked(uk, un, *OTHERS) == {("uk:1", "un:QDi.232")}


def test_one_name_and_births_far_apart_are_two_persons() -> None:
    uk: Given = (
        "uk:1",
        "Person",
        ["Mohamed LAKHAL"],
        [("birthDate", "1991-06-03"), ("nationality", "MA")],
    )
    assert linked(uk, *OTHERS) == set()


def test_a_common_name_alone_is_not_enough() -> None:
    many: list[Given] = [
        (f"un:QDi.{n}", "Person", [f"Mohamed Ali {word}"], [])
        for n, word in enumerate(["Abcd", "Efgh", "Ijkl", "Mnop"])
    ]
    assert linked(("uk:1", "Person", ["Mohamed ALI"], []), *many) == set()


def test_a_name_of_generic_words_is_held_against_the_states_that_other_names_say() -> None:
    front = ("EJERCITO POPULAR DE LIBERACION", "EPL")
    shining_path: Given = (
        "ofac:4715",
        "Organization",
        ["SHINING PATH", *front, "COMMUNIST PARTY OF PERU"],
        [],
    )
    epl: Given = (
        "ucdp:746",
        "Organization",
        ["EPL", "Ejército popular de liberación", "People’s Liberation Army"],
        [("country", "CO")],
    )
    path: Given = ("ucdp:750", "Organization", ["Shining Path"], [("country", "PE")])
    assert linked(shining_path, epl, *OTHERS) == set()
    assert linked(shining_path, epl, path, *OTHERS) == {("ofac:4715", "ucdp:750")}
    nameless = ("ofac:4715", "Organization", ["SHINING PATH", *front], ())
    assert linked(nameless, epl, *OTHERS) == {("ofac:4715", "ucdp:746")}


def test_two_entries_of_one_list_are_never_linked() -> None:
    twin: Given = ("un:QDi.999", *DROUKDEL_UN[1:])
    assert linked(DROUKDEL_UN, twin, *OTHERS) == set()


def test_a_person_is_not_linked_to_a_group_of_the_same_name() -> None:
    assert linked(("uk:1", "Person", ["AL MOURABITOUN"], []), *OTHERS) == set()


def test_of_two_that_fit_the_likelier_is_taken() -> None:
    younger: Given = ("uk:1", "Person", ["Abdelmalek DROUKDEL"], [("birthDate", "1970")])
    assert linked(DROUKDEL_UN, DROUKDEL_UK, younger, *OTHERS) == {("uk:9157", "un:QDi.232")}


def test_the_order_of_entries_does_not_matter() -> None:
    forth = link(database(DROUKDEL_UN, DROUKDEL_UK, *OTHERS))[0]
    assert forth == link(database(*reversed(OTHERS), DROUKDEL_UK, DROUKDEL_UN))[0]


def test_a_block_that_is_too_large_is_passed_over_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_PAIRS", 1)
    given: list[Given] = [
        (f"{source}:{n}", "Person", [f"Mohamed Ali {source} {n}"], [])
        for source in ("uk", "un")
        for n in range(3)
    ]
    capped = candidates.block(database(*given))
    assert len(capped) == 1
    assert "not compared" in capped[0]


def test_a_shared_reference_is_firm_where_the_names_agree() -> None:
    edges = evidence(database(DROUKDEL_UN, DROUKDEL_UK, *OTHERS))[0]
    assert {(e.kind, e.strength) for e in edges if e.kind == "reference"} == {("reference", 0.99)}


# OFSI's group 13289 of 2018-04-13 prints "UN REF: QDi.345", which is Tarkhan Batirashvili's.
HAKIM_UK: Given = (
    "uk:13289", "Person", ["Boubakeur EL-HAKIM"], [("birthDate", "1983-08-01"), ("sb:unReference", "QDi.345")]
)  # fmt: skip
HAKIM_UN: Given = (
    "un:QDi.375",
    "Person",
    ["BOUBAKER BEN HABIB BEN AL-HAKIM", "Boubakeur el-Hakim"],
    [("birthDate", "1983-08-01")],
)
BATIRASHVILI: Given = (
    "un:QDi.345",
    "Person",
    ["TARKHAN TAYUMURAZOVICH BATIRASHVILI"],
    [("birthDate", "1986-01-11")],
)


def test_a_misprinted_reference_stays_a_lead_where_the_names_lead_elsewhere() -> None:
    edges = {
        (e.b, e.kind): e.strength
        for e in evidence(database(HAKIM_UK, HAKIM_UN, BATIRASHVILI, *OTHERS))[0]
    }
    assert edges["un:QDi.375", "names"] > 0.9
    assert edges["un:QDi.345", "reference"] < 0.5


def test_a_reference_from_a_person_to_a_group_is_doubted() -> None:
    member: Given = ("uk:6995", "Person", ["Hassan Dahir AWEYS"], [("sb:unReference", "QDe.014")])
    (edge,) = evidence(database(member, *OTHERS))[0]
    assert edge.strength < 0.5


def test_a_stream_names_the_lists_by_their_own_ids() -> None:
    stream: Given = (
        "ftm:Q1",
        "Person",
        ["Droukdel"],
        [("referents", "gb-hmt-9157"), ("referents", "unsc-2785476")],
    )
    un: Given = (*DROUKDEL_UN[:3], [*DROUKDEL_UN[3], ("sb:dataId", "2785476")])
    edges = {
        (e.a, e.b)
        for e in evidence(database(stream, un, DROUKDEL_UK, *OTHERS))[0]
        if e.kind == "reference"
    }
    assert {("ftm:Q1", "uk:9157"), ("ftm:Q1", "un:QDi.232")} <= edges


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"births": "same_day"}, {"births": "overlapping"}),
        ({"births": "unknown"}, {"births": "apart"}),
        ({"countries": "shared"}, {"countries": "unknown"}),
        ({"further": 2}, {"further": 0}),
        ({"weak": False}, {"weak": True}),
    ],
)
def test_what_agrees_moves_the_odds(better: dict[str, object], worse: dict[str, object]) -> None:
    def odds(**stated: object) -> float:
        return bits(
            msgspec.convert({"names": ("A", "B"), "score": 1.0, **stated}, Grounds), 10.0, 8.0
        )

    assert odds(**better) > odds(**worse)


def test_odds_in_bits_are_a_probability_below_that_of_a_reference() -> None:
    assert probability(0) == 0.49
    assert probability(-1000) == 0.0
    assert probability(3) < probability(12) < probability(1000) < 0.99


def test_a_lead_joins_nothing() -> None:
    assert cluster([Edge.between("uk:6995", "un:QDe.002", "reference", 0.2, "")]) == {}

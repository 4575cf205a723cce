"""The compiled index: what it finds, what a mask leaves out, and that no text makes it fail."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.screening.features import FEATURES
from sourcebook.screening.index import Index, compile_index

Row = tuple[str, str, str]

# Names as OFAC and the UN print them (2024 and 2026).
ROWS: list[Row] = [
    ("ofac:4697", "Organization", "HIZBALLAH"),
    ("ofac:4697", "Organization", "PARTY OF GOD"),
    ("ofac:4697", "Organization", "ISLAMIC JIHAD ORGANIZATION"),
    ("ofac:4697", "Organization", "HEZBOLLAH"),
    ("ofac:11462", "Organization", "KATA'IB HIZBALLAH"),
    ("ofac:11462", "Organization", "HIZBALLAH BRIGADES IN IRAQ"),
    ("un:QDe.014", "Organization", "THE ORGANIZATION OF AL-QAIDA IN THE ISLAMIC MAGHREB"),
    ("un:QDe.014", "Organization", "Al Qaïda au Maghreb islamique (AQMI)"),
    ("un:QDe.014", "Organization", "Le Groupe Salafiste pour La Prédication et le Combat (GSPC)"),
    ("un:QDi.232", "Person", "ABDELMALEK DROUKDEL"),
    ("un:QDi.232", "Person", "عبد المالك دروكدال"),
    ("un:QDi.232", "Person", "Abou Mossaab Abdelouadoud"),
    ("un:QDi.389", "Person", "YAZID MEBRAK"),
    ("un:QDi.389", "Person", "Abou Obeida Youssef Al-Annabi"),
    ("ofac:36185", "Organization", "EMMA LLC"),
    ("ofac:46643", "Company", "NOVOSIBIRSK INSTRUMENT MAKING PLANT JOINT STOCK COMPANY"),
    ("ofac:16708", "Person", "Alexander Mikhailovich BABAKOV"),
]


def table(rows: list[Row]) -> pa.Table:
    entity, schema, name = map(list, zip(*rows, strict=True)) if rows else ([], [], [])
    many = len(rows)
    return pa.table(
        {
            "entity": pa.array(entity, pa.string()), "entry": pa.array(entity, pa.string()),
            "schema": pa.array(schema, pa.string()), "name": pa.array(name, pa.string()),
            "prop": pa.array(["name"] * many, pa.string()), "grade": pa.nulls(many, pa.string()),
            "known_from": pa.array([date(2024, 1, 1)] * many, pa.date32()),
            "known_until": pa.nulls(many, pa.date32()),
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(table(ROWS))


def found(index: Index, name: str, **how: object) -> list[str]:
    (candidates,) = index.search([name], **how)  # type: ignore[arg-type]
    return [index.entities[one.entity] for one in candidates]


def test_the_name_itself_is_scored_before_initials_that_are_nearly_it() -> None:
    own = [("pac", "Organization", "PAC"), ("pac", "Organization", "Pan-Africanist Congress")]
    more = [*own, ("pac", "Organization", "Pan Africanist Congress of Azania")]
    (fewer,), (all_three,) = (Index.of(table(rows)).search(["PAC"]) for rows in (own, more))
    assert fewer[0].name == all_three[0].name == 0
    assert fewer[0].score == pytest.approx(all_three[0].score, abs=0.02)


def test_a_word_that_is_cut_apart_has_no_initials_of_its_parts() -> None:
    rows = [
        ("dag", "Organization", "DAG GUZMAN FRONT"),
        ("a", "Person", "Ana LOPEZ"),
        ("b", "Person", "Daj OMAR"),
    ]
    index = Index.of(table(rows))
    (pairs,) = index.pairs(["Dajana Guzmán"])
    front = pairs.features[pairs.entity == list(index.entities).index("dag")]
    assert len(front) and not front[:, FEATURES.index("letters_met")].any()


@pytest.mark.parametrize(
    ("asked", "entity"),
    [
        ("Hezbollah", "ofac:4697"),
        ("Hizballah", "ofac:4697"),
        ("حزب الله", "ofac:4697"),
        ("Kataib Hezbollah", "ofac:11462"),
        ("AQMI", "un:QDe.014"),
        ("GSPC", "un:QDe.014"),
        ("Droukdel, Abd al-Malik", "un:QDi.232"),
        ("عبدالملك دروكدال", "un:QDi.232"),
        ("Abu Ubaida Yusuf al-Annabi", "un:QDi.389"),
        ("Yazid Mubarak", "un:QDi.389"),
        ("AKTSIONERNOE OBSHCHESTVO NOVOSIBIRSKII PRIBOROSTROITELNYI ZAVOD", "ofac:46643"),
        ("Бабаков Александр Михайлович", "ofac:16708"),
    ],
)
def test_a_name_finds_whose_it_is(index: Index, asked: str, entity: str) -> None:
    assert found(index, asked)[0] == entity


def test_a_person_who_shares_one_word_with_a_company_is_no_hit(index: Index) -> None:
    (candidates,) = index.search(["Emma Daniels"])
    assert all(one.score < 0.3 for one in candidates)


def test_a_name_as_it_is_listed_scores_highest(index: Index) -> None:
    for _, _, name in ROWS:
        exact, other = index.search([name, name + " Xqwert"])
        assert exact[0].score >= max((one.score for one in other), default=0)


def test_a_kind_leaves_the_others_out(index: Index) -> None:
    (persons,) = index.search(["Hizballah Droukdel"], kinds=["person"])
    (groups,) = index.search(["Hizballah Droukdel"], kinds=["organization"])
    assert {index.names.schema(one.name) for one in persons} <= {"Person"}
    assert "Person" not in {index.names.schema(one.name) for one in groups}


def test_a_mask_leaves_rows_out_before_the_best_are_chosen(index: Index) -> None:
    allowed = np.array([name != "HEZBOLLAH" for _, _, name in ROWS])
    (candidates,) = index.search(["Hezbollah"], k=1, allowed=allowed)
    assert index.names.text[candidates[0].name] == "HIZBALLAH"
    nobody = np.zeros(len(ROWS), np.bool_)
    assert index.search(["Hezbollah"], allowed=nobody) == [[]]


def test_a_mask_gives_what_a_search_of_all_gives_without_the_rest(index: Index) -> None:
    for hidden in {entity for entity, _, _ in ROWS}:
        allowed = np.array([entity != hidden for entity, _, _ in ROWS])
        for asked in ("Hezbollah", "Droukdel", "al-Qaida Maghreb", "Yazid"):
            every = [
                one for one in index.search([asked], 50)[0] if index.entities[one.entity] != hidden
            ]
            masked = index.search([asked], 50, allowed=allowed)[0]
            assert [(one.entity, one.score) for one in masked] == [
                (one.entity, one.score) for one in every
            ]


def test_a_hundred_aliases_make_nobody_rank_lower(index: Index) -> None:
    aliases = [("x:many", "Person", f"Tariq Benyoucef Number{at}") for at in range(100)]
    many = Index.of(table([*ROWS, *aliases, ("x:many", "Person", "Mounir Zaghdoudi")]))
    few = Index.of(table([*ROWS, ("x:many", "Person", "Mounir Zaghdoudi")]))
    (with_many,), (with_few,) = many.search(["Mounir Zaghdoudi"]), few.search(["Mounir Zaghdoudi"])
    assert many.entities[with_many[0].entity] == few.entities[with_few[0].entity] == "x:many"
    assert with_many[0].score == pytest.approx(with_few[0].score, abs=0.05)


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    compile_index(table(ROWS), tmp_path / "a")
    compile_index(table(ROWS[::-1]), tmp_path / "b")
    asked = [name for _, _, name in ROWS] + ["Hezbollah", "Abdelmalik Drukdal"]
    answers = []
    for name in ("a", "b"):
        index = Index.open(tmp_path / name)
        found = index.search(asked)
        answers.append(
            [
                [(index.entities[o.entity], index.names.text[o.name], o.score) for o in one]
                for one in found
            ]
        )
    assert answers[0] == answers[1]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        compile_index(table(ROWS), tmp_path / name)
    written = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert written == sorted(path.name for path in (tmp_path / "b").iterdir())
    assert all(
        (tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in written
    )


def test_an_index_on_disk_answers_as_one_in_memory(index: Index, tmp_path: Path) -> None:
    compile_index(table(ROWS), tmp_path)
    asked = ["Hezbollah", "AQMI", "دروكدال"]
    assert Index.open(tmp_path).search(asked) == index.search(asked)


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index.of(table([])).search(["Hezbollah", ""]) == [[], []]


def test_names_asked_together_are_answered_as_if_alone(index: Index) -> None:
    asked = [name for _, _, name in ROWS]
    assert index.search(asked) == [index.search([name])[0] for name in asked]


def test_the_explanation_says_which_word_met_which(index: Index) -> None:
    (candidates,) = index.search(["Abdelmalik Droukdal"])
    said = index.explain("Abdelmalik Droukdal", candidates[0].name)
    assert "droukdal" in said.detail
    assert said.listed == index.names.text[candidates[0].name]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "x" * 10_000,
        "ab " * 10_000,
        "\ud800 Hezbollah",
        "😀😀",
        "\u202eدروكدال\u202c",
        "(((",
        ";;;",
        "/ /",
        "1",
        "İ",
    ],
)
def test_no_text_makes_it_fail(index: Index, text: str) -> None:
    (candidates,) = index.search([text])
    assert all(0 <= one.score <= 1 for one in candidates)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), max_size=6))
def test_any_texts_are_answered(index: Index, texts: list[str]) -> None:
    answers = index.search(texts, 3)
    assert len(answers) == len(texts)
    assert all(len(one) <= 3 and all(0 <= c.score <= 1 for c in one) for one in answers)
    assert all(a.score >= b.score for one in answers for a, b in pairwise(one))

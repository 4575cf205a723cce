"""The vocabulary and the crosswalk: every code of the three datasets has been looked at."""

import re
from pathlib import Path
from typing import get_args

import duckdb
import msgspec
import pytest

from sourcebook.errors import SourcebookError
from sourcebook.incidents import crosswalk, vocabulary
from sourcebook.incidents.crosswalk import Code, Crosswalk, Field, Meaning
from sourcebook.incidents.vocabulary import KINDS, Term, Vocabulary
from sourcebook.sources.register import schema


@pytest.mark.parametrize("kind", KINDS)
def test_a_vocabulary_is_sound(kind):
    assert vocabulary.problems(vocabulary.vocabulary(kind)) == []


@pytest.mark.parametrize("dataset", crosswalk.DATASETS)
def test_a_crosswalk_names_no_unknown_term_and_no_unknown_source(dataset):
    assert crosswalk.problems(crosswalk.crosswalk(dataset)) == []


def test_the_register_and_the_datasets_share_one_vocabulary():
    assert set(get_args(schema.Tactic)) <= set(vocabulary.vocabulary("tactic").names())
    assert set(get_args(schema.Target)) <= set(vocabulary.vocabulary("target").names())


def _section(shared: Path, heading: str) -> str:
    text = (shared / "reference/event_schemas.md").read_text("utf-8")
    return next(part for part in text.split("\n## ") if part.startswith(heading))


def _numbered(text: str, after: str) -> list[str]:
    said = re.search(rf"{after}[:\s](.*?)\.(?:\s|$)", text, re.DOTALL)
    assert said, after
    return re.findall(r"(?:^|, |: |\s)(\d+) [A-Za-z]", " " + said[1])


def test_every_code_of_ged_is_mapped(shared):
    codes = _numbered(_section(shared, "UCDP GED"), "type_of_violence")
    assert codes == ["1", "2", "3"]
    assert crosswalk.unmapped("ucdp", "type_of_violence", codes) == []
    words = ["State-based violence", "Non-state violence", "One-sided violence"]
    assert crosswalk.unmapped("ucdp", "type_of_violence", words) == []


@pytest.mark.parametrize(("field", "many"), [("attacktype", 9), ("targtype", 22)])
def test_every_code_of_gtd_is_mapped(shared, field, many):
    codes = _numbered(_section(shared, "GTD"), f"- {field}")
    assert len(codes) == many
    assert crosswalk.unmapped("gtd", field, codes) == []


@pytest.mark.parametrize("field", ["suicide", "ishostkid"])
def test_the_flags_of_gtd_are_mapped(field):
    assert crosswalk.unmapped("gtd", field, ["0", "1"]) == []
    assert crosswalk.table().num_rows


def test_every_sub_event_type_of_acled_is_mapped_within_its_event_type(shared):
    said = re.search(r"sub_event_type \(25\): (.*?)\.\n", _section(shared, "ACLED"), re.DOTALL)
    found = re.findall(r"([A-Z][^:.]*): ([^.]*)(?:\.|$)", said[1])
    listed = {(event, sub) for event, subs in found for sub in subs.split(", ")}
    assert len(found) == 6
    assert len(listed) == 25
    table = crosswalk.table().to_pylist()
    mapped = {(r["within"], r["code"]) for r in table if r["field"] == "sub_event_type"}
    assert listed <= mapped
    assert {event for event, _ in listed} <= {
        r["code"] for r in table if r["field"] == "event_type"
    }


def test_the_older_words_and_the_numbers_of_acled_are_mapped(shared):
    older = re.search(r"older event types \((.*?), \.\.\.\)", _section(shared, "ACLED"))
    words = re.findall(r"`([^`]*)`", older[1])
    assert len(words) == 5
    assert crosswalk.unmapped("acled", "event_type", words) == []
    assert crosswalk.unmapped("acled", "inter", [str(n) for n in range(9)]) == []


def test_a_code_nobody_has_looked_at_is_reported():
    assert crosswalk.unmapped("gtd", "attacktype", ["3", "12", "10"]) == ["10", "12"]


def test_the_table_joins_to_rows_of_a_dataset():
    codes = crosswalk.table()
    con = duckdb.connect()
    con.register("codes", codes)
    found = con.execute(
        """select r.code, c.term, c.level from (values ('6'), ('9'), ('77')) r(code)
        left join codes c on c.dataset = 'gtd' and c.field = 'attacktype' and c.code = r.code order by all"""
    ).fetchall()
    assert found == [("6", "kidnapping", "exact"), ("77", None, None), ("9", None, "none")]


def test_a_code_of_a_field_means_one_thing_of_a_kind():
    seen = [
        (r["dataset"], r["field"], r["within"], r["code"], r["kind"])
        for r in crosswalk.table().to_pylist()
    ]
    assert len(seen) == len(set(seen))


def test_a_broader_term_counts_what_stands_under_it():
    tactic = vocabulary.vocabulary("tactic")
    assert tactic.under("abduction") == ("abduction", "kidnapping", "hostage-taking", "hijacking")


def test_two_terms_are_the_nearer_the_deeper_the_branch_they_share():
    tactic = vocabulary.vocabulary("tactic")
    names, near = tactic.names(), tactic.kinship()

    def between(left, right):
        return near[names.index(left), names.index(right)]

    assert between("bombing", "bombing") == 1
    assert (
        between("grenade", "bombing") > between("shelling", "bombing") > between("clash", "bombing")
    )
    assert between("clash", "looting") == 0


def test_a_faulty_vocabulary_says_what_and_where():
    made = msgspec.structs.replace(
        vocabulary.vocabulary("violence"),
        terms=(
            Term(term="a", definition="", source=("nowhere",), broader="b"),
            Term(term="b", definition="", source=("ucdp",), broader="a"),
            Term(term="c", definition="", source=(), broader="z"),
        ),
    )
    assert vocabulary.problems(made) == [
        "violence 'a': stands under itself",
        "violence 'a': no source 'nowhere'",
        "violence 'b': stands under itself",
        "violence 'c': broader term 'z' is not in the vocabulary",
        "violence 'c': says not where it comes from",
    ]
    assert isinstance(made, Vocabulary)


def test_a_faulty_crosswalk_says_what_and_where():
    codes = {
        "1": Code(tactic=(Meaning(term="bombng", level="exact"),)),
        "2": Code(tactic=(Meaning(term=None, level="exact"),)),
        "3": Code(),
    }
    made = Crosswalk(
        dataset="own",
        reviewed="2026",
        sources={},
        fields=(Field(field="f", source="x", codes=codes),),
    )
    assert crosswalk.problems(made) == [
        "own f: no source 'x'",
        "own f '1', tactic: 'bombng' is not in the vocabulary",
        "own f '2', tactic: a term and a level other than none belong together",
        "own f '3': says nothing, not even that nothing says it",
    ]


def test_a_dataset_without_a_crosswalk_is_an_error():
    with pytest.raises(SourcebookError, match="no crosswalk for 'icews'"):
        crosswalk.crosswalk("icews")

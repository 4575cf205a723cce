"""A logged decision can be shown and taken again; the log holds no name unless asked to."""

import shutil
from pathlib import Path

import msgspec
import pytest

from sourcebook.errors import UsageError
from sourcebook.record.store import Record
from sourcebook.screening.clearances import asked_hash, clear, private_key
from sourcebook.screening.decisions import Decision, DecisionLog, read_decision, replay
from sourcebook.screening.hit import Clearance
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener

ASKED = Query(names=("Lionel Dumond",), born=("1971",), schema="Person")
OPTIONS = Options(cutoff=0.05, threshold=0.3)
BY = Clearance(who="M. Keita", why="another man", when="")


@pytest.fixture
def home(people_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(people_home, tmp_path / "home", symlinks=True))


def logged(home: Path, query: Query = ASKED, *, names: bool = False) -> Decision:
    with Record.open(home) as record:
        hits = Screener.open(record, home).screen([query], OPTIONS)[0]
        return DecisionLog(home / "log.jsonl", home).add(record, query, OPTIONS, hits, names=names)


def test_a_line_says_what_was_answered_from_which_versions_and_not_to_whom(home: Path) -> None:
    made = logged(home)
    text = (home / "log.jsonl").read_text("utf-8")
    assert "Dumond" not in text and "1971" not in text
    assert msgspec.json.decode(text, type=Decision) == made
    assert (made.verdict, made.hits[0].id, made.options.known) == (
        "match",
        "un:QDi.095",
        made.versions[0].version,
    )
    with Record.open(home) as record:
        assert (made.build, made.content) == (record.manifest.id, record.manifest.content)


def test_a_decision_taken_again_is_the_same(home: Path) -> None:
    made = logged(home)
    again = msgspec.structs.replace(ASKED, schema=None)  # what it was asked as is in the line
    taken, hits = replay(home, made, again)
    assert taken.same and taken.same_build and not taken.differences
    assert hits[0].id == "un:QDi.095"
    assert replay(home, logged(home, names=True), None)[0].same


def test_what_was_judged_since_does_not_change_it(home: Path) -> None:
    made = logged(home)
    with Record.open(home) as record:
        clear(record, home, ASKED, "un:QDi.095", BY)
    assert replay(home, made, ASKED)[0].same
    assert logged(home).verdict == "cleared"


def test_another_build_is_said_and_what_differs(home: Path) -> None:
    made = logged(home)
    (was,) = made.hits
    other = msgspec.structs.replace(
        made,
        build="gone",
        hits=[msgspec.structs.replace(was, score=0.1), msgspec.structs.replace(was, id="un:X.1")],
    )
    taken, _ = replay(home, other, ASKED)
    assert not taken.same_build and not taken.same
    assert [(d.id, d.then is None, d.now is None) for d in taken.differences] == [
        ("un:QDi.095", False, False), ("un:X.1", False, True),
    ]  # fmt: skip


def test_another_name_or_no_name_is_refused(home: Path) -> None:
    made = logged(home)
    with pytest.raises(UsageError, match="another name"):
        replay(home, made, Query(names=("Lionel Dumond",)))
    with pytest.raises(UsageError, match="does not hold the name"):
        replay(home, made, None)


def test_a_line_is_found_by_question_by_number_or_given_itself(home: Path) -> None:
    first, other = logged(home), logged(home, Query(names=("Abdelmalek Droukdel",)))
    path = home / "log.jsonl"
    asked = asked_hash(ASKED, private_key(home))
    assert read_decision(str(path), asked) == first
    assert read_decision(str(path), None) == other
    assert read_decision(f"{path}:1", None) == first
    assert read_decision(path.read_text("utf-8").splitlines()[1], None) == other
    for wrong in (f"{path}:3", f"{path}x", "{}"):
        with pytest.raises(UsageError):
            read_decision(wrong, None)
    with pytest.raises(UsageError, match="no decision on that"):
        read_decision(str(path), "0" * 32)

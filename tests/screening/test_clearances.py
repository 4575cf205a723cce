"""A hit once judged to be somebody else stays so until the lists say something else of it."""

import shutil
from pathlib import Path

import pytest

from sourcebook.archive.files import Archive
from sourcebook.build.builder import build
from sourcebook.build.intake import Wish, add
from sourcebook.errors import UsageError
from sourcebook.identity.journal import Journal
from sourcebook.record.store import Record
from sourcebook.screening.clearances import KEY_FILE, asked_hash, clear, private_key
from sourcebook.screening.hit import Clearance, Hit
from sourcebook.screening.query import Options, Query
from sourcebook.screening.screener import Screener
from sourcebook.sources.un.consolidated import SOURCE as UN
from tests.lists import DROUKDEL, DUMONT, un_list
from tests.screening.conftest import ANNABI

# In a list of three names no word is rare: what is certain on a real list is only likely here.
LOW = {"cutoff": 0.01, "threshold": 0.05}
BY = Clearance(who="M. Keita", why="another birth date", when="2026-03-01T10:00:00+00:00")
ASKED = Query(names=("Lionel Dumond",), born=("1971",))


@pytest.fixture
def home(people_home: Path, tmp_path: Path) -> Path:
    (tmp_path / "register").mkdir()
    return Path(shutil.copytree(people_home, tmp_path / "home", symlinks=True))


def cleared(home: Path, query: Query = ASKED, **more: object) -> list[Hit]:
    with Record.open(home) as record:
        return Screener.open(record, home).screen([query], Options(**{**LOW, **more}))[0]  # type: ignore[arg-type]


def judge(home: Path, query: Query = ASKED) -> str:
    with Record.open(home) as record:
        return clear(record, home, query, "un:QDi.095", BY).id


def test_a_cleared_hit_is_shown_as_cleared_and_is_no_match(home: Path) -> None:
    assert cleared(home)[0].match
    made = judge(home)
    (hit,) = cleared(home)
    assert not hit.match and hit.cleared is not None
    assert (hit.cleared.who, hit.cleared.why, hit.cleared.judgement) == (BY.who, BY.why, made)
    assert cleared(home, with_cleared=False) == []


def test_it_holds_for_the_same_person_however_written_and_for_no_other(home: Path) -> None:
    judge(home)
    again = Query(names=("DUMOND, Lionel",), born=("1971",), schema="Person", ref="7")
    assert cleared(home, again)[0].cleared
    assert not cleared(home, Query(names=("Lionel Dumond",)))[0].cleared
    assert not cleared(home, Query(names=("Lionel Dumont",), born=("1971",)))[0].cleared


def test_withdrawn_it_no_longer_holds(home: Path) -> None:
    made = judge(home)
    Journal(home).withdraw(made, "M. Keita", "the passport was forged")
    assert cleared(home)[0].cleared is None


def test_it_lapses_when_a_newer_version_amends_the_entry_and_not_when_it_amends_another(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCEBOOK_REGISTER", str(home.parent / "register"))
    monkeypatch.setitem(UN.manifest.floor, "list", 0)

    def list_of(day: str, *people: str) -> None:
        path = home.parent / f"{day}.xml"
        path.write_bytes(un_list(day, people, ()))
        add(Archive(home), path, Wish())
        build(home)

    judge(home)
    list_of("2026-03-10", DROUKDEL.replace("Algeria", "Mali"), DUMONT, ANNABI)
    assert cleared(home)[0].cleared
    list_of("2026-03-20", DROUKDEL, DUMONT.replace("as of May 2004", "as of May 2024"), ANNABI)
    (hit,) = cleared(home)
    assert hit.match and hit.cleared is None
    assert hit.lapsed is not None and hit.lapsed.why == BY.why


def test_the_journal_holds_no_name_and_needs_no_build(home: Path) -> None:
    for _ in range(3):
        judge(home)
    text = (home / "journal.jsonl").read_text("utf-8")
    assert "Dumon" not in text and "1971" not in text
    assert Journal(home).lines_on_identity() == []
    assert oct((home / KEY_FILE).stat().st_mode & 0o777) == "0o600"


def test_the_hash_depends_on_the_key_and_the_key_is_made_once(home: Path, tmp_path: Path) -> None:
    key = private_key(home)
    assert key == private_key(home) and len(key) == 32
    assert asked_hash(ASKED, key) != asked_hash(ASKED, private_key(tmp_path))
    assert asked_hash(ASKED, key) == asked_hash(ASKED, key)


def test_many_clearances_are_honoured_each_for_its_own_question(home: Path) -> None:
    with Record.open(home) as record:
        for n in range(40):
            clear(
                record,
                home,
                Query(names=("Lionel Dumont",), identifiers=(f"A{n:05}",)),
                "un:QDi.095",
                BY,
            )
    with Record.open(home) as record:
        queries = [Query(names=("Lionel Dumont",), identifiers=(f"A{n:05}",)) for n in range(41)]
        found = Screener.open(record, home).screen(queries, Options(cutoff=0.01))
    assert [hits[0].cleared is not None for hits in found] == [True] * 40 + [False]


def test_a_clearance_needs_who_and_why(home: Path) -> None:
    with Record.open(home) as record, pytest.raises(UsageError, match="who made it and why"):
        clear(record, home, ASKED, "un:QDi.095", Clearance(who="", why="", when=""))

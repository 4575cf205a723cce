"""Judgements act at once, and as the next build will have them."""

import random
import shutil
from pathlib import Path

import pytest

from sourcebook.build.builder import build
from sourcebook.errors import RecordError, UsageError
from sourcebook.identity.clusters import Edge, cluster
from sourcebook.identity.journal import Journal, Verdict
from sourcebook.identity.overlay import lay_over
from sourcebook.record.store import Record, live_folder
from tests.lists import AQIM, DROUKDEL, DUMONT, YAS_AIR, register_file, small_home, un_list

BY = ("M. Keita", "the passport number settled it")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the register ties un:QDe.014 to two groups, so that clusters can be split and joined."""

    def group(id_: str, *entries: str) -> str:
        return register_file(
            id_, id_.upper(), same_as=[{"entry": e, "why": "names agree"} for e in entries]
        )

    lists = [un_list("2026-02-27", (DROUKDEL, DUMONT), (AQIM, YAS_AIR))]
    return small_home(
        tmp_path_factory.mktemp("judged"), lists,
        [group("aqim", "un:QDe.014"), group("gspc", "un:QDe.014"), group("yas-air", "un:IRe.077")],
    )  # fmt: skip


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "home", symlinks=True))


def identity(home: Path) -> dict[str, str]:
    with Record.open(home) as record:
        lay_over(record, Journal(home))
        return {row["entry"]: row["canonical"] for row in record.rows("select * from identity")}


def rebuilt(home: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("SOURCEBOOK_REGISTER", str(built.parent / "register"))
    assert build(home).new
    with Record.open(home) as record:
        assert lay_over(record, Journal(home)) == 0
        return {row["entry"]: row["canonical"] for row in record.rows("select * from identity")}


def test_without_judgements_nothing_is_laid_over(home: Path) -> None:
    with Record.open(home) as record:
        assert lay_over(record, Journal(home)) == 0


def test_a_judgement_acts_without_a_build(
    home: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live_folder(home)
    Journal(home).judge("same", "un:QDi.232", "un:QDi.095", *BY)
    now = identity(home)
    assert now["un:QDi.232"] == now["un:QDi.095"] == "un:QDi.095"
    assert live_folder(home) == before
    assert rebuilt(home, built, monkeypatch) == now


def test_a_withdrawn_judgement_leaves_at_once(
    home: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = identity(home)
    made = Journal(home).judge("same", "un:QDi.232", "un:QDi.095", *BY)
    Journal(home).withdraw(made.id, *BY)
    assert identity(home) == before == rebuilt(home, built, monkeypatch)


def test_a_judgement_the_build_knew_can_be_withdrawn_at_once(
    home: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = identity(home)
    made = Journal(home).judge("different", "register:aqim", "un:QDe.014", *BY)
    assert rebuilt(home, built, monkeypatch) != before
    Journal(home).withdraw(made.id, *BY)
    assert identity(home) == before


def test_a_pair_judged_different_splits_a_computed_cluster(
    home: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert identity(home)["register:gspc"] == identity(home)["un:QDe.014"] == "aqim"
    Journal(home).judge("different", "register:aqim", "un:QDe.014", *BY)
    now = identity(home)
    assert now["register:aqim"] == "aqim"
    assert now["un:QDe.014"] == now["register:gspc"] == "gspc"
    assert rebuilt(home, built, monkeypatch) == now


def test_the_last_judgement_on_a_pair_holds(home: Path) -> None:
    journal = Journal(home)
    journal.judge("same", "un:QDi.232", "un:QDi.095", *BY)
    journal.judge("different", "un:QDi.095", "un:QDi.232", *BY)
    assert identity(home)["un:QDi.232"] == "un:QDi.232"
    assert [j.verdict for j in journal.in_force()] == ["different"]


@pytest.mark.parametrize("seed", range(30))
def test_any_judgements_act_as_a_build_would_have_them(home: Path, seed: int) -> None:
    chance = random.Random(seed)
    entries = sorted(identity(home))
    journal = Journal(home)
    for _ in range(chance.randint(1, 6)):
        verdict: Verdict = chance.choice(("same", "different"))
        made = journal.judge(verdict, *chance.sample(entries, 2), *BY)
        if chance.random() < 0.3:
            journal.withdraw(made.id, *BY)
    with Record.open(home) as record:
        edges = [Edge(**row) for row in record.rows("select * from edge")]
    clusters = cluster(edges, journal.in_force())
    assert identity(home) == {e: clusters.get(e, e.removeprefix("register:")) for e in entries}


@pytest.mark.parametrize(("who", "why"), [("", "a ground"), ("M. Keita", " ")])
def test_a_judgement_needs_somebody_and_a_ground(home: Path, who: str, why: str) -> None:
    with pytest.raises(UsageError, match="--who and --why"):
        Journal(home).judge("same", "un:QDi.232", "un:QDi.095", who, why)
    assert Journal(home).lines() == []


def test_an_entry_is_not_judged_against_itself(home: Path) -> None:
    with pytest.raises(UsageError, match="is one entry"):
        Journal(home).judge("same", "un:QDi.232", "un:QDi.232", *BY)


@pytest.mark.parametrize("asked", ["", "zz"])
def test_what_is_withdrawn_must_be_one_judgement(home: Path, asked: str) -> None:
    Journal(home).judge("same", "un:QDi.232", "un:QDi.095", *BY)
    with pytest.raises(UsageError, match="sourcebook judgements"):
        Journal(home).withdraw(asked, *BY)


def test_a_line_cut_off_by_a_crash_is_not_read_and_a_damaged_one_is_said(home: Path) -> None:
    journal = Journal(home)
    journal.judge("same", "un:QDi.232", "un:QDi.095", *BY)
    with journal.path.open("ab") as target:
        target.write(b'{"id": "3f')
    assert len(journal.lines()) == 1
    with journal.path.open("ab") as target:
        target.write(b"\n")
    with pytest.raises(RecordError, match=r"journal\.jsonl is damaged"):
        journal.lines()

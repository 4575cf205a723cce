"""The command line as a user meets it: real processes on small homes."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main

from sourcebook.cli.app import app
from sourcebook.record.store import Record, live_folder
from tests.lists import claim, register_file, small_home, un_list
from tests.shell import asked, environment, run

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
COMMANDS = (
    "actors", "add", "build", "changes", "check", "clear", "designations", "different", "events", "findings", "groups",
    "hotspots", "incidents", "judgements", "leaders", "lineage", "links", "mix", "names", "profile", "register",
    "rejects", "rescreen", "same", "screen", "series", "serve", "sources", "status", "withdraw",
)  # fmt: skip
BY = ("--who", "M. Keita", "--why", "the passport number settled it")


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# help


def test_help_names_every_command(bare: Path) -> None:
    done = run(bare, "--help")
    assert done.returncode == 0
    assert all(re.search(rf"^  {name} ", done.stdout, re.MULTILINE) for name in COMMANDS)


def test_every_command_has_help() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert sorted(commands) == sorted(COMMANDS)
    for command in (*commands.values(), *commands["register"].commands.values()):
        assert re.match(r"[A-Z].+\.", command.help), command.name


# add


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("hello.txt", b"hello", "no source recognises"),
        ("empty.xml", b"", "is empty. Download it again"),
        ("cut.xml", un_list("2026-02-27")[:-300], "breaks off"),
        (
            "dtd.xml",
            un_list("2026-02-27").replace(b"<CONS", b"<!DOCTYPE x []><CONS", 1),
            "document type",
        ),
    ],
)
def test_a_bad_file_is_refused_with_advice(
    bare: Path, name: str, content: bytes, advice: str
) -> None:
    done = run(bare, "add", written(bare.parent, name, content))
    assert done.returncode == 3
    assert name in done.stderr
    assert advice in done.stderr


def test_a_folder_and_a_missing_file_are_usage_errors(bare: Path) -> None:
    folder, missing = run(bare, "add", bare.parent), run(bare, "add", bare.parent / "none.xml")
    assert (folder.returncode, missing.returncode) == (2, 2)
    assert "Name the files in it" in folder.stderr
    assert "there is no file" in missing.stderr


def test_a_file_without_a_date_is_refused_until_one_is_given(bare: Path) -> None:
    entity = {
        "id": "NK-1", "schema": "Organization", "caption": "AQIM", "properties": {"name": ["AQIM"]}, "datasets": ["x"],
        "referents": ["ofac-6897"], "target": True,
    }  # fmt: skip
    path = written(bare.parent, "entities.ftm.json", json.dumps(entity).encode() + b"\n")
    undated = run(bare, "add", path)
    assert undated.returncode == 3
    assert "--published" in undated.stderr
    assert run(bare, "add", path, "--published", "yesterday").returncode == 2
    assert run(bare, "add", path, "--published", "2026-02-27").returncode == 0


def test_the_good_ones_of_several_files_are_taken(bare: Path) -> None:
    good = written(bare.parent, "good.xml", un_list("2026-02-27"))
    bad = written(bare.parent, "bad.xml", b"<html></html>")
    answer = asked(bare, "add", bad, good, code=3)
    assert [a["published"] for a in answer["results"]] == ["2026-02-27"]
    assert len(answer["errors"]) == 1
    assert asked(bare, "add", good)["results"][0]["note"] == "already in the archive"


def test_a_home_that_cannot_be_written_is_said(bare: Path) -> None:
    bare.write_text("a file where the home should be")
    done = run(bare, "add", written(bare.parent, "good.xml", un_list("2026-02-27")))
    assert done.returncode == 3
    assert str(bare) in done.stderr


# build


def test_building_twice_does_nothing_the_second_time(copy: Path) -> None:
    first = asked(copy, "build")
    again = run(copy, "build")
    assert again.stdout.startswith("Nothing has changed since the last build.")
    assert asked(copy, "build") == {**first, "new": False}


def test_there_is_no_record_before_the_first_build(bare: Path) -> None:
    done = run(bare, "groups")
    assert done.returncode == 3
    assert "Run: sourcebook build" in done.stderr
    assert "sourcebook add" in run(bare, "build").stderr


# It says when it listens.
LISTENING = """
import sys
sys.argv = ["sourcebook", "build"]
from sourcebook.cli import main
print("ready", flush=True)  # what comes earlier interrupts Python, not the command
main()
"""


def test_an_interrupted_build_leaves_the_record(copy: Path) -> None:
    before = live_folder(copy)
    run(copy, "add", written(copy.parent, "late.xml", un_list("2026-03-31")))
    for wait in (0.05, 0.15, 0.3):
        building = subprocess.Popen(
            [sys.executable, "-c", LISTENING], env=environment(copy), stderr=subprocess.PIPE, text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        assert building.stdout is not None
        assert building.stdout.readline() == "ready\n"
        time.sleep(wait)
        building.send_signal(signal.SIGINT)
        _, said = building.communicate()
        if building.returncode == 0:
            pytest.skip("the build was done before it could be interrupted")
        assert building.returncode == 4, said
        assert "interrupted" in said
        assert live_folder(copy) == before
        with Record.open(copy) as record:
            assert record.value("select count(*) from entry") == record.manifest.counts["entry"]


# what is in the record


def test_status_counts_what_is_in_the_record(copy: Path) -> None:
    answer = asked(copy, "status")["results"]
    assert [(f["part"], f["published"], f["records"]) for f in answer["files"] if f["source"] == "un"] == [
        ("list", "2020-05-01", 3), ("list", "2024-09-26", 2), ("list", "2026-02-27", 4),
    ]  # fmt: skip
    assert "known to 2026-11-22" in run(copy, "status").stdout


def test_sources_name_their_terms(bare: Path) -> None:
    found = {s["id"]: s for s in asked(bare, "sources")["results"]}
    lists = {"un", "ofac", "eu", "uk", "us_fto", "ftm", "register"}
    assert lists | {"ucdp", "acled", "gtd"} == set(found)
    assert all(s["licence"] and s["attribution"] for s in found.values())


def test_rejects_say_why(bare: Path) -> None:
    text = un_list("2026-02-27").replace(b"<REFERENCE_NUMBER>QDi.232</REFERENCE_NUMBER>", b"")
    assert run(bare, "add", written(bare.parent, "list.xml", text)).returncode == 0
    assert run(bare, "build").returncode == 0
    (reject,) = asked(bare, "rejects", "un")["results"]
    assert reject["reason"]
    assert reject["file"] == "list.xml"
    assert asked(bare, "rejects", "ofac")["results"] == []
    assert "0 rejects" in run(bare, "rejects", "ofac").stdout


def test_changes_are_told(family_home: Path) -> None:
    answer = asked(family_home, "changes", "un", "--to", "2024-09-26")
    assert answer["question"] == {"source": "un", "from": "2020-05-01", "to": "2024-09-26"}
    assert [e["entry"] for e in answer["results"]["removed"]] == ["un:QDi.095"]
    assert "+0 / -1 entries" in run(family_home, "changes", "un", "--to", "2024-09-26").stdout
    assert run(family_home, "changes", "ofac").returncode == 2


def test_groups_can_be_browsed(family_home: Path) -> None:
    assert [g["id"] for g in asked(family_home, "groups")["results"]] == [
        "aqim", "ansar-al-sharia-libya", "ansar-al-sharia-tunisia",
    ]  # fmt: skip
    assert [g["id"] for g in asked(family_home, "groups", "salafist")["results"]] == ["aqim"]
    assert "un:IRe.077" in [g["id"] for g in asked(family_home, "groups", "--all")["results"]]
    assert run(family_home, "groups", "nobody").stdout.endswith("0 groups\n")


# questions


@pytest.mark.parametrize("command", ["names", "lineage", "leaders", "designations"])
def test_a_question_is_repeated_as_understood_and_every_result_has_sources(
    family_home: Path, command: str
) -> None:
    answer = asked(
        family_home,
        command,
        "القاعدة في بلاد المغرب الإسلامي",
        "--as-of",
        "2012",
        "--known",
        "2020-06",
    )
    assert answer["question"]["id"] == "aqim"
    assert (answer["question"]["as_of"], answer["question"]["known"]) == (
        "2012-12-31",
        "2020-06-30",
    )
    assert answer["results"]
    assert all(result["sources"] for result in answer["results"])


def test_who_led_it_depends_on_both_days(family_home: Path) -> None:
    def office(*days: str) -> str:
        return str(asked(family_home, "leaders", "aqim", *days)["office"]["state"])

    assert office("--known", "2020-06-01") == "held"
    assert office() == "vacant"
    assert office("--as-of", "2010") == "held"


def test_findings_give_exit_code_1(family_home: Path) -> None:
    answer = asked(family_home, "findings", "aqim", code=1)
    assert "leader-recorded-dead" in {f["rule"] for f in answer["results"]}
    assert not any("[" in f["sentence"] for f in answer["results"])
    assert asked(family_home, "findings", "ansar-al-sharia-libya")["results"] == []
    table = run(family_home, "findings", "--rule", "entry-removed", "--known", "2025-01-01")
    assert (table.returncode, table.stdout.splitlines()[-1]) == (1, "1 findings")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("names", "nobody at all"), "nothing in the record is called 'nobody at all'"),
        (("names", "Ansar al-Sharia"), "ansar-al-sharia-libya"),
        (("leaders", "abdelmalek-droukdel"), "is no group"),
        (("leaders", "aqim", "--as-of", "2020-13"), "--as-of"),
        (("leaders", "aqim", "--known", "now"), "--known"),
        (("findings", "--rule", "no-such-rule"), "leader-recorded-dead"),
        (("changes", "un", "--from", "2026-02-27"), "--from and --to"),
        (("same", "un:QDe.014", "un:none", *BY), "there is no entry 'un:none'"),
        (("same", "un:QDe.014", "un:QDe.014", *BY), "is one entry"),
        (("same", "un:QDe.014", "un:QDi.232", "--who", "", "--why", ""), "--who and --why"),
        (("withdraw", "ffff", *BY), "sourcebook judgements"),
        (("no-such-command",), "No such command"),
        (("names",), "Missing argument"),
    ],
)
def test_a_question_not_well_put_gives_exit_code_2(
    family_home: Path, args: tuple[str, ...], said: str
) -> None:
    done = run(family_home, *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


# judgements


def test_judgements_act_are_listed_and_can_be_withdrawn(copy: Path) -> None:
    made = asked(copy, "same", "un:QDi.232", "un:QDi.095", *BY)
    assert made["canonical"] == ["abdelmalek-droukdel"] * 2
    (listed,) = asked(copy, "judgements")["results"]
    assert (listed["id"], listed["who"]) == (made["results"][0]["id"], "M. Keita")
    assert run(copy, "withdraw", listed["id"][:6], *BY).returncode == 0
    assert asked(copy, "judgements")["results"] == []
    assert len(asked(copy, "judgements", "--all")["results"]) == 2


def test_a_group_judged_another_is_not_found_under_the_name_any_more(copy: Path) -> None:
    assert asked(copy, "names", "AQIM")["question"]["id"] == "aqim"
    made = asked(copy, "different", "aqim", "un:QDe.014", *BY)
    assert sorted(made["canonical"]) == ["aqim", "un:QDe.014"]
    assert asked(copy, "names", "AQIM")["question"]["id"] == "un:QDe.014"


# register check


def test_the_register_is_checked(copy: Path) -> None:
    assert run(copy, "register", "check").stdout == "The register is in order.\n"
    path = copy.parent / "register" / "groups" / "aqim.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("value: '1998'", "value: '1998-13'"),
        encoding="utf-8",
    )
    answer = asked(copy, "register", "check", code=3)
    assert answer["results"][0]["file"] == "groups/aqim.yaml"
    path.write_text("id: [", encoding="utf-8")
    assert run(copy, "register", "check").returncode == 3
    done = run(copy, "build")
    assert done.returncode == 3
    assert "aqim.yaml" in done.stderr or "register" in done.stderr


def test_a_folder_without_register_files_is_not_in_order(bare: Path) -> None:
    assert run(bare, "register", "check").returncode == 3


# hostile text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A group whose names, and a publisher's text, try to steer the terminal."""
    evil = "Evil\x1b[31m\u202egroup\u2066\x9b2J\x07"
    names = [
        {"name": f"{evil} {n}", "kind": "alias", "claims": [claim("mmp-65", quote=evil)]}
        for n in "ab"
    ]
    plain = {"name": "Evil", "kind": "primary", "claims": [claim("mmp-65")]}
    lineage = [
        {
            "kind": "split_from",
            "object": {"name": evil},
            "claims": [claim("mmp-65", start="1998", note=evil)],
        }
    ]
    files = [
        register_file(id_, f"{evil}\nsecond line", names=[plain, *names], lineage=lineage)
        for id_ in ("evil", "evil-2")
    ]
    return small_home(tmp_path_factory.mktemp("hostile"), register=files)


@pytest.mark.parametrize(
    "args",
    [
        ("groups",), ("names", "evil"), ("lineage", "evil"), ("leaders", "evil"), ("findings",), ("status",),
        ("names", "Evil"),
        ("names", "evil", "--json"), ("lineage", "evil", "--json"), ("groups", "--json"),
        ("profile", "evil", "--format", "md"),
        ("profile", "evil", "--format", "json"), ("names", "\x1b[31m\u202e"), ("add", "\x1b[31m.xml"),
    ],
    ids=ascii,
)  # fmt: skip
def test_no_name_steers_the_terminal(hostile: Path, args: tuple[str, ...]) -> None:
    done = run(hostile, *args)
    assert not STEERING.search(done.stdout)
    assert not STEERING.search(done.stderr)


def test_a_name_of_two_lines_stays_in_its_row(hostile: Path) -> None:
    table = run(hostile, "groups").stdout.splitlines()
    assert [len(line.split("\t")) for line in table] == [4, 4, 4, 1]


def test_a_reader_that_goes_away_is_no_error(family_home: Path) -> None:
    command = f"{sys.executable} -m sourcebook names aqim --json | head -c 10"
    done = subprocess.run(
        command,
        shell=True,
        env=environment(family_home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == '{\n  "quest'
    assert done.stderr == ""

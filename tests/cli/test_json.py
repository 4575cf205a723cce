"""What the commands print is what docs/json.md says: no key more, no key less."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typer.main

from sourcebook.cli.app import app
from sourcebook.cli.shapes import SHAPES
from tests.lists import un_list
from tests.shell import asked, run

BY = ("--who", "M. Keita", "--why", "the passport number settled it")
SPOILT = b"<REFERENCE_NUMBER>QDi.232</REFERENCE_NUMBER>"


def same_form(value: Any, kind: Any) -> bool:
    """Whether a value is of a type and holds nothing that the type does not know."""
    raw = msgspec.json.encode(value)
    return bool(
        msgspec.json.decode(msgspec.json.encode(msgspec.json.decode(raw, type=kind))) == value
    )


def check(command: str, answer: dict[str, Any]) -> None:
    shape = SHAPES[command]
    question = answer.pop("question")
    assert question.keys() == shape.question.keys()
    assert all(same_form(question[key], kind) for key, kind in shape.question.items())
    assert shape.results is None or same_form(answer.pop("results"), shape.results)
    assert answer.keys() == shape.more.keys()
    assert all(same_form(answer[key], kind) for key, kind in shape.more.items())


def test_every_command_has_a_documented_form() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    names = {*commands, *(f"register {name}" for name in commands["register"].commands)}
    # The page of `profile` has a schema of its own: docs/profile.schema.json.
    assert names - {"register", "profile"} == SHAPES.keys()


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("changes", "un"), 0),
        (("changes", "un", "--to", "2024-09-26"), 0),
        (("designations", "aqim"), 0),
        (("findings",), 1),
        (("findings", "ansar-al-sharia-libya", "--rule", "entry-removed"), 0),
        (("groups", "--all"), 0),
        (("groups", "salafist"), 0),
        (("leaders", "aqim"), 0),
        (("leaders", "ansar-al-sharia-libya"), 0),
        (("lineage", "aqim"), 0),
        (("names", "aqim"), 0),
        (("sources",), 0),
        (("status",), 0),
    ],
    ids=str,
)
def test_an_answer_has_the_documented_form(
    family_home: Path, args: tuple[str, ...], code: int
) -> None:
    check(args[0], asked(family_home, *args, code=code))


def test_feeding_and_judging_answer_in_the_documented_form(copy: Path) -> None:
    bad, spoilt = copy.parent / "bad.xml", copy.parent / "spoilt.xml"
    bad.write_bytes(b"<html></html>")
    spoilt.write_bytes(un_list("2026-03-31").replace(SPOILT, b""))
    check("add", asked(copy, "add", bad, spoilt, "--extract", code=3))
    check("build", asked(copy, "build"))
    rejected = asked(copy, "rejects")
    assert rejected["results"]
    check("rejects", rejected)
    made = asked(copy, "same", "un:QDi.232", "un:QDi.095", *BY)
    id_ = made["results"][0]["id"]
    check("same", made)
    check("judgements", asked(copy, "judgements"))
    check("withdraw", asked(copy, "withdraw", id_, *BY))
    check("judgements", asked(copy, "judgements", "--all"))
    check("different", asked(copy, "different", "aqim", "un:QDe.014", *BY))


def test_problems_of_the_register_have_the_documented_form(copy: Path) -> None:
    check("register check", asked(copy, "register", "check"))
    (copy.parent / "register" / "groups" / "bad.yaml").write_text("id: [", encoding="utf-8")
    check("register check", asked(copy, "register", "check", code=3))


def test_a_profile_answers_like_every_command_and_its_result_is_the_page(family_home: Path) -> None:
    answer = asked(family_home, "profile", "AQIM")
    assert set(answer) == {"question", "results"}
    assert answer["question"]["id"] == "aqim"
    (page,) = answer["results"]
    alone = json.loads(run(family_home, "profile", "AQIM", "--format", "json").stdout)
    assert page == alone

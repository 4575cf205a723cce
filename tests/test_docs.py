"""The documentation names what there is, and nothing that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from scripts.docs import DOCS, PAGES
from sourcebook import settings
from sourcebook.cli.app import app
from sourcebook.findings import RULES

ROOT = DOCS.parent
PAGES_FOR_PEOPLE = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def commands() -> dict[str, set[str]]:
    """Every command and its options."""
    found: dict[str, set[str]] = {}

    def walk(group: object, before: str) -> None:
        for name, command in group.commands.items():  # type: ignore[attr-defined]
            if hasattr(command, "commands"):
                walk(command, f"{before}{name} ")
            options = {
                o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")
            }
            found[f"{before}{name}"] = options | {"--help"}

    walk(typer.main.get_command(app), "")
    return found


def text_of(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def written_by_hand() -> list[Path]:
    return [path for path in PAGES_FOR_PEOPLE if path.name not in PAGES]


def lines_of_commands(path: Path) -> Iterator[list[str]]:
    """Command lines that a page shows, as words without comments."""
    text = path.read_text(encoding="utf-8")
    shown = re.findall(r"^\$ (?:\w+=\S+ )*sourcebook ([^#\n]*)", text, re.MULTILINE)
    shown += re.findall(r"`sourcebook ([a-z][^`\n]*)`", text)
    for line in shown:
        yield line.split()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run: make docs"


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_command_is_in_the_docs(command: str) -> None:
    if command != "register":
        assert f"## `{command}`" in text_of(DOCS / "cli.md")
    assert f"sourcebook {command}" in text_of(*written_by_hand()), (
        f"no page shows how to use {command}"
    )


def test_every_setting_is_in_the_docs() -> None:
    names = set(
        re.findall(r"SOURCEBOOK_[A-Z]+", Path(settings.__file__).read_text(encoding="utf-8"))
    )
    assert names >= {
        "SOURCEBOOK_HOME",
        "SOURCEBOOK_REGISTER",
        "SOURCEBOOK_SHARED",
        "SOURCEBOOK_THREADS",
    }
    documented = text_of(*PAGES_FOR_PEOPLE)
    assert not [name for name in sorted(names) if name not in documented]


def test_every_exit_code_and_rule_is_in_the_docs() -> None:
    documented = text_of(*PAGES_FOR_PEOPLE)
    assert "Exit codes: 0 fine, 1 findings" in documented
    assert not [rule for rule in RULES if f"`{rule}`" not in documented]


@pytest.mark.parametrize("path", PAGES_FOR_PEOPLE, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?\)", text):
        page = path.parent / target if target else path
        assert page.exists(), f"{path.name} links to {target}"
        if anchor:
            titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
            assert anchor.removeprefix("#") in slugs, f"{path.name} links to {target}{anchor}"


@pytest.mark.parametrize("path", written_by_hand(), ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_shown_exist_with_their_options(path: Path) -> None:
    known = commands()
    for words in lines_of_commands(path):
        names = words[0].split("|")
        if words[:2] == ["register", "check"]:
            names = ["register check"]
        assert set(names) <= known.keys(), f"{path.name} shows: sourcebook {' '.join(words)}"
        options = {
            word.split("=")[0].rstrip(",.;") for word in words if re.match(r"--?[a-z]", word)
        }
        assert all(options <= known[name] for name in names), (
            f"{path.name} shows: {' '.join(words)}"
        )


def test_make_targets_named_in_the_docs_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = set(
        re.findall(
            r"`make ([a-z]+)`|^\$ (?:\w+=\S+ )?make ([a-z]+)",
            text_of(*written_by_hand()),
            re.MULTILINE,
        )
    )
    assert {one or other for one, other in named} <= targets

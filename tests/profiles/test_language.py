"""The language file is complete and holds nothing that is not used."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from sourcebook.findings import RULES
from sourcebook.profiles.prose import available, language
from sourcebook.record.rows import RELATION_KINDS

ROOT = Path(str(files("sourcebook.profiles")))
CALLS = {"say", "label", "sentence", "remark", "raw", "has", "others", "clauses"}
# Vocabularies are asked for by group and code; grammar and dates by `prose` itself.
VOCABULARIES = {
    "country",
    "authority",
    "authority_name",
    "tactic",
    "tactic_was",
    "target",
    "language",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        if "figures" not in path.parts:
            yield path.name, ast.parse(path.read_text("utf-8"))


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def patterns() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys the code asks for: written out, and with parts filled in."""
    exact: set[str] = set()
    loose: list[str] = []
    for _, tree in sources():
        exact |= {s.value for s in strings(tree) if re.fullmatch(r"[\w-]+(\.[\w-]+)+", s.value)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(v.value)) if isinstance(v, ast.Constant) else "[^ ]*"
                    for v in node.values
                ]
                loose.append("".join(parts))
    for path in sorted((ROOT / "templates").glob("*.html")):
        text = path.read_text("utf-8")
        exact |= set(re.findall(r"say\('([\w.-]+)'", text)) | set(
            re.findall(r"'(page\.[\w.-]+)'", text)
        )
    return exact, [re.compile(p) for p in loose if "\\." in p and not p.startswith("[^ ]*[^ ]*")]


# Keys put together in two steps, by the module that does it.
COMPOSED = re.compile(
    r"designations\.listed_instrument(_under)?|incidents\.counted_\w+|leaders\.others_\w+_word"
)
BUILT = re.compile(
    r"lede\.(formed|bare)_acronym|lede\.split_undated|glance\.\w+_undated|designations\.listed\w*|words"
    r"|(lineage|strength|ties|gap|incidents|section|names\.kind)\.\w+|leaders\.[\w ]+(\.[\w ]+)?"
)


@pytest.mark.parametrize("code", available())
def test_every_key_is_used(code: str) -> None:
    exact, loose = patterns()
    keys = sorted(k for k in language(code).texts if k.partition(".")[0] not in VOCABULARIES)
    words = spoken()
    left = [k for k in keys if k not in exact and not COMPOSED.fullmatch(k)]
    left = [k for k in left if not (BUILT.fullmatch(k) and stem(k) in words)]
    assert [k for k in left if BUILT.fullmatch(k) or not any(p.fullmatch(k) for p in loose)] == []


def spoken() -> set[str]:
    """Every word that stands in some string of the code, or in the vocabularies of the register."""
    words = {
        "killed",
        "died",
        "captured",
        "removed",
        "left",
        "defected",
        "religious head",
        "head",
        "deputy",
    }
    words |= {
        "commander",
        "spokesman",
        "founder",
        "leader",
        "emir",
        "claimed",
        "attributed",
        "coded",
    }
    words |= set(RELATION_KINDS)
    for _, tree in sources():
        for s in strings(tree):
            words |= set(re.findall(r"\w+", s.value))
    return words


def stem(key: str) -> str:
    """The part of a key that the code chooses by."""
    last = key.rpartition(".")[2]
    whole = ("role_undated", "not_covered_one")
    return last if last in whole else re.sub(r"(_(undated|scope|many|under|acronym))+$", "", last)


def asked(tree: ast.AST) -> Iterator[str]:
    """Keys written out as the first argument of a call that takes a key."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CALLS
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_key_asked_for_exists() -> None:
    texts = language("en").texts
    assert [
        (name, key) for name, tree in sources() for key in asked(tree) if key not in texts
    ] == []


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_has_its_sentence(rule: str) -> None:
    texts = language("en").texts
    if rule != "sources-differ":
        assert f"finding.{rule}.title" in texts
    assert f"finding.{rule}.text" in texts


@pytest.mark.parametrize("code", available())
def test_languages_have_the_same_keys(code: str) -> None:
    assert language(code).texts.keys() == language("en").texts.keys()


def documented(tree: ast.AST) -> set[int]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [n.body[0] for n in ast.walk(tree) if isinstance(n, kinds) and n.body]
    return {id(b.value) for b in bodies if isinstance(b, ast.Expr)}


def test_no_english_prose_in_code() -> None:
    """A string with a phrase of our templates in it belongs in the language file."""
    prose = re.compile(
        r"\b(the record|was killed|according to|sources? (give|differ)|has listed)\b", re.IGNORECASE
    )
    found = [
        (name, s.value)
        for name, tree in sources()
        for s in strings(tree)
        if id(s) not in documented(tree) and prose.search(s.value) and name != "answers.py"
    ]
    assert found == []

"""Markdown by snapshot, JSON by its schema, one way in."""

import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from sourcebook.profiles.jsonform import schema
from sourcebook.profiles.markdown import render_markdown
from sourcebook.profiles.model import Profile
from sourcebook.profiles.pages import FORMS, render

SNAPSHOT = Path(__file__).parent / "snapshots" / "aqim.md"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "profile.schema.json"


def _compare(path: Path, text: str) -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def test_markdown_of_the_small_page(page: Profile) -> None:
    _compare(SNAPSHOT, render_markdown(page))


def test_the_schema_in_the_docs_is_the_one_of_the_code() -> None:
    _compare(SCHEMA, json.dumps(schema(), indent=2, sort_keys=True) + "\n")


@pytest.mark.parametrize("form", FORMS)
def test_one_way_in(small: ModuleType, form: str) -> None:
    assert "AQIM" in render(small.aqim(), form)


def test_an_unknown_form_is_refused(small: ModuleType) -> None:
    with pytest.raises(ValueError, match="no form of a page"):
        render(small.aqim(), "pdf")

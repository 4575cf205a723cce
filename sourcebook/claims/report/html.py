"""A check as one self-contained HTML page: the text with its marks, the notes beside it; no script, no request.

The text is somebody else's and hostile until escaped: everything goes through autoescaping, and the page's own policy
allows its style sheet and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sourcebook.claims.explanations import explain
from sourcebook.claims.model import Check
from sourcebook.claims.report.jsonform import summary
from sourcebook.claims.report.marking import marked, shortened, spaced
from sourcebook.documents.passages import Document
from sourcebook.profiles.html import stylesheet
from sourcebook.profiles.prose import clean, script_direction


def render_html(check: Check, document: Document) -> str:
    """The page."""
    style = f"{stylesheet()}\n{_own_style()}"
    digest = hashlib.sha256(style.encode()).digest()
    return _environment().get_template("check.html").render(
        check=check, passages=marked(check, document), counts=summary(check), style=Markup(style), explain=explain,
        style_hash=f"sha256-{base64.b64encode(digest).decode()}",
    )  # fmt: skip


@cache
def _own_style() -> str:
    return files(__package__).joinpath("check.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sourcebook.claims.report", ""), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["clean"] = clean
    made.filters["spaced"] = spaced
    made.filters["shortened"] = shortened
    made.filters["direction"] = lambda text: script_direction(text) or "auto"
    return made

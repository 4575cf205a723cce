"""A check as its reader gets it: the text marked up with notes beside it, in HTML, Markdown, JSON and on a terminal."""

from __future__ import annotations

from collections.abc import Callable

from sourcebook.claims.model import Check
from sourcebook.documents.passages import Document

FORMS = ("html", "md", "json")


def render(check: Check, document: Document, form: str) -> str:
    """A check in one of `FORMS`.

    Args:
        check: The judged claims.
        document: The text they were read from.
        form: Which.

    Raises:
        KeyError: There is no such form.
    """
    return _renderers()[form](check, document)


def _renderers() -> dict[str, Callable[[Check, Document], str]]:
    # Each form loads only its own machinery.
    def html(check: Check, document: Document) -> str:
        from sourcebook.claims.report.html import render_html

        return render_html(check, document)

    def md(check: Check, document: Document) -> str:
        from sourcebook.claims.report.markdown import render_markdown

        return render_markdown(check, document)

    def json(check: Check, _: Document) -> str:
        from sourcebook.claims.report.jsonform import render_json

        return render_json(check)

    return {"html": html, "md": md, "json": json}

"""A group's page in one of its three forms: the way in for the faces."""

from __future__ import annotations

from sourcebook.profiles.compose import compose
from sourcebook.profiles.facts import GroupFacts
from sourcebook.profiles.html import render_html
from sourcebook.profiles.jsonform import render_json
from sourcebook.profiles.markdown import render_markdown
from sourcebook.profiles.prose import language

FORMS = ("html", "md", "json")


def render(facts: GroupFacts, form: str = "html", code: str = "en") -> str:
    """Write the page of a group.

    Args:
        facts: What the record says (`gathering.read_group`).
        form: `html`, `md` or `json`.
        code: The language to write in.

    Raises:
        ValueError: There is no such form.
    """
    profile = compose(facts, language(code))
    match form:
        case "html":
            return render_html(profile)
        case "md":
            return render_markdown(profile)
        case "json":
            return render_json(profile).decode()
    raise ValueError(f"{form!r} is no form of a page: it is one of {', '.join(FORMS)}")

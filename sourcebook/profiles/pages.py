"""A group's page in one of its three forms: the way in for the faces."""

from __future__ import annotations

from sourcebook.profiles.compose import compose
from sourcebook.profiles.facts import GroupFacts
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
    # Each form brings its own machinery; a page is written in one of them.
    match form:
        case "html":
            from sourcebook.profiles.html import render_html  # noqa: PLC0415

            return render_html(profile)
        case "md":
            from sourcebook.profiles.markdown import render_markdown  # noqa: PLC0415

            return render_markdown(profile)
        case "json":
            from sourcebook.profiles.jsonform import render_json  # noqa: PLC0415

            return render_json(profile).decode()
    raise ValueError(f"{form!r} is no form of a page: it is one of {', '.join(FORMS)}")

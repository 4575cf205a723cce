"""Composing the cited page: facts of the record in, sections of sentences with notes out, three renderings.

with Record.open(home) as record:
    facts = read_group(record, Question("aqim", as_of, known))
html = render(facts, "html")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sourcebook.profiles.facts import GroupFacts


def render(facts: GroupFacts, form: str = "html", code: str = "en") -> str:
    """Write the page of a group: see `pages.render`, which is loaded only when a page is asked for."""
    from sourcebook.profiles import pages  # noqa: PLC0415

    return pages.render(facts, form, code)


__all__ = ["render"]

"""The command that shows which reports may tell of one incident, and wait for a judgement."""

from __future__ import annotations

from sourcebook.cli.app import app
from sourcebook.cli.events import Limit, list_rows
from sourcebook.cli.printing import say
from sourcebook.cli.scoping import Asked, scoped


@app.command()
@scoped
def links(asked: Asked, limit: Limit = 50) -> None:
    """Pairs of reports that may tell of one incident and are not sure; judge them with same or different."""
    from sourcebook.errors import UsageError
    from sourcebook.trends.listing import links as listing

    if asked.form == "geojson":
        raise UsageError("a pair of reports has no place on a map.", "Ask with --json or --csv.")
    columns = ("kind", "score", "a", "a_starts", "a_place", "a_deaths", "b", "b_starts", "b_place")
    list_rows(asked, listing, (*columns, "b_deaths", "reasons"), limit)
    if asked.form is None:
        say(
            "Judge one: sourcebook same REPORT REPORT --who NAME --why GROUND, or sourcebook different."
        )

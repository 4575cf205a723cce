"""The options by which commands are told which reports they are about, and the forms they answer in.

They are written once, in the signature of `_options`; `scoped` gives them to a command, as an `Asked`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from sourcebook.cli.app import AsJson, AsOf, Known
from sourcebook.cli.taking import taking

if TYPE_CHECKING:
    from sourcebook.trends.activity import Activity
    from sourcebook.trends.scope import Scope

FORMS = ("json", "csv", "geojson", "parquet")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked on the command line, as typed."""

    group: str | None
    country: str | None
    admin1: str | None
    cell: int | None
    bbox: str | None
    since: str | None
    until: str | None
    as_of: str | None
    known: str | None
    datasets: list[str] | None
    as_json: bool
    as_csv: bool
    as_geojson: bool
    as_parquet: bool
    output: Path | None

    @property
    def form(self) -> str | None:
        """The one form asked for; None: a table for people.

        Raises:
            UsageError: Several were asked for, or a file without a form.
        """
        from sourcebook.errors import UsageError

        chosen = [form for form in FORMS if getattr(self, f"as_{form}")]
        if len(chosen) > 1 or (self.output is not None and not chosen):
            raise UsageError(
                "a result has one form.", "Ask with one of --json, --csv, --geojson, --parquet."
            )
        return chosen[0] if chosen else None


def _options(
    group: Annotated[
        str | None,
        typer.Argument(help="A group: a name or alias in any script, or an id [default: anybody]."),
    ] = None,
    country: Annotated[str | None, typer.Option(help="A country: ML or Mali.")] = None,
    admin1: Annotated[
        str | None, typer.Option("--admin1", metavar="NAME", help="A first-order region.")
    ] = None,
    cell: Annotated[
        int | None, typer.Option("--cell", metavar="GID", help="A PRIO-GRID cell.")
    ] = None,
    bbox: Annotated[
        str | None, typer.Option(metavar="W,S,E,N", help="A box of degrees: --bbox=-6,14,5,25.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day, month or year.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Last day, month or year.")
    ] = None,
    as_of: AsOf = None,
    known: Known = None,
    datasets: Annotated[
        list[str] | None,
        typer.Option("--dataset", help="ucdp or ucdp/ged; may be repeated [default: all]."),
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV.")] = False,
    as_geojson: Annotated[bool, typer.Option("--geojson", help="GeoJSON.")] = False,
    as_parquet: Annotated[bool, typer.Option("--parquet", help="Parquet; needs -o.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file.")
    ] = None,
) -> None: ...


scoped = taking("asked", Asked, _options)


@contextmanager
def laid(asked: Asked) -> Iterator[tuple[Activity, dict[str, Any]]]:
    """The reports asked about, and the question as understood.

    Raises:
        UsageError: A name, place, date or dataset is not one.
    """
    from sourcebook.cli.opening import opened
    from sourcebook.trends.activity import activity

    with opened() as record:
        scope = understood(record, asked)
        with activity(record, scope) as held:
            yield held, question(asked, scope)


def understood(record: Any, asked: Asked) -> Scope:
    """The scope that was asked for.

    Raises:
        UsageError: A name, place or date is not one.
    """
    from sourcebook.cli.opening import day
    from sourcebook.record.lookup import GROUP_SCHEMATA, find
    from sourcebook.trends.scope import Box, Scope

    known = day("--known", asked.known) or record.known
    return Scope(
        as_of=day("--as-of", asked.as_of) or known,
        known=known,
        group=None if asked.group is None else find(record, asked.group, GROUP_SCHEMATA),
        country=_country(asked.country),
        admin1=asked.admin1,
        cell=asked.cell,
        box=None if asked.bbox is None else Box.parse(asked.bbox),
        since=day("--from", asked.since, first=True),
        until=day("--to", asked.until),
        datasets=tuple(asked.datasets or ()),
    )


def _country(text: str | None) -> str | None:
    from sourcebook.errors import UsageError
    from sourcebook.record.territories import alpha2

    if text is None:
        return None
    code = alpha2(text)
    if code is None:
        raise UsageError(
            f"{text!r} is no country that is known here.", "Write its ISO code: ML for Mali."
        )
    return code


def question(asked: Asked, scope: Scope) -> dict[str, Any]:
    """The question as it was understood."""
    box = scope.box
    return {
        "asked": asked.group, "id": scope.group, "country": scope.country, "admin1": scope.admin1,
        "cell": scope.cell, "bbox": None if box is None else [box.west, box.south, box.east, box.north],
        "from": scope.since, "to": scope.until, "as_of": scope.as_of, "known": scope.known,
        "datasets": list(scope.datasets),
    }  # fmt: skip

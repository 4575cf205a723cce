"""The options that say whom a name means, and the query they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

if TYPE_CHECKING:
    from sourcebook.screening.query import Query


class Particulars(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of somebody beside the name, as typed."""

    also: list[str] | None
    born: list[str] | None
    nationality: list[str] | None
    birth_place: list[str] | None
    gender: str | None
    id_number: list[str] | None

    @property
    def given(self) -> bool:
        """Whether anything is."""
        return any(msgspec.structs.astuple(self))


def particulars(
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="NAME", help="Another spelling of the same name."),
    ] = None,
    born: Annotated[
        list[str] | None,
        typer.Option("--born", metavar="DATE", help="Date of birth: 1965, 1970-04 or 1970-04-20."),
    ] = None,
    nationality: Annotated[
        list[str] | None, typer.Option(metavar="COUNTRY", help="Nationality or seat: code or name.")
    ] = None,
    birth_place: Annotated[
        list[str] | None, typer.Option(metavar="PLACE", help="Place of birth.")
    ] = None,
    gender: Annotated[str | None, typer.Option(metavar="GENDER", help="male or female.")] = None,
    id_number: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Number of a passport, identity card or registration."),
    ] = None,
) -> None:
    """The options of `Particulars`."""


def query_of(name: str | None, known: Particulars, schema: str | None = None) -> Query:
    """The query that options of the command line mean.

    Args:
        name: As typed.
        known: What else is known.
        schema: What it is.

    Raises:
        UsageError: There is no such schema, day, country or gender.
    """
    from sourcebook.screening.query import Query
    from sourcebook.screening.reading import country, gender_of, known_schema, partial_date

    return Query(
        names=tuple(one for one in (name, *(known.also or ())) if one is not None),
        schema=known_schema(schema),
        born=tuple(partial_date(text) for text in known.born or ()),
        countries=tuple(country(text) for text in known.nationality or ()),
        birth_places=tuple(known.birth_place or ()),
        gender=gender_of(known.gender),
        identifiers=tuple(known.id_number or ()),
    )

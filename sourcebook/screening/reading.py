"""What somebody types of a person or organisation, read strictly: a slip is said, never passed over."""

from __future__ import annotations

from sourcebook.errors import UsageError
from sourcebook.names import words
from sourcebook.record.dates import PartialDate
from sourcebook.record.schema import schemata
from sourcebook.record.territories import alpha2, name
from sourcebook.screening.query import Query

GENDERS = {"male": "male", "m": "male", "female": "female", "f": "female", "other": "other"}


def known_schema(text: str | None) -> str | None:
    """A FollowTheMoney schema, in whatever case.

    Raises:
        UsageError: There is none of that name.
    """
    if text is None:
        return None
    by_name = {schema.casefold(): schema for schema in schemata()}
    found = by_name.get(text.casefold())
    if found is None:
        raise UsageError(
            f"there is no schema {text!r}.", "Common ones: Person, Organization, Company, Vessel."
        )
    return found


def partial_date(text: str) -> str:
    """A date of birth as EDTF.

    Raises:
        UsageError: It is no such date.
    """
    try:
        return str(PartialDate.parse(text.strip()))
    except ValueError as error:
        raise UsageError(f"--born: {error}.") from error


def country(text: str) -> str:
    """The alpha-2 code of a country given as a code, a name or an adjective.

    Raises:
        UsageError: No country is called so.
    """
    code = text.strip().upper()
    if len(code) == 2 and name(code) != code:
        return code
    found = alpha2(text)
    if found is None:
        raise UsageError(
            f"no country is called {text!r}.",
            "Give its ISO 3166 code of two letters, for example DZ.",
        )
    return found


def gender_of(text: str | None) -> str | None:
    """`male`, `female` or `other`.

    Raises:
        UsageError: It is none of them.
    """
    if text is None:
        return None
    found = GENDERS.get(text.strip().lower())
    if found is None:
        raise UsageError(f"--gender: {text!r} is none of male, female, other.")
    return found


def refuse_empty(query: Query) -> None:
    """There has to be a name to look for: the answer to none would read as nobody.

    Raises:
        UsageError: No name has a letter or digit.
    """
    if not any(words(one) for one in query.names):
        raise UsageError(
            "there is no name to look for.", "Give a name with letters, in any script."
        )

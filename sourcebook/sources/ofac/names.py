"""Names as OFAC prints them, and the statements they become.

A person is printed `LAST, First Middle`: the surname in capitals, what follows in mixed case. The same comma in
the name of a company (`ANGLO-CARIBBEAN CO., LTD.`) is followed by capitals, so the two can be told apart where
a file does not say of what kind the entry is (alt.csv). Weak aliases are marked in the XML; in the CSV set they
stand in quotation marks among the remarks, and alt.csv holds the strong ones
(https://ofac.treasury.gov/faqs/topic/1646).
"""

from __future__ import annotations

from sourcebook.record.rows import Statement

_PROPERTIES = {"aka": "alias", "fka": "previousName", "nka": "alias"}


def reading_order(printed: str, person: bool = False) -> str:
    """The name with the surname last, as it is spoken.

    Args:
        printed: For example `DROUKDEL, Abdelmalek`.
        person: Whether the entry is known to be a person; otherwise the capitals decide.
    """
    last, comma, rest = printed.partition(", ")
    if not comma or not (person or _is_surname_first(last, rest)):
        return printed
    first, _, suffix = rest.partition(", ")
    return " ".join(part for part in (first, last, suffix) if part)


def _is_surname_first(last: str, rest: str) -> bool:
    return last == last.upper() and any(letter.islower() for letter in rest)


def primary(printed: str, person: bool, locator: str) -> Statement:
    """The statement of an entry's primary name."""
    value = reading_order(printed, person)
    return Statement(prop="name", value=value, original=differing(printed, value), locator=locator)


def other(kind: str, printed: str, weak: bool, locator: str, quote: str | None = None) -> Statement:
    """The statement of another name.

    Args:
        kind: `aka`, `fka` or `nka`, with or without points.
        printed: The name.
        weak: Whether the list calls it weak.
        locator: Where it stands.
        quote: The clause it was read in, where it was prose.

    Raises:
        ValueError: There is no such kind of name.
    """
    short = kind.replace(".", "").lower()
    if short not in _PROPERTIES:
        raise ValueError(f"{kind!r} is not a kind of name (aka, fka, nka)")
    prop = "weakAlias" if weak and short == "aka" else _PROPERTIES[short]
    value = reading_order(printed)
    return Statement(
        prop=prop, value=value, original=differing(printed, value), grade="low" if weak else "good",
        locator=locator, quote=quote,
    )  # fmt: skip


def differing(printed: str, value: str) -> str | None:
    """The printed form, where it differs from the value."""
    return printed if printed != value else None

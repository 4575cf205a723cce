"""Which column holds what: guessed from the headings, stated, and never guessed where two readings are possible.

Headings are compared folded (`folded`) with the words of `columns.yaml`. A full name wins over its parts; where there
are only parts, they are put together in the order given, middle, family name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from sourcebook.errors import UsageError

ROLES = (
    "name", "first", "middle", "last", "alias", "born", "country", "birthplace", "gender", "identifier", "id", "schema",
)  # fmt: skip
PARTS = ("first", "middle", "last")
# Of these a row has one; where several columns are headed so, the best word wins.
_SINGLE = frozenset({"id", "schema", "gender"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GAPS = re.compile(r"[\W_]+")
HELP = "Say which columns to take, for example: --map name=COLUMN,born=COLUMN (or name=#2 for the second)."


class Column(msgspec.Struct, frozen=True, order=True):
    """One column that is read.

    Attributes:
        role: What it holds, one of `ROLES`.
        place: Which it is, from 0; of JSON and Parquet, among the names of `Columns.names`.
    """

    role: str
    place: int


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """How the rows of a file are read.

    Attributes:
        names: Of all its columns, or of the keys of its objects.
        taken: The columns that are read.
        header: Whether the first row of a table is their headings.
    """

    names: tuple[str, ...]
    taken: tuple[Column, ...]
    header: bool = True

    def of(self, role: str) -> list[int]:
        """The places of a role, in order."""
        return [one.place for one in self.taken if one.role == role]

    def described(self) -> list[tuple[str, str]]:
        """Role and column, for the reader."""
        return [(one.role, self.names[one.place]) for one in self.taken]


def folded(text: str) -> str:
    """A heading or a word of a cell without case, accents, vowel signs and punctuation."""
    split = _CAMEL.sub(" ", text)
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", split) if not unicodedata.combining(sign)
    )
    return _GAPS.sub(" ", plain.replace("ـ", "")).strip().casefold()


@cache
def _headings() -> dict[str, dict[str, int]]:
    """What a folded heading may be: roles, each with how good a word for it this is."""
    text = (resources.files("sourcebook.screening.bulk") / "columns.yaml").read_bytes()
    found: dict[str, dict[str, int]] = {}
    for role, headings in msgspec.yaml.decode(text, type=dict[str, list[str]]).items():
        for rank, heading in enumerate(headings):
            found.setdefault(folded(heading), {}).setdefault(role, rank)
    return found


def is_heading(text: str) -> bool:
    """Whether a cell is a known heading."""
    return folded(text) in _headings()


def guessed(names: Sequence[str], *, header: bool = True) -> Columns:
    """The columns that headings tell.

    Args:
        names: The headings.
        header: Whether the first row is the headings.

    Raises:
        UsageError: No column, or more than one, looks like the name.
    """
    fits: dict[str, list[tuple[int, int]]] = {}
    for place, name in enumerate(names):
        for role, rank in _headings().get(folded(name.rpartition(".")[2]), {}).items():
            fits.setdefault(role, []).append((rank, place))
    taken = {role: _best(role, sorted(ranked)) for role, ranked in fits.items()}
    return _columns(names, _with_one_name(names, taken), header)


def _best(role: str, ranked: Sequence[tuple[int, int]]) -> list[int]:
    return [ranked[0][1]] if role in _SINGLE else sorted(place for _, place in ranked)


def _with_one_name(names: Sequence[str], taken: dict[str, list[int]]) -> dict[str, list[int]]:
    """The same with the name in one column, or in one column for each part."""
    parts = [role for role in PARTS if role in taken]
    whole = taken.get("name", [])
    if len(whole) > 1:
        raise _unclear(names, whole)
    if whole and parts and "last" not in parts:
        # "Name" beside "First name" is a family name to one author and the whole name to another.
        raise _unclear(names, [*whole, *taken[parts[0]]])
    if whole:
        return {role: places for role, places in taken.items() if role not in PARTS}
    several = [place for role in parts for place in taken[role] if len(taken[role]) > 1]
    if several:
        raise _unclear(names, several)
    if not parts or parts == ["middle"]:
        shown = ", ".join(repr(name) for name in names[:30]) or "none"
        raise UsageError(f"no column looks like a name; the columns are {shown}.", HELP)
    return taken


def _unclear(names: Sequence[str], places: Sequence[int]) -> UsageError:
    found = " and ".join(repr(names[place]) for place in places)
    return UsageError(f"the columns {found} could each be the name.", HELP)


def _columns(names: Sequence[str], taken: Mapping[str, Sequence[int]], header: bool) -> Columns:
    columns = [Column(role, place) for role in ROLES for place in taken.get(role, ())]
    return Columns(names=tuple(names), taken=tuple(columns), header=header)


def mapped(names: Sequence[str], wishes: Sequence[str], *, header: bool = True) -> Columns:
    """The columns that the user names.

    Args:
        names: The headings.
        wishes: Each `role=COLUMN`, several of them with commas between; a column by its heading or as `#2`.
        header: Whether the first row is the headings.

    Raises:
        UsageError: There is no such role or column, or no name among them.
    """
    taken: dict[str, list[int]] = {}
    for wish in _split(wishes, names):
        role, sign, wanted = wish.partition("=")
        if not sign or role.strip() not in ROLES:
            raise UsageError(
                f"--map: {wish!r} is not role=COLUMN.", f"The roles are {', '.join(ROLES)}."
            )
        taken.setdefault(role.strip(), []).append(_place(names, wanted.strip()))
    if not any(role in taken for role in ("name", "first", "last")):
        raise UsageError("--map names no column for the name.", HELP)
    return _columns(names, taken, header)


def _split(wishes: Sequence[str], names: Sequence[str]) -> list[str]:
    """The single wishes; a comma splits only where a role follows, because headings hold commas too."""
    between = re.compile(rf",\s*(?=(?:{'|'.join(ROLES)})\s*=)")
    return [one for wish in wishes for one in between.split(wish)]


def _place(names: Sequence[str], wanted: str) -> int:
    if re.fullmatch(r"#\d+", wanted) and 1 <= int(wanted[1:]) <= len(names):
        return int(wanted[1:]) - 1
    found = [place for place, name in enumerate(names) if name == wanted]
    found = found or [place for place, name in enumerate(names) if folded(name) == folded(wanted)]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(repr(name) for name in names[:30])
    what = "is headed so more than once" if found else "is no column"
    raise UsageError(
        f"--map: {wanted!r} {what}; the columns are {shown}.", "Or give its number: #1, #2, …"
    )

"""How the codes of the event datasets map to our vocabulary, each at a stated level.

The level says what our term is to the code: `exact`; `broader`: the term covers more than the code; `narrower`: it
covers a part of it; `close`: it follows in most cases; `none`: no term says it. Every code stands in a file, those
that map to nothing too, so that a code nobody has looked at is told from one that means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import pyarrow as pa
import yaml

from sourcebook.errors import SourcebookError
from sourcebook.incidents.vocabulary import KINDS, Kind, Publication, vocabulary

Level = Literal["exact", "broader", "narrower", "close", "none"]
DATASETS = ("ucdp", "acled", "gtd")
FOLDER = Path(__file__).parent


class Meaning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a code says in our words, and how well."""

    term: str | None
    level: Level
    note: str | None = None


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code of a field; `label` where it is a number."""

    label: str | None = None
    tactic: tuple[Meaning, ...] = ()
    target: tuple[Meaning, ...] = ()
    violence: tuple[Meaning, ...] = ()

    def meanings(self) -> Iterator[tuple[Kind, Meaning]]:
        """What it says, of every kind."""
        for kind, said in zip(KINDS, (self.tactic, self.target, self.violence), strict=True):
            yield from ((kind, one) for one in said)


class Field(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"source": "from"}
):
    """The codes of one field, in one layout of the dataset and, where it refines another code, within that code."""

    field: str
    source: str
    codes: dict[str, Code]
    layout: str = "current"
    within: str | None = None


class Crosswalk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All codes of one dataset."""

    dataset: str
    reviewed: str
    sources: dict[str, Publication]
    fields: tuple[Field, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One meaning of one code, as the table has it."""

    dataset: str
    field: str
    layout: str
    within: str | None
    code: str
    label: str
    kind: Kind
    term: str | None
    level: Level
    note: str | None


@cache
def crosswalk(dataset: str) -> Crosswalk:
    """The codes of a dataset.

    Args:
        dataset: `ucdp`, `acled` or `gtd`.

    Raises:
        SourcebookError: There is no such file, or it is damaged.
    """
    path = FOLDER / f"{dataset}.yaml"
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Crosswalk)
    except OSError as error:
        raise SourcebookError(
            f"no crosswalk for {dataset!r}.", f"There are: {', '.join(DATASETS)}."
        ) from error
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise SourcebookError(
            f"{path.name}: {error}.", "Correct the file or install again."
        ) from error


def rows(held: Crosswalk) -> Iterator[Row]:
    """Every meaning of every code of a dataset, in the order of the file."""
    for field in held.fields:
        for code, what in field.codes.items():
            for kind, meant in what.meanings():
                yield Row(
                    dataset=held.dataset, field=field.field, layout=field.layout, within=field.within,
                    code=code, label=what.label or code, kind=kind, term=meant.term, level=meant.level,
                    note=meant.note,
                )  # fmt: skip


def table() -> pa.Table:
    """The crosswalk of all datasets as columns, for joins.

    Columns: dataset, field, layout, within, code, label, kind, term, level, note. The codes of one dataset and
    field are distinct over layouts but for `within`, so a join needs dataset, field and code, and `within` where
    a code stands under several.
    """
    found = [msgspec.structs.asdict(row) for name in DATASETS for row in rows(crosswalk(name))]
    return pa.Table.from_pylist(found, schema=_SCHEMA)


_SCHEMA = pa.schema([pa.field(name, pa.string()) for name in Row.__struct_fields__])


def unmapped(dataset: str, field: str, codes: Iterable[str]) -> list[str]:
    """The codes of a file that no line of the crosswalk names, in order: for the build to report.

    Args:
        dataset: `acled`.
        field: `sub_event_type`.
        codes: As the file prints them.
    """
    known = {code for one in crosswalk(dataset).fields if one.field == field for code in one.codes}
    return sorted(set(codes) - known)


def problems(held: Crosswalk) -> list[str]:
    """What is wrong with a crosswalk, each with where.

    Args:
        held: As read.
    """
    found = [
        f"{held.dataset} {one.field}: no source {one.source!r}"
        for one in held.fields
        if one.source not in held.sources
    ]
    for row in rows(held):
        where = f"{held.dataset} {row.field} {row.code!r}, {row.kind}"
        if (row.term is None) != (row.level == "none"):
            found.append(f"{where}: a term and a level other than none belong together")
        elif row.term is not None and row.term not in vocabulary(row.kind).names():
            found.append(f"{where}: {row.term!r} is not in the vocabulary")
    for field in held.fields:
        found += [
            f"{held.dataset} {field.field} {code!r}: says nothing, not even that nothing says it"
            for code, what in field.codes.items()
            if not list(what.meanings())
        ]
    return found

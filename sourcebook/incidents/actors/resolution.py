"""What a printed name was resolved to, and on what ground.

The grade says as what: `same` is the group itself, under whatever name it bore then; `wing`, `umbrella`, `faction` and
`allied` are other groups that stand to it so, and none of them is counted as it; `generic` names no group. `uncertain`
waits for a person's judgement and is counted nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

import msgspec
import pyarrow as pa

Grade = Literal["same", "wing", "umbrella", "faction", "allied", "generic", "uncertain"]
Basis = Literal["judged", "id", "name", "state", "form", "likeness", "structure", "ties", "itself"]

_NOT_WORD = re.compile(r"[^a-z0-9]+")
SCHEMA = pa.schema(
    [
        ("source", pa.string()), ("name", pa.string()), ("dataset_id", pa.string()), ("country", pa.string()),
        ("from_year", pa.int32()), ("until_year", pa.int32()), ("actor", pa.string()), ("entry", pa.string()),
        ("canonical", pa.string()), ("grade", pa.string()), ("score", pa.float32()), ("basis", pa.string()),
        ("explanation", pa.string()),
    ]
)  # fmt: skip


class Asked(msgspec.Struct, frozen=True, order=True):
    """A name to resolve, as a dataset prints it.

    Attributes:
        source: The dataset's source id.
        name: As printed.
        dataset_id: The dataset's own id of the actor, if it gives one.
        country: ISO code of where it acts, where one name is several actors'; None for all.
        from_year, until_year: The first and last year of its events.
        countries: ISO codes of all countries of its events, where it is asked about for all of them.
    """

    source: str
    name: str
    dataset_id: str | None = None
    country: str | None = None
    from_year: int | None = None
    until_year: int | None = None
    countries: tuple[str, ...] = ()

    @property
    def actor(self) -> str:
        """The actor's own entry id, by which people judge: `ucdp:539`, `gtd-actor:boko-haram`."""
        return actor_id(self.source, self.name, self.dataset_id)

    @property
    def of_ucdp(self) -> bool:
        """Whether a dataset of UCDP prints it."""
        return self.source.startswith("ucdp")


class Resolution(msgspec.Struct, frozen=True):
    """What one name was resolved to.

    Attributes:
        asked: The name.
        entry: The record's entry it means; None where it means none.
        canonical: The group or state it means.
        grade: As what.
        score: How sure, 0 to 1.
        basis: On what ground.
        explanation: The ground in words, for the reader.
    """

    asked: Asked
    entry: str | None
    canonical: str | None
    grade: Grade
    score: float
    basis: Basis
    explanation: str


def actor_id(source: str, name: str, dataset_id: str | None = None) -> str:
    """The stable entry id of a dataset's actor.

    Args:
        source: The dataset's source id: `acled`, `gtd`, `ucdp-ged`.
        name: As printed; case, accents and signs do not count.
        dataset_id: UCDP's own id, which its actor file carries too.
    """
    if dataset_id and source.startswith("ucdp"):
        return f"ucdp:{dataset_id}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _NOT_WORD.sub("-", plain).strip("-")
    return f"{source}-actor:{slug or 'unnamed'}"


def table(resolutions: list[Resolution]) -> pa.Table:
    """Resolutions as the table `actor_resolution`, sorted."""
    rows = sorted(resolutions, key=_order)
    columns = {
        "source": [r.asked.source for r in rows],
        "name": [r.asked.name for r in rows],
        "dataset_id": [r.asked.dataset_id for r in rows],
        "country": [r.asked.country for r in rows],
        "from_year": [r.asked.from_year for r in rows],
        "until_year": [r.asked.until_year for r in rows],
        "actor": [r.asked.actor for r in rows],
        "entry": [r.entry for r in rows],
        "canonical": [r.canonical for r in rows],
        "grade": [r.grade for r in rows],
        "score": [round(r.score, 4) for r in rows],
        "basis": [r.basis for r in rows],
        "explanation": [r.explanation for r in rows],
    }
    return pa.table(columns, schema=SCHEMA)


def _order(r: Resolution) -> tuple[str, ...]:
    asked = r.asked
    return (
        asked.source,
        asked.name,
        asked.dataset_id or "",
        asked.country or "",
        str(asked.from_year),
        r.grade,
        r.entry or "",
    )

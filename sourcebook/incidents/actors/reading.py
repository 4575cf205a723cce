"""How the actors of datasets were resolved, read back from a record."""

from __future__ import annotations

import msgspec

from sourcebook.errors import UsageError
from sourcebook.record.store import Record
from sourcebook.rights.terms import RESTRICTED

_ROWS = f"""
    with borne as (
        select r.source, a.name, a.dataset_id, r.country, count(distinct r.row_id) as n,
            count(distinct r.row_id) filter ({RESTRICTED.format("r")}) as kept
        from report_actor a join report r using (row_id) where a.name is not null group by all
    )
    select x.source, x.name, x.actor, x.dataset_id, x.country, x.from_year, x.until_year, x.entry,
        coalesce(i.canonical, x.canonical) as canonical, e.caption, x.grade, x.score, x.basis, x.explanation,
        coalesce(sum(b.n), 0)::bigint as reports, coalesce(sum(b.kept), 0)::bigint as restricted
    from actor_resolution x left join identity i on i.entry = x.entry and x.canonical not like 'state:%'
    left join entry e on e.entry = x.entry
    left join borne b on b.source = x.source and b.name = x.name and b.dataset_id is not distinct from x.dataset_id
        and (x.country is null or b.country = x.country)
    where ($canonical is null or coalesce(i.canonical, x.canonical) = $canonical)
        and (not $review or x.grade = 'uncertain')
    group by all
    order by x.source, x.name, x.country nulls first, x.grade, x.entry nulls first
"""


class ActorLine(msgspec.Struct, frozen=True):
    """A name of a dataset, and what it was resolved to.

    Attributes:
        source, name, dataset_id, country, from_year, until_year: As asked (`Asked`).
        actor: Its entry id, by which people judge.
        entry, canonical, caption: The entry it means, under which id that stands today, and how it is headed.
        grade, score, basis, explanation: As what, how surely, and why.
        reports, restricted: How many reports bear it, and how many of them are rows that their source lets nobody
            pass on: of fewer than three the name itself stays in (`rights.gate.totals`).
    """

    source: str
    name: str
    actor: str
    dataset_id: str | None
    country: str | None
    from_year: int | None
    until_year: int | None
    entry: str | None
    canonical: str | None
    caption: str | None
    grade: str
    score: float
    basis: str
    explanation: str
    reports: int
    restricted: int


def resolutions(
    record: Record, canonical: str | None = None, review: bool = False
) -> list[ActorLine]:
    """How names were resolved.

    Args:
        record: The open record.
        canonical: Of one group or state; all without.
        review: Only what waits for a judgement.

    Raises:
        UsageError: The record holds no reports of event datasets.
    """
    if not record.has("actor_resolution"):
        raise UsageError(
            "the record holds no reports of event datasets.",
            "Add one, for example UCDP's GED, and build.",
        )
    rows = record.rows(_ROWS, {"canonical": canonical, "review": review})
    return [ActorLine(**{**row, "score": round(row["score"], 4)}) for row in rows]

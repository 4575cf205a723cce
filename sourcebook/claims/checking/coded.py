"""What datasets of events code of a group: where it was, and what it did on a day.

A dataset speaks for a claim and never against one: what it does not code may have happened all the same. Rows that a
licence keeps in are not asked, because evidence is shown row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sourcebook.claims.checking.when import point
from sourcebook.claims.checking.whereabouts import Where, all_of
from sourcebook.claims.model import Claim
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import Count
from sourcebook.record.dates import PartialDate
from sourcebook.record.reported import dataset_title, sources_of_events
from sourcebook.record.store import Record

_ONE_SIDED = "one_sided"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Coded:
    """One report of a dataset.

    Attributes:
        starts, ends: Days.
        country: ISO 3166 alpha-2, or an empty string.
        places: Town and regions as the dataset prints them, in lower case.
        killed: Low, best and high.
        violence: As the vocabulary has it.
        evidence: For the note.
    """

    starts: date
    ends: date
    country: str
    places: str
    killed: Count
    violence: str
    evidence: Evidence

    def within(self, where: Where) -> bool:
        """Whether it was in a place; a dataset that prints no places answers for states alone."""
        if where.place:
            return where.place in self.places
        return self.country in where.countries or self.country in where.partly


class Codings:
    """What datasets code of each group, read when first asked about."""

    def __init__(self, record: Record, as_of: date, known: date) -> None:
        self._record, self._as_of, self._known = record, as_of, known
        self._sources: tuple[str, ...] | None = None
        self._held: dict[str, tuple[Coded, ...]] = {}

    def of(self, group: str) -> tuple[Coded, ...]:
        """The reports that name a group, in order of time; none where no dataset is loaded.

        Args:
            group: Canonical id.
        """
        if self._sources is None:
            self._sources = sources_of_events(self._record, self._known)
        if group not in self._held:
            self._held[group] = tuple(self._read(group)) if self._sources else ()
        return self._held[group]

    def _read(self, group: str) -> Iterator[Coded]:
        # A text is mostly checked without events; their machinery is loaded when there are some.
        from sourcebook.trends.activity import activity, ask  # noqa: PLC0415
        from sourcebook.trends.scope import Scope  # noqa: PLC0415

        scope = Scope(
            as_of=self._as_of, known=self._known, group=group, datasets=self._sources or ()
        )
        with activity(self._record, scope, one_by_one=True) as held:
            yield from map(_coded, ask(held, _ROWS))


_ROWS = """select r.row_id, r.dataset, r.event, r.starts, coalesce(r.ends, r.starts) as ends, r.country, r.violence,
    r.deaths_low as low, r.deaths_best as best, r.deaths_high as high,
    lower(concat_ws(' | ', q.place, q.admin2, q.admin1)) as places,
    s.id as source, s.kind, s.publisher, s.short, s.url, s.licence, f.sha, f.published, f.scope
    from {reports} r join report q using (row_id) join source s on s.id = r.source join file f on f.sha = q.file
    where not r.restricted and not r.aggregate and r.starts is not null order by r.starts, r.row_id"""


def _coded(row: dict[str, Any]) -> Coded:
    evidence = Evidence(
        row=row["row_id"], source=row["source"], kind=row["kind"], publisher=row["publisher"], short=row["short"],
        title=dataset_title(row["short"], row["dataset"]), version=PartialDate.parse(row["published"]),
        record=str(row["event"]), url=row["url"], licence=row["licence"], file=row["sha"], scope=row["scope"],
        printed=str(row["starts"]),
    )  # fmt: skip
    return Coded(
        starts=row["starts"], ends=row["ends"], country=row["country"] or "", places=row["places"] or "",
        killed=Count(row["low"], row["best"], row["high"]), violence=row["violence"] or "", evidence=evidence,
    )  # fmt: skip


def there(found: Sequence[Coded], where: Where | None) -> list[Coded]:
    """Those of some reports that were in a place; all of them where none is given."""
    return list(found) if where is None else [one for one in found if one.within(where)]


def against_civilians(found: Sequence[Coded]) -> list[Coded]:
    """Those that are violence against civilians by what UCDP calls one-sided."""
    return [one for one in found if one.violence == _ONE_SIDED]


def on_the_day(found: Sequence[Coded], claim: Claim) -> list[Coded]:
    """Those of some reports that a claim with a day may mean: on that day, and in the place it names."""
    when = point(claim.time) if claim.time is not None else None
    if when is None or when.precision != "day":
        return []
    day = when.earliest
    return [one for one in there(found, all_of(claim.place)) if one.starts <= day <= one.ends]


def ends_of(found: Sequence[Coded]) -> list[Evidence]:
    """The evidence of the first and the last few of some reports: of a hundred, who reads more?"""
    shown = found if len(found) <= 2 * _SHOWN else [*found[:_SHOWN], *found[-_SHOWN:]]
    return [one.evidence for one in shown]

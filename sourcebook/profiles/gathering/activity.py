"""What the loaded datasets of events say a group did.

The register's own incidents are told one by one elsewhere on the page and enter no sum: they are the notable ones, not
all. Only where the datasets are held against each other do they take part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sourcebook.profiles.activity import ActivityFact, DatasetFile, Loaded, Place
from sourcebook.profiles.evidence import Evidence
from sourcebook.profiles.facts import GroupFacts, SourceLine
from sourcebook.record.dates import parsed
from sourcebook.record.dossier import Question
from sourcebook.record.reported import dataset_title
from sourcebook.record.store import Record
from sourcebook.rights.cells import outward
from sourcebook.rights.gate import counted
from sourcebook.trends.activity import OWN_OF, Activity, activity, ask
from sourcebook.trends.agreement import Agreement, agreement
from sourcebook.trends.company import company
from sourcebook.trends.coverage import covered
from sourcebook.trends.mixes import kidnapping, mixes
from sourcebook.trends.places import border, hotspots
from sourcebook.trends.scope import Scope
from sourcebook.trends.series import series
from sourcebook.trends.values import Coverage
from sourcebook.trends.whereabouts import regions, whereabouts

T = TypeVar("T")
MIXES = ("violence", "tactic", "target")


def read_activity(record: Record, question: Question, datasets: tuple[str, ...]) -> ActivityFact:
    """What the datasets of events say the group did.

    Args:
        record: The open record.
        question: Which group, as of when, known by when.
        datasets: The sources of events that are counted.
    """
    scope = Scope(as_of=question.as_of, known=question.known, group=question.id, datasets=datasets)
    with activity(record, scope) as held:
        return _measured(held, _agreement(held))


def with_activity(facts: GroupFacts, found: ActivityFact) -> GroupFacts:
    """A group's facts with what the datasets say, and their files among the sources."""
    shown = {(line.title, line.version) for line in facts.sources}
    lines = tuple(
        SourceLine(e.publisher, e.short, e.title, e.version, e.scope, e.licence, e.url, True, e.kind)
        for one in found.loaded for e in one.evidence if (e.title, e.version) not in shown
    )  # fmt: skip
    files = sum(line.list_file for line in facts.sources)
    sources = (*facts.sources[:files], *lines, *facts.sources[files:])
    return replace(facts, activity=found, sources=sources)


def _measured(held: Activity, agreed: Agreement) -> ActivityFact:
    kept = counted(held.record, held.reports, held.scope.known)[1]
    # Where no row has to stay in, no cell can give one away, and the walk through all of them is spared.
    passed: Callable[[T], T] = outward if kept else _as_it_is
    spots = passed(hotspots(held))
    named = regions(held, (spot.cell for spot in spots.spots if spot.kind == "hot"))
    return ActivityFact(
        loaded=_loaded(held.record, held.scope), files=_files(held), series=passed(series(held)),
        mixes=passed(mixes(held, MIXES)), kidnapping=passed(kidnapping(held)), border=passed(border(held)),
        hotspots=spots, places={cell: Place(country, region or "") for cell, (region, country) in named.items()},
        company=passed(company(held, limit=12)), whereabouts=passed(whereabouts(held)),
        agreement=passed(agreed), withheld=kept,
    )  # fmt: skip


def _as_it_is(value: T) -> T:
    return value


def _agreement(held: Activity) -> Agreement:
    """How far the datasets agree with each other and with the publications that the register cites."""
    if not held.datasets:
        return Agreement(of=0, apart=())
    scope = held.scope
    beside = Scope(as_of=scope.as_of, known=scope.known, group=scope.group)
    with activity(held.record, beside) as all_of_it:
        return agreement(all_of_it)


def _files(held: Activity) -> tuple[DatasetFile, ...]:
    """The files in which the group is named, the one that names it most often first."""
    rows = ask(
        held,
        f"""select r.dataset, f.*, count(distinct r.row_id) as reports, min(r.row_id) as row_id,
            list_sort(list(distinct m.name)) as names
        from {{reports}} r join {{own}} a on {OWN_OF}
        join report_actor m on m.row_id = a.row_id and m.side = a.side and m.position = a.position
        join report q on q.row_id = r.row_id join ({_FILES}) f on f.sha = q.file
        group by all order by reports desc, r.dataset, f.sha""",
    )
    return tuple(
        DatasetFile(row["dataset"], row["reports"], tuple(row["names"]), _evidence(row, row["dataset"]))
        for row in rows
    )  # fmt: skip


_FILES = """select f.sha, f.published, f.scope, f.source, s.kind, s.publisher, s.short, s.title, s.url, s.licence
    from file f join source s on s.id = f.source"""


def _evidence(row: dict[str, Any], dataset: str) -> Evidence:
    names = row.get("names") or ()
    return Evidence(
        row=row.get("row_id") or "", source=row["source"], kind=row["kind"], publisher=row["publisher"],
        short=row["short"], title=dataset_title(row["short"], dataset), version=parsed(row["published"]),
        locator=f"side_a, side_b: {' | '.join(names[:4])}" if names else "", url=row["url"],
        licence=row["licence"], file=row["sha"], scope=row["scope"],
    )  # fmt: skip


def _loaded(record: Record, scope: Scope) -> tuple[Loaded, ...]:
    coverage = covered(record, scope)
    files = _files_of(record, scope)
    return tuple(_one_loaded(one, files.get(one.dataset, ())) for one in coverage)


def _one_loaded(coverage: Coverage, rows: Sequence[dict[str, Any]]) -> Loaded:
    short = rows[0]["short"] if rows else coverage.dataset.partition("/")[0]
    evidence = tuple(_evidence(row, coverage.dataset) for row in rows)
    return Loaded(coverage, dataset_title(short, coverage.dataset), evidence)


def _files_of(record: Record, scope: Scope) -> dict[str, list[dict[str, Any]]]:
    rows = record.rows(
        f"""select v.source || '/' || v.part as dataset, f.* from (
            select distinct source, part, file from version where day <= $known and list_contains(columnar, 'reports')
        ) v join ({_FILES}) f on f.sha = v.file order by f.published desc, f.sha""",
        {"known": scope.known},
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["dataset"], []).append(row)
    return found

"""The catalogue: sources and collections of them, as yente lists its datasets."""

from __future__ import annotations

from typing import Any

from sourcebook.web.asking import EVERYTHING, SANCTIONS, official
from sourcebook.web.live import Version


def catalog(version: Version) -> dict[str, Any]:
    """What is served."""
    shown = [s for s in version.sources if s not in version.withheld]
    sources = [_source(version, row) for row in _rows(version) if row["name"] in shown]
    collections = [
        _collection(version, EVERYTHING, "Everything the record holds", shown),
        _collection(version, SANCTIONS, "The lists of authorities", list(official(version))),
    ]
    names = [one["name"] for one in (*collections, *sources)]
    return {
        "datasets": [*collections, *sources],
        "current": names,
        "outdated": [],
        "index_stale": False,
    }


def _rows(version: Version) -> list[dict[str, Any]]:
    return version.record.rows(
        """select s.id as name, s.title, s.publisher, s.short, s.licence, s.attribution, s.url, s.rhythm, s.kind,
            s.authority, count(*)::int as entity_count, (select max(day) from version v where v.source = s.id) as day
        from source s join entry e on e.source = s.id group by all order by s.id"""
    )


def _source(version: Version, row: dict[str, Any]) -> dict[str, Any]:
    day = f"{row['day']}"
    return {
        "name": row["name"], "title": row["title"], "url": row["url"], "version": day,
        "updated_at": f"{day}T00:00:00", "last_export": f"{day}T00:00:00", "entity_count": row["entity_count"],
        "thing_count": row["entity_count"],
        "publisher": {
            "name": row["publisher"], "acronym": row["short"], "url": row["url"], "official": row["kind"] == "official",
            "country": (row["authority"] or "").lower() or None,
        },
        "coverage": {"end": day, "countries": [], "frequency": row["rhythm"]},
        "children": [], "load": True, "index_current": True, "index_version": version.manifest.id,
        "licence": row["licence"], "attribution": row["attribution"],
    }  # fmt: skip


def _collection(version: Version, name: str, title: str, children: list[str]) -> dict[str, Any]:
    day = f"{version.known}"
    return {
        "name": name, "title": title, "version": day, "updated_at": f"{day}T00:00:00",
        "summary": f"Collection of {len(children)} sources.", "children": children, "load": True,
        "index_current": True, "index_version": version.manifest.id, "tags": [],
    }  # fmt: skip

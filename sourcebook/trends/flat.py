"""Measures as plain columns, one row a cell, for files that hold no structure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sourcebook.trends.geography import HotSpot, HotSpots
from sourcebook.trends.grid import SIDE
from sourcebook.trends.values import Counts, Mix, Series


def columns(counts: Counts | None) -> dict[str, Any]:
    """The figures of a cell; empty where nothing covers it."""
    one = counts or Counts(incidents=None, reports=None, without_deaths=None)
    deaths = one.deaths
    return {
        "incidents": one.incidents, "reports": one.reports, "deaths_low": deaths.low if deaths else None,
        "deaths_best": deaths.best if deaths else None, "deaths_high": deaths.high if deaths else None,
        "civilians": one.civilians, "hostages": one.hostages, "wounded": one.wounded, "lethality": one.lethality,
        "without_deaths": one.without_deaths, "withheld": one.withheld,
    }  # fmt: skip


def of_series(series: Series) -> list[dict[str, Any]]:
    """One row a month (or year)."""
    return [
        {series.unit: point.at, "covered_by": "; ".join(point.covered_by), "covered": bool(point.covered_by)}
        | columns(point.counts)
        for point in series.points
    ]  # fmt: skip


def of_mixes(mixes: Iterable[Mix]) -> list[dict[str, Any]]:
    """One row a value; a question that nothing answers is a row without one."""
    rows: list[dict[str, Any]] = []
    for mix in mixes:
        lead = {"by": mix.by, "state": mix.coding.state}
        rows += [
            lead | {"value": one.value, "share": one.share} | columns(one.counts)
            for one in mix.shares
        ] or [lead | {"value": None, "share": None} | columns(None)]
    return rows


def of_hotspots(found: HotSpots) -> list[dict[str, Any]]:
    """One row a cell."""
    return [_spot(spot) for spot in found.spots]


def _spot(spot: HotSpot) -> dict[str, Any]:
    lead = {"cell": spot.cell, "latitude": spot.latitude, "longitude": spot.longitude}
    return lead | {"kind": spot.kind, "z": spot.z, "p": spot.p, "q": spot.q} | columns(spot.counts)


def square(spot: HotSpot) -> dict[str, Any]:
    """A cell as a GeoJSON feature, its ring counter-clockwise."""
    half = SIDE / 2
    west, east = spot.longitude - half, spot.longitude + half
    south, north = spot.latitude - half, spot.latitude + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "geometry": geometry, "properties": _spot(spot)}

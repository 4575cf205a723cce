"""Centre and spread of places on a sphere.

A mean of degrees is wrong across the date line and near the poles; the mean of the places as points in space, pushed
back to the surface, is right everywhere. Distances are along the surface of a sphere of the earth's mean radius (IUGG).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0088

Floats = NDArray[np.float64]


class Spread(NamedTuple):
    """Where the centre is, and how far the places lie from it."""

    latitude: float
    longitude: float
    gyration_km: float
    median_km: float


def spread(latitude: Floats, longitude: Floats) -> Spread | None:
    """The centroid of places and their distances from it.

    Returns:
        None without places, or where they balance around the globe and have no centre.
    """
    if not latitude.size:
        return None
    points = _points(latitude, longitude)
    mean = points.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length < 1e-9:
        return None
    centre = mean / length
    # From chords: exact also for places that lie almost on the centre.
    chord = np.clip(np.linalg.norm(points - centre, axis=1) / 2, 0.0, 1.0)
    distance = 2 * EARTH_KM * np.arcsin(chord)
    return Spread(
        float(np.degrees(np.arcsin(np.clip(centre[2], -1.0, 1.0)))),
        float(np.degrees(np.arctan2(centre[1], centre[0]))),
        float(np.sqrt(np.mean(distance**2))),
        float(np.median(distance)),
    )


def _points(latitude: Floats, longitude: Floats) -> Floats:
    north, east = np.radians(latitude), np.radians(longitude)
    return np.column_stack(
        (np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north))
    )

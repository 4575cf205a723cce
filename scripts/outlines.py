"""Make the outlines of countries that maps are drawn on, from Natural Earth (public domain).

    python scripts/outlines.py [countries-50m.json]

Without a file, the npm package world-atlas (Natural Earth 4.1 as TopoJSON) is fetched with `npm pack`. Borders are
simplified arc by arc, so that two neighbours keep one border (Douglas and Peucker 1973,
doi:10.3138/FM57-6770-U75U-7727), and rounded to a hundredth of a degree. The result is small enough to be read in a
review.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sourcebook.record.territories import alpha2

PACKAGE = "world-atlas@2.0.2"
TARGET = Path(__file__).resolve().parent.parent / "sourcebook/profiles/figures/outlines.json"
TOLERANCE = 0.06  # degrees, some 6 km: a pixel at the scale of a page
SMALLEST = 0.02  # square degrees; islets below it are left out where the country has more to show
# Names that Natural Earth shortens.
SHORTENED = {
    "Bosnia and Herz.": "BA", "Central African Rep.": "CF", "Dem. Rep. Congo": "CD", "Dominican Rep.": "DO",
    "Eq. Guinea": "GQ", "S. Sudan": "SS", "Solomon Is.": "SB", "W. Sahara": "EH", "eSwatini": "SZ", "Macedonia": "MK",
    "Côte d'Ivoire": "CI", "Czechia": "CZ", "Falkland Is.": "FK", "Fr. S. Antarctic Lands": "TF", "Kosovo": "XK",
    "Somaliland": "SO", "N. Cyprus": "CY", "Marshall Is.": "MH", "N. Mariana Is.": "MP", "U.S. Virgin Is.": "VI",
    "British Virgin Is.": "VG", "Cayman Is.": "KY", "Turks and Caicos Is.": "TC", "Cook Is.": "CK",
    "Fr. Polynesia": "PF",
    "St. Kitts and Nevis": "KN", "St. Vin. and Gren.": "VC", "St. Pierre and Miquelon": "PM", "Antigua and Barb.": "AG",
    "Faeroe Is.": "FO", "Wallis and Futuna Is.": "WF", "St-Martin": "MF", "St-Barthélemy": "BL", "Åland": "AX",
    "Heard I. and McDonald Is.": "HM", "S. Geo. and the Is.": "GS", "Pitcairn Is.": "PN", "Br. Indian Ocean Ter.": "IO",
    "São Tomé and Principe": "ST", "Saint Helena": "SH", "Micronesia": "FM", "Vatican": "VA", "Macao": "MO",
    "Palestine": "PS", "Taiwan": "TW", "Curaçao": "CW", "Sint Maarten": "SX", "Antarctica": "AQ",
}  # fmt: skip


def fetched(folder: Path) -> Path:
    """The file of country borders at 1:50 million, from the package registry."""
    done = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        archive.extract("package/countries-50m.json", folder, filter="data")
    return folder / "package/countries-50m.json"


def decoded(topology: dict[str, Any]) -> list[np.ndarray]:
    """The arcs in degrees; TopoJSON writes differences of whole numbers."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc), axis=0) * scale + move for arc in topology["arcs"]]


def simplified(arc: np.ndarray) -> np.ndarray:
    """An arc without the points that lie within the tolerance of a straight line; its ends stay."""
    keep = np.zeros(len(arc), bool)
    keep[[0, -1]] = True
    stack = [(0, len(arc) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        away = distances(arc[first + 1 : last], arc[first], arc[last])
        worst = int(away.argmax())
        if away[worst] > TOLERANCE:
            middle = first + 1 + worst
            keep[middle] = True
            stack += [(first, middle), (middle, last)]
    return arc[keep]


def distances(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """From points to a line, or to its start where it has no length (a ring)."""
    line = end - start
    length = float(np.hypot(*line))
    if length == 0:
        return np.hypot(*(points - start).T)
    return (
        np.abs(line[0] * (points[:, 1] - start[1]) - line[1] * (points[:, 0] - start[0])) / length
    )


def rings(geometry: dict[str, Any]) -> list[list[int]]:
    """The outer rings of a country, as lists of arcs."""
    shapes = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [shape[0] for shape in shapes if shape]


def area(ring: list[int], arcs: list[np.ndarray]) -> float:
    """Of a ring, in square degrees."""
    points = np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring])
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """What is shipped: arcs as differences of hundredths of a degree, and each country's rings of arcs."""
    arcs = decoded(topology)
    small = [np.round(simplified(arc) * 100).astype(int) for arc in arcs]
    countries: dict[str, list[list[int]]] = {}
    unnamed = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = SHORTENED.get(name) or alpha2(name)
        if code is None:
            unnamed.append(name)
        elif code != "AQ":
            countries.setdefault(code, []).extend(kept(rings(geometry), arcs))
    if unnamed:
        print("left out, no code known:", ", ".join(sorted(unnamed)), file=sys.stderr)
    used = sorted(
        {n if n >= 0 else ~n for found in countries.values() for ring in found for n in ring}
    )
    place = {old: new for new, old in enumerate(used)}
    renumbered = {
        code: [[place[n] if n >= 0 else ~place[~n] for n in ring] for ring in found]
        for code, found in sorted(countries.items())
    }
    return {"arcs": [differences(small[n]) for n in used], "countries": renumbered}


def kept(found: list[list[int]], arcs: list[np.ndarray]) -> list[list[int]]:
    """The rings worth drawing: all that are not tiny, and the largest in any case."""
    largest = max(found, key=lambda ring: area(ring, arcs))
    return [ring for ring in found if ring is largest or area(ring, arcs) >= SMALLEST]


def differences(arc: np.ndarray) -> list[int]:
    """A row of points as its first and the steps to the next, without points that fell together."""
    steps = np.diff(arc, axis=0, prepend=np.zeros((1, 2), int))
    steps = steps[np.r_[True, (steps[1:] != 0).any(axis=1)]]
    return [int(value) for value in steps.ravel()]


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else fetched(Path(folder))
        made = outlines(json.loads(source.read_text("utf-8")))
    lines = [
        '{"source": "Natural Earth 4.1, 1:50m admin-0 countries (public domain), simplified",',
        '"arcs": [',
    ]
    lines += [
        ",\n".join(json.dumps(arc, separators=(",", ":")) for arc in made["arcs"]),
        "],",
        '"countries": {',
    ]
    lines += [
        ",\n".join(
            f'"{c}": {json.dumps(r, separators=(",", ":"))}' for c, r in made["countries"].items()
        ),
        "}}",
    ]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{TARGET.name}: {len(made['countries'])} countries, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

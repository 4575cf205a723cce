"""Recognising one incident in two datasets, measured against a truth made from real events.

    python bench/incidents.py truth [SIZE]       quality at SIZE x 2 (default 100,000) under several disturbances
    python bench/incidents.py curve              cost from 10,000 x 2 to 1,000,000 x 2, beside the published method
    python bench/incidents.py versions           two versions of GED against each other, the event's number as truth
    python bench/incidents.py estimate [--write] the weights of `sourcebook/incidents/weights.yaml`

The shared folder is $SOURCEBOOK_SHARED, else ../shared. How the truth is made: `incident_truth`; beside what the
package finds stands what is there to be found, by one who knows how it was made: `incident_oracle`.
"""

from __future__ import annotations

import math
import os
import resource
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.incident_oracle import all_knowing, informed
from bench.incident_rivals import Score, ours, published
from bench.incident_truth import Disturbance, Events, load, make
from bench.incident_versions import versions
from bench.incident_weights import estimate, write

ASKED = Disturbance("as asked, one event in 32", crowd=1 / 32)
OTHERS = (
    replace(ASKED, name="5 km, 1 day", km=5, days=1),
    replace(ASKED, name="25 km, 3 days", km=25),
    replace(ASKED, name="15 km, 5 days", days=5),
    replace(ASKED, name="40 % recoded", recoded=0.4),
    replace(ASKED, name="every figure recounted, spread 0.5", recounted=1.0, spread=0.5),
    replace(ASKED, name="half give one figure, no range", single=0.5),
    replace(ASKED, name="a third of names respelt, a tenth unnamed", respelt=0.3, unnamed=0.1),
    replace(ASKED, name="all names respelt, half unnamed", respelt=1.0, unnamed=0.5),
    replace(ASKED, name="half keep place and day", moved=0.5, redated=0.5),
    replace(ASKED, name="10 % with a twin", twins=0.1),
    replace(ASKED, name="90 % with a twin", twins=0.9),
    replace(ASKED, name="one event in 64", crowd=1 / 64),
    replace(ASKED, name="one event in 8", crowd=1 / 8),
    replace(ASKED, name="as crowded as GED is", crowd=1),
    replace(ASKED, name="as crowded as GED is, 5 km, 1 day", crowd=1, km=5, days=1),
    replace(
        ASKED,
        name="as crowded as GED is, half keep place and day",
        crowd=1,
        moved=0.5,
        redated=0.5,
    ),
    replace(
        ASKED,
        name="as crowded as GED is, nine in ten keep place and day",
        crowd=1,
        moved=0.1,
        redated=0.1,
    ),
)


def truth(events: Events, size: int) -> None:
    """Quality and time under each disturbance, beside what there is to be found."""
    told = f"{'precision':>10}{'recall':>8}{'F1':>8}{'s':>8}{'informed':>10}{'all-knowing':>12}"
    print(f"{f'{size:,} x 2':52}{told}")
    for how in (ASKED, *OTHERS):
        made = make(events, size, how)
        beside = (
            f"{informed(made.made).f1:10.3f}{all_knowing(made.made).f1:12.3f}"
            if _known(how)
            else ""
        )
        _line(how.name, ours(made), beside)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak memory, the made datasets and the oracles included: {peak:.2f} GB")
    for many in (10_000, 30_000):
        for how in (ASKED, replace(ASKED, crowd=1)):
            small = make(events, many, how)
            crowd = "crowded as GED is" if how.crowd == 1 else "one event in 32"
            _line(f"{many:,} x 2, {crowd}", ours(small))
            _line("  the published method in plain Python", published(small))


def _known(how: Disturbance) -> bool:
    """Whether the oracles know the disturbance: they take names and figures for kept as they are."""
    return not (how.respelt or how.unnamed or how.single)


def _line(name: str, found: Score, beside: str = "") -> None:
    figures = f"{found.precision:10.3f}{found.recall:8.3f}{found.f1:8.3f}{found.seconds:8.1f}"
    print(f"{name[:52]:52}{figures}{beside}", flush=True)


def curve(events: Events) -> None:
    """Time and memory by size; each size in a process of its own would be needed for memory, so it only grows."""
    for size in (10_000, 30_000, 100_000, 300_000, 1_000_000):
        found = ours(make(events, size, ASKED))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        _line(
            f"{size:>9,} x 2, {found.cpu / size * 1e6:5.0f} us of CPU a row, peak {peak:.2f} GB",
            found,
        )
    for size in (1_000, 3_000, 10_000, 30_000):
        found = published(make(events, size, ASKED))
        _line(
            f"{size:>9,} x 2, {found.seconds / size * 1e6:6.0f} us a row, published method in Python",
            found,
        )


def main() -> int:
    """Run what is asked for."""
    shared = Path(os.environ.get("SOURCEBOOK_SHARED", "../shared"))
    command, *rest = sys.argv[1:] or ["truth"]
    events = load(shared)
    if command == "estimate":
        found = estimate(events)
        for name, words in found.items():
            for word, (m, u) in words.items():
                print(f"{name:10} {word:26} {m:.4f} {u:.4f} {math.log2(m / u):+.2f}")
        if "--write" in rest:
            write(found)
    elif command == "versions":
        for title, made in versions(shared):
            _line(title, ours(made))
    elif command == "curve":
        curve(events)
    else:
        truth(events, int(rest[0]) if rest else 100_000)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
